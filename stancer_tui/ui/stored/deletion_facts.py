"""What a deletion is about: who and what the object is, and what hangs on it as far as that is loaded."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from stancer_tui.language import _, grouped, ngettext
from stancer_tui.models import moments
from stancer_tui.models.address import Address
from stancer_tui.models.base import StancerObject
from stancer_tui.models.card import Card
from stancer_tui.models.customer import Customer
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.models.sepa import Sepa
from stancer_tui.render.columns import NOTHING, method_text
from stancer_tui.render.dates import paris_date
from stancer_tui.render.identity import NOT_REPORTED, day_and_time
from stancer_tui.render.personal import personal
from stancer_tui.render.safe import safe
from stancer_tui.ui.widgets.fact_list import Fact

if TYPE_CHECKING:
    from stancer_tui.store.payment_index import PaymentIndex

_NOT_CAPTURED = frozenset({"authorized", "to_capture", "capture_sent"})
_METHODS = 4


def deletion_facts(
    item: StancerObject, payments: "PaymentIndex", *, now: datetime, zone: tzinfo, mask: bool
) -> list[Fact]:
    """Who, what, and the loaded payments that used it; persons are hidden with `mask`."""
    known = [
        Fact(label, value or _(NOT_REPORTED), "" if value else "$muted") for label, value in _what(item, mask)
    ]
    if known:
        known[0] = Fact(known[0].label, known[0].value, known[0].style or "bold")
    object_id = item.raw.get("id")
    if isinstance(item, Address) or not isinstance(object_id, str):
        return known
    used = [row for row in payments.rows if isinstance(row, PaymentRow) and _uses(item)(row) == object_id]
    return [*known, *_hanging(used, customer=isinstance(item, Customer), now=now, zone=zone)]


def _what(item: StancerObject, mask: bool) -> list[tuple[str, str]]:
    """What an object holds, by its label; empty where that is not reported."""

    def person(value: str | None) -> str:
        return personal(value, mask=mask) if value else ""

    match item:
        case Customer():
            return [
                (_("Who"), person(item.name)),
                (_("E-mail"), person(item.email)),
                (_("Phone"), person(item.mobile)),
            ]
        case Sepa():
            signed = item.date_mandate
            mandate = safe(item.mandate) if item.mandate else ""
            if signed is not None:
                named = mandate or _(NOT_REPORTED)
                mandate = _("{mandate}, signed {day}", mandate=named, day=paris_date(signed))
            return [
                (_("Who"), person(item.name)),
                (_("Account"), _("IBAN ending in {digits}", digits=safe(item.last4)) if item.last4 else ""),
                (_("Mandate"), mandate),
            ]
        case Card():
            brand = safe(item.brand) if item.brand else _("card")
            ends = f"{brand} ··{safe(item.last4)}" if item.last4 else ""
            if item.exp_month and item.exp_year:
                month = f"{item.exp_month:02d}/{item.exp_year}"
                until = _("until {month}", month=month)
                ends = f"{ends or _(NOT_REPORTED)} · {until}"
            return [(_("Who"), person(item.name)), (_("Card"), ends)]
        case Address():
            lines = [part for part in (item.line1, item.zip_code, item.city) if part]
            return [(_("Address"), "•••" if mask else safe(", ".join(lines)))]
        case _:
            return []


def _uses(item: StancerObject) -> Callable[[PaymentRow], str | None]:
    if isinstance(item, Customer):
        return lambda row: row.customer_id
    return lambda row: row.instrument_id


def _hanging(used: list[PaymentRow], *, customer: bool, now: datetime, zone: tzinfo) -> list[Fact]:
    """The loaded payments of it; those that are not captured yet are what a deletion may still meet."""
    if not used:
        return [Fact(_("Payments"), _("none among the loaded ones"), "$muted")]
    last = moments.instant(max((row.created or 0 for row in used), default=0))
    said = ngettext(
        "{count} loaded, the last {date}",
        "{count} loaded, the last {date}",
        len(used),
        count=grouped(len(used)),
        date=day_and_time(last, now=now, zone=zone),
    )
    facts = [Fact(_("Payments"), said)]
    if customer:
        methods = [text for text in dict.fromkeys(method_text(row) for row in used) if text != NOTHING]
        named = ", ".join(methods[:_METHODS])
        if len(methods) > _METHODS:
            more = grouped(len(methods) - _METHODS)
            named = _("{names} and {count} more", names=named, count=more)
        if methods:
            facts.append(Fact(_("By"), named))
    held = sum(row.status in _NOT_CAPTURED for row in used)
    if held:
        words = ngettext("{count} of them not captured yet", "{count} of them not captured yet", held)
        facts.append(Fact("!", words, "$text-warning"))
    return facts
