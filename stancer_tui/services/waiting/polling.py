"""Polling: when each reading is due, and when polling ends."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from stancer_tui.api.errors import ApiError
from stancer_tui.services.clock import Clock

T = TypeVar("T")

PATIENCE = 900.0
"""Seconds after which a reading that fails ends the polling."""


@dataclass(frozen=True, slots=True)
class PollSchedule:
    """When something is read again: `delays` before each (the last repeats), for `window`, in seconds."""

    delays: tuple[float, ...]
    window: float

    def delay(self, reading: int) -> float:
        """Seconds to wait before the reading of this number, from 0."""
        return self.delays[min(reading, len(self.delays) - 1)]

    def is_over(self, elapsed: float) -> bool:
        """Whether it was read for long enough, `elapsed` seconds after the beginning."""
        return elapsed >= self.window


async def poll_until_found(
    read: Callable[[], Awaitable[T | None]],
    clock: Clock,
    *,
    schedule: PollSchedule,
    tell: Callable[[float], None] = lambda _seconds: None,
) -> T | None:
    """What `read` finds while the schedule lasts, or None: no trace so far, and it may still appear.

    `tell` is called with the seconds until the next reading. A reading that fails proves nothing and is made
    again; raises its `ApiError` once `PATIENCE` is over.
    """
    begun = clock.monotonic()
    number = 0
    while True:
        delay = schedule.delay(number)
        number += 1
        tell(delay)
        await clock.sleep(delay)
        try:
            found = await read()
        except ApiError:
            if clock.monotonic() - begun >= PATIENCE:
                raise
            continue
        if found is not None:
            return found
        if schedule.is_over(clock.monotonic() - begun):
            return None
