"""A month's refunds by reason in words, and as the rows of a file."""

from collections.abc import Iterator, Mapping, Sequence

from stancer_tui.language import N_, _, grouped, ngettext
from stancer_tui.models.folding import sort_text
from stancer_tui.models.money import Money
from stancer_tui.render import dates
from stancer_tui.render.export import ExportColumn
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import colleague_text
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.batch_words import reason_text
from stancer_tui.services.refunds.month import Month
from stancer_tui.services.refunds.reasons import RefundSum
from stancer_tui.services.refunds.report import MonthReport
from stancer_tui.store.intent import Intent
from stancer_tui.ui.refunds.listing import EXPORT
from stancer_tui.ui.refunds.rows import RefundLine
from stancer_tui.ui.refunds.sum_lines import SumLine
from stancer_tui.ui.shell.desk_clock import DeskClock

NEWEST = 10_000
"""Intents that are read for a report."""

_HEADING, _WARNING = "bold $text-primary", "bold $text-warning"


def report_lines(
    report: MonthReport, names: Mapping[str, str], clock: DeskClock, *, mask: bool
) -> list[SumLine]:
    """The lines of a report; `names` are those that agents are shown by, not yet safe."""
    lines = list(_not_whole(report, clock))
    if report.made:
        lines += [_line(_reason(each.of), each) for each in report.reasons]
        lines.append(SumLine(""))
        labels = (_("In all"), *[""] * len(report.currencies))
        lines += [_line(label, each, "bold") for label, each in zip(labels, report.currencies, strict=False)]
    elif not report.unknown:
        lines.append(SumLine(_("No refund was confirmed here in {month}.", month=month_words(report.month))))
    if report.agents:
        lines += [SumLine(""), SumLine(_("By agent"), style=_HEADING)]
        agents = ((colleague_text(names.get(each.of, each.of), mask=mask), each) for each in report.agents)
        lines += [_line(name, each) for name, each in agents]
    if report.uncertain:
        said = ngettext(
            "{count} more has no known outcome yet: it is not counted.",
            "{count} more have no known outcome yet: they are not counted.",
            report.uncertain,
        )
        lines += [SumLine(""), SumLine(said, style=_WARNING)]
    return lines


def _not_whole(report: MonthReport, clock: DeskClock) -> Iterator[SumLine]:
    if report.complete_since is None:
        return
    day = dates.day(report.complete_since, now=clock.now(), zone=clock.zone)
    if report.unknown:
        message = N_("Not known: the newest {count} refunds of the ledger reach back to {day}.")
    else:
        message = N_("Not all: the newest {count} refunds of the ledger reach back to {day}.")
    yield SumLine(_(message, count=grouped(NEWEST), day=day), style=_WARNING)
    yield SumLine("")


def month_words(month: Month) -> str:
    """ "November 2026"."""
    return dates.whole_month(month.year, month.number)


def _reason(kept: str) -> str:
    return safe(reason_text(kept)) if kept else _("no reason given")


def _line(label: str, each: RefundSum, style: str = "") -> SumLine:
    return SumLine(label, grouped(each.refunds), money(Money(each.amount, each.currency)), style)


_BY_NAME = {column.name: column for column in EXPORT}

COLUMNS: tuple[ExportColumn[RefundLine], ...] = (
    *(_BY_NAME[name] for name in ("created", "amount", "amount_minor", "currency", "reason")),
    ExportColumn("reason_text", lambda line: reason_text(line.reason) if line.reason else None),
    *(_BY_NAME[name] for name in ("ticket", "confirmed_by", "payment", "id", "journal_state")),
)
"""The columns of a report's file; those of the list of refunds that the ledger knows."""


def report_rows(made: Sequence[Intent], names: Mapping[str, str]) -> list[RefundLine]:
    """The refunds of a report, by reason in words, then currency, then date; those without a reason last."""

    def place(line: RefundLine) -> tuple[object, ...]:
        words = reason_text(line.reason) if line.reason else ""
        return (not words, sort_text(words) or "", line.currency, line.created)

    return sorted((_row(intent, names) for intent in made), key=place)


def _row(intent: Intent, names: Mapping[str, str]) -> RefundLine:
    return RefundLine(
        id=intent.id,
        payment=intent.payment,
        amount=intent.amount,
        currency=intent.currency,
        created=intent.created_at,
        intent=intent,
        refund=None,
        unresolved=False,
        agent=names.get(intent.agent, ""),
    )
