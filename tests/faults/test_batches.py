"""Batches under faults and kills, in short; all of it by tests.faults.batch_campaign and batch_kill."""

import asyncio
import multiprocessing
import random
from pathlib import Path
from time import perf_counter

import pytest

from stancer_tui.store.sqlite import batch_table
from stancer_tui.store.sqlite.journal import Journal
from tests.faults import batch_campaign, batch_kill
from tests.faults.batch_child import Kill, Moment, main
from tests.faults.batch_kill import AMOUNT
from tests.faults.batch_wire import BatchServer, Fate
from tests.faults.faults import encoded
from tests.faults.kill_campaign import ended
from tests.faults.wire import Body, Commit, Wire

pytestmark = pytest.mark.slow

RUNS = 24


async def test_no_fault_in_the_middle_of_a_batch_refunds_twice_or_loses_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcomes = await batch_campaign.campaign(random.Random(3).sample(batch_campaign.EVERY_RUN, RUNS))
    with capsys.disabled():
        print(f"\n{batch_campaign.figures(outcomes)}")
    assert [(each.fault.name, each.commit, each.wrongs) for each in outcomes if each.wrongs] == []


async def test_a_killed_batch_refunds_each_payment_once_and_loses_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    began = perf_counter()
    trials = await batch_kill.campaign(6, seed=5)
    with capsys.disabled():
        print(f"\n{batch_kill.figures(trials, perf_counter() - began)}")
    assert sum(each.died for each in trials) >= 3
    assert [(each.number, each.wrongs) for each in trials if each.wrongs] == []


async def test_windows_that_go_on_with_one_batch_at_once_send_each_item_once(tmp_path: Path) -> None:
    payments = tuple(f"paym_{place:024}" for place in range(4))

    async def slowly(wire: Wire, true: Body) -> None:
        await asyncio.sleep(0.1)
        await wire.answer(200, encoded(true))

    def fate(_: str) -> Fate:
        return slowly, Commit.NOW

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.batch_child"])
    path = tmp_path / "journal.db"
    async with BatchServer(payments, fate, amount=AMOUNT) as server:
        kills = [Kill(Moment.AFTER_COMMIT), *[Kill(Moment.NOWHERE)] * 3]  # journaled as a whole, then killed
        first, *others = (
            context.Process(target=main, args=(server.url, path, payments, AMOUNT, kill)) for kill in kills
        )
        first.start()
        assert await ended(first) == -9
        assert server.posts == []
        for window in others:
            window.start()
        assert [await ended(window) for window in others] == [0] * len(others)
        assert sorted(server.posts) == sorted(payments)
        assert [server.total(payment) for payment in payments] == [AMOUNT] * len(payments)
    journal = Journal(path)
    (batch,) = batch_table.history(journal)
    journal.close()
    assert batch.waiting == ()
