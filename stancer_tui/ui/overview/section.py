"""The Overview section: the numbers of the window, each one key away from the list behind it."""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Static

from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.services.payments.windows import Window
from stancer_tui.services.search.spoken_words import spoken_search
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.overview import OVERVIEW
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.dialogs.choose_dates import ChooseWindow
from stancer_tui.ui.overview.board import Board
from stancer_tui.ui.overview.figure_line import FigureLine, ObjectGoal, RefundsGoal, SearchGoal, SectionGoal
from stancer_tui.ui.overview.outcome_chart import OutcomeChart
from stancer_tui.ui.overview.recount import Recount
from stancer_tui.ui.overview.refund_reasons import RefundReasons
from stancer_tui.ui.overview.tally import SideFigures, count_loaded
from stancer_tui.ui.overview.team_figures import team_figures
from stancer_tui.ui.overview.words import column_words
from stancer_tui.ui.refunds.leads_to_reasons import LeadsToReasons
from stancer_tui.ui.shell.loaded_payments import Progress
from stancer_tui.ui.shell.loaded_words import payments_age
from stancer_tui.ui.shell.window_loader import LoadStep, WindowLoader

if TYPE_CHECKING:
    from stancer_tui.ui.overview.host import OverviewHost


class OverviewScreen(LeadsToReasons):
    """Sums up the loaded window by currency; what it shows is what the Payments list has loaded."""

    KEYS = OVERVIEW
    BINDINGS: ClassVar[list[BindingType]] = bindings(OVERVIEW)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "FigureLine"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (140, "-broad")]  # noqa: RUF012 - as Textual's
    focused = Reactive[Widget | None](None, repaint=False)
    """A number that has the focus, or had it, draws itself; nothing else looks different."""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-middle"), (36, "-tall")]  # noqa: RUF012 - as Textual's

    def __init__(self, host: "OverviewHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: OverviewHost = host
        self.side_figures = SideFigures()
        self.recount = Recount(
            self,
            lambda known: count_loaded(known, self.loader, host.clock, host.keys.since_key),
            counted_again=self.draw,
            ticked=self._draw_state,
            since_key=host.keys.since_key,
        )
        self.reasons = RefundReasons(
            lambda: self.desk,
            run=partial(self.run_worker, group="reasons"),
            resting=lambda: self.recount.resting,
            changed=self.recount.more_is_known,
        )
        self._window: Window | None = None

        def marks_changed(ids: Collection[str]) -> None:
            self.recount.more_is_known()
            if ids:
                self.reasons.catch_up()
            else:  # refunds may have moved as well
                self.reasons.soon()

        self.marks_changed = marks_changed

    def compose_body(self) -> ComposeResult:
        """Lay out the numbers, the chart and the line that explains the number in focus."""
        yield Board()
        yield Static(id="about")

    @property
    def loader(self) -> WindowLoader:
        """What reads the payments of this mode, for every section."""
        return self.host.windows.loader(self.mode)

    @property
    def board(self) -> Board:
        """What is shown."""
        return self.query_one(Board)

    def on_mount(self) -> None:
        """Follow the reading."""
        self.loader.follow(self)
        self.recount.begin()
        self.draw()

    def on_unmount(self) -> None:
        """Follow the reading no longer."""
        self.loader.unfollow(self)

    def desk_ready(self, desk: Desk) -> None:
        """Load the window, unless another section has begun to; ask for disputes and payouts."""
        self.loader.open(desk)
        self._ask(desk)

    def come_back(self, desk: Desk) -> None:
        """Ask again for what was cut off."""
        self._ask(desk)
        self.reasons.soon()
        self.recount.soon()

    def on_screen_suspend(self) -> None:
        """Count nothing while another screen is shown."""
        self.recount.rest()

    def on_screen_resume(self) -> None:
        """Catch up."""
        self.recount.wake()
        self.reasons.catch_up()

    def payment_changed(self, payment_id: str) -> None:
        """A refund has an outcome: read the ledger again."""
        self.reasons.soon()

    def window_moved(self, moment: LoadStep) -> None:
        """Count what has arrived, now and then; ask for the rest again where the dates are others."""
        if moment is LoadStep.ROWS and self.loader.window is self._window:
            self.recount.soon()
            return
        if not self.whole:
            return
        if self.loader.window is not self._window:
            self._window = self.loader.window
            self.side_figures.forget_disputes()
        self.recount.soon()
        self._draw_state()
        if moment is LoadStep.ENDED and self.desk is not None and not self.recount.resting:
            self._ask(self.desk)

    def rows_on_screen(self) -> Sequence[ListedPayment]:
        """None is seen by itself."""
        return ()

    def _ask(self, desk: Desk) -> None:
        """Ask for disputes and payouts, where that is not known from a moment ago."""
        window, clock = self.loader.window, self.host.clock
        if window is not None and self.side_figures.due(clock.now()):
            reading = self.side_figures.read(desk, window, clock.zone, self.recount.more_is_known)
            self.run_worker(reading, group="beside", exclusive=True)

    def draw(self) -> None:
        """Draw the numbers as they are known now."""
        if self.whole:
            team = team_figures(self.host.refunds.team.waiting(self.mode), self.desk)
            self.board.show(self.recount.counted, self.side_figures, self.reasons, self.host.clock, team)
            self._draw_state()

    def _draw_state(self) -> None:
        """How far and how fresh the reading is, and what stands there instead of numbers."""
        loader, now = self.loader, self.host.clock.now()
        self.board.show_reading(loader, now, self.host.clock.zone)
        auto = loader.auto
        age = payments_age(loader.rows, loader.trouble, auto.words, now, stale_after=auto.stale_after)
        self.show_state(_("reading") if loader.looking else age)

    def times_changed(self) -> None:
        """Count by the days of the other zone."""
        self.recount.soon()

    @on(FigureLine.Focused)
    @on(OutcomeChart.Focused)
    def explain(self, event: FigureLine.Focused | OutcomeChart.Focused) -> None:
        """Say what the number in focus counts, or the numbers of the column in focus."""
        if isinstance(event, FigureLine.Focused):
            figure = event.line.figure
            text, leads = (figure.about, figure.goal is not None) if figure else ("", False)
        else:
            text, leads = column_words(event.column), event.column is not None
        listed = _("{key} lists them", key=key_of("overview.open"))
        tail = (f"  {listed}", "bold") if leads else ("", "")
        self.query_one("#about", Static).update(Content.assemble((text, "$muted"), tail), layout=False)

    @on(FigureLine.Opened)
    @on(OutcomeChart.Opened)
    def action_open(self) -> None:
        """Go to the list behind the number in focus."""
        match self.board.goal:
            case SearchGoal(text):
                self.host.lists.search_payments(spoken_search(text))
            case RefundsGoal(group, text):
                self.host.lists.show_refunds(group, spoken_search(text))
            case SectionGoal(section):
                self.host.places.show(section)
            case ObjectGoal(kind, object_id):
                self.host.navigation.open(self, kind, object_id)
            case None:
                self.notify(_("There is no list behind this."), title=_("Nothing to open"), markup=False)

    def action_currency(self) -> None:
        """Show the numbers of the next currency."""
        if self.board.next_currency():
            self.draw()

    def action_window(self) -> None:
        """Choose the dates."""
        question = ChooseWindow(zone=self.host.clock.zone, now=self.host.clock.now())
        self.app.push_screen(question, lambda window: self.loader.choose(window) if window else None)

    def action_refresh_numbers(self) -> None:
        """Read the whole window again: any status in it may have changed."""
        self.loader.load()
        self.side_figures.ask_again()
        self.reasons.soon()
        if self.desk is not None:
            self._ask(self.desk)

    def action_auto_refresh(self) -> None:
        """Read what is new every now and then, or stop doing so."""
        self.loader.auto.toggle()
        self._draw_state()

    def action_back(self) -> None:
        """Stop loading."""
        if self.loader.rows.progress in {Progress.LOADING, Progress.LOOKING_BACK}:
            self.loader.stop()

    def action_walk(self, direction: str) -> None:
        """Walk from number to number, or over the columns of the chart."""
        self.board.panels.walk(direction)
