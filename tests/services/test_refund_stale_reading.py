"""What may have happened to a payment between its last reading, the hold on it, and the sending."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from stancer_tui.services.refunds.errors import PaymentChanged
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.refunds.words import outcome
from stancer_tui.store.intent import Intent, State
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


class SleepyLedger(TeamFile):
    """A file whose machine is put to sleep while it writes that a refund is being sent."""

    def __init__(self, journal: Journal, clock: HandClock) -> None:
        super().__init__(journal)
        self._clock = clock
        self.sleeps = timedelta()

    async def run(self, call: Callable[[Journal], T]) -> T:
        done = await super().run(call)
        if isinstance(done, Intent) and done.state is State.SENDING:
            self._clock.time += self.sleeps
        return done


@pytest.mark.parametrize(("sleeps", "sent"), [(239, 1), (241, 0), (3 * 3600, 0), (-3 * 3600, 0)])
async def test_what_a_machine_slept_over_is_not_sent_when_it_wakes(
    tmp_path: Path, sleeps: int, sent: int
) -> None:
    clock = HandClock()
    server = ModelServer(clock)
    ledger = SleepyLedger(Journal(tmp_path / "journal.db", owner=AGENTS["nadia"], busy_seconds=1), clock)
    nadia = RefundsService(server, ledger, clock, policy=RefundPolicy(live=False), key_fingerprint="0" * 12)
    try:
        offer = await nadia.prepare(PAYMENT)
        ledger.sleeps = timedelta(seconds=sleeps)
        intent = await nadia.confirm(offer, AMOUNT)
        assert server.requests.count("POST") == sent
        assert intent.state is (State.CONFIRMED if sent else State.NOT_SENT)
        if not sent:
            assert "this machine stood still" in outcome(intent)
    finally:
        await nadia.aclose()
        await ledger.aclose()
