"""Widths in terminal cells: measuring, padding, cutting with a sign."""

from functools import lru_cache
from typing import Literal
from unicodedata import category, east_asian_width

Align = Literal["left", "right"]

ELLIPSIS = "…"

_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_ONE_CELL_FORMATS = frozenset("\u00ad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f")


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if "\U0001f3fb" <= character <= "\U0001f3ff" or "\u1160" <= character <= "\u11ff":
        return 0
    if category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 1 if character in _ONE_CELL_FORMATS else 0
    return 2 if east_asian_width(character) in "WF" else 1


def _widened(character: str) -> bool:
    """A symbol of one cell that the emoji style makes two cells wide."""
    return "\u2000" < character < "\u3300" and category(character) in {"So", "Sm"} and _width(character) == 1


def _plain(text: str) -> bool:
    """Every character is one cell wide (printable, up to the end of Latin Extended)."""
    return text.isascii() or max(text) < "\u0300"


def cell_len(text: str) -> int:
    """Cells that `text` takes; what a joiner joins takes none of its own."""
    if _plain(text):
        return len(text)
    return _measure(text, None)[1]


def _measure(text: str, limit: int | None) -> tuple[int, int]:
    """Characters and cells of the longest beginning of `text` that takes at most `limit` cells."""
    cells = index = 0
    previous = ""
    while index < len(text):
        character = text[index]
        step, width = 1, 0
        if character == _JOINER:
            step = 2
        elif character == _EMOJI_STYLE:
            width, previous = int(_widened(previous)), ""
        else:
            width = _width(character)
            previous = character if width else previous
        if limit is not None and cells + width > limit:
            break
        cells += width
        index += step
    return min(index, len(text)), cells


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, "…" at its end when something is left out."""
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    end = width - 1 if _plain(text) else _measure(text, width - 1)[0]
    return text[:end].rstrip() + ELLIPSIS


def fit(text: str, width: int, align: Align = "left") -> str:
    """`text` in exactly `width` cells: cut with "…" or filled with blanks."""
    shown = cut(text, width).rstrip(_JOINER)  # a joiner at the end would swallow the blank behind it
    blanks = " " * (width - cell_len(shown))
    return blanks + shown if align == "right" else shown + blanks


def shorten_middle(text: str, width: int) -> str:
    """An id in at most `width` cells, "…" in its middle: its kind and its end stay readable."""
    if cell_len(text) <= width:
        return text
    if width < 3:
        return cut(text, width)
    tail_width = (width - 1) // 2
    if _plain(text):
        return text[: width - 1 - tail_width] + ELLIPSIS + text[len(text) - tail_width :]
    head = text[: _measure(text, width - 1 - tail_width)[0]]
    start = len(text)
    while start > len(head) and cell_len(text[start - 1 :]) <= tail_width:
        start -= 1
    return head + ELLIPSIS + text[start:]
