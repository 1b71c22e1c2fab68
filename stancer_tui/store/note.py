"""A note: what an agent wrote about an object. It is never edited, only struck through by a second entry."""

from dataclasses import dataclass
from datetime import datetime

NOTE_LENGTH = 2000
"""Characters of a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note on an object. `agent` is who the ledger says wrote it, `at` the ledger's time."""

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
        """Whether it no longer holds."""
        return self.struck_at is not None
