# ruff: noqa: E501
"""Believable data for the sandbox: the payments of Atelier Lune, a French maker of lamps and ceramics.

The same seed always tells the same story. A day is told from its own number alone, so that today's payments
exist at once and a year's need not wait; as the clock moves, the same payments age (to_capture becomes
capture_sent, then captured) and their ids stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stancer_tui.sandbox import paris

Object = dict[str, Any]
"""An object as the API returns it. Objects are shared between days and payments: read them, copy to change."""

FOLLOW_UP = 40 * paris.DAY
"""Seconds: a refund or a dispute is never created longer than this after its payment."""


@dataclass(frozen=True, slots=True)
class Day:
    """The payments created on one day in Paris, and every object that belongs to them.

    `start` is the day's first second (Unix). Payments ascend by `created`; refunds and disputes are those of
    this day's payments and so may be created up to `FOLLOW_UP` later. Cards, SEPA accounts, customers and
    addresses are those the payments use: a regular's come again on other days, equal each time, so a store
    keeps the first. Disputes are in the form of a single GET (`currency`, `live_mode`); a list adds
    `type` and `date_bank` (`paris.midnight(created)`).
    """

    start: int
    payments: tuple[Object, ...]
    cards: tuple[Object, ...]
    sepa: tuple[Object, ...]
    customers: tuple[Object, ...]
    addresses: tuple[Object, ...]
    refunds: tuple[Object, ...]
    disputes: tuple[Object, ...]


def days(live: bool, *, seed: int, payments: int, now: int) -> Iterator[Day]:
    """The shop's days in one mode, the newest first, `payments` payments in all and none newer than `now`.

    Instants are Unix seconds.
    """
    per_day = max(1, payments // 90)
    left = payments
    today = paris.ordinal(now)
    for ordinal in range(today, 0, -1):
        start = paris.midnight_of(ordinal)
        rows: list[Object] = []
        for index in range(min(per_day, left)):
            created = start + index * 30
            if created > now:
                continue
            rows.append(
                {
                    "amount": 1000 + index,
                    "card": None,
                    "created": created,
                    "currency": "eur",
                    "description": f"Order {ordinal}-{index}",
                    "id": f"paym_{seed:04d}{int(live)}{ordinal:010d}{index:09d}",
                    "live_mode": live,
                    "method": None,
                    "order_id": f"o-{ordinal}",
                    "response": None,
                    "status": None,
                }
            )
        left -= len(rows)
        yield Day(start, tuple(rows), (), (), (), (), (), ())
        if left <= 0:
            return
