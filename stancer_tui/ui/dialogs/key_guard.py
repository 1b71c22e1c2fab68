"""A moment in which a dialog takes no answer: a key pressed for what was there before does nothing."""

from collections.abc import Callable
from math import inf

IGNORED_FOR = 0.4
"""Seconds."""


class KeyGuard:
    """True while keys are ignored: until `begin` is called, and `IGNORED_FOR` after it by `clock` (seconds).

    One that is `ready` from the start ignores keys only after `begin`.
    """

    def __init__(self, clock: Callable[[], float], *, ready: bool = False) -> None:
        self._clock = clock
        self._until = -inf if ready else inf

    def begin(self) -> None:
        """Something new is on the screen from now on."""
        self._until = self._clock() + IGNORED_FOR

    def __bool__(self) -> bool:
        return self._clock() < self._until
