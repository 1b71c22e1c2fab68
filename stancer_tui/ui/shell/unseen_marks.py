"""Marked rows that the agent does not see: they are named before anything acts on them."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, Protocol

from stancer_tui.language import _, grouped, ngettext
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.records import Records


class UnseenMarks(NamedTuple):
    """`hidden` marked rows are not in the list as it is narrowed, `away` ones are scrolled out of sight.

    `searched` says whether a search narrows the list, else something else does.
    """

    hidden: int = 0
    away: int = 0
    searched: bool = True

    @property
    def hidden_words(self) -> str:
        """How many are not in the list, and why; empty where all are."""
        count = grouped(self.hidden)
        if not self.hidden:
            return ""
        if self.searched:
            return ngettext(
                "{count} hidden by the search", "{count} hidden by the search", self.hidden, count=count
            )
        return ngettext("{count} not shown", "{count} not shown", self.hidden, count=count)

    @property
    def words(self) -> str:
        """How many are not seen, and why; empty where the agent sees all of them."""
        away = _("{count} not on the screen", count=grouped(self.away)) if self.away else ""
        return ", ".join(filter(None, (self.hidden_words, away)))


class MarkableRows(Protocol):
    """Rows of a list, those included that it is narrowed to exclude."""

    @property
    def records(self) -> Records:
        """What is drawn."""
        ...

    def of(self, keys: Collection[str], /) -> Sequence[Any]:
        """The rows of some keys, wherever they are."""
        ...


def unseen_marks(table: RecordTable, rows: MarkableRows, typed: str) -> UnseenMarks:
    """What is not seen of the marked rows of a list; `typed` is its search."""
    if not table.marks:
        return UnseenMarks()
    records = rows.records
    places = [place for key in table.marks if (place := records.position_of(key)) is not None]
    top = int(table.scroll_offset.y)
    bottom = top + len(table.on_screen)
    away = sum(not top <= place < bottom for place in places)
    return UnseenMarks(len(rows.of(table.marks)) - len(places), away, bool(typed.strip()))
