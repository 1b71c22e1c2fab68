"""A question with two answers, the harmless one focused."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from stancer_tui.ui.dialogs.dialog import Dialog


class Confirm(Dialog[bool]):
    """Asks `title` and explains `text` (both ours, never data); answers True only to the yes button."""

    AUTO_FOCUS = "#no"

    def __init__(self, title: str, text: str, *, yes: str, no: str) -> None:
        super().__init__()
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
        self.answer(event.button.id == "yes")
