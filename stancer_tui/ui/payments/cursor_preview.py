"""What is told of the payment under the cursor, beside the list and in the strip below it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.ui.widgets.payment_preview import PaymentPreview, strip_content

if TYPE_CHECKING:
    from stancer_tui.ui.payments.section import PaymentsScreen

_REST = 0.04
_LONG_REST = 0.25
_MANY = 10_000
"""Rows from which on looking for those that belong together takes a moment: it waits for a longer rest."""


class CursorPreview:
    """Follows the cursor: the cursor itself is painted first, the preview when it rests."""

    def __init__(self, screen: "PaymentsScreen") -> None:
        self._screen = screen
        self._shown: ListedPayment | None = None

    def begin(self) -> None:
        """The screen is laid out."""
        self._timer = self._screen.set_interval(_REST, self._rested, pause=True)

    def soon(self) -> None:
        """The cursor stands on another payment, or on none."""
        if self._current is not None or self._shown is not None:
            self._timer.reset()
            self._timer.resume()

    def show(self) -> None:
        """Show the payment under the cursor."""
        self._timer.pause()
        if self._current is not None or self._shown is not None:
            self._draw(whole=True)

    @property
    def _current(self) -> ListedPayment | None:
        row: ListedPayment | None = self._screen.table.current
        return row

    def _rested(self) -> None:
        """The cursor has rested for a moment; what belongs to its payment is looked for in a longer one."""
        resting = self._screen.host.keys.since_key() >= _LONG_REST
        if len(self._screen.list) < _MANY or resting:
            self.show()
        elif self._current is not self._shown:
            self._draw(whole=False)

    def _draw(self, *, whole: bool) -> None:
        screen, row = self._screen, self._current
        self._shown = row
        now, zone, mask = screen.now(), screen.zone, screen.host.mask
        company: Callable[[], Content] = Content
        twice = False
        if isinstance(row, PaymentRow):
            from stancer_tui.services.payments.duplicates import charged_twice, duplicates
            from stancer_tui.ui.payments.related import company_content

            twins = duplicates(row, screen.list.index)
            twice = charged_twice(row, twins)
            if whole:
                company = partial(company_content, row, screen.list.index, twins, now=now, zone=zone)
        screen.query_one(PaymentPreview).show(row, company, now=now, zone=zone, mask=mask)
        screen.query_one("#strip", Static).update(strip_content(row, twice=twice), layout=False)
