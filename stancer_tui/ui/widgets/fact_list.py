"""Labels and values in two columns; a long value wraps under itself, never under its label."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from stancer_tui.language import Language, current


class Fact(NamedTuple):
    """One line: `value` is safe to show, `style` a style of ours. Without a value it is a heading."""

    label: str
    value: str | None = None
    style: str = ""


class FactList(Widget):
    """Draws facts; headings stand out, labels are muted."""

    DEFAULT_CSS = """
    FactList { height: auto; }
    """

    def __init__(self, *, label_width: int = 20, id: str | None = None) -> None:
        super().__init__(id=id)
        self.label_width = label_width
        self.facts: Sequence[Fact] = ()

    def show(self, facts: Sequence[Fact]) -> None:
        """Draw `facts`."""
        self.facts = facts
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines at this width."""
        return Content("\n").join(fact_lines(self.facts, self.content_size.width, self._label_width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the lines need at `width`."""
        return max(len(fact_lines(self.facts, width, self._label_width)), 1)

    @property
    def _label_width(self) -> int:
        return label_room(self.facts, self.label_width)


def label_room(facts: Sequence[Fact], english: int) -> int:
    """Cells that the labels need in the language that is spoken; `english` is what they need in English."""
    if current().language is Language.EN:
        return english
    most = max(english * 3 // 2, english + 6)
    labels = (cell_len(fact.label) + 1 for fact in facts if fact.value is not None)
    return max([english, *(cells for cells in labels if cells <= most)])


def fact_lines(facts: Sequence[Fact], width: int, label_width: int) -> list[Content]:
    """The facts as lines of at most `width` cells (of 10 at least, beside the label)."""
    lines: list[Content] = []
    room = max(width - label_width, 10)
    for fact in facts:
        if fact.value is None:
            lines += _wrapped(fact.label, max(width, 10), fact.style or "bold $text-primary")
            continue
        label = Content(fact.label).stylize("$muted")
        blank = Content(" " * label_width)
        if cell_len(fact.label) < label_width:
            head = Content.assemble(label, " " * (label_width - cell_len(fact.label)))
        else:
            # A name as long as that, of a field we do not know, takes lines of its own.
            lines += _wrapped(fact.label, max(width, 10), "$muted")
            head = blank
        for piece in _wrapped(fact.value, room, fact.style):
            lines.append(Content.assemble(head, piece))
            head = blank
    return lines


def _wrapped(text: str, cells: int, style: str) -> list[Content]:
    """`text` in lines of at most `cells`; a word that is longer is broken."""
    return [line.rstrip() for line in Content(text).stylize(style).wrap(cells)] or [Content("")]
