"""Long work on the event loop that lets keys come first."""

import asyncio
from collections.abc import Callable

_TURNS = 10
"""Turns of the event loop between two pieces: what a key sets off takes several."""


async def in_pieces(piece: Callable[[], bool]) -> None:
    """Call `piece` for as long as it says that there is more, and let everything else go on between."""
    while piece():
        for _ in range(_TURNS):
            await asyncio.sleep(0)
