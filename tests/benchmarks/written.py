"""Payments written out beforehand, in a file: a page is a piece of it, whatever the number of payments."""

import json
import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.benchmarks.payments import items

SPACING = 75
"""Seconds between two payments: 100,000 are 87 days. More are closer together, within the same days."""

NOTHING = b'{"error": {"type": "invalid_request_error", "message": "Nothing"}}'
_PATH = "/v1/checkout"
_BLOCK = 1000
"""Payments that are turned around at once: they are made newest first, and listed oldest first."""
_BETWEEN = b", "


class Pages:
    """The list of payments as bytes, oldest first.

    The file has no name and is mapped: a million payments are 1.4 GB of the system's cache, not of a process.
    """

    def __init__(self, count: int, newest: int) -> None:
        spacing = min(SPACING, SPACING * 100_000 // count)
        self.count = count
        self._oldest, self._spacing = newest - spacing * (count - 1), spacing
        self._begins, self._ends = array("Q", bytes(8 * count)), array("Q", bytes(8 * count))
        with TemporaryFile() as file:
            written = 0
            for first, block in _blocks(count, items(count, newest, spacing)):
                for place, item in enumerate(block, first):
                    self._begins[place], self._ends[place] = written, written + len(item)
                    written += file.write(item + _BETWEEN)
            file.flush()
            self._bytes = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def first(self, query: dict[str, str]) -> int:
        """The place in the whole list at which an answer begins."""
        since = int(query.get("created", 0))
        return bisect_left(
            range(self.count), since, key=lambda place: self._oldest + self._spacing * place
        ) + int(query.get("start", 0))

    def answer(self, target: str) -> tuple[int, list[bytes | memoryview]]:
        """The status for a path with its query, and the body in pieces."""
        query = query_of(target)
        if query is None:
            return 404, [NOTHING]
        first, limit = self.first(query), int(query.get("limit", 10))
        end = min(first + limit, self.count)
        if first >= end:
            return 404, [NOTHING]
        start = int(query.get("start", 0))
        span = {"start": start, "end": start + end - first - 1, "limit": limit, "has_more": end < self.count}
        head = b'{"live_mode": false, "range": ' + json.dumps(span).encode() + b', "payments": ['
        return 200, [head, *self._pieces(first, end), b"]}"]

    def _pieces(self, first: int, end: int) -> Iterator[bytes | memoryview]:
        """The payments of these places: one piece, or two where they lie in two blocks."""
        while first < end:
            last = min(end, self._block_end(first)) - 1
            yield self._bytes[self._begins[first] : self._ends[last]]
            first = last + 1
            if first < end:
                yield _BETWEEN

    def _block_end(self, place: int) -> int:
        return (place // _BLOCK + 1) * _BLOCK


def query_of(target: str) -> dict[str, str] | None:
    """What the list of payments is asked for; None where something else is."""
    parts = urlsplit(target)
    return dict(parse_qsl(parts.query)) if parts.path.startswith(_PATH) else None


def _blocks(count: int, newest_first: Iterator[dict[str, Any]]) -> Iterator[tuple[int, list[bytes]]]:
    """The place of the first of a block and the block, oldest first; the newest block first."""
    for first in range((count - 1) // _BLOCK * _BLOCK, -1, -_BLOCK):
        size = min(_BLOCK, count - first)
        block = [json.dumps(item).encode() for item in islice(newest_first, size)]
        block.reverse()
        yield first, block
