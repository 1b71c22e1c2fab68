"""Every list in a dialog moves with j and k, as the lists of the sections do."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from stancer_tui.ui.shell.raw_json import JsonTree
from tests.ui.driving import demo, press, screen_text

LISTS = {
    "dates": ("d",),
    "columns": ("C",),
    "sort": ("S",),
    "copy": ("y",),
    "test data": ("n", "c", "f2", "tab"),
}
"""The keys that lead to each, from the list of payments."""


def place(pilot: Pilot[int]) -> int | None:
    return pilot.app.screen.query_one(OptionList).highlighted


@pytest.mark.parametrize("keys", LISTS.values(), ids=LISTS)
async def test_j_and_k_move_in_the_list(keys: tuple[str, ...]) -> None:
    async with demo() as pilot:
        await press(pilot, *keys)
        begin = place(pilot)
        assert begin is not None
        await press(pilot, "j")
        assert place(pilot) == begin + 1
        await press(pilot, "k")
        assert place(pilot) == begin


async def test_the_dates_reached_with_j_are_loaded() -> None:
    async with demo() as pilot:
        await press(pilot, "d", "j", "j", "enter")
        assert "Payments · last 30 days" in screen_text(pilot.app)


async def test_a_field_beside_the_list_takes_j_as_a_letter() -> None:
    async with demo() as pilot:
        await press(pilot, "d", "tab", "j")
        assert place(pilot) == 0
        assert pilot.app.screen.query_one("#since", Input).value == "j"


async def test_the_key_of_an_entry_comes_before_k() -> None:
    async with demo() as pilot:
        await press(pilot, "n", "k")
        assert "Account check · TEST" in screen_text(pilot.app)


async def test_j_and_k_move_in_an_answer_as_received() -> None:
    async with demo() as pilot:
        await press(pilot, "enter", "v", "j", "j", "k")
        assert pilot.app.screen.query_one(JsonTree).cursor_line == 1
