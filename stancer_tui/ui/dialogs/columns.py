"""Which columns the list shows."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from stancer_tui.language import _
from stancer_tui.render.columns import Column
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.dialogs import COLUMNS
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.widgets.choice_list import ChoiceList


class ChooseColumns(Dialog[tuple[str, ...]]):
    """Offers every column with a tick; answers the keys of those that are ticked."""

    KEYS = COLUMNS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COLUMNS)

    def __init__(self, columns: Sequence[Column[Any]], shown: Collection[str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.ticked = set(shown)

    def compose(self) -> ComposeResult:
        """Lay out one line a column."""
        with Vertical(classes="dialog-box") as box:
            tick, close = key_of("columns.tick"), key_of("dialog.cancel")
            box.border_title = Content(_("Columns"))
            box.border_subtitle = Content(
                _("{tick} ticks · enter shows these · {close} closes", tick=tick, close=close)
            )
            yield ChoiceList(*(Option(self._line(column), id=column.key) for column in self.columns))
            yield Label(Content(""), id="error", classes="field-error")

    def _line(self, column: Column[Any]) -> Content:
        ticked = column.key in self.ticked
        return Content.assemble(("✓ " if ticked else "  ", "$text-success"), column.heading)

    def action_tick(self) -> None:
        """Tick the column under the cursor, or take its tick away."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            column = self.columns[options.highlighted]
            self.ticked ^= {column.key}
            options.replace_option_prompt(column.key, self._line(column))

    def on_option_list_option_selected(self) -> None:
        """Answer what is ticked; a list needs at least one column."""
        if not self.ticked:
            self.query_one("#error", Label).update(Content(_("Tick at least one column.")))
        else:
            self.answer(tuple(column.key for column in self.columns if column.key in self.ticked))
