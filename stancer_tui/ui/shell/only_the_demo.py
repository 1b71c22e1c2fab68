"""What a browser shows of a desk that is no demo: why, and nothing behind it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from stancer_tui.ui.shell.crash import CrashGuard


class OnlyTheDemo(CrashGuard[None]):
    """Says `words`, which are ours, until the reader leaves."""

    CSS = "Static { width: 70; max-width: 100%; margin: 2 4; }"
    BINDINGS: ClassVar[list[BindingType]] = [("q,escape,ctrl+q", "quit")]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def compose(self) -> ComposeResult:
        """Lay out the sentence."""
        yield Static(Content(self.words))
