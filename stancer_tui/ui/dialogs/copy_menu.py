"""What can be copied of a payment: one key per entry."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stancer_tui.render.clipboard import CopyEntry
from stancer_tui.render.safe import safe
from stancer_tui.ui.commands import DIALOG, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

_PREVIEW = 44


class CopyMenu(SurvivesLeaving, ModalScreen[CopyEntry | None]):
    """Lists entries with the beginning of their text; answers the one that was chosen."""

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)

    def __init__(self, entries: Sequence[CopyEntry]) -> None:
        super().__init__(classes="dialog")
        self.entries = tuple(entries)

    def compose(self) -> ComposeResult:
        """Lay out one line per entry."""
        with Vertical(classes="dialog-box help-box") as box:
            box.border_title = Content("Copy")
            box.border_subtitle = Content(f"its key or enter copies · {key_of('dialog.cancel')} closes")
            yield OptionList(*(Option(_line(entry)) for entry in self.entries))

    def on_key(self, event: events.Key) -> None:
        """An entry's own key chooses it."""
        chosen = next((entry for entry in self.entries if entry.key == event.character), None)
        if chosen is not None and self.is_current:
            event.stop()
            self.dismiss(chosen)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        if self.is_current:
            self.dismiss(self.entries[event.option_index])

    def action_cancel(self) -> None:
        """Copy nothing."""
        if self.is_current:
            self.dismiss(None)


def _line(entry: CopyEntry) -> Content:
    first = entry.text.split("\n", 1)[0]
    return Content.assemble((f"{entry.key}  ", "bold"), f"{safe(entry.label):<22}", safe(first, _PREVIEW))
