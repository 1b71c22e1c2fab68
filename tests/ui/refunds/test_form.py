"""The refund form through the running program: what it shows, takes, refuses and sends."""

import json
import re
from pathlib import Path

import pytest
from textual.widgets import Button, Input

from stancer_tui.models.mode import Mode
from stancer_tui.services.refunds import words
from stancer_tui.services.refunds.offer import Consent
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.refunds.confirmation import ConfirmRefund
from stancer_tui.ui.refunds.form import RefundForm
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.row_preview import RowPreview
from tests.ui.desks.refund_shop import PART_REFUNDED, REFUND_STATUSES, Counter, counter, payment_id
from tests.ui.driving import NARROW, press, settled, type_text


def field(at: Counter, name: str = "amount") -> Input:
    return at.app.screen.query_one(f"#{name}", Input)


def can_send(at: Counter) -> bool:
    return not at.app.screen.query_one("#send", Button).disabled


async def confirm(at: Counter) -> None:
    """Answer yes and wait for the outcome."""
    at.clock.advance(1)
    await press(at.pilot, "tab", "enter")


async def test_the_form_shows_what_was_captured_refunded_and_is_left(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.open_form("rto_refund")
        for said in ("Left 30.00 of 50.00 EUR", "Refunds 20.00 EUR → to refund · Nov 20 18:04"):
            assert said in at.text
        assert field(at).value == "30.00", "the whole rest is proposed"
        assert field(at).has_focus
        assert words.COLLEAGUES in at.text


async def test_what_failed_to_go_back_is_shown_apart_and_can_be_refunded_again(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.open_form("rfailed")
        assert "Left 50.00 of 50.00 EUR" in at.text
        assert "Refunds 20.00 EUR ✗ failed · Nov 20 18:04 · not recorded here" in at.text


AMOUNTS = {
    "12,5": "Refund 12.50 EUR",
    "12.50": "Refund 12.50 EUR",
    "0,50": "Refund 0.50 EUR",
    "50": "Refund 50.00 EUR",
    " 12,34 ": "Refund 12.34 EUR",
    " 1 234,56 ": "At most 50.00 EUR can still be refunded.",
}


async def test_amounts_are_read_as_people_type_them(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.open_form()
        for typed, said in AMOUNTS.items():
            field(at).value = typed
            await press(at.pilot, "enter")
            assert said in at.text
            if at.shows(ConfirmRefund):
                at.clock.advance(1)
                await press(at.pilot, "escape")
            assert field(at).value == typed, "what was typed is kept"


async def test_a_partial_refund_is_made_once_and_the_rest_is_told(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.to_confirm("12,5")
        await confirm(at)
        (made,) = at.desks.made()
        assert made["amount"] == 1250
        assert f"Refund made ({made['id']})" in at.text
        assert "37.50 EUR can still be refunded." in at.text
        at.clock.advance(1)
        await press(at.pilot, "enter")
        assert at.shows(PaymentsScreen), "the next enter closes"
        assert PART_REFUNDED in at.text


async def test_a_full_refund_takes_three_keys_after_the_form(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.open_form()
        await press(at.pilot, "enter")
        await confirm(at)
        (made,) = at.desks.made()
        assert made["amount"] == 5000
        assert f"Refund made ({made['id']})" in at.text
        assert "Nothing is left to refund." in at.text
        body = next(json.loads(body) for method, _, body in at.wire.bodies if method == "POST")
        assert body == {"payment": payment_id("captured"), "amount": 5000}, "the amount is always sent"


BAD_AMOUNTS = {
    "0.49": "At least 0.50 EUR: a rule of Stancer's official clients; the reference has none.",
    "50.01": "At most 50.00 EUR can still be refunded.",
    "12.5055": "EUR has only 2 decimals.",
    "-5": "Type the amount without a sign.",
    "twelve": "has only the digits 0-9",
    "1,234": "can be read as",
    "": "Type an amount",
}


async def test_a_bad_amount_is_told_at_the_field_and_kept(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.open_form()
        for typed, said in BAD_AMOUNTS.items():
            field(at).value = typed
            await press(at.pilot, "enter")
            assert at.shows(RefundForm)
            assert said in at.text
            assert field(at).value == typed
            await press(at.pilot, "1")
            assert said not in at.text, "what is being typed is not what was wrong"
        assert at.wire.posts == 0


async def test_a_rest_that_could_not_be_refunded_is_warned_about_but_taken(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.open_form()
        await type_text(at.pilot, "49.51")
        await press(at.pilot, "enter")
        assert "This leaves 0.49 EUR" in at.text
        await confirm(at)
        assert [each["amount"] for each in at.desks.made()] == [4951]


@pytest.mark.parametrize("name", ["to_capture", "authorized"])
async def test_before_capture_the_whole_payment_is_cancelled_under_its_own_name(
    tmp_path: Path, name: str
) -> None:
    async with counter(tmp_path) as at:
        await at.open_form(name)
        assert "Cancel before capture" in at.text
        assert "Before capture Stancer refunds nothing partially" in at.text
        assert field(at).disabled
        assert field(at).value == "50.00"
        await press(at.pilot, "enter")
        assert "Cancel the payment of 50.00 EUR" in at.text
        assert "Go back" in at.text, "the harmless answer is not called Cancel where cancelling is the deed"
        at.clock.advance(1)
        await press(at.pilot, "enter")
        assert at.shows(RefundForm)
        await press(at.pilot, "enter")
        await confirm(at)
        (made,) = at.desks.made(name)
        assert f"Cancelled before capture ({made['id']})" in at.text
        assert "still be refunded" not in at.text


NOT_REFUNDABLE = {
    "capture_sent": "The capture is under way, and Stancer refunds only after it.",
    "refused": "No money was taken for this payment",
    "failed": "No money was taken for this payment",
    "canceled": "No money was taken for this payment",
    "expired": "No money was taken for this payment",
}


async def test_what_cannot_be_refunded_is_known_in_advance(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        for name, said in NOT_REFUNDABLE.items():
            await at.open_form(name)
            assert said in at.text
            assert ("Left 0.00 of 50.00 EUR" in at.text) is (name != "capture_sent"), "nothing was taken"
            assert "Refund amount" not in at.text
            assert at.app.focused is at.app.screen.query_one("#close")
            at.clock.advance(1)
            await press(at.pilot, "enter")
            assert at.shows(PaymentsScreen), "enter closes what can only be closed"
        assert at.wire.posts == 0


async def test_a_disputed_payment_is_confirmed_separately(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.open_form("disputed")
        assert words.consent(Consent.DISPUTED) in at.text
        await press(at.pilot, "enter")
        assert at.shows(RefundForm)
        assert "Tick the box below first" in at.text
        await press(at.pilot, "tab", "space", "tab", "enter")
        assert at.shows(ConfirmRefund)
        await confirm(at)
        assert at.wire.posts == 1


async def test_a_read_only_desk_says_so_and_sends_nothing(tmp_path: Path) -> None:
    async with counter(tmp_path, policy={"read_only": True}) as at:
        await at.open_form()
        assert "This desk is read-only: it refunds nothing." in at.text
        await press(at.pilot, "enter")
        assert at.wire.posts == 0


async def test_a_ceiling_is_shown_and_holds(tmp_path: Path) -> None:
    async with counter(tmp_path, policy={"ceilings": {"eur": 2000}}) as at:
        await at.open_form()
        assert "Ceiling 20.00 EUR a refund" in at.text
        assert field(at).value == "20.00"
        field(at).value = "20.01"
        await press(at.pilot, "enter")
        assert "A refund here is at most 20.00 EUR." in at.text
        assert at.wire.posts == 0


async def test_in_live_mode_the_amount_is_typed_again(tmp_path: Path) -> None:
    async with counter(tmp_path, mode=Mode.LIVE) as at:
        await at.to_confirm("12,5")
        assert not can_send(at)
        assert at.app.screen.query_one("#cancel").has_focus
        await type_text(at.pilot, "12")
        assert field(at, "again").value == "12", "digits typed while Cancel has the focus are the amount's"
        assert not can_send(at)
        await press(at.pilot, "enter")
        assert "This is not the amount above." in at.text
        await type_text(at.pilot, ".50")
        assert can_send(at)
        await press(at.pilot, "enter")
        assert at.wire.posts == 0, "enter in the field never sends"
        await press(at.pilot, "enter")
        assert [each["amount"] for each in at.desks.made(live=True)] == [1250]
        assert at.desks.made() == []


async def test_the_ticket_goes_into_the_journal_and_nowhere_else(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.open_form()
        await press(at.pilot, "tab")
        await type_text(at.pilot, "ZD-4711")
        await press(at.pilot, "enter")
        await confirm(at)
        (intent,) = await at.desks.opened[Mode.TEST].refunds.history()
        assert intent.ticket == "ZD-4711"
        assert at.wire.posts == 1
        assert not [sent for sent in at.wire.bodies if "4711" in f"{sent}"]
        await press(at.pilot, "escape", "3", "slash")
        await type_text(at.pilot, "4711")
        await press(at.pilot, "enter", "enter")
        assert "ZD-4711" in at.text


async def test_saying_no_comes_back_to_the_form_as_it_was(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.to_confirm("7,30")
        await press(at.pilot, "enter")
        assert at.shows(RefundForm)
        assert field(at).value == "7,30"
        assert field(at).has_focus
        assert at.wire.posts == 0


async def test_a_payment_that_changed_is_shown_anew_and_nothing_is_sent(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.to_confirm("12.50")
        colleague = at.desks.opened[Mode.TEST].client.refunds
        await colleague.create(payment_id("captured"), 1250, currency="eur")
        await press(at.pilot, "tab", "enter")
        assert "The payment changed since you looked. Nothing was sent." in at.text
        assert "Left 37.50 of 50.00 EUR" in at.text
        assert field(at).value == "12.50"
        assert len(at.desks.made()) == 1, "the colleague's"


async def test_a_payment_that_cannot_be_read_says_so_and_can_be_read_again(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.down = True
        await at.open_form()
        assert "Nothing was sent, no money moved." in at.text
        at.wire.down = False
        await press(at.pilot, "enter")
        assert field(at).value == "50.00"
        await type_text(at.pilot, "3")
        await press(at.pilot, "enter")
        at.wire.down = True
        await confirm(at)
        assert "could not be read again" in at.text
        assert "Nothing was sent, no money moved." in at.text
        await press(at.pilot, "enter")
        assert "could not be read again" in at.text, "the key was pressed before that could be read"
        at.clock.advance(1)
        at.wire.down = False
        await press(at.pilot, "enter")
        assert field(at).value == "3", "what was typed is kept"
        assert at.wire.posts == 0


async def test_a_refusal_is_told_in_stancers_words(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.to_confirm("12.50")
        store = at.desks.sandbox.store

        def captured_no_more() -> None:
            from stancer_tui.sandbox.kinds import PAYMENT

            row = store.row(False, PAYMENT, payment_id("captured"))
            assert row is not None
            store.replace(False, row._replace(object=row.object | {"status": "capture_sent"}))

        at.wire.before_post = captured_no_more
        await press(at.pilot, "tab", "enter")
        assert (
            "Refused by Stancer: Payment cannot be refunded while its capture is being processed" in at.text
        )
        assert "Do not refund again yet" in at.text
        assert "No money moved" not in at.text, "it was not read for long enough"
        assert at.desks.made() == []


async def test_each_status_has_its_sentence_in_section_3_and_on_the_payment(tmp_path: Path) -> None:
    async with counter(tmp_path, size=(160, 45)) as at:
        await press(at.pilot, "3")
        for status in REFUND_STATUSES:
            table = at.app.screen.query_one("#records", RecordTable)
            assert table.move_to("refd_" + f"r{status}".replace("_", "").ljust(24, "0"))
            await settled(at.pilot)
            beside = str(at.app.screen.query_one(RowPreview).render())
            assert words.arrival(status) in " ".join(beside.split())
            await press(at.pilot, "o")
            assert words.arrival(status) in at.text
            await press(at.pilot, "escape")


@pytest.mark.parametrize("size", [NARROW, (100, 32)])
async def test_the_form_and_the_question_fit_with_every_warning(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with counter(tmp_path, mode=Mode.LIVE, size=size) as at:
        await at.open_form("disputed")
        form = at.app.screen
        assert form.query_one("#refund").max_scroll_y == 0
        await type_text(at.pilot, "49.60")
        await press(at.pilot, "tab", "space", "tab", "enter")
        assert at.shows(ConfirmRefund)
        assert at.app.screen.query_one(".dialog-box").max_scroll_y == 0
        assert re.search(r"Cancel +Refund 49.60 EUR", at.text)


@pytest.mark.parametrize("typed", ["12.51", "12.49", "125.0", "12.5.0"])
async def test_in_live_only_exactly_the_amount_lets_it_go(tmp_path: Path, typed: str) -> None:
    async with counter(tmp_path, mode=Mode.LIVE) as at:
        await at.to_confirm("12.50")
        send = at.app.screen.query_one("#send", Button)
        assert send.disabled
        await at.type_amount(typed)
        await press(at.pilot, "enter")
        assert send.disabled
        assert "This is not the amount above." in at.text
        at.app.screen.query_one("#again", Input).value = "12.50"
        await settled(at.pilot)
        assert not send.disabled


async def test_the_program_can_end_before_the_form_is_drawn(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await at.choose("captured")
        section = at.app.screen
        assert isinstance(section, PaymentsScreen)
        section.action_refund()
        assert at.shows(RefundForm)
        assert not at.app.screen.is_mounted


async def test_the_enter_of_a_burst_does_not_close_what_says_that_nothing_can_be_refunded(
    tmp_path: Path,
) -> None:
    async with counter(tmp_path) as at:
        await at.choose("refused")
        await press(at.pilot, "r", "3", "full_stop", "1", "0", "enter", "T", "enter")
        assert at.shows(RefundForm), "the rest of the burst acts on nothing"
        at.clock.advance(1)
        await press(at.pilot, "enter")
        assert at.shows(PaymentsScreen)
