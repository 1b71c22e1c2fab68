"""A short kill campaign and two programs on one journal; a thousand trials by tests.faults.kill_campaign."""

import asyncio
import multiprocessing
import os
import signal
from multiprocessing.context import ForkServerContext
from pathlib import Path
from time import perf_counter

import pytest

from stancer_tui.store.intent import Intent, State
from stancer_tui.store.sqlite.journal import Journal
from tests.faults.faults import encoded
from tests.faults.kill_campaign import AMOUNT, campaign, ended, figures
from tests.faults.kill_child import Point, main
from tests.faults.wire import Body, Commit, FaultServer, Wire

pytestmark = pytest.mark.slow

PAYMENT = "paym_" + "K" * 24


async def test_a_killed_program_refunds_once_and_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    began = perf_counter()
    trials = await campaign(7, seed=7)
    with capsys.disabled():
        print(f"\n{figures(trials, perf_counter() - began)}")
    assert sum(each.died for each in trials) >= 5
    assert [(each.number, each.wrongs) for each in trials if each.wrongs] == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["SIGTERM", "SIGHUP"])
async def test_a_closed_window_in_flight_is_survived(tmp_path: Path, number: signal.Signals) -> None:
    arrived = asyncio.Event()

    async def never(wire: Wire, _: Body) -> None:
        arrived.set()
        await wire.silence()

    context = _context()
    path = tmp_path / "journal.db"
    async with FaultServer(never, Commit.NOW, PAYMENT) as server:
        arguments = (server.url, path, PAYMENT, AMOUNT, Point.NOWHERE)
        window = context.Process(target=main, args=arguments)
        window.start()
        async with asyncio.timeout(20):
            await arrived.wait()
        assert window.pid is not None
        os.kill(window.pid, number)
        assert await ended(window) == -number
        (left,) = _history(path)
        assert left.state in {State.SENDING, State.UNKNOWN}
        following = context.Process(target=main, args=arguments)
        following.start()
        assert await ended(following) == 0
        assert (server.posts, server.total) == (1, AMOUNT)
    assert [each.state for each in _history(path)] == [State.CONFIRMED]


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.kill_child"])
    return context


def _history(path: Path) -> tuple[Intent, ...]:
    journal = Journal(path)
    try:
        return journal.history()
    finally:
        journal.close()


async def test_two_programs_at_once_send_one_refund(tmp_path: Path) -> None:
    async def slowly(wire: Wire, true: Body) -> None:
        await asyncio.sleep(0.1)
        await wire.answer(200, encoded(true))

    context = _context()
    path = tmp_path / "journal.db"
    async with FaultServer(slowly, Commit.NOW, PAYMENT) as server:
        programs = [
            context.Process(target=main, args=(server.url, path, PAYMENT, AMOUNT, Point.NOWHERE, True))
            for _ in range(4)
        ]
        for program in programs:
            program.start()
        assert [await ended(program) for program in programs] == [0] * len(programs)
        assert (server.posts, server.total) == (1, AMOUNT)
    assert [each.state for each in _history(path)] == [State.CONFIRMED]
