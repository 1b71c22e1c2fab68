"""When what is said of the row under the cursor is drawn: the cursor itself is painted first."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.timer import Timer

REST = 0.04
"""Seconds for which the cursor rests before a preview that costs something is drawn."""


class CursorPreview:
    """Follows the cursor: at once, or when it rests.

    `current` is the row under the cursor, `draw` shows it, whole or what costs little of it, and `soon_whole`
    says whether to draw it whole now: what belongs to a row may be worth a longer rest. What waits for rest
    is not drawn before it is `ready`: keys would wait for what it imports.
    """

    def __init__(
        self,
        current: Callable[[], Any | None],
        draw: Callable[[Any | None, bool], None],
        soon_whole: Callable[[], bool] = lambda: True,
        ready: Callable[[], bool] = lambda: True,
    ) -> None:
        self._current = current
        self._draw = draw
        self._soon_whole = soon_whole
        self._ready = ready
        self._timer: Timer | None = None
        self._shown: Any | None = None

    def wait_for_rest(self, timer: "Callable[[Callable[[], None]], Timer]") -> None:
        """Draw only when the cursor rests; `timer` makes a paused timer that calls what it is given."""
        self._timer = timer(self._rested)

    def soon(self) -> None:
        """The cursor stands on another row, or on none."""
        if self._timer is None:
            self.catch_up()
        elif self._current() is not None or self._shown is not None:
            self._timer.reset()
            self._timer.resume()

    def catch_up(self) -> None:
        """The rows were drawn: show the one under the cursor, where that needs no rest and it is another."""
        if self._timer is None and self._current() != self._shown:
            self.show()

    def show(self) -> None:
        """Show the row under the cursor, whole."""
        if self._timer is not None:
            self._timer.pause()
        row = self._current()
        if row is not None or self._shown is not None:
            self._shown = row
            self._draw(row, True)

    def _rested(self) -> None:
        if not self._ready():
            return  # the timer goes on
        row = self._current()
        if self._soon_whole():
            self.show()
        elif row != self._shown:
            self._shown = row
            self._draw(row, False)
