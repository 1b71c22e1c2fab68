"""Leaving the program while something is sent: the question says what would be known of each write."""

import asyncio
from pathlib import Path

import pytest

from stancer_tui.ui.shell.quit_warnings import QuitQuestion
from tests.ui.desks.payment_writer import till
from tests.ui.desks.stored_writer import ANNA, keeper

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
