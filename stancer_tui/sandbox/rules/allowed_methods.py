"""Which methods a payment allows: SEPA is for euros only."""

from stancer_tui.sandbox.rows import Object, Row
from stancer_tui.sandbox.wire.errors import invalid


def methods_in(currency: str, asked: list[str] | None) -> list[str]:
    """The methods that a payment in a currency allows, of those asked for or of all; perhaps none."""
    methods = ["card", "sepa"] if asked is None else asked
    return methods if currency == "eur" else [each for each in methods if each != "sepa"]


def in_currency(row: Row, currency: str | None) -> Object:
    """The payment in another currency (None: in its own), with the methods of that one.

    400 when its only method is an account's. What the creation asked for stands in the row's private part;
    of a payment that no request made, what it has is what was asked.
    """
    payment = row.object
    if currency in {None, payment["currency"]}:
        return payment
    allowed = methods_in(str(currency), (row.private or payment).get("methods_allowed"))
    if not allowed:
        raise invalid("currency", "must be eur for SEPA, the only method allowed")
    return payment | {"currency": currency, "methods_allowed": allowed}
