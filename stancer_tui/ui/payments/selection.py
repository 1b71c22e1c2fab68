"""The payment under the cursor of a list, and what can be done with it beside the marked ones."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from stancer_tui.language import _
from stancer_tui.models.ids import Kind

if TYPE_CHECKING:
    from stancer_tui.desk import Desk
    from stancer_tui.models.payment_row import PaymentRow
    from stancer_tui.ui.shell.subject import Subject


class Selection:
    """`current` is the row under the cursor, `marks` are the keys of the marked ones."""

    def __init__(self, current: Callable[[], Any | None], marks: Callable[[], Collection[str]]) -> None:
        self._current = current
        self._marks = marks

    @property
    def one(self) -> "PaymentRow | None":
        """The payment under the cursor, where it could be read."""
        from stancer_tui.models.payment_row import PaymentRow

        row = self._current()
        return row if isinstance(row, PaymentRow) else None

    @property
    def several(self) -> bool:
        """Whether more than one is marked."""
        return len(self._marks()) > 1

    def why_not_captured(self, desk: "Desk | None") -> str | None:
        """What the state of the payment does not allow."""
        if desk is None:
            return None
        from stancer_tui.services.payments.actions import PaymentAction, standing, why_not

        if self.several:
            return _("Payments are captured one by one: each is read and confirmed on its own.")
        row = self.one
        if row is None:
            return _("There is no payment under the cursor that could be read.")
        return why_not(PaymentAction.CAPTURE, standing(row), live=desk.mode.live, read_only=desk.read_only)

    def to_watch(self) -> "Subject | None":
        """The payment, to be watched until it changes."""
        row = self.one
        if row is None:
            return None
        from stancer_tui.models.money import Money
        from stancer_tui.services.watched_object import reading_of_row
        from stancer_tui.ui.shell.subject import Subject

        return Subject(Kind.PAYMENT, row.id, Money(row.amount, row.currency), reading_of_row(row))
