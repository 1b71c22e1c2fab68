"""When the program under test has nothing left to do: a fact of its event loop, not a guess from its load.

Textual's own pilot calls a program idle when its process used little processor time for 20 ms. On a busy
machine that is also true of a process that was not given the processor.

What a loop is about to do is public at one place: the selector that it waits with. A loop that has something
to call asks it for no time, one that has only timers for the time until the first of them.
"""

import asyncio
import selectors
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from unittest.mock import patch

SOON = 0.06
"""Seconds: a timer that is due within them is waited for, a later one is not."""

OFTEN = 60
"""Timers that were waited for, after which a program that never rests (an animation) is taken as it is."""

PATIENCE = 60.0
"""Seconds after which a program whose work never ends is taken as it is: the test then says what is wrong."""

_asking: dict[asyncio.AbstractEventLoop, list[asyncio.Future[float | None]]] = {}
"""Who waits until a loop has nothing to call."""

_in_threads: dict[asyncio.AbstractEventLoop, int] = {}
"""The calls that threads make for a loop, until the loop has heard of their end."""

_until_threads_end: dict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = {}
"""Who waits until a loop has heard of the end of all of them."""


class IdleSelector(selectors.DefaultSelector):
    """Tells who asks for it that the loop would wait, and how long."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if not _asking or timeout == 0:
            return super().select(timeout)
        arrived = super().select(0)
        if arrived:
            return arrived
        asking = _asking.pop(asyncio.get_running_loop(), [])
        for each in asking:
            if not each.done():
                each.set_result(timeout)
        return [] if asking else super().select(timeout)


@contextmanager
def observed() -> Iterator[None]:
    """Let `rest` see what the loops that are made meanwhile have to do."""
    run_in_executor = asyncio.BaseEventLoop.run_in_executor

    def counted(
        loop: asyncio.BaseEventLoop, executor: Any, call: Callable[..., Any], *arguments: Any
    ) -> asyncio.Future[Any]:
        answer = run_in_executor(loop, executor, call, *arguments)
        if executor is None:  # a thread of the program's own may stand still as long as it likes
            _in_threads[loop] = _in_threads.get(loop, 0) + 1
            answer.add_done_callback(lambda _: _ended(loop))
        return answer

    with (
        patch.object(selectors, "DefaultSelector", IdleSelector),
        patch.object(asyncio.BaseEventLoop, "run_in_executor", counted),
    ):
        yield


def _ended(loop: asyncio.AbstractEventLoop) -> None:
    _in_threads[loop] -= 1
    if not _in_threads[loop]:
        del _in_threads[loop]
        for each in _until_threads_end.get(loop, []):
            if not each.done():
                each.set_result(None)


async def rest(*_seconds: float) -> None:
    """Return once no callback is ready, no thread works for the loop and no timer is due soon.

    Textual calls this with seconds of its own; its longest wait is too short on a busy machine.
    """
    loop, waited = asyncio.get_running_loop(), 0
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while waited < OFTEN:
                pause = await _asked(loop)
                if loop in _in_threads:
                    await _threads_ended(loop)
                elif pause is None or pause > SOON:
                    return
                else:
                    waited += 1
                    await asyncio.sleep(pause)


async def _threads_ended(loop: asyncio.AbstractEventLoop) -> None:
    """Wait until the loop has heard of the end of every call in a thread."""
    ended: asyncio.Future[None] = loop.create_future()
    waiting = _until_threads_end.setdefault(loop, [])
    waiting.append(ended)
    try:
        await ended
    finally:
        waiting.remove(ended)
        if not waiting:
            _until_threads_end.pop(loop, None)


async def _asked(loop: asyncio.AbstractEventLoop) -> float | None:
    """The seconds until the loop's first timer, once it has nothing else to call; None without a timer."""
    answer: asyncio.Future[float | None] = loop.create_future()
    _asking.setdefault(loop, []).append(answer)
    try:
        return await answer
    finally:
        if not answer.done() or answer.cancelled():
            _asking.pop(loop, None)
