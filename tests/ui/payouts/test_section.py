"""The Payouts section, the screen of one payout, and the way from a payment to its payout."""

import asyncio
import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from stancer_tui.api.limits import Limits
from stancer_tui.desk import CannotOpen
from stancer_tui.models.mode import Mode
from stancer_tui.ui.dialogs.confirm import Confirm
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.payouts.find_dialog import FindPayout
from stancer_tui.ui.payouts.screen import PayoutScreen
from stancer_tui.ui.payouts.section import PayoutsScreen
from tests.ui.desks.scripted_api import SECONDS, WireDesks
from tests.ui.desks.scripted_money_api import MoneyApp, dispute, payout
from tests.ui.desks.ticket_shop import named, pay
from tests.ui.driving import (
    NARROW,
    WIDE,
    demo,
    desk_app,
    press,
    said,
    screen_text,
    settled,
    shows,
    type_text,
    until,
)
from tests.ui.hostile_texts import HARMFUL, MARKUP, PAYLOADS

TALL = (160, 45)
DAY = 86400


def shown(pilot: Pilot[int]) -> list[str]:
    """The payouts of the list as it stands."""
    screen = pilot.app.screen
    assert isinstance(screen, PayoutsScreen)
    return [line.payout.id or "" for line in screen.lines.shown]


def paid(name: str, amount: int, **fields: Any) -> dict[str, Any]:
    """A captured payment of five days ago."""
    return pay(name, 5 * 1440, amount=amount, live_mode=True) | fields


def refund(name: str, amount: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": named("refd", name),
        "payment": named("paym", name),
        "amount": amount,
        "currency": "eur",
        "status": "refunded",
        "created": SECONDS - 4 * DAY,
    } | fields


def whole() -> dict[str, list[Any]]:
    """The members of `payout`, which add up to it."""
    return {
        "payments": [paid("one", 10000, fee=60), paid("two", 5000, fee=40)],
        "refunds": [refund("back", 5000)],
        "disputes": [dispute("lost", 4, amount=500)],
    }


@asynccontextmanager
async def live(app: MoneyApp, size: tuple[int, int] = TALL) -> AsyncIterator[Pilot[int]]:
    app.live = True
    desks = WireDesks(app=app, limits=Limits(attempts=1))
    async with demo(size, mode=Mode.LIVE, desks=desks) as pilot:
        yield pilot


async def test_a_payout_is_set_as_a_sum_and_adds_up_by_totals_and_members() -> None:
    app = MoneyApp()
    app.payout(payout("june"), **whole())
    async with live(app) as pilot:
        await press(pilot, "5")
        text = said(pilot)
        assert "last 90 days · 1 of 1" in text
        assert "94.00 EUR" in text
        assert "The transfer is done" in text
        await press(pilot, "enter")
        text = said(pilot)
        assert "It adds up, by the API's totals and by its members" in text
        assert "Payments 150.00 150.00 2 payments" in text
        assert "− Refunds 50.00 50.00 1 refund" in text
        assert "− Disputes 5.00 5.00 1 dispute" in text
        assert "− Fees 1.00 1.00 as the payments report them" in text
        assert "Difference 0.00 0.00" in text
        assert "1 dispute without a currency, counted in the payout's EUR" in text
        assert "2026-11-20" in text, "a bank date is a date without a time"


async def test_a_cent_that_is_missing_is_named_to_the_cent() -> None:
    app = MoneyApp()
    app.payout(payout("june", amount=9399), **whole())
    async with live(app, NARROW) as pilot:
        await press(pilot, "5")
        assert "Its own totals do not add up" in said(pilot)
        await press(pilot, "enter")
        text = said(pilot)
        assert "0.01 EUR is not explained by the members" in text
        assert "Difference -0.01 -0.01" in text
        assert "adds up, by" not in text


async def test_the_short_payout_of_the_demo_is_found() -> None:
    async with demo(TALL, mode=Mode.LIVE) as pilot:
        await press(pilot, "5")
        screen = pilot.app.screen
        assert isinstance(screen, PayoutsScreen)
        off = []
        for line in screen.lines.shown:
            assert screen.table.move_to(line.key)
            await pilot.pause(0)
            if "do not add up" in said(pilot):
                off.append(line)
        assert len(off) == 1
        assert screen.table.move_to(off[0].key)
        await press(pilot, "enter")
        assert "0.01 EUR is not explained by the members" in said(pilot)


async def test_test_mode_explains_and_offers_live_with_one_key() -> None:
    async with demo(WIDE) as pilot:
        await press(pilot, "5")
        text = said(pilot)
        assert "Payouts exist in live mode only" in text
        assert "501" in text
        assert "No payouts ·" not in text
        await press(pilot, "l")
        assert shows(pilot, Confirm)
        await press(pilot, "tab", "enter")
        text = said(pilot)
        assert "LIVE" in text
        assert shown(pilot)


async def test_a_desk_without_a_live_key_comes_back_to_test() -> None:
    class OnlyTest(WireDesks):
        async def open(self, mode: Mode) -> Any:
            if mode.live:
                raise CannotOpen(mode, "There is no live key on this machine yet.", missing=True)
            return await super().open(mode)

    app = MoneyApp()
    app.refuse = lambda path, query: (501, {"error": {"message": "Not"}}) if "payouts" in path else None
    async with demo(WIDE, desks=OnlyTest(app=app)) as pilot:
        await press(pilot, "5", "l", "tab", "enter")
        assert "LIVE" in said(pilot)
        await press(pilot, "ctrl+t")
        assert "Payouts exist in live mode only" in said(pilot)
        assert "TEST" in said(pilot)


async def test_an_empty_period_is_an_answer_and_a_failure_is_none() -> None:
    app = MoneyApp()
    async with live(app) as pilot:
        await press(pilot, "5")
        assert "No payouts · last 90 days" in said(pilot)
        app.refuse = lambda path, query: (503, {"error": {"message": "Works"}}) if "payouts" in path else None
        await press(pilot, "f5")
        text = said(pilot)
        assert "offline for maintenance" in text
        assert "No payouts" not in text


@pytest.mark.parametrize("typed", ["94.00", "94,00"])
async def test_a_typed_amount_finds_the_payout_of_that_amount_and_no_other(typed: str) -> None:
    app = MoneyApp()
    app.payout(payout("june"), **whole())
    app.payout(payout("july", 9, amount=19400))
    async with live(app) as pilot:
        await press(pilot, "5", "slash")
        await type_text(pilot, typed)
        assert shown(pilot) == [named("pout", "june")]
        await press(pilot, "enter")
        assert shows(pilot, PayoutScreen)
        await press(pilot, "escape", "escape")
        assert len(shown(pilot)) == 2


async def test_a_payout_of_no_payments_adds_up_to_its_fees() -> None:
    app = MoneyApp()
    nothing = {"amount": 0}
    app.payout(payout("june", amount=-100, payments=nothing, refunds=nothing, disputes=nothing))
    async with live(app) as pilot:
        await press(pilot, "5", "enter")
        text = said(pilot)
        assert "-1.00 EUR" in text
        assert "Payments 0.00 0.00 0 payments" in text
        assert "It adds up" in text


async def test_members_of_another_currency_are_said_and_never_summed() -> None:
    app = MoneyApp()
    members = whole()
    members["payments"].append(paid("dollars", 700, currency="usd"))
    app.payout(payout("june"), **members)
    async with live(app) as pilot:
        await press(pilot, "5", "enter")
        text = said(pilot)
        assert "members of 7.00 USD are in another currency, so in no sum" in text
        assert "Payments 150.00 150.00" in text
        assert "It adds up" not in text


async def test_a_kind_that_fails_half_way_keeps_what_is_there_names_the_rest_and_reads_on() -> None:
    app = MoneyApp()
    members = whole()
    many = [paid(f"p{number:03d}x", 100, fee=0, created=SECONDS - 6 * DAY + number) for number in range(150)]
    members["payments"] = many
    app.payout(payout("june", fees=0, amount=9500), **members)
    failing = True

    def refuse(path: str, query: dict[str, list[str]]) -> Any:
        second = path.endswith("/payments") and query.get("start") == ["100"]
        return (500, {"error": {"message": "Oops"}}) if failing and second else None

    app.refuse = refuse
    async with live(app) as pilot:
        await press(pilot, "5", "enter")
        text = said(pilot)
        assert "100 payments read, the rest not" in text
        assert "has a problem of its own" in text
        assert "50.00 EUR of the payout's total is not read" in text
        assert "Refunds 50.00 50.00 1 refund" in text, "the other kinds are read all the same"
        assert "members not all read yet" in text
        assert "It adds up" not in text
        await press(pilot, "e")
        assert "Not all members are read" in said(pilot)

        failing = False
        asked = len(app.asked)
        await press(pilot, "t")
        text = said(pilot)
        assert "150 payments" in text
        assert "It adds up, by" in text
        assert len(app.asked) - asked == 1, "only what was missing is read"


async def test_escape_stops_the_members_and_t_reads_on() -> None:
    app = MoneyApp()
    gate = asyncio.Event()
    app.payout(payout("june"), **whole())

    class Held:
        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http" and scope["path"].rstrip("/").endswith("/refunds"):
                await gate.wait()
            await app(scope, receive, send)

    app.live = True
    desks = WireDesks(app=Held(), limits=Limits(attempts=1))
    async with demo(TALL, mode=Mode.LIVE, desks=desks) as pilot:
        await press(pilot, "5")
        await pilot.press("enter")
        await until(pilot, lambda: "0 refunds read · esc stops" in said(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "0 refunds read, the rest not: stopped" in said(pilot))
        assert shows(pilot, PayoutScreen)
        gate.set()
        await press(pilot, "t")
        assert "It adds up, by" in said(pilot)
        await press(pilot, "escape")
        assert shows(pilot, PayoutsScreen)


async def test_f5_keeps_the_members_until_they_are_read_again() -> None:
    app = MoneyApp(live=True)
    gate = asyncio.Event()
    gate.set()
    app.payout(payout("june"), **whole())
    members = "/v1/payouts/" + named("pout", "june")

    class Held:
        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http" and scope["path"].rstrip("/").endswith("/refunds"):
                await gate.wait()
            await app(scope, receive, send)

    def rows() -> int:
        screen = pilot.app.screen
        assert isinstance(screen, PayoutScreen)
        return len(screen.table.records)

    async with demo(TALL, mode=Mode.LIVE, desks=WireDesks(app=Held(), limits=Limits(attempts=1))) as pilot:
        await press(pilot, "5", "enter", "right")
        assert "Payments 2 Refunds 1 Disputes 1" in said(pilot)
        app.lists[f"{members}/payments"].append(paid("three", 100))
        app.lists[f"{members}/refunds"] = []
        gate.clear()
        await pilot.press("f5")
        await until(pilot, lambda: "0 refunds read again · esc stops" in said(pilot))
        assert "Payments 3 Refunds 1 (being read again) Disputes 1 (being read again)" in said(pilot)
        assert rows() == 1, "the refund that was read before stands"
        assert "− Refunds 50.00 50.00 1 refund" in said(pilot)
        await pilot.press("escape")
        stopped = "Refunds as read before, not read again: stopped. t reads on."
        await until(pilot, lambda: stopped in said(pilot))
        assert "Refunds 1 (as before) Disputes 1 (as before)" in said(pilot)
        await pilot.press("e")
        await until(pilot, lambda: "Not all members are read" in said(pilot))
        gate.set()
        await press(pilot, "t")
        assert "Payments 3 Refunds 0 Disputes 1" in said(pilot)
        assert "before" not in said(pilot)
        assert rows() == 0


async def test_members_are_shown_by_kind_and_opened_and_the_way_back_is_kept() -> None:
    app = MoneyApp()
    members = whole()
    app.payout(payout("june"), **members)
    for items in members.values():
        app.objects.update({item["id"]: item for item in items})
    async with live(app) as pilot:
        await press(pilot, "5", "enter", "enter")
        assert shows(pilot, PaymentScreen)
        await press(pilot, "escape", "right")
        assert "refunded" in said(pilot)
        await press(pilot, "right")
        assert "45 Payment contested" in said(pilot)
        await press(pilot, "v")
        assert "as received" in said(pilot)


async def test_the_accounts_of_a_payout_are_written_and_sum_to_the_cent(tmp_path: Path) -> None:
    app = MoneyApp()
    app.payout(payout("june", amount=9399), **whole())
    async with live(app) as pilot:
        await press(pilot, "5", "enter", "e")
        field = pilot.app.screen.query_one("#path", Input)
        assert named("pout", "june") in field.value
        field.value = str(tmp_path / "out.csv")
        await press(pilot, "enter")
        rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()))
        assert [row["kind"] for row in rows] == [
            *("payment", "payment", "refund", "dispute", "fees", "not explained"),
        ]
        assert sum(Decimal(row["amount"]) for row in rows) == Decimal("93.99")
        assert {row["payout_amount"] for row in rows} == {"93.99"}


async def test_the_payout_of_a_payment_is_found_and_remembered() -> None:
    app = MoneyApp()
    app.payout(payout("june"), **whole())
    app.payout(payout("other", 1), payments=[paid("else", 100)])
    app.lists["/v1/checkout"] = whole()["payments"]
    async with live(app) as pilot:
        asked = len(app.asked)
        await press(pilot, "P")
        assert shows(pilot, FindPayout)
        text = said(pilot)
        assert named("pout", "june") in text
        assert "STANCER ATELIER" in text
        assert len(app.asked) - asked == 2
        await press(pilot, "escape", "j")
        asked = len(app.asked)
        await press(pilot, "P")
        assert named("pout", "june") in said(pilot)
        assert len(app.asked) - asked == 1, "its members were seen before"
        await press(pilot, "enter")
        assert shows(pilot, PayoutScreen)


async def test_a_payment_in_no_payout_is_told_with_what_was_looked_at() -> None:
    app = MoneyApp()
    app.payout(payout("june"), **whole())
    app.lists["/v1/checkout"] = [paid("stranger", 100), paid("refusedx", 100, status="refused", created=1)]
    app.lists["/v1/checkout"][1]["created"] = SECONDS - 6 * DAY
    async with live(app) as pilot:
        await press(pilot, "P")
        text = said(pilot)
        assert "Not found in any of:" in text
        assert "94.00 EUR ✓ paid" in text
        await press(pilot, "escape", "j")
        asked = len(app.asked)
        await press(pilot, "P")
        assert "no payout holds it" in said(pilot)
        assert len(app.asked) == asked, "a refused payment needs no request"


async def test_looking_for_a_payout_can_be_stopped_and_tells_trouble() -> None:
    app = MoneyApp()
    app.payout(payout("june"), **whole())
    app.lists["/v1/checkout"] = whole()["payments"]
    app.refuse = lambda path, query: (
        (500, {"error": {"message": "Oops"}}) if path.endswith("/payments") and "payouts" in path else None
    )
    async with live(app) as pilot:
        await press(pilot, "P")
        text = said(pilot)
        assert "has a problem of its own" in text
        assert "94.00 EUR" in text, "the payout that was being looked into"
        await press(pilot, "escape")
        assert not shows(pilot, FindPayout)


async def test_in_test_mode_the_payout_of_a_payment_is_explained_without_asking() -> None:
    async with demo(WIDE) as pilot:
        desk = await desk_app(pilot).parts.desks.open(Mode.TEST)
        asked: list[Any] = []
        stop = desk.log.subscribe(asked.append)
        await press(pilot, "P")
        assert "Payouts exist in live mode only" in said(pilot)
        await press(pilot, "escape", "enter")
        asked.clear()
        await press(pilot, "P")
        assert "Payouts exist in live mode only" in said(pilot)
        assert asked == []
        stop()


@pytest.mark.parametrize("name", PAYLOADS)
async def test_hostile_text_stays_text(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from stancer_tui.ui.app import StancerApp

    monkeypatch.setattr(StancerApp, "get_line_filters", App.get_line_filters)
    text = PAYLOADS[name]
    app = MoneyApp()
    app.payout(
        payout("june", statement_description=text, status=text, strange=text, currency=text),
        payments=[
            paid("one", 1, order_id=text, status=text, card={"id": text, "brand": text, "last4": text})
        ],
        refunds=[refund("back", 1, status=text, payment=text, currency=text), {"id": text, "amount": "1"}],
        disputes=[dispute("lost", 1, response=text, order_id=text)],
    )
    app.payout(payout("july", 9, statement_description=text, status=text, id=text))
    async with live(app) as pilot:
        seen = []
        for keys in (
            ("5",),
            ("enter",),
            ("right",),
            ("j",),
            ("right",),
            ("v",),
            ("escape", "escape"),
            ("j", "enter"),
        ):
            await press(pilot, *keys)
            now = screen_text(desk_app(pilot))
            assert not HARMFUL & set(now.replace("\n", ""))
            seen.append(now)
    assert "unreadable" in "".join(seen)
    if name == "markup":
        assert MARKUP[:30] in "".join(seen)


async def test_w_watches_the_payout_of_the_list_and_of_its_screen() -> None:
    async with demo(WIDE, mode=Mode.LIVE) as pilot:
        await press(pilot, "5", "W")
        assert "1 watched" in said(pilot)
        await press(pilot, "enter", "W")
        assert "1 watched" not in said(pilot)


async def test_the_other_mode_finds_nothing_of_a_payout() -> None:
    async with demo(WIDE, mode=Mode.LIVE) as pilot:
        await press(pilot, "5", "enter")
        await pilot.press("ctrl+t")
        await settled(pilot)
        assert "Payouts exist in live mode only" in said(pilot)
        assert "pout_" not in said(pilot)
