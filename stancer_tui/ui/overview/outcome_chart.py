"""Payments over time, split by outcome: columns of block characters, readable without colour."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from stancer_tui.language import N_, _, grouped
from stancer_tui.services.overview.chart import ChartColumn

AXIS = 6
"""Cells left of the columns: a number and a blank."""

BLOCKS = ("█", "▒", "·")
WORDS = (N_("accepted"), N_("refused or failed"), N_("undecided"))
_CLASSES = ("accepted", "declined", "open")
_WIDEST = 12


def stack(outcomes: Sequence[int], top: int, height: int) -> tuple[int, ...]:
    """How many cells of a column each outcome takes where `top` payments take `height` of them.

    A column with a payment has a cell. The largest remainder gets the last cell; an outcome that would
    vanish takes one from the largest that has two.
    """
    total = sum(outcomes)
    if not total or top <= 0:
        return (0,) * len(outcomes)
    cells = max((2 * total * height + top) // (2 * top), 1)
    shares = [count * cells // total for count in outcomes]
    rests = sorted(range(len(outcomes)), key=lambda place: -(outcomes[place] * cells % total))
    for place in rests[: cells - sum(shares)]:
        shares[place] += 1
    for place, count in enumerate(outcomes):
        largest = max(range(len(shares)), key=shares.__getitem__)
        if count and not shares[place] and shares[largest] > 1:
            shares[place] += 1
            shares[largest] -= 1
    return tuple(shares)


class OutcomeChart(Widget, can_focus=True):
    """Draws columns, a scale and their names; a cursor walks over the columns."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "outcome-chart--accepted",
        "outcome-chart--declined",
        "outcome-chart--open",
        "outcome-chart--muted",
        "outcome-chart--cursor",
    }
    DEFAULT_CSS = """
    OutcomeChart {
        height: 9;
        & > .outcome-chart--accepted { color: $success-darken-1; }
        & > .outcome-chart--declined { color: $error-darken-1; }
        & > .outcome-chart--open { color: $muted; }
        & > .outcome-chart--muted { color: $muted; }
        & > .outcome-chart--cursor { background: $block-cursor-blurred-background; text-style: bold; }
    }
    """

    class Focused(Message):
        """The agent looks at this column."""

        def __init__(self, column: ChartColumn | None) -> None:
            super().__init__()
            self.column = column

    class Opened(Message):
        """The agent asked for the list behind the column."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns: Sequence[ChartColumn] = ()
        self.cursor = -1
        """The column under the cursor; -1 is the last one, even when another comes after it."""
        self._source: Callable[[int], Sequence[ChartColumn]] | None = None
        self._stacks: list[list[int]] = []
        self._stacked_for: tuple[int, int] | None = None
        """For how many payments in how many cells the columns are stacked; None when they are others now."""

    def show(self, source: Callable[[int], Sequence[ChartColumn]]) -> None:
        """Draw what `source` gives for so many columns at most."""
        self._source = source
        self._take()

    def on_resize(self) -> None:
        """As many columns as fit."""
        self._take()

    def _take(self) -> None:
        if self._source is not None:
            self.columns = self._source(max(self.content_size.width - AXIS, 1))
            self._stacked_for = None
        if self.cursor >= len(self.columns):
            self.cursor = -1
        self.refresh()
        if self.has_focus:
            self._post_focus()

    @property
    def current(self) -> ChartColumn | None:
        """The column under the cursor."""
        return self.columns[self.cursor] if self.columns else None

    def move(self, by: int) -> None:
        """Walk over the columns."""
        place = self.cursor % len(self.columns) if self.columns else 0
        self.cursor = max(0, min(place + by, len(self.columns) - 1))
        if self.cursor == len(self.columns) - 1:
            self.cursor = -1
        self.refresh()
        self._post_focus()

    def _post_focus(self) -> None:
        self.post_message(self.Focused(self.current))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()
        self._post_focus()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """One click puts the cursor on a column, a second opens the list behind it."""
        place = (event.x - AXIS) // self._cells if self.columns else -1
        if event.x < AXIS or not 0 <= place < len(self.columns):
            return
        if event.chain > 1:
            self.post_message(self.Opened())
        else:
            self.move(place - self.cursor % len(self.columns))

    @property
    def _cells(self) -> int:
        """Cells of a column and the blank behind it."""
        return max(min(max(self.content_size.width - AXIS, 1) // len(self.columns), _WIDEST), 1)

    def legend(self) -> Content:
        """What the characters stand for."""
        styles = ("$success", "$error", "$muted")
        parts = [
            part
            for glyph, word, style in zip(BLOCKS, WORDS, styles, strict=True)
            for part in ((f"  {glyph} ", style), (_(word), "$muted"))
        ]
        return Content.assemble(*parts)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"outcome-chart--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """One line: the totals and the columns from the top, then their names."""
        width, height = self.content_size
        base = self.rich_style
        plot = height - 2
        top = max((column.total for column in self.columns), default=0)
        if plot < 1 or not self.columns:
            return Strip.blank(width, base)
        cells = self._cells
        gap = 1 if cells > 1 else 0
        muted = base + self._style("muted")
        if y == height - 1:
            segments = self._names(cells, gap, base, muted)
        elif y == 0:
            segments = [Segment(" " * AXIS, base), *self._totals(cells, gap, base)]
        else:
            level = height - 2 - y
            segments = [
                Segment(_scale(level, top, plot), muted),
                *self._bars(self._outcomes_at(level, top, plot), cells, gap, base),
            ]
        return Strip(segments).adjust_cell_length(width, base)

    def _totals(self, cells: int, gap: int, base: Style) -> list[Segment]:
        texts = [grouped(column.total) if column.total else "" for column in self.columns]
        if max(map(len, texts)) > cells - gap:
            return []
        return [Segment(text.center(cells - gap) + " " * gap, base) for text in texts]

    def _bars(self, outcomes: Sequence[int | None], cells: int, gap: int, base: Style) -> list[Segment]:
        blank, apart = Segment(" " * (cells - gap), base), Segment(" " * gap, base)
        shown: dict[int | None, Segment] = {
            place: Segment(glyph * (cells - gap), base + self._style(name))
            for place, (glyph, name) in enumerate(zip(BLOCKS, _CLASSES, strict=True))
        }
        return [part for outcome in outcomes for part in (shown.get(outcome, blank), apart)]

    def _outcomes_at(self, level: int, top: int, plot: int) -> list[int | None]:
        """What each column shows so many cells above its foot: the place of an outcome, or nothing."""
        if self._stacked_for != (top, plot):
            stacks = (stack(column.outcomes, top, plot) for column in self.columns)
            self._stacks = [
                list(chain.from_iterable([place] * share for place, share in enumerate(each)))
                for each in stacks
            ]
            self._stacked_for = top, plot
        return [each[level] if level < len(each) else None for each in self._stacks]

    def _names(self, cells: int, gap: int, base: Style, muted: Style) -> list[Segment]:
        """As many names as fit, months before days, and the cursor."""
        text = self._named(cells, gap)
        segments = [Segment(" " * AXIS, base)]
        if not self.has_focus:
            return [*segments, Segment(text, muted)]
        start = (self.cursor % len(self.columns)) * cells
        end = start + max(cells - gap, 1)
        sign = text[start:end] if cells > 1 else "▲"
        if cells > 1 and not sign.strip():
            sign = sign[1:] + "▲"
        cursor = base + self._style("cursor")
        return [
            *segments,
            Segment(text[:start], muted),
            Segment(sign, cursor),
            Segment(text[end:], muted),
        ]

    def _named(self, cells: int, gap: int) -> str:
        line = [" "] * (cells * len(self.columns))
        names = [
            (place, column.name if len(column.name) <= cells - gap else column.label)
            for place, column in enumerate(self.columns)
        ]
        for place, name in sorted(names, key=lambda each: (each[1].isdigit(), each[0])):
            start = place * cells + max(cells - gap - len(name), 0) // 2
            end = start + len(name)
            if end <= len(line) and not "".join(line[max(start - 1, 0) : end + 1]).strip():
                line[start:end] = name
        return "".join(line)


def _scale(level: int, top: int, plot: int) -> str:
    """The number at the top, in the middle or at the foot of the scale."""
    if level == plot - 1:
        text = grouped(top)
    elif level == (plot - 1) // 2 and plot > 4 and top > 2:
        text = grouped(top * (level + 1) // plot)
    else:
        text = ""
    return f"{text:>{AXIS - 1}} "
