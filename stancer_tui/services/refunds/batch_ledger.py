"""The batches of one mode in the journal."""

from collections.abc import Awaitable, Collection

from stancer_tui.services.clock import Clock
from stancer_tui.services.ledger_access import LedgerAccess
from stancer_tui.store.batch import Batch, BatchState
from stancer_tui.store.errors import BatchMoved, NotAllowed
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.owner import Owner


class BatchLedger:
    """Batches, written durably. Every call may raise `LedgerUnavailable`, every change `BatchMoved`."""

    def __init__(self, ledger: Ledger, clock: Clock, *, live: bool, owner: Owner | None = None) -> None:
        self._live = live
        self._ledger = ledger
        self._batches = ledger.batches
        self._owner = owner
        self._access = LedgerAccess()
        self._clock = clock

    @property
    def owner(self) -> Owner:
        """This process, as the ledger knows it."""
        return self._owner or self._ledger.owner

    @property
    def me(self) -> str:
        """Who the ledger says this agent is."""
        return self._ledger.me

    def serves(self, batch: Batch) -> bool:
        """Whether the batch is certainly this account's."""
        return self._ledger.serves(batch.account)

    async def adopt(self, key_fingerprint: str) -> None:
        """Assign to this account what older versions wrote with this key."""
        await self._access.run(self._ledger.adopt(self._live, key_fingerprint))

    async def begin(self, batch: Batch) -> None:
        """Write a new batch, with every item, before the first of them is sent."""
        await self._access.run(self._batches.insert(batch))

    async def check(self, batch: Batch) -> Batch:
        """The batch as the journal has it; raises `BatchMoved` if somebody else has moved it."""
        return await self._access.run(self._batches.check(batch))

    async def unfinished(self) -> tuple[Batch, ...]:
        """The batches that did not end, the oldest first."""
        return await self._access.run(self._batches.unfinished(self._live))

    async def take_over(self, batch: Batch, leave_out: Collection[str], note: str) -> Batch:
        """Become its owner; of two programs that try, one gets `BatchMoved`."""
        detail = "confirmed again by the agent"
        return await self._move(batch, BatchState.RUNNING, detail, skip=leave_out, note=note)

    async def stop(self, batch: Batch, why: str) -> Batch:
        """Send no more of it until an agent confirms it again."""
        return await self._move(batch, BatchState.STOPPED, f"stopped: {why}", stopped=why)

    async def end(self, batch: Batch, leave_out: Collection[str] = (), note: str = "") -> Batch:
        """End it: nothing is left to send."""
        detail = "the rest was left by the agent" if leave_out else "every item was dealt with"
        return await self._move(batch, BatchState.ENDED, detail, skip=leave_out, note=note)

    async def skip(self, batch: Batch, payment: str, note: str) -> Batch:
        """Mark an item that will not be sent; `note` says why."""
        return await self._moved(batch, self._batches.skip_item(batch, payment, note))

    async def _move(
        self,
        batch: Batch,
        state: BatchState,
        detail: str,
        *,
        stopped: str | None = None,
        skip: Collection[str] = (),
        note: str = "",
    ) -> Batch:
        now, owner = self._clock.now() + self._ledger.clock_offset, self.owner
        return await self._moved(
            batch,
            self._batches.advance(
                batch, state, owner, at=now, detail=detail, stopped=stopped, skip=skip, note=note
            ),
        )

    async def _moved(self, batch: Batch, change: Awaitable[Batch]) -> Batch:
        try:
            return await self._access.run(change)
        except NotAllowed as error:  # the ledger knows that another desk runs it, or has ended it
            found = await self._access.run(self._batches.get(batch.id))
            raise BatchMoved(found or batch) from error
