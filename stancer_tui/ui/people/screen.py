"""A person: what they paid and got back in the loaded payments, and everything that belongs together."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stancer_tui.desk import Desk
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.columns import method_text
from stancer_tui.render.safe import safe
from stancer_tui.services.people.finding import found_again
from stancer_tui.services.people.person import Asked, Person
from stancer_tui.ui.commands import HISTORY, PERSON, SHELL, TABLE, Command, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.dialogs.links import Destination
from stancer_tui.ui.people import summary
from stancer_tui.ui.people.rows import PersonLine, line_words, person_columns, person_lines
from stancer_tui.ui.shell.copy_export import copy_one_of
from stancer_tui.ui.shell.detail_screen import DetailScreen
from stancer_tui.ui.shell.loaded_payments import Progress
from stancer_tui.ui.shell.loaded_words import payments_age
from stancer_tui.ui.shell.throttle import Throttle
from stancer_tui.ui.shell.window_loader import LoadStep, WindowLoader
from stancer_tui.ui.widgets.notice import Notice
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.records import LineRecords
from stancer_tui.ui.widgets.state_view import StateView
from stancer_tui.ui.widgets.trouble import trouble_words

if TYPE_CHECKING:
    from stancer_tui.ui.people.host import PeopleHost
    from stancer_tui.ui.shell.subject import Subject

_LIST = tuple(command for command in TABLE if command.id != "list.mark")
_SOON = 0.5
"""Seconds between two drawings while payments arrive."""

_READING = frozenset({Progress.NOT_STARTED, Progress.LOADING, Progress.LOOKING_BACK})


class PersonTable(RecordTable, inherit_bindings=False):
    """The list of what is theirs: nothing is done with several lines at once."""

    KEYS: ClassVar[tuple[Command, ...]] = _LIST
    BINDINGS: ClassVar[list[BindingType]] = bindings(_LIST)


class PersonScreen(DetailScreen):
    """Gathers a person from the loaded payments, and follows them as more arrive; it asks the API nothing."""

    KEYS = (*PERSON, *HISTORY)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#records"

    def __init__(self, host: "PeopleHost", mode: Mode, section: Section, asked: Asked) -> None:
        super().__init__(host, mode, section)
        self.host: PeopleHost = host
        self.asked = asked
        self.person: Person | None = None
        self._known: tuple[int, int] | None = None
        self._soon = Throttle(self.draw, self.set_timer)

    def compose_body(self) -> ComposeResult:
        """Lay out who it is and what it comes to, over the list of what is theirs."""
        with Vertical(classes="frame", id="person") as frame:
            frame.border_title = Content(self.trail())
            with VerticalScroll(id="top", can_focus=False):
                for part in ("who", "since", "others", "figures", "doubts", "instruments", "ties"):
                    yield Static(id=part)
            yield Notice()
            yield PersonTable(person_columns(self.zone, self.now), id="records")
            yield StateView()

    @property
    def crumb(self) -> str:
        """The name."""
        return summary.name_words(self.person, mask=self.host.mask)

    @property
    def loader(self) -> WindowLoader:
        """What reads the payments of this mode, for every section."""
        return self.host.windows.loader(self.mode)

    @property
    def table(self) -> PersonTable:
        """The list of what is theirs."""
        return self.query_one(PersonTable)

    @property
    def current(self) -> PersonLine | None:
        """The line under the cursor."""
        line = self.table.current
        return line if isinstance(line, PersonLine) else None

    def hints(self) -> tuple[Command, ...]:
        """The list's enter comes first."""
        return (TABLE[0], *self.KEYS, *SHELL)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing here needs an answer of the API."""
        return True

    def on_mount(self) -> None:
        """Show who it is, and follow the payments."""
        self.loader.follow(self)
        self.draw()

    def on_unmount(self) -> None:
        """Follow them no longer."""
        self.loader.unfollow(self)

    def desk_ready(self, desk: Desk) -> None:
        """Load the window, unless a section has begun to."""
        self.loader.open(desk)

    def window_moved(self, moment: LoadStep) -> None:
        """More payments are there, or the reading of them has ended."""
        if self.whole:
            self._soon.call(_SOON if moment is LoadStep.ROWS else 0)

    def rows_on_screen(self) -> list[PaymentRow]:
        """The payments that the agent sees."""
        return list({line.row.id: line.row for line in self.table.on_screen}.values())

    def payment_changed(self, payment_id: str) -> None:
        """Read again what was done to one of the payments."""
        self.loader.read_again(payment_id)

    def times_changed(self) -> None:
        """Draw instants in the other zone."""
        self.draw()

    @property
    def loaded(self) -> str:
        """Which dates are loaded."""
        rows = self.loader.rows
        return summary.loaded_words(rows.label, rows.back_to, self.zone)

    def draw(self) -> None:
        """Show what is known of the person now."""
        if not self.whole:
            return
        index, mask = self.loader.rows.index, self.host.mask
        if self._known != (index.revision, len(index)):
            self._known = (index.revision, len(index))
            self.person = found_again(self.asked, index)
        person = self.person
        self.query_one("#top").display = person is not None
        if person is not None:
            self._say("who", summary.who_content(person, mask=mask))
            since = summary.since_words(person, self.loaded, now=self.now(), zone=self.zone)
            self._say("since", Content(since))
            self._say("others", summary.others_content(person, mask=mask))
            self._say("figures", summary.figures_content(person))
            self._say("doubts", summary.doubts_content(person, mask=mask))
            self._say("instruments", Content(summary.instruments_words(person)))
            self._say("ties", Content.assemble((summary.ties_words(person), "$muted")))
        self._draw_list(person)
        rows, trouble = self.loader.rows, self.loader.trouble
        age = payments_age(rows, trouble, self.loader.auto.words, self.now())
        self.show_state("reading" if self.loader.looking else age)

    def _say(self, place: str, content: Content) -> None:
        static = self.query_one(f"#{place}", Static)
        static.display = bool(content)
        static.update(content)

    def _draw_list(self, person: Person | None) -> None:
        table, view = self.table, self.query_one(StateView)
        progress, trouble = self.loader.rows.progress, self.loader.trouble
        disputes = self.host.disputes.of(self.mode).items
        lines = person_lines(person, disputes) if person is not None else ()
        table.loading_rows = progress in _READING
        table.use_columns(person_columns(self.zone, self.now))
        table.show(LineRecords(lines))
        nothing = not lines and progress not in _READING
        again, back = key_of("person.refresh"), key_of("person.look_back")
        if not nothing:
            view.hide()
        elif trouble is not None:
            words = trouble_words(trouble)
            view.show_trouble(words.title, words.detail, f"{words.advice} {again} tries again.")
        else:
            title = f"No payment of this person is {self.loaded.removeprefix('loaded: ')}."
            view.show_empty(title, f"{back} looks further back · {key_of('person.back')} goes back")
        table.display = not nothing
        self.query_one(Notice).say(self._notice() if lines else "")
        self._draw_frame()

    def _notice(self) -> str:
        """What is missing of what is shown."""
        rows, trouble = self.loader.rows, self.loader.trouble
        again = key_of("person.refresh")
        if trouble is not None:
            words = trouble_words(trouble)
            kept = "What is shown was read before; payments may be missing."
            return f"! {words.title} {words.advice}\n{kept} {again} tries again."
        if rows.progress is Progress.STOPPED:
            return f"Loading was stopped: older payments are not counted. {again} reads on."
        return ""

    @on(RecordTable.Highlighted)
    def _draw_frame(self) -> None:
        """Say how far the reading has come, else which order and card the cursor is on."""
        rows, line = self.loader.rows, self.current
        frame = self.query_one("#person")
        if rows.progress in _READING:
            about = f" of about {rows.expected:,}" if rows.expected else ""
            words = f"reading: {len(rows):,}{about} payments"
        else:
            words = line_words(line) if line is not None else ""
        frame.border_title, frame.border_subtitle = Content(self.trail()), Content(words)

    @on(RecordTable.Opened)
    def open_line(self, event: RecordTable.Opened) -> None:
        """Open the payment, or the dispute."""
        line = event.row
        if isinstance(line, PersonLine) and line.dispute is not None:
            self.host.navigation.open(self, Kind.DISPUTE, line.dispute.id, known=line.dispute)
        elif isinstance(line, PersonLine):
            self.host.navigation.open(self, Kind.PAYMENT, line.row.id, row=line.row)

    @property
    def customer_shown(self) -> str | None:
        """The customer's id, where there is one and only one."""
        ids = self.person.customer_ids if self.person is not None and not self.person.group else ()
        return ids[0][0] if len(ids) == 1 else None

    def to_person(self) -> "Asked | None":
        """Of a group, and of what is perhaps theirs, the one whose payment is under the cursor."""
        line = self.current
        apart = line is not None and (line.perhaps or (self.person is not None and self.person.group))
        return line.row if line is not None and apart else None

    def action_person(self) -> None:
        """Show the one whose payment is under the cursor, where that may be somebody else."""
        if self.to_person() is not None:
            super().action_person()

    def to_watch(self) -> "Subject | None":
        """The payment under the cursor."""
        from stancer_tui.ui.shell.subject import Subject

        line = self.current
        if line is None:
            return None
        from stancer_tui.services.watched_object import reading_of_row

        return Subject(Kind.PAYMENT, line.row.id, safe(line.row.id), reading_of_row(line.row))

    def action_refund(self) -> None:
        """Open the refund form of the payment under the cursor."""
        line = self.current
        if line is not None:
            self.host.open_refund(self.mode, line.row.id)

    def action_copy(self) -> None:
        """Offer what can be copied of the person."""
        if self.person is not None:
            mask = self.host.mask
            entries = summary.copy_entries(self.person, self.mode, self.loaded, zone=self.zone, mask=mask)
            copy_one_of(self.app, entries)

    def action_links(self) -> None:
        """Go to the customer as Stancer keeps them, to a card or to an account."""
        person = self.person
        if person is None:
            return
        found = [
            Destination(Kind.CUSTOMER, each, "Customer", f"{safe(each)}  in {count:,}")
            for each, count in person.customer_ids
        ]
        for each in person.instruments:
            account = (each.row.instrument_id or "").startswith(Kind.SEPA)
            kind, label = (Kind.SEPA, "SEPA account") if account else (Kind.CARD, "Card")
            words = f"{method_text(each.row)}  in {each.count:,}"
            found.append(Destination(kind, each.row.instrument_id or "", label, words))
        self.offer(found)

    def action_refresh(self) -> None:
        """Read what is new."""
        self.loader.refresh()

    def action_look_back(self) -> None:
        """Read as much again from before the loaded dates."""
        if self.loader.rows.progress is Progress.DONE:
            self.loader.look_back()
        else:
            self.notify(
                "Wait until the dates that were chosen are loaded.",
                title="Not now",
                severity="warning",
                markup=False,
            )
