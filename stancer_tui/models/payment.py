"""Payments (reference: Payments)."""

from typing import Annotated, Any

from pydantic import PlainValidator

from stancer_tui.models.auth import OptionalAuth
from stancer_tui.models.base import (
    Amount,
    Flag,
    OptionalAmount,
    StancerObject,
    Text,
    Texts,
    Timestamp,
    Word,
    id_of,
    object_or_id,
)
from stancer_tui.models.card import Card
from stancer_tui.models.customer import Customer
from stancer_tui.models.device import OptionalDevice
from stancer_tui.models.money import Money
from stancer_tui.models.refund import Refund
from stancer_tui.models.sepa import Sepa
from stancer_tui.models.unreadable import Unreadable


def _currency(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("not a currency")
    return value


def _refunds(value: Any) -> tuple[Refund, ...]:
    """The refunds that can be read: one that cannot must not lose the payment."""
    kept = []
    for item in value if isinstance(value, list) else ():
        try:
            kept.append(Refund.read(item))
        except Unreadable:
            continue
    return tuple(kept)


class Payment(StancerObject):
    """A payment with everything embedded in it; amounts and `fee` in minor units of `currency`."""

    amount: Amount
    currency: Annotated[str, PlainValidator(_currency)]
    description: Text = None
    order_id: Text = None
    unique_id: Text = None
    methods_allowed: Texts = None
    method: Word = None
    card: Annotated[Card | str | None, PlainValidator(object_or_id(Card))] = None
    sepa: Annotated[Sepa | str | None, PlainValidator(object_or_id(Sepa))] = None
    customer: Annotated[Customer | str | None, PlainValidator(object_or_id(Customer))] = None
    refunds: Annotated[tuple[Refund, ...], PlainValidator(_refunds)] = ()
    status: Word = None
    response: Word = None
    response_author: Word = None
    auth: OptionalAuth = None
    device: OptionalDevice = None
    capture: Flag = None
    created: Timestamp = None
    date_paym: Timestamp = None
    date_bank: Timestamp = None
    fee: OptionalAmount = None
    country: Word = None
    return_url: Text = None
    live_mode: Flag = None

    @property
    def money(self) -> Money:
        """What was paid, or is to be."""
        return Money(self.amount, self.currency.lower())

    @property
    def refunded(self) -> Money:
        """The sum of the readable refunds that are neither failed nor not honoured."""
        return Money(sum(refund.amount for refund in self.refunds if not refund.lost), self.currency.lower())

    @property
    def unreadable_refunds(self) -> int:
        """Refunds of this payment that could not be read; the sums do not count them."""
        sent = self._raw.get("refunds")
        if isinstance(sent, list):
            return len(sent) - len(self.refunds)
        return 0 if sent is None else 1

    @property
    def captured(self) -> bool:
        """Whether the money has reached the merchant and the status still says so."""
        return self.status == "captured"

    @property
    def card_id(self) -> str | None:
        """The card's id, whether it came embedded or alone."""
        return id_of(self.card)

    @property
    def card_object(self) -> Card | None:
        """The embedded card, if it came whole."""
        return self.card if isinstance(self.card, Card) else None

    @property
    def sepa_id(self) -> str | None:
        """The bank account's id, whether it came embedded or alone."""
        return id_of(self.sepa)

    @property
    def sepa_object(self) -> Sepa | None:
        """The embedded bank account, if it came whole."""
        return self.sepa if isinstance(self.sepa, Sepa) else None

    @property
    def customer_id(self) -> str | None:
        """The customer's id, whether it came embedded or alone."""
        return id_of(self.customer)

    @property
    def customer_object(self) -> Customer | None:
        """The embedded customer, if it came whole."""
        return self.customer if isinstance(self.customer, Customer) else None
