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
    """Money given back (reference: Refunds)."""

    amount: PositiveAmount
    """Minor units of `currency`, more than 0."""
    payment: PaymentId = None
    """The id of the payment; absent from some refunds inside a payment."""
    currency: Text = None
    """Lower case; absent from some refunds inside a payment, whose own currency it is."""
    status: Word = None
    """to_refund, refund_sent, refunded, failed, not_honored, and payment_canceled for a refund before the
    capture, which the reference does not list."""
    created: Timestamp = None
    """When the API made it, in UTC."""
    date_refund: Timestamp = None
    """When Stancer sent it to the bank, in UTC."""
    date_bank: Timestamp = None
    """When the bank delivers the money: a day, sent as its midnight in Paris, here in UTC."""
    live_mode: Flag = None
    """Whether it is of live mode; refunds in a list do not say."""

    @property
    def lost(self) -> bool:
        """Whether no money went back: failed or not_honored (reference: Refund status codes)."""
        return self.status in LOST_REFUNDS

    @property
    def money(self) -> Money | None:
        """The amount with its currency, when the answer names one."""
        return None if self.currency is None else Money(self.amount, self.currency.lower())
