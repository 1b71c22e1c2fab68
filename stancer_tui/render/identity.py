"""Whose payment it is, in one line: order, person, instrument."""

from datetime import datetime, tzinfo

from stancer_tui.models.moments import in_zone
from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.render.columns import NOTHING, customer_text, method_text
from stancer_tui.render.dates import NO_DATE, short
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


def day_and_time(at: datetime | None, *, now: datetime, zone: tzinfo) -> str:
    """ "today 17:29", "Nov 20 17:29", "2025 Nov 20", or that no date is known."""
    if at is None:
        return NO_DATE
    today = in_zone(at, zone).date() == in_zone(now, zone).date()
    return f"{'today ' if today else ''}{short(at, now=now, zone=zone)}"
