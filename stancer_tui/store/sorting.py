"""Slots sorted by a column: a key is asked once of each kind and payer, and numbers are compared.

What asks for many keys goes on in pieces; what only compares numbers can be done by a thread, which leaves
the program its turn meanwhile.
"""

from array import array
from collections.abc import Callable, Generator, Iterator
from functools import cache
from itertools import islice
from time import perf_counter
from typing import Any, TypeVar

import numpy as np

from stancer_tui.models.row_parts import JoinedKey, Part, PartKey, TextKey
from stancer_tui.store.packed_rows import PackedRows
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.row_columns import NO_DATE
from stancer_tui.store.row_values import Flags, Slots, picked, slot_array, without
from stancer_tui.store.sort_ranks import NONE, Ranks, ranks_of
from stancer_tui.store.text_ranks import NO_RANK, Places
from stancer_tui.store.view_order import SortKey

T = TypeVar("T")

Placed = Callable[[], "Placing"]
"""Gives the rank of each slot, once all keys are there."""

Steps = Generator[None, None, tuple[T, set[int]]]
"""Goes on a step at a time; gives what it made, and the slots that are to be put in afterwards."""

_PIECE = 500
"""Keys that are asked for before other work gets its turn."""

_LATE = 64
"""Slots that can be put in one by one when the others are sorted."""

_SAMPLED = 64
"""Of so many ranks one is looked at to see which are far behind."""

_LOOKED_AT = 32_768
"""Slots among which those with one rank are looked for at once."""

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
        self._placed: Placed | None = None
        self._preparing = _prepared(index.rows, key)

    def prepare(self, seconds: float) -> bool:
        """Ask for keys for about so long; whether there are more to be asked for."""
        end = perf_counter() + seconds
        while self._placed is None:
            try:
                next(self._preparing)
            except StopIteration as ended:
                self._placed, late = ended.value
                if late:
                    self.late |= late
                    self._natural = without(self._natural, late)
            else:
                if perf_counter() >= end:
                    return True
        return False

    def first(self, many: int, among: "array[int] | None" = None) -> "array[int]":
        """The slots that come first; `among` some, where only those are wanted."""
        slots = self._near(many) if among is None else picked(self._natural, np.array(among, np.int32))
        ranks = self._ranks_of(slots)
        if len(slots) <= many:
            return slot_array(slots[np.argsort(ranks, kind="stable")])
        last = np.partition(ranks, many - 1)[many - 1]
        before = np.flatnonzero(ranks < last)
        equal = np.flatnonzero(ranks == last)[: many - len(before)]
        return slot_array(slots[np.concatenate((before[np.argsort(ranks[before], kind="stable")], equal))])

    def whole(self) -> "array[int]":
        """Every slot in its place."""
        slots = self._natural
        return slot_array(slots[np.argsort(self._ranks_of(slots), kind="stable")])

    def _near(self, many: int) -> Slots:
        """Slots that come before the others, `many` at least: what is far behind is looked at once."""
        slots = self._natural
        sample, likely = self._ranks_of(slots[::_SAMPLED]), 2 * many // _SAMPLED + 8
        if likely >= len(sample):
            return slots
        last = int(np.partition(sample, likely)[likely])
        if last == np.iinfo(sample.dtype).max:
            return slots
        near = slots[self._placing.before(last, descending=self.descending)[slots]]
        if len(near) < many:
            near = np.concatenate((near, *self._with_rank(last, many - len(near))))
        return near if len(near) >= many else slots

    def _with_rank(self, rank: int, many: int) -> Iterator[Slots]:
        """The newest slots with a rank, so many or a few more: of statuses most rows have one."""
        for start in range(0, len(self._natural), _LOOKED_AT):
            slots = self._natural[start : start + _LOOKED_AT]
            found = slots[self._ranks_of(slots) == rank]
            yield found
            many -= len(found)
            if many <= 0:
                return

    def _ranks_of(self, slots: Slots) -> Ranks | Places:
        """What stands in place of their keys: the smallest comes first."""
        ranks = self._placing.of(slots)
        if self.descending:
            np.negative(ranks, out=ranks, where=ranks != np.iinfo(ranks.dtype).max)
        return ranks

    @property
    def _placing(self) -> "Placing":
        if self._placed is None:
            raise RuntimeError("the keys were not asked for")
        return self._placed()


def _prepared(rows: PackedRows, key: SortKey) -> Steps[Placed]:
    """Ask for the keys: what is needed of the rows is copied, for they change meanwhile."""
    late = set(rows.whole)
    if len(late) > _LATE or not isinstance(key, PartKey | TextKey | JoinedKey):
        keys = yield from _gathered(map(key, rows))
        return cache(lambda: Placing(ranks_of(keys))), set()
    if isinstance(key, JoinedKey):
        major, (minor, unranked) = _by_part(rows, key.first), (yield from _by_text(rows, key.second))
        return cache(lambda: JoinedPlacing(major(), minor())), late | unranked
    if isinstance(key, TextKey):
        of_texts, unranked = yield from _by_text(rows, key)
        return cache(of_texts), late | unranked
    return cache(_by_part(rows, key)), late


def _by_text(rows: PackedRows, key: TextKey) -> Steps[Placed]:
    """What gives the rank of each slot by a text, once there are ranks for all but a few."""
    texts = rows.ranks_of(key)
    while (texts.missing > _LATE or not len(texts.ranks)) and texts.go_on():
        yield
    known = texts.ranks
    if key.part is not Part.PAYER:
        return lambda: Placing(known), set(range(len(known), len(rows)))
    of = np.array(rows.payer_of, np.int32)
    unranked = np.flatnonzero(of >= len(known))
    of[unranked] = 0
    return lambda: PartPlacing(known, of), set(unranked.tolist())


def _by_part(rows: PackedRows, key: PartKey) -> Placed:
    """What gives the rank of each slot by a key that compares numbers, or is asked once a kind."""
    match key.part:
        case Part.KIND:
            keys, of = list(map(key, rows.kinds)), np.array(rows.kind_of, np.int32)
            return lambda: PartPlacing(_narrow(ranks_of(keys)), of)
        case Part.AMOUNT:
            return _by_amount(rows)
        case Part.CREATED:
            created = np.array(rows.created, np.int64)
            created[created == NO_DATE] = NONE  # another array of a million takes longer than to sort it
            return lambda: Placing(created)
        case _:
            raise ValueError("texts are sorted by their ranks")


def _by_amount(rows: PackedRows) -> Placed:
    """By currency, and by amount where that is the same; most merchants have one."""
    amounts = np.array(rows.amounts, np.int64)
    currencies = [kind.currency for kind in rows.kinds]
    if len(set(currencies)) == 1:
        return lambda: Placing(amounts)
    of = np.array(rows.kind_of, np.int32)

    def made() -> Placing:
        ranks: Ranks = ranks_of(currencies)[of]
        ranks <<= _MONEY_BITS
        ranks += amounts
        return Placing(ranks)

    return made


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


class Placing:
    """The rank of each slot; the largest number of its type has no key."""

    def __init__(self, ranks: Ranks | Places) -> None:
        self._ranks = ranks

    def of(self, slots: Slots) -> Ranks | Places:
        """The ranks of some slots, as numbers of their own."""
        return self._ranks[slots]

    def every(self) -> Ranks | Places:
        """The rank of each slot."""
        return self._ranks

    def before(self, last: int, *, descending: bool) -> Flags:
        """Which slots stand before `last`: descending it has the other sign, as where they are sorted."""
        if descending:
            flags: Flags = (self._ranks > -last) & (self._ranks != np.iinfo(self._ranks.dtype).max)
        else:
            flags = self._ranks < last
        return flags


class PartPlacing(Placing):
    """By the ranks of kinds or payers, of which each slot has one: there are fewer of them than slots."""

    def __init__(self, ranks: Ranks | Places, part_of: Slots) -> None:
        super().__init__(ranks)
        self._part_of = part_of

    def of(self, slots: Slots) -> Ranks | Places:
        """The ranks of some slots, as numbers of their own."""
        return self._ranks[self._part_of[slots]]

    def every(self) -> Ranks | Places:
        """The rank of each slot."""
        return self._ranks[self._part_of]

    def before(self, last: int, *, descending: bool) -> Flags:
        """Compared once a part."""
        return super().before(last, descending=descending)[self._part_of]


class JoinedPlacing(Placing):
    """By one rank, then by another: without that a slot stands before those that have it."""

    def __init__(self, major: Placing, minor: Placing) -> None:
        super().__init__(major.every())
        self._minor = minor.every()

    def of(self, slots: Slots) -> Ranks:
        """Each step in place: a new array of a million numbers takes longer than what is put into it."""
        major, minor = self._ranks[slots], self._minor[slots]
        both: Ranks = major.astype(np.int64)
        both <<= _BITS
        both += np.where(minor == NO_RANK, -1, minor)
        both += 1
        both[major == np.iinfo(major.dtype).max] = NONE
        return both

    def before(self, last: int, *, descending: bool) -> Flags:
        """Compared apart: to join a million takes longer than all else that the first of them need."""
        major, minor = divmod(-last if descending else last, 1 << _BITS)
        here, without_minor = self._ranks == major, self._minor == NO_RANK
        if descending:
            flags: Flags = (self._ranks > major) & (self._ranks != np.iinfo(self._ranks.dtype).max)
            flags |= here & (self._minor >= minor) & ~without_minor
        else:
            flags = self._ranks < major
            flags |= here & ((self._minor < minor - 1) | (without_minor & (minor > 0)))
        return flags
