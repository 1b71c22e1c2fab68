"""The journal as services use it: off the event loop, in one thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from stancer_tui.store.journal import Journal
from stancer_tui.store.journal_schema import JournalUnavailable

T = TypeVar("T")


class JournalThread:
    """One thread for every call of one journal; both modes of a desk share it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="refund-journal")

    async def run(self, call: Callable[[Journal], T]) -> T:
        """Run a short blocking call on the journal. Raises what it raises."""
        within = copy_context().run  # what it says is said in the language of this program
        return await asyncio.get_running_loop().run_in_executor(self._pool, within, call, self._journal)

    async def aclose(self) -> None:
        """Close the journal and end the thread."""
        await self.run(Journal.close)
        self._pool.shutdown(wait=False)


class JournalAccess:
    """One service's calls of the journal; `trouble` is why the last of them failed, None if it worked."""

    def __init__(self, thread: JournalThread) -> None:
        self.trouble: JournalUnavailable | None = None
        self._thread = thread

    async def run(self, call: Callable[[Journal], T]) -> T:
        """Run a short blocking call on the journal. Raises what it raises."""
        try:
            result = await self._thread.run(call)
        except JournalUnavailable as error:
            self.trouble = error
            raise
        self.trouble = None
        return result
