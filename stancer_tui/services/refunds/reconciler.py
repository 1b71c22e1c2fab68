"""Finds the outcome of refunds whose answer was lost, by reading their payments again."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from stancer_tui.api.errors import ApiError
from stancer_tui.models.refund import Refund
from stancer_tui.services.clock import Clock
from stancer_tui.services.refunds.events import Abandon, Lapsed, OwnerGone, RefundEvent, Settled, Summed
from stancer_tui.services.refunds.evidence import Timing, candidates, good, judge, matched
from stancer_tui.services.refunds.ledger import RefundLedger, RefundProgress
from stancer_tui.services.refunds.offer import PaymentFields, PaymentView, SeenRefund, payment_view, seen
from stancer_tui.store.errors import LedgerUnavailable, NotAllowed
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.owner import Owner


class Reading(Protocol):
    """A payment as just read, and the server's clock at that moment."""

    @property
    def payment(self) -> PaymentFields: ...
    @property
    def server_date(self) -> datetime | None: ...


class RefundsPage(Protocol):
    """A page of refunds."""

    @property
    def items(self) -> Sequence[object]: ...


class ReadsApi(Protocol):
    """What is read of the API; errors are `ApiError`."""

    async def read_payment(self, payment_id: str) -> Reading:
        """The payment as it is now."""

    async def page(self, *, created: datetime | None = None) -> RefundsPage:
        """The refunds created since; not documented, so that an empty page proves nothing."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every intent of a payment compared with one reading, and those that it has just shown to be made."""

    intents: tuple[Intent, ...]
    found: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class Reread:
    """The intent after one reading, and whether the reading showed the whole payment."""

    intent: Intent
    good: bool


class RefundReconciler:
    """Reads payments until every intent is resolved or visibly not found. Sends nothing that moves money."""

    def __init__(
        self,
        api: ReadsApi,
        ledger: RefundLedger,
        clock: Clock,
        timing: Timing,
        *,
        alive: Callable[[Owner], Awaitable[bool | None]] | None = None,
    ) -> None:
        self._api = api
        self._ledger = ledger
        self._clock = clock
        self._timing = timing
        self._alive = alive or ledger.alive
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._closed = False
        self.busy: set[str] = set()
        """Intents that this process is sending: nobody else concludes on them."""

    async def compare(self, view: PaymentView) -> Comparison:
        """Compare the intents not known to be made, also refused ones, with one reading of the payment."""
        found: list[Intent] = []
        standing = await self._ledger.of_payment(view.id)
        await self._adopt(standing, view)
        intents = [await self._left_behind(await self._lapsed(intent)) for intent in standing]
        intents.sort(key=lambda intent: not intent.open)  # the open one first: it may claim what others match
        for place, intent in enumerate(intents):
            if intent.state in {State.UNKNOWN, State.NOT_FOUND, State.REJECTED}:
                intents[place] = await self._judge(intent, view)
                if intents[place].state is State.CONFIRMED:
                    found.append(intents[place])
            if intents[place].state is State.UNKNOWN and await self._is_ours(intent):
                self.follow(intents[place])  # its program may have died since the last sweep
        return Comparison(tuple(intents), tuple(found))

    def may_appear(self, intents: Iterable[Intent], server_date: datetime | None) -> tuple[Intent, ...]:
        """Those that left no trace so far and are still watched, by the server's clock where it is known."""
        now = self._ledger.now()
        return tuple(
            each
            for each in intents
            if each.state is State.NOT_FOUND and self._timing.watches(each, now=now, server_now=server_date)
        )

    async def reread(self, intent: Intent) -> Reread:
        """Read the intent's payment once and conclude what it proves."""
        try:
            view = payment_view((await self._api.read_payment(intent.payment)).payment)
            await self._adopt((intent,), view)
            return Reread(await self._judge(intent, view), good(intent, view))
        except (ApiError, LedgerUnavailable):
            return Reread(intent, good=False)

    async def sum_up(self, intent: Intent) -> Intent:
        """Read the payment after a confirmed refund and note the sum; more than expected raises the alarm."""
        try:
            view = payment_view((await self._api.read_payment(intent.payment)).payment)
            if good(intent, view) and intent.refund_id in view.ids:
                return await self._conclude(intent, Summed(view.total), shown=True)
        except (ApiError, LedgerUnavailable):
            pass  # the refund is made and known; only the second look is missing
        return intent

    def follow(self, intent: Intent) -> None:
        """Go on reading in the background until the intent is resolved or not found."""
        self._start(intent.id, self._reconcile(intent))

    async def settled(self, intent_id: str) -> None:
        """Wait until nothing in this process works on the intent any more."""
        task = self._tasks.get(intent_id)
        if task is not None:
            await asyncio.wait({task})

    async def sweep(self) -> tuple[Intent, ...]:
        """Take over every intent of this account that nobody works on; returns the unresolved ones."""
        now = self._ledger.now()
        standing = []
        for found in await self._ledger.unresolved():
            if not self._ledger.serves(found):
                standing.append(found)  # it stays to be seen, and this key asks for nothing of it
                continue
            intent = await self._left_behind(await self._lapsed(found))
            if intent.state is State.UNKNOWN and await self._is_ours(intent):
                self.follow(intent)  # once: what is followed already stays as it is
            elif intent.state is State.NOT_FOUND and self._timing.watches(intent, now=now):
                intent = (await self.reread(intent)).intent
            standing.append(intent)
        for intent in await self._ledger.history():
            refused = intent.state is State.REJECTED and self._ledger.serves(intent)
            if refused and self._timing.watches(intent, now=now):
                await self.reread(intent)  # what was refused may be booked later than anyone waited
        return tuple(intent for intent in standing if intent.open or intent.state is State.NOT_FOUND)

    async def keep_sweeping(self) -> None:
        """Sweep again and again, until cancelled."""
        while True:
            await self._clock.sleep(self._timing.watch_every)
            try:
                await self.sweep()
            except LedgerUnavailable:
                continue  # the ledger keeps the reason; refunds are off until it works again

    async def aclose(self) -> None:
        """Stop reading; the next start takes over what is unresolved."""
        self._closed = True
        tasks = tuple(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _start(self, intent_id: str, work: Coroutine[Any, Any, None]) -> None:
        if self._closed or intent_id in self._tasks:
            work.close()
            return
        task = asyncio.create_task(work, name=f"refund {intent_id}")
        self._tasks[intent_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(intent_id, None))

    async def _reconcile(self, intent: Intent) -> None:
        began, number, good_readings = self._clock.monotonic(), 0, 0
        while intent.state is State.UNKNOWN:
            await self._pause(intent, number)
            number += 1
            elapsed = self._clock.monotonic() - began  # before the reading, which only then covers the window
            reread = await self.reread(intent)
            intent = reread.intent
            good_readings += reread.good
            if intent.state is State.UNKNOWN and reread.good and self._timing.settled(good_readings, elapsed):
                intent = await self._conclude_absence(intent)

    async def _pause(self, intent: Intent, number: int) -> None:
        delay = self._timing.polling.delay(number)
        self._ledger.publish(RefundProgress(intent, next_check=delay))
        await self._clock.sleep(delay)

    async def _conclude_absence(self, intent: Intent) -> Intent:
        """After a window without a trace on the payment, read the list of refunds, which can only confirm."""
        try:
            listed = await self._listed(intent)
            claimed = await self._ledger.claimed(intent)
            found = matched(candidates(intent, listed, claimed, self._timing), None)
            return await self._conclude(intent, found or Settled(), shown=found is not None)
        except LedgerUnavailable:
            return intent

    async def _listed(self, intent: Intent) -> tuple[SeenRefund, ...]:
        if intent.server_date is None:
            return ()
        try:
            page = await self._api.page(created=intent.server_date - self._timing.created_before)
        except ApiError:
            return ()
        return tuple(
            seen(item) for item in page.items if isinstance(item, Refund) and item.payment == intent.payment
        )

    async def _adopt(self, intents: Iterable[Intent], view: PaymentView) -> None:
        """Assign to this account a payment that its key can read, and every key that refunded it."""
        for intent in intents:
            if view.live_mode in {None, intent.live} and not self._ledger.serves(intent):
                await self._ledger.adopt(intent.key_fingerprint)

    async def _judge(self, intent: Intent, view: PaymentView) -> Intent:
        event = judge(intent, view, await self._ledger.claimed(intent), self._timing)
        return intent if event is None else await self._conclude(intent, event, shown=True)

    async def _lapsed(self, intent: Intent) -> Intent:
        """End a request for approval that waited too long."""
        if self._timing.has_lapsed(intent, self._ledger.now()):
            return await self._conclude(intent, Lapsed())
        return intent

    async def _left_behind(self, intent: Intent) -> Intent:
        """Conclude on an intent whose process died, before or after sending."""
        if intent.state not in {State.PREPARED, State.SENDING} or not await self._is_ours(intent):
            return intent
        if intent.id in self.busy:
            return intent
        gone = Abandon() if intent.state is State.PREPARED else OwnerGone()
        return await self._conclude(intent, gone)

    async def _conclude(self, intent: Intent, event: RefundEvent, *, shown: bool = False) -> Intent:
        """Write down what became of an intent.

        Where the ledger does not allow it, because it knows better or lets this agent only read, the intent
        stays as the ledger has it. What a reading has `shown` is known here all the same.
        """
        try:
            return await self._ledger.record(intent, event)
        except NotAllowed:
            pass
        except LedgerUnavailable as error:
            if not error.reads_only:
                raise
        return event.apply_to(intent) if shown else await self._ledger.get(intent.id) or intent

    async def _is_ours(self, intent: Intent) -> bool:
        """Whether no other running program works on it."""
        if intent.owner == self._ledger.owner:
            return True
        alive = await self._alive(intent.owner)
        if alive is None:
            return self._timing.is_over(intent, self._ledger.now())
        return not alive
