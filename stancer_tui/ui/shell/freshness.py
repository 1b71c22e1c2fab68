"""Reading by itself, now and then: off until asked for, slower while the API asks to slow down."""

from collections.abc import Callable

from textual.timer import Timer

EVERY = 30.0
"""Seconds between two looks."""

SLOWEST = 300.0
"""Seconds between two looks at most, however often the API said that there were too many."""


class AutoRefresh:
    """Calls `look` every `every` seconds while it is on; whether anybody looks on is for `look` to ask.

    `timer` calls something every so many seconds.
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

    def begin(self, every: float) -> None:
        """Begin with the program, as often as the settings say."""
        self.every = self.delay = every
        self.toggle()

    def toggle(self) -> None:
        """Begin, or stop."""
        self.on = not self.on
        self._wait(self.every)

    def tick(self) -> None:
        """It is time to look."""
        if self.on:
            self._look()

    def slow_down(self) -> None:
        """The API had too many requests: wait twice as long."""
        self._wait(min(self.delay * 2, SLOWEST))

    def went_well(self) -> None:
        """The API answered: go on as usual."""
        if self.delay != self.every:
            self._wait(self.every)

    def stop(self) -> None:
        """Stop for good."""
        self.on = False
        self._wait(self.every)

    @property
    def words(self) -> str:
        """How often it looks; empty when it does not."""
        if not self.on:
            return ""
        return f"auto {self.delay:.0f} s" if self.delay < 60 else f"auto {self.delay / 60:.0f} min"

    def _wait(self, delay: float) -> None:
        self.delay = delay
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._make_timer(delay, self.tick) if self.on else None
