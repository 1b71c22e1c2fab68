"""Payments counted by their kind, many at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stancer_tui.store.packed_rows import PackedRows
from stancer_tui.store.row_columns import NO_DATE
from stancer_tui.store.row_values import numbers

_EXACT = 2**53
"""Up to here sums are exact in the numbers that the processor adds."""

_ROOMY = 4
"""Counters a row for which there is room."""


@dataclass(frozen=True, slots=True)
class KindTally:
    """What a stretch of slots comes to; rows that are kept whole are left out."""

    kinds: list[tuple[int, int, int]]
    """Kind, how many, and their amount in minor units; within the dates alone."""
    times: list[tuple[int, int, int]]
    """Group, piece of time, and how many; within the dates alone."""
    undated: int
    listed: list[tuple[int, int]]
    """The slots of the kinds that are listed one by one, and when each was created; also out of the dates."""


def tally_kinds(
    rows: PackedRows,
    slots: range,
    dates: tuple[float, float],
    *,
    groups: list[int],
    seconds: int,
    listed: list[int],
) -> KindTally:
    """Count the rows of some slots within `dates` (Unix seconds, both ends included).

    `groups` gives the group of each kind, `seconds` is how long a piece of time is, `listed` are kinds whose
    rows are told one by one.
    """
    stretch = slice(slots.start, slots.stop)
    kinds, created = numbers(rows.kind_of)[stretch], numbers(rows.created)[stretch]
    packed = np.ones(len(kinds), np.bool_)
    packed[[slot - slots.start for slot in rows.whole if slot in slots]] = False
    dated = created != NO_DATE
    inside = packed & dated & (created >= dates[0]) & (created <= dates[1])
    chosen, amounts = kinds[inside], numbers(rows.amounts)[stretch][inside]
    counts = np.bincount(chosen, minlength=len(rows.kinds)).tolist()
    sums = _sums(chosen, amounts, len(rows.kinds))
    many = max(groups, default=0) + 1
    which = np.array(groups, np.int64)[chosen]
    times = _counted(created[inside] // seconds, which, many)
    return KindTally(
        [(kind, count, sums[kind]) for kind, count in enumerate(counts) if count],
        times,
        int(np.count_nonzero(packed & ~dated)),
        _told(slots.start, created, packed & dated & np.isin(kinds, listed)) if listed else [],
    )


def _counted(pieces: npt.NDArray[Any], which: npt.NDArray[Any], many: int) -> list[tuple[int, int, int]]:
    """Group, piece of time and how many; `which` is the group of each row, of so many."""
    first = int(pieces.min()) if len(pieces) else 0
    span = int(pieces.max()) - first + 1 if len(pieces) else 0
    if span * many <= _ROOMY * len(pieces):  # without sorting, where most counts are of something
        counts = np.bincount((pieces - first) * many + which)
        keys = np.flatnonzero(counts)
        number = counts[keys]
    else:
        keys, number = np.unique((pieces - first) * many + which, return_counts=True)
    return [
        (key % many, key // many + first, count)
        for key, count in zip(keys.tolist(), number.tolist(), strict=True)
    ]


def _told(start: int, created: npt.NDArray[Any], wanted: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    places = np.flatnonzero(wanted)
    return list(zip((places + start).tolist(), created[places].tolist(), strict=True))


def _sums(kinds: npt.NDArray[Any], amounts: npt.NDArray[Any], many: int) -> list[int]:
    largest = max(int(amounts.max()), -int(amounts.min())) if len(amounts) else 0
    if largest * len(amounts) < _EXACT:
        return [round(each) for each in np.bincount(kinds, weights=amounts, minlength=many).tolist()]
    sums = [0] * many
    for kind, amount in zip(kinds.tolist(), amounts.tolist(), strict=True):
        sums[kind] += amount
    return sums
