"""Counts the loaded rows: now and then while they arrive, never while another screen is shown."""

from collections.abc import Awaitable, Callable
from time import monotonic

from textual.dom import DOMNode

from stancer_tui.ui.overview.tally import Counted
from stancer_tui.ui.shell.window_loader import KEYS_LAST

_RECOUNT = 0.25
"""Seconds between two counts of the rows at least, while they arrive."""

_PRESSING = 1.0
"""The same while keys are pressed: what is counted is drawn, and a key would wait for that."""

_TICK = 5.0
"""Seconds after which the dates may have moved."""

Count = Callable[[Counted | None], Awaitable[Counted | None]]
"""Brings a tally up to date with the rows that are loaded."""


class Recount:
    """Holds what is counted, and brings it up to date; `counted_again` is called after each count.

    While it is looked at, time itself moves what is counted: `ticked` is called now and then. `since_key`
    gives the seconds since the last key.
    """

    def __init__(
        self,
        owner: DOMNode,
        count: Count,
        *,
        counted_again: Callable[[], None],
        ticked: Callable[[], None],
        since_key: Callable[[], float],
    ) -> None:
        self.counted: Counted | None = None
        self.resting = False
        """Whether another screen is shown, and nothing is counted."""
        self._owner = owner
        self._count_rows = count
        self._counted_again = counted_again
        self._ticked = ticked
        self._since_key = since_key
        self._began = float("-inf")
        self._due = False
        self._counting = False

    def begin(self) -> None:
        """Count from now on."""
        self._timer = self._owner.set_interval(_RECOUNT, self._now_and_then, pause=True)
        self._clock = self._owner.set_interval(_TICK, self.tick)

    def tick(self) -> None:
        """Time has passed."""
        self.soon()
        self._ticked()

    def rest(self) -> None:
        """Another screen is shown: count nothing."""
        self.resting = True
        self._clock.pause()

    def wake(self) -> None:
        """Catch up."""
        self.resting = False
        self._clock.resume()
        self.tick()

    @property
    def settled(self) -> bool:
        """Whether every row that was reported has been counted."""
        return not self._counting and not self._due

    def more_is_known(self) -> None:
        """Draw what became known beside the numbers: with the first of them, where these are counted now."""
        if self.settled or self.counted is not None:
            self._counted_again()

    def soon(self) -> None:
        """Rows, dates, zone or clock have moved: count before long, the first time at once."""
        self._due = True
        if not self.resting:
            self._timer.resume()
            if self.counted is None:
                self.now()

    def _now_and_then(self) -> None:
        if self._since_key() >= KEYS_LAST or monotonic() - self._began >= _PRESSING:
            self.now()

    def now(self) -> None:
        """Count, where there is something new to count."""
        if not self._due or self.resting:
            self._timer.pause()
        elif not self._counting:
            self._due, self._counting, self._began = False, True, monotonic()
            self._owner.run_worker(self._count(), group="count")

    async def _count(self) -> None:
        """Bring the tally up to date; rows that arrive meanwhile are counted next time at the latest."""
        try:
            self.counted = await self._count_rows(self.counted)
        finally:
            self._counting = False
        self._counted_again()
