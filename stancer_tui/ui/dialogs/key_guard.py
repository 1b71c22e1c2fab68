"""A moment in which a dialog takes no answer: a key pressed for what was there before does nothing."""

from collections.abc import Callable
from math import inf

DEAF_FOR = 0.4
"""Seconds."""


class KeyGuard:
    """Deaf until `begin` was called and the moment after it has passed, by `clock` in seconds.

    One that `hears` is deaf only for that moment.
    """

    def __init__(self, clock: Callable[[], float], *, hears: bool = False) -> None:
        self._clock = clock
        self._until = -inf if hears else inf

    def begin(self) -> None:
        """Something new is on the screen from now on."""
        self._until = self._clock() + DEAF_FOR

    def __bool__(self) -> bool:
        return self._clock() < self._until
