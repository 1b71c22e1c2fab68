"""An event loop in a thread of its own, on which a client's coroutines run for code that is not async."""

import asyncio
import os
import threading
import weakref
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from typing import TypeVar

T = TypeVar("T")

_OVER = object()


class Portal:
    """Runs coroutines, from any thread; the loop is started at the first and kept until `close`.

    A process that was forked off starts a loop of its own: threads do not survive a fork. An interruption
    (Ctrl+C) ends the waiting, not the request: were a write cancelled, its outcome would be unknown.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: _LoopThread | None = None

    def run(self, call: Callable[[], Awaitable[T]]) -> T:
        """What `call` gives or raises, once it has run on the loop."""

        async def called() -> T:
            return await call()

        with self._lock:
            if self._thread is None or self._thread.process != os.getpid():
                self._thread = _LoopThread()
            if self._thread.is_this_one():
                raise RuntimeError("a listener of the client's log cannot wait for the client")
            waited_for = asyncio.run_coroutine_threadsafe(called(), self._thread.loop)
        return waited_for.result()

    def iterate(self, items: AsyncGenerator[T, None]) -> Generator[T, None, None]:
        """The items as they come; closing the generator closes theirs."""
        try:
            while (item := self.run(lambda: anext(items, _OVER))) is not _OVER:
                yield item  # type: ignore[misc] # whatever is not the end is an item
        finally:
            self.run(items.aclose)

    def close(self) -> None:
        """End the loop, once what runs on it is over, with everything that was opened on it."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None and thread.process == os.getpid():
            thread.end()


class _LoopThread:
    """A daemon, so that a program ends though its client was never closed; forgotten, it ends by itself."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.loop = asyncio.new_event_loop()
        ending = asyncio.Event()
        self._thread = threading.Thread(
            target=_run, args=(self.loop, ending), name="stancer-client", daemon=True
        )
        self._thread.start()
        self._end = weakref.finalize(self, _end, self.process, self.loop, ending)
        self._end.atexit = False

    def is_this_one(self) -> bool:
        """Whether the caller runs on the loop, which cannot wait for itself."""
        return threading.current_thread() is self._thread

    def end(self) -> None:
        """Wait for what runs, and for the thread."""
        self._end()
        self._thread.join()


def _run(loop: asyncio.AbstractEventLoop, ending: asyncio.Event) -> None:
    async def until_the_end() -> None:
        await ending.wait()
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()}, return_exceptions=True)

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(until_the_end())


def _end(process: int, loop: asyncio.AbstractEventLoop, ending: asyncio.Event) -> None:
    if process == os.getpid():  # a forked process shares the pipe that wakes its parent's loop
        loop.call_soon_threadsafe(ending.set)
