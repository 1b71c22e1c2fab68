"""Which columns show why the rows of a list are hits of its search."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stancer_tui.render.columns import Column
    from stancer_tui.services.search.query import SearchQuery

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

    alone = [replace(query, terms=(term,)) for term in query.terms if not term.exclude]
    usual = [column for column, _ in choose(every, width, frozenset())]
    if all(any(_shows(column, row, term) for column in usual) for term in alone for row in rows):
        return frozenset()
    by_priority = sorted(every, key=lambda column: column.priority)
    hits = [
        tuple(column.key for column in by_priority if _shows(column, row, term))
        for term in alone
        for row in rows
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


def _shows(column: "Column[Any]", row: Any, query: "SearchQuery") -> bool:
    """Whether what is searched for is to be seen in the cell."""
    from stancer_tui.services.search.help import spans

    return bool(spans(query, column.text(row), column.key))
