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
    """How solvent a customer is for a credit; `duration` in months, `score` from 0 to 100."""

    amount: Amount
    upfront: OptionalAmount = None
    currency: Text = None
    duration: Count = None
    status: Word = None
    score: Count = None
    customer: Annotated[Customer | str | None, PlainValidator(object_or_id(Customer))] = None
    sepa: Annotated[Sepa | str | None, PlainValidator(object_or_id(Sepa))] = None
    redirect_url: Text = None
    return_url: Text = None
    created: Timestamp = None
    live_mode: Flag = None
