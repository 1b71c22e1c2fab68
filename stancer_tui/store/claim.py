"""A claim: who works on an object now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FADES_AFTER = timedelta(hours=24)
"""How long a claim lasts unless it is given to a colleague or released."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An object that an agent works on. `by` is who made the claim: the agent, or a colleague who gave it."""

    live: bool
    object_id: str
    agent: str
    by: str
    at: datetime

    @property
    def given(self) -> bool:
        """Whether a colleague gave it."""
        return self.by != self.agent
