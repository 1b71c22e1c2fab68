"""The panels of the overview: figures under their headings, the chart, and the focus that walks over them."""

from collections.abc import Iterable, Sequence

from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from stancer_tui.language import N_, _
from stancer_tui.render.tones import Tone
from stancer_tui.ui.overview.figure_line import Figure, FigureLine
from stancer_tui.ui.overview.figures import CODES, PAYOUTS, REASONS
from stancer_tui.ui.overview.outcome_chart import OutcomeChart
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

_LINES = {"numbers": 6, "attention": 5, "declines": CODES + 1, "payouts": PAYOUTS, "reasons": REASONS + 2}
_HEADINGS = {
    "numbers": N_("Payments"),
    "attention": N_("To look at"),
    "declines": N_("Why payments were declined"),
    "payouts": N_("Next payouts"),
    "reasons": N_("Why money was refunded"),
}


class FigurePanels(SurvivesLeaving, Container):
    """Has a line for each figure that there may be, so that nothing moves when they arrive."""

    def __init__(self) -> None:
        trend = Vertical(
            Static(id="legend", classes="heading"),
            OutcomeChart(id="chart"),
            id="trend",
            classes="panel",
        )
        over = (_panel(name) for name in ("numbers", "attention", "declines"))
        beside = Vertical(_panel("payouts"), _panel("reasons"), id="beside")
        super().__init__(*over, trend, beside, id="panels")
        self._said: dict[str, str] = {}
        """The words in each panel."""

    def on_mount(self) -> None:
        """Begin in the order that this height asks for."""
        self.on_resize()

    def on_resize(self) -> None:
        """Let the chart come before the declines where it would be out of sight behind them."""
        trend, declines = self.query_one("#trend"), self.query_one("#declines")
        early = not (self.screen.has_class("-tall") or self.screen.has_class("-broad"))
        if early is (self.children.index(trend) < self.children.index(declines)):
            return
        if early:
            self.move_child(trend, before=declines)
        else:
            self.move_child(trend, after=declines)

    @property
    def chart(self) -> OutcomeChart:
        """The chart."""
        return self.query_one(OutcomeChart)

    def show(self, panel: str, figures: Sequence[Figure], otherwise: str = "") -> None:
        """Show the figures of a panel, or a few words where there is none."""
        for place in range(_LINES[panel]):
            line = self.query_one(f"#{panel}-{place}", FigureLine)
            line.show(figures[place] if place < len(figures) else None)
        text = self.query_one(f"#{panel}-words", Static)
        text.set_class(not figures and bool(otherwise), "-shown")
        if otherwise != self._said.get(panel, ""):  # other words may be longer, and lay the screen out
            self._said[panel] = otherwise
            text.update(Content(otherwise))

    def show_skeleton(self) -> None:
        """Keep the room of the numbers until they arrive."""
        self.show("numbers", [Figure("─" * 10, "──", "", Tone.MUTED)] * _LINES["numbers"])
        self.show("declines", (), _("Reading…"))

    def show_legend(self, *, hourly: bool) -> None:
        """Say what the columns of the chart are, and what is drawn in them."""
        title = Content.assemble(
            (_("Payments by hour") if hourly else _("Payments by day"), "bold $text-primary")
        )
        legend = Content.assemble(title, self.chart.legend())
        self.query_one("#legend", Static).update(legend, layout=False)

    def walk(self, direction: str) -> None:
        """Go down, up, right, left, or to the first or the last number."""
        match direction:
            case "down" | "up":
                self._step(1 if direction == "down" else -1)
            case "right" | "left":
                self._aside(1 if direction == "right" else -1)
            case _ if stops := self._stops():
                self.screen.set_focus(stops[0 if direction == "first" else -1])

    def _step(self, by: int) -> None:
        """Go to the number below or above, in the order of reading."""
        stops, focused = self._stops(), self.screen.focused
        place = stops.index(focused) + by if focused in stops else 0
        if stops:
            self.screen.set_focus(stops[max(0, min(place, len(stops) - 1))])

    def _aside(self, by: int) -> None:
        """Walk over the chart's columns, or go to the nearest number beside this one."""
        focused = self.screen.focused
        if isinstance(focused, OutcomeChart):
            focused.move(by)
        elif focused is not None:
            beside = _beside(focused, self._stops(), by)
            if beside is not None:
                self.screen.set_focus(beside)

    def _stops(self) -> list[Widget]:
        return [each for each in self.screen.focus_chain if isinstance(each, (FigureLine, OutcomeChart))]


def _panel(name: str) -> Vertical:
    lines: Iterable[Widget] = (FigureLine(id=f"{name}-{place}") for place in range(_LINES[name]))
    heading = Static(Content(_(_HEADINGS[name])), classes="heading")
    return Vertical(heading, *lines, Static(id=f"{name}-words", classes="words"), id=name, classes="panel")


def _beside(start: Widget, stops: Sequence[Widget], by: int) -> Widget | None:
    """The stop in the next column on the right (1) or the left (-1) whose line is nearest."""
    here = start.region
    there = [each for each in stops if (each.region.x - here.x) * by > 0]
    return min(
        there, key=lambda each: (abs(each.region.x - here.x), abs(each.region.y - here.y)), default=None
    )
