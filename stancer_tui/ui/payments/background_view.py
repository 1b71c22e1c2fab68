"""Searching and sorting many payments in the background: keys are answered meanwhile."""

import asyncio
from array import array
from collections.abc import Callable, Iterable
from math import inf
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from textual.worker import Worker

from stancer_tui.ui.shell.give_way import in_pieces
from stancer_tui.ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from stancer_tui.models.payment_row import ListedPayment
    from stancer_tui.models.row_parts import TextKey
    from stancer_tui.render.columns import Column
    from stancer_tui.store.sorting import PaymentSort
    from stancer_tui.store.view_order import SortKey
    from stancer_tui.ui.shell.loaded_payments import LoadedPayments

_PIECE = 0.003
"""Seconds of work before keys have their turn."""

_FIRST = 256
"""Rows that are shown before all are sorted: more than any screen has."""

_SHOWN = 0.1
"""Seconds in which the first rows are painted, and a key or two."""

_REST = 0.003
"""Seconds for anything else between two pieces of what nobody has asked for."""

_QUIET = 1.0
"""Seconds without a key before something is done that nobody has asked for."""


class DrawsList(Protocol):
    """The screen with the list."""

    def draw_list(self, *, grown: bool = False) -> None:
        """Draw the list; it may only have `grown`."""
        ...

    def every_column(self) -> "Iterable[Column[ListedPayment]]":
        """The columns that the list can be sorted by."""
        ...


class BackgroundView:
    """Goes on with what a key began: `run` runs a worker of `screen`, which draws the list in `table`."""

    def __init__(
        self,
        rows: "Callable[[], LoadedPayments]",
        run: Callable[..., Worker[Any]],
        screen: DrawsList,
        table: Callable[[], RecordTable],
        since_key: Callable[[], float],
    ) -> None:
        self._rows = rows
        self._run = run
        self._screen = screen
        self._table = table
        self._since_key = since_key
        self._looking: Worker[Any] | None = None

    def begin(self) -> None:
        """Search and sort the rows from now on; go on with what another screen left unfinished."""
        rows = self._rows()
        rows.search_on, rows.sort_on = self._search_on, self._sort_on
        if rows.view.sorting is not None:
            self._run(self._sort(rows.view.sorting, self._table().cursor), group="sort", exclusive=True)
        if rows.view.searching:
            self._search_on()
        self.loaded()

    def loaded(self) -> None:
        """The rows are there: of many, find out where they stand by texts before somebody sorts by one."""
        from stancer_tui.ui.shell.loaded_payments import MANY

        if len(self._rows()) >= MANY:
            self._run(self._get_ready(), group="ready", exclusive=True)

    def end(self) -> None:
        """The screen is gone."""
        rows = self._rows()
        if rows.search_on == self._search_on:  # another screen of the same rows may have begun
            rows.search_on, rows.sort_on = lambda: False, None

    def _search_on(self) -> bool:
        if self._looking is None or self._looking.is_finished:
            self._looking = self._run(self._search(), group="search")
        return True

    def _sort_on(self, key: "SortKey", descending: bool) -> None:
        """Sort, once the dialog that asked for it is gone from the screen: a key waits for one of the two."""
        sorting = self._rows().view.begin_sort(key, descending=descending)
        self._run(self._sort(sorting, self._table().cursor), group="sort", exclusive=True)

    async def _get_ready(self) -> None:
        from stancer_tui.models.row_parts import text_keys

        keys = text_keys(column.sort_key for column in self._screen.every_column())
        while keys:
            if self._busy:
                await asyncio.sleep(_QUIET)
            elif self._rank(keys[0]):
                await asyncio.sleep(_REST)
            else:
                del keys[0]

    def _rank(self, key: "TextKey") -> bool:
        ranks, end = self._rows().index.rows.ranks_of(key), perf_counter() + _PIECE
        while more := ranks.go_on():
            if perf_counter() >= end:
                break
        return more

    @property
    def _busy(self) -> bool:
        """Whether there is something that somebody waits for."""
        rows = self._rows()
        working = rows.unfinished is not None or rows.view.searching or rows.view.sorting is not None
        return working or self._since_key() < _QUIET

    async def _search(self) -> None:
        view = self._rows().view
        while view.searching:
            await in_pieces(lambda: view.go_on(_PIECE), self._since_first_hits)
            self._screen.draw_list(grown=True)

    def _since_first_hits(self) -> float:
        """Seconds since the last key, once there is something to paint; before, there is no time to lose."""
        return self._since_key() if len(self._rows().view) else inf

    async def _sort(self, sorting: "PaymentSort", begun_at: int) -> None:
        view, table = self._rows().view, self._table()
        await in_pieces(lambda: view.go_on(_PIECE))
        await in_pieces(lambda: sorting.prepare(_PIECE))
        first = await asyncio.to_thread(sorting.first, _FIRST, self._among())
        if view.show_first(sorting, first):
            moved = table.cursor - begun_at
            self._screen.draw_list()
            table.cursor = max(moved, 0)  # keys that were pressed since count from the top
        await self._show_all(sorting)

    async def _show_all(self, sorting: "PaymentSort") -> None:
        view = self._rows().view
        await asyncio.sleep(_SHOWN)  # a thread would hold up the painting of the first rows
        slots = await asyncio.to_thread(sorting.whole)
        if view.show_sorted(sorting, slots):
            await self._search()
            self._screen.draw_list(grown=True)

    def _among(self) -> "array[int] | None":
        """The slots of the hits, where a search narrows the list."""
        view = self._rows().view
        return array("i", view.positions) if view.query else None
