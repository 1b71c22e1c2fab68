"""What every dialog has in common: it lies over a screen, escape closes it, and it answers once."""

from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.screen import ModalScreen

from stancer_tui.models.mode import Mode
from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.dialogs import DIALOG
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

T = TypeVar("T")


class Dialog(SurvivesLeaving, ModalScreen[T | None]):
    """A question over a screen; without an answer it gives None.

    One that moves money or deletes is given its `mode`: the frame of live is heavy and of its own colour.
    """

    KEYS: ClassVar[tuple[Command, ...]] = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)
    HORIZONTAL_BREAKPOINTS = []  # noqa: RUF012 - as Textual declares it
    """No style of a dialog depends on the terminal's width: nothing in it is styled again for that."""

    def __init__(self, *, mode: Mode | None = None, classes: str = "") -> None:
        framed = "" if mode is None else f"mode-{mode}"
        super().__init__(classes=f"dialog {framed} {classes}")

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen, perhaps under another dialog: the agent will read what it says."""
        return self.is_attached and self in self.app.screen_stack

    def answer(self, answer: T | None) -> None:
        """Close with an answer, unless something else lies over the question."""
        if self.is_current:
            self.dismiss(answer)

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.answer(None)
