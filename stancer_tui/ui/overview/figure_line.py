"""One number of a dashboard: what it counts, how many, how much; it takes the focus."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from stancer_tui.models.ids import Kind
from stancer_tui.render.cells import fit
from stancer_tui.render.tones import Tone

_COUNT = 7
"""Cells of a count, the blank before it included."""


@dataclass(frozen=True, slots=True)
class SearchGoal:
    """Leads to the payments that match."""

    text: str


@dataclass(frozen=True, slots=True)
class RefundsGoal:
    """Leads to the Refunds section, narrowed to a group and a text."""

    group: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ObjectGoal:
    """Leads to one object."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class SectionGoal:
    """Leads to a section."""

    section: str


Goal = SearchGoal | RefundsGoal | ObjectGoal | SectionGoal


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as shown: every text is safe; `extra` is an amount or a few words beside the count.

    `about` says in a sentence what is counted; without a `goal` there is no list behind it. Where there is no
    room for all, `extra` gives way, or with `keeps_extra` the label.
    """

    label: str
    count: str
    extra: str = ""
    tone: Tone = Tone.PLAIN
    about: str = ""
    goal: Goal | None = None
    keeps_extra: bool = False


class FigureLine(Widget, can_focus=True):
    """Draws a figure in one line of fixed height, so that a number that changes moves nothing else."""

    DEFAULT_CSS = """
    FigureLine { height: 1; }
    FigureLine:focus { background: $block-cursor-blurred-background; text-style: bold; }
    FigureLine.-unused { display: none; }
    """

    class Focused(Message):
        """The agent looks at this number."""

        def __init__(self, line: "FigureLine") -> None:
            super().__init__()
            self.line = line

    class Opened(Message):
        """The agent asked for the list behind the number."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="-unused")
        self.figure: Figure | None = None

    def show(self, figure: Figure | None) -> None:
        """Draw a figure; None takes no room."""
        if figure == self.figure:
            return
        self.figure = figure
        self.set_class(figure is None, "-unused")
        self.refresh()
        if self.has_focus:
            self.post_message(self.Focused(self))

    def render(self) -> Content:
        """The label, what is beside the count, the count."""
        figure, width = self.figure, self.content_size.width
        if figure is None:
            return Content("")
        sign = "› " if self.has_focus else "  "
        extra = f" {figure.extra}" if figure.extra else ""
        # A count that fills its column, such as "100.0 %", must not run into what is before it.
        cells = max(_COUNT, cell_len(figure.count) + 1)
        count = fit(figure.count, cells, "right") if figure.count else ""
        room = width - len(sign) - len(count) - cell_len(extra)
        if room < cell_len(figure.label) and figure.count and not figure.keeps_extra:
            extra, room = "", width - len(sign) - len(count)
        style = "" if figure.tone is Tone.PLAIN else _STYLES[figure.tone]
        return Content.assemble(
            sign,
            (fit(figure.label, max(room, 1)), style),
            (extra, "" if figure.tone is Tone.PLAIN else style),
            (count, style or "bold"),
        )

    def on_focus(self) -> None:
        """Say which figure has the focus."""
        self.refresh()
        self.post_message(self.Focused(self))

    def on_click(self, event: events.Click) -> None:
        """A second click opens the list behind it; the first one has brought the focus."""
        if event.chain > 1:
            self.post_message(self.Opened())

    def on_blur(self) -> None:
        """Draw it without the focus."""
        self.refresh()


_STYLES = {
    Tone.SUCCESS: "$text-success",
    Tone.WARNING: "$text-warning",
    Tone.ERROR: "$text-error",
    Tone.MUTED: "$muted",
    Tone.ACCENT: "$text-accent",
}
