"""A desk that refunds several payments as one batch and dies where it is told to."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from stancer_tui.api.client import StancerClient
from stancer_tui.api.pages import Page
from stancer_tui.api.resources.refunds import PaymentReading
from stancer_tui.models.refund import Refund
from stancer_tui.services.clock import SystemClock
from stancer_tui.services.refunds.batch import BatchBusy, RefundBatches
from stancer_tui.services.refunds.batch_plan import BatchPlan, Candidate, PlannedRefund
from stancer_tui.services.refunds.batch_run import BatchRun
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.intent import RefundReason
from stancer_tui.store.sqlite import batch_table
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.faults.kill_child import KEY, LIMITS, TIMEOUTS, TIMING, die


class Moment(StrEnum):
    """Where a program is killed; `RANDOM` is the parent's doing, at any moment."""

    NOWHERE = "nowhere"
    BEFORE_COMMIT = "before a commit of the journal"
    AFTER_COMMIT = "after a commit of the journal"
    IN_FLIGHT = "in flight"
    ANSWERED = "after an answer"
    RANDOM = "at random"


@dataclass(frozen=True)
class Kill:
    """The `number`th commit or request at which it happens, from 1 on."""

    moment: Moment
    number: int = 1


class DyingJournal(Journal):
    """The journal of a program that may die right before or after one of its commits, whichever it is of."""

    kill = Kill(Moment.NOWHERE)
    commits = 0

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        self.commits += 1
        mine = self.commits == self.kill.number
        with super().writing() as connection:
            yield connection
            if mine and self.kill.moment is Moment.BEFORE_COMMIT:
                die()
        if mine and self.kill.moment is Moment.AFTER_COMMIT:
            die()


@dataclass
class DyingApi:
    """The API in the hands of a program that may die in flight, or as an answer comes."""

    client: StancerClient
    kill: Kill
    requests: int = 0

    async def read_payment(self, payment_id: str) -> PaymentReading:
        return await self.client.refunds.read_payment(payment_id)

    async def page(self, *, created: datetime | None = None) -> Page[Refund]:
        return await self.client.refunds.page(created=created)

    async def create(self, payment_id: str, amount: int, *, currency: str | None = None) -> Refund:
        self.requests += 1
        mine = self.requests == self.kill.number
        sending = asyncio.ensure_future(self.client.refunds.create(payment_id, amount, currency=currency))
        if mine and self.kill.moment is Moment.IN_FLIGHT:
            asyncio.get_running_loop().call_later(0.01, die)
        try:
            return await sending
        finally:
            if mine and self.kill.moment is Moment.ANSWERED:
                die()


def main(url: str, path: Path, payments: Sequence[str], amount: int, kill: Kill) -> None:
    """One run of the desk: take up what is left, or begin the batch."""
    asyncio.run(desk(url, path, payments, amount, kill))


async def desk(url: str, path: Path, payments: Sequence[str], amount: int, kill: Kill) -> None:
    """The agent: waits for what is unknown, confirms the batch once, and its rest after each end."""
    journal = DyingJournal(path)
    journal.kill = kill
    thread = SqliteLedger(journal)
    async with StancerClient(KEY, base_url=url, limits=LIMITS, timeouts=TIMEOUTS) as client:
        clock = SystemClock()
        refunds = RefundsService(
            DyingApi(client, kill),
            thread,
            clock,
            policy=RefundPolicy(live=False),
            key_fingerprint="0" * 12,
            timing=TIMING,
        )
        batches = RefundBatches(refunds, thread, clock, live=False, key_fingerprint="0" * 12)
        try:
            for intent in await refunds.resume():
                await refunds.settled(intent.id)
            begun = await thread.run(batch_table.history)
            run = await (_rest(batches) if begun else _begin(batches, payments, amount))
            if run is not None:
                await watch(batches, run)
                for item in run.progress.batch.items:
                    if item.intent is not None:
                        await refunds.settled(item.intent.id)
        finally:
            await batches.aclose()
            await refunds.aclose()
            await thread.aclose()


async def _begin(batches: RefundBatches, payments: Sequence[str], amount: int) -> BatchRun | None:
    candidates = await batches.read(payments, silent)
    if not all(each.sendable for each in candidates):
        return None  # a busy machine: the agent tries again later
    planned = tuple(PlannedRefund(each.offer, amount) for each in candidates if each.offer is not None)
    return await batches.begin(BatchPlan(planned, RefundReason.DUPLICATE))


async def _rest(batches: RefundBatches) -> BatchRun | None:
    for batch in await batches.left():
        wanted = {item.payment: item.amount for item in batch.waiting}
        candidates = await batches.read(tuple(wanted), silent, wanted)
        if any(each.error is not None for each in candidates):
            return None
        sendable = [each for each in candidates if each.sendable]
        try:
            if sendable:
                return await batches.go_on(batch, sendable)
            await batches.leave(batch)
        except BatchBusy:
            return None  # another program was first
    return None


async def watch(batches: RefundBatches, run: BatchRun) -> None:
    """Answer each question with "wait", until it sends no more."""
    changed = asyncio.Event()
    stop = batches.subscribe(lambda _: changed.set())
    while batches.under_way:
        if run.asks:
            run.go_on()
        changed.clear()
        await (asyncio.sleep(0) if run.over else changed.wait())
    stop()


def silent(_: Candidate) -> None:
    """Nobody looks on while the payments are read."""
