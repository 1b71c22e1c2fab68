"""Which columns show why the rows of a list are hits of its search."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from stancer_tui.models.folding import fold

if TYPE_CHECKING:
    from stancer_tui.render.columns import Column
    from stancer_tui.services.search.query import SearchQuery
    from stancer_tui.services.search.terms import Term

SEEN = 12
"""Rows that are looked at: about those that the agent sees at once."""


def matched_columns(
    every: "Sequence[Column[Any]]",
    rows: Sequence[Any],
    query: "SearchQuery",
    width: int,
    known: Collection[str] = (),
) -> frozenset[str]:
    """The keys of columns that are to be kept in `width` cells, so that each row shows what it was found by.

    `known` are those that are kept now; they stay as long as some are needed and they are enough, so that
    nothing jumps while a word is typed.
    """
    from stancer_tui.render.columns import choose

    alone = [term for term in query.terms if not term.exclude]
    cells = [_Cells(row) for row in rows]
    usual = [column for column, _ in choose(every, width, frozenset())]
    if all(any(each.show(column, term) for column in usual) for term in alone for each in cells):
        return frozenset()
    by_priority = sorted(every, key=lambda column: column.priority)
    hits = [
        tuple(column.key for column in by_priority if each.show(column, term))
        for term in alone
        for each in cells
    ]
    for kept in (frozenset[str](), frozenset(known)):
        shown = frozenset(column.key for column, _ in choose(every, width, kept))
        needed = _needed(hits, shown)
        if needed <= shown:
            return kept
    return needed


def _needed(every: Sequence[Sequence[str]], shown: Collection[str]) -> frozenset[str]:
    """For each hit the column that shows it: one that is on the screen, else the one that is dropped last."""
    needed: set[str] = set()
    for hits in every:
        if hits and needed.isdisjoint(hits):
            needed.add(next((key for key in hits if key in shown), hits[0]))
    return frozenset(needed)


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
