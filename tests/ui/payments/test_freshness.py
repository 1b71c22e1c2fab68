"""What is new is read alone, shown as new, and read by itself when asked; further back on request."""

import asyncio
from pathlib import Path

from stancer_tui.api.resources.new_payment import NewPayment
from stancer_tui.models.mode import Mode
from stancer_tui.ui.shell.freshness import EVERY, SLOWEST
from stancer_tui.ui.shell.loaded_payments import Progress
from tests.ui.desks.scripted_api import SECONDS
from tests.ui.desks.ticket_shop import Agent, Asked, agent, named, pay, shop, text_of
from tests.ui.driving import (
    current,
    payments,
    press,
    rows,
    settled,
    table,
    type_text,
    until,
)


def said(at: Agent) -> str:
    """The screen's words, frames and line breaks taken out."""
    return " ".join(word for word in text_of(at).split() if word.strip("│╭╮╰╯"))


async def sell(at: Agent, amount: int = 4321) -> str:
    """A customer pays while the agent looks on."""
    at.desks.clock.advance(60)
    client = at.desks.opened[Mode.TEST].client
    payment = await client.payments.create(NewPayment(amount=amount, currency="eur"))
    return str(payment.id)


async def test_refresh_reads_what_is_new_and_keeps_cursor_marks_and_search(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "slash")
        payments(at.pilot).search.value = "amount:>1"
        await press(at.pilot, "enter", "j", "space")
        before, marks = current(at.pilot), set(table(at.pilot).marks)
        new = await sell(at)
        asked = len(at.desks.asked)
        await press(at.pilot, "f5")
        assert current(at.pilot) == before
        assert table(at.pilot).marks == marks
        assert rows(at.pilot)[0].id == new
        lists = [each for each in at.since(asked) if each.startswith("GET /v1/checkout/?")]
        assert lists == [f"GET /v1/checkout/?created={SECONDS - 300}&start=0&limit=100"]
        assert "1 new" in text_of(at)
        assert "+18:05" not in text_of(at), "nothing jumps under the agent's eyes"
        table(at.pilot).scroll_to(y=0, animate=False, force=True, immediate=True)
        await at.pilot.pause()
        assert " +18:05" in text_of(at)
        assert "read now" in text_of(at)
        await press(at.pilot, "g")
        assert "+18:05" not in text_of(at), "the cursor has passed it"
        assert "1 new" not in text_of(at)


async def test_a_payment_on_the_screen_that_is_not_final_is_read_again(tmp_path: Path) -> None:
    data = shop()
    waiting = pay("waiting", 3, status="to_capture", amount=8888)
    data["test"]["payments"].insert(0, waiting)
    async with agent(tmp_path, data=data) as at:
        asked = len(at.desks.asked)
        await press(at.pilot, "f5")
        singles = [each for each in at.since(asked) if not each.startswith("GET /v1/checkout/?")]
        assert singles == [f"GET /v1/checkout/{waiting['id']}?"], "the final ones are left alone"


async def test_new_rows_lose_their_sign_at_the_next_refresh(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await sell(at)
        await press(at.pilot, "f5")
        assert len(payments(at.pilot).rows.fresh) == 1
        await press(at.pilot, "f5")
        assert not payments(at.pilot).rows.fresh
        assert " new" not in text_of(at).split("\n")[-3]


async def test_auto_refresh_reads_by_itself_but_not_under_a_dialog_and_slower_on_429(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        auto = payments(at.pilot).loader.auto

        new = await sell(at)
        auto.tick()
        await settled(at.pilot)
        assert rows(at.pilot)[0].id == new
        assert payments(at.pilot).rows.fresh == {new}

        await press(at.pilot, "d")
        asked = len(at.desks.asked)
        auto.tick()
        await settled(at.pilot)
        assert len(at.desks.asked) == asked, "nothing is read under a dialog"
        await press(at.pilot, "escape")

        at.desks.ear.refuse = lambda request: 429
        for _ in range(5):
            auto.tick()
            await settled(at.pilot)
        assert auto.delay == SLOWEST
        assert "asks to slow down" in text_of(at)
        assert "What is loaded stays" in text_of(at)
        at.desks.ear.refuse = lambda request: None
        auto.tick()
        await settled(at.pilot)
        assert auto.delay == EVERY
        assert "slow down" not in text_of(at)

        await press(at.pilot, "A")
        asked = len(at.desks.asked)
        auto.tick()
        await settled(at.pilot)
        assert len(at.desks.asked) == asked
        assert "auto off" in text_of(at)
        await press(at.pilot, "A")
        assert "auto" not in text_of(at)


async def test_looking_further_back_finds_what_is_older_and_says_how_far(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "slash")
        await type_text(at.pilot, "777 last4:4242 amount:7.77")
        await press(at.pilot, "enter")
        assert "b looks further back" in text_of(at)
        assert "b Look further back" in text_of(at).split("\n")[-1]
        payments(at.pilot).search.value = "last4:4242 amount:7.77"
        await settled(at.pilot)
        await press(at.pilot, "b")
        assert [row.id for row in rows(at.pilot)] == [named("paym", "lastmonth")]
        assert "back to 2026-11-07 18:04" in text_of(at)
        before = len(payments(at.pilot).rows)
        await press(at.pilot, "escape")
        assert "Look further back" not in text_of(at), "with many rows there is no need to offer it"
        await press(at.pilot, "b", "b")
        assert "back to 2026-09-26" in text_of(at)
        assert len(payments(at.pilot).rows) == before + 1


async def test_a_whole_number_is_asked_of_the_api_before_older_dates_are_read(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "slash")
        await type_text(at.pilot, "order:OLD-40")
        asked = len(at.desks.asked)
        await press(at.pilot, "enter")
        assert at.since(asked) == ["GET /v1/checkout/?order_id=OLD-40&start=0&limit=100"]
        assert [row.id for row in rows(at.pilot)] == [named("paym", "longago")]
        assert "1 asked for by number" in text_of(at)
        await press(at.pilot, "b")
        assert not any("order_id" in each for each in at.since(asked + 1)), "it is asked once"


async def test_looking_back_can_be_stopped_and_fail_and_tells_both(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "slash")
        await type_text(at.pilot, "amount:7.78")
        await press(at.pilot, "enter")
        at.desks.ear.refuse = lambda request: 500
        await press(at.pilot, "b")
        assert "has a problem of its own" in text_of(at)
        assert "b tries again" in said(at)
        at.desks.ear.refuse = lambda request: None

        async def held(_request: Asked) -> None:
            await asyncio.Event().wait()  # until it is cancelled

        at.desks.ear.hold = held
        await at.pilot.press("b")
        await until(at.pilot, lambda: payments(at.pilot).rows.progress is Progress.LOOKING_BACK)
        await at.pilot.pause()
        assert "esc stops" in text_of(at)
        await press(at.pilot, "escape")
        at.desks.ear.hold = None
        assert payments(at.pilot).rows.progress is Progress.DONE
        assert payments(at.pilot).search.value == "amount:7.78", "the search stays"
