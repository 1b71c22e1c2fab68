"""The payments around a payment: likely duplicates, others of its customer or order, and what runs out."""

from datetime import datetime, timedelta, tzinfo
from functools import partial

from textual.content import Content

from stancer_tui.language import N_, _, capitalised, ngettext
from stancer_tui.models import moments
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.cells import shorten_middle
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import row_status
from stancer_tui.services.payments.duplicates import Duplicate, Tie, charged_twice, duplicates, related
from stancer_tui.services.payments.expiry import Expiry, expiry
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.links import Destination
from stancer_tui.ui.payments.choices import payment_choice

_RELATED = 8


def related_content(
    row: PaymentRow, index: PaymentIndex, found: tuple[Duplicate, ...], *, now: datetime, zone: tzinfo
) -> Content:
    """What runs out, the likely duplicates among the loaded payments, and how many others are related."""
    lines: list[Content] = []
    runs_out = row_expiry(row, now)
    if runs_out is not None:
        lines.append(expiry_line(runs_out, now=now, zone=zone))
    if found:
        lines.append(duplicates_line(row, found))
        for each in found[:4]:
            lines.append(Content(f"  {_words(each.row, now=now, zone=zone)} · {apart_words(each)}"))
    others = len(related(row, index)) - len(found)
    if others > 0:
        text = ngettext(
            "{count} more of the same customer, card or order are loaded",
            "{count} more of the same customer, card or order are loaded",
            others,
        )
        key = _("{key} lists them", key=key_of("payment.links"))
        lines.append(Content.assemble((f"{text} · {key}", "$muted")))
    return Content("\n").join(lines)


def duplicates_line(row: PaymentRow, found: tuple[Duplicate, ...]) -> Content:
    """One line that says whether the customer may have been charged twice."""
    ties = found[0].ties
    if charged_twice(row, found):
        return Content.assemble(
            ("! ", "bold $text-warning"),
            (_("Likely charged twice"), "bold $text-warning"),
            _(": same amount, {same}, close in time", same=same_words(ties)),
        )
    return Content.assemble((_(_SAME_AMOUNT[ties]), "$muted"))


_SAME: dict[tuple[Tie, ...], str] = {
    ("card",): N_("same card"),
    ("account",): N_("same account"),
    ("customer",): N_("same customer"),
    ("order",): N_("same order"),
    ("card", "customer"): N_("same card and customer"),
    ("account", "customer"): N_("same account and customer"),
    ("card", "order"): N_("same card and order"),
    ("account", "order"): N_("same account and order"),
    ("customer", "order"): N_("same customer and order"),
    ("card", "customer", "order"): N_("same card and customer and order"),
    ("account", "customer", "order"): N_("same account and customer and order"),
}
_SAME_AMOUNT: dict[tuple[Tie, ...], str] = {
    ("card",): N_("Same amount and card, close in time:"),
    ("account",): N_("Same amount and account, close in time:"),
    ("customer",): N_("Same amount and customer, close in time:"),
    ("card", "customer"): N_("Same amount and card and customer, close in time:"),
    ("account", "customer"): N_("Same amount and account and customer, close in time:"),
}


def same_words(ties: tuple[Tie, ...]) -> str:
    """What two payments have in common: "same card and customer"."""
    return _(_SAME[ties])


def row_expiry(row: PaymentRow, now: datetime) -> Expiry | None:
    """What of a listed payment is about to run out."""
    return expiry(row.status, row.auth_status, moments.instant(row.created), now)


def expiry_line(runs_out: Expiry, *, now: datetime, zone: tzinfo) -> Content:
    """When it runs out, marked as computed."""
    words = (_RAN_OUT if runs_out.over else _RUNS_OUT)[runs_out.subject]
    how_far, when = dates.age(runs_out.at, now, zone), dates.stamp(runs_out.at, zone=zone)
    text = _(words, how_far=how_far, when=when)
    return Content.assemble((text, "$text-warning"), (f"  ({_(runs_out.basis)})", "$muted"))


_RUNS_OUT = {
    "authorisation": N_("The authorisation runs out {how_far}, {when}"),
    "3-D Secure attempt": N_("The 3-D Secure attempt runs out {how_far}, {when}"),
}
_RAN_OUT = {
    "authorisation": N_("The authorisation ran out {how_far}, {when}"),
    "3-D Secure attempt": N_("The 3-D Secure attempt ran out {how_far}, {when}"),
}


def related_payments(
    row: PaymentRow, index: PaymentIndex, *, now: datetime, zone: tzinfo, mask: bool = False
) -> list[Destination]:
    """The payments to go to from a payment, likely duplicates first."""
    twins = duplicates(row, index)
    known = {each.row.id for each in twins}
    choice = partial(payment_choice, now=now, zone=zone, mask=mask)
    found = [choice(each.row, label=_("Likely duplicate")) for each in twins]
    for other in related(row, index):
        if other.row.id not in known and len(found) < len(twins) + _RELATED:
            same = same_words(other.ties)
            found.append(choice(other.row, label=capitalised(same)))
    return found


def _words(row: PaymentRow, *, now: datetime, zone: tzinfo) -> str:
    at = moments.instant(row.created)
    when = dates.in_column(at, now=now, zone=zone) if at else _(dates.NO_DATE)
    money = f"{amount(row.amount, row.currency)} {safe(row.currency.upper(), 8)}"
    return f"{when}  {money}  {row_status(row).text()}  {shorten_middle(safe(row.id), 13)}"


def apart_words(duplicate: Duplicate) -> str:
    """How far apart in time a payment and its likely duplicate are: "6 min earlier"."""
    minutes = abs(duplicate.apart) // timedelta(minutes=1)
    span = _("{count} min", count=minutes) if minutes < 120 else _("{count} h", count=minutes // 60)
    later = duplicate.apart > timedelta(0)
    return _("{span} later", span=span) if later else _("{span} earlier", span=span)
