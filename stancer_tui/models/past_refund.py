"""An earlier refund as an agent asks about it: of which payment, by whom, when, for which ticket."""

from dataclasses import dataclass
from datetime import datetime

from stancer_tui.models.payment_row import LOST_REFUNDS


@dataclass(frozen=True, slots=True)
class PastRefund:
    """A refund that was made, or may have been; `amount` is minor units, `at` an aware datetime.

    `twin` is true for a refund of the payment's likely duplicate. `by` and `ticket` come from this desk's
    journal: while that could not be read (`journal_read` is false), the refund may still be this desk's.
    `unresolved` refunds were sent from here and their outcome is not known.
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
