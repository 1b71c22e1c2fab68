"""What the overview says of its reading: what is not counted, how old the numbers are, why there are none."""

from datetime import datetime

from stancer_tui.api.errors import ApiError
from stancer_tui.language import _, grouped, ngettext
from stancer_tui.render import dates
from stancer_tui.services.overview.chart import ChartColumn
from stancer_tui.services.overview.figures import Tally
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.overview.figures import tries_again
from stancer_tui.ui.payments import list_words
from stancer_tui.ui.shell.loaded_payments import LoadedPayments, Progress
from stancer_tui.ui.widgets.empty_state import EmptyState
from stancer_tui.ui.widgets.trouble import trouble_words


def progress_words(rows: LoadedPayments, trouble: ApiError | None, tally: Tally | None) -> str:
    """How far the reading has come, and what could not be counted."""
    parts = [list_words.progress_words(rows, trouble, "overview")]
    if tally is not None and (tally.unreadable or tally.undated):
        parts += [_unreadable(tally.unreadable)] if tally.unreadable else []
        parts += (
            [
                ngettext(
                    "{count} without a date",
                    "{count} without a date",
                    tally.undated,
                    count=grouped(tally.undated),
                )
            ]
            if tally.undated
            else []
        )
        parts.append(_("not counted"))
    return " · ".join(part for part in parts if part)


def notice_words(rows: LoadedPayments, trouble: ApiError | None, now: datetime) -> str:
    """Over numbers that are kept: what failed, or how old they are; empty where all is well."""
    if trouble is not None and len(rows):
        said = trouble_words(trouble)
        return _(
            "! {trouble} {key} tries again; the numbers are those of what was read.",
            trouble=" ".join((said.title, said.advice)),
            key=key_of("overview.refresh"),
        )
    if rows.read_at is not None and rows.old(now) and rows.progress is not Progress.LOADING:
        age = dates.elapsed(rows.read_at, now)
        key = key_of("overview.refresh")
        return _("! These numbers were read {age}. {key} reads again.", age=age, key=key)
    return ""


def why_none(rows: LoadedPayments, trouble: ApiError | None) -> EmptyState | None:
    """In place of the numbers: failed, stopped, or empty; None where there are some, or will be."""
    if len(rows) or rows.progress in {Progress.LOADING, Progress.NOT_STARTED}:
        return None
    if trouble is not None:
        said = trouble_words(trouble)
        return EmptyState(said.title, tries_again(said.advice), said.detail)
    if rows.progress is Progress.STOPPED:
        return EmptyState(
            _("Loading was stopped before the first payment."),
            _("{key} reads on", key=key_of("overview.refresh")),
        )
    advice = _(
        "{dates} chooses other dates · {mode} switches between test and live",
        dates=key_of("overview.window"),
        mode=key_of("app.mode"),
    )
    return EmptyState(_("No payments · {dates}.", dates=rows.label), advice)


def column_words(column: ChartColumn | None) -> str:
    """The numbers of a column of the chart."""
    if column is None:
        return ""
    accepted, declined, undecided = column.outcomes
    return ngettext(
        "{title}: {count} payment, {accepted} accepted, {declined} refused or failed, {undecided} undecided.",
        "{title}: {count} payments, {accepted} accepted, {declined} refused or failed, "
        "{undecided} undecided.",
        column.total,
        title=column.title,
        count=grouped(column.total),
        accepted=grouped(accepted),
        declined=grouped(declined),
        undecided=grouped(undecided),
    )


def _unreadable(number: int) -> str:
    return ngettext("{count} unreadable", "{count} unreadable", number, count=grouped(number))
