"""Leaving the program while something is sent: the question says what would be known of each write."""

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from stancer_tui.ui.shell.quit_warnings import Leaving, QuitQuestion
from tests.ui.desks.payment_writer import till
from tests.ui.desks.stored_writer import ANNA, keeper
from tests.ui.desks.ticket_shop import agent
from tests.ui.driving import press, screen_text, type_text

IBAN = "FR14 2004 1010 0505 0001 3M02 606"

CREATED: dict[str, tuple[str, dict[str, str], str]] = {
    "payment": ("p", {"amount": "12.50"}, "a start within 24 hours looks for it and tells you"),
    "check": (
        "k",
        {"iban": IBAN, "name": "Pierre Martin", "date_birth": "1978-09-09"},
        "the next start lists it in Checks with its outcome unknown",
    ),
    "customer": ("c", {"name": "Anna Roux", "email": "anna@example.org"}, "nothing here will tell you"),
}


@pytest.mark.parametrize("case", CREATED)
async def test_what_is_true_of_a_creation_is_said(tmp_path: Path, case: str) -> None:
    key, fields, words = CREATED[case]
    async with keeper(tmp_path) as at:
        await at.press("n", key)
        await at.fill(**fields)
        at.counter.wire.held = asyncio.Event()
        await at.key("ctrl+s")
        await at.key("ctrl+q")
        assert isinstance(at.top, QuitQuestion)
        assert words in at.text
        assert ("nothing here will tell you" in at.text) == (case == "customer")
        at.counter.wire.held.set()
        await at.press("enter")
        assert not isinstance(at.top, QuitQuestion), "the harmless answer has the focus"


async def test_without_a_journal_nothing_is_promised(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"")
    async with keeper(tmp_path) as at:
        await at.press("n", "p")
        await at.fill(amount="12.50")
        at.counter.wire.held = asyncio.Event()
        await at.key("ctrl+s")
        await at.key("ctrl+q")
        assert "the journal cannot be used, so nothing here will tell you" in at.text
        assert "looks for it" not in at.text
        at.counter.wire.held.set()
        await at.press("enter")


async def test_a_change_is_shown_by_the_object_itself(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(ANNA)
        await at.press("m")
        await at.fill(name="Anna Blanc")
        at.counter.wire.held = asyncio.Event()
        await at.key("ctrl+s")
        await at.key("ctrl+q")
        assert "the object itself shows it" in at.text
        at.counter.wire.held.set()
        await at.press("enter")


async def test_each_kind_of_write_in_flight_is_told_once(tmp_path: Path) -> None:
    async with till(tmp_path) as at:
        await at.counter.to_confirm("12.50")
        at.counter.wire.held = asyncio.Event()
        await at.key("tab", "enter")
        await at.key("escape")
        await at.key("n", "l")
        await at.fill(amount="30")
        await at.key("ctrl+s")
        await at.key("escape")
        await at.key("ctrl+q")
        assert isinstance(at.counter.app.screen, QuitQuestion)
        assert "A refund is being sent" in at.text
        assert "Answers have not come yet" in at.text
        assert at.text.count("The refund may have been made: the next start finds out") == 1
        assert "a start within 24 hours looks for it" in at.text
        at.counter.wire.held.set()
        await at.press("enter")


async def test_a_form_that_holds_what_was_typed_is_not_left_without_a_question(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.press("n", "c")
        await at.fill(name="Anna Roux")
        await at.press("ctrl+q")
        assert "Leave, and lose what you typed?" in at.text
        assert "None of it was sent." in at.text
        await at.press("enter")
        assert at.form.raws["name"] == "Anna Roux", "the harmless answer has the focus"
        await at.press("ctrl+q", "tab")
        await at.key("enter")
        assert at.counter.app.return_code == 0


def words(pilot: Pilot[int]) -> str:
    return " ".join(word for word in screen_text(pilot.app).split() if word.strip("│╭╮╰╯┃"))


async def test_what_is_watched_ends_and_is_named(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "W", "j", "W")
        at.pilot.app.clear_notifications()
        await press(at.pilot, "q")
        assert "2 watches end: nothing tells you when they change." in words(at.pilot)
        assert "being sent" not in words(at.pilot)
        await press(at.pilot, "enter")
        assert "watches end" not in words(at.pilot), "the harmless answer has the focus"
        await press(at.pilot, "w", "W", "escape", "q")
        assert "1 watch ends: nothing tells you when it changes." in words(at.pilot)
        await press(at.pilot, "tab")
        await at.pilot.press("enter")
        assert at.pilot.app.return_code == 0


async def test_what_was_typed_is_asked_about_after_what_is_watched(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "W", "n", "c")
        await type_text(at.pilot, "Anna Roux")
        await press(at.pilot, "ctrl+q")
        assert "1 watch ends" in words(at.pilot)
        await press(at.pilot, "tab", "enter")
        assert "Leave, and lose what you typed?" in words(at.pilot)
        assert at.pilot.app.is_running


async def test_where_nothing_ends_nothing_is_asked(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await at.pilot.press("q")
        assert at.pilot.app.return_code == 0


def test_each_thing_that_ends_or_goes_on_has_its_sentence() -> None:
    leaving = Leaving((), 1, 1, 1200, "⚠ 1 refund unresolved")
    assert leaving.loses
    assert leaving.text == (
        "1 watch ends: nothing tells you when it changes. "
        "1 has changed and was not looked at: w lists what changed. "
        "Loading stops at 1,200 payments; the next start reads them again. "
        "⚠ 1 refund unresolved: the next start goes on with it."
    )


@pytest.mark.parametrize(
    "harmless", [Leaving(), Leaving(loading=12), Leaving(unresolved="1 refund unresolved")]
)
def test_what_the_next_start_brings_back_is_no_loss(harmless: Leaving) -> None:
    assert not harmless.loses
