"""The Disputes section and the screen of one dispute."""

import asyncio
import csv
import json
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from stancer_tui.api.limits import Limits
from stancer_tui.models.mode import Mode
from stancer_tui.reference.codes import Family, lookup
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui.dialogs.links import Links
from stancer_tui.ui.disputes.screen import DisputeScreen
from stancer_tui.ui.disputes.section import DisputesScreen
from stancer_tui.ui.payments.screen import PaymentScreen
from tests.ui.desks.scripted_api import WireDesks
from tests.ui.desks.scripted_money_api import MoneyApp, dispute
from tests.ui.desks.ticket_shop import ANNA, agent, named, pay
from tests.ui.driving import (
    NARROW,
    NOW,
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
NOW_SECONDS = int(NOW.timestamp())


def desks(app: Any) -> WireDesks:
    return WireDesks(app=app, limits=Limits(attempts=1))


def ids(pilot: Pilot[int]) -> list[str]:
    """The disputes of the list as it stands."""
    screen = pilot.app.screen
    assert isinstance(screen, DisputesScreen)
    return [line.dispute.id for line in screen.lines.shown]


async def test_disputes_stand_newest_first_with_their_meaning_and_the_currency_of_their_payments() -> None:
    app = MoneyApp()
    app.disputes(dispute("old", 20, response="1040"), dispute("new", 1, response="MD06"), dispute("mid", 5))
    app.objects[named("paym", "old")]["currency"] = "jpy"
    async with demo(TALL, desks=desks(app)) as pilot:
        asked = len(app.asked)
        await press(pilot, "4")
        assert ids(pilot) == [named("dspt", name) for name in ("new", "mid", "old")]
        text = said(pilot)
        assert "last 30 days · 3 of 3" in text
        entry = lookup("1040", Family.DISPUTE)
        assert entry is not None
        assert f"1040 {entry.title}"[:20] in text
        assert "Visa" in text
        assert "SEPA" in text
        assert "30.21 EUR" in text
        assert "3,021 JPY" in text, "the payment's own currency and its decimals"
        assert len(app.asked) - asked == 4, "the list, and each payment once"


async def test_until_the_payment_is_read_the_amount_stands_without_a_currency() -> None:
    app = MoneyApp()
    app.disputes(dispute("one"), dispute("two", 2), payments=False)
    app.objects[named("paym", "two")] = pay("two", 99)
    async with demo(TALL, desks=desks(app)) as pilot:
        await press(pilot, "4")
        text = said(pilot)
        assert "3,021 minor" in text
        assert "not readable" in text
        assert "30.21 EUR" in text, "the other one is read"
        assert "Payment not readable, so no currency" in text
        await press(pilot, "enter")
        text = said(pilot)
        assert "3,021 minor units" in text
        assert "payment not readable" in text
        assert "30.21" not in text


class Held:
    """Holds requests for a path back until the gate opens."""

    def __init__(self, app: MoneyApp, path: str) -> None:
        self.app, self.path, self.gate = app, path, asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and self.path in scope["path"]:
            await self.gate.wait()
        await self.app(scope, receive, send)


async def test_while_a_payment_is_being_read_it_is_said_and_nothing_is_invented() -> None:
    app = MoneyApp()
    app.disputes(dispute("one"))
    held = Held(app, "/v1/checkout/paym_")
    async with demo(TALL, desks=desks(held)) as pilot:
        await pilot.press("4")
        await until(pilot, lambda: "1 payment to read" in said(pilot))
        text = said(pilot)
        assert "3,021" not in text, "minor units would be read as an amount"
        assert "amount being read…" in text
        assert "Customer being read…" in text
        assert "The list names no currency" in text
        assert "30.21" not in text
        held.gate.set()
        await settled(pilot)
        assert "30.21 EUR" in said(pilot)
        assert "payment to read" not in said(pilot)


async def test_escape_stops_the_reading_and_f5_reads_again() -> None:
    app = MoneyApp()
    app.disputes(dispute("one"))
    held = Held(app, "/v1/disputes")
    async with demo(WIDE, desks=desks(held)) as pilot:
        await pilot.press("4")
        await until(pilot, lambda: "0 read · esc stops" in said(pilot))
        await pilot.press("escape")
        await settled(pilot)
        text = said(pilot)
        assert "Reading was stopped before anything came" in text
        assert "No disputes" not in text
        held.gate.set()
        await press(pilot, "f5")
        assert ids(pilot) == [named("dspt", "one")]


async def test_the_marked_disputes_are_exported(tmp_path: Path) -> None:
    app = MoneyApp()
    app.disputes(dispute("one"), dispute("two", 2), dispute("three", 3))
    async with demo(WIDE, desks=desks(app)) as pilot:
        await press(pilot, "4", "space", "j", "space", "e")
        assert "2 disputes, the marked ones" in said(pilot)
        field = pilot.app.screen.query_one("#path", Input)
        field.value = str(tmp_path / "out.jsonl")
        await press(pilot, "enter")
        rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
        assert [row["id"] for row in rows] == [named("dspt", "one"), named("dspt", "three")]


async def test_a_dispute_shows_reason_payment_refunds_and_how_to_answer() -> None:
    app = MoneyApp()
    app.disputes(dispute("one", response="4837"), dispute("two", 3))
    refund = {"id": named("refd", "r"), "amount": 1000, "status": "refunded", "created": NOW_SECONDS}
    for name in ("one", "two"):
        app.objects[named("paym", name)] |= {"customer": ANNA, "auth": {"status": "success"}}
    app.objects[named("paym", "one")]["refunds"] = [refund]
    async with demo(TALL, desks=desks(app)) as pilot:
        await press(pilot, "4", "enter")
        assert shows(pilot, DisputeScreen)
        text = said(pilot)
        assert "30.21 EUR" in text
        assert "Mastercard" in text
        assert "disputed" in text
        assert "3-D Secure: ✓ success" in text
        assert "it may go back twice" in text
        assert "10.00 EUR ↺ refunded" in text
        assert "answered with Stancer, not by the API" in text
        assert "payment created" in text
        assert named("dspt", "two") in text, "the other dispute of the same customer"
        assert "Bank date 2026-11-20" in text, "the list reports it, the dispute itself does not"

        await press(pilot, "v")
        assert "as received" in said(pilot)
        await press(pilot, "escape", "enter")
        assert shows(pilot, Links)
        await press(pilot, "enter")
        assert shows(pilot, PaymentScreen)
        await press(pilot, "left_square_bracket")
        assert shows(pilot, DisputeScreen)


async def test_the_dossier_is_copied_from_the_list_and_from_the_dispute(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(App, "copy_to_clipboard", lambda self, text: copied.append(text))
    async with agent(tmp_path, TALL) as at:
        await press(at.pilot, "4", "y")
        await press(at.pilot, "enter", "y")
        first, second = copied
        for text in (first, second):
            for words in (
                named("dspt", "lost"),
                named("paym", "debit"),
                "99.00 EUR",
                "Ending in 2606",
                "TEST",
            ):
                assert words in text
            assert "payment created" in text
            assert "REFUNDS\nnone reported by the API" in text
        assert "Dossier of" in said(at.pilot)


async def test_an_id_pasted_opens_the_dispute(tmp_path: Path) -> None:
    async with agent(tmp_path, WIDE) as at:
        await at.paste(f"see {named('dspt', 'lost')} please")
        assert shows(at.pilot, DisputeScreen)
        assert "99.00 EUR" in said(at.pilot)


def requests_to(app: MoneyApp, path: str) -> int:
    return sum(each == path for each in app.asked)


async def test_new_disputes_are_counted_once_in_the_background_and_a_visit_ends_it() -> None:
    app = MoneyApp()
    app.disputes(dispute("old", 9), dispute("new", 1), dispute("newer", 0.5))
    state = DeskState()
    state.change(Mode.TEST, disputes_seen=NOW_SECONDS - 3 * 86400)
    async with demo(TALL, desks=desks(app), state=state) as pilot:
        await until(pilot, lambda: "4 Disputes 2 new" in said(pilot))
        assert requests_to(app, "/v1/disputes") == 1
        assert app.asked.index("/v1/disputes") > app.asked.index("/v1/checkout"), "the payments come first"
        await press(pilot, "f5")
        assert requests_to(app, "/v1/disputes") == 1
        await press(pilot, "4")
        text = said(pilot)
        assert "last 30 days · 2 new · 3 of 3" in text
        assert "4 Disputes 2 new" not in text
        assert state[Mode.TEST].disputes_seen == NOW_SECONDS


async def test_a_dispute_dated_by_the_day_of_the_last_visit_is_new_where_it_was_not_there() -> None:
    midnight = int(NOW.replace(hour=0, minute=0, second=0).timestamp())
    app, state = MoneyApp(), DeskState()
    app.disputes(dispute("yesterday", 1), dispute("morning", created=midnight))
    async with demo(TALL, desks=desks(app), state=state) as pilot:
        await press(pilot, "4")
        assert len(ids(pilot)) == 2
        await press(pilot, "2")
    app.disputes(
        dispute("yesterday", 1), dispute("morning", created=midnight), dispute("evening", created=midnight)
    )
    async with demo(TALL, desks=desks(app), state=state) as pilot:
        await until(pilot, lambda: "4 Disputes 1 new" in said(pilot))
        await press(pilot, "4")
        assert "1 new · 3 of 3" in said(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, DisputesScreen)
        assert screen.table.fresh == {named("dspt", "evening")}
        await press(pilot, "2")
    async with demo(TALL, desks=desks(app), state=state) as pilot:
        await settled(pilot)
        assert " new" not in said(pilot).split("4 Disputes")[1][:8]
        await press(pilot, "4")
        assert "new ·" not in said(pilot)


@pytest.mark.parametrize("size", [NARROW, (100, 24), WIDE], ids=["80", "100", "120"])
async def test_the_badge_and_the_host_stand_in_a_narrow_header_too(size: tuple[int, int]) -> None:
    app = MoneyApp()
    app.disputes(dispute("new", 1))
    state = DeskState()
    state.change(Mode.TEST, disputes_seen=NOW_SECONDS - 3 * 86400)
    async with demo(size, desks=desks(app), state=state) as pilot:
        await until(pilot, lambda: "4 1 new" in said(pilot))
        assert "127.0.0.1" in said(pilot).split("4 1 new")[0], "a host that is not Stancer's is named"


async def test_a_desk_that_never_looked_asks_nothing_until_it_is_visited() -> None:
    app = MoneyApp()
    app.disputes(dispute("new", 1))
    state = DeskState()
    async with demo(WIDE, desks=desks(app), state=state) as pilot:
        assert requests_to(app, "/v1/disputes") == 0
        await press(pilot, "4")
        assert "new ·" not in said(pilot), "nothing is new to a first visit"
        assert state[Mode.TEST].disputes_seen == NOW_SECONDS


async def test_failure_is_not_emptiness_and_what_was_read_stays() -> None:
    app = MoneyApp()
    failing = True
    app.refuse = lambda path, query: (
        (500, {"error": {"message": "Oops"}}) if failing and path == "/v1/disputes" else None
    )
    state = DeskState()
    async with demo(WIDE, desks=desks(app), state=state) as pilot:
        await press(pilot, "4")
        text = said(pilot)
        assert "has a problem of its own" in text
        assert "f5 tries again" in text
        assert "No disputes" not in text
        assert state[Mode.TEST].disputes_seen is None, "a list that was not seen was not looked at"
        failing = False
        await press(pilot, "f5")
        assert "No disputes · last 30 days" in said(pilot)
        app.disputes(dispute("one"))
        await press(pilot, "f5")
        assert ids(pilot) == [named("dspt", "one")]
        failing = True
        await press(pilot, "f5")
        text = said(pilot)
        assert ids(pilot) == [named("dspt", "one")]
        assert "What is shown was read before" in text
        assert "not fresh · read now" in text


async def test_the_search_narrows_and_an_export_holds_what_is_shown(tmp_path: Path) -> None:
    app = MoneyApp()
    app.disputes(dispute("one", response="1040"), dispute("two", 2, order_id="=evil"))
    async with demo(WIDE, desks=desks(app)) as pilot:
        await press(pilot, "4", "slash")
        await type_text(pilot, "evil")
        assert ids(pilot) == [named("dspt", "two")]
        await pilot.press("down")
        await press(pilot, "e")
        field = pilot.app.screen.query_one("#path", Input)
        field.value = str(tmp_path / "out.csv")
        await press(pilot, "enter")
        file = tmp_path / "out.csv"
        (row,) = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
        assert (row["id"], row["amount"], row["currency"]) == (named("dspt", "two"), "30.21", "EUR")
        assert row["order_id"] == "'=evil"
        assert file.stat().st_mode & 0o77 == 0


async def test_other_dates_are_loaded() -> None:
    app = MoneyApp()
    app.disputes(dispute("one"), dispute("ages", 200))
    async with demo(WIDE, desks=desks(app)) as pilot:
        await press(pilot, "4", "d", "tab")
        await type_text(pilot, "2026-01-01")
        await press(pilot, "tab")
        await type_text(pilot, "2026-10-01")
        await press(pilot, "enter")
        assert ids(pilot) == [named("dspt", "ages")]


@pytest.mark.parametrize("name", PAYLOADS)
async def test_hostile_text_stays_text(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from stancer_tui.ui.app import StancerApp

    monkeypatch.setattr(StancerApp, "get_line_filters", App.get_line_filters)
    copied: list[str] = []
    monkeypatch.setattr(App, "copy_to_clipboard", lambda self, text: copied.append(text))
    text = PAYLOADS[name]
    app = MoneyApp()
    app.disputes(
        dispute("one", response=text, order_id=text, type=text, currency=None, strange=text),
        dispute("two", payment=text),
        dispute("three", amount="12"),
    )
    app.objects[named("paym", "one")] |= {
        "customer": {"id": text, "name": text},
        "card": {"id": text, "brand": text},
    }
    async with demo(TALL, desks=desks(app)) as pilot:
        seen = []
        for keys in (("4",), ("j",), ("j",), ("g", "y"), ("enter",), ("y",), ("v",), ("escape", "enter")):
            await press(pilot, *keys)
            shown = screen_text(desk_app(pilot))
            assert not HARMFUL & set(shown.replace("\n", ""))
            seen.append(shown)
    assert not any(HARMFUL - {"\n"} & set(each) for each in copied)
    if name == "markup":
        assert MARKUP[:30] in "".join(seen)
    assert "unreadable" in "".join(seen)
