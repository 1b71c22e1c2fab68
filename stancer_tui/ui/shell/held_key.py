"""Work that a key starts, and that may take longer than a held key needs to come again."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.timer import Timer

_QUICK = 0.06
"""Seconds between two keys that a hand seldom leaves, and a key held down always does."""

_LET_GO = 0.08
"""Seconds without a key after which it was let go: held down, it comes every 25 to 50 ms."""


class HeldKey:
    """Calls `work` with each key; while one is held down, and that takes long, once after the last.

    The key itself is shown at once, so that none waits for what the one before it set off.
    """

    def __init__(
        self, work: Callable[[], object], timer: "Callable[[float, Callable[[], None]], Timer]"
    ) -> None:
        self.takes_long: Callable[[], bool] = lambda: False
        """Whether the work takes longer than until the next key."""
        self._work = work
        self._timer = timer
        self._last = 0.0
        self._due: Timer | None = None

    def pressed(self) -> None:
        """A key came."""
        now = monotonic()
        quick, self._last = now - self._last < _QUICK, now
        self._put_off_no_more()
        if quick and self.takes_long():
            self._due = self._timer(_LET_GO, self.finish)
        else:
            self._work()

    def finish(self) -> None:
        """Do what was put off."""
        if self._put_off_no_more():
            self._work()

    def _put_off_no_more(self) -> bool:
        """Forget what was put off; whether anything was."""
        due, self._due = self._due, None
        if due is not None:
            due.stop()
        return due is not None
