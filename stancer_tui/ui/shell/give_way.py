"""Long work on the event loop that lets keys come first."""

import asyncio
from collections.abc import Callable
from math import inf

_PAINTED = 0.02
"""Seconds after a key in which what it shows is on the screen."""

_TURNS = 10
"""Turns of the event loop between two pieces: what a key sets off takes several."""


async def in_pieces(piece: Callable[[], bool], since_key: Callable[[], float] = lambda: inf) -> None:
    """Call `piece` for as long as it says that there is more, and let everything else go on between.

    `since_key` gives the seconds since the last key: what that shows is painted before the next piece.
    """
    more = True
    while more:
        if (rest := _PAINTED - since_key()) > 0:
            await asyncio.sleep(rest)
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        more = piece()
