"""An event loop in a thread of its own, on which a client's coroutines run for code that is not async."""

import asyncio
import atexit
import os
import sys
import threading
import weakref
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

T = TypeVar("T")

_OVER = object()

_LAST_SECONDS = 5.0
"""How long the end of a program waits for what is under way in a client that was never closed."""

_CLOSED = "the client was closed, or its process forked, before this list was read to its end"


class CannotWait(RuntimeError):
    """Nobody would ever answer: the loop is over, or it is the caller who should answer."""


class Portal:
    """Runs coroutines, from any thread; the loop is started at the first and kept until `close`.

    A process that was forked off starts a loop of its own: threads do not survive a fork. An interruption
    (Ctrl+C) ends the waiting, not the request: were a write cancelled, its outcome would be unknown.
    """

    def __init__(self, twin: object) -> None:
        self._twin = twin
        self._process = os.getpid()
        self._lock = threading.RLock()
        self._thread: LoopThread | None = None

    def run(self, call: Callable[[], Awaitable[T]]) -> T:
        """What `call` gives or raises, once it has run on the loop."""
        self._leave_the_parent()
        with self._lock:
            waited_for = self._started().submit(call)
        return waited_for.result()

    def iterate(self, items: AsyncGenerator[T, None]) -> Generator[T, None, None]:
        """The items as they come; closing the generator closes theirs.

        Raises RuntimeError where the client is closed, or the process forked, before the last item came.
        """
        turn = asyncio.Lock()
        last: asyncio.Task[Any] | None = None

        async def step() -> Any:
            nonlocal last
            last = asyncio.current_task()
            async with turn:
                return await anext(items, _OVER)

        async def end() -> None:
            if last is not None:
                last.cancel()  # it is over, unless its waiting was interrupted
            async with turn:
                await items.aclose()

        self._leave_the_parent()
        with self._lock:
            thread = self._started()
            thread.keep(items)
            coming = thread.submit(step)
        try:
            while (item := coming.result()) is not _OVER:
                yield item
                coming = thread.submit(step)
        finally:
            with suppress(CannotWait):  # then the loop closes them by itself
                thread.submit(end).result()

    def close(self) -> None:
        """End the loop, once what runs on it is over, with everything that was opened on it."""
        self._leave_the_parent()
        with self._lock:
            thread = self._thread
            if thread is None:
                return
            thread.end()
            self._thread = None
        thread.join()

    def _started(self) -> "LoopThread":
        _check_program()
        if self._thread is None or self._thread.over:
            self._thread = LoopThread(self._twin)
        return self._thread

    def _leave_the_parent(self) -> None:
        """Begin anew in a process that was forked off, where a lock that a thread held would stay held."""
        if self._process != os.getpid():
            self._process = os.getpid()
            self._lock = threading.RLock()
            self._thread = None


def _check_program() -> None:
    if sys.is_finalizing():
        raise CannotWait("the program ends: nobody answers any longer")


class LoopThread:
    """A daemon, so that a program ends though its client was never closed; forgotten, it ends by itself."""

    def __init__(self, twin: object) -> None:
        self._work = _Work(twin)
        self._thread = threading.Thread(target=self._work.run, name="stancer-client", daemon=True)
        self._thread.start()
        weakref.finalize(self, self._work.end).atexit = False
        atexit.register(self._work.end_with_the_program, self._thread)

    @property
    def over(self) -> bool:
        """Whether nothing is taken any longer."""
        return self._work.over

    def keep(self, items: AsyncGenerator[Any, None]) -> None:
        """Close the items before the loop, if they are still there."""
        self._work.lists.add(items)

    def submit(self, call: Callable[[], Awaitable[T]]) -> Future[T]:
        """Have `call` run; raises `CannotWait`."""
        self._check_caller()
        _check_program()
        return self._work.submit(call)

    def end(self) -> None:
        """Take nothing more, and end once what runs is over; raises `CannotWait`."""
        self._check_caller()
        self._work.end()

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join()

    def _check_caller(self) -> None:
        if threading.current_thread() is self._thread:
            raise CannotWait("a listener of the client's log cannot wait for the client")


class _Work:
    """What the thread does. It holds no `LoopThread`, so that one can be forgotten.

    It holds the twin: its connections are closed here, not by the garbage collector in whichever thread.
    """

    def __init__(self, twin: object) -> None:
        self._twin = twin
        self.over = False
        self.lists: weakref.WeakSet[AsyncGenerator[Any, None]] = weakref.WeakSet()
        self._waited_for: weakref.WeakSet[Future[Any]] = weakref.WeakSet()
        self._process = os.getpid()
        self._lock = threading.RLock()  # the garbage collector may close a list in the middle
        self._lookups = ThreadPoolExecutor(thread_name_prefix="stancer-lookup")
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(self._lookups)
        self._ending = asyncio.Event()

    def run(self) -> None:
        """Until it is ended, or a listener of the log raises SystemExit."""
        try:
            try:
                self._loop.run_until_complete(self._until_the_end())
            finally:
                with self._lock:
                    self.over = True
                self._close()
        finally:
            for waited_for in tuple(self._waited_for):
                waited_for.cancel()
            atexit.unregister(self.end_with_the_program)

    def _close(self) -> None:
        """Close the loop as asyncio.Runner does, which starts a thread to wait for those that look names up.

        While a program ends, no thread can be started from Python 3.12 on.
        """
        try:
            if left := asyncio.all_tasks(self._loop):
                for task in left:
                    task.cancel()
                self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        finally:
            self._lookups.shutdown()
            self._loop.close()

    async def _until_the_end(self) -> None:
        await self._ending.wait()
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()}, return_exceptions=True)
        for items in tuple(self.lists):
            await items.aclose()

    def submit(self, call: Callable[[], Awaitable[T]]) -> Future[T]:
        """Have `call` run on the loop, which takes nothing that it would not see through."""

        async def called() -> T:
            return await call()

        with self._not_over():
            waited_for = asyncio.run_coroutine_threadsafe(called(), self._loop)
            self._waited_for.add(waited_for)
        return waited_for

    def end(self) -> None:
        """Take nothing more, and end once what runs is over."""
        with suppress(CannotWait), self._not_over():
            self.over = True
            self._loop.call_soon_threadsafe(self._ending.set)

    def end_with_the_program(self, thread: threading.Thread) -> None:
        """End while the interpreter is whole: a daemon that runs while it goes can abort the program.

        In a process that was forked off the thread counts as over, and is not waited for.
        """
        self.end()
        thread.join(_LAST_SECONDS)

    @contextmanager
    def _not_over(self) -> Iterator[None]:
        # A process that was forked off shares the pipe that wakes its parent's loop, and no thread of it.
        if self._process != os.getpid():
            raise CannotWait(_CLOSED)
        with self._lock:
            if self.over:
                raise CannotWait(_CLOSED)
            yield
