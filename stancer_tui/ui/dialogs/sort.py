"""By which column the list is sorted."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stancer_tui.render.columns import Column
from stancer_tui.ui.commands import DIALOG, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.list_choices import Sort, first_sort
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving


class ChooseSort(SurvivesLeaving, ModalScreen[Sort | None]):
    """Offers each column in its usual direction, and the current one the other way round."""

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)

    def __init__(self, columns: Sequence[Column[Any]], current: Sort) -> None:
        super().__init__(classes="dialog")
        self.sorts = tuple(
            current.turned if column.key == current.key else first_sort(column.key) for column in columns
        )
        self.labels = {column.key: column.label for column in columns}
        self.current = current

    def compose(self) -> ComposeResult:
        """Lay out one line a column."""
        with Vertical(classes="dialog-box") as box:
            now = self.labels.get(self.current.key, "Created")
            box.border_title = Content(f"Sort · now by {now.lower()}, {self.current.direction}")
            box.border_subtitle = Content(f"{key_of('dialog.cancel')} closes")
            yield OptionList(*(Option(self._line(sort)) for sort in self.sorts))

    def _line(self, sort: Sort) -> Content:
        return Content.assemble(f"{self.labels[sort.key]:<14}", (sort.direction, "$muted"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a sorting."""
        if self.is_current:
            self.dismiss(self.sorts[event.option_index])

    def action_cancel(self) -> None:
        """Keep the sorting as it is."""
        if self.is_current:
            self.dismiss(None)
