"""Retries of reads: after which failures, how often, after how long.

It is imported at the first failure, so that a start without one does not pay for it.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception

from stancer_tui.api.errors import ApiError
from stancer_tui.api.limits import Limits

T = TypeVar("T")

_FLOOR = 0.05
"""Seconds of the shortest pause."""


async def again(
    first: ApiError,
    attempt_once: Callable[[int], Awaitable[T]],
    *,
    limits: Limits,
    until: float,
    pause_left: Callable[[], float] = lambda: 0.0,
) -> T:
    """Retry after the first attempt raised `first`; `until` is the deadline on the loop's clock.

    `pause_left` gives the seconds for which the API asked this key to send nothing. If a pause would end at
    `until` or later, the failure is raised at once, with the wait that the API asked for.
    """

    def pause(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome is not None else None
        wait = error.retry_after if isinstance(error, ApiError) else None
        if wait is None:
            # full jitter: many clients that failed together must not return together
            most = min(limits.backoff_cap, limits.backoff * 2 ** (state.attempt_number - 1))
            wait = random.uniform(0, most)  # noqa: S311 - no secret
        return max(wait, pause_left(), _FLOOR)

    def is_over(state: RetryCallState) -> bool:
        late = asyncio.get_running_loop().time() + state.upcoming_sleep >= until
        return late or state.attempt_number >= limits.attempts

    attempts = AsyncRetrying(
        retry=retry_if_exception(_may_pass),
        wait=pause,
        stop=is_over,
        sleep=asyncio.sleep,
        reraise=True,
    )
    async for attempt in attempts:
        with attempt:
            number = attempt.retry_state.attempt_number
            if number == 1:
                raise first
            return await attempt_once(number)
    raise first


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, ApiError) and error.transient
