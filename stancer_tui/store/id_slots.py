"""Where the row of an id is: a table of numbers, for a dictionary of a million ids takes 150 MB."""

from array import array
from collections.abc import Callable, Iterable

_TABLES = 256
"""Each grows by itself, so that no growth takes longer than a few thousand ids need."""

_GROWTH = 4
_EMPTY = -1
_SMALLEST = array("i", [_EMPTY]) * 16


class IdSlots:
    """The slot of each id. `id_of` gives the id of a slot back: two ids may have the same hash."""

    def __init__(self, id_of: Callable[[int], str]) -> None:
        self._id_of = id_of
        self._hashes = array("q")
        self._tables = [_SMALLEST[:] for _ in range(_TABLES)]
        self._counts = [0] * _TABLES

    def get(self, key: str) -> int | None:
        """The slot of an id, or None."""
        return self.slots_of((key,))[0]

    def slots_of(self, keys: Iterable[str]) -> list[int | None]:
        """The slot of each id, or None; one call for many, as a call costs more than what it does."""
        tables, hashes, id_of = self._tables, self._hashes, self._id_of
        found: list[int | None] = []
        for key in keys:
            hashed = hash(key)
            table = tables[hashed & (_TABLES - 1)]
            last = len(table) - 1
            place = (hashed >> 8) & last
            while (slot := table[place]) != _EMPTY and not (hashes[slot] == hashed and id_of(slot) == key):
                place = (place + 1) & last
            found.append(None if slot == _EMPTY else slot)
        return found

    def extend(self, keys: Iterable[str]) -> None:
        """Give the next slots to ids that have none."""
        tables, counts, first = self._tables, self._counts, len(self._hashes)
        self._hashes.extend(map(hash, keys))
        for slot, hashed in enumerate(self._hashes[first:], first):
            number = hashed & (_TABLES - 1)
            table = tables[number]
            counts[number] += 1
            if counts[number] * 2 > len(table):
                table = tables[number] = self._grown(table)
            last = len(table) - 1
            place = (hashed >> 8) & last
            while table[place] != _EMPTY:
                place = (place + 1) & last
            table[place] = slot

    def _grown(self, table: "array[int]") -> "array[int]":
        larger = array("i", [_EMPTY]) * (len(table) * _GROWTH)
        last = len(larger) - 1
        for slot in table:
            if slot != _EMPTY:
                place = (self._hashes[slot] >> 8) & last
                while larger[place] != _EMPTY:
                    place = (place + 1) & last
                larger[place] = slot
        return larger
