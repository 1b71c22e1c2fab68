"""Lines of a report: a label, a count, a sum, each in its column."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from stancer_tui.render.cells import fit

_COUNT = 8
"""Cells of a count, the blanks before it included."""


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line, every text safe; without a count it is a heading or a sentence, which may take several."""

    label: str
    count: str = ""
    worth: str = ""
    style: str = ""


class SumLines(Widget):
    """Draws them in the width there is: a label that is too long gives way to its sum."""

    DEFAULT_CSS = """
    SumLines { height: auto; padding-right: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[SumLine] = ()

    def show(self, lines: Sequence[SumLine]) -> None:
        """Draw these."""
        self.lines = lines
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines at this width."""
        return Content("\n").join(self._drawn(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as they need at `width`."""
        return max(len(self._drawn(width)), 1)

    def _drawn(self, width: int) -> list[Content]:
        worth = max((cell_len(line.worth) + 2 for line in self.lines), default=0)
        room = max(width - _COUNT - worth, 1)
        drawn: list[Content] = []
        for line in self.lines:
            if line.count:
                text = f"{fit(line.label, room)}{fit(line.count, _COUNT, 'right')}"
                drawn.append(Content(f"{text}{fit(line.worth, worth, 'right')}").stylize(line.style))
            else:
                drawn += Content(line.label).stylize(line.style).wrap(max(width, 10)) or [Content("")]
        return drawn
