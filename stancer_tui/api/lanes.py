"""What all requests of one client share on one event loop: connections, slots, turns."""

import asyncio
from typing import NamedTuple, Protocol

from stancer_tui.api.answers import Answer
from stancer_tui.api.turns import Turns

Params = tuple[tuple[str, str], ...]


class Wire(Protocol):
    """What carries one request to the API and its whole answer back."""

    async def exchange(
        self,
        method: str,
        path: str,
        *,
        shown: str,
        params: Params,
        body: bytes | None,
        write: bool,
        single: bool,
    ) -> Answer:
        """Send once; raises an `ApiError` whose `effect` says what is known. `shown` is the path for logs.

        With `single` the connection is used for this request only.
        """
        ...

    async def aclose(self) -> None:
        """Close every connection."""
        ...


class Lane(NamedTuple):
    """What the requests on one event loop share."""

    wire: Wire
    slots: asyncio.Semaphore
    turns: Turns
    """Turns of the reads."""
    building: asyncio.Lock
    """Held while the items of a page are built: one page at a time, so that other tasks wait only briefly."""
