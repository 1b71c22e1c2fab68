"""P4: a list of 100,000 rows: from a key to the rows on the screen, keys on it, and growth to a million rows.

The list alone in a program in a pty of 80x24, its rows in memory beforehand; the peer is Textual's DataTable with
the same cells, rendered beforehand. A key's time ends with the last byte of what it draws.
"""

import sys
from collections.abc import Iterator
from statistics import median, quantiles

from tests.benchmarks.measure import FRAME_MS, Measure, middle
from tests.benchmarks.terminal import Terminal, program

ROWS = 100_000
SMALL, LARGE = 10_000, 1_000_000
RUNS = 5
DOWN, PAGE, END, HOME = b"\x1b[B", b"\x1b[6~", b"G", b"g"
KEYS = (("down", DOWN, b"\x1b[A", 200), ("page down", PAGE, b"\x1b[5~", 60), ("end and home", END, HOME, 60))


def measures() -> Iterator[Measure]:
    """Load to paint, keys, growth."""
    ours = [_load(ROWS) for _ in range(RUNS)]
    peer = _peer(ROWS)
    taken, spread = middle(ours)
    yield Measure("P4 100,000 rows shown", taken, peer, "ms", "DataTable", 1 / 300, spread)
    medians: dict[int, float] = {}
    for rows in (SMALL, ROWS, LARGE):
        with _ours(rows) as terminal:
            _show(terminal)
            for name, there, back, presses in KEYS if rows == ROWS else KEYS[:1]:
                times = keys(terminal, there, back, presses)
                if name == "down":
                    medians[rows] = median(times)
                if rows == ROWS:
                    p95 = quantiles(times, n=20)[-1]
                    spread = f"p95 of {len(times)}, median {median(times):.1f}"
                    yield Measure(f"P4 key: {name}", p95, FRAME_MS, "ms", "a frame", 1, spread)
    spread = f"median at {LARGE:,} rows"
    yield Measure("P4 key: growth", medians[LARGE], medians[SMALL], "ms", f"at {SMALL:,} rows", 1.2, spread)


def keys(terminal: Terminal, there: bytes, back: bytes, presses: int) -> list[float]:
    """The time of each press; at the end of the list the way back."""
    found = []
    for number in range(presses):
        taken = terminal.key_to_paint(there if number % 2 == 0 or presses == 200 else back)
        if taken is not None:
            found.append(taken)
    return found


def _ours(rows: int):  # type: ignore[no-untyped-def] # a context manager of `program`
    return program([sys.executable, "-m", "tests.benchmarks.list_program", "ours", str(rows)])


def _show(terminal: Terminal) -> float:
    """Milliseconds from the key to the first rows, and to rest."""
    terminal.until(lambda seen: b"\x1b[?1049h" in seen, 300)
    terminal.settle(0.5)
    pressed = terminal.write(b"l")
    shown = terminal.until(lambda seen: b"EUR" in seen, 300)
    last = terminal.settle(0.1)
    return ((last or shown) - pressed) * 1000


def _load(rows: int) -> float:
    with _ours(rows) as terminal:
        return _show(terminal)


def _peer(rows: int) -> float:
    with program([sys.executable, "-m", "tests.benchmarks.list_program", "datatable", str(rows)]) as terminal:
        return _show(terminal)
