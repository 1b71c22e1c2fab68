"""Tickets about payouts and disputes: keys and requests are counted, and the answer is on the screen."""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from stancer_tui.models.mode import Mode
from stancer_tui.render.money import amount
from stancer_tui.ui.disputes.screen import DisputeScreen
from stancer_tui.ui.disputes.section import DisputesScreen
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.payouts.find_dialog import FindPayout
from stancer_tui.ui.payouts.screen import PayoutScreen
from stancer_tui.ui.payouts.section import PayoutsScreen
from tests.ui.desks.scripted_api import SECONDS
from tests.ui.desks.ticket_shop import DAY, Agent, agent, named, pay
from tests.ui.driving import NARROW, WIDE, desk_app, press, screen_text, table
from tests.ui.ticket_cost import Cost, Ticket

TALL = (160, 45)
MIDNIGHT = SECONDS - (18 * 3600 + 4 * 60 + 11)
"""The last midnight in Paris."""

Costs = list[Cost]


@pytest.fixture(scope="module")
def told() -> Costs:
    return []


@pytest.fixture(scope="module", autouse=True)
def printed(told: Costs, request: pytest.FixtureRequest) -> Iterator[None]:
    """Print the table at the end."""
    yield
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        for cost in told:
            sys.stdout.write(f"\n  {cost.row()}  ({' '.join(cost.keys)} | {', '.join(cost.requests)})")
        sys.stdout.write("\n")


def shop(*, payments: int = 3) -> dict[str, Any]:
    """A live shop whose payout of five days ago is 94.00 EUR, and a test shop with two disputes."""
    day = MIDNIGHT - 5 * DAY
    many = [
        pay(f"paid{number:04d}x", 0, created=day + 3600 + number, amount=5000, fee=0, customer=None)
        for number in range(payments)
    ]
    back = {
        "id": named("refd", "back"),
        "payment": many[0]["id"],
        "amount": 5000,
        "status": "refunded",
        "created": day + 40000,
        "date_refund": day + 40000,
    }
    lost = {
        "id": named("dspt", "lost"),
        "payment": many[1]["id"],
        "amount": 500,
        "currency": "eur",
        "response": "45",
        "created": day + 50000,
    }
    total = 5000 * payments
    june = {
        "id": named("pout", "june"),
        "amount": total - 5600,
        "currency": "eur",
        "fees": 100,
        "payments": {"amount": total},
        "refunds": {"amount": 5000},
        "disputes": {"amount": 500},
        "created": day + 2 * DAY,
        "date_paym": day,
        "date_bank": day + 6 * DAY,
        "status": "paid",
        "statement_description": "STANCER 161126",
    }
    others = [
        june
        | {
            "id": named("pout", f"day{ago}"),
            "amount": 100000 + ago,
            "created": MIDNIGHT - (ago - 2) * DAY,
            "date_paym": MIDNIGHT - ago * DAY,
        }
        for ago in (3, 4, 6, 7, 8)
    ]
    old = pay("ancient", 50 * 1440, status="disputed", order_id="OLD-1", amount=7700)
    new = pay("recent", 60, status="disputed", order_id="NEW-1", amount=9900)
    disputes = [
        {"id": named("dspt", name), "payment": named("paym", name), "amount": worth, "currency": "eur"}
        | {"response": code, "created": SECONDS - made}
        for name, worth, code, made in (("ancient", 7700, "1040", 2 * DAY), ("recent", 9900, "4837", 3600))
    ]
    live = {"payments": many, "refunds": [back], "disputes": [lost], "payouts": [june, *others]}
    return {"test": {"payments": [old, new], "disputes": disputes}, "live": live}


@asynccontextmanager
async def at_desk(
    folder: Path, size: tuple[int, int], mode: Mode = Mode.LIVE, **changes: int
) -> AsyncIterator[Agent]:
    async with agent(folder, size, mode=mode, data=shop(**changes)) as at:
        yield at


def shows(at: Agent, kind: type[Screen[Any]]) -> bool:
    return isinstance(at.pilot.app.screen, kind)


def plain(at: Agent) -> str:
    """The screen's words, frames taken out."""
    words = screen_text(desk_app(at.pilot)).split()
    return " ".join(word for word in words if word.strip("│╭╮╰╯┃┏┓┗┛"))


def begin(name: str, at: Agent, mode: Mode = Mode.LIVE) -> Ticket:
    return Ticket(name, at.pilot, at.desks.opened[mode])


def within(cost: Cost, told: Costs, *, keys: int, requests: int) -> None:
    told.append(cost)
    assert len(cost.keys) <= keys, cost.keys
    assert len(cost.requests) <= requests, cost.requests


@pytest.mark.parametrize("size", [NARROW, TALL], ids=["80x24", "160x45"])
async def test_t6_which_payout_paid_this_payment(tmp_path: Path, told: Costs, size: tuple[int, int]) -> None:
    async with at_desk(tmp_path, size) as at:
        assert table(at.pilot).move_to(named("paym", "paid0002x"))
        await at.pilot.pause()
        ticket = begin(f"T6 list {size[0]}", at)
        await ticket.press("P")
        cost = ticket.answered()
        assert shows(at, FindPayout)
        text = plain(at)
        for words in (named("pout", "june"), "94.00 EUR", "paid", "2026-11-22", "STANCER 161126"):
            assert words in text
        within(cost, told, keys=1, requests=2)


async def test_t6_from_the_payment_itself_and_back(tmp_path: Path, told: Costs) -> None:
    async with at_desk(tmp_path, NARROW) as at:
        assert table(at.pilot).move_to(named("paym", "paid0002x"))
        await press(at.pilot, "enter")
        ticket = begin("T6 payment", at)
        await ticket.press("P")
        cost = ticket.answered()
        assert named("pout", "june") in plain(at)
        within(cost, told, keys=1, requests=2)
        await press(at.pilot, "enter")
        screen: Any = at.pilot.app.screen
        assert isinstance(screen, PayoutScreen)
        assert screen.table.move_to(named("paym", "paid0002x"))
        await press(at.pilot, "enter")
        assert shows(at, PaymentScreen)


async def test_t6_in_a_payout_of_many_pages_reads_one(tmp_path: Path, told: Costs) -> None:
    async with at_desk(tmp_path, WIDE, payments=450) as at:
        assert table(at.pilot).move_to(named("paym", "paid0420x"))
        await at.pilot.pause()
        ticket = begin("T6 many", at)
        await ticket.press("P")
        cost = ticket.answered()
        assert named("pout", "june") in plain(at)
        within(cost, told, keys=1, requests=2)


@pytest.mark.parametrize("size", [NARROW, TALL], ids=["80x24", "160x45"])
async def test_t7_a_bank_line_of_94(tmp_path: Path, told: Costs, size: tuple[int, int]) -> None:
    async with at_desk(tmp_path, size) as at:
        ticket = begin(f"T7 go to {size[0]}", at)
        await ticket.press("colon")
        await ticket.type("94.00")
        assert "Searches the payouts for 94.00" in plain(at)
        await ticket.press("enter")
        cost = ticket.answered()
        assert shows(at, PayoutScreen)
        text = plain(at)
        assert "It adds up, by the API's totals and by its members" in text
        for line in ("Payments 150.00 150.00 3", "Refunds 50.00 50.00 1", "Disputes 5.00 5.00 1"):
            assert line in text
        assert "Fees 1.00" in text
        assert "Difference 0.00 0.00" in text
        within(cost, told, keys=3, requests=4)


async def test_t7_the_amount_pasted_into_the_section(tmp_path: Path, told: Costs) -> None:
    async with at_desk(tmp_path, NARROW) as at:
        ticket = begin("T7 paste", at)
        await ticket.press("5")
        ticket.count("94,00")
        await at.paste("94,00")
        screen: Any = at.pilot.app.screen
        assert isinstance(screen, PayoutsScreen)
        assert [line.payout.id for line in screen.lines.shown] == [named("pout", "june")]
        await ticket.press("enter")
        cost = ticket.answered()
        assert shows(at, PayoutScreen)
        within(cost, told, keys=3, requests=4)


async def test_t7_further_pages_are_the_only_further_requests(tmp_path: Path, told: Costs) -> None:
    async with at_desk(tmp_path, WIDE, payments=250) as at:
        ticket = begin("T7 pages", at)
        await ticket.press("colon")
        await ticket.type(amount(5000 * 250 - 5600, "eur"))
        await ticket.press("enter")
        cost = ticket.answered()
        text = plain(at)
        assert "Payments 12,500.00 12,500.00 250 payments" in text
        assert "It adds up" in text
        members = [each for each in cost.requests if "/payments" in each]
        assert len(cost.requests) - len(members) == 3
        within(cost, told, keys=3, requests=3 + 8)


@pytest.mark.parametrize("size", [NARROW, TALL], ids=["80x24", "160x45"])
async def test_t8_any_new_disputes(tmp_path: Path, told: Costs, size: tuple[int, int]) -> None:
    async with at_desk(tmp_path, size, Mode.TEST) as at:
        ticket = begin(f"T8 {size[0]}", at, Mode.TEST)
        await ticket.press("4")
        cost = ticket.answered()
        assert shows(at, DisputesScreen)
        text = plain(at)
        assert "99.00 EUR 4837" in text
        assert "77.00 EUR 1040" in text, "its payment lies outside the loaded window"
        if size is TALL:
            assert "Mastercard" in text
            assert "Visa" in text
        within(cost, told, keys=1, requests=2)
        listed, behind = cost.requests
        assert "/v1/disputes" in listed
        assert behind.endswith(named("paym", "ancient")), "the other payment is loaded already"
        await press(at.pilot, "enter")
        assert shows(at, DisputeScreen)
