"""Which columns show why the rows of a list are hits of its search."""

from collections.abc import Collection, Iterator, Sequence
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

    hits = list(_hits(sorted(every, key=lambda column: column.priority), rows, query))
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


def _hits(
    columns: "Sequence[Column[Any]]", rows: Sequence[Any], query: "SearchQuery"
) -> Iterator[tuple[str, ...]]:
    """For each term and each row the columns in which it is to be seen, in the order given."""
    from stancer_tui.services.search.help import spans

    for term in query.terms:
        if term.exclude:
            continue
        alone = replace(query, terms=(term,))
        for row in rows:
            yield tuple(column.key for column in columns if spans(alone, column.text(row), column.key))
