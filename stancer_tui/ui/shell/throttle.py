"""Limits how often something is done that is asked for often."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.timer import Timer


class Throttle:
    """Does `work` at most once per interval, however often it is asked for; `timer` calls it later."""

    def __init__(
        self, work: Callable[[], object], timer: "Callable[[float, Callable[[], None]], Timer]"
    ) -> None:
        self._work = work
        self._timer = timer
        self._due = False

    def call(self, seconds: float) -> None:
        """Do it after `seconds`, unless it is due already; with 0, do it now."""
        if not seconds:
            self._work()
        elif not self._due:
            self._due = True
            self._timer(seconds, self._do)

    def _do(self) -> None:
        self._due = False
        self._work()
