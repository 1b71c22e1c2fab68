"""A pending request: something other than a refund whose answer is awaited or must be known."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from stancer_tui.store.journal_entry import JournalEntry

LOOKED_FOR = timedelta(hours=24)
"""How long what was created with an unknown outcome is looked for, and counted as unresolved."""

NOT_FOUND = "not_found"
"""The reason of a pending request whose id the API gave and does not know."""

OTHER_KEY = "other_key"
"""The reason of one that was asked with another key, and is not known under this one."""

SAID_NO = "said_no"
"""The reason of a creation that was refused, and of unknown outcome until it was looked for."""


class RequestKind(StrEnum):
    """What was asked."""

    PAYMENT = "payment"
    CHECK = "check"
    SCORING = "scoring"


class RequestState(StrEnum):
    """Where a request stands; the words are kept in the journal and must never change their meaning."""

    PREPARED = "prepared"
    SENDING = "sending"
    KNOWN = "known"
    """The API took it and gave its id; its answer is awaited."""
    UNKNOWN = "unknown"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRequest(JournalEntry):
    """Something that was asked, and where it stands. `amount` is in minor units."""

    kind: RequestKind
    state: RequestState
    object_id: str | None = None
    unique_id: str | None = None
    amount: int | None = None
    currency: str | None = None
    finished_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether an answer to it is still to come."""
        return self.state is RequestState.KNOWN and self.object_id is not None and not self.lost

    @property
    def refused(self) -> bool:
        """Whether the API said no, also while that is not proved yet."""
        return self.state is RequestState.REFUSED or self.reason == SAID_NO

    @property
    def lost(self) -> bool:
        """Whether the API took it and then answered for long that it does not know its id."""
        return self.state is RequestState.KNOWN and self.reason in {NOT_FOUND, OTHER_KEY}
