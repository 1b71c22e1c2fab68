"""What a list of payments draws: an index searched and sorted."""

from array import array
from collections.abc import Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING, overload

from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_order import find, insert, remove
from stancer_tui.store.query import Query
from stancer_tui.store.query_hits import QueryHits
from stancer_tui.store.row_reader import RowReader
from stancer_tui.store.view_order import SortKey, ViewOrder

if TYPE_CHECKING:
    from stancer_tui.store.payment_search import PaymentSearch, SlotRoom
    from stancer_tui.store.row_values import Slots
    from stancer_tui.store.sorting import PaymentSort

TRAIL = 16
"""Hit lists kept of the keys typed before, so that deleting a character searches nothing."""

_TRAIL_SLOTS = 4_000_000
"""Hits in these lists together: four bytes each."""


class View:
    """What a list draws: `positions` are slots into the index's rows, searched and sorted.

    The list object changes when the search or the sorting does.
    A search that is `begin`-ed shows what was found so far until it has gone on to its end.
    """

    def __init__(self, index: PaymentIndex) -> None:
        self.index = index
        index.follow(self)
        self.query = Query()
        self.positions: array[int] = index.order
        self._order = ViewOrder(index)
        self.sorting: PaymentSort | None = None
        """What is being sorted in the background."""
        self._first_of: int | None = None
        """How many hits there are, while only those are shown that come first by what is being sorted."""
        self._trail: list[tuple[Query, array[int]]] = []
        self._search: PaymentSearch | None = None
        self._room: SlotRoom | None = None
        self._late: set[int] = set()
        self._moved: set[int] = set()
        self._hits = QueryHits(index)

    def __len__(self) -> int:
        return len(self.positions)

    @property
    def searching(self) -> bool:
        """Whether there may be more hits than were found."""
        return self._search is not None

    @property
    def hits(self) -> int:
        """How many rows are hits, as far as they were found; in the list for a moment stand fewer."""
        return len(self.positions) if self._first_of is None else self._first_of

    def row(self, position: int) -> ListedPayment:
        """The row at a place of the list."""
        return self.index.rows[self.positions[position]]

    def rows(self, start: int, stop: int) -> list[ListedPayment]:
        """The rows of a stretch of the list, as a screen needs them."""
        return [self.index.rows[slot] for slot in self.positions[start:stop]]

    def key(self, position: int) -> str:
        """The id at a place of the list, to find the place again after rows have arrived."""
        return self.index.key_of(self.positions[position])

    def position_of(self, key: str) -> int | None:
        """Where the row of an id stands now, or None when it is unknown or not among the hits."""
        slot = self.index.slot_of(key)
        if slot is None:
            return None
        if self._first_of is not None:
            return self.positions.index(slot) if slot in self.positions else None
        return find(self.positions, slot, self._order.rank)

    def search(self, wanted: Query | str) -> None:
        """Keep the hits of a query; a text is read as words alone."""
        self.begin(wanted)
        self.finish()

    def begin(self, wanted: Query | str) -> None:
        """Begin to look for the hits of a query: `go_on` finds them.

        A query that can only narrow the one before searches its hits; one typed before is remembered.
        """
        query = Query.parse(wanted) if isinstance(wanted, str) else wanted
        if query == self.query:
            return
        unfinished = self._search
        self._search = None
        if unfinished is not None and query.narrows(self.query):
            self._look(query, unfinished.left())
            return
        self._late.clear()
        while self._trail and not query.narrows(self._trail[-1][0]):
            self._trail.pop()
        known, base = self._trail[-1] if self._trail else (None, self._order.slots)
        if not query:
            self._trail.clear()
            self._show(query, self._order.slots)
        elif known == query:
            self._show(query, base)
        else:
            self._look(query, base, known)

    def go_on(self, seconds: float = 0, enough: float = inf) -> bool:
        """Look on for about so long, or until `enough` were found; whether there is more to be looked at."""
        if self._search is None:
            return False
        self._search.go_on(seconds, enough)
        if not self._search.done:
            return True
        found, self._search = self._search.found, None
        if self._late:
            found = self._with_late(found)
        self._show(self.query, found)
        self._trail.append((self.query, found))
        while len(self._trail) > TRAIL or (
            len(self._trail) > 1 and sum(len(hits) for _, hits in self._trail) > _TRAIL_SLOTS
        ):
            del self._trail[0]
        return False

    def finish(self) -> None:
        """Look for the hits, and sort, to the end."""
        while self.go_on(inf):
            pass
        if self.sorting is not None:
            self.sorting.prepare(inf)
            self.show_sorted(self.sorting, self.sorting.whole())
            self.finish()

    def sort(self, key: SortKey | None, *, descending: bool = False) -> None:
        """Sort by a key of the rows, ties newest first, rows without a key last; None is newest first."""
        if key is not None:
            self.begin_sort(key, descending=descending)
            self.finish()
            return
        self.sorting = None
        self._order.take(None, None)
        self.search_again()

    def begin_sort(self, key: SortKey, *, descending: bool = False) -> "PaymentSort":
        """Begin to sort by a key: the list stays as it is until `show_sorted`."""
        from stancer_tui.store.sorting import PaymentSort

        self._moved.clear()
        self.sorting = PaymentSort(self.index, key, descending=descending)
        return self.sorting

    def show_first(self, sorting: "PaymentSort", slots: "array[int]") -> bool:
        """Show the hits that come first by what is being sorted; whether that is still asked for."""
        if self.sorting is sorting and not self.searching:
            hits = self.hits
            late = self._hits.among(self.query, sorted(sorting.late))
            order = ViewOrder(self.index)
            order.take(sorting.key, slots, descending=sorting.descending)
            order.put_right(late)
            many = len(slots) if len(slots) + len(late) < hits else hits
            self._show(self.query, order.slots[:many], first_of=hits)
        return self.sorting is sorting

    def show_sorted(self, sorting: "PaymentSort", slots: "array[int]") -> bool:
        """Show every slot as it was sorted, if nothing else was asked for meanwhile; whether it was shown."""
        if self.sorting is not sorting:
            return False
        self.sorting = None
        self._order.take(sorting.key, slots, descending=sorting.descending)
        self._order.put_right(self._moved | sorting.late)
        self._look_again()
        return True

    def search_again(self) -> None:
        """Look for the hits among all rows, whatever was found before."""
        self._look_again()
        self.finish()

    def reworded(self) -> None:
        """For the index: rows are found by other words."""
        self.search_again()

    def lose(self, slot: int) -> None:
        """For the index: a slot is about to change."""
        if self._search is None and self._first_of is None and self.positions is not self._order.slots:
            remove(self.positions, slot, self._order.rank)
        self._order.lose(slot)

    def took(self, slots: Sequence[int]) -> None:
        """For the index: slots are new or changed; the natural order knows them already."""
        self._order.took(slots)
        self._trail.clear()  # its lists know nothing of these slots
        if self.sorting is not None:
            self._moved.update(slots)
        if self._search is not None:
            self._late.update(slots)
        elif self._first_of is not None:
            self._first_of += len(self._hits.among(self.query, slots))
        elif self.positions is not self._order.slots:
            insert(self.positions, self._hits.among(self.query, slots), self._order.rank)
            self._trail.append((self.query, self.positions))

    def forget(self) -> None:
        """For the index: every row is gone."""
        self._trail.clear()
        self._late.clear()
        self._search = self.sorting = None
        self._hits.forget()
        self._order.forget()
        self._show(self.query, array("i") if self.query else self._order.slots)

    def _show(self, query: Query, positions: "array[int]", first_of: int | None = None) -> None:
        self.query, self.positions, self._first_of = query, positions, first_of

    def _look_again(self) -> None:
        self._search = None
        self._hits.forget()
        self._trail.clear()
        self._late.clear()
        if self.query:
            self._look(self.query, self._order.slots)
        else:
            self._show(self.query, self._order.slots)

    def _look(self, query: Query, base: "array[int] | Slots", known: Query | None = None) -> None:
        from stancer_tui.store.payment_search import PaymentSearch, SlotRoom

        if isinstance(base, array):
            if self._room is None:
                self._room = SlotRoom()
            base = self._room.copy(base)
        search = PaymentSearch(base, self._hits.matcher(query, known).hits, scattered=not self._order.natural)
        self._search = search
        self._show(query, search.found)

    def _with_late(self, found: "array[int]") -> "array[int]":
        """The hits, with what has come or changed since the search began, in the order of the list."""
        late, self._late = sorted(self._late), set()
        return self._hits.with_late(self.query, found, late, self._order.slots)


class ShownRows(Sequence[ListedPayment]):
    """The rows of a view as they stand now, each built when it is asked for, in any thread."""

    def __init__(self, view: View) -> None:
        self._rows = view.index.rows
        self._slots = array("i", view.positions)

    def __len__(self) -> int:
        return len(self._slots)

    def __iter__(self) -> Iterator[ListedPayment]:
        return map(RowReader(self._rows).read, self._slots)

    @overload
    def __getitem__(self, place: int) -> ListedPayment: ...
    @overload
    def __getitem__(self, place: slice) -> list[ListedPayment]: ...
    def __getitem__(self, place: int | slice) -> ListedPayment | list[ListedPayment]:
        if isinstance(place, slice):
            return [self._rows[slot] for slot in self._slots[place]]
        return self._rows[self._slots[place]]


def hits_of(index: PaymentIndex, query: Query) -> list[ListedPayment]:
    """The rows that a query finds, newest first."""
    view = View(index)
    view.search(query)
    return view.rows(0, len(view))
