"""Labels and values in two columns; a long value wraps under itself, never under its label."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: `value` is safe to show, `style` a style of ours. Without a value it is a heading."""

    label: str
    value: str | None = None
    style: str = ""


class FactList(Widget):
    """Draws facts; headings stand out, labels are muted."""

    DEFAULT_CSS = """
    FactList { height: auto; }
    """

    def __init__(self, *, label_width: int = 20, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.label_width = label_width
        self.facts: Sequence[Fact] = ()

    def show(self, facts: Sequence[Fact]) -> None:
        """Draw `facts`."""
        self.facts = facts
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines at this width."""
        return Content("\n").join(fact_lines(self.facts, self.content_size.width, self.label_width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the lines need at `width`."""
        return max(len(fact_lines(self.facts, width, self.label_width)), 1)


def fact_lines(facts: Sequence[Fact], width: int, label_width: int) -> list[Content]:
    """The facts as lines of at most `width` cells."""
    lines: list[Content] = []
    room = max(width - label_width, 10)
    for fact in facts:
        if fact.value is None:
            pieces = wrap(fact.label, max(width, 10)) or [""]
            lines += [Content.assemble((piece, fact.style or "bold $text-primary")) for piece in pieces]
            continue
        label = f"{fact.label:<{label_width - 1}} "
        for piece in wrap(fact.value, room) or [""]:
            lines.append(Content.assemble((label, "$muted"), (piece, fact.style)))
            label = " " * label_width
    return lines
