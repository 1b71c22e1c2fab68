"""The counting of the loaded rows: now and then while they arrive, never while nobody looks."""

from typing import TYPE_CHECKING

from stancer_tui.ui.overview.tally import Counted, count

if TYPE_CHECKING:
    from stancer_tui.ui.overview.section import OverviewScreen

_RECOUNT = 0.25
"""Seconds between two counts of the rows at least, while they arrive."""


class Recount:
    """Holds what is counted, and brings it up to date for the screen that shows it."""

    def __init__(self, screen: "OverviewScreen") -> None:
        self.counted: Counted | None = None
        self.resting = False
        """Whether another screen is shown, and nothing is counted."""
        self._screen = screen
        self._due = False
        self._counting = False

    def begin(self) -> None:
        """Count from now on what is told to be counted."""
        self._timer = self._screen.set_interval(_RECOUNT, self.now, pause=True)

    @property
    def settled(self) -> bool:
        """Whether every row that was told of has been counted."""
        return not self._counting and not self._due

    def soon(self) -> None:
        """Rows, dates, zone or clock have moved: count before long, the first time at once."""
        self._due = True
        if not self.resting:
            self._timer.resume()
            if self.counted is None:
                self.now()

    def now(self) -> None:
        """Count, where there is something new to count."""
        if not self._due or self.resting:
            self._timer.pause()
        elif not self._counting:
            self._due, self._counting = False, True
            self._screen.run_worker(self._count(), group="count")

    async def _count(self) -> None:
        """Bring the tally up to date; rows that arrive meanwhile are counted next time at the latest."""
        screen = self._screen
        window = screen.loader.window
        try:
            if window is not None:
                self.counted = await count(self.counted, screen.rows, window, screen.now(), screen.zone)
        finally:
            self._counting = False
        screen.draw()
