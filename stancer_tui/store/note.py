"""A note of an agent on an object. It is never edited, only struck through."""

from dataclasses import dataclass
from datetime import datetime

NOTE_LENGTH = 2000
"""Characters of a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note on an object. `agent` is its author according to the ledger, `at` the ledger's time."""

    id: str
    live: bool
    object_id: str
    text: str
    agent: str
    at: datetime
    struck_by: str | None = None
    struck_at: datetime | None = None

    @property
    def struck(self) -> bool:
        """Whether it is struck through."""
        return self.struck_at is not None
