"""P1: from the start of the process to the frame and to the first payments of the demo, in both languages.

The wheel is installed into an environment of its own and compiled (`tests/benchmarks/installed.py`). The
peer, an empty Textual app, runs from the same environment. Each start is a new process in a pty of 80x24,
whose bytes are put on a screen (`tests/benchmarks/painted.py`). The frame is there when every cell has been
painted and the section's title stands in its border; payments are, when the list shows a whole line of one,
and a screenful, when it shows ten; the peer is, when every cell has been painted and its first word stands at
the top. How many payments come first depends on the hour: the last one is read first. Starts alternate, and
each is compared with the peer's of its own round: a machine is not as fast in one minute as in the next. The
ratio is the median of the rounds'; the peer's time is what that makes of our median.
`STANCER_BENCH_PYTHON` names an interpreter that has it already.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.installed import HIDDEN, installed_python
from tests.benchmarks.measure import Measure, middle
from tests.benchmarks.painted import Painted
from tests.benchmarks.terminal import program

EMPTY = """\
from textual.app import App
from textual.widgets import Static


class Empty(App):
    def compose(self):
        yield Static("first paint")


Empty().run()
"""
TITLES = {"en": "Payments", "fr": "Paiements"}
PAYMENT = re.compile(r"│[› ] \S.{4,20} \d[\d  ]*[.,]\d\d (EUR|€) .{20,}[│█▀-▟ ]")
"""A line of the list: when, how much, and what follows; the amount alone stands in other places too."""
SCREENFUL = 10
"""Payments on the screen with which it counts as full: the list has room for 17."""
RUNS = 21
COLUMNS, ROWS = 80, 24
FRAME_BUDGET = 1.25
ROWS_BUDGET = 1.8
LONGEST = 30
"""Seconds after which a start has failed."""

Seen = Callable[[Painted], bool]


def measures() -> Iterator[Measure]:
    """The frame and the payments against the empty app."""
    empty: list[float] = []
    frames: dict[str, list[float]] = {language: [] for language in TITLES}
    payments: dict[str, list[float]] = {language: [] for language in TITLES}
    screenfuls: dict[str, list[float]] = {language: [] for language in TITLES}
    with installed_python() as python, TemporaryDirectory(prefix="stancer-tui-home-") as home:
        peer = Path(home, "empty.py")
        peer.write_text(EMPTY, encoding="utf-8")
        environment = _quiet(Path(home))
        for run in range(-1, RUNS):  # the first of each fills the caches of the system
            alone = _start([str(python), str(peer)], environment, _empty_shown)
            for language in TITLES:
                command = [str(python.parent / "stancer-tui"), "--demo", "--lang", language]
                seen = _start(command, environment, _framed(language), _payments(1), _payments(SCREENFUL))
                if run >= 0:
                    frames[language].append(seen[0])
                    payments[language].append(seen[1])
                    screenfuls[language].append(seen[2])
            if run >= 0:
                empty += alone
    for language in TITLES:
        for name, values, budget in (
            ("frame", frames, FRAME_BUDGET),
            ("first payments", payments, ROWS_BUDGET),
            ("screenful of payments", screenfuls, None),
        ):
            ours, spread = middle(values[language])
            ratio = median(mine / peers for mine, peers in zip(values[language], empty, strict=True))
            floor = ours / ratio
            yield Measure(f"P1 {name}, {language}", ours, floor, "ms", "empty Textual app", budget, spread)


def _quiet(home: Path) -> dict[str, str]:
    """Variables with which the installed package runs alone: no checkout, no settings, bytecode as it is."""
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    return {**dict.fromkeys(HIDDEN, ""), **dict.fromkeys(folders, str(home))}


def _start(command: Sequence[str], environment: Mapping[str, str], *stages: Seen) -> list[float]:
    """Milliseconds from the start until the screen shows each stage; raises TimeoutError with the screen."""
    painted = Painted(COLUMNS, ROWS)
    seen: list[float] = []
    started = time.perf_counter()
    with program(command, size=(COLUMNS, ROWS), extra=environment) as terminal:
        while len(seen) < len(stages):
            piece = terminal.read(LONGEST)
            if piece is None:
                raise TimeoutError(f"not seen: {painted.lines()}")
            moment, data = piece
            painted.feed(data)
            while len(seen) < len(stages) and stages[len(seen)](painted):
                seen.append((moment - started) * 1000)
    return seen


def _empty_shown(painted: Painted) -> bool:
    return painted.whole and painted.lines()[0].startswith("first paint ")


def _framed(language: str) -> Seen:
    """The border around the list with its title, the header above it, the line of keys below it."""
    top = f"╭─ {TITLES[language]} ─"

    def shown(painted: Painted) -> bool:
        if not painted.whole:
            return False
        lines = painted.lines()
        in_header, has_keys = f"2 {TITLES[language]}" in lines[0], bool(lines[-1].strip())
        return in_header and has_keys and lines[1].startswith(top) and any(each[0] == "╰" for each in lines)

    return shown


def _payments(least: int) -> Seen:
    def shown(painted: Painted) -> bool:
        return sum(PAYMENT.match(line) is not None for line in painted.lines()) >= least

    return shown
