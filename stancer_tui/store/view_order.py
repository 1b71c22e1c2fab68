"""The order of all rows in which a view shows its hits."""

from array import array
from collections.abc import Callable, Collection, Sequence
from typing import Any

from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.models.row_parts import PartKey, TextKey
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_order import insert, remove

SortKey = Callable[[ListedPayment], Any]
"""What a row is sorted by; None where there is nothing to sort by."""


class ViewOrder:
    """Every slot of an index: newest first, or sorted by a key of the rows.

    Ties stand newest first, rows without a key last.
    """

    def __init__(self, index: PaymentIndex) -> None:
        self.slots: array[int] = index.order
        self.key: SortKey | None = None
        self.descending = False
        self._index = index

    @property
    def natural(self) -> bool:
        """Whether it is newest first."""
        return self.key is None

    def take(self, key: SortKey | None, slots: "array[int] | None", *, descending: bool = False) -> None:
        """Stand in another order from now on; without a key newest first."""
        self.key, self.descending = key, descending
        self.slots = self._index.order if key is None or slots is None else slots

    def rank(self, slot: int) -> Any:
        """What it compares."""
        natural, key = self._index.rank(slot), self.key
        if key is None:
            return natural
        rows = self._index.rows
        value = key(rows.part_row(key.part, slot) if isinstance(key, PartKey | TextKey) else rows[slot])
        if value is None:
            return (True, 0, natural)
        return (False, _Descending(value) if self.descending else value, natural)

    def lose(self, slot: int) -> None:
        """For the index: a slot is about to change."""
        if not self.natural:
            remove(self.slots, slot, self.rank)

    def took(self, slots: Sequence[int]) -> None:
        """For the index: slots are new or changed; the natural order knows them already."""
        if not self.natural:
            insert(self.slots, slots, self.rank)

    def put_right(self, late: Collection[int]) -> None:
        """Put slots that came or changed while the others were sorted into their places."""
        if late and not self.natural:
            from stancer_tui.store.row_values import slot_array, without

            self.slots = slot_array(without(self.slots, late))
            insert(self.slots, sorted(late), self.rank)

    def forget(self) -> None:
        """For the index: every row is gone."""
        self.slots = self._index.order if self.natural else array("i")


class _Descending:
    """A sort value that compares the other way round."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Descending) and bool(self.value == other.value)

    def __lt__(self, other: "_Descending") -> bool:
        return bool(other.value < self.value)

    __hash__ = None  # type: ignore[assignment] # Python's way to say: not hashable
