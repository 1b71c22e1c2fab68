"""Looking for what a write may have done whose answer was lost: nothing is ever sent a second time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from stancer_tui.api.errors import ApiError
from stancer_tui.services.clock import Clock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Watch:
    """How long to look, in seconds: `delays` before each look (the last one repeats), all in all `until`.

    Nothing found by then is called no trace: it may still appear.
    """

    delays: tuple[float, ...] = (2, 4, 8, 15, 30)
    until: float = 120
    patience: float = 900
    """How long a look that cannot be made at all is tried."""

    def delay(self, number: int) -> float:
        """Seconds before the look of this number, from 0."""
        return self.delays[min(number, len(self.delays) - 1)]


async def look_out(
    look: Callable[[], Awaitable[T | None]],
    clock: Clock,
    *,
    tell: Callable[[float], None] = lambda _seconds: None,
    watch: Watch,
) -> T | None:
    """What `look` finds within the watch, or None: no trace so far.

    `tell` is given the seconds until the next look. A look that fails proves nothing and is made again;
    raises `ApiError` when none could be made for long.
    """
    begun = clock.monotonic()
    number = 0
    while True:
        delay = watch.delay(number)
        number += 1
        tell(delay)
        await clock.sleep(delay)
        try:
            found = await look()
        except ApiError:
            if clock.monotonic() - begun >= watch.patience:
                raise
            continue
        if found is not None:
            return found
        if clock.monotonic() - begun >= watch.until:
            return None
