"""Whose payment it is, in one line: order, person, instrument."""

from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.render.columns import NOTHING, customer_text, method_text
from stancer_tui.render.safe import safe


def person_text(row: PaymentRow, *, mask: bool = False) -> str | None:
    """Who paid: the customer's name, e-mail, mobile or id, else the name on the card or account."""
    named = row.customer_name or row.customer_email
    if named is None and (other := row.customer_mobile or row.holder) is not None:
        return f"{safe(other[:1])}•••" if mask else safe(other)
    known = customer_text(row, mask=mask)
    return None if known == NOTHING else known


def identity_text(row: ListedPayment, *, mask: bool = False) -> str:
    """ "AL-2611-01275 · Océane Rivière · visa ··9995"; what is not reported is left out."""
    if not isinstance(row, PaymentRow):
        return safe(row.id or "")
    order = safe(row.order_id) if row.order_id else None
    instrument = method_text(row)
    parts = (order, person_text(row, mask=mask), None if instrument == NOTHING else instrument)
    return " · ".join(part for part in parts if part)
