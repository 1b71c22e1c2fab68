"""What Textual takes for a key when the program has nothing to do: `python -m tests.benchmarks.floor`.

A program of Textual alone in a pty of 80x24: a line to type in and, below it, sixteen lines of eight pieces
each, all made beforehand. A key changes the line and every piece. Timed as `million_search.py` times the
first hits: from the key until the line has the text and the last of the sixteen is the new one, with the same
pauses between keys. Then a dialog of one line is opened over them and answered: from the answer until the
dialog is gone and the last line is the new one, as where a list is sorted. No budget is measured here: it is
the floor under those of P9, P12 and P13, of which the program's own work is what comes on top.
"""

import random
import sys
from collections.abc import Iterator
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from stancer_tui.__main__ import FRAMES
from tests.benchmarks.measure import Measure, p95, spread_of, table
from tests.benchmarks.million_desk import BACKSPACE, ENTER
from tests.benchmarks.screen import Screen
from tests.benchmarks.terminal import program
from tests.benchmarks.watching import Watched

LINES, PIECES, KEYS, ANSWERS = 16, 8, 100, 30
F2, ASKED = "\x1bOQ", "a question"
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

    def show_other(self) -> None:
        """Show the other set."""
        self.shown = 1 - self.shown
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the lines that were made."""
        return self._made.get((self.shown, y), Strip([]))


class Line(Input):
    """Lets the other set be shown with the key, not with the message that it was pressed."""

    def watch_value(self) -> None:
        """The text is another."""
        self.app.query_one(Lines).show_other()


class Question(ModalScreen[None]):
    """A dialog of one line, over the last of the lines."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter", "dismiss", "Answer")]
    CSS = "Question { align: center middle; } Static { width: 70; height: 14; border: round gray; }"

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(ASKED)


class Alone(App[None]):
    """A line to type in, and the lines."""

    BINDINGS: ClassVar[list[BindingType]] = [("f2", "ask", "Ask")]
    CSS = "Vertical { border: round gray; } Input { border: none; height: 1; }"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def compose(self) -> ComposeResult:
        """One below the other, in a frame."""
        with Vertical():
            yield Line()
            yield Lines()

    def action_ask(self) -> None:
        """Ask, and show the other set when that is answered."""
        self.push_screen(Question(), lambda _answer: self.query_one(Lines).show_other())


def measures() -> Iterator[Measure]:
    """Keys typed and taken back, one at a time; then questions that are answered."""
    draw = random.Random(1)
    command = [sys.executable, "-m", "tests.benchmarks.floor", "program"]
    with program(command, extra={"TEXTUAL_FPS": FRAMES}) as terminal:
        desk = Watched(terminal)
        desk.until(lambda screen: _last(screen, 0))
        yield _figure("a key of Textual alone (p95)", _typed(desk, draw))
        yield _figure("an answer to a dialog of Textual alone (p95)", _answered(desk, draw))


def _figure(name: str, waited: list[float]) -> Measure:
    return Measure(name, p95(waited), None, "ms", "", None, spread_of(waited))


def _typed(desk: Watched, draw: random.Random) -> list[float]:
    waited, shown = list[float](), 0
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
    return waited


def _answered(desk: Watched, draw: random.Random) -> list[float]:
    waited, shown = list[float](), 0
    for _ in range(ANSWERS):
        desk.key(F2, lambda screen: ASKED in screen.text)
        desk.rest(draw.uniform(0.3, 0.5))
        shown = 1 - shown
        waited.append(
            desk.key(ENTER, lambda screen: _last(screen, shown) and ASKED not in screen.text)  # noqa: B023 - answered at once
        )
        desk.rest(0.3)
    return waited


def _last(screen: Screen, shown: int) -> bool:
    return f"{shown}-{LINES - 1:02d}-{PIECES - 1}" in screen.text


if __name__ == "__main__":
    if sys.argv[1:] == ["program"]:
        Alone().run()
    else:
        print(table(measures()))
