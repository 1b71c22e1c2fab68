"""A box that is ticked or empty; Textual's own shows one cross in two colours, which not all can tell."""

from textual.widgets import Checkbox


class TickBox(Checkbox):
    """A checkbox that can be read without colour."""

    BUTTON_INNER = " "

    def watch_value(self) -> None:
        """Draw the tick only where there is one."""
        self.BUTTON_INNER = "X" if self.value else " "
        super().watch_value()
