"""The fields of every object of the API: names of the API, words for the agent, order.

Sources: the tables and samples of the reference, and the fields that only real answers show.
"""

from dataclasses import dataclass
from typing import Literal

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
"""How a value is shown; "never" marks what the API takes but never answers."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One field: its name in the API, its label, how it is shown, whether it is personal."""

    key: str
    label: str
    kind: Kind = "text"
    personal: bool = False


PAYMENT = (
    Spec("amount", "Amount", "money"),
    Spec("status", "Status", "payment_status"),
    Spec("response", "Response code", "code"),
    Spec("response_author", "Response author"),
    Spec("created", "Created", "instant"),
    Spec("method", "Method"),
    Spec("order_id", "Order"),
    Spec("unique_id", "Unique id"),
    Spec("description", "Description", personal=True),
    Spec("customer", "Customer", "object"),
    Spec("card", "Card", "object"),
    Spec("sepa", "SEPA account", "object"),
    Spec("auth", "3-D Secure", "object"),
    Spec("device", "Device", "object"),
    Spec("refunds", "Refunds", "refunds"),
    Spec("currency", "Currency"),
    Spec("country", "Country"),
    Spec("capture", "Capture at once", "flag"),
    Spec("date_paym", "Payment date", "instant"),
    Spec("date_bank", "Bank delivery date", "day"),
    Spec("fee", "Fee", "money"),
    Spec("methods_allowed", "Methods allowed", "words"),
    Spec("return_url", "Return URL"),
    Spec("live_mode", "Mode", "mode"),
    Spec("id", "Payment id"),
)
CARD = (
    Spec("brand", "Brand"),
    Spec("last4", "Last four digits"),
    Spec("exp_month", "Expiry month"),
    Spec("exp_year", "Expiry year"),
    Spec("name", "Cardholder", personal=True),
    Spec("country", "Country"),
    Spec("funding", "Funding"),
    Spec("nature", "Nature"),
    Spec("network", "Network"),
    Spec("preferred_network", "Preferred network"),
    Spec("zip_code", "Zip code", personal=True),
    Spec("tokenize", "Kept for reuse", "flag"),
    Spec("external_id", "External id"),
    Spec("created", "Created", "instant"),
    Spec("live_mode", "Mode", "mode"),
    Spec("id", "Card id"),
    Spec("number", "Card number", "never"),
    Spec("cvc", "Verification code", "never"),
)
SEPA = (
    Spec("last4", "Last four characters"),
    Spec("name", "Account holder", personal=True),
    Spec("bic", "BIC"),
    Spec("mandate", "Mandate"),
    Spec("date_mandate", "Mandate signed", "day"),
    Spec("date_birth", "Birth date", personal=True),
    Spec("country", "Country"),
    Spec("check", "Account check", "object"),
    Spec("created", "Created", "instant"),
    Spec("live_mode", "Mode", "mode"),
    Spec("id", "SEPA account id"),
    Spec("iban", "IBAN", "never"),
)
AUTH = (
    Spec("status", "Status", "auth_status"),
    Spec("redirect_url", "Redirect URL"),
    Spec("return_url", "Return URL"),
)
DEVICE = (
    Spec("ip", "IP address", personal=True),
    Spec("port", "Port"),
    Spec("city", "City", personal=True),
    Spec("zip_code", "Zip code", personal=True),
    Spec("country", "Country"),
    Spec("languages", "Languages"),
    Spec("user_agent", "User agent"),
    Spec("http_accept", "Accept header"),
)
CUSTOMER = (
    Spec("name", "Name", personal=True),
    Spec("email", "E-mail", personal=True),
    Spec("mobile", "Mobile", personal=True),
    Spec("external_id", "External id"),
    Spec("date_birth", "Birth date", personal=True),
    Spec("legal_id", "Legal id", personal=True),
    Spec("country", "Country"),
    Spec("created", "Created", "instant"),
    Spec("live_mode", "Mode", "mode"),
    Spec("id", "Customer id"),
)
REFUND = (
    Spec("amount", "Amount", "money"),
    Spec("status", "Status", "refund_status"),
    Spec("created", "Created", "instant"),
    Spec("date_refund", "Sent to the bank", "instant"),
    Spec("date_bank", "Bank delivery date", "day"),
    Spec("currency", "Currency"),
    Spec("payment", "Payment id"),
    Spec("live_mode", "Mode", "mode"),
    Spec("id", "Refund id"),
)
ADDRESS = (
    Spec("line1", "Line 1", personal=True),
    Spec("line2", "Line 2", personal=True),
    Spec("line3", "Line 3", personal=True),
    Spec("zip_code", "Zip code", personal=True),
    Spec("city", "City", personal=True),
    Spec("state", "State"),
    Spec("country", "Country"),
    Spec("created", "Created", "instant"),
    Spec("live_mode", "Mode", "mode"),
    Spec("id", "Address id"),
)
DISPUTE = (
    Spec("amount", "Amount", "money"),
    Spec("response", "Reason code", "code"),
    Spec("type", "Type"),
    Spec("payment", "Payment id"),
    Spec("order_id", "Order"),
    Spec("created", "Opened", "instant"),
    Spec("date_bank", "Bank date", "day"),
    Spec("currency", "Currency"),
    Spec("live_mode", "Mode", "mode"),
    Spec("id", "Dispute id"),
)
PAYOUT = (
    Spec("amount", "Amount", "money"),
    Spec("status", "Status", "payout_status"),
    Spec("payments", "Payments", "part"),
    Spec("refunds", "Refunds", "part"),
    Spec("disputes", "Disputes", "part"),
    Spec("fees", "Fees", "money"),
    Spec("statement_description", "On the bank statement"),
    Spec("date_paym", "Payments of", "day"),
    Spec("date_bank", "Bank delivery date", "day"),
    Spec("created", "Created", "instant"),
    Spec("currency", "Currency"),
    Spec("live_mode", "Mode", "mode"),
    Spec("id", "Payout id"),
)
CHECK = (
    Spec("status", "Status", "check_status"),
    Spec("verified", "Account and holder match", "flag"),
    Spec("score_name", "Name score, 0 to 100"),
    Spec("date_birth_valid", "Birth date matches", "flag"),
    Spec("iban_valid", "IBAN is valid", "flag"),
    Spec("iban_type", "IBAN type is right", "flag"),
    Spec("response", "Response code", "code"),
    Spec("created", "Asked", "instant"),
    Spec("live_mode", "Mode", "mode"),
    Spec("id", "Check id"),
)
SCORING = (
    Spec("status", "Status", "scoring_status"),
    Spec("score", "Score, 0 to 100"),
    Spec("amount", "Credit", "money"),
    Spec("upfront", "Paid upfront", "money"),
    Spec("duration", "Months"),
    Spec("customer", "Customer", "object"),
    Spec("sepa", "SEPA account", "object"),
    Spec("redirect_url", "Redirect URL"),
    Spec("return_url", "Return URL"),
    Spec("currency", "Currency"),
    Spec("created", "Asked", "instant"),
    Spec("live_mode", "Mode", "mode"),
    Spec("id", "Scoring id"),
)
