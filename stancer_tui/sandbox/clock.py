"""The sandbox's clock: the real one, or one that stops until it is set."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time in whole Unix seconds."""

    def __call__(self) -> int: ...


class SystemClock:
    """The machine's own clock."""

    def __call__(self) -> int:
        return int(time.time())


class FixedClock:
    """A clock that stands still; a test sets it or moves it on.

    Raises ValueError when the text is not an ISO 8601 date. A date without a zone is UTC.
    """

    def __init__(self, start: str | datetime | int) -> None:
        self._now = _seconds(start)

    def __call__(self) -> int:
        return self._now

    def set(self, moment: str | datetime | int) -> None:
        """Put the clock at a moment."""
        self._now = _seconds(moment)

    def advance(self, seconds: float = 0, *, hours: float = 0, days: float = 0) -> None:
        """Move the clock on."""
        self._now += round(seconds + hours * 3600 + days * 86400)


def _seconds(moment: str | datetime | int) -> int:
    if isinstance(moment, int):
        return moment
    date = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp())
