"""Several refunds at once through the running program: reviewed, confirmed once, followed, gone on with."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.widgets import Button, Input

from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import payment_row
from stancer_tui.services.refunds.batch_plan import MOST
from stancer_tui.store.intent import RefundReason
from stancer_tui.ui.dialogs.money_question import MoneyQuestion
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.refunds.batch_dialog import BatchDialog
from stancer_tui.ui.refunds.batch_review import BatchReview
from stancer_tui.ui.refunds.batch_twins import twins
from stancer_tui.ui.shell.quit_warnings import QuitQuestion
from stancer_tui.ui.widgets.value_choice import ValueChoice
from tests.ui.desks.refund_shop import QUICK, Counter, Loss, counter, payment_id
from tests.ui.driving import NARROW, notices, press, screen_text, settled, type_text
from tests.ui.refunds.test_decision import BACK, sale, sold

THREE = ("captured", "rto_refund", "rfailed")
"""50.00, 30.00 and 50.00 EUR can be refunded of them."""


async def mark(at: Counter, names: Sequence[str] = THREE) -> None:
    """Mark payments of the shop."""
    for name in names:
        await at.choose(name)
        await press(at.pilot, "space")


async def review(at: Counter, names: Sequence[str] = THREE) -> BatchReview:
    """Open the review of several payments."""
    await mark(at, names)
    await press(at.pilot, "r")
    screen = at.app.screen
    assert isinstance(screen, BatchReview)
    return screen


async def to_confirm(at: Counter, names: Sequence[str] = THREE) -> None:
    """Review several payments of an incident and be asked; the deaf moment has passed."""
    screen = await review(at, names)
    screen.query_one("#reason", ValueChoice).value = RefundReason.INCIDENT
    screen.query_one("#continue", Button).press()
    await settled(at.pilot)
    assert at.shows(MoneyQuestion)
    at.clock.advance(1)


async def send(at: Counter, names: Sequence[str] = THREE) -> None:
    """Confirm several payments, without waiting for what comes of it."""
    await to_confirm(at, names)
    await at.pilot.press("tab", "enter")
    await at.pilot.pause()
    async with asyncio.timeout(15):
        while not at.shows(BatchDialog):
            await at.pilot.pause(0.01)


async def ended(at: Counter) -> None:
    """Wait until the batch sends no more."""
    batches = at.desks.opened[Mode.TEST].refund_batches
    async with asyncio.timeout(15):
        while batches.under_way:
            await at.pilot.pause(0.01)
    await settled(at.pilot)


def made(at: Counter, names: Sequence[str] = THREE) -> list[int]:
    """How much was refunded of each, in all."""
    return [sum(each["amount"] for each in at.desks.made(name)) for name in names]


async def test_several_marked_payments_are_reviewed_before_anything_is_sent(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await review(at, (*THREE, "disputed", "capture_sent", "refused"))
        assert "3 of 6 included · 130.00 EUR" in at.text
        assert "disputed: on its own only" in at.text
        assert "capture sent" in at.text
        assert "nothing taken" in at.text
        assert at.wire.posts == 0


async def test_what_is_left_out_says_why_in_full_where_the_cursor_is(tmp_path: Path) -> None:
    async with counter(tmp_path, size=NARROW) as at:
        await review(at, ("captured", "capture_sent"))
        await press(at.pilot, "down")
        assert "The capture is under way, and Stancer refunds only after it." in at.text


async def test_space_leaves_a_payment_out_and_takes_it_in_again(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await review(at)
        await press(at.pilot, "space")
        assert "2 of 3 included · 80.00 EUR" in at.text
        await press(at.pilot, "up", "space")
        assert "3 of 3 included · 130.00 EUR" in at.text


async def test_the_amount_of_one_payment_can_be_another(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await review(at)
        await press(at.pilot, "enter")
        await type_text(at.pilot, "99")
        await press(at.pilot, "enter")
        assert "At most 50.00 EUR can still be refunded." in at.text
        at.app.screen.query_one("#amount", Input).value = "12,50"
        await press(at.pilot, "enter")
        assert "3 of 3 included · 92.50 EUR" in at.text


async def test_marks_that_the_search_hides_are_named(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await mark(at)
        screen = at.app.screen
        assert isinstance(screen, PaymentsScreen)
        screen.search_for("captured refunded:no")
        await settled(at.pilot)
        await press(at.pilot, "r")
        assert at.shows(BatchReview)
        assert "hidden by the search" in at.text
        assert "3 of 3 included" in at.text


async def test_one_person_needs_no_incident_and_is_named(tmp_path: Path) -> None:
    shop = sold(sale("remi", 30), sale("again", 60 * 40))
    async with counter(tmp_path, sold=shop, size=NARROW) as at:
        screen = await review(at, ("remi", "again"))
        assert "2 of 2 included · 69.80 EUR · Rémi Pham" in at.text
        screen.query_one("#reason", ValueChoice).value = RefundReason.CUSTOMER_REQUEST
        screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        assert at.shows(MoneyQuestion)
        assert "To Rémi Pham" in at.text


async def test_likely_twins_are_warned_about_in_the_review_and_again_in_the_question(tmp_path: Path) -> None:
    back = BACK | {"id": "refd_" + "C" * 24, "amount": 990}
    shop = sold(
        sale("remi", 30),
        sale("twin", 31),
        sale("third", 60 * 40, amount=990),
        sale("fourth", 60 * 40 + 1, amount=990, order_id="AL-2611-01222", refunds=[back]),
    )
    async with counter(tmp_path, sold=shop) as at:
        screen = await review(at, ("remi", "twin", "third"))
        screen.query_one("#reason", ValueChoice).value = RefundReason.DUPLICATE
        assert "Its likely twin is in the batch too: refunding both gives back all that was paid." in at.text
        screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        assert at.shows(MoneyQuestion)
        assert at.text.count("its likely twin is in the batch too") >= 2
        assert "its likely twin AL-2611-01222 was refunded 9.90 EUR" in at.text


async def test_several_persons_need_the_reason_of_an_incident(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        screen = await review(at)
        screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        assert "Choose the reason" in at.text
        screen.query_one("#reason", ValueChoice).value = RefundReason.DUPLICATE
        screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        assert "several persons" in at.text
        assert not at.shows(MoneyQuestion)


async def test_the_confirmation_names_total_number_reason_ticket_and_every_payment(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        screen = await review(at)
        screen.query_one("#reason", ValueChoice).value = RefundReason.INCIDENT
        screen.query_one("#ticket", Input).value = "T-81"
        screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        for said in (
            "Refund 130.00 EUR · 3 payments, one after another",
            "To 3 persons",
            "Reason: one incident, several customers · ticket T-81",
            "30.00 EUR",
        ):
            assert said in at.text, said


async def test_one_confirmation_refunds_each_payment_once(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await send(at)
        await ended(at)
        assert "3 of 3 · 3 made" in at.text
        assert made(at) == [5000, 5000, 7000]
        assert at.wire.posts == 3
        assert notices(at.app) == [], "the dialog tells it"
        await press(at.pilot, "escape")
        screen = at.app.screen
        assert isinstance(screen, PaymentsScreen)
        assert not screen.table.marks, "what was refunded is not marked for something else"


async def test_a_key_pressed_too_early_sends_nothing(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await to_confirm(at)
        at.clock.time -= 1
        await press(at.pilot, "tab", "enter", "enter")
        assert at.shows(MoneyQuestion)
        assert at.wire.posts == 0


async def test_in_live_mode_the_total_is_typed_again(tmp_path: Path) -> None:
    async with counter(tmp_path, mode=Mode.LIVE) as at:
        await to_confirm(at)
        send_button = at.app.screen.query_one("#send", Button)
        assert send_button.disabled
        assert "Confirm · LIVE" in at.text
        assert "┏━ Confirm" in screen_text(at.app), "readable without colour"
        await type_text(at.pilot, "50.00")
        await press(at.pilot, "enter")
        assert "This is not the total above." in at.text
        assert send_button.disabled
        at.app.screen.query_one("#again", Input).value = "130,00"
        await settled(at.pilot)
        await press(at.pilot, "enter", "enter")
        async with asyncio.timeout(15):
            while at.desks.opened[Mode.LIVE].refund_batches.under_way or at.wire.posts < 3:
                await at.pilot.pause(0.01)
        assert sum(each["amount"] for each in at.desks.made(live=True)) == 5000


async def test_stop_lets_the_refund_in_flight_finish_and_sends_no_other(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.held = asyncio.Event()
        await send(at)
        await at.until("sent, no answer yet")
        await press_now(at, "x")
        assert "Stopping after the refund that is being sent" in at.text
        at.wire.held.set()
        await ended(at)
        assert "2 not sent: going on needs a new confirmation." in at.text
        assert at.wire.posts == 1
        assert "batch stopped at 1 of 3" in at.text


async def press_now(at: Counter, *keys: str) -> None:
    """Press keys while something is being sent: the program does not settle."""
    for key in keys:
        await at.pilot.press(key)
        await at.pilot.pause()


async def test_a_closed_dialog_stops_nothing_and_is_opened_again(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.held = asyncio.Event()
        await send(at)
        await at.until("sent, no answer yet")
        await press_now(at, "escape")
        assert at.shows(PaymentsScreen)
        assert "batch 1 of 3" in at.text
        await press_now(at, "B")
        assert at.shows(BatchDialog)
        await press_now(at, "escape")
        at.wire.held.set()
        await ended(at)
        assert notices(at.app) == ["Batch of refunds\n3 made."], "one notice for all of them"
        assert made(at) == [5000, 5000, 7000]


async def test_a_second_batch_waits_for_the_first(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.held = asyncio.Event()
        await send(at)
        await at.until("sent, no answer yet")
        await press_now(at, "escape")
        screen = at.app.screen
        assert isinstance(screen, PaymentsScreen)
        screen.table.marks |= {payment_id("captured"), payment_id("rfailed")}
        await press_now(at, "r")
        assert at.shows(BatchDialog), "the one that is under way is shown"
        at.wire.held.set()
        await ended(at)
        assert at.wire.posts == 3


async def test_leaving_the_program_says_what_becomes_of_the_batch(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.held = asyncio.Event()
        await send(at)
        await at.until("sent, no answer yet")
        await press_now(at, "escape", "q")
        assert at.shows(QuitQuestion)
        assert "What the batch has not sent yet stays unsent" in at.text
        await press_now(at, "escape")
        at.wire.held.set()
        await ended(at)


async def test_an_unknown_outcome_asks_and_stop_sends_no_more(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.loss = Loss.AFTER
        await send(at)
        await at.until("What came of the last one is not certain")
        assert at.wire.posts == 1
        at.clock.advance(1)
        at.app.screen.query_one("#stop", Button).press()
        await ended(at)
        assert "Stopped. You stopped it. 2 not sent" in at.text
        assert at.wire.posts == 1


async def test_an_unknown_outcome_that_is_found_lets_it_go_on(tmp_path: Path) -> None:
    async with counter(tmp_path, timing=QUICK) as at:
        at.wire.loss = Loss.AFTER
        await send(at)
        await at.until("What came of the last one is not certain")
        at.wire.loss = None
        at.clock.advance(1)
        at.app.screen.query_one("#go_on", Button).press()
        await ended(at)
        assert "3 of 3 · 3 made" in at.text
        assert made(at) == [5000, 5000, 7000]


async def test_an_unknown_outcome_opens_the_dialog_that_was_closed(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.held = asyncio.Event()
        at.wire.loss = Loss.AFTER
        await send(at)
        await at.until("sent, no answer yet")
        await press_now(at, "escape")
        at.wire.held.set()
        await at.until("What came of the last one is not certain")
        assert at.shows(BatchDialog)
        at.clock.advance(1)
        at.app.screen.query_one("#stop", Button).press()
        await ended(at)


async def test_the_next_start_says_what_was_not_sent_and_goes_on_after_a_new_confirmation(
    tmp_path: Path,
) -> None:
    async with counter(tmp_path) as at:
        at.wire.held = asyncio.Event()
        await send(at)
        await at.until("sent, no answer yet")
    async with counter(tmp_path, timing=QUICK) as at:
        await at.until("The program was left while it ran.")
        assert "2 not sent" in at.text
        assert at.wire.posts == 0, "nothing is sent by itself"
        assert "batch stopped at 1 of 3" in at.text
        dialog = at.app.screen
        at.clock.advance(1)
        dialog.query_one("#rest", Button).press()
        await settled(at.pilot)
        assert at.shows(BatchReview)
        assert "2 of 2 included · 80.00 EUR" in at.text
        at.app.screen.query_one("#continue", Button).press()
        await settled(at.pilot)
        assert "1 of 3 were dealt with before; they are not sent again." in at.text
        at.clock.advance(1)
        await press(at.pilot, "tab", "enter")
        await ended(at)
        assert at.wire.posts == 2
        assert made(at)[1:] == [5000, 7000]


async def test_the_rest_can_be_left_for_good(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.held = asyncio.Event()
        await send(at)
        await at.until("sent, no answer yet")
    async with counter(tmp_path, timing=QUICK) as at:
        await at.until("The program was left while it ran.")
        at.clock.advance(1)
        at.app.screen.query_one("#leave", Button).press()
        await settled(at.pilot)
        assert any("2 not sent: no money moved." in each for each in notices(at.app)), notices(at.app)
        assert "batch stopped" not in at.text
    async with counter(tmp_path) as at:
        assert not any(isinstance(each, BatchDialog) for each in at.app.screen_stack)
        assert at.wire.posts == 0


async def test_what_came_of_it_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with counter(tmp_path) as at:
        await send(at)
        await ended(at)
        copied: list[str] = []
        monkeypatch.setattr(type(at.app), "copy_to_clipboard", lambda _, text: copied.append(text))
        await press(at.pilot, "y")
        (text,) = copied
        lines = text.splitlines()
        assert lines[0] == "Batch of 3 refunds · one incident, several customers"
        assert "3 made · 130.00 EUR given back" in lines[1]
        assert len(lines) == 5
        assert "30.00 EUR" in text
        assert "refund made refd_" in text


async def test_a_read_only_desk_shows_why_nothing_can_be_sent(tmp_path: Path) -> None:
    async with counter(tmp_path, policy={"read_only": True}) as at:
        await review(at)
        assert "0 of 3 included · nothing to send" in at.text
        assert "This desk is read-only: it refunds nothing." in at.text


async def test_a_payment_that_cannot_be_read_is_left_out_and_can_be_read_again(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await mark(at)
        at.wire.down = True
        await press(at.pilot, "r")
        assert "could not be read" in at.text
        assert "0 of 3 included" in at.text
        at.wire.down = False
        at.app.screen.query_one("#retry", Button).press()
        await settled(at.pilot)
        assert "3 of 3 included · 130.00 EUR" in at.text


async def test_a_journal_that_fails_sends_nothing_and_keeps_what_was_chosen(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await to_confirm(at)
        (tmp_path / "journal.db").unlink()
        await press(at.pilot, "tab", "enter")
        assert at.shows(BatchReview)
        assert "Refunds are off: " in at.text
        assert "Nothing was sent, no money moved." in at.text
        assert "‹ one incident, several customers ›" in at.text
        assert at.app.screen.query_one("#retry", Button).display
        assert at.wire.posts == 0


async def test_too_many_marked_payments_are_refused_before_they_are_read(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        desk = at.desks.opened[Mode.TEST]
        item = {"amount": 100, "currency": "eur"}
        many = [payment_row(item | {"id": f"paym_{number:024}"}) for number in range(MOST + 1)]
        read = len(at.wire.bodies)
        at.app.parts.refunds.batches.review(desk, many, (), lambda: None)
        await settled(at.pilot)
        assert notices(at.app) == [
            "Too many payments are marked\n51 are marked. At most 50 are refunded with one confirmation."
        ]
        assert len(at.wire.bodies) == read


def test_likely_twins_in_one_batch_are_known() -> None:
    card = {"id": "card_1", "last4": "0003", "brand": "visa"}
    base = {"amount": 3490, "currency": "eur", "status": "captured", "card": card}
    rows = [
        payment_row(base | {"id": "paym_one", "created": 1000}),
        payment_row(base | {"id": "paym_two", "created": 1060}),
        payment_row(base | {"id": "paym_three", "created": 1090, "amount": 100}),
        payment_row(base | {"id": "paym_four", "created": 1120, "status": "refused"}),
    ]
    assert twins(rows[:3]) == {"paym_one", "paym_two"}
    assert twins([rows[0], rows[3]]) == frozenset(), "a refused attempt is no second charge"
