"""Trouble with the API, over a real socket: what is said, what stays, and the way on."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE
from stancer_tui.services.payments import window_load
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.shell.loaded_payments import Progress
from tests.api.stub import Seen, http, refusal, serving
from tests.ui.desks.scripted_api import PaymentsApp, WireDesks, payment
from tests.ui.driving import (
    PARIS,
    WIDE,
    demo,
    payments,
    press,
    said,
    settled,
    table,
    until,
)

QUICK = Limits(attempts=2, backoff=0.001, backoff_cap=0.001)
PATIENCE = Timeouts(read_total=5.0)
HTML = http(200, b"<html><b>Welcome to the hotel</b></html>", content_type="text/html")


class Shop:
    """A server with payments: `mood` may answer otherwise, `gate` holds back the answers it is asked for."""

    def __init__(self, count: int = 3) -> None:
        self.count = count
        self.mood: Callable[[Seen], bytes | None] = lambda request: None
        self.held: Callable[[Seen], bool] = lambda request: False
        self.gate = asyncio.Event()
        self.waiting = 0

    async def __call__(self, request: Seen, writer: asyncio.StreamWriter) -> None:
        answer = self.mood(request)
        if answer is None:
            answer = self.answer(request)
        if self.held(request):
            self.waiting += 1
            await self.gate.wait()
        if answer == b"":
            writer.close()
        writer.write(answer)

    def answer(self, request: Seen) -> bytes:
        """The answer of a server in good health; live payments are twice as dear."""
        user = base64.b64decode(request.headers["authorization"].removeprefix("Basic ")).decode()
        live = user.startswith(DEMO_SECRET_LIVE)
        items = [
            payment(number, live_mode=live, order_id=f"{'live' if live else 'test'}{number}")
            for number in range(1, self.count + 1)
        ]
        query = {name: [value] for name, value in request.query.items()}
        status, body = PaymentsApp(items).answer(request.path, query)
        if "payments" in body:
            body["live_mode"] = live
        return http(status, body)


@asynccontextmanager
async def at_the_desk(
    shop: Shop, *, limits: Limits = QUICK, timeouts: Timeouts = PATIENCE, size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[int]]:
    """The program, on a shop's socket; it may still be loading."""
    async with serving(shop) as stub:
        app = StancerApp(
            WireDesks(url=stub.url, limits=limits, timeouts=timeouts), mode=Mode.TEST, zone=PARIS
        )
        async with app.run_test(size=size, notifications=True) as pilot:
            yield pilot


def always(answer: bytes) -> Callable[[Seen], bytes | None]:
    return lambda request: answer


def other_mode(request: Seen) -> bytes:
    body = {"payments": [payment(1, live_mode=True)], "live_mode": True, "range": {"has_more": False}}
    return http(200, body if request.path.endswith("/") else payment(1, live_mode=True))


TROUBLES: dict[str, tuple[Callable[[Seen], bytes | None], str, str]] = {
    "401": (
        always(http(401, refusal("Bad key"))),
        "does not accept the key",
        "Check the key",
    ),
    "429": (
        always(http(429, refusal("Slow down"), headers={"Retry-After": "90"})),
        "asks to slow down",
        "90 s",
    ),
    "500": (always(http(500, refusal("Oops"))), "has a problem of its own", "Try again in a moment"),
    "503": (always(http(503, refusal("Works"))), "offline for maintenance", "in a few minutes"),
    "html": (always(HTML), "answer could not be read", "Something between here and Stancer"),
    "cut": (always(b""), "could not be reached", "Check the network"),
    "other mode": (other_mode, "belongs to the other mode", "key"),
}


@pytest.mark.parametrize("name", TROUBLES)
async def test_a_trouble_is_told_with_its_advice_and_f5_goes_on(name: str) -> None:
    mood, title, advice = TROUBLES[name]
    shop = Shop()
    shop.mood = mood
    async with at_the_desk(shop) as pilot:
        await settled(pilot)
        text = said(pilot)
        assert title in text
        assert advice in text
        assert "f5" in text
        assert "No payments" not in text, "a failure is not an empty window"
        assert "loading" not in text

        shop.mood = lambda request: None
        await press(pilot, "f5")
        assert "test1" in said(pilot)
        assert title not in said(pilot)

        shop.mood = mood
        await press(pilot, "f5")
        text = said(pilot)
        assert title in text
        assert advice in text
        assert "f5 tries again" in text
        assert "test1" in text, "what was loaded stays"
        assert "3 of 3" in text

        await press(pilot, "enter")
        text = said(pilot)
        assert title in text
        assert advice in text
        assert "f5 tries again" in text
        assert "30.21" in text, "what the list knows stays"
        shop.mood = lambda request: None
        await press(pilot, "f5")
        assert title not in said(pilot)
        assert "What happened" in said(pilot)


async def test_a_server_that_is_down_is_told() -> None:
    async with serving(Shop()) as stub:
        url = stub.url
    desks = WireDesks(url=url, limits=QUICK, timeouts=PATIENCE)
    async with demo(desks=desks) as pilot:
        text = said(pilot)
        assert "could not be reached" in text
        assert "Check the network" in text
        assert "f5" in text


async def test_an_answer_that_never_comes_ends_in_words() -> None:
    shop = Shop()
    shop.held = lambda request: True
    async with at_the_desk(shop, limits=Limits(attempts=1), timeouts=Timeouts(read_total=0.2)) as pilot:
        await settled(pilot)
        assert "did not answer in time" in said(pilot)
        assert "f5" in said(pilot)


def failing_after(pages: int, refused: list[Seen]) -> Callable[[Seen], bytes | None]:
    """Every page fails after so many have come."""
    came: list[Seen] = []

    def mood(request: Seen) -> bytes | None:
        kept = came if len(came) < pages else refused
        kept.append(request)
        return None if kept is came else http(500, refusal("Oops"))

    return mood


async def test_a_load_that_fails_half_way_rests_says_so_and_goes_on_at_once_with_f5() -> None:
    shop = Shop(300)
    shop.mood = failing_after(2, [])
    async with at_the_desk(shop) as pilot:
        await until(pilot, lambda: "goes on by itself after 2 s" in said(pilot))
        text = said(pilot)
        assert "has a problem of its own" in text
        assert "older payments may be missing" in text
        assert "test1" in text
        assert 0 < len(payments(pilot).rows) < 300
        await pilot.press("G", "space")
        await until(pilot, lambda: len(table(pilot).marks) == 1)
        marked = set(table(pilot).marks)

        shop.mood = lambda request: None
        await press(pilot, "f5")
        assert len(payments(pilot).rows) == 300
        assert table(pilot).marks == marked
        assert "problem" not in said(pilot)
        assert "goes on" not in said(pilot)


async def test_a_load_that_fails_half_way_goes_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_load, "RESTS", (0.0,) * 8)
    shop = Shop(300)
    refused: list[Seen] = []
    failing = failing_after(2, refused)
    shop.mood = lambda request: failing(request) if len(refused) < QUICK.attempts else None
    async with at_the_desk(shop) as pilot:
        await settled(pilot)
        assert len(refused) == QUICK.attempts
        assert len(payments(pilot).rows) == 300
        assert payments(pilot).rows.progress is Progress.DONE
        assert "problem" not in said(pilot)


async def test_a_load_that_rested_in_vain_keeps_its_rows_and_goes_on_from_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(window_load, "RESTS", (0.0,))
    shop = Shop(300)
    shop.mood = failing_after(2, [])
    async with at_the_desk(shop) as pilot:
        await settled(pilot)
        text = said(pilot)
        assert "has a problem of its own" in text
        assert "older payments may be missing" in text
        assert "goes on by itself" not in text
        assert "f5 tries again" in text
        assert payments(pilot).rows.progress is Progress.STOPPED
        read = [row.created for row in payments(pilot).rows.index.rows if row.created is not None]
        assert 0 < len(read) < 300

        asked: list[Seen] = []
        shop.mood = asked.append
        await press(pilot, "f5")
        assert len(payments(pilot).rows) == 300
        assert int(asked[0].query["created"]) in read, "what is loaded is not read again"


async def test_an_empty_window_is_an_answer_and_offers_other_dates() -> None:
    async with at_the_desk(Shop(0)) as pilot:
        await settled(pilot)
        text = said(pilot)
        assert "No payments · last 7 days" in text
        assert "d chooses other dates" in text
        assert "!" not in text


@pytest.mark.parametrize("rows", [0, 300], ids=["before any row", "among rows"])
async def test_escape_stops_a_slow_load_says_so_and_f5_reads_on(rows: int) -> None:
    shop = Shop(300)
    shop.held = lambda request: rows == 0 or request.query.get("start") == "100"
    async with at_the_desk(shop) as pilot:
        await until(pilot, lambda: shop.waiting > 0 and (not rows or len(payments(pilot).rows) > 0))
        await until(pilot, lambda: "esc stops" in said(pilot))
        await pilot.press("escape")
        await settled(pilot)
        text = said(pilot)
        assert "stopped" in text
        assert "f5 reads on" in text
        assert "loading" not in text
        assert "No payments" not in text
        assert running(pilot) == []
        before = len(payments(pilot).rows)

        await press(pilot, "question_mark", "escape")
        assert payments(pilot).rows.progress is Progress.STOPPED, "a dialog does not start it again"
        assert len(payments(pilot).rows) == before

        shop.gate.set()
        await press(pilot, "f5")
        assert len(payments(pilot).rows) == 300
        assert "stopped" not in said(pilot)


def running(pilot: Pilot[int]) -> list[str]:
    """The workers that are still at work."""
    return [worker.group for worker in pilot.app.workers if worker.is_running]


async def test_the_other_mode_finds_nothing_of_a_slow_load_and_coming_back_reads_on() -> None:
    shop = Shop(300)
    shop.held = lambda request: request.query.get("start") == "100"
    async with at_the_desk(shop) as pilot:
        await until(pilot, lambda: shop.waiting > 0 and len(payments(pilot).rows) > 0)
        shop.count = 3
        await pilot.press("ctrl+t")
        await pilot.pause()
        await pilot.press("tab", "enter")
        await settled(pilot)
        text = said(pilot)
        assert "LIVE" in text
        assert "live1" in text
        assert "test" not in text.replace("Live/test", "").replace("stancer", "")
        assert "stest" not in text
        assert running(pilot) == []

        shop.count = 300
        shop.gate.set()
        await press(pilot, "ctrl+t")
        await settled(pilot)
        assert len(payments(pilot).rows) == 300
        assert "live" not in said(pilot).replace("Live/test", "")


async def test_leaving_before_the_first_row_and_coming_back_loads() -> None:
    shop = Shop()
    shop.held = lambda request: True
    async with at_the_desk(shop) as pilot:
        await until(pilot, lambda: shop.waiting > 0)
        await pilot.press("ctrl+t")
        await pilot.pause()
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert "LIVE" in said(pilot)
        shop.held = lambda request: False
        shop.gate.set()
        await press(pilot, "ctrl+t")
        await settled(pilot)
        assert "test1" in said(pilot)


def about(**fields: Any) -> Callable[[Seen], bytes | None]:
    """An answer about one payment that is not what was asked for."""
    return lambda request: None if request.path.endswith("/") else http(200, payment(1, **fields))


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"id": f"paym_{9:024d}", "description": "of somebody else"}, "about another object"),
        ({"live_mode": True, "description": "of somebody else"}, "belongs to the other mode"),
        ({"amount": "30.21"}, "could not be read"),
    ],
)
async def test_a_detail_that_is_not_what_was_asked_for_is_thrown_away(
    fields: dict[str, Any], title: str
) -> None:
    shop = Shop()
    shop.mood = about(**fields)
    async with at_the_desk(shop) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        text = said(pilot)
        assert title in text
        assert "somebody else" not in text
        assert "30.21" in text
        assert "f5 tries again" in text


async def test_answers_about_a_payment_that_come_out_of_order_leave_the_last_one_asked_for() -> None:
    shop = Shop()
    statuses = iter(["refused", "captured"])
    shop.mood = lambda request: None if request.path.endswith("/") else status_of_next(statuses)
    shop.held = lambda request: not request.path.endswith("/") and shop.waiting == 0
    async with at_the_desk(shop) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: shop.waiting == 1)
        await press(pilot, "f5")
        assert "captured" in said(pilot)
        shop.gate.set()
        await settled(pilot)
        assert "refused" not in said(pilot)


def status_of_next(statuses: Any) -> bytes:
    return http(200, payment(1, status=next(statuses)))


async def test_a_detail_left_for_the_other_mode_is_read_when_the_agent_comes_back() -> None:
    shop = Shop()
    shop.held = lambda request: not request.path.endswith("/")
    async with at_the_desk(shop) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: shop.waiting == 1)
        await pilot.press("ctrl+t")
        await pilot.pause()
        await pilot.press("tab", "enter")
        await settled(pilot)
        assert "test1" not in said(pilot)
        shop.gate.set()
        await press(pilot, "ctrl+t")
        await settled(pilot)
        assert "What happened" in said(pilot)


async def test_the_program_ends_while_it_loads_and_leaves_no_task() -> None:
    shop = Shop(150)
    shop.held = lambda request: True
    before = asyncio.all_tasks()
    async with at_the_desk(shop) as pilot:
        await until(pilot, lambda: shop.waiting > 0)
        await pilot.press("q")
        await pilot.pause()
    left = [task for task in asyncio.all_tasks() - before if "Stub" not in repr(task)]
    assert left == []
