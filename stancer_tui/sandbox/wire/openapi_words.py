"""What the description says in words: each operation's tag, summary and details."""

from dataclasses import dataclass

ABOUT = """The documented routes of version 1, as this sandbox serves them. No money moves.

A secret key is the user of HTTP Basic, without a password; its prefix, `stest_` or `sprod_`, says the
mode. Objects of one mode are unknown to the other. Amounts are in the currency's minor unit, moments are
Unix seconds. A refusal by a bank is no error: the payment is answered with 200 and its `status` says
`refused` or `failed`. An empty list is answered with 404. Where the reference is silent, the sandbox
guesses: `docs/sandbox.md` lists every guess."""

TAGS = {
    "Payments": "Take money by card or SEPA direct debit, at once or on a payment page.",
    "Refunds": "Give money back, or cancel what is not captured yet.",
    "Disputes": "Chargebacks and returned debits; they are read only.",
    "Payouts": "What Stancer pays out, and what it is made of. Live mode only: a test key gets 501.",
    "Cards": "Cards that are kept for later payments.",
    "SEPA accounts": "Bank accounts that are kept, with their mandate.",
    "Account verification": "Whether an account exists and belongs to somebody.",
    "Customers": "People whose payments belong together.",
    "Addresses": "Postal addresses.",
    "Scoring": "How likely a payment in instalments is to be paid.",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of an operation."""

    tag: str
    summary: str
    details: str = ""


_OLDEST_FIRST = "The oldest first. An empty list is answered with 404."

WORDS = {
    "listPayments": Words("Payments", "List payments", _OLDEST_FIRST),
    "createPayment": Words(
        "Payments",
        "Create a payment",
        "With a `card` or `sepa` it is processed at once, and 200 may answer a refusal: read `status` and"
        " `response`. Without one it waits for its page or for an update. A known `unique_id` gets 409.",
    ),
    "getPayment": Words("Payments", "Read a payment", "Its refunds are in it."),
    "updatePayment": Words(
        "Payments",
        "Change or capture a payment",
        "Gives it a card or an account, authorises it (`status: authorize`) or captures it (`capture`).",
    ),
    "listRefunds": Words("Refunds", "List refunds", _OLDEST_FIRST),
    "createRefund": Words(
        "Refunds",
        "Refund a payment",
        "Without an `amount`, all that is left. Before the capture only the whole payment can be given back:"
        " it is canceled.",
    ),
    "getRefund": Words("Refunds", "Read a refund"),
    "listDisputes": Words("Disputes", "List disputes", _OLDEST_FIRST),
    "getDispute": Words("Disputes", "Read a dispute"),
    "listPayouts": Words("Payouts", "List payouts", _OLDEST_FIRST),
    "getPayout": Words("Payouts", "Read a payout"),
    "listPayoutPayments": Words("Payouts", "List the payments of a payout", _OLDEST_FIRST),
    "listPayoutRefunds": Words("Payouts", "List the refunds of a payout", _OLDEST_FIRST),
    "listPayoutDisputes": Words("Payouts", "List the disputes of a payout", _OLDEST_FIRST),
    "createCard": Words(
        "Cards", "Keep a card", "A card that is kept already is answered with 409 and its id."
    ),
    "getCard": Words("Cards", "Read a card", "Its number and its code are never answered."),
    "updateCard": Words("Cards", "Change a card", "Answers 204, without a body."),
    "deleteCard": Words("Cards", "Delete a card", "Payments made with it stay."),
    "createSepa": Words("SEPA accounts", "Keep an account"),
    "getSepa": Words("SEPA accounts", "Read an account", "Its IBAN is never answered."),
    "updateSepa": Words("SEPA accounts", "Change an account", "Only while its mandate is not dated."),
    "deleteSepa": Words("SEPA accounts", "Delete an account", "Payments made with it stay."),
    "createCheck": Words(
        "Account verification",
        "Ask whether an account is good",
        "The answer comes later: read it until it is there.",
    ),
    "getCheck": Words("Account verification", "Read an account check"),
    "createCustomer": Words(
        "Customers", "Keep a customer", "An e-mail address or a mobile number is needed."
    ),
    "getCustomer": Words("Customers", "Read a customer"),
    "updateCustomer": Words("Customers", "Change a customer", "Answers 204, without a body."),
    "deleteCustomer": Words("Customers", "Delete a customer", "Payments made by them stay."),
    "createAddress": Words("Addresses", "Keep an address"),
    "getAddress": Words("Addresses", "Read an address"),
    "updateAddress": Words("Addresses", "Change an address", "Answers 204, without a body."),
    "deleteAddress": Words("Addresses", "Delete an address"),
    "createScoring": Words(
        "Scoring", "Ask for a score", "The answer comes later: read it until it is there."
    ),
    "getScoring": Words("Scoring", "Read a score"),
}
