"""How the value of one field is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from json import dumps
from typing import Any

from stancer_tui.language import N_, _, ngettext
from stancer_tui.models.base import ApiObject, StancerObject
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.reference import statuses
from stancer_tui.render import dates
from stancer_tui.render.field_tables import Spec
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.render.status import (
    StatusView,
    auth_status,
    check_status,
    payment_status,
    payout_status,
    refund_status,
    scoring_status,
    whole_status,
)
from stancer_tui.render.tones import Tone

NOT_REPORTED = N_("not reported by the API")
NEVER = N_("never answered by the API")
HIDDEN = "•••"

LONGEST = 2048
"""Characters of a value in a detail: the longest the reference allows, a URL."""

Shown = tuple[str, Tone]


@dataclass(frozen=True, slots=True)
class Style:
    """The zone and instant of the reading, the currency around it, and whether personal data is hidden."""

    zone: tzinfo
    now: datetime
    currency: str | None
    mask: bool


def shown(spec: Spec, value: Any, item: ApiObject | str | None, style: Style) -> Shown:
    """Text and tone of a field's value; None is shown as not reported."""
    if spec.kind == "never":
        return _(NEVER), Tone.MUTED
    if spec.kind == "refunds" and isinstance(item, Payment):
        return _refunds(item)
    if value is None:
        return _(NOT_REPORTED), Tone.MUTED
    if spec.personal and style.mask:
        return HIDDEN, Tone.MUTED
    return _WRITERS.get(spec.kind, _text)(value, item, style)


def unexpected(spec: Spec, value: Any, style: Style) -> Shown:
    """A value of another type than the reference's, as sent; labelled "not a date" for a date field."""
    text, tone = unknown(value, style, personal=spec.personal)
    if spec.kind in {"instant", "day"} and value is not None and text != HIDDEN:
        return _("{label}: {value}", label=_(dates.NOT_A_DATE), value=text), tone
    return text, tone


def unknown(value: Any, style: Style, *, personal: bool) -> Shown:
    """A value whose meaning is not known: its JSON as sent, marked by its tone."""
    if value is None:
        return _(NOT_REPORTED), Tone.MUTED
    if personal and style.mask:
        return HIDDEN, Tone.MUTED
    text = value if isinstance(value, str) else dumps(value, ensure_ascii=False, default=str)
    return safe(text, LONGEST), Tone.WARNING


def _text(value: Any, _item: Any, _style: Style) -> Shown:
    return safe(value, LONGEST), Tone.PLAIN


def _money(value: int, item: Any, style: Style) -> Shown:
    """A part without a currency has that of the object around it, if that has one."""
    currency = getattr(item, "currency", None) or style.currency
    if currency is None:
        return _("{amount} minor units, currency not reported by the API", amount=value), Tone.WARNING
    return money(Money(value, currency.lower())), Tone.PLAIN


def _instant(value: datetime, _item: Any, style: Style) -> Shown:
    return dates.full(value, now=style.now, zone=style.zone), Tone.PLAIN


def _day(value: datetime, _item: Any, style: Style) -> Shown:
    return f"{dates.paris_date(value)} · {dates.day_age(value, style.now)}", Tone.PLAIN


def _flag(value: bool, _item: Any, _style: Style) -> Shown:
    return _("yes") if value else _("no"), Tone.PLAIN


def _mode(value: bool, _item: Any, _style: Style) -> Shown:
    return _("live") if value else _("test"), Tone.PLAIN


def _code(value: str, _item: Any, _style: Style) -> Shown:
    return safe(value), Tone.SUCCESS if value == "00" else Tone.ERROR


def _words(value: tuple[str, ...], _item: Any, _style: Style) -> Shown:
    return safe(", ".join(value), LONGEST), Tone.PLAIN


def _object(value: Any, _item: Any, _style: Style) -> Shown:
    """An embedded object by its id, a part without an id by its status; its own section has the rest."""
    if isinstance(value, StancerObject):
        return safe(value.id), Tone.PLAIN
    if isinstance(value, ApiObject):
        return safe(getattr(value, "status", None) or _("reported")), Tone.PLAIN
    return safe(value), Tone.PLAIN


def _payment_status(value: str, item: Any, _style: Style) -> Shown:
    """The status as lists show it, with the API's own word beside a derived one."""
    own = payment_status(value)
    view = whole_status(item)
    if view == own:
        return view.text(), view.tone
    return _("{shown} (status: {own})", shown=view.text(), own=own.shown), view.tone


def _status(view: Callable[[str], StatusView], kind: str) -> "Writer":
    """A writer for the status of an object of the reference's `kind`, with its short meaning."""

    def write(value: str, _item: Any, _style: Style) -> Shown:
        shown_as = view(value)
        return f"{shown_as.text()}{_title(kind, value)}", shown_as.tone

    return write


def _title(kind: str, status: str) -> str:
    entry = statuses.status(kind, status)
    return f" · {entry.title}" if entry is not None else ""


def _refunds(payment: Payment) -> Shown:
    """How many refunds there are and what those that count sum to."""
    lost = payment.unreadable_refunds
    if not payment.refunds and not lost:
        empty = payment.raw.get("refunds") == []
        return _("none") if empty else _(NOT_REPORTED), Tone.MUTED
    failed = sum(refund.lost for refund in payment.refunds)
    counted = len(payment.refunds) - failed
    parts = [
        _("{count} of {amount} in all", count=counted, amount=money(payment.refunded)) if counted else "",
        ngettext("{count} failed or not honored", "{count} failed or not honored", failed) if failed else "",
        ngettext("{count} unreadable", "{count} unreadable", lost) if lost else "",
    ]
    return " · ".join(filter(None, parts)), Tone.ERROR if lost else Tone.PLAIN


def _part(value: Any, item: Any, style: Style) -> Shown:
    """The sum of one kind of a payout's members."""
    amount = getattr(value, "amount", None)
    return (_(NOT_REPORTED), Tone.MUTED) if amount is None else _money(amount, item, style)


Writer = Callable[[Any, Any, Style], Shown]

_WRITERS: Mapping[str, Writer] = {
    "money": _money,
    "instant": _instant,
    "day": _day,
    "flag": _flag,
    "mode": _mode,
    "code": _code,
    "payment_status": _payment_status,
    "refund_status": _status(refund_status, "refund"),
    "auth_status": _status(auth_status, "auth"),
    "payout_status": _status(payout_status, "payout"),
    "check_status": _status(check_status, "check"),
    "scoring_status": _status(scoring_status, "scoring"),
    "part": _part,
    "words": _words,
    "object": _object,
}
