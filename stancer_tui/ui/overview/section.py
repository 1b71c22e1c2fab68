"""The Overview section: the numbers of the window, each one key away from the list behind it."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from stancer_tui.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.render import dates
from stancer_tui.render.safe import safe
from stancer_tui.services.overview.figures import chart
from stancer_tui.services.payments.windows import Window
from stancer_tui.ui.commands import OVERVIEW, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.choose_dates import ChooseWindow
from stancer_tui.ui.overview import figures as words
from stancer_tui.ui.overview.figure_line import FigureLine, Goal, Objects, Place, Refunds, Search
from stancer_tui.ui.overview.figure_panels import FigurePanels
from stancer_tui.ui.overview.outcome_chart import OutcomeChart
from stancer_tui.ui.overview.recount import Recount
from stancer_tui.ui.overview.tally import Counted, SideFigures
from stancer_tui.ui.overview.words import notice_words, progress_words, show_why_none
from stancer_tui.ui.shell.loaded_payments import LoadedPayments, Progress
from stancer_tui.ui.shell.loaded_words import payments_age
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.shell.sections import Section
from stancer_tui.ui.shell.window_loader import Moment, WindowLoader
from stancer_tui.ui.widgets.state_view import StateView


class OverviewScreen(DeskScreen):
    """Sums up the loaded window by currency; what it shows is what the Payments list has loaded."""

    KEYS = OVERVIEW
    BINDINGS: ClassVar[list[BindingType]] = bindings(OVERVIEW)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "FigureLine"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (140, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall")]  # noqa: RUF012

    def __init__(self, mode: Mode, section: Section) -> None:
        super().__init__(mode, section)
        self.currency: str | None = None
        self.beside = SideFigures()
        self.recount = Recount(self)
        self._window: Window | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the numbers, the chart and the line that explains the number in focus."""
        with Vertical(classes="frame", id="overview") as frame:
            frame.border_title = Content("Overview")
            yield Static(id="notice")
            yield StateView()
            yield Static(id="currencies")
            yield FigurePanels()
        yield Static(id="about")

    @property
    def loader(self) -> WindowLoader:
        """What reads the payments of this mode, for every section."""
        return self.desk_app.loader(self.mode)

    @property
    def rows(self) -> LoadedPayments:
        """The payments that are summed up."""
        return self.loader.rows

    @property
    def zone(self) -> tzinfo:
        """The zone whose days are counted."""
        return self.desk_app.shown_zone

    @property
    def panels(self) -> FigurePanels:
        """The numbers and the chart."""
        return self.query_one(FigurePanels)

    @property
    def counted(self) -> Counted | None:
        """What has been counted so far."""
        return self.recount.counted

    def now(self) -> datetime:
        """The moment by the desk's clock."""
        return self.desk.now() if self.desk is not None else self.desk_app.now()

    def on_mount(self) -> None:
        """Follow the reading."""
        self.loader.follow(self)
        self._clock = self.set_interval(5, self._tick)
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
        self.recount.soon()

    def on_screen_suspend(self) -> None:
        """Count nothing while another screen is shown."""
        self.recount.resting = True
        self._clock.pause()

    def on_screen_resume(self) -> None:
        """Catch up."""
        self.recount.resting = False
        self._clock.resume()
        self._tick()

    def _tick(self) -> None:
        self.recount.soon()
        self._draw_state()

    # The reading

    def window_moved(self, moment: Moment) -> None:
        """Count what has arrived, now and then; ask for the rest again where the dates are others."""
        if not self.whole:
            return
        if self.loader.window is not self._window:
            self._window = self.loader.window
            self.beside.forget_disputes()
        self.recount.soon()
        if moment is not Moment.ROWS:
            self._draw_state()
        if moment is Moment.ENDED and self.desk is not None and not self.recount.resting:
            self._ask(self.desk)

    def rows_on_screen(self) -> Sequence[ListedPayment]:
        """None is seen by itself."""
        return ()

    def _ask(self, desk: Desk) -> None:
        """Ask for disputes and payouts, where that is not known from a moment ago."""
        if self.loader.window is not None and self.beside.due(self.now()):
            self._read_beside(desk, self.loader.window)

    @work(group="beside", exclusive=True)
    async def _read_beside(self, desk: Desk, window: Window) -> None:
        await self.beside.read_disputes(desk, window, self.zone)
        self.draw()
        await self.beside.read_payouts(desk)
        self.draw()

    # The drawing

    def draw(self) -> None:
        """Draw the numbers as they are known now."""
        if not self.whole:
            return
        counted, beside, panels, now = self.counted, self.beside, self.panels, self.now()
        currencies = self._currencies()
        if self.currency not in currencies:
            self.currency = currencies[0] if currencies else None
        self._draw_currencies(currencies)
        opened = words.disputes_figure(beside.disputes, beside.disputes_trouble, now)
        if counted is not None and self.currency is not None:
            currency, figures, term = self.currency, counted.of(self.currency), counted.scope.term
            panels.show("numbers", words.payment_figures(figures, currency, term))
            panels.show("attention", (*words.attention_figures(figures, currency, term, now), opened))
            panels.show("declines", words.decline_figures(figures, currency, term), "None was declined.")
            panels.chart.show(partial(chart, figures, counted.scope))
        else:
            panels.show("attention", (opened,))
        panels.show("payouts", words.payout_figures(beside.payouts, now), beside.payouts_words)
        panels.show_legend(hourly=counted is not None and counted.scope.hourly)
        self._draw_state()

    def _currencies(self) -> list[str]:
        return [] if self.counted is None else self.counted.tally.currencies()

    def _draw_currencies(self, currencies: list[str]) -> None:
        line = self.query_one("#currencies", Static)
        line.display = len(currencies) > 1
        parts: list[Content | tuple[str, str]] = []
        for code in currencies:
            number = 0 if self.counted is None else self.counted.of(code).all.count
            chosen = code == self.currency
            text = f"{safe(code.upper(), 8)} {number:,}"
            parts.append(
                (f"[{text}]" if chosen else f" {text} ", "bold $text-primary" if chosen else "$muted")
            )
        line.update(Content.assemble(*parts, ("   never added up", "$muted")))

    def _draw_state(self) -> None:
        """Title, progress, age, and what stands there instead of numbers."""
        frame = self.query_one("#overview")
        zone = dates.zone_name(self.zone)
        shown = f" · {safe(self.currency.upper(), 8)}" if self.currency else ""
        frame.border_title = Content(f"Overview · {self.rows.label}{shown} · days in {zone}")
        trouble, tally = self.loader.trouble, self.counted.tally if self.counted is not None else None
        frame.border_subtitle = Content(progress_words(self.rows, trouble, tally))
        age = payments_age(self.rows, trouble, self.loader.auto.words, self.now())
        self.show_state("reading" if self.loader.looking else age)
        text = notice_words(self.rows, trouble, self.now())
        notice = self.query_one("#notice", Static)
        notice.set_class(bool(text), "-shown")
        notice.update(Content(text))
        view = self.query_one(StateView)
        show_why_none(view, self.rows, trouble)
        self.panels.display = not view.has_class("-shown")
        if not len(self.rows) and self.rows.progress in {Progress.LOADING, Progress.NOT_STARTED}:
            self.panels.show_skeleton()

    def times_changed(self) -> None:
        """Count by the days of the other zone."""
        self.recount.soon()

    # What the agent does

    @on(FigureLine.Focused)
    def explain(self, event: FigureLine.Focused) -> None:
        """Say what the number in focus counts."""
        figure = event.line.figure
        self._tell_about(figure.about if figure else "", figure is not None and figure.goal is not None)

    @on(OutcomeChart.Focused)
    def explain_column(self, event: OutcomeChart.Focused) -> None:
        """Say the numbers of the column in focus."""
        column = event.column
        if column is None:
            self._tell_about("", leads=False)
            return
        accepted, declined, undecided = column.outcomes
        text = f"{column.title}: {column.total:,} payments"
        split = f"{accepted:,} accepted, {declined:,} refused or failed, {undecided:,} undecided"
        self._tell_about(f"{text}, {split}.", leads=True)

    def _tell_about(self, text: str, leads: bool) -> None:
        tail = (f"  {key_of('overview.open')} lists them", "bold") if leads else ("", "")
        self.query_one("#about", Static).update(Content.assemble((text, "$muted"), tail), layout=False)

    def action_open(self) -> None:
        """Go to the list behind the number in focus."""
        focused = self.focused
        if isinstance(focused, FigureLine) and focused.figure is not None:
            self._go(focused.figure.goal)
        elif isinstance(focused, OutcomeChart) and focused.current is not None and self.counted is not None:
            terms = (f"currency:{self.currency}", focused.current.term, self.counted.scope.term)
            self._go(Search(" ".join(dict.fromkeys(terms))))

    def _go(self, goal: Goal | None) -> None:
        match goal:
            case Search(text):
                self.desk_app.navigation.search_payments(text)
            case Refunds(group, text):
                self.desk_app.navigation.show_refunds(group, text)
            case Place(section):
                self.desk_app.action_section(section)
            case Objects(kind, ((only, _),)):
                self.desk_app.navigation.open(self, kind, only)
            case Objects(kind, known):
                self.desk_app.navigation.choose(self, kind, known)
            case None:
                self.notify("There is no list behind this.", title="Nothing to open", markup=False)

    def action_currency(self) -> None:
        """Show the numbers of the next currency."""
        known = self._currencies()
        if self.currency in known:
            self.currency = known[(known.index(self.currency) + 1) % len(known)]
            self.draw()

    def action_window(self) -> None:
        """Choose the dates."""
        self.app.push_screen(ChooseWindow(zone=self.zone, now=self.now()), self._take_window)

    def _take_window(self, window: Window | None) -> None:
        if window is not None:
            self.loader.choose(window)

    def action_refresh_numbers(self) -> None:
        """Read the whole window again: any status in it may have changed."""
        self.loader.load()
        self.beside.ask_anew()
        if self.desk is not None:
            self._ask(self.desk)

    def action_auto_refresh(self) -> None:
        """Read what is new every now and then, or stop doing so."""
        self.loader.auto.toggle()
        self._draw_state()

    def action_back(self) -> None:
        """Stop loading."""
        if self.rows.progress in {Progress.LOADING, Progress.LOOKING_BACK}:
            self.loader.stop()

    def action_step(self, by: int) -> None:
        """Go to the number below or above, in the order of reading."""
        self.panels.step(by)

    def action_ends(self, place: int) -> None:
        """Go to the first or the last number."""
        self.panels.end(place)

    def action_aside(self, by: int) -> None:
        """Walk over the chart's columns, or go to the nearest number beside this one."""
        self.panels.aside(by)
