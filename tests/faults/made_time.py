"""A loop whose time passes only when nothing is left to do: hours of rests take none, and always the same."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Waiting(selectors.DefaultSelector):
    """Goes on to the next timer at once instead of waiting for it."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "everything waits for something that never comes"
            self.now += max(timeout, 0)
        return ready


class MadeTimeLoop(asyncio.SelectorEventLoop):
    """For programs without sockets and threads: nothing else could wake it."""

    def __init__(self) -> None:
        self._waiting = _Waiting()
        super().__init__(self._waiting)

    def time(self) -> float:
        """Seconds since it began."""
        return self._waiting.now


def in_made_time(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end."""
    with asyncio.Runner(loop_factory=MadeTimeLoop) as runner:
        return runner.run(work)
