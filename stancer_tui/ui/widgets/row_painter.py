"""How one line of a list is painted: its columns at a width, its signs, its tones, what was searched for."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from stancer_tui.render.cells import GAP, fit
from stancer_tui.render.tones import Tone
from stancer_tui.ui.widgets.readable import readable_style

if TYPE_CHECKING:
    from stancer_tui.render.columns import Column

GUTTER = 2
"""Cells before the first column: the cursor and the mark."""

Matches = Callable[[str, str], Sequence[tuple[int, int]]]
"""The parts of a cell (its column's key, its text) that stand out."""


def _drawn(text: str, cells: int) -> str:
    """`text` in `cells` as the drawing library counts them: it knows other scripts than the cutting does."""
    return text if text.isascii() or cell_len(text) == cells else set_cell_size(text, cells)


class RowPainter:
    """`style_of` gives the style of a part of the list, and the list's own for None."""

    def __init__(self, style_of: Callable[[str | None], Style]) -> None:
        self._styles: dict[tuple[str, ...], Style] = {}
        self._standing_out: dict[Style, Style] = {}
        self._style_of = style_of
        self.signs = 0
        """Cells between the gutter and the first column for what the team knows of a row; mostly none."""
        self._width = 0
        self._shown: tuple[tuple[Column[Any], int], ...] = ()

    def lay_out(self, columns: "Sequence[Column[Any]]", width: int, matched: Collection[str] = ()) -> None:
        """Choose the columns that fit into `width` cells, those in which a search `matched` before others."""
        from stancer_tui.render.columns import choose

        self._width = width
        self._shown = choose(columns, width - self.left, matched)

    def forget_styles(self) -> None:
        """Resolve each anew: the theme has changed."""
        self._styles.clear()
        self._standing_out.clear()

    @property
    def left(self) -> int:
        """Cells before the first column."""
        return GUTTER + (self.signs + 1 if self.signs else 0)

    def blank(self) -> Strip:
        """A line of nothing."""
        return Strip.blank(self._width, self._style())

    def header(self) -> Strip:
        """The names over the columns."""
        text = " " * self.left + (" " * GAP).join(
            fit(column.heading_in(cells), cells, column.align) for column, cells in self._shown
        )
        return self._line(text, "header")

    def column_at(self, x: int) -> str | None:
        """The key of the column that stands in a cell of a line, None between two of them."""
        start = self.left
        for column, cells in self._shown:
            if start <= x < start + cells:
                return column.key
            start += cells + GAP
        return None

    def skeleton(self) -> Strip:
        """A row that is still expected."""
        text = " " * self.left + (" " * GAP).join(
            fit("─" * max(cells // 2, 1), cells, column.align) for column, cells in self._shown
        )
        return self._line(text, "skeleton")

    def record(
        self,
        row: Any,
        *,
        marked: bool,
        fresh: bool,
        cursor: str | None,
        matches: Matches | None,
        signs: str = "",
    ) -> Strip:
        """A row; `cursor` names the style of the cursor where it stands on it, `signs` fill their cells."""
        from stancer_tui.render.columns import cell

        names = tuple(name for name in ("marked" if marked else None, cursor) if name is not None)
        base = self._style(*names)
        muted = self._style("tone-muted", *names, *(("cursor-muted",) if cursor else ()))
        sign = Segment("•" if marked else " ", base)
        if not marked and fresh:
            sign = Segment("+", self._style("fresh", *names))
        segments = [Segment("›" if cursor else " ", base), sign]
        if self.signs:
            segments.append(Segment(fit(signs, self.signs + 1), self._style("signs", *names)))
        gap = Segment(" " * GAP, base)
        used = self.left
        for column, cells in self._shown:
            tone = column.tone(row)
            style = self._style(f"tone-{tone}", *names)
            if tone in {Tone.PLAIN, Tone.MUTED}:
                style = base if tone is Tone.PLAIN else muted
            if used > self.left:
                segments.append(gap)
                used += GAP
            text = _drawn(cell(column, row, cells), cells)
            if column.muted_tail:
                head, text = text[: -column.muted_tail], text[-column.muted_tail :]
                segments.extend(self._marked_up(head, column.key, style, matches))
                style = muted
            segments.extend(self._marked_up(text, column.key, style, matches))
            used += cells
        if used < self._width:
            segments.append(Segment(" " * (self._width - used), base))
        return Strip(segments, max(used, self._width))

    def _line(self, text: str, name: str) -> Strip:
        return Strip([Segment(fit(text, self._width), self._style(name))], self._width)

    def _style(self, *names: str) -> Style:
        style = self._styles.get(names)
        if style is None:
            style = self._style_of(None)
            for name in names:
                style += self._style_of(name)
            if "skeleton" not in names:
                style = readable_style(style)
            self._styles[names] = style
        return style

    def _matched(self, style: Style) -> Style:
        """A style, standing out."""
        found = self._standing_out.get(style)
        if found is None:
            found = self._standing_out[style] = style + self._style_of("match")
        return found

    def _marked_up(self, text: str, column: str, style: Style, matches: Matches | None) -> list[Segment]:
        """The text in pieces, what was searched for standing out."""
        pieces, place = [], 0
        for start, end in matches(column, text) if matches is not None else ():
            if start > place:
                pieces.append(Segment(text[place:start], style))
            pieces.append(Segment(text[start:end], self._matched(style)))
            place = end
        if place < len(text):
            pieces.append(Segment(text[place:], style))
        return pieces
