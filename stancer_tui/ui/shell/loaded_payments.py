"""The payments that are loaded, and how far the loading has come."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from enum import Enum, auto
from typing import TYPE_CHECKING

from stancer_tui.language import current
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.render.search_text import search_text
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import ShownRows, View
from stancer_tui.store.view_order import SortKey

if TYPE_CHECKING:
    from stancer_tui.services.payments.window_load import Batch, Rest
    from stancer_tui.services.payments.windows import Window
    from stancer_tui.services.search.help import Highlighter, SearchSuggestion
    from stancer_tui.services.search.query import Fields, Marked, SearchQuery, ServerFilter

OLD = timedelta(minutes=15)
"""The age from which a window is called old, but for what is new and on the screen."""

MANY = 20_000
"""Rows that take longer to sort than a key may wait."""

_BRIEF = 0.0015
"""Seconds for which a key of the search looks for hits; among few rows these are all."""

_AT_ONCE = 0.002
"""Seconds for which a key of the search looks on before what was found is drawn, where that is little."""

_NOTHING_YET = 0.008
"""Seconds for which it looks on where nothing was found: to say so later takes a second painting."""

_SCREENFUL = 64
"""Hits that are enough to be drawn; the others are found while they are."""


class Progress(Enum):
    """How far a window is read."""

    NOT_STARTED = auto()
    LOADING = auto()
    STOPPED = auto()
    DONE = auto()
    LOOKING_BACK = auto()
    """The window is read, and more is being read from before it."""


class LoadedPayments:
    """What a payments screen holds: the rows, the view that is drawn, and the state of the reading."""

    def __init__(self) -> None:
        self.window: Window | None = None
        self.index = PaymentIndex(search_text)
        self._worded = current().language
        """The language whose words for the statuses the rows are found by."""
        self.view: View = View(self.index)
        self.progress = Progress.NOT_STARTED
        self.oldest: datetime | None = None
        self.expected: int | None = None
        self.rest: Rest | None = None
        """Why nothing comes for a while, where the reading goes on by itself."""
        self.read_at: datetime | None = None
        self.looked_at: datetime | None = None
        """When what is new was read last, after `read_at`."""
        self.back_to: datetime | None = None
        """How far before the window was read; None when it was not."""
        self.whole_until: int | None = None
        """Up to when (Unix seconds) everything was read, where a payment made here is newer than that."""
        self.fresh: set[str] = set()
        """Ids that arrived since the last look, and that the cursor has not passed."""
        self.asking = False
        """Whether the API is being asked for the number that is searched for."""
        self.asked: set[ServerFilter] = set()
        self.asked_for: set[str] = set()
        """Ids from outside these dates that the API was asked for."""
        self.query: SearchQuery | None = None
        """What the view is narrowed to; None before anything was typed."""
        self._highlighter: Highlighter | None = None
        self.sort_on: Callable[[SortKey, bool], None] | None = None
        """What sorts many rows in the background, where somebody does."""
        self.search_on: Callable[[], bool] = lambda: False
        """What looks on in the background, where somebody does."""
        self.marked: Callable[[], Marked | None] = lambda: None
        """What answers for the ledger, once it is there."""

    def __len__(self) -> int:
        return len(self.index)

    @property
    def unfinished(self) -> int | None:
        """How many payments a reading that goes on has brought so far; None where nothing is being read."""
        return len(self) if self.progress in {Progress.LOADING, Progress.LOOKING_BACK} else None

    def started(self) -> datetime | None:
        """A reading begins; the rows that are there stay.

        Returns since when the rows are whole, where a reading was stopped: this one goes on from there.
        """
        going_on = self.oldest if self.progress is Progress.STOPPED else None
        self.progress = Progress.LOADING
        self.oldest = going_on
        return going_on

    @property
    def label(self) -> str:
        """What the window is called."""
        return self.window.label if self.window is not None else ""

    def restart(self, window: "Window") -> None:
        """Other dates: forget the rows, keep the search."""
        self.index.clear()
        self.window = window
        self.progress = Progress.NOT_STARTED
        self.oldest = self.read_at = self.looked_at = self.back_to = None
        self.rest = None
        self.whole_until = None
        self.expected = None
        for kept in (self.fresh, self.asked, self.asked_for):
            kept.clear()

    def add(self, batch: "Batch") -> None:
        """Take in a batch; what a second reading brings first is new."""
        if self.read_at is not None:
            self._note_new(batch.rows)
        self.index.add(batch.rows)
        self.rest = batch.rest
        self.oldest = batch.oldest
        self.expected = batch.expected

    def add_earlier(self, batch: "Batch", loaded: int) -> None:
        """Take in a batch from before the window, when so many were loaded."""
        self.index.add(batch.rows)
        self.rest = batch.rest
        self.back_to = batch.oldest
        self.expected = None if batch.expected is None else loaded + batch.expected

    def arrived(self, rows: Iterable[ListedPayment]) -> None:
        """Take in what was read from the newest row on."""
        found = tuple(rows)
        self._note_new(found)
        self.index.add(found)
        self.whole_until = None

    def _note_new(self, rows: Iterable[ListedPayment]) -> None:
        self.fresh.update(row.id for row in rows if row.id is not None and self.index.get(row.id) is None)

    @property
    def read_from(self) -> int | None:
        """From when (Unix seconds) a refresh reads on, None where nothing was read."""
        return self.index.newest if self.whole_until is None else self.whole_until

    def made_here(self, row: ListedPayment) -> None:
        """Take in a payment that was just created: others may have come since the list was read."""
        if self.whole_until is None and row.id is not None and self.index.get(row.id) is None:
            self.whole_until = self.index.newest
        self.index.add([row])

    def found(self, rows: Iterable[ListedPayment]) -> int:
        """Take in what the API was asked for by its number; how many were not loaded yet."""
        new = [row for row in rows if row.id is not None and self.index.get(row.id) is None]
        self.asked_for.update(row.id for row in new if row.id is not None)
        return self.index.add(new)

    def finished(self, at: datetime) -> None:
        """The whole window has been read, at this moment."""
        self.rest = None
        self.progress = Progress.DONE
        self.read_at, self.looked_at = at, None
        self.whole_until = None

    def old(self, now: datetime) -> bool:
        """Whether the window as a whole was read so long ago that its statuses may be others by now."""
        return self.read_at is not None and now - self.read_at >= OLD

    def stopped(self) -> None:
        """The reading ended before the window did; of a look further back, what was read is whole."""
        self.rest = None
        if self.progress is Progress.LOADING:
            self.progress = Progress.STOPPED
        elif self.progress is Progress.LOOKING_BACK:
            self.progress = Progress.DONE

    @property
    def records(self) -> View:
        """What is drawn."""
        return self.view

    @property
    def fields(self) -> "Fields":
        """What they can be searched by."""
        from stancer_tui.services.search.query import PAYMENT_FIELDS

        return PAYMENT_FIELDS

    @property
    def shown(self) -> Sequence[ListedPayment]:
        """The payments that are shown, in their order."""
        self.view.finish()
        return ShownRows(self.view)

    def of(self, keys: Collection[str]) -> list[ListedPayment]:
        """The payments of some keys, also those that the search hides, newest first."""
        slots = [slot for key in keys if (slot := self.index.slot_of(key)) is not None]
        return [self.index.rows[slot] for slot in sorted(slots, key=self.index.rank)]

    def sort(self, key: SortKey | None, *, descending: bool = False) -> bool:
        """Sort by a key; None is newest first. Many are sorted in the background, where somebody does.

        Whether the first of them are shown already.
        """
        if key is not None and len(self) >= MANY and self.sort_on is not None:
            self.sort_on(key, descending)
            return False
        self.view.sort(key, descending=descending)
        return True

    def worded(self) -> PaymentIndex:
        """The index, whose texts are in the language that is spoken now."""
        if self._worded is not current().language:
            self._worded = current().language
            self.index.reword()
        return self.index

    def search(self, typed: str, *, now: datetime, zone: tzinfo) -> "SearchQuery":
        """Narrow the view to what matches `typed`, as far as that can be read."""
        from stancer_tui.services.search.help import Highlighter, seen_values
        from stancer_tui.services.search.query import parse

        self.query = parse(typed, now, zone, seen=seen_values(self.worded()), marked=self.marked())
        self._highlighter = Highlighter(self.query)
        self.view.begin(self.query.query)
        more = self.view.go_on(_BRIEF, _SCREENFUL)
        for seconds, enough in ((_AT_ONCE, _SCREENFUL), (_NOTHING_YET, 1)):
            if more and len(self.view) < enough:
                more = self.view.go_on(seconds, enough)
        if more and not self.search_on():
            self.view.finish()
        return self.query

    def complete(self, typed: str) -> "tuple[SearchSuggestion, ...]":
        """What the end of a search may become, the values of the loaded rows first."""
        from stancer_tui.services.search.help import complete, seen_values

        return complete(typed, len(typed), seen_values(self.index))

    def matches(self, column: str, text: str) -> "Sequence[tuple[int, int]]":
        """The parts of a cell's text that the search asked for."""
        return () if self._highlighter is None else self._highlighter.spans(text, column)
