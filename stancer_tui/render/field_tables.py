"""The fields of every object of the API: names of the API, words for the agent, order.

Sources: the tables and samples of the reference, and the fields that only real answers show.
"""

from dataclasses import dataclass
from typing import Literal

from stancer_tui.language import N_

Kind = Literal[
    "text",
    "money",
    "instant",
    "day",
    "flag",
    "mode",
    "code",
    "payment_status",
    "refund_status",
    "auth_status",
    "payout_status",
    "check_status",
    "scoring_status",
    "part",
    "words",
    "object",
    "refunds",
    "never",
]
"""How a value is shown; "never" marks fields that the API accepts but never returns."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One field: its name in the API, its English label, how it is shown, whether it is personal."""

    key: str
    label: str
    kind: Kind = "text"
    personal: bool = False


PAYMENT = (
    Spec("amount", N_("Amount"), "money"),
    Spec("status", N_("Status"), "payment_status"),
    Spec("response", N_("Response code"), "code"),
    Spec("response_author", N_("Response author")),
    Spec("created", N_("Created"), "instant"),
    Spec("method", N_("Method")),
    Spec("order_id", N_("Order")),
    Spec("unique_id", N_("Unique id")),
    Spec("description", N_("Description"), personal=True),
    Spec("customer", N_("Customer"), "object"),
    Spec("card", N_("Card"), "object"),
    Spec("sepa", N_("SEPA account"), "object"),
    Spec("auth", N_("3-D Secure"), "object"),
    Spec("device", N_("Device"), "object"),
    Spec("refunds", N_("Refunds"), "refunds"),
    Spec("currency", N_("Currency")),
    Spec("country", N_("Country")),
    Spec("capture", N_("Capture at once"), "flag"),
    Spec("date_paym", N_("Payment date"), "instant"),
    Spec("date_bank", N_("Bank delivery date"), "day"),
    Spec("fee", N_("Fee"), "money"),
    Spec("methods_allowed", N_("Methods allowed"), "words"),
    Spec("return_url", N_("Return URL")),
    Spec("live_mode", N_("Mode"), "mode"),
    Spec("id", N_("Payment id")),
)
CARD = (
    Spec("brand", N_("Brand")),
    Spec("last4", N_("Last four digits")),
    Spec("exp_month", N_("Expiry month")),
    Spec("exp_year", N_("Expiry year")),
    Spec("name", N_("Cardholder"), personal=True),
    Spec("country", N_("Country")),
    Spec("funding", N_("Funding")),
    Spec("nature", N_("Nature")),
    Spec("network", N_("Network")),
    Spec("preferred_network", N_("Preferred network")),
    Spec("zip_code", N_("Zip code"), personal=True),
    Spec("tokenize", N_("Kept for reuse"), "flag"),
    Spec("external_id", N_("External id")),
    Spec("created", N_("Created"), "instant"),
    Spec("live_mode", N_("Mode"), "mode"),
    Spec("id", N_("Card id")),
    Spec("number", N_("Card number"), "never"),
    Spec("cvc", N_("Verification code"), "never"),
)
SEPA = (
    Spec("last4", N_("Last four characters")),
    Spec("name", N_("Account holder"), personal=True),
    Spec("bic", N_("BIC")),
    Spec("mandate", N_("Mandate")),
    Spec("date_mandate", N_("Mandate signed"), "day"),
    Spec("date_birth", N_("Birth date"), personal=True),
    Spec("country", N_("Country")),
    Spec("check", N_("Account check"), "object"),
    Spec("created", N_("Created"), "instant"),
    Spec("live_mode", N_("Mode"), "mode"),
    Spec("id", N_("SEPA account id")),
    Spec("iban", N_("IBAN"), "never"),
)
AUTH = (
    Spec("status", N_("Status"), "auth_status"),
    Spec("redirect_url", N_("Redirect URL")),
    Spec("return_url", N_("Return URL")),
)
DEVICE = (
    Spec("ip", N_("IP address"), personal=True),
    Spec("port", N_("Port")),
    Spec("city", N_("City"), personal=True),
    Spec("zip_code", N_("Zip code"), personal=True),
    Spec("country", N_("Country")),
    Spec("languages", N_("Languages")),
    Spec("user_agent", N_("User agent")),
    Spec("http_accept", N_("Accept header")),
)
CUSTOMER = (
    Spec("name", N_("Name"), personal=True),
    Spec("email", N_("E-mail"), personal=True),
    Spec("mobile", N_("Mobile"), personal=True),
    Spec("external_id", N_("External id")),
    Spec("date_birth", N_("Birth date"), personal=True),
    Spec("legal_id", N_("Legal id"), personal=True),
    Spec("country", N_("Country")),
    Spec("created", N_("Created"), "instant"),
    Spec("live_mode", N_("Mode"), "mode"),
    Spec("id", N_("Customer id")),
)
REFUND = (
    Spec("amount", N_("Amount"), "money"),
    Spec("status", N_("Status"), "refund_status"),
    Spec("created", N_("Created"), "instant"),
    Spec("date_refund", N_("Sent to the bank"), "instant"),
    Spec("date_bank", N_("Bank delivery date"), "day"),
    Spec("currency", N_("Currency")),
    Spec("payment", N_("Payment id")),
    Spec("live_mode", N_("Mode"), "mode"),
    Spec("id", N_("Refund id")),
)
ADDRESS = (
    Spec("line1", N_("Line 1"), personal=True),
    Spec("line2", N_("Line 2"), personal=True),
    Spec("line3", N_("Line 3"), personal=True),
    Spec("zip_code", N_("Zip code"), personal=True),
    Spec("city", N_("City"), personal=True),
    Spec("state", N_("State")),
    Spec("country", N_("Country")),
    Spec("created", N_("Created"), "instant"),
    Spec("live_mode", N_("Mode"), "mode"),
    Spec("id", N_("Address id")),
)
DISPUTE = (
    Spec("amount", N_("Amount"), "money"),
    Spec("response", N_("Reason code"), "code"),
    Spec("type", N_("Type")),
    Spec("payment", N_("Payment id")),
    Spec("order_id", N_("Order")),
    Spec("created", N_("Opened"), "instant"),
    Spec("date_bank", N_("Bank date"), "day"),
    Spec("currency", N_("Currency")),
    Spec("live_mode", N_("Mode"), "mode"),
    Spec("id", N_("Dispute id")),
)
PAYOUT = (
    Spec("amount", N_("Amount"), "money"),
    Spec("status", N_("Status"), "payout_status"),
    Spec("payments", N_("Payments"), "part"),
    Spec("refunds", N_("Refunds"), "part"),
    Spec("disputes", N_("Disputes"), "part"),
    Spec("fees", N_("Fees"), "money"),
    Spec("statement_description", N_("On the bank statement")),
    Spec("date_paym", N_("Payments of"), "day"),
    Spec("date_bank", N_("Bank delivery date"), "day"),
    Spec("created", N_("Created"), "instant"),
    Spec("currency", N_("Currency")),
    Spec("live_mode", N_("Mode"), "mode"),
    Spec("id", N_("Payout id")),
)
CHECK = (
    Spec("status", N_("Status"), "check_status"),
    Spec("verified", N_("Account and holder match"), "flag"),
    Spec("score_name", N_("Name score, 0 to 100")),
    Spec("date_birth_valid", N_("Birth date matches"), "flag"),
    Spec("iban_valid", N_("IBAN is valid"), "flag"),
    Spec("iban_type", N_("IBAN type is right"), "flag"),
    Spec("response", N_("Response code"), "code"),
    Spec("created", N_("Asked"), "instant"),
    Spec("live_mode", N_("Mode"), "mode"),
    Spec("id", N_("Check id")),
)
SCORING = (
    Spec("status", N_("Status"), "scoring_status"),
    Spec("score", N_("Score, 0 to 100")),
    Spec("amount", N_("Credit"), "money"),
    Spec("upfront", N_("Paid upfront"), "money"),
    Spec("duration", N_("Months")),
    Spec("customer", N_("Customer"), "object"),
    Spec("sepa", N_("SEPA account"), "object"),
    Spec("redirect_url", N_("Redirect URL")),
    Spec("return_url", N_("Return URL")),
    Spec("currency", N_("Currency")),
    Spec("created", N_("Asked"), "instant"),
    Spec("live_mode", N_("Mode"), "mode"),
    Spec("id", N_("Scoring id")),
)
