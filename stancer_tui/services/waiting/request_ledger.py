"""The pending requests of one mode in the journal, and the listeners to their changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from stancer_tui.services.ledger_access import LedgerAccess
from stancer_tui.services.listeners import Listeners
from stancer_tui.store.errors import LedgerUnavailable, NotAllowed
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.owner import Owner
from stancer_tui.store.pending_request import LOOKED_FOR, PendingRequest, RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class RequestProgress:
    """A request moved: `answer` is the object that was read, `journaled` whether a restart remembers it."""

    pending: PendingRequest
    answer: Any = None
    journaled: bool = True


class RequestLedger:
    """Journals requests as they move; what cannot be journaled is remembered until the program ends."""

    def __init__(
        self, ledger: Ledger, *, live: bool, key_fingerprint: str, now: Callable[[], datetime]
    ) -> None:
        self.live = live
        self.key_fingerprint = key_fingerprint
        self._ledger = ledger
        self._requests = ledger.requests
        self._access = LedgerAccess()
        self._now = now
        self._listeners = Listeners[RequestProgress]()
        self._unwritten: dict[str, PendingRequest] = {}
        self._doubtful: dict[str, PendingRequest] = {}

    @property
    def owner(self) -> Owner:
        """This process, as the ledger knows it."""
        return self._ledger.owner

    @property
    def required(self) -> bool:
        """Whether nothing may be sent that is not journaled: a team shares the ledger."""
        return self._ledger.shared

    @property
    def trouble(self) -> LedgerUnavailable | None:
        """Why the journal's last call failed."""
        return self._access.trouble

    def serves(self, pending: PendingRequest) -> bool:
        """Whether the request is certainly this account's; this key reads no answer of another one."""
        return pending.key_fingerprint == self.key_fingerprint or self._ledger.serves(pending.account)

    def subscribe(self, listener: Callable[[RequestProgress], None]) -> Callable[[], None]:
        """Call `listener` at every step of every request; returns a function that ends that."""
        return self._listeners.subscribe(listener)

    def publish(self, progress: RequestProgress) -> None:
        """Call every listener in the next turn of the event loop."""
        self._listeners.tell(progress)

    async def usable(self) -> bool:
        """Whether the journal can be read now; `trouble` says why not."""
        try:
            await self._access.run(self._requests.history(self.live, limit=1))
        except LedgerUnavailable:
            return False
        return True

    async def begin(self, pending: PendingRequest) -> None:
        """Journal a request before it is sent; one agent's may be sent all the same, a team's may not.

        Raises `LedgerUnavailable` and `NotAllowed` where a team shares the ledger.
        """
        if not self.required:
            await self.record(pending)
            return
        await self._access.run(self._requests.put(pending))
        self.publish(RequestProgress(pending))

    async def record(self, pending: PendingRequest, answer: Any = None) -> None:
        """Journal a request as it is now, or remember it where the journal cannot be written."""
        try:
            await self._access.run(self._requests.put(pending))
        except (LedgerUnavailable, NotAllowed):
            self._unwritten[pending.id] = pending
        else:
            self._unwritten.pop(pending.id, None)
        if pending.state is RequestState.UNKNOWN:
            self._doubtful[pending.id] = pending
        else:
            self._doubtful.pop(pending.id, None)
        self.publish(RequestProgress(pending, answer, pending.id not in self._unwritten))

    def remember(self, pending: PendingRequest) -> None:
        """Remember a change of a request in memory alone: the journal keeps the state before it."""
        self._unwritten[pending.id] = pending
        self.publish(RequestProgress(pending, journaled=False))

    async def take_up(self) -> tuple[PendingRequest, ...]:
        """Resolve what an earlier run was sending when it ended; returns the requests that await an answer.

        What older versions wrote with this key is this account's from now on; what may be another one's
        is left to it. Raises `LedgerUnavailable`.
        """
        await self._access.run(self._ledger.adopt(self.live, self.key_fingerprint))
        left = await self._access.run(self._requests.take_up(self.live))
        return tuple(filter(self.serves, left))

    async def history(self) -> tuple[PendingRequest, ...]:
        """Every request known here, what awaits its answer first, the newest first."""
        try:
            written = await self._access.run(self._requests.history(self.live))
        except LedgerUnavailable:
            written = ()
        known = {each.id: each for each in written} | self._unwritten
        newest = sorted(known.values(), key=lambda each: each.created_at, reverse=True)
        return tuple(sorted(newest, key=lambda each: not each.waits))

    async def unknown(self, kind: RequestKind) -> tuple[PendingRequest, ...]:
        """This key's requests of unknown outcome, the newest first. Raises `LedgerUnavailable`."""
        written = await self._access.run(self._requests.history(self.live))
        found = tuple(
            each
            for each in written
            if each.kind is kind
            and each.state is RequestState.UNKNOWN
            and each.key_fingerprint == self.key_fingerprint
        )
        for pending in tuple(self._doubtful.values()):  # another program may have found out
            if pending.kind is kind and pending.id not in self._unwritten:
                del self._doubtful[pending.id]
        self._doubtful |= {each.id: each for each in found}
        return found

    async def in_doubt(self, kind: RequestKind, unique_id: str) -> tuple[PendingRequest, ...]:
        """The requests of this unique id whose outcome is not known, as far as can be read."""
        try:
            left = await self.unknown(kind)
        except LedgerUnavailable:
            left = tuple(self._doubtful.values())
        return tuple(each for each in left if each.kind is kind and each.unique_id == unique_id)

    def doubtful(self, kind: RequestKind) -> int:
        """How many requests of this kind, of the last 24 hours, have no known outcome, as last read."""
        since = self._now() - LOOKED_FOR
        return sum(each.kind is kind and each.created_at > since for each in self._doubtful.values())
