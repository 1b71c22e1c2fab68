"""The lines of a list of a few thousand at most: searched and sorted as a whole whenever they change."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from stancer_tui.models.folding import fold
from stancer_tui.models.money import Money, hundredths_of
from stancer_tui.services.search.ledger_fields import TEAM_FIELDS
from stancer_tui.store.query import Facet, Query
from stancer_tui.ui.widgets.records import Line, LineRecords

if TYPE_CHECKING:
    from stancer_tui.services.search.help import Highlighter, SearchSuggestion, Span
    from stancer_tui.services.search.query import Marked, SearchQuery

L = TypeVar("L", bound=Line)


@dataclass(frozen=True, slots=True)
class Searchable(Generic[L]):
    """What a line can be searched by.

    `text` is the folded text in which words are looked for, `money` and `created` are what `amount:` and
    `date:` ask for; `words` and `texts` are further fields by their names in the language of the search.
    `meant` makes of a typed text what it means in this list, `ids` are the objects that a line stands for.
    """

    text: Callable[[L], str]
    money: Callable[[L], Money | None]
    created: Callable[[L], datetime | None]
    words: Mapping[str, Callable[[L], str | None]]
    texts: Mapping[str, Callable[[L], str | None]]
    meant: Callable[[str], str] = str
    ids: Callable[[L], Collection[str]] = lambda line: (line.key,)

    def fields(self) -> dict[str, Facet]:
        """The fields as a search asks for them, of many lines at once."""
        return {
            **{name: partial(_words, value) for name, value in self.words.items()},
            **{name: partial(_texts, value) for name, value in self.texts.items()},
            "amount": partial(_hundredths, self.money),
            "date": partial(_seconds, self.created),
            **dict.fromkeys(TEAM_FIELDS, partial(_objects, self.ids)),
        }


class Lines(Generic[L]):
    """All lines in their usual order, and those that are shown: narrowed by a search, sorted by a column."""

    def __init__(self, searched: Searchable[L]) -> None:
        self.records: LineRecords[L] = LineRecords()
        self.query: SearchQuery | None = None
        self._highlighter: Highlighter | None = None
        self._lines: tuple[L, ...] = ()
        self._searched = searched
        self.fields = searched.fields()
        """What they can be searched by."""
        self.marked: Callable[[], Marked | None] = lambda: None
        """What answers for the ledger, once it is there."""
        self._texts: list[str] | None = None
        self._sort: tuple[Callable[[L], Any], bool] | None = None

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[L]:
        return iter(self._lines)

    def take(self, lines: Sequence[L]) -> None:
        """Show other lines, searched and sorted as before."""
        self._lines, self._texts = tuple(lines), None
        self._arrange()

    def search(self, typed: str, *, now: datetime, zone: tzinfo) -> "SearchQuery":
        """Narrow the lines to what matches `typed`, as far as that can be read."""
        from stancer_tui.services.search.help import Highlighter, seen_values
        from stancer_tui.services.search.query import parse

        seen, meant = seen_values(self, self.fields), self._searched.meant(typed)
        self.query = replace(parse(meant, now, zone, self.fields, seen, marked=self.marked()), text=typed)
        self._highlighter = Highlighter(self.query)
        self._arrange()
        return self.query

    def sort(self, key: Callable[[L], Any] | None, *, descending: bool = False) -> bool:
        """Sort by a key, lines without one last, ties in the usual order; None is the usual order."""
        self._sort = None if key is None else (key, descending)
        self._arrange()
        return True

    def complete(self, typed: str) -> "tuple[SearchSuggestion, ...]":
        """What the end of a search may become, the values of the lines first."""
        from stancer_tui.services.search.help import complete, seen_values

        return complete(typed, len(typed), seen_values(self, self.fields), self.fields)

    def matches(self, column: str, text: str) -> "Sequence[Span]":
        """The parts of a cell's text that the search asked for."""
        return () if self._highlighter is None else self._highlighter.spans(text, column)

    def of(self, keys: Collection[str]) -> list[L]:
        """The lines of some keys, also those that the search hides, in the order of the list."""
        shown = [line for line in self.records.lines if line.key in keys]
        hidden = (line for line in self._lines if self.records.position_of(line.key) is None)
        return [*shown, *(line for line in hidden if line.key in keys)]

    @property
    def shown(self) -> Sequence[L]:
        """The lines that are shown."""
        return self.records.lines

    @property
    def texts(self) -> Sequence[str]:
        """The folded search text of each line."""
        if self._texts is None:
            self._texts = [self._searched.text(line) for line in self._lines]
        return self._texts

    def values(self, facet: Facet) -> Sequence[Any]:
        """What a field is for each line."""
        return facet(self._lines)

    def counts(self, facet: Facet) -> Mapping[Any, int]:
        """How many lines have each value of a field."""
        return Counter(facet(self._lines))

    def _arrange(self) -> None:
        slots = list(range(len(self._lines)))
        query: Query | None = self.query.query if self.query is not None else None
        if query:
            slots = query.select(slots, self)
        if self._sort is not None:
            key, descending = self._sort
            values = {slot: key(self._lines[slot]) for slot in slots}
            known = [slot for slot in slots if values[slot] is not None]
            known.sort(key=values.__getitem__, reverse=descending)
            slots = [*known, *(slot for slot in slots if values[slot] is None)]
        self.records = LineRecords([self._lines[slot] for slot in slots])


def _words(value: Callable[[Any], str | None], lines: Sequence[Any]) -> list[str]:
    return [value(line) or "" for line in lines]


def _texts(value: Callable[[Any], str | None], lines: Sequence[Any]) -> list[str]:
    return [fold(value(line) or "") for line in lines]


def _objects(ids: Callable[[Any], Collection[str]], lines: Sequence[Any]) -> list[str]:
    return [" ".join(ids(line)) for line in lines]


def _hundredths(value: Callable[[Any], Money | None], lines: Sequence[Any]) -> list[float]:
    """Amounts in hundredths of their currencies' units; an unknown one lies in no range."""
    known = map(value, lines)
    return [float("nan") if each is None else hundredths_of(each.amount, each.currency) for each in known]


def _seconds(value: Callable[[Any], datetime | None], lines: Sequence[Any]) -> list[float]:
    known = map(value, lines)
    return [float("nan") if at is None else at.timestamp() for at in known]
