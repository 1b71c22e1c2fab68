"""The kinds of object the API keeps, with their names on the wire."""

from typing import NamedTuple


class Kind(NamedTuple):
    """`name` is the plural used by lists and by `--data`; `noun` stands in "No such payment …"."""

    name: str
    prefix: str
    noun: str


PAYMENT = Kind("payments", "paym", "payment")
CARD = Kind("cards", "card", "card")
SEPA = Kind("sepa", "sepa", "sepa")
CUSTOMER = Kind("customers", "cust", "customer")
ADDRESS = Kind("addresses", "addr", "address")
REFUND = Kind("refunds", "refd", "refund")
DISPUTE = Kind("disputes", "dspt", "dispute")
PAYOUT = Kind("payouts", "pout", "payout")
CHECK = Kind("checks", "chck", "sepa check")
SCORING = Kind("scorings", "scor", "scoring")

KINDS = (PAYMENT, CARD, SEPA, CUSTOMER, ADDRESS, REFUND, DISPUTE, PAYOUT, CHECK, SCORING)
LISTED = (PAYMENT, REFUND, DISPUTE, PAYOUT)
"""Kinds of which v1 has lists."""

BY_NAME = {kind.name: kind for kind in KINDS}
