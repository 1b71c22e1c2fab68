"""Marked rows that are not seen are named before anything acts on them."""

from textual.pilot import Pilot

from stancer_tui.ui.shell.unseen_marks import unseen_marks
from tests.ui.driving import NARROW, demo, payments, press, screen_text, type_text


def unseen(pilot: Pilot[int]) -> str:
    at = payments(pilot)
    return unseen_marks(at.table, at.rows, at.search.value).words


async def test_an_export_names_the_marks_that_the_search_hides_and_those_out_of_sight() -> None:
    async with demo(NARROW) as pilot:
        await press(pilot, "space", "G", "space")
        assert unseen(pilot) == "1 not on the screen"
        await press(pilot, "e")
        assert "2 payments, the marked ones, 1 not on the screen." in said(screen_text(pilot.app))
        await press(pilot, "escape", "slash")
        await type_text(pilot, "amount:..0.01")
        await press(pilot, "enter")
        assert "2 marked, 2 hidden by the search" in screen_text(pilot.app)
        assert unseen(pilot) == "2 hidden by the search"
        await press(pilot, "e")
        assert "2 payments, the marked ones, 2 hidden by the search." in said(screen_text(pilot.app))


async def test_marks_in_sight_are_not_called_unseen() -> None:
    async with demo(NARROW) as pilot:
        await press(pilot, "space", "space", "e")
        assert "2 payments, the marked ones." in said(screen_text(pilot.app))


def said(text: str) -> str:
    """The screen's words, frames and line breaks taken out."""
    return " ".join(word for word in text.split() if word.strip("│╭╮╰╯"))
