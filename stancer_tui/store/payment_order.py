"""Slots in an order, found and put in by what the order compares."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

Rank = Callable[[int], Any]
"""What an order compares of a slot."""

_FEW = 8
"""With so many known slots for each new one it is cheaper to put them in one by one."""


def find(order: "array[int]", slot: int, rank: Rank) -> int | None:
    """Where a slot stands, or None."""
    place = bisect_left(order, rank(slot), key=rank)
    return place if place < len(order) and order[place] == slot else None


def remove(order: "array[int]", slot: int, rank: Rank) -> None:
    """Take a slot out, where it is there."""
    place = find(order, slot, rank)
    if place is not None:
        del order[place]


def insert(order: "array[int]", slots: Sequence[int], rank: Rank, *, ranked: bool = False) -> None:
    """Put slots into an order, in one piece where they fall between two neighbours.

    `ranked` says that they stand in that order already.
    """
    if not slots:
        return
    batch = slots if ranked else sorted(slots, key=rank)
    first = bisect_left(order, rank(batch[0]), key=rank)
    last = bisect_left(order, rank(batch[-1]), lo=first, key=rank)
    if first == last:
        order[first:first] = array("i", batch)
    elif last - first > _FEW * len(batch):
        for slot in reversed(batch):
            order.insert(bisect_left(order, rank(slot), lo=first, key=rank), slot)
    else:
        order[first:last] = array("i", sorted([*order[first:last], *batch], key=rank))
