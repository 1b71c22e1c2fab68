"""P4: a list of 100,000 rows: from a key to the rows on the screen, keys on it, and growth to a million.

The list alone in a program in a pty of 80x24, its rows in memory beforehand; the peer is Textual's DataTable
with the same cells, rendered beforehand. A key's time ends with the last byte of what it draws. The list is
shown twice before and after each time that the peer is; the lists of ten thousand and a million rows run side
by side and take ten keys each in turn.
"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from statistics import median

from stancer_tui.__main__ import FRAMES
from tests.benchmarks.measure import FRAME_MS, Measure, middle, p95, spread_of
from tests.benchmarks.terminal import Terminal, program

ROWS = 100_000
SMALL, LARGE = 10_000, 1_000_000
ROUNDS = 3
PRESSES = 200
STRETCH = 10
"""Presses there before as many back."""

KEYS = (("down", b"\x1b[B", b"\x1b[A"), ("page", b"\x1b[6~", b"\x1b[5~"), ("end and home", b"G", b"g"))


def measures() -> Iterator[Measure]:
    """Load to paint, keys, growth."""
    ours: list[float] = []
    peer: list[float] = []
    for _ in range(ROUNDS):
        ours += (_load(ROWS), _load(ROWS))
        peer.append(_peer(ROWS))
    taken, spread = middle(ours)
    yield Measure("P4 100,000 rows shown", taken, median(peer), "ms", "DataTable", 1 / 300, spread)
    with _ours(ROWS) as terminal:
        _show(terminal)
        for name, there, back in KEYS:
            times = _keys(terminal, there, back)
            said = spread_of(times)
            yield Measure(f"P4 key: {name} (p95)", p95(times), FRAME_MS, "ms", "a frame", 1, said)
    large, small = _side_by_side(LARGE, SMALL)
    spread = f"medians of {len(large)} at {LARGE:,} rows"
    yield Measure(
        "P4 key down: growth", median(large), median(small), "ms", f"at {SMALL:,} rows", 1.2, spread
    )


def key_down(rows: int) -> float:
    """The median of a key down in a list of so many rows."""
    with _ours(rows) as terminal:
        _show(terminal)
        return median(_keys(terminal, *KEYS[0][1:]))


def _side_by_side(*rows: int) -> list[list[float]]:
    """The keys down and up of lists of so many rows that run at the same time, and take them in turn."""
    with ExitStack() as stack:
        terminals = [stack.enter_context(_ours(each)) for each in rows]
        for terminal in terminals:
            _show(terminal)
        found: list[list[float]] = [[] for _ in rows]
        for _ in range(PRESSES // (2 * STRETCH)):
            for terminal, times in zip(terminals, found, strict=True):
                times.extend(_keys(terminal, *KEYS[0][1:], presses=2 * STRETCH))
        return found


def _keys(terminal: Terminal, there: bytes, back: bytes, presses: int = PRESSES) -> list[float]:
    """The time of each press, a few there and as many back.

    One that draws nothing, at an end of the list, counts for nothing; RuntimeError where more than a few do.
    """
    stretch = 1 if there == b"G" else STRETCH
    found = [terminal.key_to_paint(there if press // stretch % 2 == 0 else back) for press in range(presses)]
    times = [taken for taken in found if taken is not None]
    if len(times) < 0.9 * presses:
        raise RuntimeError(f"{presses - len(times)} of {presses} keys drew nothing")
    return times


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
