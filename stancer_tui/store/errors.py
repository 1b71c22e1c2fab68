"""The errors of a ledger."""

from enum import StrEnum

from stancer_tui.language import N_, _
from stancer_tui.store.batch import Batch
from stancer_tui.store.intent import Intent


class LedgerTrouble(StrEnum):
    """Why the ledger cannot be used."""

    LOCKED = N_("another program holds the refund journal")
    FULL = N_("the disk is full")
    READ_ONLY = N_("the refund journal cannot be written")
    DAMAGED = N_("the refund journal is damaged")
    NEWER = N_("the refund journal was written by a newer version of this program")
    FOREIGN = N_("the file is not a refund journal")
    UNSAFE = N_("the refund journal's directory is not this user's alone")
    REPLACED = N_("the refund journal was moved or replaced while the program ran")
    INPUT_OUTPUT = N_("the disk failed on the refund journal")
    VALUE = N_("the ledger does not take this text or number")
    AWAY = N_("the team's ledger cannot be reached")
    LOGIN = N_("the team's ledger does not let this agent in")
    PASSWORD = N_("the team's ledger wants a password: stancer-tui ledger login keeps it")
    NOT_ALLOWED = N_("the team's ledger does not allow this to this agent")
    STANDBY = N_("the team's ledger takes no writes now")
    NOT_DURABLE = N_("the team's ledger does not write durably")
    NOT_CREATED = N_("the team's ledger was not created yet")
    OLDER_SCHEMA = N_("the team's ledger was made for an older version of this program")
    NEWER_SCHEMA = N_("the team's ledger was made for a newer version of this program")
    OLD_SERVER = N_("the team's ledger needs PostgreSQL 14 or newer")
    ANOTHERS = N_("the team's ledger is that of another merchant, and a ledger is for one")
    NOT_INSTALLED = N_("the library for the team's ledger is not installed")


class LedgerUnavailable(Exception):
    """The ledger cannot be opened, locked or written: refunds are off, reading payments still works."""

    def __init__(self, trouble: LedgerTrouble, detail: str = "") -> None:
        words = _(trouble.value)
        super().__init__(f"{words} ({detail})" if detail else words)
        self.trouble = trouble

    @property
    def not_let_in(self) -> bool:
        """Whether the ledger does not know who asks."""
        return self.trouble in {LedgerTrouble.LOGIN, LedgerTrouble.PASSWORD}

    @property
    def reads_only(self) -> bool:
        """Whether the ledger works and this agent may only read."""
        return self.trouble is LedgerTrouble.NOT_ALLOWED


class AlreadyOpen(Exception):
    """Another intent holds this payment, at this desk or at another one."""

    def __init__(self, intent: Intent) -> None:
        super().__init__(f"a refund of {intent.payment} is already in progress")
        self.intent = intent


class Stale(Exception):
    """The intent was advanced by someone else in between: `current` is what the ledger has now."""

    def __init__(self, current: Intent) -> None:
        super().__init__(f"intent {current.id} has moved on")
        self.current = current


class AlreadyClaimed(Exception):
    """The refund belongs to another intent of the ledger."""

    def __init__(self, refund_id: str) -> None:
        super().__init__(f"{refund_id} belongs to another intent")
        self.refund_id = refund_id


class BatchMoved(Exception):
    """Another desk has taken the batch over or ended it: `current` is what the ledger has now."""

    def __init__(self, current: Batch) -> None:
        super().__init__(f"batch {current.id} has moved on")
        self.current = current


class NotAllowed(Exception):
    """The ledger refuses this to this agent; the message is a sentence for them."""


class NeedsApproval(NotAllowed):
    """The ledger accepts a refund of this amount only as a request to a second agent."""
