"""Refunds whose answer was lost: what the agent sees, until it is known what happened to the money."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Button

from stancer_tui.config import DemoOptions
from stancer_tui.desk import DemoDesks
from stancer_tui.models.mode import Mode
from stancer_tui.services.refunds import words
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.services.refunds.offer import Consent
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.refunds.confirmation import ConfirmRefund
from stancer_tui.ui.refunds.form import RefundForm
from stancer_tui.ui.refunds.intent_dialog import IntentDialog
from tests.ui.desks.refund_shop import PART_REFUNDED, QUICK, Counter, HandClock, Loss, counter, payment_id
from tests.ui.driving import NARROW, NOW, PARIS, notices, press, screen_text, settled

UNKNOWN = "Outcome not known yet. Do not refund again."
NO_TRACE = "No trace of the refund so far. It may still appear"


async def push(at: Counter, button: str) -> None:
    """Press a button of the dialog on top."""
    at.clock.advance(1)
    found = at.app.screen.query_one(f"#{button}", Button)
    assert found.display
    found.press()
    await settled(at.pilot)


async def by_a_colleague(at: Counter, amount: int) -> str:
    """A refund made elsewhere."""
    refunds = at.desks.opened[Mode.TEST].client.refunds
    return (await refunds.create(payment_id("captured"), amount, currency="eur")).id


async def test_a_lost_answer_is_not_known_and_then_found(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.loss = Loss.AFTER
        await at.send()
        await at.until(UNKNOWN)
        assert "⚠ 1 refund unresolved" in at.text
        await push(at, "check")
        (made,) = at.desks.made()
        assert f"Found: the refund was made ({made['id']})" in at.text
        assert "37.50 EUR can still be refunded." in at.text
        assert "unresolved" not in at.text
        assert at.wire.posts == 1
        at.clock.advance(1)
        await press(at.pilot, "enter")
        assert at.shows(PaymentsScreen)
        assert PART_REFUNDED in at.text


async def test_it_is_found_without_a_key_and_told_though_the_form_is_closed(tmp_path: Path) -> None:
    async with counter(tmp_path, timing=Timing(PollSchedule((2,), window=120))) as at:
        at.wire.loss = Loss.AFTER
        await at.send()
        await at.until(f"{UNKNOWN} Checking…")
        await at.pilot.press("escape")
        await at.until("Found: the refund was made")
        await settled(at.pilot)
        assert len(notices(at.app)) == 1, "one notice an outcome"
        assert PART_REFUNDED in at.text
        assert at.wire.posts == 1


async def test_the_payment_and_section_3_say_that_it_is_not_known(tmp_path: Path) -> None:
    async with counter(tmp_path, size=NARROW) as at:
        at.wire.loss = Loss.BEFORE
        await at.send()
        await at.until(UNKNOWN)
        await press(at.pilot, "escape", "enter")
        assert f"! Refund of 12.50 EUR: {UNKNOWN}" in at.text
        await press(at.pilot, "escape", "3")
        assert "1 unresolved" in at.text
        assert "outcome unknown" in at.text
        assert UNKNOWN in at.text
        await press(at.pilot, "enter")
        assert at.shows(IntentDialog)
        at.wire.loss = None
        made = await by_a_colleague(at, 1250)  # the late commit: it cannot be told from this
        await press(at.pilot, "c")
        assert f"Found: the refund was made ({made})" in at.text


async def test_no_trace_may_be_refunded_again_with_a_consent_of_its_own(tmp_path: Path) -> None:
    async with counter(tmp_path, timing=QUICK, size=NARROW) as at:
        at.wire.loss = Loss.BEFORE
        await at.send()
        await at.until(NO_TRACE)
        assert "⚠ 1 refund unresolved" in at.text
        await push(at, "check")
        assert NO_TRACE in at.text
        at.wire.loss = None
        await push(at, "retry")
        assert words.consent(Consent.AGAIN) in at.text
        await press(at.pilot, "enter")
        assert "Tick the box below first" in at.text
        await press(at.pilot, "tab", "space", "tab", "enter")
        assert at.shows(ConfirmRefund)
        at.clock.advance(1)
        await press(at.pilot, "tab", "enter")
        (made,) = at.desks.made()
        assert f"Refund made ({made['id']})" in at.text
        assert at.wire.posts == 2, "each with its own confirmation"


async def test_one_that_appears_after_all_stops_the_second(tmp_path: Path) -> None:
    async with counter(tmp_path, timing=QUICK) as at:
        at.wire.loss = Loss.BEFORE
        await at.send()
        await at.until(NO_TRACE)
        at.wire.loss = None
        await push(at, "retry")
        await by_a_colleague(at, 1250)
        posts = at.wire.posts
        await press(at.pilot, "tab", "space", "tab", "enter")
        at.clock.advance(1)
        await press(at.pilot, "tab", "enter")
        assert "The payment changed since you looked. Nothing was sent." in at.text
        assert "An earlier refund of this payment was made after all: 12.50 EUR" in at.text
        assert at.wire.posts == posts
        await push(at, "retry")
        assert at.wire.posts == posts
        assert "Refund amount" in at.text, "a new decision can be made"


@pytest.mark.parametrize("ours", [True, False])
async def test_several_that_match_are_decided_by_a_person(tmp_path: Path, ours: bool) -> None:
    async with counter(tmp_path, size=NARROW) as at:
        at.wire.loss = Loss.BEFORE
        await at.send()
        await at.until(UNKNOWN)
        at.wire.loss = None
        first, second = await by_a_colleague(at, 1250), await by_a_colleague(at, 1250)
        await push(at, "check")
        assert "say which one is this one" in at.text
        await push(at, "details")
        assert at.shows(IntentDialog)
        assert f"It is {first}" in at.text
        assert f"It is {second}" in at.text
        await push(at, "refund-1" if ours else "none")
        assert (f"Found: the refund was made ({second})" if ours else NO_TRACE) in at.text
        await press(at.pilot, "escape")
        assert at.shows(RefundForm)
        assert (f"Found: the refund was made ({second})" if ours else NO_TRACE) in at.text
        assert ("unresolved" in at.text) is not ours
        if not ours:
            await push(at, "check")
            assert NO_TRACE in at.text, "what was decided stands"
            await push(at, "retry")
            assert words.consent(Consent.AGAIN) in at.text


async def test_the_next_start_says_what_is_unresolved_and_a_check_finds_it(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.loss = Loss.AFTER
        await at.send()
        await at.until(UNKNOWN)
    async with counter(tmp_path) as at:
        assert "Earlier refunds · TEST" in at.text
        assert "12.50 EUR of paym_captured" in at.text
        assert "⚠ 1 refund unresolved" in at.text
        await press(at.pilot, "enter", "enter")
        await push(at, "check")
        await at.until("Found: the refund was made")
        await press(at.pilot, "escape")
        assert "⚠" not in at.text
        assert at.wire.posts == 0
    async with counter(tmp_path) as at:
        assert at.shows(PaymentsScreen), "what is resolved is not brought up again"


async def test_the_next_start_finds_what_is_unresolved_by_itself(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.loss = Loss.AFTER
        await at.send()
        await at.until(UNKNOWN)
    async with counter(tmp_path, timing=Timing(PollSchedule((0.01,), window=120))) as at:
        asked = "Earlier refunds · TEST" in at.text  # or it was found before that could be asked
        await press(at.pilot, "enter" if asked else "3", "enter")
        await at.until("Found: the refund was made")
        assert at.wire.posts == 0


async def test_the_other_mode_is_named_in_the_badge(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.app.parts.mode_switch.live_agreed = True
        at.wire.loss = Loss.BEFORE
        await at.send()
        await at.until(UNKNOWN)
        await press(at.pilot, "escape", "ctrl+t")
        assert "⚠ 1 in test" in at.text


async def test_the_demo_can_lose_an_answer_and_finds_it(tmp_path: Path) -> None:
    desks, clock = DemoDesks(DemoOptions(now=NOW, payments=120, faults=("lose-answer",))), HandClock()
    app = StancerApp(desks, zone=PARIS, clock=clock)
    async with app.run_test(size=(100, 32), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"captured", "enter", "r", "enter")
        clock.advance(1)
        await pilot.press("tab", "enter")
        async with asyncio.timeout(60):
            while "Outcome not known yet" not in screen_text(app):
                await pilot.pause(0.01)
            while "Found: the refund was made" not in screen_text(app):
                await pilot.pause(0.01)


async def test_a_damaged_journal_turns_refunds_off_and_reading_goes_on(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"this is no journal" * 100)
    async with counter(tmp_path) as at:
        assert "Refunds are off" in at.text
        assert "⚠ refunds off" in at.text
        assert at.shows(PaymentsScreen)
        assert "15 of 15" in at.text
        await at.open_form()
        assert "Refunds are off: what is confirmed has to be written down before it is sent" in at.text
        assert "Why: " in at.text
        assert at.wire.posts == 0
        await press(at.pilot, "escape", "3")
        assert "! Refunds are off: " in at.text
        await press(at.pilot, "c", "f5", "enter")
        assert at.app.is_running
    assert (tmp_path / "journal.db").read_bytes().startswith(b"this is no journal"), "never recreated"


async def test_a_journal_that_works_again_turns_refunds_on_again(tmp_path: Path) -> None:
    (tmp_path / "journal.db").mkdir()
    async with counter(tmp_path) as at:
        await at.open_form()
        assert "Refunds are off: what is confirmed" in at.text
        (tmp_path / "journal.db").rmdir()
        at.clock.advance(1)
        await press(at.pilot, "tab", "enter")
        assert "Refund amount" in at.text
        assert "refunds off" not in at.text
        await press(at.pilot, "enter")
        at.clock.advance(1)
        await press(at.pilot, "tab", "enter")
        assert "Refund made (refd_" in at.text


async def test_a_journal_that_another_program_holds_stops_the_refund_before_it_is_sent(
    tmp_path: Path,
) -> None:
    async with counter(tmp_path) as at:
        await at.to_confirm()
        with closing(sqlite3.connect(tmp_path / "journal.db")) as other:
            other.execute("BEGIN EXCLUSIVE")
            await press(at.pilot, "tab", "enter")
            assert "another program holds the refund journal" in at.text
            assert "Nothing was sent, no money moved." in at.text
            assert at.wire.posts == 0
        at.clock.advance(1)
        await press(at.pilot, "enter")
        assert "Refund amount" in at.text, "read again"
