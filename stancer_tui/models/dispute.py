"""Disputes (reference: Disputes)."""

from stancer_tui.models.base import Amount, Flag, StancerObject, Text, Timestamp, Word
from stancer_tui.models.money import Money
from stancer_tui.models.refund import PaymentId


class Dispute(StancerObject):
    """A payment that its payer contests, also called a chargeback (reference: Disputes)."""

    amount: Amount
    """Minor units of `currency`."""
    payment: PaymentId = None
    """The id of the payment."""
    currency: Text = None
    """Lower case; disputes in a list do not say, then it is the payment's."""
    response: Word = None
    """The network's reason, such as `1040` (fraud, Visa) or `AC04` (account closed, SEPA)."""
    order_id: Text = None
    """The merchant's reference of the payment."""
    type: Word = None
    """`chargeback`; seen in lists, and not described by the reference. Version 1 has no status of a
    dispute."""
    created: Timestamp = None
    """When the dispute came, in UTC; of old ones the midnight of that day in Paris."""
    date_bank: Timestamp = None
    """A day, sent as its midnight in Paris, here in UTC. Only in lists; the reference lacks it."""
    live_mode: Flag = None
    """Whether it is of live mode; disputes in a list do not say."""

    @property
    def money(self) -> Money | None:
        """The amount with its currency, when the answer names one."""
        return None if self.currency is None else Money(self.amount, self.currency.lower())
