"""When the program under test has nothing left to do: a fact of its event loop, not a guess from its load.

Textual's own pilot calls a program idle when its process used little processor time for 20 ms. On a busy
machine that is also true of a process that was not given the processor.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

SOON = 0.06
"""Seconds: a timer that is due within them is waited for, a later one is not."""

OFTEN = 60
"""Timers that were waited for, after which a program that never rests (an animation) is taken as it is."""

PATIENCE = 60.0
"""Seconds after which a program whose work never ends is taken as it is: the test then says what is wrong."""


def _threads_work(loop: Any) -> bool:
    """Whether a thread of the loop has a call that it has not told the loop the end of."""
    threads = loop._default_executor
    if not isinstance(threads, ThreadPoolExecutor):
        return False
    return threads._idle_semaphore._value < len(threads._threads)


async def rest(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Return once no callback is ready, no thread works for the loop and no timer is due soon.

    The loop has no public way to ask for any of it. Textual calls this with seconds of its own; what it calls
    the most to wait is too little on a busy machine.
    """
    loop: Any = asyncio.get_running_loop()
    began, waited = loop.time(), 0
    while loop.time() - began < max(max_sleep, PATIENCE):
        await asyncio.sleep(0)
        if loop._ready:
            continue
        if _threads_work(loop):
            await asyncio.sleep(0.001)
            continue
        due = [timer.when() - loop.time() for timer in loop._scheduled if not timer.cancelled()]
        soon = [wait for wait in due if wait <= SOON]
        if waited >= OFTEN or (not soon and loop.time() - began >= min_sleep):
            return
        waited += bool(soon)
        await asyncio.sleep(max(min(soon, default=0), 0))
