"""Which column the list is sorted by."""

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from stancer_tui.language import _, uncapitalised
from stancer_tui.render.columns import Column
from stancer_tui.ui.dialogs.choice import ChoiceDialog
from stancer_tui.ui.dialogs.list_choices import Sort, first_sort


class ChooseSort(ChoiceDialog[Sort]):
    """Offers each column in its usual direction, and the current one the other way round."""

    def __init__(self, columns: Sequence[Column[Any]], current: Sort) -> None:
        self.labels = {column.key: column.heading for column in columns}
        self._width = max(map(len, self.labels.values())) + 2
        known = self.labels.get(current.key)
        if known is None:
            title = _("Sort · now {direction}", direction=current.direction)
        else:
            title = _(
                "Sort · now by {column}, {direction}",
                column=uncapitalised(known),
                direction=current.direction,
            )
        super().__init__(
            title,
            [current.reversed if column.key == current.key else first_sort(column.key) for column in columns],
        )

    def line(self, choice: Sort) -> Content:
        """The column and the direction."""
        return Content.assemble(self.labels[choice.key].ljust(self._width), (choice.direction, "$muted"))
