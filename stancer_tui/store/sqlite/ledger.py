"""The ledger of one agent: the journal's file, used from one thread off the event loop."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from stancer_tui.store.audit import AuditRow
from stancer_tui.store.batch import Batch, BatchChange, BatchState
from stancer_tui.store.claim import Claim
from stancer_tui.store.intent import AuditEntry, Intent
from stancer_tui.store.ledger import LedgerChange
from stancer_tui.store.limits import Limit
from stancer_tui.store.note import Note
from stancer_tui.store.owner import Owner, is_alive
from stancer_tui.store.pending_request import PendingRequest
from stancer_tui.store.sqlite import adoption, batch_table, claim_table, note_table, request_table
from stancer_tui.store.sqlite.journal import Journal

T = TypeVar("T")

Sole = Callable[[bool, str], Awaitable[bool]]
"""Whether a key (live or not, its fingerprint) surely belongs to no other account than the ledger's."""


async def _sole(_live: bool, _key_fingerprint: str) -> bool:
    return True


class SqliteLedger:
    """One thread for every call of one journal; both modes of a desk share it.

    Listeners hear only of this program's own changes. Entries that older versions wrote with a key are
    adopted where `sole` says that the key belongs to no other account.
    """

    shared = False

    def __init__(self, journal: Journal, *, sole: Sole = _sole) -> None:
        self.intents = SqliteIntents(self)
        self.batches = SqliteBatches(self)
        self.requests = SqliteRequests(self)
        self.notes = SqliteNotes(self)
        self.claims = SqliteClaims(self)
        self._journal = journal
        self._sole = sole
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="refund-journal")
        self._listeners: list[Callable[[LedgerChange], None]] = []
        self._closed = False

    @property
    def account(self) -> str:
        """The profile whose account it serves."""
        return self._journal.account or ""

    @property
    def place(self) -> str:
        """The path of the file."""
        return str(self._journal.path)

    @property
    def owner(self) -> Owner:
        """This process."""
        return self._journal.owner

    @property
    def me(self) -> str:
        """The user of this machine."""
        return self.owner.user

    @property
    def clock_offset(self) -> timedelta:
        """The file has no clock of its own."""
        return timedelta()

    def agents(self) -> Mapping[str, str]:
        """This user only."""
        return {self.me: self.me}

    def limits(self) -> Mapping[str, Limit]:
        """None: only the user's own settings and the policy limit refunds."""
        return {}

    async def alive(self, owner: Owner) -> bool | None:
        """Whether a process of this machine still runs."""
        return is_alive(owner)

    def serves(self, account: str) -> bool:
        """Whether the file is not limited to an account, or limited to this one."""
        return not self.account or account == self.account

    async def adopt(self, live: bool, key_fingerprint: str) -> None:
        """Assign what older versions wrote with this key to this account, unless another one has the key."""
        found = await self.run(lambda journal: adoption.adoptable(journal, live, key_fingerprint))
        mine = [key for key in found if await self._sole(live, key)]
        if mine:
            await self.run(lambda journal: adoption.adopt(journal, live, mine))

    async def audit(self, after: int = 0) -> tuple[AuditRow, ...]:
        """Every row of the audit behind number `after`, oldest first."""
        return await self.run(lambda journal: journal.audit(after))

    def subscribe(self, listener: Callable[[LedgerChange], None]) -> Callable[[], None]:
        """Call `listener` after every change that this program makes; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, change: LedgerChange) -> None:
        """Tell every listener."""
        for listener in tuple(self._listeners):
            listener(change)

    def did(self, kind: str, subject: str, live: bool, payment: str = "") -> None:
        """Tell every listener of a change that this program made."""
        self.tell(LedgerChange(kind, subject, self.me, live, payment, here=True))

    async def open(self) -> None:
        """Open and check the file now."""
        await self.run(Journal.open)

    async def run(self, call: Callable[[Journal], T]) -> T:
        """Run a short blocking call on the journal. Raises what it raises."""
        within = copy_context().run  # the context holds the language for messages
        return await asyncio.get_running_loop().run_in_executor(self._pool, within, call, self._journal)

    async def aclose(self) -> None:
        """Close the journal and end the thread; once."""
        if not self._closed:
            self._closed = True
            await self.run(Journal.close)
            self._pool.shutdown(wait=False)


class _Part:
    """The operations on one kind of entry, run in the ledger's thread."""

    def __init__(self, ledger: SqliteLedger) -> None:
        self._ledger = ledger

    async def _run(self, call: Callable[[Journal], T]) -> T:
        return await self._ledger.run(call)


class SqliteIntents(_Part):
    """Refund intents (see `IntentStore`)."""

    async def insert(self, intent: Intent, *, at: datetime) -> Intent:
        """Write a new intent durably."""
        intent = replace(intent, account=self._ledger.account)
        await self._run(lambda journal: journal.insert(intent, at=at))
        self._ledger.did("intent", intent.id, intent.live, intent.payment)
        return intent

    async def advance(
        self, before: Intent, after: Intent, *, at: datetime, detail: str, alone: bool = False
    ) -> Intent:
        """Replace `before` by `after` durably."""
        moved = await self._run(
            lambda journal: journal.advance(before, after, at=at, detail=detail, alone=alone)
        )
        self._ledger.did("intent", moved.id, moved.live, moved.payment)
        return moved

    async def get(self, intent_id: str) -> Intent | None:
        """One intent by its id."""
        return await self._run(lambda journal: journal.get(intent_id))

    async def of_payment(self, live: bool, payment: str) -> tuple[Intent, ...]:
        """Every intent of a payment, oldest first."""
        return await self._run(lambda journal: journal.of_payment(live, payment))

    async def unresolved(self, live: bool) -> tuple[Intent, ...]:
        """Every intent that is open or was not found, oldest first."""
        return await self._run(lambda journal: journal.unresolved(live))

    async def history(self, live: bool | None = None, *, limit: int = 1000) -> tuple[Intent, ...]:
        """The newest intents first."""
        return await self._run(lambda journal: journal.history(live, limit=limit))

    async def claimed(self, intent: Intent) -> frozenset[str]:
        """The refunds of the payment that belong to other intents."""
        return await self._run(lambda journal: journal.claimed(intent))

    async def changes(self, intent_id: str | None = None) -> tuple[AuditEntry, ...]:
        """What happened to one intent or to all, oldest first."""
        return await self._run(lambda journal: journal.changes(intent_id))


class SqliteBatches(_Part):
    """Batches (see `BatchStore`)."""

    async def insert(self, batch: Batch) -> None:
        """Write a new batch durably."""
        batch = replace(batch, account=self._ledger.account)
        await self._run(lambda journal: batch_table.insert(journal, batch))
        self._ledger.did("batch", batch.id, batch.live)

    async def get(self, batch_id: str) -> Batch | None:
        """One batch by its id."""
        return await self._run(lambda journal: batch_table.get(journal, batch_id))

    async def history(self, live: bool | None = None, *, limit: int = 1000) -> tuple[Batch, ...]:
        """The newest batches first."""
        return await self._run(lambda journal: batch_table.history(journal, live, limit=limit))

    async def unfinished(self, live: bool) -> tuple[Batch, ...]:
        """The batches that did not end, the oldest first."""
        return await self._run(lambda journal: batch_table.unfinished(journal, live))

    async def advance(
        self,
        before: Batch,
        state: BatchState,
        owner: Owner,
        *,
        at: datetime,
        detail: str,
        stopped: str | None = None,
        skip: Collection[str] = (),
        note: str = "",
    ) -> Batch:
        """Move a batch durably from exactly where the caller knows it."""
        moved = await self._run(
            lambda journal: batch_table.advance(
                journal, before, state, owner, at=at, detail=detail, stopped=stopped, skip=skip, note=note
            )
        )
        self._ledger.did("batch", moved.id, moved.live)
        return moved

    async def skip_item(self, batch: Batch, payment: str, note: str) -> Batch:
        """Write durably that an item will not be sent, and why."""
        return await self._run(lambda journal: batch_table.skip_item(journal, batch, payment, note))

    async def check(self, batch: Batch) -> Batch:
        """The batch as it stands, if it is still where the caller knows it."""
        return await self._run(lambda journal: batch_table.check(journal, batch))

    async def changes(self, batch_id: str) -> tuple[BatchChange, ...]:
        """What happened to a batch, oldest first."""
        return await self._run(lambda journal: batch_table.changes(journal, batch_id))


class SqliteRequests(_Part):
    """Pending requests (see `RequestStore`)."""

    async def put(self, pending: PendingRequest) -> None:
        """Write a pending request durably, new or as it stands now."""
        pending = replace(pending, account=pending.account or self._ledger.account)
        await self._run(lambda journal: request_table.put(journal, pending))
        self._ledger.did("request", pending.id, pending.live)

    async def history(self, live: bool, *, limit: int = 1000) -> tuple[PendingRequest, ...]:
        """The newest pending requests of a mode first."""
        return await self._run(lambda journal: request_table.history(journal, live, limit=limit))

    async def take_up(self, live: bool) -> tuple[PendingRequest, ...]:
        """Settle what programs that have ended left being sent; returns what awaits its answer."""
        return await self._run(lambda journal: request_table.take_up(journal, live))


class SqliteNotes(_Part):
    """Notes (see `NoteStore`)."""

    async def add(self, live: bool, object_id: str, text: str, *, at: datetime) -> Note:
        """Write a note of this user."""
        note = await self._run(lambda journal: note_table.add(journal, live, object_id, text, at=at))
        self._ledger.did("note", object_id, live)
        return note

    async def strike(self, note_id: str, *, at: datetime) -> Note | None:
        """Strike a note through; None if there is none."""
        note = await self._run(lambda journal: note_table.strike(journal, note_id, at=at))
        if note is not None:
            self._ledger.did("note", note.object_id, note.live)
        return note

    async def of(self, live: bool, object_id: str) -> tuple[Note, ...]:
        """The notes on an object, oldest first."""
        return await self._run(lambda journal: note_table.of(journal, live, object_id))

    async def every(self, live: bool, *, limit: int = 10_000) -> tuple[Note, ...]:
        """The newest notes of a mode, oldest first."""
        return await self._run(lambda journal: note_table.every(journal, live, limit=limit))


class SqliteClaims(_Part):
    """Claims (see `ClaimStore`)."""

    async def take(self, live: bool, object_id: str, agent: str, *, at: datetime) -> Claim:
        """Write that `agent` works on an object, whoever did before."""
        claim = await self._run(lambda journal: claim_table.take(journal, live, object_id, agent, at=at))
        self._ledger.did("claim", object_id, live)
        return claim

    async def give(self, live: bool, object_id: str, agent: str, *, at: datetime) -> Claim | None:
        """Write that `agent` works on what this user works on; None if this user does not."""
        claim = await self._run(lambda journal: claim_table.give(journal, live, object_id, agent, at=at))
        if claim is not None:
            self._ledger.did("claim", object_id, live)
        return claim

    async def release(self, live: bool, object_id: str, *, at: datetime) -> None:
        """Write that nobody works on an object."""
        await self._run(lambda journal: claim_table.release(journal, live, object_id, at=at))
        self._ledger.did("claim", object_id, live)

    async def current(self, live: bool, *, now: datetime) -> tuple[Claim, ...]:
        """The claims of a mode that have not faded, oldest first."""
        return await self._run(lambda journal: claim_table.current(journal, live, now=now))
