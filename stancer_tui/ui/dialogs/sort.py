"""By which column the list is sorted."""

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from stancer_tui.render.columns import Column
from stancer_tui.ui.dialogs.choice import ChoiceDialog
from stancer_tui.ui.dialogs.list_choices import Sort, first_sort


class ChooseSort(ChoiceDialog[Sort]):
    """Offers each column in its usual direction, and the current one the other way round."""

    def __init__(self, columns: Sequence[Column[Any]], current: Sort) -> None:
        self.labels = {column.key: column.label for column in columns}
        now = self.labels.get(current.key, "Created")
        super().__init__(
            f"Sort · now by {now.lower()}, {current.direction}",
            [current.turned if column.key == current.key else first_sort(column.key) for column in columns],
        )

    def line(self, choice: Sort) -> Content:
        """The column and the direction."""
        return Content.assemble(f"{self.labels[choice.key]:<14}", (choice.direction, "$muted"))
