"""How a list is arranged: its columns, its sorting, its preview; the agent chooses each."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from stancer_tui.config import NEWEST_FIRST
from stancer_tui.language import _, uncapitalised
from stancer_tui.ui.dialogs.list_choices import ListChoices, Sort, first_sort

if TYPE_CHECKING:
    from stancer_tui.render.columns import Column

Ask = Callable[[Screen[Any], Callable[[Any], None]], Any]
"""Shows a dialog, and hands its answer on."""


class Arrangement:
    """Asks for what can be chosen, keeps it, and tells when it changed.

    `every_column` are the columns there are, by the zone and the moment; `changed` is called when the rows
    are to be sorted, the columns or the preview to be drawn as chosen.
    """

    def __init__(
        self,
        choices: Callable[[], ListChoices],
        every_column: "Callable[[], Sequence[Column[Any]]]",
        changed: Callable[[str], None],
    ) -> None:
        self._choices = choices
        self._every_column = every_column
        self._changed = changed

    @property
    def choices(self) -> ListChoices:
        """What the agent chose for this list, or the settings say."""
        return self._choices()

    @property
    def columns(self) -> "tuple[Column[Any], ...]":
        """The columns to draw."""
        return self.choices.shown(self._every_column())

    @property
    def sort_key(self) -> tuple[Callable[[Any], Any] | None, bool]:
        """What the rows are sorted by, and whether descending; without a key in the usual order."""
        column, sort = self._sorted_by, self.choices.sort
        return (None, False) if column is None else (column.sort_key, sort.descending)

    @property
    def words(self) -> str:
        """What the list is sorted by, for its title; empty for its usual order."""
        column, sort = self._sorted_by, self.choices.sort
        if column is None:
            return ""
        return _("by {column}, {direction}", column=uncapitalised(column.heading), direction=sort.direction)

    @property
    def _sorted_by(self) -> "Column[Any] | None":
        sort = self.choices.sort
        if str(sort) == NEWEST_FIRST:
            return None
        return next((column for column in self._every_column() if column.key == sort.key), None)

    def choose(self, what: str, ask: Ask) -> None:
        """Let the agent choose "sort" or "columns"; show or hide the "preview"."""
        if what == "sort":
            self._choose_sort(ask)
        elif what == "columns":
            self._choose_columns(ask)
        else:
            self.choices.choose_preview(not self.choices.preview)
            self._changed("preview")

    def take_sort(self, sort: Sort | None) -> None:
        """Sort so from now on."""
        if sort is not None:
            self.choices.choose_sort(sort)
            self._changed("sort")

    def sort_by(self, column: str) -> None:
        """Sort by a column; where the list is sorted by it already, the other way round."""
        sort = self.choices.sort
        self.take_sort(sort.reversed if sort.key == column else first_sort(column))

    def _choose_sort(self, ask: Ask) -> None:
        from stancer_tui.ui.dialogs.sort import ChooseSort

        ask(ChooseSort(self._every_column(), self.choices.sort), self.take_sort)

    def _choose_columns(self, ask: Ask) -> None:
        from stancer_tui.ui.dialogs.columns import ChooseColumns

        shown = [column.key for column in self.columns]
        ask(ChooseColumns(self._every_column(), shown), self._take_columns)

    def _take_columns(self, keys: tuple[str, ...] | None) -> None:
        if keys is not None:
            self.choices.choose_columns(keys)
            self._changed("columns")
