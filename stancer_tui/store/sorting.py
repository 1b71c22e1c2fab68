"""Slots sorted by a column: a key is asked once of each kind and payer, and numbers are compared.

What asks for many keys goes on in pieces; what only compares numbers can be done by a thread, which leaves
the program its turn meanwhile.
"""

from array import array
from collections.abc import Callable, Collection, Generator, Iterator
from itertools import islice
from time import perf_counter
from typing import Any

import numpy as np

from stancer_tui.models.row_parts import JoinedKey, Part, PartKey, TextKey
from stancer_tui.store.packed_rows import PackedRows
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.row_columns import NO_DATE
from stancer_tui.store.row_values import Slots, picked, slot_array, without
from stancer_tui.store.sort_ranks import NONE, Ranks, ranks_of
from stancer_tui.store.text_ranks import NO_RANK, Places
from stancer_tui.store.view_order import SortKey

Made = Callable[[], Ranks | Places]
"""Gives the rank of each slot; the largest number of its type has no key."""

_PIECE = 500
"""Keys that are asked for before other work gets its turn."""

_LATE = 64
"""Slots that can be put in one by one when the others are sorted."""

_SAMPLED = 64
"""Of so many ranks one is looked at to see which are far behind."""

_BITS = 31
_MONEY_BITS = 52


class PaymentSort:
    """Sorts the slots that an index has now: `prepare` to the end, then `first` and `whole`, from any thread.

    Ties stand newest first, rows without a key last. `late` are a few slots that are to be put in afterwards.
    """

    def __init__(self, index: PaymentIndex, key: SortKey, *, descending: bool) -> None:
        self.key = key
        self.descending = descending
        self.late: set[int] = set()
        self._natural: Slots = np.array(index.order, np.int32)
        self._ranks: Made | None = None
        self._preparing = self._steps(index.rows)

    def prepare(self, seconds: float) -> bool:
        """Ask for keys for about so long; whether there are more to be asked for."""
        end = perf_counter() + seconds
        while next(self._preparing, True) is None:
            if perf_counter() >= end:
                return True
        return False

    def first(self, many: int, among: "array[int] | None" = None) -> "array[int]":
        """The slots that come first; `among` some, where only those are wanted."""
        slots, ranks = self._placed(among)
        if len(slots) <= many:
            return slot_array(slots[np.argsort(ranks, kind="stable")])
        near = _near(ranks, many)
        slots, ranks = slots[near], ranks[near]
        last = np.partition(ranks, many - 1)[many - 1]
        before = np.flatnonzero(ranks < last)
        equal = np.flatnonzero(ranks == last)[: many - len(before)]
        return slot_array(slots[np.concatenate((before[np.argsort(ranks[before], kind="stable")], equal))])

    def whole(self) -> "array[int]":
        """Every slot in its place."""
        slots, ranks = self._placed(None)
        return slot_array(slots[np.argsort(ranks, kind="stable")])

    def _placed(self, among: "array[int] | None") -> tuple[Slots, Ranks | Places]:
        """Slots newest first, and what stands in place of their keys: the smallest comes first."""
        slots = self._natural
        if among is not None:
            slots = picked(slots, np.array(among, np.int32))
        if self._ranks is None:
            raise RuntimeError("the keys were not asked for")
        ranks = self._ranks()[slots]
        if self.descending:
            np.negative(ranks, out=ranks, where=ranks != np.iinfo(ranks.dtype).max)
        return slots, ranks

    def _steps(self, rows: PackedRows) -> Iterator[None]:
        """Make `_ranks`: what it needs of the rows is copied, for they change meanwhile."""
        key = self.key
        if len(rows.whole) > _LATE or not isinstance(key, PartKey | TextKey | JoinedKey):
            keys = yield from _gathered(map(key, rows))
            self._ranks = _once(lambda: ranks_of(keys))
            return
        self._wait_for(rows.whole)
        if isinstance(key, JoinedKey):
            major, minor = _by_part(rows, key.first), (yield from self._by_text(rows, key.second))
            self._ranks = _once(lambda: _joined(major(), minor()))
        elif isinstance(key, TextKey):
            self._ranks = _once((yield from self._by_text(rows, key)))
        else:
            self._ranks = _once(_by_part(rows, key))

    def _by_text(self, rows: PackedRows, key: TextKey) -> Generator[None, None, Made]:
        """What gives the rank of each slot by a text, once there are ranks for all but a few."""
        texts = rows.ranks_of(key)
        while (texts.missing > _LATE or not len(texts.ranks)) and texts.go_on():
            yield
        known = texts.ranks
        if key.part is not Part.PAYER:
            self._wait_for(range(len(known), len(rows)))
            return lambda: known
        of = np.array(rows.payer_of, np.int32)
        self._wait_for(np.flatnonzero(of >= len(known)).tolist())
        return lambda: known[np.minimum(of, len(known) - 1)]

    def _wait_for(self, slots: Collection[int]) -> None:
        """Leave these out: they are put in when the others are sorted."""
        if slots:
            self.late.update(slots)
            self._natural = without(self._natural, slots)


def _by_part(rows: PackedRows, key: PartKey) -> Made:
    """What gives the rank of each slot by a key that compares numbers, or is asked once a kind."""
    match key.part:
        case Part.KIND:
            keys, of = list(map(key, rows.kinds)), np.array(rows.kind_of, np.int32)
            return lambda: _narrow(ranks_of(keys))[of]
        case Part.AMOUNT:
            return _by_amount(rows)
        case Part.CREATED:
            created = np.array(rows.created, np.int64)
            return lambda: np.where(created == NO_DATE, NONE, created)
        case _:
            raise ValueError("texts are sorted by their ranks")


def _by_amount(rows: PackedRows) -> Made:
    """By currency, and by amount where that is the same; most merchants have one."""
    amounts = np.array(rows.amounts, np.int64)
    currencies = [kind.currency for kind in rows.kinds]
    if len(set(currencies)) == 1:
        return lambda: amounts
    of = np.array(rows.kind_of, np.int32)

    def made() -> Ranks:
        ranks: Ranks = ranks_of(currencies)[of]
        ranks <<= _MONEY_BITS
        ranks += amounts
        return ranks

    return made


def _near(ranks: Ranks | Places, many: int) -> Slots:
    """Where the ranks up to some one are, `many` at least: what is far behind is looked at once."""
    sample = ranks[::_SAMPLED]
    likely = 2 * many // _SAMPLED + 8
    if likely < len(sample):
        near = np.flatnonzero(ranks <= np.partition(sample, likely)[likely])
        if len(near) >= many:
            return near.astype(np.int32)
    return np.arange(len(ranks), dtype=np.int32)


def _narrow(ranks: Ranks) -> Places:
    """Half as much to walk through."""
    places: Places = np.unique(ranks, return_inverse=True)[1].astype(np.int32)
    places[ranks == NONE] = NO_RANK
    return places


def _gathered(keys: Iterator[Any]) -> Generator[None, None, list[Any]]:
    """All keys, some at a time."""
    found: list[Any] = []
    while few := list(islice(keys, _PIECE)):
        found += few
        yield
    return found


def _joined(major: Ranks | Places, minor: Ranks | Places) -> Ranks:
    """Each step in place: a new array of a million numbers takes longer than what is put into it."""
    both: Ranks = major.astype(np.int64)
    both <<= _BITS
    both += np.where(minor == NO_RANK, -1, minor)
    both += 1
    both[major == np.iinfo(major.dtype).max] = NONE
    return both


def _once(made: Made) -> Made:
    kept: list[Ranks | Places] = []

    def get() -> Ranks | Places:
        if not kept:
            kept.append(made())
        return kept[0]

    return get
