"""Keys that arrive in one write reach the field that the first of them opens."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.refunds.form import RefundForm
from tests.ui.desks.refund_shop import Counter, counter, payment_id
from tests.ui.desks.stored_writer import keeper
from tests.ui.driving import demo, desk_app, screen_text, settled
from tests.ui.leaving import post
from tests.ui.terminal import terminal

BURSTS = {
    ":4253.14": "4253.14",
    "/pham": "pham",
    "jr12.50\r": "Refund 12.50 EUR",
    "ncZed Late\rzed@example.org\r": "zed@example.org",
}


@pytest.mark.parametrize("burst", BURSTS)
def test_a_burst_on_a_terminal_stands_in_the_field_it_opens(burst: str, tmp_path: Path) -> None:
    with terminal(tmp_path, "--demo", "--payments", "50", "--seed", "1") as desk:
        desk.see("EUR")
        desk.see("captured")
        desk.press(burst)
        desk.see(BURSTS[burst])
        desk.press("\x11")


async def test_an_amount_typed_before_the_form_is_there_replaces_the_one_it_begins_with(
    tmp_path: Path,
) -> None:
    async with counter(tmp_path) as at:
        await at.choose("captured")
        post(at.pilot, "r 1 2 full_stop 5 0 enter")
        await settled(at.pilot)
        await at.until("of payment")
        assert "Refund 12.50 EUR" in at.text
        assert at.wire.posts == 0


async def test_a_burst_never_answers_a_confirmation(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.choose("captured")
        post(at.pilot, "r 1 2 full_stop 5 0 enter tab enter enter enter y y")
        await settled(at.pilot)
        await at.until("of payment")
        assert at.wire.posts == 0


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        ("n c A n n a", "Anna"),
        ("colon a b c", "abc"),
        ("slash a b c", "abc"),
        ("d tab 2 0 2 6", "2026"),
        ("ctrl+p a b c", "abc"),
        ("7 slash a b c", "abc"),
    ],
)
async def test_what_follows_the_key_that_opens_a_field_is_typed_into_it(keys: str, typed: str) -> None:
    async with demo((100, 30)) as pilot:
        post(pilot, keys)
        await settled(pilot)
        assert typed in screen_text(desk_app(pilot))


async def test_what_follows_enter_in_a_form_is_typed_into_the_next_field(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.press("n", "c")
        post(at.counter.pilot, "Z e d enter z @ a enter + 3 3 tab i d")
        await settled(at.counter.pilot)
        typed = at.form.raws
        assert [typed[name] for name in ("name", "email", "mobile", "external_id")] == [
            "Zed",
            "z@a",
            "+33",
            "id",
        ]


async def test_a_burst_goes_to_a_payment_and_begins_its_refund(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        post(at.pilot, f"colon {' '.join(payment_id('captured'))} enter r 4 full_stop 5")
        await settled(at.pilot)
        assert isinstance(at.app.screen, RefundForm)
        assert at.app.screen.payment_id == payment_id("captured")
        assert at.app.screen.query_one("#amount", Input).value == "4.5"


async def typed_before_the_answer(at: Counter, keys: str) -> asyncio.Event:
    """Open the form of a payment and type on; what is answered lets the reading end."""
    await at.choose("captured")
    at.wire.reading = answer = asyncio.Event()
    post(at.pilot, keys)
    await at.until("Reading the payment")
    return answer


async def test_what_is_typed_while_the_payment_is_being_read_waits_for_the_field(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        answer = await typed_before_the_answer(at, "r 1 2 full_stop 5 0")
        await at.pilot.pause()
        answer.set()
        await at.until("Continue")
        await settled(at.pilot)
        assert at.app.screen.query_one("#amount", Input).value == "12.50"


async def test_what_is_typed_into_a_form_that_is_left_goes_nowhere_else(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        answer = await typed_before_the_answer(at, "r 4 5")
        await at.pilot.press("escape")
        answer.set()
        await settled(at.pilot)
        assert at.shows(PaymentsScreen)
        post(at.pilot, "4")
        await settled(at.pilot)
        assert not at.shows(PaymentsScreen)


async def test_keys_are_let_go_once_the_amount_has_the_focus_and_not_before(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        answer = await typed_before_the_answer(at, "r")
        form = at.app.screen
        assert isinstance(form, RefundForm)
        answer.set()
        async with asyncio.timeout(30):
            await form.ready.wait()
        assert form.focused is form.query_one("#amount", Input)
