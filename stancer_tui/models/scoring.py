"""Credit scoring (reference: Scoring)."""

from typing import Annotated

from pydantic import PlainValidator

from stancer_tui.models.base import (
    Amount,
    Count,
    Flag,
    OptionalAmount,
    StancerObject,
    Text,
    Timestamp,
    Word,
    object_or_id,
)
from stancer_tui.models.customer import Customer
from stancer_tui.models.sepa import Sepa


class Scoring(StancerObject):
    """How solvent a customer is for a credit (reference: Scoring)."""

    amount: Amount
    """Minor units that the customer wants to pay over time."""
    upfront: OptionalAmount = None
    """Minor units that the customer pays at once."""
    currency: Text = None
    """Lower case; the reference's answer lacks it."""
    duration: Count = None
    """Months of the credit."""
    status: Word = None
    """attempted, declined, expired, failed, success, unavailable; `requested` at first, which the reference
    shows without listing it."""
    score: Count = None
    """0 to 100, the higher the more solvent; None until it is there."""
    customer: Annotated[Customer | str | None, PlainValidator(object_or_id(Customer))] = None
    """The customer whole, or their id."""
    sepa: Annotated[Sepa | str | None, PlainValidator(object_or_id(Sepa))] = None
    """The bank account whole, or its id."""
    redirect_url: Text = None
    """Where to send the customer, who agrees there at their bank."""
    return_url: Text = None
    """Where the customer comes back to."""
    created: Timestamp = None
    """When the API made it, in UTC."""
    live_mode: Flag = None
    """Whether it is of live mode; None where the answer does not say."""
