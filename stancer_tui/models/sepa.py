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
    """A bank account: never its IBAN, only its last four characters."""

    last4: Word = None
    bic: Text = None
    name: Text = None
    mandate: Word = None
    date_mandate: Timestamp = None
    date_birth: Text = None
    country: Word = None
    check: Annotated[Check | str | None, PlainValidator(_check)] = None
    created: Timestamp = None
    live_mode: Flag = None
