"""What a list of refunds lacks is read when it rests: payments that are not loaded, dates not reported."""

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from stancer_tui.services.payments.by_ids import payments_by_ids
from stancer_tui.ui.refunds.loaded import RefundList
from stancer_tui.ui.refunds.rows import RefundLine
from stancer_tui.ui.shell.payments_behind import ReadingBehind
from stancer_tui.ui.shell.throttle import Throttle

if TYPE_CHECKING:
    from textual.timer import Timer

    from stancer_tui.desk import Desk

_REST = 0.25
"""Seconds for which the list rests before what is missing is read."""


class MissingReading:
    """Reads the payments behind the refunds on the screen, and the dates of the one under the cursor.

    `on_screen` are the lines that the agent sees, the first of them the one under the cursor; there are none
    while the list is not looked at. `run` runs a reading, `changed` draws what came.
    """

    def __init__(
        self,
        refunds: RefundList,
        on_screen: Callable[[], Iterable[RefundLine]],
        desk: "Callable[[], Desk | None]",
        *,
        run: Callable[[Awaitable[None]], Any],
        timer: "Callable[[float, Callable[[], None]], Timer]",
        changed: Callable[[], None],
    ) -> None:
        self._refunds = refunds
        self._on_screen = on_screen
        self._desk = desk
        self._run = run
        self._changed = changed
        self._payments = ReadingBehind(
            refunds.behind,
            lambda: [line.payment for line in on_screen() if line.row is None and not line.foreign],
            run,
            changed,
        )
        self._rest = Throttle(self._look, timer)

    def soon(self) -> None:
        """The list was drawn or the cursor moved: look when it rests."""
        self._rest.call(_REST)

    def again(self) -> None:
        """The agent asks again: what could not be read may be readable now."""
        self._refunds.ask_again()
        self._payments.go_on()

    def _look(self) -> None:
        desk, current = self._desk(), next(iter(self._on_screen()), None)
        if desk is None or current is None:
            return
        self._payments.look(partial(payments_by_ids, desk.payments.get))
        if self._refunds.lacks_dates(current):
            self._run(self._read_dates(desk, current))

    async def _read_dates(self, desk: "Desk", line: RefundLine) -> None:
        await self._refunds.read_dates(line, desk.client.refunds.get)
        self._changed()
