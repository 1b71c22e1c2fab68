"""A refund intent: what an agent confirmed, written down before anything is sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from stancer_tui import __version__
from stancer_tui.models.secret import Secret

TICKET_LENGTH = 100
"""Characters of a ticket reference."""


class State(StrEnum):
    """Where an intent stands; the words are kept in the journal and must never change their meaning."""

    PREPARED = "prepared"
    SENDING = "sending"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    NOT_SENT = "not_sent"
    ABANDONED = "abandoned"


class Kind(StrEnum):
    """What the agent confirmed."""

    REFUND = "refund"
    CANCEL = "cancel"


OPEN = frozenset({State.PREPARED, State.SENDING, State.UNKNOWN, State.AMBIGUOUS})
"""States that hold the payment: one intent a payment may be in one of them."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that works on an intent: `started` tells a reused pid from the process itself."""

    pid: int
    started: str
    user: str


@dataclass(frozen=True, slots=True)
class Intent:
    """One row of the journal. Amounts are minor units, times are aware and UTC.

    `baseline_ids` and `baseline_sum` are the payment's refunds (whatever their status) just before sending,
    `server_date` is the API's own clock at that reading, `sum_after` the same sum once the refund was seen.
    `candidate_ids` are refunds of which a person has to say, or has said, whether one is this intent's.
    `refused` says that the API answered no, which proves nothing until the settle window was read to its end.
    Nothing of a card, an account or a customer is kept, and no key: only its fingerprint.
    """

    id: str
    created_at: datetime
    key_fingerprint: str
    live: bool
    kind: Kind
    payment: str
    amount: int
    currency: str
    baseline_ids: tuple[str, ...]
    baseline_sum: int
    state: State
    owner: Owner
    app_version: str = __version__
    revision: int = 0
    server_date: datetime | None = None
    sent_at: datetime | None = None
    refund_id: str | None = None
    http_status: int | None = None
    error_class: str | None = None
    reason: str | None = None
    candidate_ids: tuple[str, ...] = ()
    sum_after: int | None = None
    refused: bool = False
    ticket: str | None = None
    supersedes: str | None = None

    @property
    def open(self) -> bool:
        """Whether it holds its payment against another refund."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the audit: an intent passed from one state to another."""

    intent: str
    at: datetime
    before: State | None
    after: State
    detail: str
    pid: int
    os_user: str
    app_version: str


def fingerprint(key: Secret) -> str:
    """The first 12 hexadecimal digits of the key's SHA-256: tells keys apart, gives none away."""
    return sha256(key.get_secret_value().encode()).hexdigest()[:12]
