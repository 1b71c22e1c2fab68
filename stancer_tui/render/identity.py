"""Whose payment it is, in one line: order, person, instrument."""

from datetime import datetime, tzinfo
from typing import NamedTuple

from stancer_tui.language import N_, _
from stancer_tui.models import moments
from stancer_tui.models.moments import in_zone
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.render.columns import NOTHING, customer_text, method_text
from stancer_tui.render.dates import NO_DATE, short
from stancer_tui.render.money import money
from stancer_tui.render.personal import personal
from stancer_tui.render.safe import safe

NOT_REPORTED = N_("not reported")
"""Shown in a confirmation for what Stancer did not report."""


def person_text(row: PaymentRow, *, mask: bool = False) -> str | None:
    """Who paid: the customer's name, e-mail, mobile or id, else the name on the card or account."""
    named = row.customer_name or row.customer_email
    if named is None and (other := row.customer_mobile or row.holder) is not None:
        return personal(other, mask=mask)
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
    """ "today 17:29", "Nov 20 17:29", "2025 Nov 20", or "no date"."""
    if at is None:
        return _(NO_DATE)
    today = in_zone(at, zone).date() == in_zone(now, zone).date()
    shown = short(at, now=now, zone=zone)
    return _("today {time}", time=shown) if today else shown


class Identity(NamedTuple):
    """Whom and what a decision about money concerns, safe to show; unknown parts are named as such.

    `person` is the payer with the card or account, `purchase` the order, amount and time. `known` is whether
    anything is known of the person.
    """

    person: str
    purchase: str
    id: str
    known: bool = True


def identity_of(row: PaymentRow, *, now: datetime, zone: tzinfo, mask: bool = False) -> Identity:
    """What a decision about this payment names."""
    instrument = method_text(row)
    known = (person_text(row, mask=mask), None if instrument == NOTHING else instrument)
    missing = (_("customer not reported"), _("card or account not reported"))
    person = " · ".join(part or absent for part, absent in zip(known, missing, strict=True))
    purchase = (
        safe(row.order_id) if row.order_id else _("order not reported"),
        money(Money(row.amount, row.currency)),
        day_and_time(moments.instant(row.created), now=now, zone=zone),
    )
    shown = person if any(known) else _(NOT_REPORTED)
    return Identity(shown, " · ".join(purchase), safe(row.id), any(known))
