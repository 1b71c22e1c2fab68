"""The batches of one mode in the journal."""

from collections.abc import Collection

from stancer_tui.services.clock import Clock
from stancer_tui.services.journal_thread import JournalAccess, JournalThread
from stancer_tui.store import batch_table as table
from stancer_tui.store.batch import Batch, BatchState
from stancer_tui.store.owner import Owner, this_process


class BatchLedger:
    """Batches, written durably. Every call may raise `JournalUnavailable`, every change `BatchMoved`."""

    def __init__(
        self, thread: JournalThread, clock: Clock, *, live: bool, owner: Owner | None = None
    ) -> None:
        self.owner = owner or this_process()
        self._live = live
        self._journal = JournalAccess(thread)
        self._clock = clock

    async def begin(self, batch: Batch) -> None:
        """Write a new batch, with every item, before the first of them is sent."""
        await self._journal.run(lambda journal: table.insert(journal, batch))

    async def check(self, batch: Batch) -> Batch:
        """The batch as it stands, if nobody else has moved it."""
        return await self._journal.run(lambda journal: table.check(journal, batch))

    async def unfinished(self) -> tuple[Batch, ...]:
        """The batches that did not end, the oldest first."""
        return await self._journal.run(lambda journal: table.unfinished(journal, self._live))

    async def take_over(self, batch: Batch, leave_out: Collection[str], note: str) -> Batch:
        """Become the one that runs it; of two programs that try, one is told `BatchMoved`."""
        detail = "confirmed again by the agent"
        return await self._move(batch, BatchState.RUNNING, detail, skip=leave_out, note=note)

    async def stop(self, batch: Batch, why: str) -> Batch:
        """Send no more of it until an agent confirms it again."""
        return await self._move(batch, BatchState.STOPPED, f"stopped: {why}", stopped=why)

    async def end(self, batch: Batch, leave_out: Collection[str] = (), note: str = "") -> Batch:
        """Nothing of it is left to send."""
        detail = "the rest was left by the agent" if leave_out else "every item was dealt with"
        return await self._move(batch, BatchState.ENDED, detail, skip=leave_out, note=note)

    async def skip(self, batch: Batch, payment: str, note: str) -> Batch:
        """An item will not be sent; `note` says why."""
        return await self._journal.run(lambda journal: table.skip_item(journal, batch, payment, note))

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
        now, owner = self._clock.now(), self.owner
        return await self._journal.run(
            lambda journal: table.advance(
                journal, batch, state, owner, at=now, detail=detail, stopped=stopped, skip=skip, note=note
            )
        )
