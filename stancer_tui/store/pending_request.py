"""A pending request: a request other than a refund whose result is awaited or must be known."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from stancer_tui.store.journal_entry import JournalEntry

LOOKED_FOR = timedelta(hours=24)
"""How long a creation with an unknown outcome is looked for, and counts as unresolved."""

NOT_FOUND = "not_found"
"""The `reason` where the API gave an id and then did not know it."""

OTHER_KEY = "other_key"
"""The `reason` where the request was made with another key and is unknown under this one."""

SAID_NO = "said_no"
"""The `reason` of a refused creation, whose outcome is unknown until it was looked for."""


class RequestKind(StrEnum):
    """What was requested."""

    PAYMENT = "payment"
    CHECK = "check"
    SCORING = "scoring"


class RequestState(StrEnum):
    """The state of a request; the words are stored in the journal and must never change their meaning."""

    PREPARED = "prepared"
    SENDING = "sending"
    KNOWN = "known"
    """The API accepted it and gave its id; the result is awaited."""
    UNKNOWN = "unknown"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRequest(JournalEntry):
    """A request and its state. `amount` is in minor units."""

    kind: RequestKind
    state: RequestState
    object_id: str | None = None
    unique_id: str | None = None
    amount: int | None = None
    currency: str | None = None
    finished_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether its result is still to come."""
        return self.state is RequestState.KNOWN and self.object_id is not None and not self.lost

    @property
    def refused(self) -> bool:
        """Whether the API refused it, also while that is not proved yet."""
        return self.state is RequestState.REFUSED or self.reason == SAID_NO

    @property
    def lost(self) -> bool:
        """Whether the API accepted it and later did not know its id."""
        return self.state is RequestState.KNOWN and self.reason in {NOT_FOUND, OTHER_KEY}
