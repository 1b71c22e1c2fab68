"""The payments around a payment: likely duplicates, others of its customer or order, and what runs out."""

from datetime import datetime, timedelta, tzinfo
from functools import partial

from textual.content import Content

from stancer_tui.models import moments
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.cells import shorten_middle
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import row_status
from stancer_tui.services.payments.duplicates import Duplicate, charged_twice, duplicates, related
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
        text = (
            f"{others} more of the same customer, card or order are loaded · "
            f"{key_of('payment.links')} lists them"
        )
        lines.append(Content.assemble((text, "$muted")))
    return Content("\n").join(lines)


def duplicates_line(row: PaymentRow, found: tuple[Duplicate, ...]) -> Content:
    """One line that says whether the customer may have been charged twice."""
    ties = " and ".join(found[0].ties)
    if charged_twice(row, found):
        return Content.assemble(
            ("! Likely charged twice", "bold $text-warning"), f": same amount, same {ties}, close in time"
        )
    return Content.assemble(("Same amount and ", "$muted"), f"{ties}", (", close in time:", "$muted"))


def row_expiry(row: PaymentRow, now: datetime) -> Expiry | None:
    """What of a listed payment is about to run out."""
    return expiry(row.status, row.auth_status, moments.instant(row.created), now)


def expiry_line(runs_out: Expiry, *, now: datetime, zone: tzinfo) -> Content:
    """When it runs out, marked as computed."""
    verb = "ran out" if runs_out.over else "runs out"
    how_far, when = dates.age(runs_out.at, now, zone), dates.stamp(runs_out.at, zone=zone)
    text = f"The {runs_out.subject} {verb} {how_far}, {when}"
    return Content.assemble((text, "$text-warning"), (f"  ({runs_out.basis})", "$muted"))


def related_payments(
    row: PaymentRow, index: PaymentIndex, *, now: datetime, zone: tzinfo, mask: bool = False
) -> list[Destination]:
    """The payments to go to from a payment, likely duplicates first."""
    twins = duplicates(row, index)
    known = {each.row.id for each in twins}
    choice = partial(payment_choice, now=now, zone=zone, mask=mask)
    found = [choice(each.row, label="Likely duplicate") for each in twins]
    for other in related(row, index):
        if other.row.id not in known and len(found) < len(twins) + _RELATED:
            found.append(choice(other.row, label=f"Same {' and '.join(other.ties)}"))
    return found


def _words(row: PaymentRow, *, now: datetime, zone: tzinfo) -> str:
    at = moments.instant(row.created)
    when = dates.short(at, now=now, zone=zone) if at else "no date"
    money = f"{amount(row.amount, row.currency)} {safe(row.currency.upper(), 8)}"
    return f"{when}  {money}  {row_status(row).text()}  {shorten_middle(safe(row.id), 13)}"


def apart_words(duplicate: Duplicate) -> str:
    """How far apart in time a payment and its likely duplicate are: "6 min earlier"."""
    minutes = abs(duplicate.apart) // timedelta(minutes=1)
    span = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
    return f"{span} {'later' if duplicate.apart > timedelta(0) else 'earlier'}"
