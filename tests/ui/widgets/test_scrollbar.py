"""A scrollbar is drawn line by line by the program: it looks, and is clicked, as Textual composes it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.filter import LineFilter, Monochrome
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.widget import Widget

import stancer_tui.ui.private  # noqa: F401 - what is tested is a change of Textual's own class
from stancer_tui.ui.shell.line_filter import ControlFilter


class Scrolled(App[None]):
    """A list of many lines."""

    CSS = "ScrollView { overflow-y: scroll; scrollbar-size-vertical: 1; }"

    def compose(self) -> ComposeResult:
        yield ScrollView()

    def get_line_filters(self) -> list[LineFilter]:
        return [ControlFilter(), Monochrome()]


def same(bar: ScrollBar) -> bool:
    """Whether its lines, all or some of them, are what Textual makes: texts, styles, what a click does."""
    bar.refresh()
    width, height = bar.size
    parts = (Region(0, 0, width, height), Region(0, height - 1, width, 1))
    return all(bar.render_lines(part) == Widget.render_lines(bar, part) for part in parts)


@pytest.mark.parametrize("under_the_mouse", [False, True])
async def test_a_scrollbar_looks_as_textual_composes_it(under_the_mouse: bool) -> None:
    app = Scrolled()
    assert ScrollBar.render_lines is not Widget.render_lines
    async with app.run_test(size=(20, 16)):
        bar = app.query_one(ScrollView).vertical_scrollbar
        bar.mouse_over = under_the_mouse

        @given(st.integers(17, 1_000_000), st.floats(0, 1))
        @example(17, 1)
        @example(1_000_000, 1)
        def looks_the_same(lines: int, way: float) -> None:
            bar.window_virtual_size, bar.window_size = lines, 16
            bar.position = max(lines - 16, 0) * way
            assert same(bar)

        looks_the_same()


@pytest.mark.parametrize("under_the_mouse", [False, True])
async def test_a_scrollbar_is_not_seen_where_all_of_the_list_is(under_the_mouse: bool) -> None:
    app = Scrolled()
    async with app.run_test(size=(20, 16)):
        view = app.query_one(ScrollView)
        view.styles.background = "rgb(2,2,2)"
        bar = view.vertical_scrollbar
        bar.mouse_over = under_the_mouse
        for lines in (0, 1, 16):
            bar.window_virtual_size, bar.window_size = lines, 16
            drawn = [segment for line in bar.render_lines(Region(0, 0, 1, 16)) for segment in line]
            assert {(each.text, str(each.style).rpartition(" ")[2]) for each in drawn} == {(" ", "#020202")}


async def test_a_scrollbar_of_two_columns_or_one_that_lies_is_left_to_textual() -> None:
    app = Scrolled()
    async with app.run_test(size=(20, 16)) as pilot:
        view = app.query_one(ScrollView)
        view.styles.overflow_x, view.styles.width = "scroll", 3
        view.styles.scrollbar_size_vertical = view.styles.scrollbar_size_horizontal = 2
        await pilot.pause()
        standing, lying = view.vertical_scrollbar, view.horizontal_scrollbar
        assert (standing.size.width, lying.size.width) == (2, 1)
        for bar in (standing, lying):
            bar.window_virtual_size, bar.window_size = 40, 16
            assert same(bar)


async def test_more_lines_than_a_scrollbar_has_are_left_to_textual() -> None:
    app = Scrolled()
    async with app.run_test(size=(20, 16)):
        bar = app.query_one(ScrollView).vertical_scrollbar
        bar.window_virtual_size, bar.window_size = 40, 16
        taller = Region(0, 0, 1, bar.size.height + 2)
        drawn = bar.render_lines(taller)
        assert len(drawn) == taller.height
        assert drawn == Widget.render_lines(bar, taller)
