"""What a scrollbar shows of the length of its list."""

from math import ceil

from textual.scrollbar import ScrollBar

_PARTS = 8
"""Parts of a cell at which a thumb can begin and end."""


def tell_length(bar: ScrollBar, lines: int) -> None:
    """Let a vertical scrollbar know of so many lines; it is painted again where its thumb looks different.

    Of many thousand lines the thumb has one cell: to paint that takes as long as three lines of a list.
    """
    if _thumb(bar, lines) == _thumb(bar, bar.window_virtual_size):
        bar.set_reactive(ScrollBar.window_virtual_size, lines)
    else:
        bar.window_virtual_size = lines


def _thumb(bar: ScrollBar, lines: int) -> tuple[int, int]:
    """Where the thumb begins, and its length, in parts of cells, as Textual draws it."""
    height, window = bar.size.height, bar.window_size
    if not 0 < window < lines:
        return 0, 0
    cells = max(1, window * height / lines)
    return int((height - cells) * bar.position / (lines - window) * _PARTS), ceil(cells * _PARTS)
