"""Why there is nothing to list, as it is said in place of the rows."""

from typing import NamedTuple

from textual.content import Content
from textual.geometry import Spacing
from textual.strip import Strip
from textual.visual import Padding, Visual
from textual.widget import Widget

_AROUND = Spacing(1, 3, 1, 3)


class EmptyState(NamedTuple):
    """Why there are no rows, and what to try; with a `detail` it is a failure. Every text is safe."""

    title: str
    advice: str
    detail: str | None = None

    @property
    def content(self) -> Content:
        """The words: an empty window and a failure look different."""
        if self.detail is None:
            return Content.assemble(("○ ", "$muted"), (self.title, "bold"), "\n\n", (self.advice, "$muted"))
        failed = "bold $text-error"
        words = (self.detail, "\n\n", (self.advice, "bold"))
        return Content.assemble(("! ", failed), (self.title, failed), "\n\n", *words)

    def lines(self, widget: Widget, width: int) -> list[Strip]:
        """The words as lines of so many cells, for a widget that draws its own."""
        padded = Padding(self.content, _AROUND)
        return Visual.to_strips(widget, padded, width, None, widget.visual_style)
