"""A program in a pseudo-terminal, timed from a key to the bytes that answer it."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
QUIET = 0.05
"""Seconds without a byte after which an answer is whole."""

Piece = tuple[float, bytes]
"""When bytes came (by `time.perf_counter`), and which."""


class Terminal:
    """One program and what it writes."""

    def __init__(self, process: int, handle: int) -> None:
        self.process = process
        self._handle = handle

    def write(self, keys: bytes) -> float:
        """Press keys; the value is the moment."""
        moment = time.perf_counter()
        os.write(self._handle, keys)
        return moment

    def read(self, seconds: float) -> Piece | None:
        """The next bytes, or None when none come in this time."""
        ready, _, _ = select.select([self._handle], [], [], seconds)
        if not ready:
            return None
        try:
            data = os.read(self._handle, 1 << 16)
        except OSError:
            data = b""
        if not data:
            raise EOFError("the program ended")
        return time.perf_counter(), data

    def until(self, found: Callable[[bytes], bool], seconds: float) -> float:
        """The moment of the piece with which everything read so far is `found`."""
        everything = b""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            piece = self.read(left)
            if piece is not None:
                everything += piece[1]
                if found(everything):
                    return piece[0]
        raise TimeoutError(f"not seen in {seconds:g} s: {everything[-500:]!r}")

    def settle(self, quiet: float = QUIET, seconds: float = 60) -> float | None:
        """Read until nothing comes for a while; the moment of the last byte, None when there was none."""
        last = None
        end = time.perf_counter() + seconds
        while (piece := self.read(quiet)) is not None:
            last = piece[0]
            if last > end:
                raise TimeoutError("the program does not come to rest")
        return last

    def key_to_paint(self, keys: bytes) -> float | None:
        """Milliseconds from a key to the last byte of what it draws; None when it draws nothing."""
        pressed = self.write(keys)
        last = self.settle(max(QUIET, 0.05))
        return None if last is None else (last - pressed) * 1000

    def memory(self) -> float:
        """Resident megabytes, the most there were, as the kernel counts them; with those of its processes."""
        return sum(map(_most_memory, _with_children(self.process))) / 1024


def _with_children(process: int) -> list[int]:
    """A process and what it has started, as far as that still runs."""
    found = [process]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, children.read_text(encoding="ascii").split())
    return found


def _most_memory(process: int) -> int:
    """Kilobytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


@contextmanager
def program(
    arguments: Sequence[str], *, size: tuple[int, int] = (80, 24), extra: Mapping[str, str] | None = None
) -> Iterator[Terminal]:
    """Run a program in a terminal of this size (columns, rows)."""
    environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"} | dict(extra or {})
    process, handle = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execvpe(arguments[0], list(arguments), environment)
    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    try:
        yield Terminal(process, handle)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(handle)
