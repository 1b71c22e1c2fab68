"""Refunds (reference: Refunds)."""

from typing import Annotated, Any

from pydantic import PlainValidator

from stancer_tui.models.base import Flag, PositiveAmount, StancerObject, Text, Timestamp, Word
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import LOST_REFUNDS


def _payment_id(value: Any) -> str | None:
    """The id, also out of an embedded payment."""
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) else None


PaymentId = Annotated[str | None, PlainValidator(_payment_id)]


class Refund(StancerObject):
    """Money given back; inside a payment `payment` and `currency` may be absent."""

    amount: PositiveAmount
    payment: PaymentId = None
    currency: Text = None
    status: Word = None
    created: Timestamp = None
    date_refund: Timestamp = None
    date_bank: Timestamp = None
    live_mode: Flag = None

    @property
    def lost(self) -> bool:
        """Whether the refund did not go through (reference: Refund status codes)."""
        return self.status in LOST_REFUNDS

    @property
    def money(self) -> Money | None:
        """The amount with its currency, when the answer names one."""
        return None if self.currency is None else Money(self.amount, self.currency.lower())
