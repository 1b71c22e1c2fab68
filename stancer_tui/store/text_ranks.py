"""A number in place of the sort key of each of many texts, found in pieces and without holding the keys.

A million keys as strings take a hundred megabytes. A sample of them tells which keys fall together: each such
heap is kept compressed until its turn comes to be sorted.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Protocol
from zlib import compress, decompress

import numpy as np
import numpy.typing as npt

from stancer_tui.store.text_blocks import SEPARATOR

NO_RANK = np.iinfo(np.int32).max
"""Of a text without a key."""

Places = npt.NDArray[np.int32]
"""For each text the number of different keys that are smaller than its own."""

_PIECE = 250
"""Keys that are asked for in a piece."""

_HEAP = 2_000
"""Keys that are sorted in a piece."""

_SAMPLED = 16
"""Keys of the sample for each heap."""

_PACKED = 64
"""Keys that are compressed together."""

_MERGED = 20
"""With so many ranked texts for each new one, the new ones are put among them."""


class Texts(Protocol):
    """Texts by their number: more may come, those that are there do not change."""

    def __len__(self) -> int: ...
    def __getitem__(self, number: int, /) -> str: ...


class TextRanks:
    """Ranks `texts` by what `read` makes of each, which has no `SEPARATOR` in it: `go_on` until all are."""

    def __init__(self, texts: Texts, read: Callable[[str], str | None]) -> None:
        self.ranks: Places = np.zeros(0, np.int32)
        """Of the texts from the first on, as far as they are ranked; the array itself does not change."""
        self._texts = texts
        self._read = read
        self._different = 0
        self._going: Iterator[None] | None = None

    @property
    def missing(self) -> int:
        """How many texts have no rank yet."""
        return len(self._texts) - len(self.ranks)

    def go_on(self) -> bool:
        """Do a piece of what is left; whether there is more."""
        if self._going is None:
            if not self.missing:
                return False
            few = self.missing * _MERGED <= len(self.ranks)
            self._going = self._merge() if few else self._build(len(self._texts))
        if next(self._going, True) is None:
            return True
        self._going = None
        return self.missing > 0

    def _key(self, number: int) -> str | None:
        return self._read(self._texts[number])

    def _build(self, count: int) -> Iterator[None]:
        """Rank all of them anew."""
        heaps = _Heaps((yield from self._bounds(count)))
        for start in range(0, count, _PIECE):
            for number in range(start, min(start + _PIECE, count)):
                key = self._key(number)
                if key is not None:
                    heaps.put(number, key)
            yield
        ranks: Places = np.full(count, NO_RANK, np.int32)
        different = 0
        for heap in heaps.taken():
            different += yield from heap.rank(ranks, different)
        self.ranks, self._different = ranks, different

    def _bounds(self, count: int) -> Generator[None, None, list[str]]:
        """The smallest key of each heap but the first."""
        sample: list[str] = []
        step = max(_HEAP // _SAMPLED, 1)
        for number in range(0, count, step):
            key = self._key(number)
            if key is not None:
                sample.append(key)
            if number // step % _SAMPLED == 0:
                yield
        sample.sort()
        return sorted(set(sample[_SAMPLED::_SAMPLED]))

    def _merge(self) -> Iterator[None]:
        """Put the texts that are new among the others."""
        start, known = len(self.ranks), self._different
        stop = len(self._texts)
        numbers: dict[str, list[int]] = {}
        for number in range(start, stop):
            key = self._key(number)
            if key is not None:
                numbers.setdefault(key, []).append(number)
            if number % _PIECE == 0:
                yield
        ranked = np.flatnonzero(self.ranks != NO_RANK)
        example = np.zeros(known, np.int32)
        """A text of each rank."""
        example[self.ranks[ranked]] = ranked
        keys, before, new = sorted(numbers), array("i"), array("b")
        for key in keys:
            place = bisect_left(range(known), key, key=lambda rank: self._key(int(example[rank])) or "")
            before.append(place)
            new.append(place == known or self._key(int(example[place])) != key)
            if len(before) % _SAMPLED == 0:
                yield
        self._take(stop, [numbers[key] for key in keys], np.array(before), np.array(new, np.bool_))

    def _take(
        self, stop: int, numbers: list[list[int]], before: npt.NDArray[np.intp], new: npt.NDArray[np.bool_]
    ) -> None:
        """Have ranks until `stop`: of each key its texts, how many keys are smaller, and if it is new."""
        more = np.cumsum(new)
        steps = np.bincount(before[new], minlength=self._different + 1).cumsum()[: self._different]
        moved = np.append(np.arange(self._different) + steps, NO_RANK).astype(np.int32)
        ranks: Places = np.full(stop, NO_RANK, np.int32)
        ranks[: len(self.ranks)] = moved[np.minimum(self.ranks, self._different)]
        for place, each in zip((before + more - new).tolist(), numbers, strict=True):
            ranks[each] = place
        self.ranks = ranks
        self._different += int(new.sum())


@dataclass(slots=True)
class _Heap:
    """Keys that stand together in the order, compressed, with the numbers of their texts."""

    numbers: "array[int]" = field(default_factory=lambda: array("i"))
    packed: list[bytes] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)

    def put(self, number: int, key: str) -> None:
        self.numbers.append(number)
        self.loose.append(key)
        if len(self.loose) == _PACKED:
            text = SEPARATOR.join(self.loose)
            self.packed.append(compress(text.encode("utf-8", "surrogatepass"), 1))
            self.loose.clear()

    def keys(self) -> Iterator[list[str]]:
        for each in self.packed:
            yield decompress(each).decode("utf-8", "surrogatepass").split(SEPARATOR)
        yield self.loose

    def rank(self, ranks: Places, first: int) -> Generator[None, None, int]:
        """Write the ranks of its texts, from `first` on; how many there are."""
        known: set[str] = set()
        for done, keys in enumerate(self.keys(), 1):
            known.update(keys)
            if done % (_HEAP // _PACKED) == 0:
                yield
        yield
        places = {key: place for place, key in enumerate(sorted(known), first)}
        yield
        start = 0
        for done, keys in enumerate(self.keys(), 1):
            ranks[self.numbers[start : start + len(keys)]] = list(map(places.__getitem__, keys))
            start += len(keys)
            if done % (_HEAP // _PACKED) == 0:
                yield
        return len(places)


class _Heaps:
    """Heaps of keys between bounds."""

    def __init__(self, bounds: list[str]) -> None:
        self._bounds = bounds
        self._heaps = [_Heap() for _ in range(len(bounds) + 1)]

    def put(self, number: int, key: str) -> None:
        """Put a key where it belongs."""
        self._heaps[bisect_right(self._bounds, key)].put(number, key)

    def taken(self) -> Iterator[_Heap]:
        """The heaps in their order; what was taken is not kept."""
        self._heaps.reverse()
        while self._heaps:
            yield self._heaps.pop()
