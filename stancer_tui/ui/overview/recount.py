"""Counts the loaded rows: now and then while they arrive, never while another screen is shown."""

from collections.abc import Awaitable, Callable

from textual.dom import DOMNode

from stancer_tui.ui.overview.tally import Counted

_RECOUNT = 0.25
"""Seconds between two counts of the rows at least, while they arrive."""

_TICK = 5.0
"""Seconds after which the dates may have moved."""

Count = Callable[[Counted | None], Awaitable[Counted | None]]
"""Brings a tally up to date with the rows that are loaded."""


class Recount:
    """Holds what is counted, and brings it up to date; `counted_again` is called after each count.

    While it is looked at, time itself moves what is counted: `ticked` is called now and then.
    """

    def __init__(
        self,
        owner: DOMNode,
        count: Count,
        *,
        counted_again: Callable[[], None],
        ticked: Callable[[], None],
    ) -> None:
        self.counted: Counted | None = None
        self.resting = False
        """Whether another screen is shown, and nothing is counted."""
        self._owner = owner
        self._count_rows = count
        self._counted_again = counted_again
        self._ticked = ticked
        self._due = False
        self._counting = False

    def begin(self) -> None:
        """Count from now on."""
        self._timer = self._owner.set_interval(_RECOUNT, self.now, pause=True)
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
            self._owner.run_worker(self._count(), group="count")

    async def _count(self) -> None:
        """Bring the tally up to date; rows that arrive meanwhile are counted next time at the latest."""
        try:
            self.counted = await self._count_rows(self.counted)
        finally:
            self._counting = False
        self._counted_again()
