"""The list widget alone: what the cursor, the columns and the marks do, on rows of a test's own."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow
from stancer_tui.render.columns import payment_columns
from stancer_tui.render.search_text import search_text
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import View
from stancer_tui.ui.shell.themes import with_our_own
from stancer_tui.ui.widgets.empty_state import EmptyState
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.records import LineRecords
from tests.ui.driving import screen_strips
from tests.unit.rows import row

pytestmark = pytest.mark.painted

HEIGHT = 13
"""Of the terminal: a line of labels and twelve of records."""


class TableApp(App[None]):
    """Holds nothing but a table on an index."""

    CSS = "RecordTable { height: 1fr; }"

    def __init__(self, rows: list[ListedPayment]) -> None:
        super().__init__()
        self.index = PaymentIndex(search_text)
        self.index.add(rows)
        self.view = View(self.index)
        self.opened: list[Any] = []

    def get_css_variables(self) -> dict[str, str]:
        return with_our_own(super().get_css_variables())

    def compose(self) -> ComposeResult:
        yield RecordTable(payment_columns(UTC, lambda: datetime(2026, 11, 21, 17, 0, tzinfo=UTC)))

    def on_mount(self) -> None:
        self.table.show(self.view)
        self.table.focus()

    def on_record_table_opened(self, event: RecordTable.Opened) -> None:
        self.opened.append(event.row)

    @property
    def table(self) -> RecordTable:
        """The table."""
        return self.query_one(RecordTable)

    async def add(self, pilot: Pilot[None], *rows: ListedPayment) -> None:
        """Let rows arrive."""
        self.index.add(rows)
        self.table.show(self.view)
        await pilot.pause()

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        return ["".join(segment.text for segment in strip) for strip in screen_strips(self)]

    @property
    def current(self) -> PaymentRow:
        """The payment under the cursor."""
        row = self.table.current
        assert isinstance(row, PaymentRow)
        return row

    @property
    def records(self) -> list[str]:
        """The lines of records, without the scrollbar."""
        return [line[: self.table.line_width] for line in self.lines[1:]]

    @property
    def marked(self) -> list[str]:
        """The order numbers of the marked records on the screen."""
        return [line.split()[-1] for line in self.records if line[1] == "•"]

    @property
    def cursor_line(self) -> int:
        """The line of the screen on which the cursor is drawn."""
        (line,) = [number for number, text in enumerate(self.lines) if text.startswith("›")]
        return line


@asynccontextmanager
async def listing(*rows: ListedPayment, width: int = 80) -> AsyncIterator[tuple[TableApp, Pilot[None]]]:
    """A table of `rows` on a screen of its own."""
    app = TableApp(list(rows))
    async with app.run_test(size=(width, HEIGHT)) as pilot:
        await pilot.pause()
        yield app, pilot


def many(start: int, count: int) -> list[ListedPayment]:
    """Payments a second apart; the highest number is the newest."""
    return [row(number, order_id=f"order{number}") for number in range(start, start + count)]


async def test_the_cursor_stays_on_its_record_and_its_line_when_newer_rows_arrive() -> None:
    async with listing(*many(0, 60)) as (app, pilot):
        await pilot.press("pagedown", "pagedown", "k", "k", "k")
        record, line = app.current, app.cursor_line
        assert app.table.scroll_offset.y > 0
        await app.add(pilot, *many(100, 7))
        assert app.current == record
        assert app.cursor_line == line
        assert str(record.order_id) in app.lines[line]


async def test_at_the_top_the_cursor_keeps_its_record_too() -> None:
    async with listing(*many(0, 60)) as (app, pilot):
        await pilot.press("j")
        record = app.current
        await app.add(pilot, *many(100, 3))
        assert app.current == record
        assert str(record.order_id) in app.lines[app.cursor_line]


async def test_rows_that_arrive_below_move_nothing() -> None:
    async with listing(*many(100, 60)) as (app, pilot):
        await pilot.press("pagedown")
        before = app.records
        await app.add(pilot, *many(0, 30))
        assert app.records == before


async def test_a_record_that_a_search_hides_gives_the_cursor_to_its_neighbour() -> None:
    async with listing(*many(0, 30)) as (app, pilot):
        await pilot.press("G")
        app.view.search("order2")
        app.table.show(app.view)
        await pilot.pause()
        assert app.current is app.view.row(len(app.view) - 1)
        app.view.search("nothing of the kind")
        app.table.show(app.view)
        await pilot.pause()
        assert app.table.current is None
        await pilot.press("j", "G", "space", "enter")
        assert not app.opened


async def test_keys_move_by_rows_screens_and_to_both_ends() -> None:
    async with listing(*many(0, 60)) as (app, pilot):
        seen = []
        for key in ("j", "down", "k", "pagedown", "ctrl+f", "pageup", "ctrl+b", "G", "j", "g", "k"):
            await pilot.press(key)
            seen.append(app.table.cursor)
        page = seen[3] - seen[2]
        assert page == HEIGHT - 2, "one line of the screen before stays in sight"
        assert seen == [1, 2, 1, 1 + page, 1 + 2 * page, 1 + page, 1, 59, 59, 0, 0]


async def test_the_last_row_is_drawn_and_opens() -> None:
    async with listing(*many(0, 60)) as (app, pilot):
        await pilot.press("G", "enter")
        assert app.cursor_line == HEIGHT - 1
        assert "order0 " in app.lines[-1]
        assert [record.order_id for record in app.opened] == ["order0"]


async def test_space_marks_and_steps_on_and_a_mark_stays_with_its_record() -> None:
    async with listing(*many(0, 20)) as (app, pilot):
        await pilot.press("space", "space", "j", "space")
        marked = app.marked
        assert len(marked) == len(app.table.marks) == 3
        await app.add(pilot, *many(100, 2))
        assert app.marked == marked
        await pilot.press("k", "space")
        assert len(app.table.marks) == 2, "space takes a mark off again"


async def test_columns_go_by_priority_where_the_terminal_is_narrow() -> None:
    labels: list[set[str]] = []
    async with listing(*many(0, 3), width=170) as (app, pilot):
        for width in (170, 120, 100, 80, 60, 40):
            await pilot.resize_terminal(width, HEIGHT)
            await pilot.pause()
            labels.append(set(app.lines[0].split()))
            assert "30.21 EUR" in app.lines[1]
    assert {"Country", "Description", "Customer", "Order", "Code", "Method"} <= labels[0]
    assert {"Created", "Amount", "Status", "Method", "Code"} <= labels[3]
    assert labels[-1] == {"Amount", "Status"}
    for wider, narrower in itertools.pairwise(labels):
        assert narrower < wider or narrower == wider


async def test_nothing_is_drawn_under_the_scrollbar() -> None:
    wide = [row(number, order_id="9" * 60, card={"country": "FR"}) for number in range(40)]
    async with listing(*wide, width=170) as (app, pilot):
        for width in (170, 140, 100, 80):
            await pilot.resize_terminal(width, HEIGHT)
            await pilot.pause()
            bar = app.table.vertical_scrollbar.region
            assert bar.x == width - bar.width
            for line in range(HEIGHT):
                drawn = app.table.render_line(line)
                assert drawn.cell_length <= bar.x, f"line {line} at {width}"


async def test_an_unreadable_row_is_seen_with_its_reason() -> None:
    bad = UnreadableRow("paym_bad", "the amount is not a whole number", created=1_795_290_000)
    nameless = UnreadableRow(None, "the item is not an object")
    async with listing(bad, nameless, *many(0, 3), width=160) as (app, _pilot):
        assert "unreadable" in app.lines[1]
        assert "the amount is not a whole" in app.lines[1]
        assert "paym_bad" in app.lines[1]
        assert "unreadable" in app.lines[5]


async def test_wide_joined_and_combining_characters_keep_the_columns_aligned() -> None:
    names = ["Ana", "山田太郎" * 5, "Zoe\u0308 e\u0301" * 6, "👩\u200d💻 x" * 6, "ก็" * 12, "🇫🇷" * 9]
    rows = [
        row(number, customer={"id": "cust_x", "name": name}, description="END", order_id=name)
        for number, name in enumerate(names)
    ]
    async with listing(*rows, width=150) as (app, _pilot):
        head = app.lines[0].index("Description")
        for line in app.lines[1 : 1 + len(names)]:
            assert cell_len(line[: line.index("END")]) == head
            assert cell_len(line) == 150


async def test_an_empty_list_shows_skeleton_rows_only_while_rows_are_expected() -> None:
    async with listing() as (app, pilot):
        assert app.lines[1].strip() == ""
        app.table.loading_rows = True
        await pilot.pause()
        assert "──" in app.lines[1]
        await app.add(pilot, *many(0, 1))
        assert "30.21 EUR" in app.lines[1]
        assert app.lines[2].strip() == ""


async def test_words_stand_in_place_of_the_labels_and_the_rows() -> None:
    none = EmptyState("Nothing here.", "one two three four five six seven eight nine ten")
    async with listing(*many(0, 3)) as (app, pilot):
        labels = app.lines[0]
        app.table.show(LineRecords(), empty=none)
        await pilot.pause()
        shown = [line.strip() for line in app.lines]
        assert shown[:4] == ["", "○ Nothing here.", "", none.advice]
        assert not any(shown[4:])
        app.table.show(app.view)
        await pilot.pause()
        assert app.lines[0] == labels
        assert "order2" in app.lines[1]


async def test_a_failure_is_told_from_an_empty_list_and_says_its_detail() -> None:
    async with listing() as (app, pilot):
        app.table.show(LineRecords(), empty=EmptyState("It failed.", "Try again.", "no route"))
        await pilot.pause()
        assert [line.strip() for line in app.lines if line.strip()] == [
            "! It failed.",
            "no route",
            "Try again.",
        ]


async def test_words_in_place_of_rows_are_broken_anew_where_the_list_is_another_width() -> None:
    none = EmptyState("Nothing here.", "one two three four five six seven eight nine ten")
    async with listing() as (app, pilot):
        app.table.show(LineRecords(), empty=none)
        await pilot.resize_terminal(40, HEIGHT)
        await pilot.pause()
        shown = " ".join(line.strip() for line in app.lines)
        assert none.advice in shown
        assert none.advice not in app.lines[3]


async def test_a_click_on_words_in_place_of_rows_sorts_nothing() -> None:
    clicked: list[str] = []
    async with listing(*many(0, 3)) as (app, pilot):
        app.table.head_clicked = clicked.append
        app.table.show(LineRecords(), empty=EmptyState("Nothing here.", "Try again."))
        await pilot.click(RecordTable, offset=(4, 0))
        assert not clicked
        app.table.show(app.view)
        await pilot.click(RecordTable, offset=(4, 0))
        assert clicked == ["created"]


async def test_other_words_are_drawn_although_the_list_has_only_grown() -> None:
    async with listing() as (app, pilot):
        app.table.show(LineRecords(), empty=EmptyState("Looking further back.", "3 payments read so far"))
        await pilot.pause()
        app.table.show(LineRecords(), empty=EmptyState("Nothing here.", "Try again."), grown=True)
        await pilot.pause()
        assert "Nothing here." in app.lines[1]


async def test_a_click_moves_the_cursor_and_a_second_one_opens() -> None:
    async with listing(*many(0, 20)) as (app, pilot):
        await pilot.click(RecordTable, offset=(5, 4))
        assert app.table.cursor == 3
        assert app.opened == []
        await pilot.click(RecordTable, offset=(5, 4), times=2)
        assert len(app.opened) == 1
        await pilot.click(RecordTable, offset=(5, 0))
        assert app.table.cursor == 3, "the line of labels is no record"


async def test_the_list_moves_by_no_more_lines_than_the_cursor_needs() -> None:
    shown = HEIGHT - 1
    async with listing(*many(0, 40)) as (app, pilot):
        whole = [line[1:] for line in app.records]
        await pilot.press(*["down"] * (shown - 1))
        assert (app.cursor_line, [line[1:] for line in app.records]) == (shown, whole)
        await pilot.press("down")
        assert (app.cursor_line, [line[1:] for line in app.records[:-1]]) == (shown, whole[1:])
        await pilot.press(*["up"] * (shown - 1))
        assert (app.cursor_line, app.records[0][1:]) == (1, whole[1])
        await pilot.press("up")
        assert (app.cursor_line, [line[1:] for line in app.records]) == (1, whole)


def scrollbar(app: TableApp) -> list[str]:
    """What is painted in the column in which the scrollbar stands."""
    cells = [strip.crop(strip.cell_length - 1) for strip in screen_strips(app)]
    return [f"{segment.text}{segment.style}" for strip in cells for segment in strip]


async def test_the_scrollbar_tells_how_long_the_list_is_and_nothing_where_all_of_it_is_seen() -> None:
    async with listing(*many(0, 400)) as (app, pilot):
        seen = []
        for typed in ("", "order39", "order3", "order", "order399", "order1"):
            app.view.search(typed)
            app.table.show(app.view)
            await pilot.pause()
            seen.append(scrollbar(app))
            app.table.vertical_scrollbar.refresh()
            await pilot.pause()
            assert scrollbar(app) == seen[-1], "what was painted is what there is to paint"
        blank = {line for line in seen[1] if line == seen[1][-1]}
        assert [len(set(each)) == 1 for each in seen] == [False, True, False, False, True, False]
        assert set(seen[4]) == blank
        assert blank.pop().endswith(f"{app.table.rich_style.background_style}"), "as the list beside it"
        assert seen[0] == seen[3]
        assert seen[2] != seen[0], "a shorter list has a longer thumb"
