"""The payments of a loaded window, in memory: newest first, searched and sorted without touching the rows."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from weakref import WeakSet

from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.store.query import Facet, Query

TRAIL = 16
"""Hit lists kept of the keys typed before, so that deleting a character searches nothing."""

SortKey = Callable[[ListedPayment], Any]
Rank = Callable[[int], Any]


class PaymentIndex:
    """Rows by id, each with its search text built once, and the views that show them.

    A row keeps its slot (a position into `rows`) for life; order is a list of slots, newest first by
    (`created`, `id`), rows without a date last. A row read again replaces the older reading in its slot.
    `text` builds the folded search text of a row.
    """

    def __init__(self, text: Callable[[ListedPayment], str]) -> None:
        self.rows: list[ListedPayment] = []
        self.texts: list[str] = []
        self.order: list[int] = []
        self.revision = 0
        self._text = text
        self._slots: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._values: dict[Facet, list[Any]] = {}
        self._views: WeakSet[View] = WeakSet()

    def __len__(self) -> int:
        return len(self.rows)

    def view(self) -> "View":
        """A new view of all rows, newest first; it follows the index for as long as somebody holds it."""
        view = View(self)
        self._views.add(view)
        return view

    def get(self, key: str) -> ListedPayment | None:
        """The row of an id, or None."""
        slot = self._slots.get(key)
        return None if slot is None else self.rows[slot]

    def slot_of(self, key: str) -> int | None:
        """The slot of an id, or None."""
        return self._slots.get(key)

    def key_of(self, slot: int) -> str:
        """The id of the row in a slot; a name of our own for an unreadable row without an id."""
        key = self.rows[slot].id
        return self._names[slot] if key is None else key

    def values(self, facet: Facet) -> list[Any]:
        """What `facet` is for the row of each slot; built when first asked for, kept up with the rows."""
        values = self._values.get(facet)
        if values is None:
            values = self._values[facet] = facet(self.rows)
        return values

    @property
    def newest(self) -> int | None:
        """The `created` of the newest row (Unix seconds), where a refresh goes on."""
        return self.rows[self.order[0]].created if self.order else None

    @property
    def oldest(self) -> int | None:
        """The `created` of the oldest dated row (Unix seconds)."""
        dated = (self.rows[slot].created for slot in reversed(self.order))
        return next((created for created in dated if created is not None), None)

    def add(self, rows: Iterable[ListedPayment]) -> int:
        """Take in a batch, in any order; returns how many rows are new.

        A batch that falls between two known rows, as pages do, costs one insertion whatever the size.
        """
        fresh: list[int] = []
        changed: dict[int, ListedPayment] = {}
        for key, row in _with_keys(rows):
            slot = self._slots.get(key)
            if slot is None:
                slot = self._slots[key] = len(self.rows)
                self.rows.append(row)
                self.texts.append(self._text(row))
                if row.id is None:
                    self._names[slot] = key
                fresh.append(slot)
            elif slot in changed or self.rows[slot] != row:
                changed[slot] = row
        if not fresh and not changed:
            return 0
        for facet, values in self._values.items():
            values.extend(facet(self.rows[len(values) :]))
        self._replace(changed, set(fresh))
        _insert(self.order, fresh, self.rank)
        for view in self._views:
            view.took(list(dict.fromkeys([*fresh, *changed])))
        self.revision += 1
        return len(fresh)

    def reword(self) -> None:
        """Build every search text anew, as when another language is spoken."""
        self.texts[:] = map(self._text, self.rows)
        for view in self._views:
            view.search_again()

    def clear(self) -> None:
        """Forget every row, as when the window or the mode changes."""
        for kept in (self.rows, self.texts, self.order):
            kept.clear()
        self._slots.clear()
        self._names.clear()
        self._values.clear()
        for view in self._views:
            view.forget()
        self.revision += 1

    def rank(self, slot: int) -> tuple[bool, int, str]:
        """What the order newest first compares."""
        created = self.rows[slot].created
        return (created is None, -(created or 0), self.key_of(slot))

    def _replace(self, changed: dict[int, ListedPayment], fresh: set[int]) -> None:
        """Put newer readings into their slots; a slot leaves every order by the rank it had there."""
        for slot, row in changed.items():
            known = slot not in fresh
            if known:
                for view in self._views:
                    view.lose(slot)
            moved = known and self.rows[slot].created != row.created
            if moved:
                _remove(self.order, slot, self.rank)
            self.rows[slot] = row
            self.texts[slot] = self._text(row)
            for facet, values in self._values.items():
                values[slot : slot + 1] = facet((row,))
            if moved:
                _insert(self.order, [slot], self.rank)


class View:
    """What a list draws: `positions` are slots into the index's rows, searched and sorted.

    The list object changes when the search or the sorting does; `index.revision` and `revision` tell when.
    """

    def __init__(self, index: PaymentIndex) -> None:
        self.index = index
        self.query = Query()
        self.revision = 0
        self.positions: list[int] = index.order
        self._all: list[int] = index.order
        self._sort_key: SortKey | None = None
        self._descending = False
        self._trail: list[tuple[Query, list[int]]] = []

    def __len__(self) -> int:
        return len(self.positions)

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
        return None if slot is None else _find(self.positions, slot, self._rank)

    def search(self, wanted: Query | str) -> None:
        """Keep the hits of a query; a text is read as words alone.

        A query that can only narrow the one before searches its hits; one typed before is remembered.
        """
        query = Query.parse(wanted) if isinstance(wanted, str) else wanted
        if query == self.query:
            return
        while self._trail and not query.narrows(self._trail[-1][0]):
            self._trail.pop()
        known, base = self._trail[-1] if self._trail else (None, self._all)
        if not query:
            self._trail.clear()
            self.positions = self._all
        elif known == query:
            self.positions = base
        else:
            self.positions = query.select(base, self.index, known)
            self._trail = [*self._trail[-TRAIL + 1 :], (query, self.positions)]
        self.query = query
        self.revision += 1

    def sort(self, key: SortKey | None, *, descending: bool = False) -> None:
        """Sort by a key of the rows, ties newest first, rows without a key last; None is newest first."""
        self._sort_key, self._descending = key, descending
        if key is None:
            self._all = self.index.order
        else:
            self._all = _sorted(self.index, key, descending)
        self.search_again()

    def search_again(self) -> None:
        """Look for the hits among all rows, whatever was found before."""
        self.positions = self.query.select(self._all, self.index) if self.query else self._all
        self._trail = [(self.query, self.positions)] if self.query else []
        self.revision += 1

    def lose(self, slot: int) -> None:
        """For the index: a slot is about to change."""
        if self.positions is not self._all:
            _remove(self.positions, slot, self._rank)
        if self._all is not self.index.order:
            _remove(self._all, slot, self._rank)

    def took(self, slots: Sequence[int]) -> None:
        """For the index: slots are new or changed; the natural order knows them already."""
        if self._all is not self.index.order:
            _insert(self._all, slots, self._rank)
        if self.positions is not self._all:
            _insert(self.positions, self.query.select(slots, self.index), self._rank)
            self._trail = [(self.query, self.positions)]

    def forget(self) -> None:
        """For the index: every row is gone."""
        self._trail.clear()
        self._all = self.index.order if self._sort_key is None else []
        self.positions = [] if self.query else self._all
        self.revision += 1

    def _rank(self, slot: int) -> Any:
        natural = self.index.rank(slot)
        if self._sort_key is None:
            return natural
        value = self._sort_key(self.index.rows[slot])
        if value is None:
            return (True, 0, natural)
        return (False, _Descending(value) if self._descending else value, natural)


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


def _with_keys(rows: Iterable[ListedPayment]) -> Iterable[tuple[str, ListedPayment]]:
    """Rows with the id that tells them apart.

    An unreadable row without an id goes by its date, its reason and its number among equals of the batch:
    reading the same page again must not show it twice.
    """
    equals: Counter[str] = Counter()
    for row in rows:
        if row.id is not None:
            yield row.id, row
        else:
            name = f"?{row.created}:{row.reason}"
            yield f"{name}:{equals[name]}", row
            equals[name] += 1


def _sorted(index: PaymentIndex, key: SortKey, descending: bool) -> list[int]:
    values = [key(row) for row in index.rows]
    keyed = [slot for slot in index.order if values[slot] is not None]
    keyed.sort(key=values.__getitem__, reverse=descending)
    return keyed + [slot for slot in index.order if values[slot] is None]


def _find(order: list[int], slot: int, rank: Rank) -> int | None:
    place = bisect_left(order, rank(slot), key=rank)
    return place if place < len(order) and order[place] == slot else None


def _remove(order: list[int], slot: int, rank: Rank) -> None:
    place = _find(order, slot, rank)
    if place is not None:
        del order[place]


def _insert(order: list[int], slots: Sequence[int], rank: Rank) -> None:
    """Put slots into an order, in one piece where they fall between two neighbours."""
    if not slots:
        return
    batch = sorted(slots, key=rank)
    first = bisect_left(order, rank(batch[0]), key=rank)
    last = bisect_left(order, rank(batch[-1]), lo=first, key=rank)
    if first == last:
        order[first:first] = batch
    elif last - first > 8 * len(batch):
        for slot in reversed(batch):
            order.insert(bisect_left(order, rank(slot), lo=first, key=rank), slot)
    else:
        order[first:last] = sorted([*order[first:last], *batch], key=rank)
