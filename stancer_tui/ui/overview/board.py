"""What the overview shows: a notice, the currencies, the figures and the chart, each drawn as it is known."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from stancer_tui.language import _, grouped
from stancer_tui.render import dates
from stancer_tui.render.safe import safe
from stancer_tui.services.overview.chart import chart
from stancer_tui.ui.overview import figures as words
from stancer_tui.ui.overview.figure_line import Figure, FigureLine, Goal, SearchGoal
from stancer_tui.ui.overview.figure_panels import FigurePanels
from stancer_tui.ui.overview.outcome_chart import OutcomeChart
from stancer_tui.ui.overview.refund_reasons import RefundReasons
from stancer_tui.ui.overview.tally import Counted, SideFigures
from stancer_tui.ui.overview.team_figures import most_urgent
from stancer_tui.ui.overview.words import notice_words, progress_words, why_none
from stancer_tui.ui.shell.desk_clock import DeskClock
from stancer_tui.ui.shell.loaded_payments import Progress
from stancer_tui.ui.shell.window_loader import WindowLoader
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving
from stancer_tui.ui.widgets.notice import Notice


class Board(SurvivesLeaving, Vertical):
    """Shows the numbers of one currency at a time; `currency` is the one that is shown."""

    def __init__(self) -> None:
        super().__init__(classes="frame", id="overview")
        self.border_title = Content(_("Overview"))
        self.currency: str | None = None
        self._counted: Counted | None = None
        self._titles = ("", "")

    def compose(self) -> ComposeResult:
        """Lay out the notice, the currencies and the panels."""
        yield Notice()
        yield Static(id="nothing")
        yield Static(id="currencies")
        yield FigurePanels()

    @property
    def panels(self) -> FigurePanels:
        """The numbers and the chart."""
        return self.query_one(FigurePanels)

    @property
    def goal(self) -> Goal | None:
        """The list behind the number or the column in focus."""
        focused = self.screen.focused
        if isinstance(focused, FigureLine) and focused.figure is not None:
            return focused.figure.goal
        if isinstance(focused, OutcomeChart) and focused.current is not None and self._counted is not None:
            terms = (f"currency:{self.currency}", focused.current.term, self._counted.scope.term)
            return SearchGoal(" ".join(dict.fromkeys(terms)))
        return None

    def show(
        self,
        counted: Counted | None,
        side: SideFigures,
        reasons: RefundReasons,
        clock: DeskClock,
        team: Sequence[Figure] = (),
    ) -> None:
        """Draw the numbers as they are known now; `team` is what colleagues wait for, and what is mine."""
        now = clock.now()
        self._counted = counted
        currencies, panels = self._currencies(), self.panels
        if self.currency not in currencies:
            self.currency = currencies[0] if currencies else None
        self._draw_currencies(currencies)
        opened = words.disputes_figure(side.disputes, side.disputes_trouble)
        if counted is not None and self.currency is not None:
            currency, figures, term = self.currency, counted.of(self.currency), counted.scope.term
            panels.show("numbers", words.payment_figures(figures, currency, term))
            others = (*words.attention_figures(figures, currency, term, now), opened)
            panels.show("attention", most_urgent(team, others))
            panels.show("declines", words.decline_figures(figures, currency, term), _("None was declined."))
            panels.chart.show(partial(chart, figures, counted.scope))
        else:
            panels.show("attention", (*team, opened))
        panels.show("payouts", words.payout_figures(side.payouts, now), side.payouts_words)
        panels.show("reasons", *self._reasons(reasons, clock))
        panels.show_legend(hourly=counted is not None and counted.scope.hourly)

    def _reasons(self, reasons: RefundReasons, clock: DeskClock) -> tuple[Sequence[Figure], str]:
        """Why money was refunded, or a few words where that is not known or there is nothing."""
        if self._counted is None or self.currency is None or not reasons.read_once:
            return (), _("Reading…")
        from stancer_tui.ui.overview.reason_figures import reason_panel

        return reason_panel(reasons, self.currency, self._counted.scope, clock)

    def next_currency(self) -> bool:
        """Show the numbers of the next currency; returns whether there is one."""
        known = self._currencies()
        if self.currency in known:
            self.currency = known[(known.index(self.currency) + 1) % len(known)]
        return bool(known)

    def _currencies(self) -> list[str]:
        return [] if self._counted is None else self._counted.tally.currencies()

    def _draw_currencies(self, currencies: list[str]) -> None:
        line = self.query_one("#currencies", Static)
        line.display = len(currencies) > 1
        parts: list[Content | tuple[str, str]] = []
        for code in currencies:
            number = 0 if self._counted is None else self._counted.of(code).all.count
            chosen = code == self.currency
            text = f"{safe(code.upper(), 8)} {grouped(number)}"
            parts.append(
                (f"[{text}]" if chosen else f" {text} ", "bold $text-primary" if chosen else "$muted")
            )
        apart = _("never added up")
        line.update(Content.assemble(*parts, (f"   {apart}", "$muted")), layout=False)

    def _entitle(self, title: str, progress: str) -> None:
        """Write them on the frame, where they are others: that paints all that is in it."""
        if (title, progress) != self._titles:
            self._titles = title, progress
            self.border_title, self.border_subtitle = Content(title), Content(progress)

    def show_reading(self, loader: WindowLoader, now: datetime, zone: tzinfo) -> None:
        """Title, progress, and what is shown instead of numbers."""
        rows, trouble = loader.rows, loader.trouble
        shown = safe(self.currency.upper(), 8) if self.currency else None
        days = _("days in {zone}", zone=dates.zone_name(zone))
        parts = (_("Overview"), rows.label, *((shown,) if shown else ()), days)
        tally = self._counted.tally if self._counted is not None else None
        self._entitle(" · ".join(parts), progress_words(rows, trouble, tally))
        self.query_one(Notice).say(notice_words(rows, trouble, now))
        nothing = why_none(rows, trouble)
        self.set_class(nothing is not None, "-nothing")
        if nothing is not None:
            self.query_one("#nothing", Static).update(nothing.content)
        if not len(rows) and rows.progress in {Progress.LOADING, Progress.NOT_STARTED}:
            self.panels.show_skeleton()
