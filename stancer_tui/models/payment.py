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
    """A payment with everything embedded in it (reference: Payments).

    A payment that the bank refused is an answer, not an error: see `status` and `response`.
    """

    amount: Amount
    """Minor units of `currency` (cents of EUR); what was asked, refunds are not taken off."""
    currency: Annotated[str, PlainValidator(_currency)]
    """As the API sent it, which is lower case; `money` is lower case whatever came."""
    description: Text = None
    """What the payer reads."""
    order_id: Text = None
    """The merchant's reference; several payments may share it."""
    unique_id: Text = None
    """The merchant's key against a second payment; the API accepts each once."""
    methods_allowed: Texts = None
    """`card`, `sepa` or both."""
    method: Word = None
    """`card` or `sepa`; None until the payer chose."""
    card: Annotated[Card | str | None, PlainValidator(object_or_id(Card))] = None
    """The card whole, or its id; `card_object` and `card_id` tell them apart."""
    sepa: Annotated[Sepa | str | None, PlainValidator(object_or_id(Sepa))] = None
    """The bank account whole, or its id; `sepa_object` and `sepa_id` tell them apart."""
    customer: Annotated[Customer | str | None, PlainValidator(object_or_id(Customer))] = None
    """The customer whole, or their id; `customer_object` and `customer_id` tell them apart."""
    refunds: Annotated[tuple[Refund, ...], PlainValidator(_refunds)] = ()
    """Those that can be read, in the API's order; `unreadable_refunds` counts the others."""
    status: Word = None
    """authorized, canceled, captured, capture_sent, disputed, expired, failed, refused, to_capture; None
    before anything was tried. A status that the reference does not know comes as it is."""
    response: Word = None
    """The code of the bank's answer: `00` is a success, `51` is lack of funds; four characters for
    Stancer's own and for SEPA."""
    response_author: Word = None
    """Six characters of the authorisation; the reference does not describe it."""
    auth: OptionalAuth = None
    """3-D Secure, where it was asked for."""
    device: OptionalDevice = None
    """The payer's browser and address, where they are known."""
    capture: Flag = None
    """Whether it is captured as soon as it is authorised; false leaves it `authorized` for 7 days."""
    created: Timestamp = None
    """When the API made it, in UTC."""
    date_paym: Timestamp = None
    """When it was paid, in UTC; the reference does not describe it."""
    date_bank: Timestamp = None
    """When the bank delivers the money: a day, sent as its midnight in Paris, here in UTC."""
    fee: OptionalAmount = None
    """Minor units of `currency`; the reference shows it and does not describe it. Absent without a status."""
    country: Word = None
    """Two letters (ISO 3166); the reference shows it and does not describe it."""
    return_url: Text = None
    """Where the payment page sends the payer afterwards."""
    live_mode: Flag = None
    """Whether it is of live mode; None where the answer does not say."""

    @property
    def money(self) -> Money:
        """What was paid, or is to be: `amount` with its currency in lower case."""
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
