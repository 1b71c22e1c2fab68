"""What an agent answers about a refund in the ledger: written whatever is closed, told where it fails."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Button, Input

from stancer_tui.models.mode import Mode
from stancer_tui.store.intent import Intent, State
from stancer_tui.ui.refunds.intent_dialog import IntentDialog
from tests.ui.desks.refund_shop import Counter, Loss, payment_id
from tests.ui.desks.team_shop import LedgerInHand, TeamCounter, team_counter
from tests.ui.driving import press, settled, until


def button(at: Counter, name: str) -> Button:
    return at.app.screen.query_one(f"#{name}", Button)


async def to_the_request(at: TeamCounter, monkeypatch: pytest.MonkeyPatch) -> tuple[Intent, LedgerInHand]:
    """Open what Nadia asked for; the ledger answers nothing from now on."""
    asked = await at.asked_by_nadia()
    await press(at.pilot, "3", "enter")
    assert at.shows(IntentDialog)
    at.app.screen.query_one("#why", Input).value = "Ask the shop first"
    ledger = at.the_ledger(monkeypatch)
    ledger.hold()
    return asked, ledger


async def stands(at: TeamCounter, intent: Intent) -> State:
    found = await at.team.nadia.get(intent.id)
    assert found is not None
    return found.state


async def to_the_decision(at: TeamCounter) -> tuple[Intent, str, str]:
    """A refund whose answer was lost, two that match it, and the question which of them it is."""
    at.wire.loss = Loss.BEFORE
    await at.send()
    await settled(at.pilot)
    at.wire.loss = None
    desk = at.desks.opened[Mode.TEST]
    first, second = [
        (await desk.client.refunds.create(payment_id("captured"), 1250, currency="eur")).id for _ in range(2)
    ]
    for name in ("check", "details"):
        at.clock.advance(1)
        button(at, name).press()
        await settled(at.pilot)
    assert at.shows(IntentDialog)
    *_earlier, intent = await desk.refunds.of_payments([payment_id("captured")])
    return intent, first, second


async def test_a_no_is_written_though_the_dialog_was_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path) as at:
        asked, ledger = await to_the_request(at, monkeypatch)
        button(at, "decline").press()
        await until(at.pilot, lambda: ledger.asked > 0)
        await at.pilot.press("escape")
        assert not at.shows(IntentDialog)
        ledger.release()
        await settled(at.pilot)
        assert await stands(at, asked) is State.DECLINED
        assert at.desks.made() == []


async def test_a_no_that_failed_after_the_dialog_was_closed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path) as at:
        asked, ledger = await to_the_request(at, monkeypatch)
        button(at, "decline").press()
        await until(at.pilot, lambda: ledger.asked > 0)
        await at.pilot.press("escape")
        ledger.calls = 0
        ledger.release()
        await at.says("It may still wait as before.")
        ledger.calls = None
        assert await stands(at, asked) is State.WAITING


async def test_a_no_that_failed_is_told_where_it_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path) as at:
        _asked, ledger = await to_the_request(at, monkeypatch)
        ledger.calls = 0
        ledger.release()
        button(at, "decline").press()
        await settled(at.pilot)
        assert "It may still wait as before." in at.text
        ledger.calls = None
        button(at, "decline").press()
        await settled(at.pilot)
        assert "Declined by a second agent: Ask the shop first" in at.text
        assert "It waits as before" not in at.text


async def test_a_request_that_was_withdrawn_meanwhile_says_so(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        asked = await at.asked_by_nadia()
        await press(at.pilot, "3", "enter")
        await at.team.nadia.approvals.withdraw(asked.id)
        await at.until("Withdrawn by who asked for it. No money moved.")
        assert not button(at, "decline").parent.parent.display  # type: ignore[union-attr] # it is mounted


async def test_an_open_dialog_shows_what_a_colleague_made_of_a_colleague_s_request(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        asked = await at.asked_by_nadia()
        await press(at.pilot, "3", "enter")
        karim = at.team.desk_of("karim")
        await karim.approvals.decline(asked.id, "Ask the shop first")
        outcome = at.app.screen.query_one("#outcome")
        said = "Declined by a second agent: Ask the shop first."
        await until(at.pilot, lambda: said in str(outcome.render()), seconds=15)


async def test_what_a_person_decides_is_written_though_the_dialog_was_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with team_counter(tmp_path) as at:
        intent, _first, second = await to_the_decision(at)
        ledger = at.the_ledger(monkeypatch)
        ledger.hold()
        button(at, "refund-1").press()
        await until(at.pilot, lambda: ledger.asked > 0)
        await at.pilot.press("escape")
        ledger.release()
        await settled(at.pilot)
        found = await at.team.nadia.get(intent.id)
        assert found is not None
        assert (found.state, found.refund_id) == (State.CONFIRMED, second)


async def test_a_refund_that_became_another_one_s_cannot_be_this_one(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        desk = at.desks.opened[Mode.TEST]
        intents = desk.ledger.intents
        asked = await at.asked_by_nadia(2100, name="rto_refund")
        earlier = replace(asked, id="0" * 32, payment=payment_id("captured"), state=State.NOT_FOUND)
        lost = replace(earlier, created_at=asked.created_at - timedelta(days=9))
        await intents.insert(lost, at=lost.created_at)
        intent, _first, second = await to_the_decision(at)
        found = replace(lost, state=State.CONFIRMED, refund_id=second)
        await intents.advance(lost, found, at=desk.now(), detail="found by a person")
        await settled(at.pilot)
        button(at, "refund-1").press()
        await settled(at.pilot)
        assert f"{second} belongs to another refund by now, so it cannot be this one." in at.text
        assert await stands(at, intent) is State.AMBIGUOUS
        button(at, "none").press()
        await settled(at.pilot)
        assert await stands(at, intent) is State.NOT_FOUND
