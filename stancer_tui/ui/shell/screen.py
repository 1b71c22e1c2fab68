"""What every screen of the desk has: the header, the hints, the state of its desk."""

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from stancer_tui.desk import CannotOpen, Desk
from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.commands.shell import SHELL
from stancer_tui.ui.shell.header import DeskHeader
from stancer_tui.ui.shell.noted import Noted
from stancer_tui.ui.shell.own_account import work_for
from stancer_tui.ui.shell.status_bar import StatusBar

if TYPE_CHECKING:
    from stancer_tui.services.waiting.request_ledger import RequestProgress
    from stancer_tui.ui.shell.host import Host

MIN_WIDTH, MIN_HEIGHT = 60, 16


class TellsTime:
    """The moment and the zone by the clock of the host."""

    host: "Host"

    @property
    def zone(self) -> tzinfo:
        """The zone in which instants are shown."""
        return self.host.clock.zone

    def now(self) -> datetime:
        """The moment by the desk's clock."""
        return self.host.clock.now()


class DeskScreen(Noted, TellsTime):
    """A screen of one mode: it shows its frame at once and its desk's data when the desk is open."""

    KEYS: ClassVar[tuple[Command, ...]] = ()
    ROWS_FOLLOW: ClassVar[bool] = False
    """Whether the screen itself reports when its first rows are shown."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(())

    def __init__(self, host: "Host", mode: Mode, section: Section) -> None:
        super().__init__(classes=f"mode-{mode}")
        self.host = host
        self.mode = mode
        self.section = section
        self.desk: Desk | None = None
        self._left = False
        self.to_note = self.to_watch

    def compose(self) -> ComposeResult:
        """Lay out the header, the screen's own body and the hints."""
        host = self.host
        work_for(host.profile)
        self.add_class(*_size_classes(self))
        yield DeskHeader(self.mode, demo=host.desks.demo, section=self.section, merchant=host.merchant)
        yield from self.compose_body()
        yield StatusBar(self.hints())

    @property
    def crumb(self) -> str:
        """What this screen is called in the breadcrumbs; safe to show."""
        return _(self.section.title)

    def trail(self) -> str:
        """The breadcrumbs: the section, then each object that was opened over it."""
        screens = [each for each in self.app.screen_stack if isinstance(each, DeskScreen)]
        if self not in screens:
            screens.append(self)  # from Python 3.12 on Textual lays a screen out before it stacks it
        return " › ".join(each.crumb for each in screens)

    def hints(self) -> tuple[Command, ...]:
        """The commands that the bottom line names, as far as they fit."""
        return (*self.KEYS, *SHELL)

    def compose_body(self) -> ComposeResult:
        """Lay out what is between the header and the hints."""
        yield from ()

    def on_mount(self) -> None:
        """Take the desk once the frame has been painted."""
        self.host.open_screens.add(self)
        self.call_after_refresh(self.take_desk)

    def on_unmount(self) -> None:
        """Leave the open screens."""
        self.host.open_screens.discard(self)

    def on_resize(self, event: events.Resize) -> None:
        """Say so where the terminal is too small to work in."""
        small = event.size.width < MIN_WIDTH or event.size.height < MIN_HEIGHT
        if small and not self.query("#too-small"):
            self.mount(Static(_too_small(), id="too-small"), before=self.query_one(StatusBar))
        self.set_class(small, "-too-small")

    @work(group="desk", exclusive=True)
    async def take_desk(self) -> None:
        """Open the desk of this screen's mode, then start; a missing key is asked for."""
        try:
            desk = await self.host.desks.open(self.mode)
        except CannotOpen as trouble:
            self.cannot_open(trouble)
            return
        self.desk = desk
        if self.host.first_paint.seen:
            self.show_badges()
        header = self.query_one(DeskHeader)
        header.demo = desk.account.demo
        header.attach(desk)
        self.desk_ready(desk)
        self.marks_changed(())
        if not self.ROWS_FOLLOW:
            self.call_after_refresh(self.host.first_paint.shown)

    def cannot_open(self, trouble: CannotOpen) -> None:
        """Ask for the key that is missing."""
        self.host.desks.ask_for_key(trouble)

    def desk_ready(self, desk: Desk) -> None:
        """Start reading; called each time a desk was opened for this screen."""

    def show_badges(self) -> None:
        """Show in the header what must not be forgotten: refunds, answers, new disputes, what is watched."""
        badges = self.host.badges(self.mode)
        for header in self.query(DeskHeader):  # none, while the screen comes or goes
            header.show_badges(badges)

    def object_changed(self, object_id: str) -> None:
        """This object was changed, or may have been: read again what is shown of it."""

    def payment_changed(self, payment_id: str) -> None:
        """A refund or a change of this payment has an outcome: read again what is shown of it."""

    def why_not(self, action: str) -> str | None:
        """Why an action of this screen is not possible now; safe to show. It is dimmed, and says so."""
        return None

    def refuses(self, action: str) -> bool:
        """Whether an action is not possible now; says why."""
        reason = self.why_not(action)
        if reason is not None:
            self.notify(reason, title=_("Not now"), severity="warning", markup=False)
        return reason is not None

    def request_moved(self, news: "RequestProgress") -> None:
        """An account check or a scoring has an outcome."""

    def leave(self) -> None:
        """Stop every read: the agent goes to the other mode."""
        self._left = True
        self.workers.cancel_node(self)

    def on_screen_resume(self) -> None:
        """Go on with what was cut off when the agent left for the other mode."""
        if not self._left or self.host.places.mode is not self.mode:
            # A dialog that closes wakes this screen for a moment, also while the agent leaves it.
            return
        self._left = False
        if self.desk is None:
            self.take_desk()
        else:
            self.come_back(self.desk)

    def come_back(self, desk: Desk) -> None:
        """Read on; called when the agent is back from the other mode."""

    def times_changed(self) -> None:
        """Redraw times in the zone that the agent chose."""

    @property
    def whole(self) -> bool:
        """Whether its parts are there: they come after the screen and go before it."""
        return self.is_mounted and bool(self.query(StatusBar))

    def show_state(self, text: str) -> None:
        """Say in the hints how fresh the screen is."""
        self.query_one(StatusBar).show_state(text)


def _too_small() -> Content:
    words = _(
        "This terminal is too small. stancer-tui needs {columns} columns and {rows} rows.",
        columns=MIN_WIDTH,
        rows=MIN_HEIGHT,
    )
    return Content(words)


def _size_classes(screen: Screen[None]) -> list[str]:
    """The classes of the terminal's size, which Textual gives with the first resize: one layout less."""
    app = screen.app
    found = []
    for length, breakpoints in (
        (app.size.width, screen.HORIZONTAL_BREAKPOINTS or app.HORIZONTAL_BREAKPOINTS),
        (app.size.height, screen.VERTICAL_BREAKPOINTS or app.VERTICAL_BREAKPOINTS),
    ):
        reached = [point for point in breakpoints or () if point[0] <= length]
        found += [max(reached)[1]] if reached else []
    return found
