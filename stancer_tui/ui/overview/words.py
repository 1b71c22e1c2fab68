"""What the overview says of its reading: what is not counted, how old the numbers are, why there are none."""

from datetime import datetime

from stancer_tui.api.errors import ApiError
from stancer_tui.render import dates
from stancer_tui.services.overview.chart import ChartColumn
from stancer_tui.services.overview.figures import Tally
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.payments import list_words
from stancer_tui.ui.shell.loaded_payments import LoadedPayments, Progress
from stancer_tui.ui.widgets.state_view import StateView
from stancer_tui.ui.widgets.trouble import trouble_words


def progress_words(rows: LoadedPayments, trouble: ApiError | None, tally: Tally | None) -> str:
    """How far the reading has come, and what could not be counted."""
    parts = [list_words.progress_words(rows, trouble, "overview")]
    if tally is not None and (tally.unreadable or tally.undated):
        parts += [f"{tally.unreadable:,} unreadable"] if tally.unreadable else []
        parts += [f"{tally.undated:,} without a date"] if tally.undated else []
        parts.append("not counted")
    return " · ".join(part for part in parts if part)


def notice_words(rows: LoadedPayments, trouble: ApiError | None, now: datetime) -> str:
    """Over numbers that are kept: what failed, or how old they are; empty where all is well."""
    if trouble is not None and len(rows):
        said = trouble_words(trouble)
        return (
            f"! {said.title} {said.advice} {key_of('overview.refresh')} tries again; the "
            "numbers are those of what was read."
        )
    if rows.read_at is not None and rows.old(now) and rows.progress is not Progress.LOADING:
        age = dates.elapsed(rows.read_at, now)
        return f"! These numbers were read {age}. {key_of('overview.refresh')} reads again."
    return ""


def show_why_none(view: StateView, rows: LoadedPayments, trouble: ApiError | None) -> None:
    """In place of the numbers: failed, stopped, or empty."""
    if len(rows) or rows.progress in {Progress.LOADING, Progress.NOT_STARTED}:
        view.hide()
    elif trouble is not None:
        said = trouble_words(trouble)
        view.show_trouble(said.title, said.detail, f"{said.advice} {key_of('overview.refresh')} tries again.")
    elif rows.progress is Progress.STOPPED:
        view.show_empty(
            "Loading was stopped before the first payment.", f"{key_of('overview.refresh')} reads on"
        )
    else:
        advice = (
            f"{key_of('overview.window')} chooses other dates · {key_of('app.mode')} "
            "switches between test and live"
        )
        view.show_empty(f"No payments · {rows.label}.", advice)


def column_words(column: ChartColumn | None) -> str:
    """The numbers of a column of the chart."""
    if column is None:
        return ""
    accepted, declined, undecided = column.outcomes
    split = f"{accepted:,} accepted, {declined:,} refused or failed, {undecided:,} undecided"
    return f"{column.title}: {column.total:,} payments, {split}."
