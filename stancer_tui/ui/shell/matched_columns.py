"""Which columns show why the rows of a list are hits of its search."""

from collections.abc import Collection, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from stancer_tui.models.folding import fold

if TYPE_CHECKING:
    from stancer_tui.render.columns import Column
    from stancer_tui.services.search.query import SearchQuery
    from stancer_tui.services.search.terms import Term

SEEN = 12
"""Rows that are looked at: about those that the agent sees at once."""


class ColumnRoom:
    """The columns that a list can show in `width` cells: those that were chosen, and others.

    Which are shown when some of them are kept is found out once.
    """

    def __init__(self, chosen: "Sequence[Column[Any]]", others: "Sequence[Column[Any]]", width: int) -> None:
        self.chosen = chosen
        self.others = others
        self.width = width
        self._every = (*chosen, *others)
        self.by_priority = sorted(self._every, key=lambda column: column.priority)
        self._shown: dict[frozenset[str], frozenset[str]] = {}

    def shown(self, kept: frozenset[str]) -> frozenset[str]:
        """The keys of the columns on the screen when some of them are kept."""
        from stancer_tui.render.columns import choose

        known = self._shown.get(kept)
        if known is None:
            chosen = choose(self._every, self.width, kept)
            known = self._shown[kept] = frozenset(column.key for column, _ in chosen)
        return known


def matched_columns(
    room: ColumnRoom, rows: Sequence[Any], query: "SearchQuery", known: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The keys of columns that are to be kept, so that each row shows what it was found by.

    `known` are those that are kept now; they stay as long as some are needed and they are enough, so that
    nothing jumps while a word is typed.
    """
    cells = [_Cells(row) for row in rows]
    hits = [(term, each) for term in query.terms if not term.exclude for each in cells]
    needed = frozenset[str]()
    for kept in (frozenset[str](), known):
        shown = room.shown(kept)
        needed = _needed(hits, room, shown)
        if needed <= shown:
            return kept
    return needed


def _needed(
    hits: "Sequence[tuple[Term, _Cells]]", room: ColumnRoom, shown: Collection[str]
) -> frozenset[str]:
    """For each hit the column that shows it: one that is on the screen, else the one that is dropped last."""
    order = sorted(room.by_priority, key=lambda column: column.key not in shown)
    needed: list[Column[Any]] = []
    for term, cells in hits:
        if not any(cells.show(column, term) for column in needed):
            needed += islice((column for column in order if cells.show(column, term)), 1)
    return frozenset(column.key for column in needed)


class _Cells:
    """The cells of a row, each with its text as it is compared; asked for once."""

    def __init__(self, row: Any) -> None:
        self._row = row
        self._texts: dict[str, tuple[str, str]] = {}

    def show(self, column: "Column[Any]", term: "Term") -> bool:
        """Whether what is searched for is to be seen in the cell."""
        from stancer_tui.services.search.help import shows

        known = self._texts.get(column.key)
        if known is None:
            text = column.text(self._row)
            known = self._texts[column.key] = text, fold(text)
        return shows(term, *known, column.key)
