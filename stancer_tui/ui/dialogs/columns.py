"""Which columns the list shows."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label, SelectionList
from textual.widgets.selection_list import Selection

from stancer_tui.render.columns import Column
from stancer_tui.ui.commands import DIALOG, bindings


class ChooseColumns(ModalScreen[tuple[str, ...] | None]):
    """Offers every column with a box; answers the keys of those that are ticked."""

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)

    def __init__(self, columns: Sequence[Column[Any]], shown: Collection[str]) -> None:
        super().__init__(classes="dialog")
        self.columns = tuple(columns)
        self.shown = frozenset(shown)

    def compose(self) -> ComposeResult:
        """Lay out one box a column."""
        with Vertical(classes="dialog-box") as box:
            box.border_title = Content("Columns")
            box.border_subtitle = Content("space ticks · esc closes")
            yield SelectionList[str](
                *(
                    Selection(Content(column.label), column.key, column.key in self.shown)
                    for column in self.columns
                ),
                compact=True,
            )
            yield Label(Content(""), id="error", classes="field-error")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content("Cancel"), compact=True, id="cancel")
                yield Button(Content("Show these"), compact=True, id="show", variant="primary")

    @on(Button.Pressed, "#show")
    def take(self) -> None:
        """Answer what is ticked; nothing at all would be no list."""
        ticked = set(self.query_one(SelectionList).selected)
        if not ticked:
            self.query_one("#error", Label).update(Content("Tick one column at least."))
        elif self.is_current:
            self.dismiss(tuple(column.key for column in self.columns if column.key in ticked))

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Keep the columns as they are."""
        if self.is_current:
            self.dismiss(None)
