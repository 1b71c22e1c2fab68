"""P4: a list of 100,000 rows: from a key to the rows on the screen, keys on it, and growth to a million.

The list alone in a program in a pty of 80x24, its rows in memory beforehand; the peer is Textual's DataTable
with the same cells, rendered beforehand. A key's time ends with the last byte of what it draws.
"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from statistics import median, quantiles

from stancer_tui.__main__ import FRAMES
from tests.benchmarks.measure import FRAME_MS, Measure, middle
from tests.benchmarks.terminal import Terminal, program

ROWS = 100_000
SMALL, LARGE = 10_000, 1_000_000
RUNS = 5
PRESSES = 200
KEYS = (("down", b"\x1b[B", b"\x1b[A"), ("page", b"\x1b[6~", b"\x1b[5~"), ("end and home", b"G", b"g"))


def measures() -> Iterator[Measure]:
    """Load to paint, keys, growth."""
    ours = [_load(ROWS) for _ in range(RUNS)]
    peer = _peer(ROWS)
    taken, spread = middle(ours)
    yield Measure("P4 100,000 rows shown", taken, peer, "ms", "DataTable", 1 / 300, spread)
    with _ours(ROWS) as terminal:
        _show(terminal)
        for name, there, back in KEYS:
            times = _keys(terminal, there, back)
            spread = f"p95 of {len(times)}, median {median(times):.1f}"
            yield Measure(f"P4 key: {name}", quantiles(times, n=20)[-1], FRAME_MS, "ms", "a frame", 1, spread)
    small, large = key_down(SMALL), key_down(LARGE)
    spread = f"median at {LARGE:,} rows"
    yield Measure("P4 key down: growth", large, small, "ms", f"at {SMALL:,} rows", 1.2, spread)


def key_down(rows: int) -> float:
    """The median of a key down in a list of so many rows."""
    with _ours(rows) as terminal:
        _show(terminal)
        return median(_keys(terminal, *KEYS[0][1:]))


def _keys(terminal: Terminal, there: bytes, back: bytes) -> list[float]:
    """The time of each press, a few there and as many back; one that draws nothing counts for nothing."""
    stretch = 1 if there == b"G" else 10
    found = (terminal.key_to_paint(there if press // stretch % 2 == 0 else back) for press in range(PRESSES))
    return [taken for taken in found if taken is not None]


def _ours(rows: int) -> AbstractContextManager[Terminal]:
    return _program("ours", rows)


def _program(kind: str, rows: int) -> AbstractContextManager[Terminal]:
    """Either list, painted as often in a second as the desk is."""
    arguments = [sys.executable, "-m", "tests.benchmarks.list_program", kind, str(rows)]
    return program(arguments, extra={"TEXTUAL_FPS": FRAMES})


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
    with _program("datatable", rows) as terminal:
        return _show(terminal)
