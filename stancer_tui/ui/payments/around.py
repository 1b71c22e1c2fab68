"""What stands around a payment: its person's other payments, its likely twins, what belongs to it."""

from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import _
from stancer_tui.models import moments
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render import dates
from stancer_tui.render.columns import method_text
from stancer_tui.render.money import amount
from stancer_tui.render.safe import safe
from stancer_tui.render.status import row_status
from stancer_tui.services.payments.duplicates import Duplicate, related
from stancer_tui.services.people.gathering import person_of
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.payments.related import apart_words, duplicates_line

_SHOWN = 5
"""Payments that are named; the rest are counted."""


def around_content(
    row: PaymentRow, index: PaymentIndex, twins: tuple[Duplicate, ...], *, now: datetime, zone: tzinfo
) -> Content:
    """The payments nearest in time of the same card, account, customer or order; nothing where none is."""
    found = sorted(related(row, index), key=lambda each: abs((each.row.created or 0) - (row.created or 0)))
    near = {each.row.id: apart_words(each) for each in twins}
    lines = []
    if twins:
        lines.append(duplicates_line(row, twins))
    found.sort(key=lambda each: each.row.id not in near)
    for each in found[:_SHOWN]:
        tie = near.get(each.row.id) or f"same {' and '.join(each.ties)}"
        lines.append(Content.assemble(_payment_words(each.row, now=now, zone=zone), (f"  {tie}", "$muted")))
    if len(found) > _SHOWN:
        rest = f"{len(found) - _SHOWN} more · {key_of('payment.links')} lists them"
        lines.append(Content.assemble((rest, "$muted")))
    if not lines:
        return Content("")
    return Content("\n").join([Content.assemble(("Around it", "bold $text-primary")), *lines])


def _payment_words(row: PaymentRow, *, now: datetime, zone: tzinfo) -> str:
    at = moments.instant(row.created)
    when = dates.short(at, now=now, zone=zone) if at else _(dates.NO_DATE)
    worth = f"{amount(row.amount, row.currency)} {safe(row.currency.upper(), 8)}"
    return f"{when:<12}  {worth:>13}  {row_status(row).text():<15}  {method_text(row)}"


def person_words(row: PaymentRow, index: PaymentIndex) -> str:
    """How much of the same person is loaded: "4 payments, 1 refund"; nothing where only this one is."""
    figures = person_of(row, index).figures
    if figures.payments < 2:
        return ""
    refunds = f", {_count(figures.refunds, 'refund')}" if figures.refunds else ""
    disputes = f", {_count(figures.disputes, 'dispute')}" if figures.disputes else ""
    counts = f"{_count(figures.payments, 'payment')}{refunds}{disputes} loaded"
    return f"{counts}: {key_of('person.show')} person"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
