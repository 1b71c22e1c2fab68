"""A service's calls of the ledger, with the error of the last one."""

from collections.abc import Awaitable
from typing import TypeVar

from stancer_tui.store.errors import LedgerUnavailable

T = TypeVar("T")


class LedgerAccess:
    """Runs calls of the ledger; `trouble` is the error of the last one, None if it worked."""

    def __init__(self) -> None:
        self.trouble: LedgerUnavailable | None = None

    async def run(self, call: Awaitable[T]) -> T:
        """Await a call of the ledger. Raises what it raises."""
        try:
            result = await call
        except LedgerUnavailable as error:
            self.trouble = error
            raise
        self.trouble = None
        return result
