"""A desk whose payments are all loaded, and what its list must show."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.expected import Expected, Order, shown, total, under_cursor
from tests.benchmarks.measure import FRAME_MS, Measure, spread_of
from tests.benchmarks.screen import Screen
from tests.benchmarks.watching import Watched

HELD = 1 / 30
"""Seconds between two keys of one that is held down."""

ENTER, ESCAPE, BACKSPACE = "\r", "\x1b", "\x7f"


@dataclass
class MillionDesk:
    """The desk, what it must show, and how many payments it has."""

    desk: Watched
    expected: Expected
    count: int
    _draw: random.Random = field(default_factory=lambda: random.Random(1))

    def load(self) -> None:
        """Wait until every payment is there, and until the desk has come to rest."""
        self.desk.until(lambda screen: total(screen) == self.count and "stops" not in screen.text, 900)
        self.desk.rest(3)

    def pause(self) -> None:
        """What a person takes between two keys."""
        self.desk.rest(self._draw.uniform(0.08, 0.4))

    def is_full_of(self, order: Order, screen: Screen) -> bool:
        """Whether the screen is full of neighbours in an order."""
        lines, room = shown(screen)
        return 0 < room == len(lines) and self.expected.stretch(lines, order) is not None

    def has_cursor(self, number: int, screen: Screen) -> bool:
        """Whether a payment has the cursor."""
        line = under_cursor(screen)
        return line is not None and self.expected.is_line(line, number)

    def memory(self, name: str) -> Measure:
        """P10: the most memory that the process has had."""
        return Measure(name, self.desk.terminal.memory(), 400, "MB", "400 MB", 1, "the most there was")


def in_frames(name: str, waited: Sequence[float], figure: Callable[[Sequence[float]], float]) -> Measure:
    """How long keys waited, against a frame."""
    return Measure(name, figure(waited), FRAME_MS, "ms", "a frame", 1, spread_of(waited))


def only_shown(name: str, waited: Sequence[float], figure: Callable[[Sequence[float]], float]) -> Measure:
    """How long keys waited, without a budget."""
    return Measure(name, figure(waited), None, "ms", "", None, spread_of(waited))
