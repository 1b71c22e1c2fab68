"""A person: what they paid and got back in the loaded payments, and everything that belongs together."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from stancer_tui.desk import Desk
from stancer_tui.language import N_, _
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.services.people.finding import found_again
from stancer_tui.services.people.person import Asked, Person
from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.lists import TABLE
from stancer_tui.ui.commands.objects import HISTORY
from stancer_tui.ui.commands.people import PERSON
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.commands.shell import SHELL
from stancer_tui.ui.people import summary
from stancer_tui.ui.people.body import PersonBody
from stancer_tui.ui.people.rows import PersonLine, perhaps_of_another
from stancer_tui.ui.shell.copy_export import copy_one_of
from stancer_tui.ui.shell.detail_screen import DetailScreen
from stancer_tui.ui.shell.loaded_payments import Progress
from stancer_tui.ui.shell.loaded_words import payments_age
from stancer_tui.ui.shell.throttle import Throttle
from stancer_tui.ui.shell.window_loader import LoadStep, WindowLoader
from stancer_tui.ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from stancer_tui.ui.people.host import PeopleHost
    from stancer_tui.ui.shell.subject import Subject

_SOON = 0.5
"""Seconds between two drawings while payments arrive."""


class PersonScreen(DetailScreen):
    """Gathers a person from the loaded payments, and follows them as more arrive; it asks the API nothing."""

    KEYS = (*PERSON, *HISTORY)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#records"
    NOBODY = N_("What is under the cursor is this person's own.")

    def __init__(self, host: "PeopleHost", mode: Mode, section: Section, asked: Asked) -> None:
        super().__init__(host, mode, section)
        self.host: PeopleHost = host
        self.asked = asked
        self.whose = lambda: perhaps_of_another(self.current, self.person)
        self.to_note = lambda: _customer(self.customer_shown) or self.to_watch()
        self.person: Person | None = None
        self._known: tuple[int, int] | None = None
        self._soon = Throttle(self.draw, self.set_timer)

    def compose_body(self) -> ComposeResult:
        """Lay out who it is over the list of what is theirs."""
        yield PersonBody(self.host.clock, self.notes_panel(), mask=self.host.mask)

    @property
    def body(self) -> PersonBody:
        """What is shown of the person."""
        return self.query_one(PersonBody)

    @property
    def crumb(self) -> str:
        """The name."""
        return summary.name_words(self.person, mask=self.host.mask)

    @property
    def loader(self) -> WindowLoader:
        """What reads the payments of this mode, for every section."""
        return self.host.windows.loader(self.mode)

    @property
    def current(self) -> PersonLine | None:
        """The line under the cursor."""
        line = self.body.table.current
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
        self._draw()

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
        return list({line.row.id: line.row for line in self.body.table.on_screen}.values())

    def payment_changed(self, payment_id: str) -> None:
        """Read again what was done to one of the payments."""
        self.loader.read_again(payment_id)

    @property
    def loaded(self) -> str:
        """Which dates are loaded."""
        rows = self.loader.rows
        return summary.loaded_words(rows.label, rows.back_to, self.zone)

    def draw(self) -> None:
        """Show what is known of the person now."""
        if self.whole:
            self._draw()

    times_changed = draw

    def _draw(self) -> None:
        loader = self.loader
        rows, trouble = loader.rows, loader.trouble
        if self._known != (rows.index.revision, len(rows)):
            self._known = (rows.index.revision, len(rows))
            self.person = found_again(self.asked, rows.index)
        self.body.show_person(self.person, self.loaded)
        self.body.show_list(self.person, self.host.disputes.of(self.mode).items, rows, trouble, self.loaded)
        self.draw_frame()
        auto = loader.auto
        age = payments_age(rows, trouble, auto.words, self.now(), stale_after=auto.stale_after)
        self.show_state(_("reading") if loader.looking else age)

    @on(RecordTable.Highlighted)
    def draw_frame(self) -> None:
        """Say how far the reading has come, else which order and card the cursor is on."""
        self.body.show_frame(self.trail(), self.loader.rows)

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

    def to_watch(self) -> "Subject | None":
        """The payment under the cursor."""
        from stancer_tui.ui.shell.subject import Subject

        line = self.current
        if line is None:
            return None
        from stancer_tui.services.watched_object import reading_of_row

        return Subject(Kind.PAYMENT, line.row.id, known=reading_of_row(line.row))

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
        if self.person is not None:
            self.offer(summary.destinations(self.person))

    def action_load(self, what: str) -> None:
        """Read what is new ("refresh"), or as much again from before the loaded dates ("back")."""
        loader = self.loader
        if what == "refresh":
            loader.refresh()
        elif loader.rows.progress is Progress.DONE:
            loader.look_back()
        else:
            text = _("Wait until the dates that were chosen are loaded.")
            self.notify(text, title=_("Not now"), severity="warning", markup=False)


def _customer(customer_id: str | None) -> "Subject | None":
    """A note on a person stands on the customer, where there is one and only one."""
    from stancer_tui.ui.shell.subject import Subject

    return None if customer_id is None else Subject(Kind.CUSTOMER, customer_id)
