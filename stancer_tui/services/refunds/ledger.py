"""The intents of one mode in the journal, and who is told as they move."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from stancer_tui.services.clock import Clock
from stancer_tui.services.journal_thread import JournalAccess, JournalThread
from stancer_tui.services.listeners import Listeners
from stancer_tui.services.refunds.events import OwnerGone, RefundEvent
from stancer_tui.store.intent import AuditEntry, Intent
from stancer_tui.store.journal import AlreadyClaimed, AlreadyOpen, Stale
from stancer_tui.store.journal_schema import JournalUnavailable
from stancer_tui.store.owner import Owner, this_process


@dataclass(frozen=True, slots=True)
class RefundProgress:
    """Where an intent stands: `next_check` is seconds until the payment is read again.

    `journaled` is False while the journal cannot take down what is known here already.
    """

    intent: Intent
    next_check: float | None = None
    journaled: bool = True


class RefundLedger:
    """The intents of one mode: written durably, moved by events, published as they move."""

    def __init__(
        self, thread: JournalThread, clock: Clock, *, live: bool, owner: Owner | None = None
    ) -> None:
        self.owner = owner or this_process()
        self.live = live
        self._journal = JournalAccess(thread)
        self._clock = clock
        self._listeners = Listeners[RefundProgress]()

    @property
    def trouble(self) -> JournalUnavailable | None:
        """Why the journal's last call failed."""
        return self._journal.trouble

    def subscribe(self, listener: Callable[[RefundProgress], None]) -> Callable[[], None]:
        """Call `listener` at every step of every intent; calling the answer ends it."""
        return self._listeners.subscribe(listener)

    def publish(self, progress: RefundProgress) -> None:
        """Tell every listener, soon."""
        self._listeners.tell(progress)

    async def begin(self, intent: Intent) -> None:
        """Write a new intent durably. Raises `AlreadyOpen`, `JournalUnavailable`."""
        now = self._clock.now()
        await self._journal.run(lambda journal: journal.insert(intent, at=now))
        self.publish(RefundProgress(intent))

    async def advance(self, intent: Intent, event: RefundEvent) -> Intent:
        """Move an intent durably, from exactly where the caller knows it.

        Raises `Stale`, `AlreadyOpen`, `AlreadyClaimed`, `JournalUnavailable`.
        """
        after = event.apply_to(intent)
        if isinstance(event, OwnerGone):
            after = replace(after, owner=self.owner)
        now, alone = self._clock.now(), event.by_likeness
        moved = await self._journal.run(
            lambda journal: journal.advance(intent, after, at=now, detail=event.detail, alone=alone)
        )
        self.publish(RefundProgress(moved))
        return moved

    async def record(self, intent: Intent, event: RefundEvent) -> Intent:
        """Move an intent durably, from wherever it stands by now, if the event still applies there.

        What rests on likeness is left for a later reading while another intent may explain it.
        """
        while event.applies_to(intent):
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
        found = await self._journal.run(lambda journal: journal.get(intent_id))
        return found if found is not None and found.live == self.live else None

    async def of_payment(self, payment: str) -> tuple[Intent, ...]:
        """Every intent of a payment, oldest first."""
        return await self._journal.run(lambda journal: journal.of_payment(self.live, payment))

    async def unresolved(self) -> tuple[Intent, ...]:
        """Every intent that is open or was not found, oldest first."""
        return await self._journal.run(lambda journal: journal.unresolved(self.live))

    async def history(self, limit: int = 1000) -> tuple[Intent, ...]:
        """The newest intents first."""
        return await self._journal.run(lambda journal: journal.history(self.live, limit=limit))

    async def changes(self, intent_id: str) -> tuple[AuditEntry, ...]:
        """The audit of one intent, oldest first."""
        return await self._journal.run(lambda journal: journal.changes(intent_id))

    async def claimed(self, intent: Intent) -> frozenset[str]:
        """The refunds of its payment that belong to other intents."""
        return await self._journal.run(lambda journal: journal.claimed(intent))
