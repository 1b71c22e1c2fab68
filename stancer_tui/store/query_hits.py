"""What a query finds among slots of an index; what does the work is imported with the first search."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.query import Query

if TYPE_CHECKING:
    from stancer_tui.store.matching import Matcher


class QueryHits:
    """Judges the rows of an index by queries; what the last one decided of kinds and payers is kept."""

    def __init__(self, index: PaymentIndex) -> None:
        self._index = index
        self._last: tuple[Query, Matcher] | None = None

    def matcher(self, query: Query, known: Query | None = None) -> "Matcher":
        """What judges slots by a query; all of them are hits of `known` already."""
        from stancer_tui.store.matching import Matcher

        return Matcher(self._index.rows, self._index.slot_of, query, known)

    def among(self, query: Query, slots: Sequence[int]) -> list[int]:
        """Those of a few slots that are hits."""
        import numpy as np

        if self._last is None or self._last[0] != query:
            self._last = (query, self.matcher(query))
        wanted = np.array(slots, np.int32)
        found: list[int] = wanted[self._last[1].hits(wanted)].tolist()
        return found

    def with_late(
        self, query: Query, found: "array[int]", late: Sequence[int], order: "array[int]"
    ) -> "array[int]":
        """The slots that were found, and those of the late ones that are hits now, as they are in `order`."""
        import numpy as np

        from stancer_tui.store.row_values import picked, slot_array, without

        hits = np.concatenate((without(found, late), np.array(self.among(query, late), np.int32)))
        return slot_array(picked(np.array(order, np.int32), hits))

    def forget(self) -> None:
        """Decide anew: rows are gone, or found by other words."""
        self._last = None
