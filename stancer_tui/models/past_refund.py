"""A refund of the past as somebody asks about it: of which payment, by whom, when, why."""

from dataclasses import dataclass
from datetime import datetime

from stancer_tui.models.payment_row import LOST_REFUNDS


@dataclass(frozen=True, slots=True)
class PastRefund:
    """A refund that was made, or may have been; `amount` is minor units, `at` an aware datetime.

    `twin` says that it is of the payment's likely twin. `by` and `ticket` are what this desk's journal knows:
    without a journal that could be read (`journal_read`), nobody can say that this desk did not make it.
    `unresolved` ones were asked for here, and whether they were made is not known.
    """

    payment: str
    order: str | None
    twin: bool
    id: str | None
    amount: int
    currency: str
    status: str | None
    at: datetime | None
    by: str | None = None
    ticket: str | None = None
    journal_read: bool = True
    unresolved: bool = False

    @property
    def lost(self) -> bool:
        """Whether the money did not go back (reference: Refund status codes)."""
        return self.status in LOST_REFUNDS
