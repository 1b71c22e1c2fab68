"""The journal as the refund service uses it: in one thread off the event loop, told to whoever listens."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from stancer_tui.services.clock import Clock
from stancer_tui.services.refunds.events import Event, OwnerGone
from stancer_tui.store.intent import Change, Intent, Owner
from stancer_tui.store.journal import AlreadyClaimed, AlreadyOpen, Journal, Stale
from stancer_tui.store.journal_schema import JournalUnavailable
from stancer_tui.store.owner import this_process

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an intent stands: `next_check` is seconds until the payment is read again.

    `journaled` is False while the journal cannot take down what is known here already.
    """

    intent: Intent
    next_check: float | None = None
    journaled: bool = True


class JournalThread:
    """One thread for every call of one journal; both modes of a desk share it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="refund-journal")

    async def run(self, call: Callable[[Journal], T]) -> T:
        """Run a short blocking call on the journal. Raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, call, self._journal)

    async def aclose(self) -> None:
        """Close the journal and end the thread."""
        await self.run(Journal.close)
        self._pool.shutdown(wait=False)


class RefundLedger:
    """The intents of one mode: written durably, moved by events, published as they move."""

    def __init__(
        self, thread: JournalThread, clock: Clock, *, live: bool, owner: Owner | None = None
    ) -> None:
        self.owner = owner or this_process()
        self.live = live
        self.trouble: JournalUnavailable | None = None
        self._thread = thread
        self._clock = clock
        self._listeners: list[Callable[[Progress], None]] = []

    def subscribe(self, listener: Callable[[Progress], None]) -> Callable[[], None]:
        """Call `listener` at every step of every intent; the answer ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, progress: Progress) -> None:
        """Tell every listener, soon: what a listener does wrong must not stop a refund half-way."""
        for listener in tuple(self._listeners):
            asyncio.get_running_loop().call_soon(listener, progress)

    async def begin(self, intent: Intent) -> None:
        """Write a new intent durably. Raises `AlreadyOpen`, `JournalUnavailable`."""
        now = self._clock.now()
        await self._run(lambda journal: journal.insert(intent, at=now))
        self.publish(Progress(intent))

    async def advance(self, intent: Intent, event: Event) -> Intent:
        """Move an intent durably, from exactly where the caller knows it.

        Raises `Stale`, `AlreadyOpen`, `AlreadyClaimed`, `JournalUnavailable`.
        """
        after = event.happens_to(intent)
        if isinstance(event, OwnerGone):
            after = replace(after, owner=self.owner)
        now, alone = self._clock.now(), event.by_likeness
        moved = await self._run(
            lambda journal: journal.advance(intent, after, at=now, detail=event.detail, alone=alone)
        )
        self.publish(Progress(moved))
        return moved

    async def record(self, intent: Intent, event: Event) -> Intent:
        """Move an intent durably, from wherever it stands by now, if the event still means anything there.

        What rests on likeness is left for a later reading while another intent may explain it.
        """
        while event.means_anything_to(intent):
            try:
                return await self.advance(intent, event)
            except Stale as error:
                intent = error.current
            except (AlreadyOpen, AlreadyClaimed):
                if not event.by_likeness:
                    raise
                return intent
        return intent

    async def get(self, intent_id: str) -> Intent | None:
        """One intent of this mode."""
        found = await self._run(lambda journal: journal.get(intent_id))
        return found if found is not None and found.live == self.live else None

    async def of_payment(self, payment: str) -> tuple[Intent, ...]:
        """Every intent of a payment, oldest first."""
        return await self._run(lambda journal: journal.of_payment(self.live, payment))

    async def unresolved(self) -> tuple[Intent, ...]:
        """Every intent that is open or was not found, oldest first."""
        return await self._run(lambda journal: journal.unresolved(self.live))

    async def history(self, limit: int = 1000) -> tuple[Intent, ...]:
        """The newest intents first."""
        return await self._run(lambda journal: journal.history(self.live, limit=limit))

    async def changes(self, intent_id: str) -> tuple[Change, ...]:
        """The audit of one intent, oldest first."""
        return await self._run(lambda journal: journal.changes(intent_id))

    async def claimed(self, intent: Intent) -> frozenset[str]:
        """The refunds of its payment that belong to other intents."""
        return await self._run(lambda journal: journal.claimed(intent))

    async def _run(self, call: Callable[[Journal], T]) -> T:
        try:
            result = await self._thread.run(call)
        except JournalUnavailable as error:
            self.trouble = error
            raise
        self.trouble = None
        return result
