"""One value for each event loop that a client is used on: connections and locks belong to one loop."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_NO_LOOP = (
    "StancerClient runs on asyncio, and no asyncio event loop runs here. Under trio, use trio-asyncio, or "
    "SyncStancerClient in a worker thread; in code that is not async, SyncStancerClient."
)


def running_loop() -> asyncio.AbstractEventLoop:
    """The running loop; raises RuntimeError with a sentence where there is none, as under trio."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError(_NO_LOOP) from None


class _Kept(NamedTuple, Generic[T]):
    value: T
    guard: AsyncGenerator[None, None]


class PerLoop(Generic[T]):
    """One value for each loop, built at its first use there and closed with the loop, or by `aclose`.

    Loops may run one after the other or at once, each in a thread of its own.
    """

    def __init__(self, build: Callable[[], T], close: Callable[[T], Awaitable[None]]) -> None:
        self._build = build
        self._close = close
        self._kept: dict[asyncio.AbstractEventLoop, _Kept[T]] = {}

    async def here(self) -> T:
        """The value of the running loop; raises RuntimeError where no asyncio loop runs."""
        loop = running_loop()
        kept = self._kept.get(loop)
        if kept is None:
            value = self._build()
            kept = _Kept(value, self._closed_with_the_loop(value))
            for ended in [each for each in tuple(self._kept) if each.is_closed()]:
                self._kept.pop(ended, None)  # another thread may have done so
            self._kept[loop] = kept
            await anext(kept.guard)
        return kept.value

    async def aclose(self) -> None:
        """Close the value of the running loop, if there is one; another loop's is closed with that loop."""
        kept = self._kept.pop(running_loop(), None)
        if kept is not None:
            await kept.guard.aclose()

    async def _closed_with_the_loop(self, value: T) -> AsyncGenerator[None, None]:
        # Whoever ends a loop (asyncio.run, servers) closes the async generators that were started on it.
        try:
            yield
        finally:
            await self._close(value)
