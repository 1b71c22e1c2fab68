"""One press, one POST: whatever the agent's fingers do, and whatever is closed meanwhile."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Button

from stancer_tui.models.mode import Mode
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.refunds.confirmation import ConfirmRefund
from stancer_tui.ui.refunds.form import RefundForm
from stancer_tui.ui.shell.quit_warnings import QuitQuestion
from tests.ui.desks.refund_shop import PART_REFUNDED, Counter, counter
from tests.ui.driving import notices, press, settled


async def in_flight(at: Counter) -> None:
    """Send a refund whose answer does not come yet."""
    at.wire.held = asyncio.Event()
    await at.send()
    await at.until("Sent, waiting for Stancer's answer.")


async def answer(at: Counter) -> None:
    """Let the answer come."""
    assert at.wire.held is not None
    at.wire.held.set()
    await settled(at.pilot)


@pytest.mark.parametrize("after", [0, 0.05, 0.25, 1])
async def test_enter_after_the_question_opened_never_sends(tmp_path: Path, after: float) -> None:
    async with counter(tmp_path) as at:
        await at.open_form()
        await press(at.pilot, "enter")
        at.clock.advance(after)
        await press(at.pilot, "enter")
        assert at.wire.posts == 0
        assert at.shows(RefundForm if after >= 1 else ConfirmRefund)


@pytest.mark.parametrize(("after", "posts"), [(0, 0), (0.05, 0), (0.25, 0), (1, 1)])
async def test_a_quick_tab_and_enter_are_not_read_as_a_yes(tmp_path: Path, after: float, posts: int) -> None:
    async with counter(tmp_path) as at:
        await at.open_form()
        await press(at.pilot, "enter")
        at.clock.advance(after)
        await press(at.pilot, "tab", "enter")
        assert at.wire.posts == posts


async def test_enter_held_down_on_the_refund_button_sends_once_and_leaves_the_outcome(
    tmp_path: Path,
) -> None:
    async with counter(tmp_path) as at:
        await at.to_confirm()
        await at.pilot.press("tab", *["enter"] * 8)
        await settled(at.pilot)
        await press(at.pilot, "enter")
        assert at.wire.posts == 1
        assert at.shows(RefundForm), "the outcome was not closed before it was read"
        assert "Refund made (refd_" in at.text
        at.clock.advance(1)
        while at.app.screen.query("Button.-active"):  # a button drawn as pressed takes no key
            await at.pilot.pause(0.05)
        await press(at.pilot, "enter")
        assert at.shows(PaymentsScreen)


async def test_enter_held_down_from_the_amount_sends_nothing(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.open_form()
        for _ in range(6):
            await at.pilot.press("enter", "enter")
            at.clock.advance(0.3)
        await settled(at.pilot)
        assert at.wire.posts == 0


async def test_keys_in_flight_send_nothing_more(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await in_flight(at)
        await at.pilot.press("enter", "tab", "enter", "space", "enter", "r", "enter", "ctrl+t")
        assert at.shows(RefundForm)
        assert at.app.parts.places.mode is Mode.TEST
        await answer(at)
        assert at.wire.posts == 1
        assert "Refund made (refd_" in at.text


async def test_escape_in_flight_closes_the_form_and_a_notice_tells_the_outcome(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await in_flight(at)
        await at.pilot.press("escape")
        await at.pilot.pause()
        assert at.shows(PaymentsScreen)
        assert "⚠ 1 refund being sent" in at.text
        await answer(at)
        (made,) = at.desks.made()
        assert notices(at.app) == [f"Refund of captured\nRefund made ({made['id']})."]
        assert "⚠" not in at.text
        assert PART_REFUNDED in at.text, "the row was read again"
        assert at.wire.posts == 1
        await press(at.pilot, "3")
        assert made["id"][-12:] in at.text


async def test_escape_at_once_after_yes_still_sends_once_and_tells(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.to_confirm()
        at.app.screen.query_one("#send", Button).press()
        for _ in range(10_000):
            if at.shows(RefundForm):
                break
            await asyncio.sleep(0)
        form = at.app.screen
        assert isinstance(form, RefundForm)
        form.action_cancel()
        await settled(at.pilot)
        assert at.shows(PaymentsScreen)
        assert at.wire.posts == 1
        assert [each.splitlines()[0] for each in notices(at.app)] == ["Refund of captured"]


async def test_a_second_form_while_the_first_refund_is_in_flight_sends_nothing(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await in_flight(at)
        await at.pilot.press("escape", "r")
        await at.until("A refund of this payment is already in progress. Its outcome comes first.")
        await answer(at)
        assert at.wire.posts == 1


async def test_the_other_mode_meanwhile_changes_nothing(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.app.parts.mode_switch.live_agreed = True
        await in_flight(at)
        await at.pilot.press("escape", "ctrl+t")
        await at.until("LIVE")
        await at.until("⚠ 1 refund being sent")
        await answer(at)
        (made,) = at.desks.made()
        assert notices(at.app) == [f"Refund of captured\nRefund made ({made['id']})."]
        assert at.desks.made(live=True) == []
        assert at.wire.posts == 1
        await press(at.pilot, "ctrl+t")
        assert PART_REFUNDED in at.text


async def test_leaving_the_payment_it_was_sent_from_changes_nothing(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.choose("captured")
        await press(at.pilot, "enter", "r")
        assert at.shows(RefundForm)
        at.wire.held = asyncio.Event()
        await press(at.pilot, "enter")
        at.clock.advance(1)
        await at.pilot.press("tab", "enter")
        await at.until("Sent, waiting for Stancer's answer.")
        await at.pilot.press("escape")
        await at.pilot.pause()
        assert at.shows(PaymentScreen)
        assert "! Refund of 50.00 EUR: Sent, waiting" in at.text, "said on the payment"
        await at.pilot.press("escape")
        await at.pilot.pause()
        await answer(at)
        assert at.wire.posts == 1
        assert len(notices(at.app)) == 1


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_in_flight_asks_and_waiting_is_the_default(tmp_path: Path, key: str) -> None:
    async with counter(tmp_path) as at:
        await in_flight(at)
        if key == "q":
            await at.pilot.press("escape")
        await at.pilot.press(key, key)
        await at.pilot.pause()
        assert at.shows(QuitQuestion)
        await at.pilot.press("enter")
        await at.pilot.pause()
        assert not at.shows(QuitQuestion), "the harmless answer has the focus"
        await answer(at)
        assert at.app.is_running
        assert at.wire.posts == 1


async def test_leaving_all_the_same_leaves_it_to_the_next_start(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await in_flight(at)
        await at.pilot.press("ctrl+q")
        await at.pilot.pause()
        await at.pilot.press("tab", "enter")
        await at.pilot.pause()
        assert at.app.return_value == 0
    async with counter(tmp_path) as at:
        assert "Earlier refunds · TEST" in at.text
        assert "12.50 EUR of paym_captured" in at.text
        assert "Outcome not known yet. Do not refund again." in at.text
        await press(at.pilot, "enter")
        assert "1 unresolved" in at.text
        assert "⚠ 1 refund unresolved" in at.text
        assert at.wire.posts == 0, "nothing is sent again"


async def test_leaving_without_a_refund_in_flight_asks_nothing(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.send()
        await settled(at.pilot)
        at.clock.advance(1)
        await press(at.pilot, "enter")
        await at.pilot.press("q")
        assert at.app.return_value == 0
