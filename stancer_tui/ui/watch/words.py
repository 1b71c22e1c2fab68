"""What changed in something that is watched, in words: from what to what."""

from collections.abc import Callable, Iterable, Mapping

from stancer_tui.language import N_, _, pgettext
from stancer_tui.models import moments
from stancer_tui.models.ids import Kind
from stancer_tui.render import dates
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import (
    StatusView,
    auth_status,
    check_status,
    payment_status,
    payout_status,
    refund_status,
)
from stancer_tui.services.watched_object import Change, Value, WatchedObject

_STATUS: Mapping[Kind, Callable[[str | None], StatusView]] = {
    Kind.PAYMENT: payment_status,
    Kind.REFUND: refund_status,
    Kind.PAYOUT: payout_status,
    Kind.CHECK: check_status,
}
_NAMES = {
    "status": N_("status"),
    "response": N_("response code"),
    "auth": N_("3-D Secure"),
    "refunded": N_("given back"),
    "refunds": N_("refunds"),
    "date_bank": N_("bank date"),
    "date_refund": N_("sent to the bank"),
    "verified": N_("verified"),
}


def change_words(watch: WatchedObject, found: Iterable[Change]) -> str:
    """Each change as "status: to refund → refunded"."""
    parts = [
        _(
            "{field}: {before} → {after}",
            field=_(_NAMES.get(each.field, each.field)),
            before=_value(watch, each.field, each.was),
            after=_value(watch, each.field, each.now),
        )
        for each in found
    ]
    return "; ".join(parts)


def now_words(watch: WatchedObject) -> str:
    """Its status as last read."""
    if watch.reading is None:
        return _("not read yet")
    return _value(watch, "status", watch.reading.get("status"))


def _value(watch: WatchedObject, name: str, value: Value) -> str:
    match name, value:
        case "status", str() | None:
            text = _STATUS.get(watch.kind, payment_status)(value).shown
        case "auth", str() | None:
            text = auth_status(value).shown
        case _, tuple():
            text = ", ".join(refund_status(each or None).shown for each in value) or _("none")
        case _, bool():
            text = _("yes") if value else _("no")
        case "refunded", int():
            currency = watch.raw.get("currency")
            code = currency if isinstance(currency, str) else ""
            text = f"{amount(value, code)} {safe(code.upper(), 8)}".rstrip()
        case "date_bank" | "date_refund", int():
            at = moments.instant(value)
            text = dates.paris_date(at) if at is not None else _(dates.NOT_A_DATE)
        case _:
            text = pgettext("value", "none") if value is None else safe(str(value), 40)
    return text
