"""The saved views: searches with a name."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stancer_tui.config import SavedView
from stancer_tui.render.safe import safe
from stancer_tui.ui.commands import DIALOG, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving


class ChooseView(SurvivesLeaving, ModalScreen[SavedView | None]):
    """Offers the views by name, each with its search."""

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)

    def __init__(self, views: Sequence[SavedView]) -> None:
        super().__init__(classes="dialog")
        self.views = tuple(views)

    def compose(self) -> ComposeResult:
        """Lay out two lines a view."""
        with Vertical(classes="dialog-box") as box:
            box.border_title = Content("Views")
            box.border_subtitle = Content(f"{key_of('dialog.cancel')} closes")
            yield OptionList(*(Option(self._lines(view)) for view in self.views))

    def _lines(self, view: SavedView) -> Content:
        words = " · ".join(part for part in (view.query, view.window, view.sort) if part)
        return Content.assemble(safe(view.name), (f"\n  {safe(words, 80)}", "$muted"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a view."""
        if self.is_current:
            self.dismiss(self.views[event.option_index])

    def action_cancel(self) -> None:
        """Leave the list as it is."""
        if self.is_current:
            self.dismiss(None)
