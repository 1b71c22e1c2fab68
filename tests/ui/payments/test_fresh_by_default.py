"""The list reads what is new by itself while it is looked at, with one request, and says when not."""

import asyncio
from pathlib import Path

import pytest

from stancer_tui.config import UiSettings
from stancer_tui.sandbox.kinds import PAYMENT
from stancer_tui.ui.shell import window_loader
from stancer_tui.ui.shell.freshness import EVERY, PUT_OFF
from stancer_tui.ui.shell.loaded_payments import Progress
from tests.ui.desks.ticket_shop import Agent, Asked, agent, named, pay, shop, text_of
from tests.ui.driving import current, desk_app, payments, press, rows, settled, table, until
from tests.ui.payments.test_freshness import sell


def progress(at: Agent) -> Progress:
    return payments(at.pilot).rows.progress


def status_of(at: Agent, payment_id: str) -> str | None:
    return next(row.status for row in rows(at.pilot) if row.id == payment_id)


async def a_minute_later(at: Agent) -> list[str]:
    """What is asked for when it is time to look."""
    asked = len(at.desks.asked)
    at.desks.clock.advance(60)
    payments(at.pilot).loader.auto.tick()
    await settled(at.pilot)
    return at.since(asked)


async def test_what_is_new_comes_by_itself_with_one_request_and_the_cursor_stays(tmp_path: Path) -> None:
    data = shop()
    waiting = pay("waiting", 30, status="to_capture", amount=8888)
    data["test"]["payments"].insert(0, waiting)
    async with agent(tmp_path, data=data) as at:
        await press(at.pilot, "j", "j")
        before = current(at.pilot)
        new = await sell(at)
        asked = await a_minute_later(at)
        assert asked == [f"GET /v1/checkout/?created={waiting['created']}&start=0&limit=100"]
        assert rows(at.pilot)[0].id == new
        assert current(at.pilot) == before
        assert "1 new" in text_of(at)
        assert "read now" in text_of(at)
        assert "reading" not in text_of(at)


async def test_a_status_that_moved_on_is_seen_with_the_same_request(tmp_path: Path) -> None:
    data = shop()
    waiting = pay("waiting", 30, status="to_capture", amount=8888)
    data["test"]["payments"].insert(0, waiting)
    async with agent(tmp_path, data=data) as at:
        assert status_of(at, waiting["id"]) == "to_capture"
        store = at.desks.sandbox.store
        kept = store.row(False, PAYMENT, waiting["id"])
        store.replace(False, kept._replace(object=kept.object | {"status": "captured"}, due=None))
        await a_minute_later(at)
        assert status_of(at, waiting["id"]) == "captured"


async def test_nothing_is_read_while_the_agent_types_or_looks_elsewhere(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        auto = payments(at.pilot).loader.auto
        await press(at.pilot, "slash")
        assert await a_minute_later(at) == []
        assert auto.delay == PUT_OFF, "it is tried again before long"
        await press(at.pilot, "escape")
        assert len(await a_minute_later(at)) == 1
        assert auto.delay == EVERY
        await press(at.pilot, "7")
        asked = len(at.desks.asked)
        auto.tick()
        await settled(at.pilot)
        assert at.since(asked) == []


async def test_two_readings_never_run_at_once(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        loader = payments(at.pilot).loader
        let_go = asyncio.Event()

        async def held(_request: Asked) -> None:
            await let_go.wait()

        asked = len(at.desks.asked)
        at.desks.ear.hold = held
        loader.auto.tick()
        await until(at.pilot, lambda: len(at.desks.asked) > asked)
        loader.auto.tick()
        loader.auto.tick()
        await at.pilot.pause()
        let_go.set()
        await settled(at.pilot)
        assert len(at.since(asked)) == 1


async def test_rows_that_are_older_than_three_looks_are_called_old_with_the_key(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "A")
        assert "auto off" in text_of(at)
        at.desks.clock.advance(179)
        payments(at.pilot).draw()
        assert "!" not in text_of(at).split("\n")[-1]
        at.desks.clock.advance(2)
        payments(at.pilot).draw()
        assert "! read 3 min ago · f5 reads again" in text_of(at)


async def test_a_window_that_was_read_long_ago_is_read_whole_by_itself(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        for _ in range(14):
            await a_minute_later(at)
        assert "rest 14 min ago" in text_of(at)
        mark = table(at.pilot).cursor
        await a_minute_later(at)
        assert "rest" not in text_of(at)
        assert payments(at.pilot).rows.read_at == desk_app(at.pilot).parts.clock.now()
        assert table(at.pilot).cursor == mark


async def test_a_large_window_is_called_old_instead_and_the_key_reads_it_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_loader, "_FEW", 10)
    async with agent(tmp_path) as at:
        for _ in range(16):
            assert len(await a_minute_later(at)) == 1
        assert "! rest 16 min ago · f5 reads again" in text_of(at)
        asked = len(at.desks.asked)
        await press(at.pilot, "f5")
        assert len(at.since(asked)) > 1
        assert "rest" not in text_of(at)


async def test_a_reading_that_failed_is_tried_again_by_itself_and_more_seldom(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        loader = payments(at.pilot).loader
        at.desks.ear.refuse = lambda request: 503
        await a_minute_later(at)
        assert loader.auto.delay == 2 * EVERY
        assert "offline for maintenance" in text_of(at)
        assert "auto 2 min" in text_of(at)
        loader.load()
        await settled(at.pilot)
        assert progress(at) is Progress.STOPPED
        at.desks.ear.refuse = lambda request: None
        await a_minute_later(at)
        assert progress(at) is Progress.DONE
        assert loader.auto.delay == EVERY
        assert "maintenance" not in text_of(at)


@pytest.mark.parametrize(("seconds", "on"), [(0, False), (600, True)])
async def test_the_settings_say_how_often(tmp_path: Path, seconds: int, on: bool) -> None:
    async with agent(tmp_path, settings=UiSettings(refresh_seconds=seconds)) as at:
        auto = payments(at.pilot).loader.auto
        assert auto.on is on
        assert auto.delay == (seconds or EVERY)
        assert ("auto off" in text_of(at)) is not on


async def test_what_a_second_reading_brings_is_marked_as_new(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        new = await sell(at)
        payments(at.pilot).loader.load()
        await settled(at.pilot)
        assert payments(at.pilot).rows.fresh == {new}
        assert named("paym", "refused") not in payments(at.pilot).rows.fresh
