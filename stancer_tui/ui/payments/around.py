"""What stands around a payment: its person's other payments, its likely twins, what belongs to it."""

from datetime import datetime, tzinfo

from textual.content import Content

from stancer_tui.language import _, grouped, ngettext
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
from stancer_tui.ui.payments.related import apart_words, duplicates_line, same_words

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
    cells = [_cells(each.row, now=now, zone=zone) for each in found[:_SHOWN]]
    widths = [max(map(len, column), default=0) for column in zip(_LEAST, *cells, strict=True)]
    for each, (when, worth, status) in zip(found, cells, strict=False):
        tie = near.get(each.row.id) or same_words(each.ties)
        words = f"{when:<{widths[0]}}  {worth:>{widths[1]}}  {status:<{widths[2]}}  {method_text(each.row)}"
        lines.append(Content.assemble(words, (f"  {tie}", "$muted")))
    if len(found) > _SHOWN:
        more = len(found) - _SHOWN
        rest = ngettext("{count} more", "{count} more", more)
        key = _("{key} lists them", key=key_of("payment.links"))
        lines.append(Content.assemble((f"{rest} · {key}", "$muted")))
    if not lines:
        return Content("")
    return Content("\n").join([Content.assemble((_("Around it"), "bold $text-primary")), *lines])


_LEAST = (" " * 12, " " * 13, " " * 15)
"""What the moment, the amount and the status of a payment take at least."""


def _cells(row: PaymentRow, *, now: datetime, zone: tzinfo) -> tuple[str, str, str]:
    at = moments.instant(row.created)
    when = dates.in_column(at, now=now, zone=zone) if at else _(dates.NO_DATE)
    return when, f"{amount(row.amount, row.currency)} {safe(row.currency.upper(), 8)}", row_status(row).text()


def person_words(row: PaymentRow, index: PaymentIndex) -> str:
    """How much of the same person is loaded: "4 payments, 1 refund"; nothing where only this one is."""
    figures = person_of(row, index).figures
    if figures.payments < 2:
        return ""
    payments, refunds, disputes = figures.payments, figures.refunds, figures.disputes
    counts = [ngettext("{count} payment", "{count} payments", payments, count=grouped(payments))]
    if refunds:
        counts.append(ngettext("{count} refund", "{count} refunds", refunds, count=grouped(refunds)))
    if disputes:
        counts.append(ngettext("{count} dispute", "{count} disputes", disputes, count=grouped(disputes)))
    return _("{counts} loaded: {key} person", counts=", ".join(counts), key=key_of("person.show"))
