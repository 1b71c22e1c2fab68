"""Several payments at Stancer in memory, and programs that refund them as one batch."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from stancer_tui.models.payment import Payment
from stancer_tui.models.refund import Refund
from stancer_tui.services.refunds.batch import RefundBatches
from stancer_tui.services.refunds.batch_plan import BatchPlan, Candidate, PlannedRefund
from stancer_tui.services.refunds.batch_run import BatchRun, Phase
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.batch import Batch
from stancer_tui.store.intent import Intent, RefundReason
from stancer_tui.store.owner import Owner
from stancer_tui.store.sqlite import batch_table
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.services.refund_desk import ME, until
from tests.services.refund_server import HandClock, Listed, Reading

PAYMENTS = tuple(f"paym_{number:024}" for number in range(5))
AMOUNT = 2000
BUSY_SECONDS = 60
"""Longer than any machine needs for a commit: where two programs write at once, the second one waits."""


@dataclass
class Shop:
    """Payments of 20.00 each; `on_create` and `on_read` may fail a request of one of them."""

    clock: HandClock
    statuses: dict[str, str] = field(default_factory=dict)
    currencies: dict[str, str] = field(default_factory=dict)
    refunds: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    posts: list[str] = field(default_factory=list)
    reading: int = 0
    most_at_once: int = 0
    on_create: Callable[[str], Awaitable[None]] | None = None
    on_read: Callable[[str], Awaitable[None]] | None = None

    def book(self, payment: str, amount: int = AMOUNT) -> dict[str, object]:
        """A refund is made, by whomever."""
        number = sum(map(len, self.refunds.values()))
        made: dict[str, object] = {
            "id": f"refd_{number:024}",
            "payment": payment,
            "amount": amount,
            "currency": self.currencies.get(payment, "eur"),
            "status": "to_refund",
            "created": int(self.clock.time.timestamp()),
        }
        self.refunds.setdefault(payment, []).append(made)
        return made

    def back(self, payment: str) -> int:
        """What went back of a payment, minor units."""
        return sum(int(str(each["amount"])) for each in self.refunds.get(payment, ()))

    async def read_payment(self, payment_id: str) -> Reading:
        self.reading += 1
        self.most_at_once = max(self.most_at_once, self.reading)
        try:
            await asyncio.sleep(0)
            if self.on_read is not None:
                await self.on_read(payment_id)
        finally:
            self.reading -= 1
        payment = Payment.read(
            {
                "id": payment_id,
                "amount": AMOUNT,
                "currency": self.currencies.get(payment_id, "eur"),
                "status": self.statuses.get(payment_id, "captured"),
                "refunds": self.refunds.get(payment_id, []),
                "live_mode": False,
            }
        )
        return Reading(payment, self.clock.time)

    async def create(self, payment_id: str, amount: int, *, currency: str | None = None) -> Refund:
        self.posts.append(payment_id)
        if self.on_create is not None:
            await self.on_create(payment_id)
        return Refund.read(self.book(payment_id, amount))

    async def page(self, *, created: datetime | None = None) -> Listed:
        return Listed()


@dataclass
class Till:
    """One running program, with the services of its desk."""

    refunds: RefundsService
    batches: RefundBatches

    async def read(self, payments: Sequence[str] = PAYMENTS) -> tuple[Candidate, ...]:
        return await self.batches.read(payments, lambda _: None)

    async def begin(self, payments: Sequence[str] = PAYMENTS, ticket: str = "T-81") -> BatchRun:
        """Read and confirm payments of one person, whole."""
        return await self.batches.begin(plan(await self.read(payments), ticket=ticket))

    async def ended(self, run: BatchRun) -> Batch:
        """Wait until it sends no more."""
        await until(lambda: run.over and not self.batches.under_way)
        return run.progress.batch

    async def asked(self, run: BatchRun) -> None:
        """Wait until the agent is asked whether to go on."""
        await until(lambda: run.progress.phase is Phase.ASKING)

    async def rest(self, batch: Batch) -> tuple[Candidate, ...]:
        """What waits of a batch, read again for a new confirmation."""
        wanted = {item.payment: item.amount for item in batch.waiting}
        return await self.batches.read(tuple(wanted), lambda _: None, wanted)


def plan(
    candidates: Sequence[Candidate],
    *,
    reason: RefundReason | None = RefundReason.DUPLICATE,
    ticket: str = "",
    persons: int = 1,
) -> BatchPlan:
    """What an agent confirms who includes all of them, whole."""
    refunds = tuple(PlannedRefund(each.offer, each.amount) for each in candidates if each.offer is not None)
    return BatchPlan(refunds, reason, ticket, persons)


@dataclass
class World:
    """A shop, a journal, and the programs on it: one that is in `dead` was killed."""

    shop: Shop
    clock: HandClock
    path: Path
    dead: set[int] = field(default_factory=set)

    @asynccontextmanager
    async def program(
        self, owner: Owner = ME, *, read_only: bool = False, thread: SqliteLedger | None = None
    ) -> AsyncIterator[Till]:
        thread = thread or SqliteLedger(Journal(self.path, busy_seconds=BUSY_SECONDS))
        refunds = RefundsService(
            self.shop,
            thread,
            self.clock,
            policy=RefundPolicy(live=False, read_only=read_only),
            key_fingerprint="0" * 12,
            owner=owner,
            alive=self._alive,
        )
        batches = RefundBatches(
            refunds,
            thread,
            self.clock,
            live=False,
            key_fingerprint="0" * 12,
            owner=owner,
            alive=self._alive,
        )
        try:
            yield Till(refunds, batches)
        finally:
            await batches.aclose()
            await refunds.aclose()
            await thread.aclose()

    async def _alive(self, owner: Owner) -> bool:
        return owner.pid not in self.dead

    def batches(self) -> tuple[Batch, ...]:
        """What the journal holds of batches, the newest first."""
        journal = Journal(self.path)
        try:
            return batch_table.history(journal)
        finally:
            journal.close()

    def intents(self) -> tuple[Intent, ...]:
        """What the journal holds of refunds, the oldest first."""
        journal = Journal(self.path)
        try:
            return tuple(reversed(journal.history()))
        finally:
            journal.close()
