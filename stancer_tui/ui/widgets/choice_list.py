"""A list to choose from: what is quieter can be read under the cursor as well, in every theme."""

from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import OptionList

from stancer_tui.ui.widgets.readable import readable_style


class ChoiceList(OptionList):
    """Textual's list of options, in which j and k move too, and every text has enough contrast."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def render_line(self, y: int) -> Strip:
        """One line, as Textual draws it, readable."""
        strip = super().render_line(y)
        segments = (
            Segment(segment.text, segment.style and readable_style(segment.style), segment.control)
            for segment in strip
        )
        return Strip(segments, strip.cell_length)
