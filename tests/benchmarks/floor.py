"""What Textual takes for a key of a search when nothing is looked for: `python -m tests.benchmarks.floor`.

A program of Textual alone in a pty of 80x24: a line to type in and, below it, sixteen lines of eight pieces
each, all made beforehand. A key changes the line and every piece. Timed as `million_search.py` times the
first hits: from the key until the line has the text and the last of the sixteen is the new one, with the same
pauses between keys. No budget is measured here: it is the floor under those of P9, P12 and P13, of which the
program's own work is what comes on top.
"""

import random
import sys
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from stancer_tui.__main__ import FRAMES
from tests.benchmarks.measure import Measure, p95, spread_of, table
from tests.benchmarks.million_desk import BACKSPACE
from tests.benchmarks.screen import Screen
from tests.benchmarks.terminal import program
from tests.benchmarks.watching import Watched

LINES, PIECES, KEYS = 16, 8, 100
STYLES = [Style(color=f"color({number})", bold=number % 2 == 0) for number in range(16, 24)]


class Lines(Widget):
    """Sixteen lines, of which each key shows another set."""

    DEFAULT_CSS = "Lines { height: 1fr; }"
    shown = 0

    def __init__(self) -> None:
        super().__init__()
        self._made = {
            (shown, line): Strip(
                [Segment(f"{shown}-{line:02d}-{each} ", STYLES[each]) for each in range(PIECES)]
            )
            for shown in range(2)
            for line in range(LINES)
        }

    def render_line(self, y: int) -> Strip:
        """One of the lines that were made."""
        return self._made.get((self.shown, y), Strip([]))


class Alone(App[None]):
    """A line to type in, and the lines."""

    CSS = "Vertical { border: round gray; } Input { border: none; height: 1; }"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def compose(self) -> ComposeResult:
        """One below the other, in a frame."""
        with Vertical():
            yield Input()
            yield Lines()

    def on_input_changed(self) -> None:
        """Show the other set."""
        lines = self.query_one(Lines)
        lines.shown = 1 - lines.shown
        lines.refresh()


def measure() -> Measure:
    """Keys typed and taken back, one at a time."""
    draw, waited, shown = random.Random(1), list[float](), 0
    command = [sys.executable, "-m", "tests.benchmarks.floor", "program"]
    with program(command, extra={"TEXTUAL_FPS": FRAMES}) as terminal:
        desk = Watched(terminal)
        desk.until(lambda screen: _last(screen, 0))
        for number in range(KEYS):
            desk.rest(draw.uniform(0.08, 0.4))
            shown = 1 - shown
            typed = number % 2 == 0
            waited.append(
                desk.key(
                    "e" if typed else BACKSPACE,
                    lambda screen: _last(screen, shown) and ("e" in screen.lines[1]) is typed,  # noqa: B023 - answered at once
                )
            )
    return Measure("a key of Textual alone (p95)", p95(waited), None, "ms", "", None, spread_of(waited))


def _last(screen: Screen, shown: int) -> bool:
    return f"{shown}-{LINES - 1:02d}-{PIECES - 1}" in screen.text


if __name__ == "__main__":
    if sys.argv[1:] == ["program"]:
        Alone().run()
    else:
        print(table([measure()]))
