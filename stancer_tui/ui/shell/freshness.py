"""Reading by itself, now and then: slower while the API asks to slow down or does not answer."""

from collections.abc import Callable
from datetime import timedelta

from textual.timer import Timer

from stancer_tui.language import _

EVERY = 60.0
"""Seconds between two looks."""

SLOWEST = 300.0
"""Seconds between two looks at most, however often the API said that there were too many."""

PUT_OFF = 5.0
"""Seconds until a look that came at a bad moment is tried again."""


class AutoRefresh:
    """Calls `look` every `every` seconds while it is on; `look` itself finds out whether anybody is watching.

    `timer` calls something every so many seconds. The seconds count from the last reading that went well.
    """

    def __init__(
        self,
        timer: Callable[[float, Callable[[], None]], Timer],
        look: Callable[[], None],
        every: float = EVERY,
    ) -> None:
        self._make_timer = timer
        self._look = look
        self._timer: Timer | None = None
        self.every = self.delay = every
        self.on = False

    def begin(self, every: float | None) -> None:
        """Begin with the program, as often as the settings say; not at all with 0 or None."""
        if every:
            self.every = every
            self.on = True
            self.wait(every)

    def toggle(self) -> None:
        """Begin, or stop."""
        self.on = not self.on
        self.wait(self.every)

    def tick(self) -> None:
        """It is time to look."""
        if self.on:
            self._look()

    def put_off(self) -> None:
        """The agent is busy with something else: look soon after."""
        if self.on and self.delay != PUT_OFF:
            self.wait(PUT_OFF)

    def slow_down(self) -> None:
        """The API had too many requests, or gave no answer: wait twice as long."""
        self.wait(max(self.every, min(self.delay * 2, SLOWEST)))

    def went_well(self) -> None:
        """Something was read: the next look is due as long after it as usual."""
        self.wait(self.every)

    def stop(self) -> None:
        """Stop for good."""
        self.on = False
        self.wait(self.every)

    @property
    def stale_after(self) -> timedelta:
        """The age from which what was read is called old: three looks were missed."""
        return timedelta(seconds=3 * self.every)

    @property
    def words(self) -> str:
        """That it does not look, or how much more seldom than usual; empty while all is as usual."""
        if not self.on:
            return _("auto off")
        if self.delay <= self.every:
            return ""
        if self.delay < 60:
            return _("auto {seconds} s", seconds=round(self.delay))
        return _("auto {minutes} min", minutes=round(self.delay / 60))

    def wait(self, delay: float) -> None:
        """Look after this many seconds, and again after as many."""
        self.delay = delay
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._make_timer(delay, self.tick) if self.on else None
