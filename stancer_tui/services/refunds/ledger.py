"""The intents of one mode in the journal, and the listeners to their changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from stancer_tui.services.clock import Clock
from stancer_tui.services.ledger_access import LedgerAccess
from stancer_tui.services.listeners import Listeners
from stancer_tui.services.refunds.events import RefundEvent
from stancer_tui.store.errors import AlreadyClaimed, AlreadyOpen, LedgerUnavailable, Stale
from stancer_tui.store.intent import AuditEntry, Intent, State
from stancer_tui.store.ledger import Ledger, LedgerChange
from stancer_tui.store.limits import Limit
from stancer_tui.store.owner import Owner


@dataclass(frozen=True, slots=True)
class RefundProgress:
    """Where an intent stands: `next_check` is seconds until the payment is read again.

    `journaled` is False while what is known here could not be journaled yet.
    """

    intent: Intent
    next_check: float | None = None
    journaled: bool = True


class RefundLedger:
    """The intents of one mode: written durably, moved by events, published as they move."""

    def __init__(self, ledger: Ledger, clock: Clock, *, live: bool, owner: Owner | None = None) -> None:
        self.live = live
        self._ledger = ledger
        self._intents = ledger.intents
        self._owner = owner
        self._access = LedgerAccess()
        self._clock = clock
        self._listeners = Listeners[RefundProgress]()

    @property
    def trouble(self) -> LedgerUnavailable | None:
        """Why the journal's last call failed."""
        return self._access.trouble

    @property
    def owner(self) -> Owner:
        """This process, as the ledger knows it."""
        return self._owner or self._ledger.owner

    @property
    def me(self) -> str:
        """Who the ledger says this agent is."""
        return self._ledger.me if self._owner is None else self._owner.user

    def limits(self) -> Mapping[str, Limit]:
        """What the ledger's owner allows to be refunded, by currency, as last read."""
        return self._ledger.limits()

    def now(self) -> datetime:
        """The time by the ledger's clock, which every desk that shares it goes by."""
        return self._clock.now() + self._ledger.clock_offset

    async def alive(self, owner: Owner) -> bool | None:
        """Whether the process that owns an entry still runs; None where that cannot be told."""
        return await self._access.run(self._ledger.alive(owner))

    def serves(self, intent: Intent) -> bool:
        """Whether the intent is certainly this account's; this key reads no payment of another one."""
        return self._ledger.serves(intent.account)

    async def adopt(self, key_fingerprint: str) -> None:
        """Assign to this account what older versions wrote with this key."""
        await self._access.run(self._ledger.adopt(self.live, key_fingerprint))

    def subscribe(self, listener: Callable[[RefundProgress], None]) -> Callable[[], None]:
        """Call `listener` at every step of every intent; returns a function that ends that."""
        return self._listeners.subscribe(listener)

    def names(self) -> Mapping[str, str]:
        """The agents of the ledger: the name to show of each, not yet safe."""
        return self._ledger.agents()

    def follow(self, listener: Callable[[LedgerChange], None]) -> Callable[[], None]:
        """Call `listener` after a change by any desk; returns a function that ends that."""
        return self._ledger.subscribe(listener)

    def publish(self, progress: RefundProgress) -> None:
        """Call every listener in the next turn of the event loop."""
        self._listeners.tell(progress)

    async def begin(self, intent: Intent) -> Intent:
        """Write a new intent durably. Raises `AlreadyOpen`, `NotAllowed`, `LedgerUnavailable`."""
        written = await self._access.run(self._intents.insert(intent, at=self.now()))
        self.publish(RefundProgress(written))
        return written

    async def advance(self, intent: Intent, event: RefundEvent) -> Intent:
        """Move an intent durably, from exactly where the caller knows it.

        Raises `Stale`, `AlreadyOpen`, `AlreadyClaimed`, `LedgerUnavailable`.
        """
        after = event.apply_to(intent)
        if event.takes_over:
            after = replace(after, owner=self.owner)
        moved = await self._access.run(
            self._intents.advance(intent, after, at=self.now(), detail=event.detail, alone=event.by_likeness)
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
        found = await self._access.run(self._intents.get(intent_id))
        return found if found is not None and found.live == self.live else None

    async def of_payment(self, payment: str) -> tuple[Intent, ...]:
        """Every intent of a payment, oldest first."""
        return await self._access.run(self._intents.of_payment(self.live, payment))

    async def standing(self, payment: str, *, but: str = "") -> frozenset[tuple[str, State]]:
        """The states of a payment's intents except one: two readings differ if a desk moved one of them."""
        return frozenset((each.id, each.state) for each in await self.of_payment(payment) if each.id != but)

    async def unresolved(self) -> tuple[Intent, ...]:
        """Every intent that is open or was not found, oldest first."""
        return await self._access.run(self._intents.unresolved(self.live))

    async def history(self, limit: int = 1000) -> tuple[Intent, ...]:
        """The newest intents first."""
        return await self._access.run(self._intents.history(self.live, limit=limit))

    async def changes(self, intent_id: str) -> tuple[AuditEntry, ...]:
        """The audit of one intent, oldest first."""
        return await self._access.run(self._intents.changes(intent_id))

    async def claimed(self, intent: Intent) -> frozenset[str]:
        """The refunds of its payment that belong to other intents."""
        return await self._access.run(self._intents.claimed(intent))
