"""What a field is for many rows at once: each kind and each payer is asked once."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from stancer_tui.models.row_parts import Part, PartFacet
from stancer_tui.store.packed_rows import PackedRows
from stancer_tui.store.query import Facet

Slots = npt.NDArray[np.int32]
"""Slots of rows, or numbers of kinds or payers."""

Flags = npt.NDArray[np.bool_]
"""Yes or no for each of them."""

_UNKNOWN = -1

_SPARSE = 16
"""Neighbours are not judged with those that are asked for where these are fewer than one in so many."""

_MANY = 4_096
"""After so many that are far apart it is likely that all will be asked for."""


def numbers(column: "array[int]") -> npt.NDArray[Any]:
    """A column as the processor reads it; let go of it before the column grows."""
    return np.asarray(column)


def slot_array(values: npt.NDArray[Any]) -> "array[int]":
    """Slots as an index and its views keep them."""
    copied = array("i")
    copied.frombytes(values.astype(np.int32, copy=False).tobytes())
    return copied


def without(order: "array[int] | Slots", slots: Collection[int]) -> Slots:
    """The slots in `order` but for some, in their order."""
    known = np.array(order, np.int32)
    return known[~np.isin(known, list(slots))]


def picked(order: Slots, wanted: Slots) -> Slots:
    """Those of the slots in `order` that are wanted, in their order."""
    flags = np.zeros(max(order.max(initial=-1), wanted.max(initial=-1)) + 1, np.bool_)
    flags[wanted] = True
    return order[flags[order]]


class Verdicts:
    """What was decided of each kind or payer: `judge` is asked once of each number.

    It is asked of 2 to the power of `shift` neighbours together, unless those asked for are far apart. Where
    that goes on, it is asked of all from the first on besides, so many at once as takes about as long.
    """

    def __init__(self, judge: Callable[[Slots], Flags | Sequence[bool]], *, shift: int = 0) -> None:
        self._judge = judge
        self._shift = shift
        self._known = np.full(0, _UNKNOWN, np.int8)
        self._refused = 0
        self._apart = 0
        self._ahead = 0

    def decide(self, count: int, possible: Slots) -> None:
        """Judge the first `count` at once: of these only a few that are possible can be accepted."""
        verdicts = np.asarray(self._judge(possible))
        self._make_room(count)
        self._known[:count] = False
        self._known[possible] = verdicts
        self._refused = 0 if verdicts.any() else count

    def of(self, wanted: Slots) -> Flags:
        """The verdict of each number."""
        if not len(wanted):
            return np.zeros(0, np.bool_)
        count = int(wanted.max()) + 1
        if count <= self._refused:
            return np.zeros(len(wanted), np.bool_)
        if count > len(self._known):
            self._make_room(max(count, 2 * len(self._known)))
        found = self._known[wanted]
        if found.min() == _UNKNOWN:
            self._ask(wanted[found == _UNKNOWN], count)
            found = self._known[wanted]
        return found.view(np.bool_)

    def _make_room(self, count: int) -> None:
        room = (count + (1 << self._shift)) >> self._shift << self._shift
        more = np.full(room - len(self._known), _UNKNOWN, np.int8)
        self._known = np.concatenate((self._known, more))

    def _ask(self, unknown: Slots, count: int) -> None:
        groups = self._known.reshape(-1, 1 << self._shift)
        asked = np.zeros(len(groups), np.bool_)
        asked[unknown >> self._shift] = True
        if len(unknown) * _SPARSE < np.count_nonzero(asked) << self._shift:
            wanted = np.zeros(count, np.bool_)
            wanted[unknown] = True
            self._go_ahead(wanted)
            new = np.flatnonzero(wanted)
        else:
            new = np.flatnonzero((groups == _UNKNOWN) & asked[:, np.newaxis])
            new = new[: np.searchsorted(new, count)]  # what comes behind may not have been there yet
        self._known[new] = self._judge(new.astype(np.int32))

    def _go_ahead(self, wanted: Flags) -> None:
        """Judge those that follow what was judged so; they are no longer `wanted`."""
        many = int(np.count_nonzero(wanted))
        self._apart += many
        if self._apart > _MANY:
            start, self._ahead = self._ahead, min(self._ahead + many * _SPARSE, len(wanted))
            new = np.flatnonzero(self._known[start : self._ahead] == _UNKNOWN) + start
            self._known[new] = self._judge(new.astype(np.int32))
            wanted[start : self._ahead] = False


def part_values(rows: PackedRows, facet: PartFacet, wanted: Sequence[int]) -> list[Any]:
    """The facet of some kinds or payers, by their numbers."""
    if facet.part is Part.KIND:
        return facet([rows.kinds[number] for number in wanted])
    return facet(rows.payer_rows(wanted))


def counts(rows: PackedRows, facet: Facet) -> Mapping[Any, int]:
    """How many rows have each value of a facet of their kind or their payer."""
    found: Counter[Any] = Counter()
    if not len(rows):
        return found
    if not isinstance(facet, PartFacet) or facet.part not in {Part.KIND, Part.PAYER}:
        found.update(facet(list(rows)))
        return found
    of, known = (
        (rows.kind_of, len(rows.kinds)) if facet.part is Part.KIND else (rows.payer_of, rows.payer_count)
    )
    tally = np.bincount(numbers(of), minlength=known)
    for slot in rows.whole:
        tally[of[slot]] -= 1
    values = facet(rows.kinds) if facet.part is Part.KIND else rows.payer_values(facet)
    for value, number in zip(values, tally.tolist(), strict=True):
        if number:
            found[value] += number
    found.update(facet(list(rows.whole.values())))
    return found
