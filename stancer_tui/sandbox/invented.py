"""The invented data of a large shop: generated again when it is read, so that almost nothing is stored."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import NamedTuple
from zlib import crc32

from stancer_tui.sandbox.database import Connection
from stancer_tui.sandbox.kinds import ADDRESS, CARD, CUSTOMER, KINDS, LISTED, SEPA, Kind
from stancer_tui.sandbox.lookup import Lookup
from stancer_tui.sandbox.rows import Object, compact
from stancer_tui.sandbox.shop.cards import full_sepa
from stancer_tui.sandbox.shop.people import full_customer
from stancer_tui.sandbox.shop.record import SLOTS, Record, slots
from stancer_tui.sandbox.shop.scenario import Day, Shop
from stancer_tui.sandbox.shop.till import Till
from stancer_tui.sandbox.timeline import Timeline

_DAY = 4096 * SLOTS
"""Numbers of a day: those of 4,096 visits."""

FIRST_LOOSE = 2**32
"""Where the numbers of all other objects begin: beyond those of the invented ones."""

_SAMPLE = 200
"""Visits that are compared to see whether this version still generates the same shop."""

_PARTS = {CUSTOMER: "customer", CARD: "card", SEPA: "sepa"}
"""What is found through a payment, and where it stands in it."""


class Origin(NamedTuple):
    """What all the invented data follows from: a seed, the payments in each mode, a moment (Unix seconds)."""

    seed: int
    payments: int
    now: int

    def shop(self, live: bool) -> Shop:
        """The shop in a mode."""
        return Shop.of(live, seed=self.seed, payments=self.payments)


class Found(NamedTuple):
    """An invented object and the number that orders it among those of its moment."""

    number: int
    object: Object

    @property
    def order(self) -> tuple[int, int]:
        """What lists are ordered by."""
        return int(self.object["created"]), self.number


class Invented:
    """Objects by number, by id and by reference. The owner of the database keeps threads apart."""

    def __init__(self, database: Connection, origin: Origin, *, complete: bool) -> None:
        """`complete` is whether the database holds every day already."""
        self._db = database
        self.origin = origin
        self.shops = {live: origin.shop(live) for live in (False, True)}
        self._lookup = Lookup(database, complete=complete)
        self._regulars: set[str] = set()

    def add(self, live: bool, day: Day, *, without: frozenset[str]) -> dict[str, int]:
        """Keep the next older day, of which payments `without` have no references; all numbers by id."""
        record = day.record
        if record is None or len(record.persons) * SLOTS > _DAY:
            raise RuntimeError("the day has no record that can be kept")
        place = self._db.execute("SELECT count(*) FROM day").fetchone()[0]
        parts = (record.persons, record.moments, record.stories, record.words)
        self._db.execute(
            "INSERT INTO day VALUES (?, ?, ?, ?, ?, ?, ?)",
            (place, live, record.number, *(part.tobytes() for part in parts)),
        )
        numbers = {name: place * _DAY + each for name, each in record.places.items()}
        for each in (*day.payments, *day.refunds, *day.disputes, *day.addresses):
            self._lookup.add(each["id"], numbers[each["id"]])
        for payment in day.payments:
            for column in ("order_id", "unique_id"):
                if payment[column] is not None and payment["id"] not in without:
                    self._lookup.add(_reference(column, payment[column]), numbers[payment["id"]])
        self._add_parts(record, day.payments, numbers)
        return numbers

    def _add_parts(self, record: Record, payments: Iterable[Object], numbers: dict[str, int]) -> None:
        """Cards, accounts and customers are found through the newest day's last payment that has them."""
        owners: dict[str, int] = {}
        for payment in payments:
            for part in _PARTS.values():
                if (found := payment.get(part)) is not None:
                    owners[found["id"]] = numbers[payment["id"]]
        for name, number in owners.items():
            if record.persons[number % _DAY // SLOTS] < 0:
                # Regulars come nearly every day, and only the newest day is wanted.
                if name in self._regulars:
                    continue
                self._regulars.add(name)
            self._lookup.add(name, number)

    def complete(
        self,
        timelines: dict[tuple[bool, str], Timeline],
        transaction: Callable[[], AbstractContextManager[None]],
    ) -> None:
        """Write what finds and what orders the objects, once every day is there, in several transactions."""
        self._lookup.complete(transaction)
        with transaction():
            for (live, kind), timeline in timelines.items():
                parts = timeline.below(FIRST_LOOSE)
                self._db.execute(
                    "INSERT INTO chronology VALUES (?, ?, ?, ?)",
                    (live, kind, *(array("I", part).tobytes() for part in parts)),
                )
            self._db.execute("INSERT INTO note VALUES ('sample', ?)", (self._sample(),))

    def timelines(self) -> dict[tuple[bool, str], Timeline]:
        """The order of what is listed, as it was completed."""
        found = self._db.execute("SELECT live, kind, created, numbers FROM chronology")
        return {
            (bool(live), kind): Timeline(array("I", created), array("I", numbers))
            for live, kind, created, numbers in found
        }

    def is_told_as_before(self) -> bool:
        """Whether a sample of the shop is generated as it was when the data was completed."""
        found = self._db.execute("SELECT value FROM note WHERE name = 'sample'").fetchone()
        return found is None or found[0] == self._sample()

    def _sample(self) -> str:
        days = self._db.execute("SELECT count(*) FROM day").fetchone()[0]
        checksum = 0
        for turn in range(_SAMPLE):
            place = turn * days // _SAMPLE
            _live, record = self._record(place)
            number = place * _DAY + turn * 7919 % len(record.persons) * SLOTS
            for _slot, told in slots(self._visit(number)):
                checksum = crc32("".join(map(compact, told)).encode(), checksum)
        return str(checksum)

    def objects(self, numbers: Iterable[int]) -> dict[int, Object]:
        """The listed objects that have these numbers."""
        wanted = set(numbers)
        visits: dict[int, set[int]] = defaultdict(set)
        for number in wanted:
            visits[number // _DAY].add(number % _DAY // SLOTS)
        found: dict[int, Object] = {}
        for day, places in visits.items():
            live, record = self._record(day)
            for place, till in self.shops[live].again(record, sorted(places), self.origin.now):
                for slot, told in slots(till):
                    found.update(enumerate(told, day * _DAY + place * SLOTS + slot))
        return {number: each for number, each in found.items() if number in wanted}

    def hide(self, live: bool, kind: Kind, object_id: str) -> bool:
        """Delete an object of a kind without lists; False when there is none."""
        if kind in LISTED or self.find(live, kind, object_id) is None:
            return False
        self._db.execute("INSERT INTO gone VALUES (?, ?)", (live, object_id))
        return True

    def find_all(self, live: bool, ids: Iterable[str]) -> dict[str, Object]:
        """Listed objects by their ids."""
        wanted = set(ids)
        found = self.objects(number for each in wanted for number in self._lookup.numbers(each))
        return {
            each["id"]: each for each in found.values() if each["id"] in wanted and each["live_mode"] == live
        }

    def find(self, live: bool, kind: Kind, object_id: str) -> Found | None:
        """An object by its id."""
        if not object_id.startswith(f"{kind.prefix}_"):
            return None
        if self._db.execute("SELECT 1 FROM gone WHERE live = ? AND id = ?", (live, object_id)).fetchone():
            return None
        for number in self._lookup.numbers(object_id):
            there, record = self._record(number // _DAY)
            if there == live:
                found = self._form(kind, record, number)
                if found is not None and found["id"] == object_id:
                    return Found(number, found)
        return None

    def holds(self, object_id: str) -> bool:
        """Whether an object of either mode has this id."""
        kinds = [kind for kind in KINDS if object_id.startswith(f"{kind.prefix}_")]
        return any(self.find(live, kind, object_id) for live in (False, True) for kind in kinds)

    def _form(self, kind: Kind, record: Record, number: int) -> Object | None:
        """The object of a kind behind a number: itself, or a part of it."""
        if kind == ADDRESS:
            return self.shops[self._record(number // _DAY)[0]].address_of(record, number % _DAY // SLOTS)
        owner = self.objects([number]).get(number)
        if owner is None or kind not in _PARTS:
            return owner
        part: Object | None = owner.get(_PARTS[kind])
        if part is None or kind == CARD:
            return part
        return full_customer(part) if kind == CUSTOMER else full_sepa(part, owner["country"])

    def referred_to(self, live: bool, column: str, value: str) -> list[Found]:
        """The payments with an order_id or a unique_id."""
        found = self.objects(
            number
            for number in self._lookup.numbers(_reference(column, value))
            if self._record(number // _DAY)[0] == live
        )
        return [Found(number, each) for number, each in found.items() if each.get(column) == value]

    def _visit(self, number: int) -> Till:
        live, record = self._record(number // _DAY)
        visit = number % _DAY // SLOTS
        return next(till for _place, till in self.shops[live].again(record, [visit], self.origin.now))

    def _record(self, place: int) -> tuple[bool, Record]:
        live, number, persons, moments, stories, words = self._db.execute(
            "SELECT live, number, persons, moments, stories, words FROM day WHERE place = ?", (place,)
        ).fetchone()
        return bool(live), Record(
            number, array("i", persons), array("I", moments), array("B", stories), array("I", words)
        )


def _reference(column: str, value: str) -> str:
    return f"{column} {value}"
