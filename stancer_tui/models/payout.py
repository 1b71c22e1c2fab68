"""Payouts (reference: Payouts)."""

from stancer_tui.models.base import (
    Amount,
    ApiObject,
    Flag,
    OptionalAmount,
    StancerObject,
    Text,
    Timestamp,
    Word,
)
from stancer_tui.models.money import Money


class PayoutPart(ApiObject):
    """The sum of one kind of member of a payout, in minor units."""

    amount: OptionalAmount = None


class Payout(StancerObject):
    """A credit transfer to the merchant: payments less refunds, disputes and fees."""

    amount: Amount
    currency: Text = None
    fees: OptionalAmount = None
    payments: PayoutPart | None = None
    refunds: PayoutPart | None = None
    disputes: PayoutPart | None = None
    statement_description: Text = None
    status: Word = None
    created: Timestamp = None
    date_paym: Timestamp = None
    date_bank: Timestamp = None
    live_mode: Flag = None

    @property
    def money(self) -> Money | None:
        """The amount with its currency, when the answer names one."""
        return None if self.currency is None else Money(self.amount, self.currency.lower())
