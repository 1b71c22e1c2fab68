# ruff: noqa: E501, ARG002
"""The payouts of the live data, derived from its payments, refunds and disputes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stancer_tui.sandbox.scenario import Day, Object


@dataclass(frozen=True, slots=True)
class Payout:
    """A payout as the API returns it, and the ids of its members by kind."""

    object: Object
    payments: tuple[str, ...]
    refunds: tuple[str, ...]
    disputes: tuple[str, ...]


class PayoutBuilder:
    """Derives payouts while days stream by, newest first.

    One payout for each Paris day: the payments, refunds and disputes in euros of that day. It is complete only
    when the payments of the 40 days before have passed too, for a refund counts on the day it is made.
    """

    def __init__(self, *, seed: int, now: int) -> None:
        self._seed, self._now = seed, now

    def add(self, day: Day) -> list[Payout]:
        """Take in the next older day; return the payouts that are now complete, newest first."""
        return []

    def finish(self) -> list[Payout]:
        """The payouts still open when no older day will come, newest first."""
        return []


def payouts(days: Iterable[Day], *, seed: int, now: int) -> Iterator[Payout]:
    """The payouts of live days given newest first."""
    builder = PayoutBuilder(seed=seed, now=now)
    for day in days:
        yield from builder.add(day)
    yield from builder.finish()
