"""What `journal --json` prints: refunds and batches of refunds that were confirmed on this machine."""

from dataclasses import dataclass
from typing import ClassVar, Literal

ModeName = Literal["test", "live"]


@dataclass(frozen=True, slots=True)
class JournalChangeShape:
    """One change of a refund's state; the first has no state before."""

    at: str
    before: str | None
    after: str
    detail: str
    user: str
    process: int
    app_version: str


@dataclass(frozen=True, slots=True)
class JournalEntryShape:
    """A refund that was confirmed on this machine, and what came of it; moments are in UTC.

    `amount`, `sum_before` and `sum_after` are minor units, `amount_decimal` is in the currency's unit.
    """

    name: ClassVar[str] = "journal-entry"
    version: ClassVar[int] = 1

    intent: str
    confirmed_at: str
    confirmed_by: str
    mode: ModeName
    key_fingerprint: str
    kind: str
    payment: str
    amount: int
    currency: str
    amount_decimal: str
    ticket: str | None
    state: str
    refund: str | None
    sent_at: str | None
    server_date: str | None
    http_status: int | None
    error: str | None
    reason: str | None
    refunds_before: list[str]
    sum_before: int
    sum_after: int | None
    alarm: bool
    supersedes: str | None
    app_version: str
    changes: list[JournalChangeShape]


@dataclass(frozen=True, slots=True)
class BatchItemShape:
    """One refund of a batch; `intent` and `refund` once there are such, `note` why it was left out."""

    payment: str
    amount: int
    currency: str
    amount_decimal: str
    intent: str | None
    state: str
    refund: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class BatchChangeShape:
    """One change of a batch's state."""

    at: str
    state: str
    detail: str
    user: str
    process: int
    app_version: str


@dataclass(frozen=True, slots=True)
class BatchShape:
    """Refunds that were confirmed together on this machine, and what came of each; moments are in UTC."""

    name: ClassVar[str] = "refund-batch"
    version: ClassVar[int] = 1

    batch: str
    confirmed_at: str
    confirmed_by: str
    mode: ModeName
    key_fingerprint: str
    reason: str
    ticket: str | None
    state: str
    stopped: str | None
    app_version: str
    items: list[BatchItemShape]
    changes: list[BatchChangeShape]
