"""Fits texts that passed `render.safe` into terminal cells: pads them, or cuts them with an ellipsis."""

from typing import Literal

from rich.cells import cell_len, set_cell_size, split_text

Align = Literal["left", "right"]

ELLIPSIS = "…"

GAP = 2
"""Blank cells between two columns."""

_JOINER = "\u200d"


def width_of(text: str) -> int:
    """How many cells a text takes."""
    return cell_len(text)


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, "…" at its end when something is left out."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS if width > 0 else ""


def fit(text: str, width: int, align: Align = "left") -> str:
    """`text` in exactly `width` cells: cut with "…" or filled with blanks."""
    shown = cut(text, width).rstrip(_JOINER)  # a joiner at the end would swallow the blank behind it
    blanks = " " * (width - cell_len(shown))
    return blanks + shown if align == "right" else shown + blanks


def shorten_middle(text: str, width: int) -> str:
    """An id in at most `width` cells, "…" in its middle: its kind and its end stay readable."""
    cells = cell_len(text)
    if cells <= width:
        return text
    if width < 3:
        return cut(text, width)
    tail = (width - 1) // 2
    return f"{split_text(text, width - 1 - tail)[0]}{ELLIPSIS}{split_text(text, cells - tail)[1]}"
