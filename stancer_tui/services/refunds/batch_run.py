"""One batch under way: its refunds one after another, each on the path of a single refund.

A batch does not send anything itself. Each item is confirmed at `RefundsService`, which reads the payment
again, journals the intent and sends one request; the item's intent has an id that the journal takes once.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from stancer_tui.api.errors import ApiError, NotFound, RateLimited, TokenInvalid, Unauthorized
from stancer_tui.services.refunds.batch_ledger import BatchLedger
from stancer_tui.services.refunds.errors import (
    DeskReadOnly,
    JournalOff,
    PaymentNotRead,
    RefundNotBegun,
)
from stancer_tui.services.refunds.evidence import alarm
from stancer_tui.services.refunds.ledger import RefundProgress
from stancer_tui.services.refunds.offer import Offer
from stancer_tui.store.batch import Batch, BatchItem
from stancer_tui.store.errors import BatchMoved, LedgerUnavailable
from stancer_tui.store.intent import Intent, State

REFUSALS_IN_A_ROW = 3
"""One refusal is the payment's; so many, one after another, are the account's or Stancer's."""

_KEY_REFUSED = frozenset({401, 403, 498})
_LIMITED = 429


class Stop(StrEnum):
    """Why a batch was stopped; the values are kept in the journal."""

    AGENT = "agent"
    UNKNOWN = "unknown"
    ALARM = "alarm"
    JOURNAL = "journal"
    KEY = "key"
    LIMITED = "limited"
    OFFLINE = "offline"
    REFUSALS = "refusals"
    READ_ONLY = "read_only"
    TAKEN_OVER = "taken_over"
    INTERRUPTED = "interrupted"


class Phase(StrEnum):
    """What a run does now."""

    SENDING = "sending"
    ASKING = "asking"
    """An outcome is not known: the agent says whether to wait for it and go on, or to stop."""
    WAITING = "waiting"
    """It waits until the outcome is known."""
    STOPPED = "stopped"
    ENDED = "ended"


class Refunds(Protocol):
    """What a run asks of `RefundsService`."""

    async def confirm(
        self,
        offer: Offer,
        amount: int,
        *,
        ticket: str | None = None,
        reason: str | None = None,
        intent_id: str | None = None,
    ) -> Intent:
        """Send one refund, once. Raises `RefundNotBegun`."""

    async def settled(self, intent_id: str) -> Intent | None:
        """Wait until the search for an unknown outcome has ended."""


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """Where a run stands: `current` is the payment that is being refunded or asked about."""

    batch: Batch
    phase: Phase
    current: str | None = None
    stop: Stop | None = None
    stopping: bool = False


class BatchRun:
    """Sends what is waiting of a journaled batch; `run` once.

    `offers` are what the agent saw, by payment. `tell` is called at every step. `describe` says why an item
    was not sent, in words that are kept in the journal.
    """

    def __init__(
        self,
        batch: Batch,
        offers: Mapping[str, Offer],
        refunds: Refunds,
        ledger: BatchLedger,
        *,
        tell: Callable[[BatchProgress], None],
        describe: Callable[[RefundNotBegun], str],
    ) -> None:
        self.progress = BatchProgress(batch, Phase.SENDING)
        self._offers = offers
        self._refunds = refunds
        self._ledger = ledger
        self._tell = tell
        self._describe = describe
        self._stopping = asyncio.Event()
        self._answered = asyncio.Event()
        self._refusals = 0

    @property
    def over(self) -> bool:
        """Whether it sends no more."""
        return self.progress.phase in {Phase.STOPPED, Phase.ENDED}

    @property
    def asks(self) -> bool:
        """Whether it asks the agent whether to go on."""
        return self.progress.phase is Phase.ASKING

    def stop(self) -> None:
        """Send no more after the refund that is being sent; nothing that was sent is cancelled."""
        if not self.over:
            self._stopping.set()
            self._answered.set()
            self._show(replace(self.progress, stopping=True))

    def go_on(self) -> None:
        """Wait for the outcome that is asked about, and go on once it is known."""
        if self.asks:
            self._answered.set()

    def leave(self, batch: Batch) -> None:
        """The rest of the batch was given up: `batch` is its final state."""
        self._take(batch)
        self._show(BatchProgress(self.progress.batch, Phase.ENDED))

    def moved(self, progress: RefundProgress) -> None:
        """An intent took a step: an unknown outcome is found out later, a refusal is proved later."""
        if self._know(progress.intent):
            self._tell(self.progress)

    async def run(self) -> None:
        """Send the items that wait, one after another, until the last, a stop, or an unknown outcome."""
        stop: Stop | None = Stop.INTERRUPTED
        try:
            stop = await self._send_all()
        finally:  # also when cancelled: nobody believes that it still runs
            phase = Phase.ENDED if stop is None else Phase.STOPPED
            self._show(BatchProgress(self.progress.batch, phase, stop=stop))

    async def _send_all(self) -> Stop | None:
        for item in self.progress.batch.waiting:
            stop = Stop.AGENT if self._stopping.is_set() else await self._turn(item)
            if stop is not None:
                await self._record_stop(stop)
                return stop
        # Every item is known all the same where this fails: the next start finds nothing that waits.
        with suppress(BatchMoved, LedgerUnavailable):
            self._take(await self._ledger.end(self.progress.batch))
        return None

    async def _turn(self, item: BatchItem) -> Stop | None:
        self._show(replace(self.progress, current=item.payment))
        try:
            self._take(await self._ledger.check(self.progress.batch))
            offer = self._offers[item.payment]
            intent = await self._refunds.confirm(
                offer,
                item.amount,
                ticket=self.progress.batch.ticket,
                reason=self.progress.batch.reason.value,
                intent_id=item.intent_id,
            )
        except BatchMoved:
            return Stop.TAKEN_OVER
        except LedgerUnavailable:
            return Stop.JOURNAL
        except RefundNotBegun as refusal:
            return await self._not_begun(item, refusal)
        self._know(intent)
        return await self._judge(intent)

    async def _not_begun(self, item: BatchItem, refusal: RefundNotBegun) -> Stop | None:
        """Nothing was sent for this item: go on without it, unless the reason holds for all that follow."""
        stop = _stop_of(refusal)
        if stop is not None:
            return stop
        try:
            self._take(await self._ledger.skip(self.progress.batch, item.payment, self._describe(refusal)))
        except BatchMoved:
            return Stop.TAKEN_OVER
        except LedgerUnavailable:
            return Stop.JOURNAL
        return None

    async def _judge(self, intent: Intent) -> Stop | None:
        """Whether the batch may go on after the outcome of one refund."""
        if intent.state is State.CONFIRMED:
            self._refusals = 0
            return await self._ask(intent) if alarm(intent) else None
        if intent.state is State.WAITING:
            return None  # a limit came after it was confirmed: it is asked for, and nothing of it is in doubt
        if intent.state is State.NOT_SENT:
            return Stop.OFFLINE
        return self._refused(intent) if intent.refused else await self._ask(intent)

    def _refused(self, intent: Intent) -> Stop | None:
        """Whether the batch may go on after what Stancer refused."""
        if intent.http_status in _KEY_REFUSED:
            return Stop.KEY
        if intent.http_status == _LIMITED:
            return Stop.LIMITED
        self._refusals += 1
        return Stop.REFUSALS if self._refusals >= REFUSALS_IN_A_ROW else None

    async def _ask(self, intent: Intent) -> Stop | None:
        """Ask whether to go on, and go on only from an outcome that is known."""
        self._answered.clear()
        if not self._stopping.is_set():
            self._enter(Phase.ASKING)
            await self._answered.wait()
        if self._stopping.is_set():
            return Stop.AGENT
        self._enter(Phase.WAITING)
        try:
            known = await self._outcome(intent)
        except LedgerUnavailable:
            return Stop.JOURNAL
        if self._stopping.is_set():
            return Stop.AGENT
        if known is None or known.state not in {State.CONFIRMED, State.REJECTED}:
            return Stop.UNKNOWN
        self._know(known)
        self._enter(Phase.SENDING)
        return None

    async def _outcome(self, intent: Intent) -> Intent | None:
        """Where the intent stands when it is looked for no more, or when the agent stops waiting."""
        looking = asyncio.ensure_future(self._refunds.settled(intent.id))
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({looking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return looking.result() if looking.done() else intent
        finally:
            looking.cancel()
            stopping.cancel()

    async def _record_stop(self, stop: Stop) -> None:
        # What another program has written meanwhile stands; where the journal fails, the next start sees that
        # the owner is gone, and offers what waits.
        with suppress(BatchMoved, LedgerUnavailable):
            self._take(await self._ledger.stop(self.progress.batch, stop.value))

    def _know(self, intent: Intent) -> bool:
        """Keep what is known of an item; returns whether the intent is one of this batch."""
        items = self.progress.batch.items
        if all(item.intent_id != intent.id for item in items):
            return False
        self._keep(replace(each, intent=intent) if each.intent_id == intent.id else each for each in items)
        return True

    def _take(self, batch: Batch) -> None:
        """Take the journal's state of the batch, keeping what is known here but not journaled yet."""
        known = {each.intent_id: each.intent for each in self.progress.batch.items if each.intent is not None}
        self.progress = replace(self.progress, batch=batch)
        self._keep(replace(each, intent=known.get(each.intent_id, each.intent)) for each in batch.items)

    def _keep(self, items: Iterable[BatchItem]) -> None:
        self.progress = replace(self.progress, batch=replace(self.progress.batch, items=tuple(items)))

    def _enter(self, phase: Phase) -> None:
        self._show(replace(self.progress, phase=phase))

    def _show(self, progress: BatchProgress) -> None:
        self.progress = progress
        self._tell(progress)


def _stop_of(refusal: RefundNotBegun) -> Stop | None:
    """Why nothing that follows can be sent either; None where the reason is this payment's alone."""
    match refusal:
        case DeskReadOnly():
            return Stop.READ_ONLY
        case JournalOff():
            return Stop.JOURNAL
        case PaymentNotRead():
            return _stop_after(refusal.error)
    return None


def _stop_after(error: ApiError) -> Stop | None:
    if isinstance(error, NotFound):
        return None
    if isinstance(error, Unauthorized | TokenInvalid):
        return Stop.KEY
    return Stop.LIMITED if isinstance(error, RateLimited) else Stop.OFFLINE
