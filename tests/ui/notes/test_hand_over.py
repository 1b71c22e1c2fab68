"""The end of a shift that does not go smoothly: closed in the middle, the ledger away, somebody first."""

from pathlib import Path

import pytest

from stancer_tui.ui.notes.hand_over import HandOver
from tests.ui.desks.refund_shop import payment_id
from tests.ui.desks.team_shop import TeamCounter, team_counter
from tests.ui.driving import notices, press, settled, type_text, until

FIRST, SECOND = payment_id("captured"), payment_id("disputed")


async def to_the_question(at: TeamCounter, note: str = "") -> None:
    """Take two payments, and say to whom they go; the next enter gives them."""
    for each in (FIRST, SECOND):
        await at.claims.take(each)
    await settled(at.pilot)
    await press(at.pilot, "H", "right", "tab")
    await type_text(at.pilot, note)


async def nadias(at: TeamCounter) -> set[str]:
    """What is with Nadia, as her desk reads it."""
    hers = at.team.nadia_claims
    await hers.load()
    return {claim.object_id for claim in hers.mine()}


async def noted(at: TeamCounter, object_id: str) -> list[str]:
    return [note.text for note in await at.notes.read(object_id)]


async def test_what_is_given_goes_on_when_the_dialog_is_closed_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path) as at:
        await to_the_question(at, "Parcel found.")
        ledger = at.the_ledger(monkeypatch)
        ledger.hold()
        await at.pilot.press("enter")
        await until(at.pilot, lambda: ledger.asked == 1)
        assert "Handing over…" in at.text
        await at.pilot.press("escape")
        assert not at.shows(HandOver)
        await at.pilot.press("H")
        await at.says("being handed over")
        assert not at.shows(HandOver)
        ledger.release()
        await at.says("2 objects are with Nadia Perrin now.")
        assert await nadias(at) == {FIRST, SECOND}


async def test_enter_again_gives_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with team_counter(tmp_path) as at:
        await to_the_question(at, "Parcel found.")
        ledger = at.the_ledger(monkeypatch)
        ledger.hold()
        await at.pilot.press("enter", "enter")
        await until(at.pilot, lambda: ledger.asked == 1)
        await at.pilot.press("enter")
        ledger.release()
        await settled(at.pilot)
        assert await noted(at, FIRST) == await noted(at, SECOND) == ["Parcel found."]
        assert len([each for each in notices(at.app) if "are with Nadia Perrin now" in each]) == 1


async def test_a_failure_after_the_dialog_was_closed_is_told_in_a_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path) as at:
        await to_the_question(at)
        ledger = at.the_ledger(monkeypatch)
        ledger.hold()
        ledger.calls = 1
        await at.pilot.press("enter")
        await until(at.pilot, lambda: ledger.asked == 1)
        await at.pilot.press("escape")
        ledger.release()
        await at.says("1 object is with Nadia Perrin now. The rest may still be with you:")
        assert len(await nadias(at)) == 1


async def test_a_second_try_does_not_write_the_note_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path) as at:
        await to_the_question(at, "Parcel found.")
        ledger = at.the_ledger(monkeypatch)
        await at.notes.read(FIRST)
        ledger.calls = 0
        await press(at.pilot, "enter")
        assert "Perhaps nothing was handed over: the team's ledger cannot be reached." in at.text
        for calls in (2, 3):  # the note is written, but nothing is given
            ledger.calls = calls
            await press(at.pilot, "enter")
            assert at.shows(HandOver)
        ledger.calls = None
        await press(at.pilot, "enter")
        assert not at.shows(HandOver)
        assert await noted(at, FIRST) == await noted(at, SECOND) == ["Parcel found."]


async def test_what_a_colleague_took_meanwhile_is_theirs_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path) as at:
        karim = at.team.colleague("karim")
        await to_the_question(at)
        ledger = at.the_ledger(monkeypatch)
        ledger.hold()
        await at.pilot.press("enter")
        await until(at.pilot, lambda: ledger.asked == 1)
        await karim.take(FIRST)
        await karim.take(SECOND)
        ledger.release()
        await at.says(f"{FIRST} was not given: Karim Haddad works on it now.")
        await at.says(f"{SECOND} was not given: Karim Haddad works on it now.")
        assert await nadias(at) == set()
