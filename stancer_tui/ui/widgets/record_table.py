"""One virtual list for every window of records: it draws only the rows that are on screen."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from stancer_tui.render.tones import Tone
from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.lists import TABLE
from stancer_tui.ui.widgets.private import LateComponents, WholeLines
from stancer_tui.ui.widgets.records import LineRecords, Records
from stancer_tui.ui.widgets.row_painter import Matches, RowPainter
from stancer_tui.ui.widgets.table_message import TableMessage

if TYPE_CHECKING:
    from stancer_tui.render.columns import Column
    from stancer_tui.ui.widgets.empty_state import EmptyState

_HEADER = 1

_SKELETON_AFTER = 0.1
"""Seconds in which rows may come before lines are drawn in their place: what is quick does not flicker."""


class RecordTable(ScrollView, WholeLines, LateComponents, can_focus=True):
    """Draws `Records` by `Column`s; the cursor stays on its record when rows arrive around it."""

    KEYS: ClassVar[tuple[Command, ...]] = TABLE
    BINDINGS: ClassVar[list[BindingType]] = bindings(TABLE)

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"record-table--{part}" for part in ("header", "cursor", "cursor-blurred", "cursor-muted")),
        *(f"record-table--{part}" for part in ("marked", "match", "fresh", "signs", "skeleton")),
        *(f"record-table--tone-{tone}" for tone in Tone),
    }

    DEFAULT_CSS = """
    RecordTable {
        height: 1fr;
        background: $background;
        color: $foreground;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        & > .record-table--header { color: $muted; text-style: bold; }
        & > .record-table--cursor { background: $block-cursor-blurred-background; text-style: bold; }
        & > .record-table--cursor-blurred { background: $surface; }
        & > .record-table--cursor-muted { color: $muted-on-cursor; }
        & > .record-table--marked { color: $accent; }
        & > .record-table--match { text-style: bold underline; }
        & > .record-table--fresh { color: $text-accent; text-style: bold; }
        & > .record-table--signs { color: $text-warning; }
        & > .record-table--skeleton { color: $surface-lighten-2; }
        & > .record-table--tone-success { color: $text-success; }
        & > .record-table--tone-warning { color: $text-warning; }
        & > .record-table--tone-error { color: $text-error; }
        & > .record-table--tone-muted { color: $muted; }
        & > .record-table--tone-accent { color: $text-accent; }
    }
    """

    cursor = reactive(0, repaint=False)
    loading_rows = reactive(False)
    """Whether rows are still expected: an empty list then shows skeleton rows instead of nothing."""

    class Highlighted(TableMessage):
        """The cursor stands on another record, or the record under it was replaced."""

    class Opened(TableMessage):
        """The agent asked for the record under the cursor."""

    class Marked(TableMessage):
        """The set of marked records changed."""

    def __init__(self, columns: "Sequence[Column[Any]]", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.marks: set[str] = set()
        self.fresh: set[str] = set()
        """Keys of records that arrived and that the cursor has not passed yet; the owner adds to it."""
        self.matched: frozenset[str] = frozenset()
        """Keys of the columns that are kept because a search matched in them."""
        self._others: tuple[Column[Any], ...] = ()
        self.matches: Matches | None = None
        """The parts of a cell (its column's key, its text) that stand out."""
        self.signs_of: Callable[[Any], str] | None = None
        """What the team knows of a record, in the cells that the painter keeps for it."""
        self.head_clicked: Callable[[str], object] = lambda _: None
        """Called with the key of the column whose name was clicked."""
        self.records: Records = LineRecords()
        """What is drawn now; `show` draws others."""
        self.expected: str | None = None
        """The key of the record that the cursor goes to when it is there, unless it was moved before."""
        self._cursor_key: str | None = None
        self._cursor_row: Any | None = None
        self._painted: dict[int, tuple[Any, ...]] = {}
        self._empty: EmptyState | None = None
        self._empty_lines: list[Strip] = []
        self.painter = RowPainter(
            lambda name: (
                self.get_component_rich_style(f"record-table--{name}", partial=True)
                if name
                else self.rich_style
            )
        )

    @property
    def current(self) -> Any | None:
        """The record under the cursor, or None when the list is empty."""
        return self.records.row(self.cursor) if 0 <= self.cursor < len(self.records) else None

    @property
    def on_screen(self) -> list[Any]:
        """The records that are on the screen."""
        top = self.scroll_offset.y
        bottom = min(top + max(self.size.height - _HEADER, 0), len(self.records))
        return [self.records.row(position) for position in range(top, bottom)]

    def show(self, records: Records, *, grown: bool = False, empty: "EmptyState | None" = None) -> None:
        """Draw `records`, or their lines that are others now; the cursor follows its record, on its line.

        Where there are none, `empty` says why in their place.
        """
        grown = grown and empty == self._empty
        self._empty, self._empty_lines = empty, []
        line = self.cursor - self.scroll_offset.y
        key = self._cursor_key
        if self.expected is not None and records.position_of(self.expected) is not None:
            key, self.expected = self.expected, None
        before = self._cursor_row
        self.records = records
        self._resize()
        position = records.position_of(key) if key is not None else None
        if position is None:
            position = min(self.cursor, max(len(records) - 1, 0))
        if position != self.cursor:
            self.set_reactive(RecordTable.cursor, position)
            self.scroll_to(y=max(position - line, 0), animate=False, force=True, immediate=True)
        self._remember()
        if not grown:
            self.refresh()
        for line in range(_HEADER, self.size.height) if grown else ():
            if self._painted.get(line) != _shown_at(self, line):
                self.refresh(Region(0, line, self.size.width, 1))
        if self._cursor_row != before:
            self.post_message(self.Highlighted(self, self._cursor_row))

    def use_columns(
        self,
        columns: "Sequence[Column[Any]]",
        *,
        others: "Sequence[Column[Any]]" = (),
        matched: frozenset[str] = frozenset(),
    ) -> None:
        """Draw by other columns (another zone, another moment, another choice).

        Those that are `matched`, of `others` too, stay on the screen before the rest.
        """
        first = not self.columns
        self.columns, self._others, self.matched = tuple(columns), tuple(others), matched
        self.painter.lay_out((*self.columns, *self._others), self.line_width, self.matched)
        if first and self.loading_rows and not len(self.records):
            self.set_timer(_SKELETON_AFTER, self.refresh)
        else:
            self.refresh()

    def move_to(self, key: str) -> bool:
        """Put the cursor on the record with this key; False when it is not in the list."""
        position = self.records.position_of(key)
        if position is None:
            return False
        self.cursor = position
        return True

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor inside the list."""
        return max(0, min(cursor, len(self.records) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two lines concerned and bring the cursor into view."""
        self.expected = None
        self._remember()
        self._pass(old, new)
        self.refresh_line(old)
        self.refresh_line(new)
        self._keep_in_view()
        self.post_message(self.Highlighted(self, self.current))

    def _pass(self, old: int, new: int) -> None:
        """The cursor went over records: those are new no longer."""
        for key in tuple(self.fresh):
            position = self.records.position_of(key)
            if position is not None and min(old, new) <= position <= max(old, new):
                self.fresh.discard(key)
                self.refresh_line(position)

    def refresh_line(self, y: int) -> None:
        """Repaint the line of record `y`."""
        line = y - self.scroll_offset.y + _HEADER
        if _HEADER <= line < self.size.height:
            self.refresh(Region(0, line, self.size.width, 1))

    def _remember(self) -> None:
        inside = self.cursor < len(self.records)
        self._cursor_key = self.records.key(self.cursor) if inside else None
        self._cursor_row = self.current

    def _keep_in_view(self) -> None:
        height = max(self.size.height - _HEADER, 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True, immediate=True)

    def _resize(self) -> None:
        size, room = Size(self.line_width, len(self.records) + _HEADER), self.scrollable_content_region.height
        overflows = 0 < room < size.height
        if overflows and self.styles.overflow_y != "scroll":
            self.styles.overflow_y = "scroll"  # for good: to come and go it would have the screen laid out
            self.virtual_size = size
            return
        # Only the scrollbar tells of it: nothing on the screen has to be laid out again.
        self.set_reactive(ScrollView.virtual_size, size)
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = size.height
        if self.scroll_offset.y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Choose the columns that fit; without any there is nothing to draw yet."""
        self.painter.lay_out((*self.columns, *self._others), self.line_width, self.matched)
        self._empty_lines = []
        self._resize()
        if self.columns:
            self._keep_in_view()
            self.refresh()

    @property
    def line_width(self) -> int:
        """Cells of a line, the scrollbar left out."""
        return self.scrollable_content_region.width

    def notify_style_update(self) -> None:
        """Forget resolved styles when the theme changes."""
        super().notify_style_update()
        self._empty_lines = []
        self.painter.forget_styles()

    def render_line(self, y: int) -> Strip:
        """Draw the header or one record."""
        painter, position = self.painter, y - _HEADER + self.scroll_offset.y
        if self._empty is not None:
            lines = self._empty_lines = self._empty_lines or self._empty.lines(self, self.line_width)
            return lines[y] if y < len(lines) else painter.blank()
        if y < _HEADER:
            return painter.header()
        self._painted[y] = _shown_at(self, y)
        if position >= len(self.records):
            expected = self.loading_rows and not len(self.records)
            return painter.skeleton() if expected else painter.blank()
        key, on_cursor = self.records.key(position), position == self.cursor
        cursor = ("cursor" if self.has_focus else "cursor-blurred") if on_cursor else None
        return painter.record(
            self.records.row(position),
            marked=key in self.marks,
            fresh=key in self.fresh,
            cursor=cursor,
            matches=self.matches,
            signs="" if self.signs_of is None else self.signs_of(self.records.row(position)),
        )

    def on_focus(self) -> None:
        """Show the cursor as the one that keys move, or as resting."""
        self.refresh_line(self.cursor)

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        """One click moves the cursor, a second opens; on the name of a column its owner is told."""
        if self._empty is not None:
            return
        position = event.y - _HEADER + self.scroll_offset.y
        if event.y < _HEADER:
            if (column := self.painter.column_at(event.x)) is not None:
                self.head_clicked(column)
            return
        if position >= len(self.records):
            return
        if position == self.cursor and event.chain > 1:
            self.action_open()
        else:
            self.cursor = position

    def action_move(self, rows: int) -> None:
        """Move the cursor by `rows`."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move the cursor by whole screens."""
        self.cursor += pages * max(self.size.height - _HEADER - 1, 1)

    def action_first(self) -> None:
        """Move the cursor to the first record."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move the cursor to the last record."""
        self.cursor = len(self.records) - 1

    def action_open(self) -> None:
        """Ask for the record under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self, self.current))

    def action_mark(self) -> None:
        """Mark or unmark the record under the cursor and step on."""
        if self._cursor_key is not None:
            self.marks ^= {self._cursor_key}
            self.refresh_line(self.cursor)
            self.post_message(self.Marked(self))
        self.cursor += 1


def _shown_at(table: RecordTable, line: int) -> tuple[Any, ...]:
    """What a line shows: the record, whether it has the cursor, and whether it is new."""
    place = line - _HEADER + table.scroll_offset.y
    if place >= len(table.records):
        return ()
    return table.records.row(place), place == table.cursor, table.records.key(place) in table.fresh
