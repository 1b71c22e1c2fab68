"""Where the invented objects are found by their ids and references: eight bytes for each name."""

from array import array
from bisect import bisect_left
from collections.abc import Callable
from contextlib import AbstractContextManager
from zlib import crc32

from stancer_tui.sandbox.database import Connection

_BUCKETS = 4096
_SHIFT = 20
"""A name's checksum begins with the number of its bucket and ends with this many bits."""

_PIECE = 64
"""Buckets written under one lock."""


class Lookup:
    """Numbers by name: collected in memory while the data is invented, in the table `lookup` from then on.

    Two names may have one checksum: whoever asks looks whether a number is meant.
    """

    def __init__(self, database: Connection, *, complete: bool) -> None:
        """`complete` is whether the table holds everything."""
        self._db = database
        self._collected = None if complete else [array("Q") for _ in range(_BUCKETS)]

    def add(self, name: str, number: int) -> None:
        """Remember a number, of 32 bits, under a name."""
        if self._collected is None:
            raise RuntimeError("the lookup is complete")
        checksum = crc32(name.encode())
        self._collected[checksum >> _SHIFT].append(checksum << 32 | number)

    def numbers(self, name: str) -> list[int]:
        """The numbers under a name, and maybe some under others, ascending."""
        checksum = crc32(name.encode())
        if self._collected is not None:
            bucket = self._collected[checksum >> _SHIFT]
            return sorted(each & 0xFFFF_FFFF for each in bucket if each >> 32 == checksum)
        found = self._db.execute(
            "SELECT names FROM lookup WHERE bucket = ?", (checksum >> _SHIFT,)
        ).fetchone()
        bucket = array("Q", found[0])
        first, end = bisect_left(bucket, checksum << 32), bisect_left(bucket, (checksum + 1) << 32)
        return [each & 0xFFFF_FFFF for each in bucket[first:end]]

    def complete(self, transaction: Callable[[], AbstractContextManager[None]]) -> None:
        """Write everything into the table, a part in each transaction."""
        collected = self._collected
        if collected is None:
            return
        for first in range(0, _BUCKETS, _PIECE):
            piece = [
                (number, array("Q", sorted(collected[number])).tobytes())
                for number in range(first, first + _PIECE)
            ]
            with transaction():
                self._db.executemany("INSERT INTO lookup VALUES (?, ?)", piece)
        self._collected = None
