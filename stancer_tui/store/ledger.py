"""The interface of a ledger: the record of refunds, notes and claims to which every desk writes first.

It never holds Stancer's data: no card, account or customer, and no key, only its fingerprint. Every call may
raise `LedgerUnavailable`; a write has then not happened, or its outcome is not known. A team's ledger records
itself who did something and when: `at` is used only in the ledger of a single agent.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from stancer_tui.store.audit import AuditRow
from stancer_tui.store.batch import Batch, BatchChange, BatchState
from stancer_tui.store.claim import Claim
from stancer_tui.store.intent import AuditEntry, Intent
from stancer_tui.store.limits import Limit
from stancer_tui.store.note import Note
from stancer_tui.store.owner import Owner
from stancer_tui.store.pending_request import PendingRequest


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """A change in the ledger: `kind` is "intent", "batch", "request", "note" or "claim".

    `subject` is the id of the intent, batch or request, or the object of a note or claim; `payment` that of
    an intent. `agent` made the change, "" if unknown; `here` if this desk made it. The kind "all" means that
    anything may have changed, as after a lost connection, and everything is read again; `live` is then None.
    The kind "away" means that the connection was lost.
    """

    kind: str
    subject: str = ""
    agent: str = ""
    live: bool | None = None
    payment: str = ""
    here: bool = False


class IntentStore(Protocol):
    """Refund intents: one that is open holds its payment, for every desk of the ledger."""

    async def insert(self, intent: Intent, *, at: datetime) -> Intent:
        """Write a new intent durably, and return it as it was written. Raises `AlreadyOpen`, `NotAllowed`."""

    async def advance(
        self, before: Intent, after: Intent, *, at: datetime, detail: str, alone: bool = False
    ) -> Intent:
        """Replace `before` by `after` durably, with a row in the audit, and return it with its new revision.

        Raises `Stale` if `before` is not what the ledger has now, `AlreadyClaimed` if the refund belongs to
        another intent, and `NotAllowed` for a step that this agent may not take. With `alone`, raises
        `AlreadyOpen` while another intent holds the payment: a refund seen at Stancer may then be that one's.
        """

    async def get(self, intent_id: str) -> Intent | None:
        """One intent by its id."""

    async def of_payment(self, live: bool, payment: str) -> tuple[Intent, ...]:
        """Every intent of a payment, oldest first."""

    async def unresolved(self, live: bool) -> tuple[Intent, ...]:
        """Every intent that is open or was not found, oldest first, whatever its age."""

    async def history(self, live: bool | None = None, *, limit: int = 1000) -> tuple[Intent, ...]:
        """The newest intents first, of one mode or of both; -1 is no limit."""

    async def claimed(self, intent: Intent) -> frozenset[str]:
        """The refunds of the payment that belong to other intents."""

    async def changes(self, intent_id: str | None = None) -> tuple[AuditEntry, ...]:
        """What happened to one intent or to all, oldest first."""


class BatchStore(Protocol):
    """Refunds that were confirmed together."""

    async def insert(self, batch: Batch) -> None:
        """Write a new batch durably, with all its items."""

    async def get(self, batch_id: str) -> Batch | None:
        """One batch by its id."""

    async def history(self, live: bool | None = None, *, limit: int = 1000) -> tuple[Batch, ...]:
        """The newest batches first, of one mode or of both; -1 is no limit."""

    async def unfinished(self, live: bool) -> tuple[Batch, ...]:
        """The batches that did not end, the oldest first."""

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
        """Move a batch durably from exactly where the caller knows it. Raises `BatchMoved`.

        The payments of `skip` will not be sent, `note` says why.
        """

    async def skip_item(self, batch: Batch, payment: str, note: str) -> Batch:
        """Write durably that an item will not be sent, and why. Raises `BatchMoved`."""

    async def check(self, batch: Batch) -> Batch:
        """The batch as it stands, if it is still where the caller knows it. Raises `BatchMoved`."""

    async def changes(self, batch_id: str) -> tuple[BatchChange, ...]:
        """What happened to a batch, oldest first."""


class RequestStore(Protocol):
    """Pending requests: account checks, scorings, creations of payments."""

    async def put(self, pending: PendingRequest) -> None:
        """Write a pending request durably, new or as it stands now."""

    async def history(self, live: bool, *, limit: int = 1000) -> tuple[PendingRequest, ...]:
        """The newest pending requests of a mode first."""

    async def take_up(self, live: bool) -> tuple[PendingRequest, ...]:
        """Settle the requests that ended programs left unfinished; returns those that await a result."""


class NoteStore(Protocol):
    """Notes on objects, told apart by the objects' ids."""

    async def add(self, live: bool, object_id: str, text: str, *, at: datetime) -> Note:
        """Write a note by this agent, of 1 to NOTE_LENGTH characters."""

    async def strike(self, note_id: str, *, at: datetime) -> Note | None:
        """Strike a note through, for good; None if there is no such note."""

    async def of(self, live: bool, object_id: str) -> tuple[Note, ...]:
        """The notes on an object, oldest first."""

    async def every(self, live: bool, *, limit: int = 10_000) -> tuple[Note, ...]:
        """The newest notes of a mode, oldest first."""


class ClaimStore(Protocol):
    """Who works on which object."""

    async def take(self, live: bool, object_id: str, agent: str, *, at: datetime) -> Claim:
        """Claim an object for `agent`, whoever had it before."""

    async def give(self, live: bool, object_id: str, agent: str, *, at: datetime) -> Claim | None:
        """Pass this agent's claim to `agent`; None, and no change, if this agent has no claim."""

    async def release(self, live: bool, object_id: str, *, at: datetime) -> None:
        """Remove the claim on an object."""

    async def current(self, live: bool, *, now: datetime) -> tuple[Claim, ...]:
        """The claims of a mode that have not faded, oldest first."""


class Ledger(Protocol):
    """One ledger, opened at its first call, and again at the next one after a failure."""

    @property
    def intents(self) -> IntentStore: ...
    @property
    def batches(self) -> BatchStore: ...
    @property
    def requests(self) -> RequestStore: ...
    @property
    def notes(self) -> NoteStore: ...
    @property
    def claims(self) -> ClaimStore: ...

    @property
    def shared(self) -> bool:
        """Whether a team shares it: then there are colleagues, and approvals."""

    @property
    def place(self) -> str:
        """Where it is, for a person: a path, or host and database; no password."""

    @property
    def owner(self) -> Owner:
        """The owner that this process writes into its entries."""

    @property
    def me(self) -> str:
        """This agent's name in the ledger; the user of this machine until the ledger was reached."""

    @property
    def clock_offset(self) -> timedelta:
        """How far the ledger's clock is ahead of this machine's, as last seen; zero for a file."""

    def agents(self) -> Mapping[str, str]:
        """The agents that may use it, as last read: the name to show by login."""

    def limits(self) -> Mapping[str, Limit]:
        """The limits of refunds by lower-case currency, as last read; none for a file."""

    async def alive(self, owner: Owner) -> bool | None:
        """Whether the process that owns an entry still runs; None where that cannot be told."""

    def serves(self, account: str) -> bool:
        """Whether entries of this account belong to the account that the ledger is used for.

        Entries of older versions, without an account, belong to none until they are adopted.
        """

    async def adopt(self, live: bool, key_fingerprint: str) -> None:
        """Assign entries without an account that were written with this key to this account."""

    async def audit(self, after: int = 0) -> tuple[AuditRow, ...]:
        """Every row of the audit behind number `after`, oldest first."""

    def subscribe(self, listener: Callable[[LedgerChange], None]) -> Callable[[], None]:
        """Call `listener` soon after a change by any desk, in this event loop; returns what ends that."""

    async def open(self) -> None:
        """Connect and check it now, and follow changes from now on. Raises `LedgerUnavailable`."""

    async def aclose(self) -> None:
        """Close it; nothing is undone."""
