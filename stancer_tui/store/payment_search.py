"""A search through many rows in pieces: what is found first is shown at once, keys come between."""

from array import array
from collections.abc import Callable
from math import inf
from time import perf_counter

import numpy as np

from stancer_tui.store.row_values import Flags, Slots, picked, slot_array

Hits = Callable[[Slots], Flags]
"""Which of some slots are hits."""

_FIRST, _LARGEST = 512, 32_768
"""Slots of a piece."""

_FEW = 10_000
"""Slots that are all looked at: that takes little longer than to paint twice."""

_LONG = 0.002
"""Seconds after which a piece was too large."""


class SlotRoom:
    """Room for a copy of the slots that a search looks at; fresh memory takes ten times as long to fill."""

    def __init__(self) -> None:
        self._room: Slots = np.empty(0, np.int32)

    def copy(self, slots: "array[int]") -> Slots:
        """A copy, until the next one is made."""
        many = len(slots)
        if many > len(self._room):
            self._room = np.empty(many + many // 8, np.int32)
        copied = self._room[:many]
        copied[:] = slots
        return copied


class PaymentSearch:
    """Finds the hits among `base`, in its order.

    Where neighbours in `base` are far apart in memory (`scattered`: it is sorted by something), only the
    first ones are looked at in that order; the others as they are kept, and they come at the end.
    """

    def __init__(self, base: Slots, hits: Hits, *, scattered: bool) -> None:
        self.found = array("i")
        self.done = False
        """Whether everything was looked at."""
        self._base = base
        self._hits = hits
        self._place = 0
        self._piece = _FIRST
        self._scattered = scattered and len(self._base) > _FIRST
        self._began = False
        self._kept: Slots | None = None
        self._kept_hits: list[Slots] = []

    def go_on(self, seconds: float, enough: float = inf) -> None:
        """Look on for about so long, one piece at least; no longer once `enough` hits of many were found."""
        end = perf_counter() + seconds
        while not self.done:
            began = perf_counter()
            self.done = self._look_at_piece()
            now = perf_counter()
            if now - began > _LONG:
                self._piece = max(self._piece // 2, _FIRST)
            elif (now - began) * 2 < _LONG:
                self._piece = min(self._piece * 2, _LARGEST)
            few_left = len(self._base) - self._place <= _FEW
            if now >= end or (len(self.found) >= enough and not few_left):
                return

    def left(self) -> Slots:
        """What was found and what was not looked at, in order: where a narrower search begins."""
        if self._scattered or not self._place:
            return self._base
        return np.concatenate((np.array(self.found, np.int32), self._base[self._place :]))

    def _look_at_piece(self) -> bool:
        """Look at the next piece; whether it was the last."""
        if self._scattered:
            return self._as_kept()
        piece = self._base[self._place : self._place + self._piece]
        self.found.frombytes(piece[self._hits(piece)].tobytes())
        self._place += len(piece)
        return self._place >= len(self._base)

    def _as_kept(self) -> bool:
        if not self._began:
            self._began = True
            first = self._base[:_FIRST]
            self.found.frombytes(first[self._hits(first)].tobytes())
            return False
        if self._kept is None:
            self._kept = np.sort(self._base)
        piece = self._kept[self._place : self._place + self._piece]
        self._kept_hits.append(piece[self._hits(piece)])
        self._place += len(piece)
        if self._place < len(self._kept):
            return False
        self.found[:] = slot_array(picked(self._base, np.concatenate(self._kept_hits)))
        return True
