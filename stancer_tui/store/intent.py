"""A refund intent: what an agent confirmed, recorded before anything is sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from stancer_tui.models import secret
from stancer_tui.store.journal_entry import JournalEntry

fingerprint = secret.fingerprint
"""The fingerprint by which the journal tells keys apart."""

TICKET_LENGTH = 100
"""Characters of a ticket reference."""


class State(StrEnum):
    """The state of an intent; the words are stored in the journal and must never change their meaning."""

    WAITING = "waiting"
    """Waits for a second person's approval; nothing was sent."""
    PREPARED = "prepared"
    SENDING = "sending"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    NOT_SENT = "not_sent"
    ABANDONED = "abandoned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class RefundReason(StrEnum):
    """Why money is given back; the words are kept in the ledger."""

    DUPLICATE = "duplicate"
    CUSTOMER_REQUEST = "customer_request"
    NOT_DELIVERED = "not_delivered"
    FRAUD = "fraud"
    GOODWILL = "goodwill"
    INCIDENT = "incident"
    OTHER = "other"


class RefundKind(StrEnum):
    """What the agent confirmed."""

    REFUND = "refund"
    CANCEL = "cancel"


OPEN = frozenset({State.WAITING, State.PREPARED, State.SENDING, State.UNKNOWN, State.AMBIGUOUS})
"""States that hold the payment: one intent a payment may be in one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent(JournalEntry):
    """A refund that an agent confirmed. Amounts are minor units.

    `baseline_ids` and `baseline_sum` are the payment's refunds (whatever their status) just before sending,
    `server_date` is the API's own clock at that reading, `sum_after` the same sum once the refund was seen.
    `candidate_ids` are refunds of which a person has to decide, or has decided, whether one is this intent's.
    `baseline_status` is the payment's status just before sending. `refund_reason` is why the money goes back:
    a value of `RefundReason` or a word of the settings. `approved_by` is the second person, where one was
    needed. `refused` says that the API refused, which proves nothing before the end of the settle window.
    """

    kind: RefundKind
    payment: str
    amount: int
    currency: str
    baseline_ids: tuple[str, ...]
    baseline_sum: int
    baseline_status: str | None = None
    state: State
    revision: int = 0
    server_date: datetime | None = None
    sent_at: datetime | None = None
    refund_id: str | None = None
    candidate_ids: tuple[str, ...] = ()
    sum_after: int | None = None
    refused: bool = False
    ticket: str | None = None
    refund_reason: str | None = None
    approved_by: str | None = None
    supersedes: str | None = None

    @property
    def open(self) -> bool:
        """Whether it holds its payment against another refund."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit: an intent passed from one state to another; `os_user` is the agent."""

    intent: str
    at: datetime
    before: State | None
    after: State
    detail: str
    pid: int
    os_user: str
    app_version: str
