"""An account check whose id Stancer gave and then does not know: said so, and not awaited any more."""

from dataclasses import replace
from pathlib import Path

from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.kinds import CHECK
from stancer_tui.sandbox.rows import Row
from tests.ui.checks.test_section import BORN, IBAN, NAME, Checker, checker
from tests.ui.driving import press

SIZE = (120, 30)


async def forgotten(at: Checker) -> Row:
    """Ask the bank, and let the sandbox forget the check; answers what it forgot."""
    await press(at.pilot, "6", "c")
    await at.fill(iban=IBAN, name=NAME, date_birth=BORN)
    await press(at.pilot, "ctrl+s", "escape")
    (pending,) = await at.desks.opened[Mode.TEST].pending_requests.history()
    assert pending.object_id is not None
    row: Row | None = at.desks.sandbox.store.row(False, CHECK, pending.object_id)
    assert row is not None
    at.desks.sandbox.store.delete(False, CHECK, pending.object_id)
    return row


async def test_a_check_that_is_not_found_waits_no_longer(tmp_path: Path) -> None:
    async with checker(tmp_path, size=SIZE) as at:
        await forgotten(at)
        await at.until("? not found")
        assert "waiting" not in at.text
        assert "so no answer is awaited" in at.told
    async with checker(tmp_path, size=SIZE) as at:
        await press(at.pilot, "6")
        assert "? not found" in at.text, "the next start knows it too"
        assert "does not know it (404, asked several times)" in at.text
        assert "waiting" not in at.text


async def test_one_that_is_found_after_all_is_believed(tmp_path: Path) -> None:
    async with checker(tmp_path, size=SIZE) as at:
        row = await forgotten(at)
        await at.until("? not found")
        at.desks.sandbox.store.add(False, [row])
        at.desks.clock.advance(60)
        await press(at.pilot, "enter")
        assert "The bank confirms the account and its holder." in at.text
        await press(at.pilot, "escape")
        assert "? not found" not in at.text


async def test_the_check_of_another_key_is_left_to_that_key(tmp_path: Path) -> None:
    async with checker(tmp_path, size=SIZE) as at:
        await forgotten(at)
        await at.until("? not found")
        desk = at.desks.opened[Mode.TEST]
        service, requests = desk.pending_requests, desk.ledger.requests
        (pending,) = await service.history()
        other = replace(pending, id="other", key_fingerprint="another", reason=None)
        await requests.put(other)
        await service.resume()
        await at.until("another key's")
        assert "waiting" not in at.text
        written = await requests.history(False)
        assert [each.waits for each in written if each.id == "other"] == [True], "its own key awaits it"
