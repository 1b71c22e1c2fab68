"""The payments of the list that the agent has in hand: the one under the cursor, and the marked ones."""

from typing import TYPE_CHECKING

from stancer_tui.models.ids import Kind
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe

if TYPE_CHECKING:
    from stancer_tui.ui.payments.section import PaymentsScreen
    from stancer_tui.ui.shell.subject import Subject


class Selection:
    """What can be done with them: one is refunded, captured, copied or watched, the marked ones exported."""

    def __init__(self, screen: "PaymentsScreen") -> None:
        self._screen = screen

    @property
    def _one(self) -> PaymentRow | None:
        """The payment under the cursor, where it could be read."""
        row = self._screen.table.current
        return row if isinstance(row, PaymentRow) else None

    @property
    def _several(self) -> bool:
        return len(self._screen.table.marks) > 1

    def refund(self) -> None:
        """Open the refund form; several are not refunded at once."""
        screen = self._screen
        if self._several:
            from stancer_tui.services.refunds.words import SEVERAL_PAYMENTS

            screen.notify(
                SEVERAL_PAYMENTS, title="Several payments are marked", severity="warning", markup=False
            )
            return
        row = screen.table.current
        if row is not None and row.id is not None:
            screen.host.open_refund(screen.mode, row.id)

    def capture(self) -> None:
        """Ask whether to capture; several are not captured at once."""
        screen, row = self._screen, self._one
        if screen.desk is None or row is None or screen.refuses("capture"):
            return
        from stancer_tui.services.payments.actions import PaymentAction
        from stancer_tui.ui.payments.action_dialog import ask_payment_action

        ask_payment_action(screen.host.payment_writes, screen.desk, row.id, PaymentAction.CAPTURE)

    def why_not_captured(self) -> str | None:
        """What the state of the payment does not allow."""
        desk, row = self._screen.desk, self._one
        if desk is None:
            return None
        from stancer_tui.services.payments.actions import PaymentAction, standing, why_not

        if self._several:
            return "Payments are captured one by one: each is read and confirmed on its own."
        if row is None:
            return "There is no payment under the cursor that could be read."
        return why_not(PaymentAction.CAPTURE, standing(row), live=desk.mode.live, read_only=desk.read_only)

    def to_watch(self) -> "Subject | None":
        """The payment, to be watched until it changes."""
        row = self._one
        if row is None:
            return None
        from stancer_tui.services.waiting.watched_object import reading_of_row
        from stancer_tui.ui.shell.subject import Subject

        label = f"{money(Money(row.amount, row.currency))} · {safe(row.id)}"
        return Subject(Kind.PAYMENT, row.id, label, reading_of_row(row))

    def copy(self) -> None:
        """Offer what can be copied; no request is made."""
        row = self._one
        if row is not None:
            from stancer_tui.services.payments.service import listed
            from stancer_tui.ui.payments.copy_payment import copy_payment

            copy_payment(self._screen, listed(row), whole=False)

    def find_payout(self) -> None:
        """Find the payout that paid the payment."""
        row = self._one
        if row is not None:
            self._screen.host.find_payout(self._screen, row)

    def export(self) -> None:
        """Offer to write the marked rows, or those that are shown, to a file."""
        from stancer_tui.ui.shell.copy_export import export_rows

        payments, marks = self._screen.list, self._screen.table.marks
        index, view = payments.index, payments.view
        if marks:
            slots = [slot for key in marks if (slot := index.slot_of(key)) is not None]
            rows = [index.rows[slot] for slot in sorted(slots, key=index.rank)]
        else:
            rows = view.rows(0, len(view))
        export_rows(self._screen, rows, "the marked ones" if marks else "as shown")
