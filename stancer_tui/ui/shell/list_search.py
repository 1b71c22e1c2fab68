"""The search of a list: what is typed narrows the rows, and is judged when it is typed out."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, Protocol

from stancer_tui.language import _
from stancer_tui.render.safe import safe
from stancer_tui.ui.shell.matched_columns import SEEN, ColumnRoom, matched_columns

if TYPE_CHECKING:
    from stancer_tui.render.columns import Column
    from stancer_tui.services.search.help import SearchSuggestion, Span
    from stancer_tui.services.search.query import Fields, Marked, SearchQuery
    from stancer_tui.ui.widgets.list_pane import ListPane
    from stancer_tui.ui.widgets.record_table import RecordTable
    from stancer_tui.ui.widgets.records import Records

_SHOWN = 24
"""Cells of a term that the title repeats."""


class ListRows(Protocol):
    """The rows of a list: all that are loaded, and those that are shown."""

    marked: "Callable[[], Marked | None]"

    @property
    def records(self) -> "Records":
        """What is drawn."""
        ...

    @property
    def shown(self) -> Sequence[Any]:
        """The rows that are shown, in their order."""
        ...

    def of(self, keys: Collection[str], /) -> Sequence[Any]:
        """The rows of some keys, also those that the search hides."""
        ...

    @property
    def query(self) -> "SearchQuery | None":
        """What they are narrowed to; None before anything was typed."""
        ...

    def search(self, typed: str, *, now: datetime, zone: tzinfo) -> "SearchQuery":
        """Narrow the rows to what matches."""
        ...

    @property
    def fields(self) -> "Fields":
        """What they can be searched by."""
        ...

    def sort(self, key: Any, *, descending: bool = False) -> bool:
        """Sort the rows; without a key they stand in their usual order. Whether that is done already."""
        ...

    def complete(self, typed: str, /) -> "Sequence[SearchSuggestion]":
        """What the end of a search may become."""
        ...

    def matches(self, column: str, text: str, /) -> "Sequence[Span]":
        """The parts of a cell's text that the search asked for."""
        ...


class ListSearch:
    """Narrows the rows, names what is not understood, and keeps the columns that show why a row is a hit.

    `every_column` are the columns there are, of which the table draws those that were chosen.
    """

    def __init__(
        self,
        rows: Callable[[], ListRows],
        pane: "Callable[[], ListPane]",
        every_column: "Callable[[], Sequence[Column[Any]]]",
        moment: Callable[[], tuple[datetime, tzinfo]],
    ) -> None:
        self.elsewhere: Callable[[str], bool] = lambda _typed: False
        """What enter does where the list is not enough; whether it led to another screen."""
        self._rows = rows
        self._pane = pane
        self._every_column = every_column
        self._moment = moment
        self._judged: str | None = None
        self._room: ColumnRoom | None = None

    def narrow(self, typed: str, *, judged: bool) -> None:
        """Narrow the rows; once `judged`, the last word counts as typed out until another key changes it."""
        if judged:
            self._judged = typed
        now, zone = self._moment()
        query = self._rows().search(typed, now=now, zone=zone)
        self._pane().bar.tell(query, judged=self._judged == typed)
        self._keep_matched(query, settled=self._judged == typed)

    def narrow_again(self) -> None:
        """Narrow the rows by what was typed last: what answers it has changed."""
        query = self._rows().query
        if query is not None:
            self.narrow(query.text, judged=self._judged == query.text)

    def entered(self, typed: str) -> bool:
        """Judge the search, and do what enter does besides; whether the next key is the list's.

        With a term that is not understood it is not: it would act on rows that nobody chose.
        """
        self.narrow(typed, judged=True)
        return self.understood and not self.elsewhere(typed)

    @property
    def fields(self) -> "Fields":
        """What the list can be searched by."""
        return self._rows().fields

    @property
    def understood(self) -> bool:
        """Whether every term is known for what it is."""
        query = self._rows().query
        return query is None or not query.mistakes

    @property
    def asks_team(self) -> bool:
        """Whether a term is answered by what the team's ledger knows."""
        query = self._rows().query
        return query is not None and query.asks_team

    @property
    def words(self) -> str:
        """That a term filters nothing, for the title; empty where all of them do."""
        query = self._rows().query
        ignored = () if query is None else query.ignored(judged=self._judged == query.text)
        if query is None or not ignored:
            return ""
        if not query:
            return _("not narrowed")
        return _("not narrowed by {term}", term=safe(ignored[0], _SHOWN))

    def _keep_matched(self, query: "SearchQuery", *, settled: bool) -> None:
        """Keep the columns on the screen that show why rows are hits, also those that were not chosen.

        While a word is typed those that its beginning needed stay; once it is `settled` the best ones come.
        """
        table, records = self._pane().table, self._rows().records
        matched, room = frozenset[str](), self._room_of(table)
        if query:
            seen = [records.row(place) for place in range(min(SEEN, len(records)))]
            matched = matched_columns(room, seen, query, frozenset() if settled else table.matched)
        if matched != table.matched:
            table.use_columns(table.columns, others=room.others, matched=matched)

    def _room_of(self, table: "RecordTable") -> ColumnRoom:
        """The columns of the table, and those that were not chosen, in its width."""
        width, known = table.line_width - table.painter.left, self._room
        if known is None or known.width != width or known.chosen is not table.columns:
            chosen = {column.key for column in table.columns}
            others = [
                replace(column, asked=True) for column in self._every_column() if column.key not in chosen
            ]
            known = self._room = ColumnRoom(table.columns, others, width)
        return known
