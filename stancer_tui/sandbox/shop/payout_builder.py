"""The payouts of the live data, derived from its payments, refunds and disputes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.shop.draw import Object, digest, token
from stancer_tui.sandbox.shop.scenario import FOLLOW_UP, Day

SHORT_SINCE = 23
"""The newest payout for a day at least this many days ago is one cent short, for a desk to find."""

FAILED_SINCE = 12
"""The newest payout for a day at least this many days ago failed."""


class Payout(NamedTuple):
    """A payout as the API returns it, and the ids of its members by kind, oldest first."""

    object: Object
    payments: tuple[str, ...]
    refunds: tuple[str, ...]
    disputes: tuple[str, ...]


_Members = dict[str, tuple[int, int]]


@dataclass(slots=True)
class _Pile:
    """What is known of one day's payout: members, when each was created and its amount, and the fees."""

    payments: _Members = field(default_factory=dict)
    refunds: _Members = field(default_factory=dict)
    disputes: _Members = field(default_factory=dict)
    fees: int = 0


class PayoutBuilder:
    """Derives payouts while the live days stream by, newest first.

    One payout for each Paris day: the payments whose `date_paym` is on that day, the refunds whose
    `date_refund` is, the disputes created on it, all in euros; payments and refunds count once they are done
    (captured or disputed since, refunded). A payout is complete only when the payments of the 40 days before
    have passed too. Its members and the lags of its statuses are a guess near the sample of the reference.
    On a day that gave back more than it took the amount is negative.
    """

    def __init__(self, *, seed: int, now: int) -> None:
        self._seed, self._now = seed, now
        self._today = paris.ordinal(now)
        self._piles: dict[int, _Pile] = {}
        self._special = {"short": self._today - SHORT_SINCE, "failed": self._today - FAILED_SINCE}

    def add(self, day: Day) -> list[Payout]:
        """Take in the next older day; return the payouts that are now complete, newest first."""
        for payment in day.payments:
            if payment["currency"] == "eur" and payment["status"] in ("captured", "disputed"):
                pile = self._pile(payment["date_paym"])
                pile.payments[payment["id"]] = payment["created"], payment["amount"]
                pile.fees += payment["fee"]
        for refund in day.refunds:
            if refund["currency"] == "eur" and refund["status"] == "refunded":
                members = self._pile(refund["date_refund"]).refunds
                members[refund["id"]] = refund["created"], refund["amount"]
        for dispute in day.disputes:
            if dispute["currency"] == "eur":
                members = self._pile(dispute["created"]).disputes
                members[dispute["id"]] = dispute["created"], dispute["amount"]
        return self._close(paris.ordinal(day.start) + FOLLOW_UP // paris.DAY)

    def finish(self) -> list[Payout]:
        """The payouts still open when no older day will come, newest first."""
        return self._close(0)

    def _pile(self, instant: int) -> _Pile:
        return self._piles.setdefault(paris.ordinal(instant), _Pile())

    def _close(self, oldest: int) -> list[Payout]:
        """The payouts of the days after `oldest`, whose members have all been seen."""
        complete = sorted((number for number in self._piles if number > oldest), reverse=True)
        made = [(number, self._piles.pop(number)) for number in complete]
        return [self._payout(number, pile) for number, pile in made if _created(number) <= self._now]

    def _payout(self, number: int, pile: _Pile) -> Payout:
        payments, refunds, disputes = (
            sum(amount for _, amount in part.values())
            for part in (pile.payments, pile.refunds, pile.disputes)
        )
        failed = self._once("failed", number)
        status, date_bank = self._progress(number, failed=failed)
        payout: Object = {
            "id": f"pout_{token(digest(f'{self._seed}/payout/{number}')[:18])}",
            "amount": payments - refunds - disputes - pile.fees - self._once("short", number),
            "currency": "eur",
            "created": _created(number),
            "date_bank": date_bank,
            "date_paym": paris.midnight_of(number),
            "fees": pile.fees,
            "payments": {"amount": payments},
            "refunds": {"amount": refunds},
            "disputes": {"amount": disputes},
            "statement_description": f"STANCER ATELIER LUNE {date.fromordinal(number):%d%m%y}",
            "status": status,
            "live_mode": True,
        }
        return Payout(payout, _ordered(pile.payments), _ordered(pile.refunds), _ordered(pile.disputes))

    def _once(self, what: str, number: int) -> bool:
        """True for the newest payout old enough to be the short or the failed one, and for no other."""
        if number > self._special.get(what, -1):
            return False
        del self._special[what]
        return True

    def _progress(self, number: int, *, failed: bool) -> tuple[str, int | None]:
        """Status and `date_bank` now of the payout for a day."""
        age = self._now - _created(number)
        arrival = paris.midnight_of(paris.bank_day(number + 6))
        if age < paris.DAY:
            return "pending", None
        if age < 2 * paris.DAY:
            return "to_pay", arrival
        if self._now < arrival:
            return "sent", arrival
        return ("failed", None) if failed else ("paid", arrival)


def _ordered(members: _Members) -> tuple[str, ...]:
    return tuple(sorted(members, key=lambda each: members[each][0]))


def _created(number: int) -> int:
    """When the payout for a day is made: the second morning after, when the last captures are answered."""
    return paris.midnight_of(number + 2) + 7 * paris.HOUR


def payouts(days: Iterable[Day], *, seed: int, now: int) -> Iterator[Payout]:
    """The payouts of live days given newest first."""
    builder = PayoutBuilder(seed=seed, now=now)
    for day in days:
        yield from builder.add(day)
    yield from builder.finish()
