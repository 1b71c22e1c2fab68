"""P6 and P7: keys while 100,000 payments are loading into the desk, and the memory when they are there.

The desk itself in a pty of 80x24, against a server on loopback that cuts pages from payments written out
beforehand. The cursor goes down and up; a key's time ends with the bytes that draw the cursor on its new
line, which is looked for in what was read afterwards: the list repaints at the same time.
"""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from tests.benchmarks.measure import FRAME_MS, Measure
from tests.benchmarks.serving import served
from tests.benchmarks.terminal import Piece, Terminal, program

COUNT = 100_000
PAUSE = 0.12
LOADED = re.compile(rb"of (\d[\d,]*)")
LINE = re.compile(rb"\x1b\[(\d+);\d+H")
CURSOR = "›".encode()


def measures() -> Iterator[Measure]:
    """Keys while the list grows; memory at the end."""
    times, memory, _ = loaded(COUNT)
    p95 = quantiles(times, n=20)[-1]
    spread = f"p95 of {len(times)}, median {median(times):.1f}"
    yield Measure(f"P6 key while {COUNT:,} load", p95, FRAME_MS, "ms", "a frame", 2, spread)
    yield Measure(f"P7 {COUNT:,} loaded, memory", memory, 200, "MB", "200 MB", 1, "peak of the process")


def loaded(count: int) -> tuple[list[float], float, float]:
    """Load so many: milliseconds of each key meanwhile, the peak of memory in MB, seconds of the load.

    Keys are pressed while the last hundred thousand arrive.
    """
    with served(count) as port:
        return watched(port, count)


def watched(port: int, count: int) -> tuple[list[float], float, float]:
    """The same of a server that is there."""
    with _desk(port) as terminal:
        terminal.until(lambda seen: CURSOR in seen, 60)
        started = time.perf_counter()
        if count > COUNT:
            terminal.until(lambda seen: _most(seen) >= count - COUNT, 600)
        times: list[float] = []
        total = f"{count:,} of {count:,}".encode()
        cursor, down = _Cursor(), True
        while True:
            pieces, pressed = _press(terminal, b"j" if down else b"k")
            taken = cursor.moved(pieces, pressed)
            if taken is not None:
                times.append(taken)
            down = not down
            if any(total in data for _, data in pieces):
                return times, terminal.memory(), time.perf_counter() - started
            if time.perf_counter() - started > 600:
                raise TimeoutError("the window is not loaded")


@contextmanager
def _desk(port: int) -> Iterator[Terminal]:
    with TemporaryDirectory() as home:
        config = Path(home) / "config.toml"
        config.write_text('[ui]\nwindow = "90d"\nrefresh_seconds = 0\n', encoding="utf-8")
        arguments = ["-m", "stancer_tui", "--api-url", f"http://127.0.0.1:{port}", "--config", str(config)]
        extra = {"STANCER_API_KEY_TEST": DEMO_SECRET_TEST, "STANCER_TUI_HOME": home, "TZ": "Europe/Paris"}
        with program([sys.executable, *arguments], extra=extra) as terminal:
            yield terminal


def _most(seen: bytes) -> int:
    """How many payments the title has told of."""
    return max((int(number.replace(b",", b"")) for number in LOADED.findall(seen[-20_000:])), default=0)


def _press(terminal: Terminal, key: bytes) -> tuple[list[Piece], float]:
    """Press a key, and what came until the next one is due."""
    pressed = terminal.write(key)
    pieces: list[Piece] = []
    while (left := pressed + PAUSE - time.perf_counter()) > 0:
        piece = terminal.read(left)
        if piece is not None:
            pieces.append(piece)
    return pieces, pressed


class _Cursor:
    """Where the cursor was seen last."""

    def __init__(self) -> None:
        self._line: int | None = None

    def moved(self, pieces: list[Piece], pressed: float) -> float | None:
        """Milliseconds until it was drawn on another line than before."""
        before, everything = self._line, b""
        for moment, data in pieces:
            everything += data
            lines = LINE.findall(everything[: max(everything.rfind(CURSOR), 0)])
            if lines:
                self._line = int(lines[-1])
                if before is not None and self._line != before:
                    return (moment - pressed) * 1000
        return None
