"""Disputes (reference: Disputes)."""

from stancer_tui.models.base import Amount, Flag, StancerObject, Text, Timestamp, Word
from stancer_tui.models.money import Money
from stancer_tui.models.refund import PaymentId


class Dispute(StancerObject):
    """A payment contested by the customer; in a list `currency` and `live_mode` are absent."""

    amount: Amount
    payment: PaymentId = None
    currency: Text = None
    response: Word = None
    order_id: Text = None
    type: Word = None
    created: Timestamp = None
    date_bank: Timestamp = None
    live_mode: Flag = None

    @property
    def money(self) -> Money | None:
        """The amount with its currency, when the answer names one."""
        return None if self.currency is None else Money(self.amount, self.currency.lower())
