"""Go to: ids, order numbers, codes, sections, and what must not be sent or shown."""

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.screen import Screen
from textual.widgets import Input

from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.models.mode import Mode
from stancer_tui.reference.testdata import TEST_IBANS
from stancer_tui.ui.dialogs.links import Links
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.reference.section import ReferenceScreen
from stancer_tui.ui.shell.detail_screen import DetailScreen
from stancer_tui.ui.shell.goto import GoTo
from tests.ui.desks.ticket_shop import Agent, agent, named, text_of
from tests.ui.driving import current, payments, press, type_text, until

SHOWN = {
    named("paym", "single"): "12.50",
    named("cust", "anna"): "Anna Roux",
    named("card", "visa"): "4242",
    named("sepa", "account"): "2606",
    named("addr", "home"): "1 rue Haute",
    named("refd", "back"): "20.00",
    named("dspt", "lost"): "99.00",
}


def top(at: Agent) -> Screen[Any]:
    """The screen or dialog on top now."""
    return at.pilot.app.screen


async def go(at: Agent, text: str, *, enter: bool = True) -> None:
    await press(at.pilot, "colon")
    at.pilot.app.screen.query_one(Input).value = text
    await press(at.pilot, *(["enter"] if enter else []))


async def test_every_kind_of_id_opens_its_object_typed_or_pasted(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        client = at.desks.opened[Mode.TEST].client
        check = await client.checks.create(
            customer=NewCustomer(name="Pierre Martin", date_birth="1978-09-09"),
            sepa=NewSepa(iban=TEST_IBANS[0].iban, name="Pierre Martin"),
        )
        scoring = await client.scoring.create(
            amount=120000,
            duration=12,
            customer=NewCustomer(name="Pierre Martin", email="pierre@martin.fr"),
            return_url="https://shop.example/back",
        )
        shown = SHOWN | {check.id: "heck", scoring.id: "1,200.00"}
        for number, (object_id, words) in enumerate(shown.items()):
            if number % 2:
                await at.paste(object_id)
            else:
                await go(at, f"  {object_id} ")
            screen = at.pilot.app.screen
            assert isinstance(screen, DetailScreen), object_id
            assert object_id in text_of(at)
            assert words in text_of(at)
            await press(at.pilot, "escape")
            assert isinstance(top(at), PaymentsScreen)


async def test_a_payout_opens_in_live_and_is_explained_in_test(tmp_path: Path) -> None:
    async with agent(tmp_path, mode=Mode.LIVE) as at:
        await at.paste(named("pout", "june"))
        assert "94.00" in text_of(at)
        await press(at.pilot, "escape", "ctrl+t")
        await at.paste(named("pout", "june"))
        assert "ctrl+t switches to live" in text_of(at)


async def test_an_id_of_the_other_mode_or_of_nothing_is_told(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await at.paste(named("paym", "live"))
        assert "knows no such object in this mode" in text_of(at)
        await press(at.pilot, "escape")
        await at.paste(named("cust", "nobody"))
        assert "knows no such object in this mode" in text_of(at)
        await press(at.pilot, "escape")
        await go(at, "only-live-1")
        assert isinstance(top(at), GoTo)
        assert "No test payment has this order number or unique id" in text_of(at)
        await go_again(at, "cust_short")
        assert "and 24 letters or digits; this one has" in text_of(at)


async def go_again(at: Agent, text: str) -> None:
    at.pilot.app.screen.query_one(Input).value = text
    await at.pilot.pause()


async def test_an_id_within_a_pasted_mail_is_opened(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await at.paste(f"Hello,\nmy payment https://shop.example/{named('paym', 'single')}?x=1 failed\n" * 2)
        assert isinstance(top(at), PaymentScreen)
        assert "12.50" in text_of(at)


async def test_an_order_with_several_payments_lets_the_agent_choose(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        before = len(at.desks.asked)
        await at.paste("A-7")
        assert isinstance(top(at), GoTo), "a number is not sent before the agent says so"
        assert at.since(before) == []
        await press(at.pilot, "enter")
        assert isinstance(top(at), Links)
        assert text_of(at).count("45.00 EUR") >= 2
        await press(at.pilot, "down", "enter")
        assert isinstance(top(at), PaymentScreen)
        assert at.since(before) == ["GET /v1/checkout/?order_id=A-7&start=0&limit=100"]


async def test_a_unique_id_is_asked_for_after_the_order_number(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        before = len(at.desks.asked)
        await go(at, "cart-77")
        assert isinstance(top(at), PaymentScreen)
        assert named("paym", "single") in text_of(at)
        first, second = at.since(before)
        assert "order_id=cart-77" in first
        assert "unique_id=cart-77" in second


async def test_a_code_is_explained_while_it_is_typed_and_when_pasted(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        before = len(at.desks.asked)
        await press(at.pilot, "colon")
        await type_text(at.pilot, "51")
        assert "Not enough money" in text_of(at)
        await press(at.pilot, "escape")
        await at.paste("51")
        assert "Not enough money" in text_of(at)
        assert at.since(before) == []


@pytest.mark.parametrize("key", ["stest_abcdefghijklmnopqrstuvwx", "sprod_abcdefghijklmnopqrstuvwx"])
async def test_a_key_is_neither_shown_nor_sent(tmp_path: Path, key: str) -> None:
    async with agent(tmp_path) as at:
        before = len(at.desks.asked)
        await at.paste(f"key: {key}")
        assert "looks like an API key" in text_of(at)
        assert key[6:] not in text_of(at)
        at.pilot.app.screen.query_one(Input).post_message(events.Paste(key))
        await at.pilot.pause()
        assert key[6:] not in text_of(at)
        await press(at.pilot, "enter", "escape", "colon")
        await type_text(at.pilot, key)
        assert "looks like an API key" in text_of(at)
        assert key[:8] not in text_of(at)
        assert key[8:12] not in text_of(at)
        await press(at.pilot, "enter", "escape")
        assert isinstance(top(at), PaymentsScreen)
        assert at.since(before) == []


async def test_of_a_card_number_only_its_end_is_used_from_anywhere(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "enter")
        before = len(at.desks.asked)
        await at.paste("4242 4242 4242 4242")
        assert "A card number is sent nowhere" in text_of(at)
        dialog = top(at)
        assert isinstance(dialog, GoTo)
        await until(at.pilot, lambda: not dialog.looking)
        await press(at.pilot, "up", "enter")
        assert payments(at.pilot).search.value == "last4:4242"
        assert {row.last4 for row in [current(at.pilot)]} == {"4242"}
        assert at.since(before) == []


async def test_a_section_is_gone_to_by_its_name(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await go(at, "refe")
        assert isinstance(top(at), ReferenceScreen)
        await go(at, "payments")
        assert isinstance(top(at), PaymentsScreen)


async def test_with_an_input_focused_a_pasted_id_belongs_to_it(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "slash")
        payments(at.pilot).search.post_message(events.Paste("A-1001"))
        await at.pilot.pause()
        assert payments(at.pilot).search.value == "A-1001"
        assert current(at.pilot).id == named("paym", "single")
