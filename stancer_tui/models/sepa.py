"""SEPA accounts and their mandates (reference: SEPA)."""

from typing import Annotated, Any

from pydantic import PlainValidator

from stancer_tui.models.base import Flag, StancerObject, Text, Timestamp, Word
from stancer_tui.models.check import Check
from stancer_tui.models.unreadable import Unreadable


def _check(value: Any) -> Check | str | None:
    if isinstance(value, (str, Check)):
        return value
    try:
        return Check.read(value)
    except Unreadable:
        return None


class Sepa(StancerObject):
    """A bank account and its mandate: never the whole IBAN (reference: SEPA)."""

    last4: Word = None
    """The last four characters of the IBAN."""
    bic: Text = None
    """8 or 11 characters."""
    name: Text = None
    """The holder's name."""
    mandate: Word = None
    """The reference of the mandate that the holder signed."""
    date_mandate: Timestamp = None
    """When the mandate was signed, in UTC; once it is there, the account cannot be changed."""
    date_birth: Text = None
    """The holder's birth date, YYYY-MM-DD as it was sent."""
    country: Word = None
    """Two letters (ISO 3166)."""
    check: Annotated[Check | str | None, PlainValidator(_check)] = None
    """The result of the account's verification, its id, or None."""
    created: Timestamp = None
    """When the API made it, in UTC."""
    live_mode: Flag = None
    """Whether it is of live mode; None where the answer does not say."""
