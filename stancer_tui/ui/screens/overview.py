"""The Overview section: the numbers of the window, each one key away from the list behind it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from stancer_tui.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.render import dates
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone
from stancer_tui.services.overview import chart
from stancer_tui.services.windows import Window
from stancer_tui.ui import list_words
from stancer_tui.ui import overview_figures as words
from stancer_tui.ui.commands import OVERVIEW, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.window import ChooseWindow
from stancer_tui.ui.overview_tally import Beside, Counted, count
from stancer_tui.ui.overview_words import notice_words, progress_words, show_why_none
from stancer_tui.ui.payment_list import PaymentList, Progress
from stancer_tui.ui.screens.desk_screen import DeskScreen
from stancer_tui.ui.sections import Section
from stancer_tui.ui.widgets.figure_line import Figure, FigureLine, Goal, Objects, Place, Refunds, Search
from stancer_tui.ui.widgets.outcome_chart import OutcomeChart
from stancer_tui.ui.widgets.state_view import StateView
from stancer_tui.ui.window_loader import Moment, WindowLoader

_RECOUNT = 0.25
"""Seconds between two counts of the rows at least, while they arrive."""

_LINES = {"numbers": 6, "attention": 5, "declines": words.CODES + 1, "payouts": words.PAYOUTS}
_HEADINGS = {
    "numbers": "Payments",
    "attention": "To look at",
    "declines": "Why payments were declined",
    "payouts": "Next payouts",
}


class OverviewScreen(DeskScreen):
    """Sums up the loaded window by currency; what it shows is what the Payments list has loaded."""

    KEYS = OVERVIEW
    BINDINGS: ClassVar[list[BindingType]] = bindings(OVERVIEW)
    CSS_PATH = "overview.tcss"
    AUTO_FOCUS = "FigureLine"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (140, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall")]  # noqa: RUF012

    def __init__(self, mode: Mode, section: Section) -> None:
        super().__init__(mode, section)
        self.currency: str | None = None
        self.beside = Beside()
        self.counted: Counted | None = None
        self._window: Window | None = None
        self._counting = False
        self._due = False
        self._away = False

    def compose_body(self) -> ComposeResult:
        """Lay out the numbers, the chart and the line that explains the number in focus."""
        with Vertical(classes="frame", id="overview") as frame:
            frame.border_title = Content("Overview")
            yield Static(id="notice")
            yield StateView()
            yield Static(id="currencies")
            with Container(id="panels"):
                for name in ("numbers", "attention", "declines"):
                    yield _panel(name)
                with Vertical(id="trend", classes="panel"):
                    yield Static(id="legend", classes="heading")
                    yield OutcomeChart(id="chart")
                yield _panel("payouts")
        yield Static(id="about")

    @property
    def loader(self) -> WindowLoader:
        """What reads the payments of this mode, for every section."""
        return self.desk_app.loader(self.mode)

    @property
    def rows(self) -> PaymentList:
        """The payments that are summed up."""
        return self.loader.rows

    @property
    def zone(self) -> tzinfo:
        """The zone whose days are counted."""
        return self.desk_app.shown_zone

    @property
    def chart(self) -> OutcomeChart:
        """The chart."""
        return self.query_one(OutcomeChart)

    def now(self) -> datetime:
        """The moment by the desk's clock."""
        return self.desk.now() if self.desk is not None else self.desk_app.now()

    def on_mount(self) -> None:
        """Follow the reading."""
        self.loader.follow(self)
        self._clock = self.set_interval(5, self._tick)
        self._count_timer = self.set_interval(_RECOUNT, self._count_now, pause=True)
        self._draw()

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
        self._count_soon()

    def on_screen_suspend(self) -> None:
        """Count nothing while another screen is shown."""
        self._away = True
        self._clock.pause()

    def on_screen_resume(self) -> None:
        """Catch up."""
        self._away = False
        self._clock.resume()
        self._tick()

    def _tick(self) -> None:
        self._count_soon()
        self._draw_state()

    # The reading

    def window_moved(self, moment: Moment) -> None:
        """Count what has arrived, now and then; ask for the rest again where the dates are others."""
        if not self.whole:
            return
        if self.loader.window is not self._window:
            self._window = self.loader.window
            self.beside.forget_disputes()
        self._count_soon()
        if moment is not Moment.ROWS:
            self._draw_state()
        if moment is Moment.ENDED and self.desk is not None and not self._away:
            self._ask(self.desk)

    def rows_on_screen(self) -> Sequence[ListedPayment]:
        """None is seen by itself."""
        return ()

    def _count_soon(self) -> None:
        self._due = True
        if not self._away:
            self._count_timer.resume()
            if self.counted is None:
                self._count_now()

    def _count_now(self) -> None:
        if not self._due or self._away:
            self._count_timer.pause()
        elif not self._counting:
            self._due, self._counting = False, True
            self._count()

    @work(group="count")
    async def _count(self) -> None:
        """Bring the tally up to date; rows that arrive meanwhile are counted next time at the latest."""
        window = self.loader.window
        try:
            if window is not None:
                self.counted = await count(self.counted, self.rows, window, self.now(), self.zone)
        finally:
            self._counting = False
        self._draw()

    def _ask(self, desk: Desk) -> None:
        """Ask for disputes and payouts, where that is not known from a moment ago."""
        if self.loader.window is not None and self.beside.due(self.now()):
            self._read_beside(desk, self.loader.window)

    @work(group="beside", exclusive=True)
    async def _read_beside(self, desk: Desk, window: Window) -> None:
        await self.beside.read_disputes(desk, window, self.zone)
        self._draw()
        await self.beside.read_payouts(desk)
        self._draw()

    # The drawing

    def _draw(self) -> None:
        if not self.whole:
            return
        counted, beside, now = self.counted, self.beside, self.now()
        currencies = self._currencies()
        if self.currency not in currencies:
            self.currency = currencies[0] if currencies else None
        self._draw_currencies(currencies)
        opened = words.disputes_figure(beside.disputes, beside.disputes_trouble, now)
        if counted is not None and self.currency is not None:
            currency, figures, term = self.currency, counted.of(self.currency), counted.scope.term
            self._show("numbers", words.payment_figures(figures, currency, term))
            self._show("attention", (*words.attention_figures(figures, currency, term, now), opened))
            self._show("declines", words.decline_figures(figures, currency, term), "None was declined.")
            self.chart.show(partial(chart, figures, counted.scope))
        else:
            self._show("attention", (opened,))
        self._show("payouts", words.payout_figures(beside.payouts, now), beside.payouts_words)
        self._draw_legend()
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

    def _draw_legend(self) -> None:
        hourly = self.counted is not None and self.counted.scope.hourly
        title = Content.assemble((f"Payments by {'hour' if hourly else 'day'}", "bold $text-primary"))
        self.query_one("#legend", Static).update(Content.assemble(title, self.chart.legend()))

    def _show(self, panel: str, figures: Sequence[Figure], otherwise: str = "") -> None:
        for place in range(_LINES[panel]):
            line = self.query_one(f"#{panel}-{place}", FigureLine)
            line.show(figures[place] if place < len(figures) else None)
        text = self.query_one(f"#{panel}-words", Static)
        text.set_class(not figures and bool(otherwise), "-shown")
        text.update(Content(otherwise))

    def _draw_state(self) -> None:
        """Title, progress, age, and what stands there instead of numbers."""
        frame = self.query_one("#overview")
        zone = dates.zone_name(self.zone)
        shown = f" · {safe(self.currency.upper(), 8)}" if self.currency else ""
        frame.border_title = Content(f"Overview · {self.rows.label}{shown} · days in {zone}")
        trouble, tally = self.loader.trouble, self.counted.tally if self.counted is not None else None
        frame.border_subtitle = Content(progress_words(self.rows, trouble, tally))
        age = list_words.age_words(self.rows, trouble, self.loader.auto.words, self.now())
        self.show_state("reading" if self.loader.looking else age)
        text = notice_words(self.rows, trouble, self.now())
        notice = self.query_one("#notice", Static)
        notice.set_class(bool(text), "-shown")
        notice.update(Content(text))
        view = self.query_one(StateView)
        show_why_none(view, self.rows, trouble)
        self.query_one("#panels").display = not view.has_class("-shown")
        if not len(self.rows) and self.rows.progress in {Progress.LOADING, Progress.NOT_STARTED}:
            self._show_skeleton()

    def _show_skeleton(self) -> None:
        """Keep the places of the numbers until they arrive."""
        self._show("numbers", [Figure("─" * 10, "──", "", Tone.MUTED)] * _LINES["numbers"])
        self._show("declines", (), "Reading…")

    def times_changed(self) -> None:
        """Count by the days of the other zone."""
        self._count_soon()

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
                self.desk_app.search_payments(text)
            case Refunds(group, text):
                self.desk_app.show_refunds(group, text)
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
            self._draw()

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

    def _stops(self) -> list[Widget]:
        return [each for each in self.focus_chain if isinstance(each, (FigureLine, OutcomeChart))]

    def action_step(self, by: int) -> None:
        """Go to the number below or above, in the order of reading."""
        stops = self._stops()
        place = stops.index(self.focused) + by if self.focused in stops else 0
        if stops:
            self.set_focus(stops[max(0, min(place, len(stops) - 1))])

    def action_ends(self, place: int) -> None:
        """Go to the first or the last number."""
        if stops := self._stops():
            self.set_focus(stops[place])

    def action_aside(self, by: int) -> None:
        """Walk over the chart's columns, or go to the nearest number beside this one."""
        focused = self.focused
        if isinstance(focused, OutcomeChart):
            focused.move(by)
        elif focused is not None:
            beside = _beside(focused, self._stops(), by)
            if beside is not None:
                self.set_focus(beside)


def _panel(name: str) -> Vertical:
    lines: Iterable[Widget] = (FigureLine(id=f"{name}-{place}") for place in range(_LINES[name]))
    heading = Static(Content(_HEADINGS[name]), classes="heading")
    return Vertical(heading, *lines, Static(id=f"{name}-words", classes="words"), id=name, classes="panel")


def _beside(start: Widget, stops: Sequence[Widget], by: int) -> Widget | None:
    """The stop in the next column on the right (1) or the left (-1) whose line is nearest."""
    here = start.region
    there = [each for each in stops if (each.region.x - here.x) * by > 0]
    return min(
        there, key=lambda each: (abs(each.region.x - here.x), abs(each.region.y - here.y)), default=None
    )
