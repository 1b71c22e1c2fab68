"""The sandbox's clock: the machine's time, or a moment at which it stands, set and moved at will."""

import time
from datetime import UTC, datetime

LATEST = 4_102_444_800
"""Unix seconds of the year 2100, beyond which no card is valid: the clock goes no further."""


class Clock:
    """Tells the time in whole Unix seconds, and begins at a moment or, without one, on the machine's time.

    Raises ValueError when a text is not an ISO 8601 date, and for a moment before 1970 or after 2099. A date
    without a zone is UTC.
    """

    def __init__(self, start: str | datetime | int | None = None) -> None:
        self._start = None if start is None else _seconds(start)
        self._stopped = self._start
        self._offset = 0

    def __call__(self) -> int:
        stopped = self._stopped
        return int(time.time()) + self._offset if stopped is None else stopped

    @property
    def running(self) -> bool:
        """Whether it goes on by itself."""
        return self._stopped is None

    def set(self, moment: str | datetime | int) -> None:
        """Stop the clock at a moment."""
        self._stopped = _seconds(moment)

    def advance(self, seconds: float = 0, *, hours: float = 0, days: float = 0) -> None:
        """Move the clock on; one that runs goes on running from there.

        Raises ValueError where that leads before 1970 or beyond 2099.
        """
        moved = seconds + hours * 3600 + days * 86400
        if not 0 <= self() + moved <= LATEST:  # neither does infinity, nor what is no number
            raise ValueError("the clock stays between 1970 and 2099")
        moved = round(moved)
        if self._stopped is None:
            self._offset += moved
        else:
            self._stopped += moved

    def resume(self) -> None:
        """Run on the machine's time again, whatever was set or advanced."""
        self._stopped, self._offset = None, 0

    def reset(self) -> None:
        """Be as at the start: at its moment, or on the machine's time."""
        self._stopped, self._offset = self._start, 0


class SystemClock(Clock):
    """The machine's own clock, until it is set or advanced."""

    def __init__(self) -> None:
        super().__init__()


class FixedClock(Clock):
    """A clock that stands still at a moment, until it is set or advanced."""

    def __init__(self, start: str | datetime | int) -> None:
        super().__init__(start)


def unix_seconds(moment: str | datetime) -> int:
    """The Unix seconds of a date, in UTC where it has no zone; ValueError for a text that is not ISO 8601."""
    date = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp())


def _seconds(moment: str | datetime | int) -> int:
    seconds = moment if isinstance(moment, int) else unix_seconds(moment)
    if not 0 <= seconds <= LATEST:
        raise ValueError("the clock stays between 1970 and 2099")
    return seconds
