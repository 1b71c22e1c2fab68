"""One service's calls of the ledger, and why the last of them failed."""

from collections.abc import Awaitable
from typing import TypeVar

from stancer_tui.store.errors import LedgerUnavailable

T = TypeVar("T")


class LedgerAccess:
    """`trouble` is why the last call failed, None if it worked."""

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
