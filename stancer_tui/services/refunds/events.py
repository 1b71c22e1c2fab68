"""What can happen to a refund intent, from which states, and what it makes of it. Pure.

WAITING  -> PREPARED                                       another agent approved it
         -> DECLINED | WITHDRAWN | LAPSED                  another agent, its own agent, or the time limit
PREPARED -> SENDING -> NOT_SENT | CONFIRMED                what the one answer proves
                    -> UNKNOWN -> CONFIRMED                exactly one new refund matches
                               -> AMBIGUOUS                several match: a person decides
                               -> REJECTED                 refused, and none matches for long enough
                               -> NOT_FOUND                none matches for long enough; watched for a day
PREPARED -> ABANDONED                                      its process died before sending
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from stancer_tui.store.intent import Intent, State

_REASON_LENGTH = 200

_SENT = frozenset({State.SENDING, State.UNKNOWN, State.NOT_FOUND, State.AMBIGUOUS})
"""An answer counts in all of them: another program may have taken the intent over in the meantime."""

_NOT_SEEN = frozenset({State.UNKNOWN, State.NOT_FOUND, State.REJECTED})
"""Refused ones too: a proxy may have sent the request twice, or refused one that had been carried out."""


class Impossible(Exception):
    """The event cannot happen to an intent in this state."""


class RefundEvent(ABC):
    """Something that happens to an intent in one of its `states`."""

    __slots__ = ()

    states: ClassVar[frozenset[State]]
    takes_over: ClassVar[bool] = False
    """Whether the program that records the event owns the intent from then on."""
    by_likeness: ClassVar[bool] = False
    """Whether it is inferred from the payment's refunds, which another intent may explain as well."""

    @property
    def detail(self) -> str:
        """Its detail in the audit: names and ids of ours, nothing about a customer."""
        return type(self).__name__

    def apply_to(self, intent: Intent) -> Intent:
        """The intent after the event. Raises `Impossible`."""
        if not self.applies_to(intent):
            raise Impossible(f"{type(self).__name__} in state {intent.state}")
        return self._apply(intent)

    def applies_to(self, intent: Intent) -> bool:
        """Whether it can happen in the intent's state."""
        return intent.state in self.states

    @abstractmethod
    def _apply(self, intent: Intent) -> Intent: ...


@dataclass(frozen=True, slots=True)
class Approved(RefundEvent):
    """Another agent approved it, and is about to send it; the ledger itself says who that is."""

    states = frozenset({State.WAITING})
    takes_over = True
    agent: str

    @property
    def detail(self) -> str:
        """Who approved it."""
        return f"Approved by {self.agent}"

    def _apply(self, intent: Intent) -> Intent:
        return replace(intent, state=State.PREPARED, approved_by=self.agent)


@dataclass(frozen=True, slots=True)
class Declined(RefundEvent):
    """Another agent declined it; `why` is for the agent who asked, and may be empty."""

    states = frozenset({State.WAITING})
    why: str = ""

    @property
    def detail(self) -> str:
        """Why."""
        return f"Declined {_short(self.why)}".rstrip()

    def _apply(self, intent: Intent) -> Intent:
        return replace(intent, state=State.DECLINED, reason=_short(self.why) or None)


@dataclass(frozen=True, slots=True)
class Withdrawn(RefundEvent):
    """The agent who asked for it withdrew it."""

    states = frozenset({State.WAITING})

    def _apply(self, intent: Intent) -> Intent:
        return replace(intent, state=State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Lapsed(RefundEvent):
    """Nobody approved it in time."""

    states = frozenset({State.WAITING})

    def _apply(self, intent: Intent) -> Intent:
        return replace(intent, state=State.LAPSED)


@dataclass(frozen=True, slots=True)
class Send(RefundEvent):
    """The request is about to leave; `server_date` is the API's clock at the last reading."""

    states = frozenset({State.PREPARED})
    at: datetime
    server_date: datetime | None

    def _apply(self, intent: Intent) -> Intent:
        return replace(intent, state=State.SENDING, sent_at=self.at, server_date=self.server_date)


@dataclass(frozen=True, slots=True)
class Abandon(RefundEvent):
    """It will not be sent: the process that prepared it is gone or could not go on."""

    states = frozenset({State.PREPARED})

    def _apply(self, intent: Intent) -> Intent:
        return replace(intent, state=State.ABANDONED)


@dataclass(frozen=True, slots=True)
class OwnerGone(RefundEvent):
    """The process that sent it ended without journaling an answer."""

    states = frozenset({State.SENDING})
    takes_over = True

    def _apply(self, intent: Intent) -> Intent:
        return replace(intent, state=State.UNKNOWN, error_class="OwnerGone")


class RefundAnswer(RefundEvent):
    """The outcome of the one request."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NotSent(RefundAnswer):
    """Provably nothing left this machine."""

    states = _SENT
    error_class: str
    reason: str

    @property
    def detail(self) -> str:
        """The class of the error."""
        return f"NotSent {self.error_class}"

    def _apply(self, intent: Intent) -> Intent:
        return _failed(intent, State.NOT_SENT, self.error_class, None, self.reason)


@dataclass(frozen=True, slots=True)
class Refused(RefundAnswer):
    """The API refused it, which proves nothing yet: the refund may have been made, or may still appear."""

    states = _SENT
    error_class: str
    http_status: int | None
    reason: str

    @property
    def detail(self) -> str:
        """The class of the error and the status."""
        return f"Refused {self.error_class} {self.http_status}"

    def _apply(self, intent: Intent) -> Intent:
        state = State.UNKNOWN if intent.state is State.SENDING else intent.state
        return replace(_failed(intent, state, self.error_class, self.http_status, self.reason), refused=True)


@dataclass(frozen=True, slots=True)
class Echoed(RefundAnswer):
    """The API answered with exactly this refund."""

    states = _SENT
    refund_id: str

    @property
    def detail(self) -> str:
        """The refund."""
        return f"Echoed {self.refund_id}"

    def _apply(self, intent: Intent) -> Intent:
        return replace(intent, state=State.CONFIRMED, refund_id=self.refund_id, http_status=200)


@dataclass(frozen=True, slots=True)
class Lost(RefundAnswer):
    """Anything else: the refund may have been made or not."""

    states = frozenset({State.SENDING})
    error_class: str
    http_status: int | None
    reason: str

    @property
    def detail(self) -> str:
        """The class of the error and the status, if any."""
        return f"Lost {self.error_class} {self.http_status or ''}".rstrip()

    def _apply(self, intent: Intent) -> Intent:
        return _failed(intent, State.UNKNOWN, self.error_class, self.http_status, self.reason)


@dataclass(frozen=True, slots=True)
class Found(RefundEvent):
    """Exactly one new refund of the payment matches; `sum_after` is None if only it was seen."""

    states = _NOT_SEEN
    by_likeness = True
    refund_id: str
    sum_after: int | None

    @property
    def detail(self) -> str:
        """The refund."""
        return f"Found {self.refund_id}"

    def _apply(self, intent: Intent) -> Intent:
        return replace(intent, state=State.CONFIRMED, refund_id=self.refund_id, sum_after=self.sum_after)


@dataclass(frozen=True, slots=True)
class Several(RefundEvent):
    """More than one new refund of the payment matches."""

    states = _NOT_SEEN
    by_likeness = True
    refund_ids: tuple[str, ...]

    @property
    def detail(self) -> str:
        """The refunds."""
        return f"Several {' '.join(self.refund_ids)}"

    def _apply(self, intent: Intent) -> Intent:
        # What a person said of earlier ones stands: they are never taken by their likeness alone.
        asked = (*intent.candidate_ids, *self.refund_ids)
        return replace(intent, state=State.AMBIGUOUS, candidate_ids=asked)


@dataclass(frozen=True, slots=True)
class Settled(RefundEvent):
    """The settle window passed and no reading showed the refund."""

    states = frozenset({State.UNKNOWN})

    def _apply(self, intent: Intent) -> Intent:
        return replace(intent, state=State.REJECTED if intent.refused else State.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Decided(RefundEvent):
    """A person said which refund it was, or (None) that none of them is."""

    states = frozenset({State.AMBIGUOUS})
    refund_id: str | None
    user: str

    @property
    def detail(self) -> str:
        """Who decided what."""
        return f"Decided {self.refund_id or 'none'} by {self.user}"

    def _apply(self, intent: Intent) -> Intent:
        if self.refund_id is None:
            return replace(intent, state=State.NOT_FOUND)
        return replace(intent, state=State.CONFIRMED, refund_id=self.refund_id)


@dataclass(frozen=True, slots=True)
class Summed(RefundEvent):
    """The sum of the payment's refunds after a confirmed one, minor units."""

    states = frozenset({State.CONFIRMED})
    sum_after: int

    @property
    def detail(self) -> str:
        """The sum."""
        return f"Summed {self.sum_after}"

    def _apply(self, intent: Intent) -> Intent:
        return replace(intent, sum_after=self.sum_after)


def _failed(intent: Intent, state: State, error_class: str, status: int | None, reason: str) -> Intent:
    return replace(intent, state=state, error_class=error_class, http_status=status, reason=_short(reason))


def _short(reason: str) -> str:
    return reason[:_REASON_LENGTH]
