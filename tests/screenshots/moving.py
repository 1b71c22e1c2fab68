"""Screens one after another, as one SVG that plays by itself, without a script; equal rows are kept once."""

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from textual.strip import Strip

from tests.screenshots.drawing import CELL_HEIGHT, CELL_WIDTH, Drawing, window

FOOT = 56
"""Pixels under the screen for the words that say what happens."""


class Frame(NamedTuple):
    """One screen, so many seconds long, and what is said of it."""

    strips: tuple[Strip, ...]
    seconds: float
    said: str
    pressed: str


class Film:
    """Frames beside each other, moved past the window; where motion is not wanted, the first one stays."""

    def __init__(self, drawing: Drawing, size: tuple[int, int]) -> None:
        self._drawing = drawing
        self._size = size
        self._rows: dict[str, int] = {}

    def svg(self, frames: Sequence[Frame], title: str) -> str:
        """The whole film."""
        width = self._size[0] * CELL_WIDTH
        drawn = [
            f'<g transform="translate({number * width} 0)">{self._frame(frame)}</g>\n'
            for number, frame in enumerate(frames)
        ]
        rows = "".join(f'<g id="r{number}">{row}</g>\n' for row, number in self._rows.items())
        body = (
            f"<style>{_moved(frames, width)}</style>\n<defs>{rows}</defs>\n"
            f'<g class="film">{"".join(drawn)}</g>'
        )
        return window(self._drawing, self._size, title, body, foot=FOOT)

    def _frame(self, frame: Frame) -> str:
        rows = (self._drawing.row(strip) for strip in frame.strips)
        placed = "".join(
            f'<use href="#r{self._rows.setdefault(row, len(self._rows))}" y="{number * CELL_HEIGHT}"/>'
            for number, row in enumerate(rows)
            if row
        )
        below = self._size[1] * CELL_HEIGHT + 36
        right = self._size[0] * CELL_WIDTH - 4
        said = f'<text class="said" x="4" y="{below}">{escape(frame.said)}</text>'
        key = f'<text class="key" x="{right}" y="{below}">{escape(frame.pressed)}</text>'
        return f"{placed}{said}{key if frame.pressed else ''}"


def _moved(frames: Sequence[Frame], width: int) -> str:
    whole = sum(frame.seconds for frame in frames)
    passed, steps = 0.0, []
    for number, frame in enumerate(frames):
        steps.append(f"{100 * passed / whole:.3f}%{{transform:translateX({-number * width}px)}}")
        passed += frame.seconds
    return (
        f".film{{animation:film {whole:g}s step-end infinite}}@keyframes film{{{''.join(steps)}}}"
        "@media (prefers-reduced-motion:reduce){.film{animation:none}}"
        ".said{font:600 22px system-ui,sans-serif;fill:#f2f3f5}"
        ".key{font-weight:700;fill:#9fc7ea;text-anchor:end}"
    )
