"""A question with two answers, the harmless one focused."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from stancer_tui.ui.commands import DIALOG, bindings
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving


class Confirm(SurvivesLeaving, ModalScreen[bool]):
    """Asks `title` and explains `text` (both ours, never data); answers True only to the yes button."""

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)
    AUTO_FOCUS = "#no"

    def __init__(self, title: str, text: str, *, yes: str, no: str) -> None:
        super().__init__(classes="dialog")
        self.heading = title
        self.text = text
        self.yes = yes
        self.no = no

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        with Vertical(classes="dialog-box") as box:
            box.border_title = Content(self.heading)
            yield Static(Content(self.text), classes="dialog-text")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(self.no), compact=True, id="no")
                yield Button(Content(self.yes), compact=True, id="yes", variant="warning")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer."""
        if self.is_current:
            self.dismiss(event.button.id == "yes")

    def action_cancel(self) -> None:
        """Answer no."""
        if self.is_current:
            self.dismiss(False)
