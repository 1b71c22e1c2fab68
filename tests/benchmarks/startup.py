"""P1: from the start to the frame and to the first payments of the demo, in a pty, in both languages.

The peer is an empty Textual app in the same pty, to its first word. Runs alternate.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect

from tests.benchmarks.measure import Measure, middle

ROOT = Path(__file__).parent.parent.parent
EMPTY = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Empty(App):\n"
    "    def compose(self):\n"
    "        yield Static('first paint')\n"
    "Empty().run()\n"
)
DEMO = ["-m", "stancer_tui", "--demo", "--lang"]
FRAME = {"en": re.compile(rb"Payments"), "fr": re.compile(rb"Paiements")}
ROWS = re.compile(rb"\d[.,]\d\d .{0,40}?EUR", re.DOTALL)
RUNS = 7


def measures() -> Iterator[Measure]:
    """The frame and the rows against the empty app."""
    empty: list[float] = []
    frames: dict[str, list[float]] = {language: [] for language in FRAME}
    rows: dict[str, list[float]] = {language: [] for language in FRAME}
    for _ in range(RUNS):
        empty.append(_start(["-c", EMPTY], re.compile(rb"first paint"))[0])
        for language, frame in FRAME.items():
            seen = _start([*DEMO, language], frame, ROWS)
            frames[language].append(seen[0])
            rows[language].append(seen[1])
    floor, _ = middle(empty)
    for language in FRAME:
        for name, values, budget in (("frame", frames, 1.5), ("first payments", rows, 2.2)):
            ours, spread = middle(values[language])
            yield Measure(f"P1 {name}, {language}", ours, floor, "ms", "empty Textual app", budget, spread)


def _start(arguments: list[str], *patterns: re.Pattern[bytes]) -> list[float]:
    """Milliseconds from the start until each pattern has been painted."""
    environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    started = time.perf_counter()
    child = pexpect.spawn(
        sys.executable, arguments, cwd=str(ROOT), env=environment, dimensions=(24, 80), timeout=30
    )
    try:
        seen = []
        for pattern in patterns:
            child.expect(pattern)
            seen.append((time.perf_counter() - started) * 1000)
        return seen
    finally:
        child.close(force=True)
