"""A batch: several refunds confirmed together, recorded before the first of them is sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from stancer_tui import __version__
from stancer_tui.store.intent import Intent, RefundReason
from stancer_tui.store.owner import Owner


class BatchState(StrEnum):
    """Where a batch stands; the words are kept in the journal and must never change their meaning."""

    RUNNING = "running"
    STOPPED = "stopped"
    ENDED = "ended"


class ItemState(StrEnum):
    """Whether an item may still be sent; the outcome of a sent one is in its intent."""

    WAITING = "waiting"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchItem:
    """One payment of a batch. `amount` is in minor units.

    `intent_id` is chosen before anything is sent: the journal accepts an intent of this id only once, so that
    an item is sent once, whoever runs the batch. `note` says why it was skipped.
    """

    payment: str
    amount: int
    currency: str
    intent_id: str
    state: ItemState = ItemState.WAITING
    note: str | None = None
    intent: Intent | None = None

    @property
    def waiting(self) -> bool:
        """Whether it was not sent and may still be."""
        return self.state is ItemState.WAITING and self.intent is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Refunds that were confirmed together, in the order in which they are sent.

    `owner` is the process that runs it, or ran it last; `stopped` is why it was stopped.
    """

    id: str
    created_at: datetime
    key_fingerprint: str
    live: bool
    owner: Owner
    agent: str = ""
    account: str = ""
    app_version: str = __version__
    reason: RefundReason
    ticket: str | None
    state: BatchState
    revision: int = 0
    stopped: str | None = None
    items: tuple[BatchItem, ...]

    @property
    def waiting(self) -> tuple[BatchItem, ...]:
        """The items that were not sent and may still be."""
        return tuple(item for item in self.items if item.waiting)


@dataclass(frozen=True, slots=True)
class BatchChange:
    """One line of a batch's audit."""

    batch: str
    at: datetime
    state: BatchState
    detail: str
    pid: int
    os_user: str
    app_version: str
