"""A person: all that is loaded of them, one key from any payment, without a request."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual.app import App
from textual.screen import Screen

from stancer_tui.config import DemoOptions, UiSettings
from stancer_tui.models.mode import Mode
from stancer_tui.ui.disputes.screen import DisputeScreen
from stancer_tui.ui.forms.screen import FormScreen
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.payouts.member_rows import MemberLine
from stancer_tui.ui.payouts.screen import PayoutScreen
from stancer_tui.ui.people.rows import PersonLine
from stancer_tui.ui.people.screen import PersonScreen
from stancer_tui.ui.stored.screen import StoredObjectScreen
from tests.ui.desks.ticket_shop import Agent, agent, named, text_of
from tests.ui.driving import NARROW, NOW, demo, desk_app, payments, press, settled, table
from tests.ui.people.shop import GUEST, NORA, REMI, shop

TALL = (160, 45)
S = TypeVar("S", bound=Screen[Any])


@asynccontextmanager
async def at_shop(folder: Path, size: tuple[int, int] = NARROW, **fields: Any) -> AsyncIterator[Agent]:
    async with agent(folder, size, data=shop(), **fields) as at:
        yield at


def person(at: Agent) -> PersonScreen:
    return on_top(at, PersonScreen)


def lines(at: Agent) -> list[tuple[str, str]]:
    """What the list has: whose payment, and by what."""
    records = person(at).body.table.records
    rows = [records.row(place) for place in range(len(records))]
    assert all(isinstance(each, PersonLine) for each in rows)
    columns = {column.key: column for column in person(at).body.table.columns}
    return [(each.row.id[5:].rstrip("0"), columns["by"].text(each)) for each in rows]


def on_top(at: Agent, kind: type[S]) -> S:
    screen = at.pilot.app.screen
    assert isinstance(screen, kind)
    return screen


async def go_to(at: Agent, name: str) -> None:
    assert table(at.pilot).move_to(named("paym", name))
    await at.pilot.pause()


@pytest.mark.painted
@pytest.mark.parametrize("size", [NARROW, TALL], ids=["80x24", "160x45"])
async def test_one_key_shows_the_person_without_a_request(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_shop(tmp_path, size) as at:
        await go_to(at, "newest")
        mark = len(at.desks.asked)
        await press(at.pilot, "i")
        assert at.since(mark) == []
        shown = text_of(at)
        assert "Rémi Pham · remi.pham@poste.example · +33639981120" in shown
        assert "6 payments since Nov 21 · in the loaded 7 days" in shown
        # What Nora paid by the company's card and what a namesake did is in no sum.
        assert "paid 114.90 EUR in 4" in shown
        assert "back 4.90 EUR in 1" in shown
        assert "disputed 20.00 EUR in 1" in shown
        assert "declined 2 (1× 51, 1× A1)" in shown
        assert "visa ··0003 (4)" in shown
        assert "together by: customer (5) e-mail (1) · perhaps card (1) name (1)" in shown
        assert "! Nora Petit used the same card in 1 payment: not counted, marked ? below." in shown
        assert lines(at) == [
            ("newest", "refund"),
            ("newest", "customer"),
            ("declined", "customer"),
            ("again", "customer"),
            ("guest", "e-mail"),
            ("firm", "customer"),
            ("contested", "customer"),
            ("noras", "? card"),
            ("same", "? name"),
        ]
        for words in ("P-1", "34.90 EUR", "-4.90 EUR", "→ to refund", "⚑ disputed"):
            assert words in shown


async def test_the_list_keeps_room_in_a_low_terminal(tmp_path: Path) -> None:
    data = shop()
    long = {**REMI, "name": "Rémi " + "Pham" * 14, "email": f"{'remi' * 12}@poste.example"}
    data["test"]["customers"][0] = long
    async with agent(tmp_path, (60, 16), data=data) as at:
        await go_to(at, "newest")
        await press(at.pilot, "i")
        shown = text_of(at).splitlines()
        assert any("Rémi Pham" in line for line in shown)
        assert sum("34.90 EUR" in line and "│" in line for line in shown) >= 3, "lines of the list"


async def test_enter_opens_a_payment_and_esc_comes_back(tmp_path: Path) -> None:
    async with at_shop(tmp_path) as at:
        await go_to(at, "newest")
        await press(at.pilot, "i", "down", "down", "enter")
        assert on_top(at, PaymentScreen).payment_id == named("paym", "declined")
        await press(at.pilot, "escape")
        current = person(at).current
        assert current is not None
        assert current.row.id == named("paym", "declined")
        await press(at.pilot, "escape")
        on_top(at, PaymentsScreen)


async def test_history_leads_back_to_the_person(tmp_path: Path) -> None:
    async with at_shop(tmp_path) as at:
        await go_to(at, "newest")
        await press(at.pilot, "i", "down", "down", "enter", "left_square_bracket")
        assert lines(at)[0] == ("newest", "refund")
        await press(at.pilot, "right_square_bracket")
        on_top(at, PaymentScreen)


async def test_a_payments_screen_leads_to_the_person(tmp_path: Path) -> None:
    async with at_shop(tmp_path) as at:
        await go_to(at, "guest")
        await press(at.pilot, "enter", "i")
        assert ("newest", "e-mail") in lines(at)
        assert ("guest", "customer") in lines(at)


async def test_refunds_and_disputes_lead_to_the_person(tmp_path: Path) -> None:
    async with at_shop(tmp_path) as at:
        await press(at.pilot, "3", "i")
        assert ("newest", "customer") in lines(at)
        await press(at.pilot, "escape", "4", "i")
        # The dispute is loaded now, and stands beside its payment.
        assert ("contested", "dispute") in lines(at)
        await press(at.pilot, "escape", "enter")
        on_top(at, DisputeScreen)
        await press(at.pilot, "i")
        place = lines(at).index(("contested", "dispute"))
        person(at).body.table.cursor = place
        await press(at.pilot, "enter")
        on_top(at, DisputeScreen)


async def test_a_customer_leads_to_the_person_and_the_person_to_the_customer(tmp_path: Path) -> None:
    async with at_shop(tmp_path) as at:
        await at.paste(str(REMI["id"]))
        on_top(at, StoredObjectScreen)
        await press(at.pilot, "i")
        assert ("newest", "customer") in lines(at)
        await press(at.pilot, "l", "enter")
        assert on_top(at, StoredObjectScreen).object_id == REMI["id"]


async def test_a_customer_without_a_loaded_payment_is_said_and_looked_for_further_back(
    tmp_path: Path,
) -> None:
    data = shop()
    data["test"]["payments"] = [
        each for each in data["test"]["payments"] if each.get("customer") != REMI["id"]
    ] + [data["test"]["payments"][-1]]
    async with agent(tmp_path, data=data) as at:
        await at.paste(str(REMI["id"]))
        await press(at.pilot, "i")
        assert "No payment of this person is there · in the loaded 7 days." in text_of(at)
        assert lines(at) == []
        await press(at.pilot, "b", "b", "b")
        assert lines(at)[:2] == [("guest", "e-mail"), ("older", "customer")]
        assert "back to 2026-" in text_of(at)
        assert "paid 90.00 EUR in 2" in text_of(at)


async def test_looking_further_back_counts_what_is_found(tmp_path: Path) -> None:
    async with at_shop(tmp_path) as at:
        await go_to(at, "newest")
        await press(at.pilot, "i", "b", "b", "b")
        assert lines(at)[6:8] == [("contested", "customer"), ("older", "customer")]
        assert "paid 194.90 EUR in 5" in text_of(at)


async def test_a_failure_is_said_over_what_is_kept(tmp_path: Path) -> None:
    async with at_shop(tmp_path, TALL) as at:
        await go_to(at, "newest")
        await press(at.pilot, "i")
        at.desks.ear.refuse = lambda asked: 500
        await press(at.pilot, "b")
        assert "What is shown was read before; payments may be missing. f5 tries again." in text_of(at)
        assert len(lines(at)) == 9


async def test_a_payment_of_nobody_says_so(tmp_path: Path) -> None:
    async with at_shop(tmp_path) as at:
        await go_to(at, "bare")
        await press(at.pilot, "i")
        assert "name not reported · e-mail not reported · phone not reported" in text_of(at)
        assert "no card or account reported" in text_of(at)
        assert "nothing ties this payment to others" in text_of(at)


async def test_perhaps_leads_to_that_other_person(tmp_path: Path) -> None:
    async with at_shop(tmp_path) as at:
        await go_to(at, "newest")
        await press(at.pilot, "i", "i")
        assert lines(at)[0] == ("newest", "refund"), "the rest are this person's own"
        await press(at.pilot, "G", "up", "i")
        assert lines(at)[0] == ("noras", "customer")


async def test_the_refund_form_is_of_the_payment_under_the_cursor(tmp_path: Path) -> None:
    async with at_shop(tmp_path) as at:
        await go_to(at, "newest")
        await press(at.pilot, "i", "down", "r")
        assert "34.90" in text_of(at)
        assert named("paym", "newest") in text_of(at)


async def test_a_new_payment_is_the_persons(tmp_path: Path) -> None:
    async with at_shop(tmp_path) as at:
        await at.paste(str(NORA["id"]))
        await press(at.pilot, "i", "n")
        assert "for this customer" in text_of(at)
        await press(at.pilot, "l")
        on_top(at, FormScreen)
        assert NORA["id"] in text_of(at)


async def test_a_new_payment_of_two_customers_is_nobodys(tmp_path: Path) -> None:
    async with at_shop(tmp_path) as at:
        await go_to(at, "newest")
        await press(at.pilot, "i", "n")
        assert "for this customer" not in text_of(at)


async def test_what_can_be_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(App, "copy_to_clipboard", lambda self, text: copied.append(text))
    async with at_shop(tmp_path) as at:
        await go_to(at, "newest")
        await press(at.pilot, "i", "y", "p", "y", "c", "y", "t")
        phone, ids, summary = copied
        assert phone == "+33639981120"
        assert set(ids.split("\n")) == {REMI["id"], GUEST["id"]}
        assert summary.split("\n")[0].startswith("Person: Rémi Pham, ")
        assert summary.split("\n")[0].endswith("+33639981120 (TEST mode)")
        assert "Paid: 114.90 EUR in 4; given back: 4.90 EUR in 1; disputed: 20.00 EUR in 1" in summary
        assert "perhaps card (1), name (1)" in summary
        assert "\x1b" not in json.dumps(summary)


@pytest.mark.parametrize("typed", ["remi.pham@poste.example", "06 39 98 11 20", "rémi pham", "0003"], ids=str)
async def test_the_other_mode_knows_nothing_of_the_person(tmp_path: Path, typed: str) -> None:
    async with at_shop(tmp_path, mode=Mode.LIVE) as at:
        desk_app(at.pilot).parts.navigation.open_person(payments(at.pilot), typed)
        await settled(at.pilot)
        assert lines(at) == []
        assert "No payment of this person" in text_of(at)


async def test_a_member_of_a_payout_leads_to_the_person() -> None:
    async with demo(mode=Mode.LIVE, options=DemoOptions(now=NOW, payments=300)) as pilot:
        await press(pilot, "5", "enter")
        payout = pilot.app.screen
        assert isinstance(payout, PayoutScreen)
        line = payout.table.current
        assert isinstance(line, MemberLine)
        await press(pilot, "i")
        shown = pilot.app.screen
        assert isinstance(shown, PersonScreen)
        assert shown.person is not None
        assert line.item.id in {each.row.id for each in shown.person.payments}


async def test_a_person_is_as_old_as_the_list_says_that_it_is(tmp_path: Path) -> None:
    async with at_shop(tmp_path, settings=UiSettings(refresh_seconds=600)) as at:
        await go_to(at, "newest")
        await press(at.pilot, "i")
        at.desks.clock.advance(300)
        await press(at.pilot, "u")
        assert "! read 5 min ago" not in text_of(at), "what is new is read every ten minutes"
        assert "read 5 min ago" in text_of(at)
