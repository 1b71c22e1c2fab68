"""What the screen of a person shows: who it is and what it comes to, over the list of what is theirs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stancer_tui.api.errors import ApiError
from stancer_tui.language import _, grouped
from stancer_tui.services.people.person import Person
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.notes.panel import NotesPanel
from stancer_tui.ui.people import summary
from stancer_tui.ui.people.rows import PersonLine, line_words, person_columns, person_lines
from stancer_tui.ui.shell.loaded_payments import LoadedPayments, Progress
from stancer_tui.ui.widgets.empty_state import EmptyState
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving
from stancer_tui.ui.widgets.notice import Notice
from stancer_tui.ui.widgets.records import LineRecords
from stancer_tui.ui.widgets.trouble import trouble_words
from stancer_tui.ui.widgets.unmarked_table import UnmarkedTable

if TYPE_CHECKING:
    from stancer_tui.ui.shell.desk_clock import DeskClock

_READING = frozenset({Progress.NOT_STARTED, Progress.LOADING, Progress.LOOKING_BACK})


class PersonBody(SurvivesLeaving, Vertical):
    """Loading, empty, failed and stale look different in it; the list keeps half of the height at least."""

    def __init__(self, clock: "DeskClock", notes: NotesPanel, *, mask: bool) -> None:
        super().__init__(id="person", classes="frame")
        self._clock = clock
        self._notes = notes
        self._mask = mask

    def compose(self) -> ComposeResult:
        """Lay out the head, the notice, and the list."""
        with VerticalScroll(id="top", can_focus=False):
            with Container(classes="pair"):
                yield Static(id="who")
                yield Static(id="since")
            yield self._notes
            for part in ("others", "figures", "doubts"):
                yield Static(id=part)
            with Container(classes="pair"):
                yield Static(id="instruments")
                yield Static(id="ties")
        yield Notice()
        yield UnmarkedTable(person_columns(self._clock.zone, self._clock.now), id="records")

    @property
    def table(self) -> UnmarkedTable:
        """The list of what is theirs."""
        return self.query_one(UnmarkedTable)

    def show_person(self, person: Person | None, loaded: str) -> None:
        """Show who it is and what the payments come to; `loaded` says of which dates."""
        mask, now, zone = self._mask, self._clock.now(), self._clock.zone
        self.query_one("#top").display = person is not None
        if person is None:
            return
        self._say("who", summary.who_content(person, mask=mask))
        self._say("since", Content(summary.since_words(person, loaded, now=now, zone=zone)))
        self._say("others", summary.others_content(person, mask=mask))
        self._say("figures", summary.figures_content(person))
        self._say("doubts", summary.doubts_content(person, mask=mask))
        self._say("instruments", Content(summary.instruments_words(person)))
        self._say("ties", Content.assemble((summary.ties_words(person), "$muted")))

    def _say(self, place: str, content: Content) -> None:
        static = self.query_one(f"#{place}", Static)
        static.display = bool(content)
        static.update(content)

    def show_list(
        self,
        person: Person | None,
        disputes: Iterable[object],
        rows: LoadedPayments,
        trouble: ApiError | None,
        loaded: str,
    ) -> None:
        """Show what is theirs, or why there is nothing."""
        lines = person_lines(person, disputes) if person is not None else ()
        reading = rows.progress in _READING
        table = self.table
        table.loading_rows = reading
        table.use_columns(person_columns(self._clock.zone, self._clock.now))
        table.show(LineRecords(lines), empty=None if lines or reading else _why_none(trouble, loaded))
        self.query_one(Notice).say(_notice(rows, trouble) if lines else "")

    def show_frame(self, title: str, rows: LoadedPayments) -> None:
        """Say how far the reading has come, else which order and card the cursor is on."""
        line = self.table.current
        if rows.progress in _READING:
            count, expected = grouped(len(rows)), grouped(rows.expected or 0)
            words = (
                _("reading: {count} of about {expected} payments", count=count, expected=expected)
                if rows.expected
                else _("reading: {count} payments", count=count)
            )
        else:
            words = line_words(line) if isinstance(line, PersonLine) else ""
        self.border_title, self.border_subtitle = Content(title), Content(words)


def _why_none(trouble: ApiError | None, loaded: str) -> EmptyState:
    """Failed, or empty."""
    if trouble is not None:
        words = trouble_words(trouble)
        again = " ".join((words.advice, _("{key} tries again.", key=key_of("person.refresh"))))
        return EmptyState(words.title, again, words.detail)
    further, back = key_of("person.look_back"), key_of("person.back")
    return EmptyState(
        _("No payment of this person is there · {loaded}.", loaded=loaded),
        _("{further} looks further back · {back} goes back", further=further, back=back),
    )


def _notice(rows: LoadedPayments, trouble: ApiError | None) -> str:
    """What is missing of what is shown."""
    again = key_of("person.refresh")
    if trouble is not None:
        words = trouble_words(trouble)
        kept = _("What is shown was read before; payments may be missing.")
        tries = _("{key} tries again.", key=again)
        return f"! {words.title} {words.advice}\n{kept} {tries}"
    if rows.progress is Progress.STOPPED:
        return _("Loading was stopped: older payments are not counted. {key} reads on.", key=again)
    return ""
