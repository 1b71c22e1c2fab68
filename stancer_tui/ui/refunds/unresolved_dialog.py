"""Said at the start: refunds of an earlier run whose outcome is not known."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.words import outcome
from stancer_tui.store.intent import Intent
from stancer_tui.ui.dialogs.dialog import Dialog


class Unresolved(Dialog[bool]):
    """Lists what is being found out about; answers True to open the Refunds section."""

    AUTO_FOCUS = "#open"

    def __init__(self, mode: Mode, intents: Sequence[Intent]) -> None:
        super().__init__()
        self.mode = mode
        self.intents = intents

    def compose(self) -> ComposeResult:
        """Lay out one paragraph a refund."""
        with VerticalScroll(classes="dialog-box", can_focus=False) as box:
            box.border_title = Content(f"Earlier refunds · {self.mode.word}")
            for intent in self.intents:
                head = f"{money(Money(intent.amount, intent.currency))} of {safe(intent.payment)}"
                text = Content.assemble((head, "bold"), "\n", safe(outcome(intent), 400))
                yield Static(text, classes="dialog-text")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content("Later"), compact=True, id="later")
                yield Button(Content("Open Refunds"), compact=True, id="open", variant="primary")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer."""
        self.answer(event.button.id == "open")
