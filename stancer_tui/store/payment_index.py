"""The payments of a loaded window, in memory: newest first, and what views of it are told of."""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import lt
from typing import TYPE_CHECKING, Any, Protocol
from weakref import WeakSet

from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.models.row_parts import PartFacet, SearchText
from stancer_tui.store.id_slots import IdSlots
from stancer_tui.store.packed_rows import PackedRows
from stancer_tui.store.payment_order import insert, remove
from stancer_tui.store.row_columns import NO_DATE

if TYPE_CHECKING:
    from stancer_tui.store.query import Facet


_NOTED = 20_000
"""Rows from which on it is noted what stands in their texts: fewer are searched through in no time."""


class Follower(Protocol):
    """What is told of each change."""

    def lose(self, slot: int, /) -> None:
        """A slot is about to change."""
        ...

    def took(self, slots: Sequence[int], /) -> None:
        """Slots are new or changed."""
        ...

    def forget(self) -> None:
        """Every row is gone."""
        ...

    def reworded(self) -> None:
        """Rows are found by other words."""
        ...


class PaymentIndex:
    """Rows by id, each with its search text built once, and the views that show them.

    A row keeps its slot (a position into `rows`) for life; order is a list of slots, newest first by
    (`created`, `id`), rows without a date last. A row read again replaces the older reading in its slot.
    `text` says by which words a row is found.
    """

    def __init__(self, text: SearchText) -> None:
        self.text = text
        self.rows = PackedRows(text)
        self.order = array("i")
        self.revision = 0
        self._ids = IdSlots(self.key_of)
        self._names: dict[int, str] = {}
        self._followers: WeakSet[Follower] = WeakSet()

    def __len__(self) -> int:
        return len(self.rows)

    def follow(self, follower: Follower) -> None:
        """Tell somebody of each change from now on, for as long as they are held."""
        self._followers.add(follower)

    def get(self, key: str) -> ListedPayment | None:
        """The row of an id, or None."""
        slot = self._ids.get(key)
        return None if slot is None else self.rows[slot]

    def slot_of(self, key: str) -> int | None:
        """The slot of an id, or None."""
        return self._ids.get(key)

    def key_of(self, slot: int) -> str:
        """The id of the row in a slot; a name of our own for an unreadable row without an id."""
        return self._names.get(slot) or self.rows.key(slot) or ""

    def counts(self, facet: "Facet") -> Mapping[Any, int]:
        """How many rows have each value of a facet that reads their kind or their payer."""
        from stancer_tui.store.row_values import counts

        return counts(self.rows, facet)

    @property
    def newest(self) -> int | None:
        """The `created` of the newest row (Unix seconds), where a refresh goes on."""
        return self._created(self.order[0]) if self.order else None

    @property
    def oldest(self) -> int | None:
        """The `created` of the oldest dated row (Unix seconds)."""
        dated = map(self._created, reversed(self.order))
        return next((created for created in dated if created is not None), None)

    def between(self, first: int, last: int) -> Sequence[int]:
        """The slots of a stretch of time (Unix seconds, both ends included), newest first."""
        start = bisect_left(self.order, (False, -last), key=self._age)
        return self.order[start : bisect_right(self.order, (False, -first), key=self._age)]

    def of_amount(self, amount: int, slots: Iterable[int]) -> list[int]:
        """Those of the slots whose amount may be this one, in minor units, in the order given."""
        amounts, whole = self.rows.amounts, self.rows.whole
        return [slot for slot in slots if amounts[slot] == amount or slot in whole]

    def newer(self, since: int) -> int:
        """How many rows are not older than a moment (Unix seconds)."""
        return bisect_right(self.order, (False, -since), key=self._age)

    def refunded(self) -> Iterator[ListedPayment]:
        """The rows that have refunds, in the order of their slots."""
        slots = {*self.rows.refunds, *self.rows.whole}
        return (row for row in map(self.rows.__getitem__, sorted(slots)) if getattr(row, "refunds", ()))

    def add(self, rows: Iterable[ListedPayment]) -> int:
        """Take in a batch, in any order; returns how many rows are new.

        A batch that falls between two known rows, as pages do, costs one insertion whatever the size.
        """
        fresh = _by_key(list(rows))
        known = self._ids.slots_of(fresh)
        changed: dict[int, ListedPayment] = {}
        if known.count(None) < len(known):
            pairs = list(zip(known, fresh.items(), strict=True))
            fresh = dict(item for slot, item in pairs if slot is None)
            changed = {slot: row for slot, (_, row) in pairs if slot is not None and self.rows[slot] != row}
        if not fresh and not changed:
            return 0
        start = len(self.rows)
        if fresh:
            self._append(fresh)
        for slot, row in changed.items():
            self._replace(slot, row)
        if start >= _NOTED:
            self.rows.note_words()  # a page has fewer rows than are noted at once: this keeps up
        slots = range(start, len(self.rows))
        rising = self._rising(start)
        insert(self.order, slots[::-1] if rising else slots, self.rank, ranked=rising)
        for follower in self._followers:
            follower.took([*slots, *changed])
        self.revision += 1
        return len(fresh)

    def reword(self) -> None:
        """Build every search text anew, as when another language is spoken."""
        self.rows.reword()
        for follower in self._followers:
            follower.reworded()

    def keep(self, facets: Iterable[PartFacet]) -> None:
        """Keep what is needed to find rows by these facets up with the rows from now on."""
        for facet in facets:
            self.rows.hashes_of(facet)

    def clear(self) -> None:
        """Forget every row, as when the window or the mode changes."""
        kept = self.rows.kept
        self.rows = PackedRows(self.text)
        self.keep(kept)
        del self.order[:]
        self._ids = IdSlots(self.key_of)
        self._names.clear()
        for follower in self._followers:
            follower.forget()
        self.revision += 1

    def rank(self, slot: int) -> tuple[bool, int, "_Key"]:
        """What the order newest first compares; the id is looked up only where the rest is equal."""
        return (*self._age(slot), _Key(self, slot))

    def _created(self, slot: int) -> int | None:
        created = self.rows.created[slot]
        return None if created == NO_DATE else created

    def _age(self, slot: int) -> tuple[bool, int]:
        created = self.rows.created[slot]
        return (True, 0) if created == NO_DATE else (False, -created)

    def _rising(self, start: int) -> bool:
        """Whether each row from a slot on is newer than the one before, as the API lists them."""
        created = self.rows.created[start:]
        return NO_DATE not in created[:1] and all(map(lt, created, created[1:]))

    def _append(self, fresh: Mapping[str, ListedPayment]) -> None:
        named = enumerate(fresh.items(), len(self.rows))
        self._names.update((slot, key) for slot, (key, row) in named if row.id is None)
        self._ids.extend(fresh)
        self.rows.extend(list(fresh.values()))

    def _replace(self, slot: int, row: ListedPayment) -> None:
        """Put a newer reading into its slot; it leaves every order by the rank it had there."""
        for follower in self._followers:
            follower.lose(slot)
        moved = self._created(slot) != row.created
        if moved:
            remove(self.order, slot, self.rank)
        self.rows.replace(slot, row)
        if moved:
            insert(self.order, [slot], self.rank)


class _Key:
    """The id of a slot, read when it is compared."""

    __slots__ = ("_index", "slot")

    def __init__(self, index: PaymentIndex, slot: int) -> None:
        self._index = index
        self.slot = slot

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.slot == other.slot

    def __lt__(self, other: "_Key") -> bool:
        return self._index.key_of(self.slot) < self._index.key_of(other.slot)

    __hash__ = None  # type: ignore[assignment] # Python's way to say: not hashable


def _by_key(rows: Sequence[ListedPayment]) -> dict[str, ListedPayment]:
    """Rows by the id that tells them apart; of those with the same one the last.

    An unreadable row without an id goes by its date, its reason and its number among equals of the batch:
    reading the same page again must not show it twice.
    """
    equals: Counter[str] = Counter()
    keys: list[str] = []
    for row in rows:
        if row.id is not None:
            keys.append(row.id)
        else:
            name = f"?{row.created}:{row.reason}"
            keys.append(f"{name}:{equals[name]}")
            equals[name] += 1
    return dict(zip(keys, rows, strict=True))
