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
    """The sum of one kind of member of a payout."""

    amount: OptionalAmount = None
    """Minor units of the payout's currency."""


class Payout(StancerObject):
    """A credit transfer to the merchant, in live mode only (reference: Payouts).

    Its members are asked for with `Payouts.all_payments`, `all_refunds` and `all_disputes`.
    """

    amount: Amount
    """Minor units of `currency`: payments less refunds, disputes and fees."""
    currency: Text = None
    """Lower case."""
    fees: OptionalAmount = None
    """Minor units of `currency` that Stancer kept."""
    payments: PayoutPart | None = None
    """The sum of its payments, before fees."""
    refunds: PayoutPart | None = None
    """The sum of its refunds."""
    disputes: PayoutPart | None = None
    """The sum of its disputes."""
    statement_description: Text = None
    """What stands on the merchant's bank statement."""
    status: Word = None
    """pending, to_pay, sent, paid, failed."""
    created: Timestamp = None
    """When the API made it, in UTC."""
    date_paym: Timestamp = None
    """The day whose payments it pays out, sent as its midnight in Paris, here in UTC."""
    date_bank: Timestamp = None
    """When the merchant receives it: a day, sent as its midnight in Paris, here in UTC."""
    live_mode: Flag = None
    """Always true: test mode has no payouts."""

    @property
    def money(self) -> Money | None:
        """The amount with its currency, when the answer names one."""
        return None if self.currency is None else Money(self.amount, self.currency.lower())
