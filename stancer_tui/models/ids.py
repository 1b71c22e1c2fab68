"""Object ids: a prefix that names the kind, an underscore, 24 letters or digits."""

import re
from enum import StrEnum
from functools import cache


class Kind(StrEnum):
    """The kinds of object of version 1, by the prefix of their ids (reference: each object's `id`)."""

    PAYMENT = "paym"
    CARD = "card"
    SEPA = "sepa"
    CUSTOMER = "cust"
    ADDRESS = "addr"
    REFUND = "refd"
    DISPUTE = "dspt"
    PAYOUT = "pout"
    SCORING = "scor"
    CHECK = "chck"


def kind_of(text: str) -> Kind | None:
    """The kind of the id `text`; None for anything but a prefix, an underscore and 24 letters or digits."""
    return Kind(text[:4]) if _id().fullmatch(text) else None


@cache
def _id() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(Kind)})_[A-Za-z0-9]{{24}}")
