"""The row under the cursor at a glance, from what the list already knows: no request is made."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from stancer_tui.ui.widgets.fact_list import Fact

EMPTY = Content("")
_LABEL = 12


class Preview(NamedTuple):
    """What is said of a row: `head` first, then `more` if that is painted, then the facts.

    `strip` stands below the list where there is no room, or no wish, for a pane beside it.
    """

    title: str = ""
    head: Content = EMPTY
    strip: Content = EMPTY
    facts: "Sequence[Fact]" = ()
    more: Callable[[], Content] = Content


class RowPreview(Widget):
    """The pane beside the list.

    It has a size of its own and is only repainted: laying the screen out again at every move of the cursor
    would cost a tenth of a second.
    """

    DEFAULT_CSS = """
    RowPreview { padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._preview = Preview()
        self._more: Content | None = None

    def show(self, preview: Preview) -> None:
        """Show another row, or the same one anew."""
        self._preview, self._more = preview, None
        self.border_title = Content(preview.title)
        self.refresh()

    def render(self) -> Content:
        """The text at this width."""
        if self._more is None:
            self._more = self._preview.more()
        blocks = [self._preview.head, Content("")]
        if self._more:
            blocks += [self._more, Content("")]
        return Content("\n").join([*blocks, *_fact_lines(self._preview.facts, self.content_size.width)])


def _fact_lines(facts: "Sequence[Fact]", width: int) -> list[Content]:
    """The facts as lines; longer labels of another language break no word that is whole without them."""
    from stancer_tui.ui.widgets.fact_list import fact_lines, label_room

    labels = label_room(facts, _LABEL)
    if labels > _LABEL:
        words = (cell_len(word) for fact in facts for word in (fact.value or "").split())
        longest = max((cells for cells in words if cells <= width - _LABEL), default=0)
        labels = min(labels, width - longest)
    return fact_lines(facts, width, labels)
