"""What the objects that people keep at Stancer are called."""

from stancer_tui.models.ids import Kind

NOUNS = {
    Kind.CUSTOMER: "customer",
    Kind.SEPA: "SEPA account",
    Kind.CARD: "card",
    Kind.ADDRESS: "address",
}
