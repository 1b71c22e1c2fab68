"""Several refunds confirmed at once: read, journaled together, sent one by one, resumed after a stop."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import uuid4

from stancer_tui.api.errors import ApiError
from stancer_tui.language import _
from stancer_tui.services.clock import Clock
from stancer_tui.services.listeners import Listeners
from stancer_tui.services.refunds.batch_ledger import BatchLedger
from stancer_tui.services.refunds.batch_plan import BatchPlan, Candidate, PlanTrouble, trouble_of
from stancer_tui.services.refunds.batch_run import BatchProgress, BatchRun
from stancer_tui.services.refunds.batch_words import LEFT_OUT, skipped
from stancer_tui.services.refunds.offer import Offer
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.batch import Batch, BatchItem, BatchState
from stancer_tui.store.errors import BatchMoved, LedgerUnavailable
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.owner import Owner

AT_ONCE = 4
"""Payments that are read at the same time for a review, which leaves room for the desk's other requests."""


class BatchRefused(Exception):
    """The plan cannot be confirmed, and nothing was written or sent; `trouble` says why."""

    def __init__(self, trouble: PlanTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class BatchBusy(Exception):
    """Nothing was sent: a batch of this desk is under way, or the batch is another program's."""


class RefundBatches:
    """The batches of one key and one mode, on its `RefundsService`. Call `aclose` before the service's."""

    def __init__(
        self,
        refunds: RefundsService,
        ledger: Ledger,
        clock: Clock,
        *,
        live: bool,
        key_fingerprint: str,
        owner: Owner | None = None,
        alive: Callable[[Owner], Awaitable[bool | None]] | None = None,
    ) -> None:
        self._refunds = refunds
        self._ledger = BatchLedger(ledger, clock, live=live, owner=owner)
        self._clock = clock
        self._live = live
        self._key_fingerprint = key_fingerprint
        self._alive = alive or ledger.alive
        self._listeners = Listeners[BatchProgress]()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._starting = False
        self._task: asyncio.Task[None] | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self.run: BatchRun | None = None
        """The batch that is under way, or was last."""

    @property
    def under_way(self) -> bool:
        """Whether a batch still sends, or asks whether to go on."""
        return self._task is not None and not self._task.done()

    def subscribe(self, listener: Callable[[BatchProgress], None]) -> Callable[[], None]:
        """Call `listener` at every step of every batch of this desk; returns a function that ends that."""
        return self._listeners.subscribe(listener)

    async def read(
        self,
        payments: Sequence[str],
        read: Callable[[Candidate], None],
        wanted: Mapping[str, int] | None = None,
    ) -> tuple[Candidate, ...]:
        """Read what can be refunded of each payment, a few at once; `read` is called with each."""

        async def one(payment: str) -> Candidate:
            amount = (wanted or {}).get(payment)
            async with self._slots:
                try:
                    found = Candidate(payment, await self._refunds.prepare(payment), wanted=amount)
                except ApiError as error:
                    found = Candidate(payment, error=error, wanted=amount)
            read(found)
            return found

        return tuple(await asyncio.gather(*(one(payment) for payment in dict.fromkeys(payments))))

    async def begin(self, plan: BatchPlan) -> BatchRun:
        """Journal what the agent confirmed and begin to send it.

        Raises `BatchRefused`, `BatchBusy` and `LedgerUnavailable`: nothing was sent then.
        """
        trouble = trouble_of(plan)
        if trouble is not None or plan.reason is None:
            raise BatchRefused(trouble or PlanTrouble.NO_REASON)
        batch = Batch(
            id=uuid4().hex,
            created_at=self._clock.now(),
            key_fingerprint=self._key_fingerprint,
            live=self._live,
            owner=self._ledger.owner,
            agent=self._ledger.me,
            reason=plan.reason,
            ticket=plan.ticket.strip() or None,
            state=BatchState.RUNNING,
            items=tuple(
                BatchItem(
                    payment=each.offer.payment.id,
                    amount=each.amount,
                    currency=each.offer.payment.currency,
                    intent_id=uuid4().hex,
                )
                for each in plan.refunds
            ),
        )
        with self._alone():
            await self._ledger.begin(batch)
            return self._start(batch, {each.offer.payment.id: each.offer for each in plan.refunds})

    async def left(self) -> tuple[Batch, ...]:
        """The batches of this account of which something waits and that no running program works on.

        Batches with nothing left to send are ended on the way. Raises `LedgerUnavailable`.
        """
        found = []
        await self._ledger.adopt(self._key_fingerprint)
        for batch in await self._ledger.unfinished():
            if not self._ledger.serves(batch) or not await self._is_free(batch):
                continue
            if batch.waiting:
                found.append(batch)
            else:
                try:
                    await self._ledger.end(batch)
                except BatchMoved:
                    continue  # another program was first
                except LedgerUnavailable as error:
                    if not error.reads_only:
                        raise
        return tuple(found)

    async def go_on(self, batch: Batch, confirmed: Sequence[Candidate]) -> BatchRun:
        """Send the rest of a batch that was stopped, as the agent confirmed it again.

        What waits and is not named is left out for good. Raises `BatchRefused`, `BatchBusy` and
        `LedgerUnavailable`: nothing was sent then.
        """
        amounts = {item.payment: item.amount for item in batch.waiting}
        offers = {each.payment: each.offer for each in confirmed if each.offer is not None}
        if not offers:
            raise BatchRefused(PlanTrouble.EMPTY)
        if any(not each.sendable or amounts.get(each.payment) != each.amount for each in confirmed):
            raise BatchRefused(PlanTrouble.NOT_SENDABLE)
        with self._alone():
            if not await self._is_free(batch):
                raise BatchBusy(_("another program runs this batch"))
            try:
                taken = await self._ledger.take_over(batch, amounts.keys() - offers.keys(), LEFT_OUT)
            except BatchMoved as error:
                raise BatchBusy(_("another program has taken this batch over")) from error
            return self._start(taken, offers)

    async def leave(self, batch: Batch) -> None:
        """End a stopped batch: nothing more of it is ever sent. Raises `BatchBusy`, `LedgerUnavailable`."""
        if not await self._is_free(batch):
            raise BatchBusy(_("a program runs this batch"))
        try:
            ended = await self._ledger.end(batch, [item.payment for item in batch.waiting], LEFT_OUT)
        except BatchMoved as error:
            raise BatchBusy(_("another program has taken this batch over")) from error
        if self.run is not None and self.run.progress.batch.id == batch.id:
            self.run.leave(ended)

    async def aclose(self) -> None:
        """Send no further item; the journal has what waits, and the service finishes a refund in flight."""
        self._unsubscribe()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _is_free(self, batch: Batch) -> bool:
        """Whether no running program is known to send it; in any case taking it over sends no item twice."""
        if batch.state is not BatchState.RUNNING:
            return batch.state is BatchState.STOPPED
        if batch.owner == self._ledger.owner:
            return not (self.under_way and self.run is not None and self.run.progress.batch.id == batch.id)
        return await self._alive(batch.owner) is not True

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One batch at a time: a second press while the first is being journaled finds this taken."""
        if self.under_way or self._starting:
            raise BatchBusy(_("a batch of refunds is under way"))
        self._starting = True
        try:
            yield
        finally:
            self._starting = False

    def _start(self, batch: Batch, offers: Mapping[str, Offer]) -> BatchRun:
        self._unsubscribe()
        run = BatchRun(
            batch, offers, self._refunds, self._ledger, tell=self._listeners.tell, describe=skipped
        )
        self.run = run
        self._unsubscribe = self._refunds.subscribe(run.moved)
        self._task = asyncio.create_task(run.run(), name=f"batch {batch.id}")
        return run
