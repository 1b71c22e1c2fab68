"""A desk that refunds one payment and dies where it is told to: one process of the kill campaign."""

import asyncio
import os
import signal
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pydantic import SecretStr

from stancer_tui.api.client import StancerClient
from stancer_tui.api.errors import ApiError
from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.api.pages import Page
from stancer_tui.api.resources.refunds import PaymentReading
from stancer_tui.models.refund import Refund
from stancer_tui.services.clock import SystemClock
from stancer_tui.services.refunds.errors import RefundNotBegun
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger

KEY = SecretStr("stest_" + "k" * 24)
LIMITS = Limits(attempts=2, backoff=0.01)
TIMEOUTS = Timeouts(connect=2, send=2, read_answer=2, write_answer=0.3, write_total=0.6, read_total=8)
TIMING = Timing(PollSchedule((0.02, 0.05, 0.1), window=0.5), good_readings=3, watch_every=1000)
UNTIL_PRESSED_AGAIN = frozenset({State.ABANDONED, State.NOT_SENT, State.REJECTED, State.NOT_FOUND})


class Point(StrEnum):
    """Where a program is killed; `RANDOM` is the parent's doing, at any moment."""

    NOWHERE = "nowhere"
    BEFORE_PREPARED = "before PREPARED"
    AFTER_PREPARED = "after PREPARED"
    AFTER_SENDING = "after SENDING"
    IN_FLIGHT = "in flight"
    BEFORE_COMMIT = "after the answer, before its commit"
    RECONCILING = "while reconciling"
    RANDOM = "at random"


def die() -> None:
    """What kill -9 does: nothing runs after it."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class DyingApi:
    """The API, in the hands of a program that may die in flight, after the answer or while reading again."""

    client: StancerClient
    point: Point
    reconciling: bool = False

    async def read_payment(self, payment_id: str) -> PaymentReading:
        reading = await self.client.refunds.read_payment(payment_id)
        if self.reconciling and self.point is Point.RECONCILING:
            die()
        return reading

    async def page(self, *, created: datetime | None = None) -> Page[Refund]:
        return await self.client.refunds.page(created=created)

    async def create(self, payment_id: str, amount: int, *, currency: str | None = None) -> Refund:
        self.reconciling = True  # what is read from now on finds out what became of it
        sending = asyncio.ensure_future(self.client.refunds.create(payment_id, amount, currency=currency))
        if self.point is Point.IN_FLIGHT:
            asyncio.get_running_loop().call_later(0.01, die)
        try:
            return await sending
        finally:
            if self.point is Point.BEFORE_COMMIT:
                die()


class DyingJournal(Journal):
    """The journal, in the hands of a program that may die around its commits."""

    point = Point.NOWHERE

    def insert(self, intent: Intent, *, at: datetime) -> None:
        if self.point is Point.BEFORE_PREPARED:
            die()
        super().insert(intent, at=at)
        if self.point is Point.AFTER_PREPARED:
            die()

    def advance(
        self, before: Intent, after: Intent, *, at: datetime, detail: str, alone: bool = False
    ) -> Intent:
        moved = super().advance(before, after, at=at, detail=detail, alone=alone)
        if moved.state is State.SENDING and self.point is Point.AFTER_SENDING:
            die()
        return moved


def main(url: str, path: Path, payment: str, amount: int, point: Point, untouched: bool = False) -> None:
    """One run of the desk: take up what is unresolved, then press if the agent still has to.

    With `untouched` the agent presses only on a payment that shows no refund yet.
    """
    asyncio.run(desk(url, path, payment, amount, point, untouched))


async def desk(url: str, path: Path, payment: str, amount: int, point: Point, untouched: bool) -> None:
    """The agent: waits for what is unknown, and presses (again) only when told that no money moved."""
    journal = DyingJournal(path)
    journal.point = point
    thread = SqliteLedger(journal)
    async with StancerClient(KEY, base_url=url, limits=LIMITS, timeouts=TIMEOUTS) as client:
        api = DyingApi(client, point)
        refunds = RefundsService(
            api,
            thread,
            SystemClock(),
            policy=RefundPolicy(live=False),
            key_fingerprint="0" * 12,
            timing=TIMING,
        )
        try:
            api.reconciling = True
            for intent in await refunds.resume():
                await refunds.settled(intent.id)
            api.reconciling = False
            history = await refunds.history()
            if not history or history[0].state in UNTIL_PRESSED_AGAIN:
                await _press(refunds, payment, amount, untouched)
        finally:
            await refunds.aclose()
            await thread.aclose()


async def _press(refunds: RefundsService, payment: str, amount: int, untouched: bool) -> None:
    try:
        offer = await refunds.prepare(payment)
    except ApiError:
        return  # a busy machine: the agent tries again later
    if offer.refusal(amount) is not None or (untouched and offer.refunded):
        return
    try:
        intent = await refunds.confirm(offer, amount, consents=offer.consents)
    except RefundNotBegun:
        return
    await refunds.settled(intent.id)
