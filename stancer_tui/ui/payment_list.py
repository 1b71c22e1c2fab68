"""The payments that are loaded, and how far the loading has come."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from enum import Enum, auto
from typing import TYPE_CHECKING

from stancer_tui.render.columns import search_text
from stancer_tui.store.payment_index import PaymentIndex, View

if TYPE_CHECKING:
    from stancer_tui.services.payments import Batch
    from stancer_tui.services.search import SearchQuery
    from stancer_tui.services.search_help import Suggestion


class Progress(Enum):
    """How far a window is read."""

    NOT_STARTED = auto()
    LOADING = auto()
    STOPPED = auto()
    DONE = auto()


class PaymentList:
    """What a payments screen holds: the rows, the view that is drawn, and the state of the reading."""

    def __init__(self) -> None:
        self.label = ""
        self.index = PaymentIndex(search_text)
        self.view: View = self.index.view()
        self.progress = Progress.NOT_STARTED
        self.oldest: datetime | None = None
        self.expected: int | None = None
        self.read_at: datetime | None = None
        self.query: SearchQuery | None = None
        """What the view is narrowed to; None before anything was typed."""

    def __len__(self) -> int:
        return len(self.index)

    def started(self) -> datetime | None:
        """A reading begins; the rows that are there stay.

        Returns since when the rows are whole, where a reading was stopped: this one goes on from there.
        """
        going_on = self.oldest if self.progress is Progress.STOPPED else None
        self.progress = Progress.LOADING
        self.oldest = going_on
        return going_on

    def restart(self, label: str) -> None:
        """Other dates: forget the rows, keep the search."""
        self.index.clear()
        self.label = label
        self.progress = Progress.NOT_STARTED
        self.oldest = self.read_at = self.expected = None

    def add(self, batch: "Batch") -> None:
        """Take in a batch."""
        self.index.add(batch.rows)
        self.oldest = batch.oldest
        self.expected = batch.expected

    def finished(self, at: datetime) -> None:
        """The whole window has been read, at this moment."""
        self.progress = Progress.DONE
        self.read_at = at

    def stopped(self) -> None:
        """The reading ended before the window did."""
        if self.progress is Progress.LOADING:
            self.progress = Progress.STOPPED

    def search(self, typed: str, *, now: datetime, zone: tzinfo) -> "SearchQuery":
        """Narrow the view to what matches `typed`, as far as that can be read."""
        from stancer_tui.services.search import parse

        self.query = parse(typed, now, zone)
        self.view.search(self.query.query)
        return self.query

    def complete(self, typed: str) -> "tuple[Suggestion, ...]":
        """What the end of a search may become, the values of the loaded rows first."""
        from stancer_tui.services.search_help import complete, seen_values

        return complete(typed, len(typed), seen_values(self.index))

    def matches(self, column: str, text: str) -> "Sequence[tuple[int, int]]":
        """The parts of a cell's text that the search asked for."""
        if not self.query:
            return ()
        from stancer_tui.services.search_help import spans

        return spans(self.query, text, column)
