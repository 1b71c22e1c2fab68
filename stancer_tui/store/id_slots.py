"""Where the row of an id is: a table of numbers, for a dictionary of a million ids takes 150 MB."""

from array import array
from collections.abc import Callable

_TABLES = 256
"""Each grows by itself, so that no growth takes longer than a few thousand ids need."""

_SMALLEST = 16
_GROWTH = 4
_EMPTY = -1


class IdSlots:
    """The slot of each id. `id_of` gives the id of a slot back: two ids may have the same hash."""

    def __init__(self, id_of: Callable[[int], str]) -> None:
        self._id_of = id_of
        self._hashes = array("q")
        self._tables = [array("i", [_EMPTY]) * _SMALLEST for _ in range(_TABLES)]
        self._counts = [0] * _TABLES

    def get(self, key: str) -> int | None:
        """The slot of an id, or None."""
        hashed = hash(key)
        table = self._tables[hashed & (_TABLES - 1)]
        last = len(table) - 1
        place = (hashed >> 8) & last
        while (slot := table[place]) != _EMPTY:
            if self._hashes[slot] == hashed and self._id_of(slot) == key:
                return slot
            place = (place + 1) & last
        return None

    def append(self, key: str) -> None:
        """Give the next slot to an id that has none."""
        hashed, slot = hash(key), len(self._hashes)
        self._hashes.append(hashed)
        number = hashed & (_TABLES - 1)
        table = self._tables[number]
        self._counts[number] += 1
        if self._counts[number] * 2 > len(table):
            table = self._tables[number] = self._grown(table)
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
