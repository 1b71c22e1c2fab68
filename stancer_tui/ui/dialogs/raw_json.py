"""The answer of the API as it was received."""

import json
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import TextArea

from stancer_tui.render.safe import safe
from stancer_tui.ui.commands import DIALOG, bindings

_LINE = 4096


class RawJson(ModalScreen[None]):
    """Shows one object of the API as indented JSON, every line through the one door."""

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)

    def __init__(self, title: str, raw: dict[str, Any]) -> None:
        super().__init__(classes="dialog")
        self.heading = title
        self.raw = raw

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with Vertical(classes="dialog-box raw-box") as box:
            box.border_title = Content(f"{safe(self.heading)} · as received")
            box.border_subtitle = Content("esc closes")
            lines = json.dumps(self.raw, indent=2, ensure_ascii=False).split("\n")
            yield TextArea("\n".join(safe(line, _LINE) for line in lines), read_only=True, compact=True)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(TextArea).focus()

    def action_cancel(self) -> None:
        """Close."""
        if self.is_current:
            self.dismiss()
