"""Believable data for the sandbox: the payments of Atelier Lune, a French maker of lamps and ceramics.

The same seed always gives the same data. A day is derived from its own number alone, so that today's payments
exist at once and a year's need not wait; as the clock moves, the same payments age (to_capture becomes
capture_sent, then captured) and their ids stay.
"""

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import NamedTuple

from stancer_tui.sandbox import paris
from stancer_tui.sandbox.shop import rhythm, stories
from stancer_tui.sandbox.shop.cards import full_sepa
from stancer_tui.sandbox.shop.draw import Object
from stancer_tui.sandbox.shop.people import People, Person, address, full_customer
from stancer_tui.sandbox.shop.record import ADDRESSES, SLOTS, CountedRandom, Record, forward
from stancer_tui.sandbox.shop.till import Till, Visit

__all__ = ["FOLLOW_UP", "Day", "Object", "Shop", "days", "days_of"]

FOLLOW_UP = 40 * paris.DAY
"""Seconds: a refund or a dispute is never created longer than this after its payment."""

SPAN = 90
"""How many days the payments are spread over, unless a day would have more than `BUSIEST`."""

BUSIEST = 1_200
"""The most payments of an ordinary day; a million payments therefore go back more than two years."""

_SESSIONS = (8.8, 13.5, 19.1)
"""Hours at which somebody leaves 3-D Secure unfinished each day: one session is always fresh by day."""


_ACCOUNTS = ("card", "sepa", "customer")


class Day(NamedTuple):
    """The payments created on one day in Paris, and every object that belongs to them.

    `start` is the day's first second (Unix). Payments ascend by `created`; refunds and disputes are those of
    this day's payments and so may be created up to `FOLLOW_UP` later. Cards, SEPA accounts and customers are
    those the payments use: a regular's come again on other days, equal each time, so a store keeps the first.
    Addresses are those given on the day. Disputes are in the form of a single GET (`currency`, `live_mode`);
    a list has `type` and `date_bank` (`paris.midnight(created)`) instead. Objects may be shared between days
    and payments: copy one to change it. `record` is what `Shop.again` needs, where it was asked for.
    """

    start: int
    payments: tuple[Object, ...]
    cards: tuple[Object, ...]
    sepa: tuple[Object, ...]
    customers: tuple[Object, ...]
    addresses: tuple[Object, ...]
    refunds: tuple[Object, ...]
    disputes: tuple[Object, ...]
    record: Record | None = None


class Shop:
    """Atelier Lune in one mode; `usual` is the number of payments of an ordinary day."""

    def __init__(self, live: bool, *, seed: int, usual: float) -> None:
        self._live, self._usual = live, usual
        self._story = f"{seed}/{'live' if live else 'test'}"
        self._busy = max(60, int(usual * 1.5) + 12)
        self._people = People(seed, live, self._busy)

    @classmethod
    def of(cls, live: bool, *, seed: int, payments: int) -> "Shop":
        """The shop with this number of payments in the mode."""
        return cls(live, seed=seed, usual=min(payments / SPAN, BUSIEST))

    def day(self, number: int, now: int) -> Day:
        """The day numbered `number` (as `date.toordinal`, in Paris) as it is at `now` (Unix seconds)."""
        return self._tell(number, now, Random(self._chance_of(number)), None)

    def recorded_day(self, number: int, now: int) -> Day:
        """The same day with its record."""
        rng = CountedRandom(self._chance_of(number))
        record = Record(number)
        day = self._tell(number, now, rng, record)
        record.close(rng.words)
        rng.check(self._chance_of(number))
        return day

    def again(self, record: Record, visits: Iterable[int], now: int) -> Iterator[tuple[int, Till]]:
        """Generate some visits of a recorded day, given in ascending order: each number with its till."""
        rng = Random(self._chance_of(record.number))
        told = 0
        for place in visits:
            forward(rng, record.words[place] - told)
            till = Till(rng, record.number, busy=self._busy, live=self._live, now=now)
            person = self._people.person(record.persons[place])
            stories.EVERY[record.stories[place]](till, Visit(record.moments[place], person, place))
            told = record.words[place + 1]
            yield place, till

    def address_of(self, record: Record, place: int) -> Object | None:
        """The address that the newcomer of a visit gave."""
        return address(self._people.person(record.persons[place]))

    def _chance_of(self, number: int) -> str:
        return f"{self._story}/{number}"

    def _tell(self, number: int, now: int, rng: Random, record: Record | None) -> Day:
        till = Till(rng, number, busy=self._busy, live=self._live, now=now)
        visits = sorted(self._visits(number, rng), key=lambda visit: visit[:2])
        opened = paris.midnight_of(number)
        addresses = []
        for place, (at, _, person, story) in enumerate(visits):
            if record is None:
                story(till, Visit(at, person, place))
            else:
                record.visit(till, Visit(at, person, place), story)
            # A newcomer has joined today, and no other visitor.
            if opened <= person.joined <= now and (found := address(person)) is not None:
                addresses.append(found)
                if record is not None:
                    record.places[found["id"]] = place * SLOTS + ADDRESSES
        payments = [payment for payment in till.payments if payment["created"] <= now]
        payments.sort(key=lambda payment: (payment["created"], payment["id"]))
        day = _with_accounts(opened, payments, till, tuple(addresses))
        return day if record is None else day._replace(record=record)

    def _visits(self, number: int, rng: Random) -> Iterator[tuple[int, int, Person, stories.Story]]:
        for index, (story, hour) in enumerate(self._stories(number, rng)):
            if hour is not None:
                at = paris.midnight_of(number) + int((hour + rng.random() * 0.6 - 0.3) * paris.HOUR)
                yield at, index, self._people.known(number, rng), story
            elif rng.random() < 0.6:
                person = self._people.newcomer(number, index)
                yield person.joined, index, person, story
            else:
                at = rhythm.instant(number, rng.randbytes(4))
                yield at, index, self._people.known(number, rng), story

    def _stories(self, number: int, rng: Random) -> list[tuple[stories.Story, float | None]]:
        """The day's stories, some at a fixed hour: first those that every day must have, then chance."""
        count = rhythm.purchases(number, self._usual, rng.random())
        chosen: list[tuple[stories.Story, float | None]] = []
        if count >= 3:
            chosen.append((stories.RARE[number % len(stories.RARE)], None))
        if count >= 15:
            chosen += [(stories.session_left, hour) for hour in _SESSIONS]
            chosen += [(stories.refunded_next_morning, None), (stories.made_to_order_late, 9.4)]
            chosen += [(stories.decline_of_the_day, None)]
        length = sum(stories.LONG.get(story, 1) for story, _ in chosen)
        usual = stories.USUAL
        while length < count:
            story = usual[int(rng.random() * len(usual))]
            chosen.append((story, None))
            length += stories.LONG.get(story, 1)
        return chosen


def _with_accounts(start: int, payments: list[Object], till: Till, addresses: tuple[Object, ...]) -> Day:
    cards: dict[str, Object] = {}
    sepa: dict[str, Object] = {}
    customers: dict[str, Object] = {}
    for payment in payments:
        if (customer := payment["customer"]) is not None:
            customers[customer["id"]] = customer
        if (card := payment.get("card")) is not None:
            cards[card["id"]] = card
        elif (account := payment.get("sepa")) is not None:
            sepa[account["id"]] = full_sepa(account, payment["country"])
    return Day(
        start=start,
        payments=tuple(payments),
        cards=tuple(cards.values()),
        sepa=tuple(sepa.values()),
        customers=tuple(map(full_customer, customers.values())),
        addresses=addresses,
        refunds=tuple(sorted(till.refunds, key=_created)),
        disputes=tuple(sorted(till.disputes, key=_created)),
    )


def _created(item: Object) -> tuple[int, str]:
    return item["created"], item["id"]


def _newest(day: Day, count: int) -> Day:
    """The day with only its `count` newest payments and what belongs to them."""
    payments = day.payments[len(day.payments) - count :]
    kept = {payment["id"] for payment in payments}
    used = {payment[part]["id"] for payment in payments for part in _ACCOUNTS if payment.get(part)}
    return day._replace(
        payments=payments,
        cards=tuple(each for each in day.cards if each["id"] in used),
        sepa=tuple(each for each in day.sepa if each["id"] in used),
        customers=tuple(each for each in day.customers if each["id"] in used),
        refunds=tuple(each for each in day.refunds if each["payment"] in kept),
        disputes=tuple(each for each in day.disputes if each["payment"] in kept),
    )


def days(live: bool, *, seed: int, payments: int, now: int) -> Iterator[Day]:
    """The shop's days in one mode, the newest first, `payments` payments in all and none newer than `now`.

    `now` is in Unix seconds, from 2020 on. The oldest day may be cut to make the number exact. In test mode
    payments age and are captured as in live mode, which is a guess: the real test mode may leave them be.
    """
    return days_of(Shop.of(live, seed=seed, payments=payments).day, payments=payments, now=now)


def days_of(tell: Callable[[int, int], Day], *, payments: int, now: int) -> Iterator[Day]:
    """As `days`, from a shop's `day` or `recorded_day`."""
    number = paris.ordinal(now)
    left = payments
    while left > 0:
        day = tell(number, now)
        if len(day.payments) > left:
            day = _newest(day, left)
        left -= len(day.payments)
        number -= 1
        yield day
