"""An earlier refund in one line: amount, status, date, who confirmed it, ticket."""

from datetime import datetime, tzinfo

from stancer_tui.language import N_, _
from stancer_tui.models.money import Money
from stancer_tui.models.past_refund import PastRefund
from stancer_tui.render.cells import shorten_middle
from stancer_tui.render.identity import day_and_time
from stancer_tui.render.money import money
from stancer_tui.render.personal import personal
from stancer_tui.render.safe import safe
from stancer_tui.render.status import refund_status

NOT_HERE = N_("not recorded here")
"""For a refund that this desk's ledger does not have; the API does not say who made it."""

NOT_KNOWN = N_("by whom is not known now")

_MAYBE = N_("its likely twin {name} may have been refunded {amount} {when}")
_WAS = N_("its likely twin {name} was refunded {amount} {when}")
_BEING = N_("its likely twin {name} is being refunded {amount} {when}")
_HAS = N_("its likely twin {name} has a refund of {amount} {when}")


def past_refund_text(refund: PastRefund, *, now: datetime, zone: tzinfo, mask: bool = False) -> str:
    """ "34.90 EUR ↺ refunded · today 09:12 · by nadia · ticket T-81"; safe to show."""
    parts = (
        f"{money(Money(refund.amount, refund.currency))} {_how_far(refund)}",
        day_and_time(refund.at, now=now, zone=zone),
        _by_whom(refund, mask=mask),
        ticket_text(refund.ticket),
    )
    return " · ".join(part for part in parts if part)


def twin_text(refund: PastRefund, *, now: datetime, zone: tzinfo, mask: bool = False) -> str:
    """ "its likely twin AL-2611-01222 was refunded 34.90 EUR today 09:12 by nadia (ticket T-81)"; safe."""
    named = safe(refund.order) if refund.order else shorten_middle(safe(refund.payment), 13)
    worth = money(Money(refund.amount, refund.currency))
    done, more = _done(refund)
    when = day_and_time(refund.at, now=now, zone=zone)
    whom = _by_whom(refund, mask=mask)
    notes = ", ".join(filter(None, (more, ticket_text(refund.ticket))))
    joined = f"{when} {whom}" if refund.by else f"{when}, {whom}"
    sentence = _(done, name=named, amount=worth, when=joined)
    return f"{sentence} ({notes})" if notes else sentence


def _done(refund: PastRefund) -> tuple[str, str]:
    """The sentence for the status, and the status itself where it is less than refunded."""
    if refund.unresolved:
        return _MAYBE, _("the outcome is not known")
    if refund.status == "refunded" or (refund.status is None and refund.by is not None):
        return _WAS, ""
    being = refund.status in {"to_refund", "refund_sent"}
    return _BEING if being else _HAS, refund_status(refund.status).shown


def _how_far(refund: PastRefund) -> str:
    if refund.unresolved:
        return _("? outcome not known")
    if refund.status is None and refund.by is not None:
        return _("✓ made")
    return refund_status(refund.status).text()


def _by_whom(refund: PastRefund, *, mask: bool) -> str:
    if refund.by is None:
        return _(NOT_HERE) if refund.journal_read else _(NOT_KNOWN)
    return by_text(refund.by, mask=mask)


def by_text(user: str, *, mask: bool = False) -> str:
    """ "by nadia": who confirmed a refund; safe to show."""
    return _("by {user}", user=colleague_text(user, mask=mask))


def ticket_text(ticket: str | None) -> str:
    """ "ticket T-81"; nothing where none was given. Safe to show."""
    return _("ticket {ticket}", ticket=safe(ticket)) if ticket else ""


def colleague_text(user: str, *, mask: bool = False) -> str:
    """The user of this machine who confirmed a refund; with `mask` only the first letter."""
    return personal(user, mask=mask)
