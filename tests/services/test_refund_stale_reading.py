"""A colleague's whole refund between the last reading of a payment and the hold on it: it is not made twice."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from stancer_tui.services.refunds.errors import PaymentChanged
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.intent import State
from stancer_tui.store.sqlite.journal import Journal
from tests.services.approval_team import AGENTS, TeamFile
from tests.services.refund_server import HandClock, ModelServer
from tests.services.refund_world import PAYMENT

T = TypeVar("T")
AMOUNT = 1250


class SlowLedger(TeamFile):
    """A team's file that can be made to wait, as a database behind a cut cable does.

    `calls` is how many calls it still answers; then it waits until `back` is set.
    """

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self.calls = -1
        self.waits = asyncio.Event()
        self.back = asyncio.Event()

    async def run(self, call: Callable[[Journal], T]) -> T:
        if self.calls == 0:
            self.waits.set()
            await self.back.wait()
        self.calls -= 1
        return await super().run(call)


@pytest.mark.parametrize("calls", range(8))
async def test_what_a_colleague_refunds_while_the_ledger_keeps_one_waiting_is_not_refunded_again(
    tmp_path: Path, calls: int
) -> None:
    clock = HandClock()
    server = ModelServer(clock)
    slow = SlowLedger(Journal(tmp_path / "journal.db", owner=AGENTS["nadia"], busy_seconds=1))
    quick = TeamFile(Journal(tmp_path / "journal.db", owner=AGENTS["karim"], busy_seconds=1))
    nadia, karim = (
        RefundsService(server, ledger, clock, policy=RefundPolicy(live=False), key_fingerprint="0" * 12)
        for ledger in (slow, quick)
    )
    try:
        offer = await nadia.prepare(PAYMENT)
        slow.calls = calls
        pressing = asyncio.create_task(nadia.confirm(offer, AMOUNT))
        waiting = asyncio.create_task(slow.waits.wait())
        await asyncio.wait({pressing, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        theirs = await karim.prepare(PAYMENT)
        if theirs.in_progress is not None or theirs.refunded:  # she was first
            slow.back.set()
            assert (await pressing).state is State.CONFIRMED
        else:
            assert (await karim.confirm(theirs, AMOUNT)).state is State.CONFIRMED
            slow.back.set()
            with pytest.raises(PaymentChanged) as changed:
                await pressing
            assert changed.value.offer.refunded == AMOUNT, "the new offer shows what was refunded"
            assert {each.state for each in await nadia.of_payments([PAYMENT])} <= {
                State.CONFIRMED,
                State.ABANDONED,
            }
        assert server.requests.count("POST") == 1
    finally:
        slow.back.set()
        for each in (nadia, karim):
            await each.aclose()
        await slow.aclose()
        await quick.aclose()
