"""Looking for what a write may have done whose answer was lost: nothing is ever sent a second time."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from stancer_tui.api.errors import ApiError
from stancer_tui.services.refund_clock import Clock

T = TypeVar("T")

DELAYS = (2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before each look; the last one repeats."""

WATCH = 120.0
"""Seconds after which nothing found is called no trace: it may still appear."""


async def look_out(
    look: Callable[[], Awaitable[T | None]],
    clock: Clock,
    *,
    tell: Callable[[float], None] = lambda _seconds: None,
    delays: tuple[float, ...] = DELAYS,
    watch: float = WATCH,
) -> T | None:
    """What `look` finds within the watch, or None: no trace so far.

    `tell` is given the seconds until the next look. A look that fails proves nothing and is not the last one.
    """
    begun = clock.monotonic()
    number = 0
    while True:
        delay = delays[min(number, len(delays) - 1)]
        number += 1
        tell(delay)
        await clock.sleep(delay)
        failed = False
        try:
            found = await look()
        except ApiError:
            found, failed = None, True
        if found is not None:
            return found
        if clock.monotonic() - begun >= watch and not failed:
            return None
