"""Retries, of reads only: after which failures, how often, after how long.

Imported on the first failure, not before: a start without trouble does not pay for it.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import stamina
from stamina.instrumentation import set_on_retry_hooks

from stancer_tui.api.errors import ApiError
from stancer_tui.api.limits import Limits

set_on_retry_hooks([])  # its default hooks write to the terminal, which is the desk's

T = TypeVar("T")

_FLOOR = 0.05


async def again(
    first: ApiError,
    attempt_once: Callable[[int], Awaitable[T]],
    *,
    limits: Limits,
    until: float,
) -> T:
    """Go on after the first attempt raised `first`; `until` is the operation's end on the loop's clock.

    A pause that would end at `until` or later is not begun: the failure is raised at once, with the time the
    API asked.
    """
    tries: int

    def pause(error: Exception) -> bool | float:
        if not isinstance(error, ApiError) or not error.transient:
            return False
        wait = error.retry_after
        if wait is None:
            # full jitter: many desks that failed together must not return together
            wait = random.uniform(0, min(limits.backoff_cap, limits.backoff * 2 ** (tries - 1)))  # noqa: S311
        wait = max(wait, _FLOOR)
        return wait if asyncio.get_running_loop().time() + wait < until else False

    pending: ApiError | None = first
    async for attempt in stamina.retry_context(on=pause, attempts=limits.attempts, timeout=None):
        with attempt:
            tries = attempt.num
            if pending is not None:
                known, pending = pending, None
                raise known
            return await attempt_once(tries)
    raise first
