"""Go to: which ways a text has, what is looked for without a request, and which of several is meant."""

from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input, OptionList

from stancer_tui.models.mode import Mode
from stancer_tui.ui.dialogs.links import Links
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.payouts.section import PayoutsScreen
from stancer_tui.ui.people.screen import PersonScreen
from stancer_tui.ui.reference.section import ReferenceScreen
from stancer_tui.ui.shell.goto import GoTo
from stancer_tui.ui.shell.leads import OpenPerson
from tests.ui.desks.scripted_api import PaymentsApp, WireDesks, payment
from tests.ui.desks.ticket_shop import ANNA, Agent, agent, named, shop
from tests.ui.driving import (
    NARROW,
    current,
    demo,
    desk_app,
    payments,
    press,
    screen_text,
    settled,
    type_text,
    until,
)
from tests.ui.ticket_cost import Ticket

IBAN = "FR14 2004 1010 0505 0001 3M02 606"


def top(at: Agent) -> Screen[Any]:
    """The screen or dialog on top now."""
    return at.pilot.app.screen


def text_of(at: Agent) -> str:
    """What is on the screen, without the frames and line breaks of the dialog."""
    return " ".join(screen_text(desk_app(at.pilot)).replace("│", " ").split())


async def typed(at: Agent, text: str) -> GoTo:
    """Open it, type a text, and wait until what is loaded was looked through."""
    await press(at.pilot, "colon")
    await type_text(at.pilot, text)
    dialog = top(at)
    assert isinstance(dialog, GoTo)
    await until(at.pilot, lambda: not dialog.looking)
    return dialog


@pytest.mark.parametrize(
    "text", ["anna@example.org", "roux", "Anna Roux", "4242", "0639982745", IBAN, "order", "jean-luc"]
)
async def test_nothing_is_asked_of_the_api_that_it_cannot_know(tmp_path: Path, text: str) -> None:
    async with agent(tmp_path) as at:
        before = len(at.desks.asked)
        await typed(at, text)
        assert "Asks Stancer" not in text_of(at)
        await press(at.pilot, "enter")
        await settled(at.pilot)
        assert at.since(before) == []


@pytest.mark.parametrize("text", ["anna@example.org", "roux", "4242"])
async def test_the_person_is_offered_with_what_tells_people_apart(tmp_path: Path, text: str) -> None:
    async with agent(tmp_path) as at:
        dialog = await typed(at, text)
        assert isinstance(dialog.leads[0].way, OpenPerson)
        assert "Anna Roux · anna@example.org · mc ··4444 · 45 payments" in text_of(at)


async def test_a_masked_desk_offers_people_by_their_first_letter(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        desk_app(at.pilot).parts.mask = True
        await typed(at, "roux")
        assert "A••• · a••• · mc ··4444 · 45 payments" in text_of(at)


async def test_an_iban_leads_to_the_account_and_is_shown_shortened(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await at.paste(IBAN)
        assert isinstance(top(at), GoTo)
        await until(at.pilot, lambda: "1 of 46" in text_of(at))
        assert "Searches Payments for the account FR14 … 2606: 1 of 46" in text_of(at)
        assert "An IBAN is sent nowhere" in text_of(at)
        await press(at.pilot, "down", "enter")
        assert payments(at.pilot).search.value == "last4:2606 method:sepa"
        assert named("paym", "debit") == current(at.pilot).id


async def test_of_several_people_enter_takes_none_before_they_were_shown() -> None:
    people = [
        {"id": f"cust_{number:024d}", "name": f"{name} Pham", "email": f"{name.lower()}@example.org"}
        for number, name in enumerate(("Rémi", "Linh"), 1)
    ]
    items = [payment(number, order_id=f"A-{number}", customer=each) for number, each in enumerate(people, 1)]
    async with demo(NARROW, desks=WireDesks(app=PaymentsApp(items))) as pilot:
        await press(pilot, "colon")
        pilot.app.screen.query_one(Input).value = "pham"
        await pilot.press("enter")
        await pilot.pause()
        dialog = pilot.app.screen
        assert isinstance(dialog, GoTo), "nobody was chosen"
        assert [isinstance(each.way, OpenPerson) for each in dialog.leads] == [True, True, False]
        await press(pilot, "down")
        assert dialog.query_one(OptionList).highlighted == 1
        assert dialog.query_one(Input).value == "pham"
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, GoTo)


async def test_an_amount_leads_to_the_payouts_and_with_down_to_the_payments(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await typed(at, "45.00")
        assert "Searches the payouts for 45.00." in text_of(at)
        assert "Searches Payments for amount 45.00: 2 of 46" in text_of(at)
        await press(at.pilot, "down", "enter")
        assert isinstance(top(at), PaymentsScreen)
        assert current(at.pilot).id == named("paym", "twin")
        await typed(at, "45.00")
        await press(at.pilot, "enter")
        assert isinstance(top(at), PayoutsScreen)


async def test_a_status_is_explained_and_leads_to_the_reference(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        before = len(at.desks.asked)
        await typed(at, "expired")
        assert "the authorisation has lapsed" in text_of(at)
        await press(at.pilot, "enter")
        assert isinstance(top(at), ReferenceScreen)
        assert "the authorisation has lapsed" in text_of(at)
        assert at.since(before) == []


async def test_a_reference_is_named_and_asked_for_as_what_it_is_called(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await typed(at, "A-7")
        assert "Asks Stancer for this order number, then for this unique id." in text_of(at)
        await press(at.pilot, "escape")
        before = len(at.desks.asked)
        await typed(at, "unique:cart-77")
        assert "Asks Stancer for this unique id." in text_of(at)
        await press(at.pilot, "enter")
        assert isinstance(top(at), PaymentScreen)
        (only,) = at.since(before)
        assert "unique_id=cart-77" in only


async def test_the_picker_says_why_and_who_and_gives_the_text_back(tmp_path: Path) -> None:
    async with agent(tmp_path, NARROW) as at:
        await typed(at, "A-7")
        await press(at.pilot, "enter")
        assert isinstance(top(at), Links)
        assert "2 payments have this order number" in text_of(at)
        assert "45.00 EUR ✓ captured A-7 · Anna Roux · visa ··4242" in text_of(at)
        await press(at.pilot, "escape")
        dialog = top(at)
        assert isinstance(dialog, GoTo)
        assert dialog.query_one(Input).value == "A-7"
        before = len(at.desks.asked)
        await press(at.pilot, "enter")
        assert isinstance(top(at), Links)
        assert len(at.since(before)) == 1
        await press(at.pilot, "enter")
        assert isinstance(top(at), PaymentScreen)
        await press(at.pilot, "escape")
        assert isinstance(top(at), PaymentsScreen)


async def test_the_picker_moves_by_the_keys_of_every_list(tmp_path: Path) -> None:
    async with agent(tmp_path, NARROW) as at:
        await typed(at, "A-7")
        await press(at.pilot, "enter")
        picker = top(at)
        assert isinstance(picker, Links)
        second = picker.choices[1].id
        await press(at.pilot, "j", "enter")
        opened = top(at)
        assert isinstance(opened, PaymentScreen)
        assert opened.payment_id == second


async def test_the_picker_names_the_refusal_of_each_payment() -> None:
    items = [
        payment(1, order_id="A-9", status="refused", response="51"),
        payment(2, order_id="A-9", status="captured", response="00"),
    ]
    async with demo(NARROW, desks=WireDesks(app=PaymentsApp(items))) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, "A-9")
        await press(pilot, "enter")
        links = pilot.app.screen
        assert isinstance(links, Links)
        reasons = [each.detail.partition("EUR  ")[2] for each in links.choices]
        assert sorted(reasons) == ["✓ captured", "✗ refused  51 Not enough money"]
        shown = screen_text(desk_app(pilot))
        assert all(each.detail in shown for each in links.choices)


async def test_links_to_payments_say_why_and_who(tmp_path: Path) -> None:
    async with agent(tmp_path, NARROW) as at:
        await press(at.pilot, "enter", "enter")
        assert isinstance(top(at), Links)
        assert "Same customer" in text_of(at)
        assert "✓ captured A-7 · Anna Roux · visa ··4242" in text_of(at)


@pytest.mark.parametrize("text", ["\x1b]0;x\x07 pham", "[red]x[/]", "\u202eabc", "a" * 399, "order:\u202e1"])
async def test_a_strange_text_is_only_text(tmp_path: Path, text: str) -> None:
    async with agent(tmp_path) as at:
        await at.paste(text)
        assert isinstance(top(at), GoTo)
        await settled(at.pilot)
        assert not set(screen_text(desk_app(at.pilot))) & {"\x1b", "\x07", "\u202e"}


@pytest.mark.parametrize("text", ["anna@example.org", "4242", "+33 6 39 98 27 45"])
async def test_t15_a_person_is_three_keys_and_no_request_away(tmp_path: Path, text: str) -> None:
    data = shop()
    data["test"]["customers"] = [ANNA | {"mobile": "+33639982745"}]
    async with agent(tmp_path, data=data) as at:
        ticket = Ticket("T15", at.pilot, at.desks.opened[Mode.TEST])
        await ticket.press("colon")
        await ticket.type(text)
        await ticket.press("enter")
        await settled(at.pilot)
        cost = ticket.answered()
        assert isinstance(top(at), PersonScreen)
        assert "Anna Roux" in text_of(at)
        assert (len(cost.keys), cost.requests) == (3, ())
        await press(at.pilot, "escape")
        assert isinstance(top(at), PaymentsScreen)


async def test_links_say_who_a_customer_is_and_which_card(tmp_path: Path) -> None:
    async with agent(tmp_path, NARROW) as at:
        await press(at.pilot, "j", "enter", "enter")
        links = top(at)
        assert isinstance(links, Links)
        known = {each.label: each.who for each in links.choices}
        assert known["Customer"] == "Anna Roux · anna@example.org"
        assert known["Card"] == "Anna Roux · visa ··4242"
        desk_app(at.pilot).parts.mask = True
        await press(at.pilot, "escape", "enter")
        links = top(at)
        assert isinstance(links, Links)
        assert not any("Anna" in f"{each.detail} {each.who}" for each in links.choices)
        assert {each.who for each in links.choices if each.label == "Customer"} == {"A••• · a•••"}


async def test_the_payments_of_an_order_are_offered_newest_first(tmp_path: Path) -> None:
    async with agent(tmp_path, NARROW) as at:
        await typed(at, "A-7")
        await press(at.pilot, "enter")
        links = top(at)
        assert isinstance(links, Links)
        assert [each.id for each in links.choices] == [named("paym", "twin"), named("paym", "first")]


async def test_an_iban_is_of_nobody_whose_card_ends_as_it_does() -> None:
    items = [
        payment(
            1,
            method="card",
            card={"id": f"card_{1:024d}", "brand": "visa", "last4": "2606"},
            customer={"id": f"cust_{1:024d}", "name": "Bob Card"},
        ),
        payment(
            2,
            method="sepa",
            sepa={"id": f"sepa_{2:024d}", "last4": "2606"},
            customer={"id": f"cust_{2:024d}", "name": "Eve Account"},
        ),
    ]
    async with demo(NARROW, desks=WireDesks(app=PaymentsApp(items))) as pilot:
        await press(pilot, "colon")
        await type_text(pilot, IBAN)
        dialog = pilot.app.screen
        assert isinstance(dialog, GoTo)
        await until(pilot, lambda: not dialog.looking)
        people = [each.line.plain for each in dialog.leads if isinstance(each.way, OpenPerson)]
        assert people == ["Eve Account · sepa ··2606 · 1 payment"]
