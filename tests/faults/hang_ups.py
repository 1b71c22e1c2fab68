"""Terminals that go away while the desk starts: `python -m tests.faults.hang_ups [--starts 300] [--seed 1]`.

Each start of the demo has a pseudo-terminal of its own, which is closed after a random time: half of them are
read until then, half of them not. In turn the desk leads the session, so that it is told (SIGHUP); ignores
that, as under `nohup`; and is started by a program that is told in its place. The exit code is 1 when a start
does not end, leaves a crash report or a temporary file, or ends as if nothing had happened.
"""

import argparse
import fcntl
import os
import random
import select
import signal
import struct
import sys
import termios
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.terminal import ROOT

PATIENCE = 30.0
"""Seconds until a start counts as one that does not end: the program gives itself three."""


def _leader(slave: int) -> None:
    os.setsid()
    with suppress(OSError):  # it may have gone already
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


def _ignoring(slave: int) -> None:
    _leader(slave)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def _untold(slave: int) -> None:
    del slave  # the terminal is nobody's: nobody is told


WAYS: dict[str, Callable[[int], None]] = {"told": _leader, "ignores it": _ignoring, "not told": _untold}


@dataclass(frozen=True, slots=True)
class Start:
    """What became of one start: `code` is None where it did not end."""

    way: str
    code: int | None
    seconds: float
    left: tuple[str, ...]

    @property
    def wrong(self) -> bool:
        """Whether it hung, left something behind, or took no notice."""
        return self.code in {None, 0} or bool(self.left)


def start(way: str, closed_after: float, *, reads: bool, home: Path) -> Start:
    """Start the demo, close its terminal, and wait for its end."""
    temporary = home / "temporary"
    temporary.mkdir()
    child, master = _started(way, home, temporary)
    end = time.monotonic() + closed_after
    while (left := end - time.monotonic()) > 0:
        if reads and select.select([master], [], [], left)[0]:
            os.read(master, 1 << 16)
        elif not reads:
            time.sleep(left)
    os.close(master)
    began = time.monotonic()
    handle = os.pidfd_open(child)
    ended = bool(select.select([handle], [], [], PATIENCE)[0])
    os.close(handle)
    seconds = time.monotonic() - began
    if not ended:
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) if ended else None
    # What ends by a signal, before the program has its own handlers, has no time to clear up.
    found = [*home.rglob("crash-*"), *(temporary.iterdir() if code is not None and code > 0 else ())]
    return Start(way, code, seconds, tuple(each.name for each in found))


def _started(way: str, home: Path, temporary: Path) -> tuple[int, int]:
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = os.environ | {
        "TERM": "xterm-256color",
        "STANCER_TUI_HOME": str(home),
        "TMPDIR": str(temporary),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    arguments = [sys.executable, "-m", "stancer_tui", "--demo", "--payments", "300"]
    child = os.fork()
    if child == 0:
        try:
            os.close(master)
            os.chdir(ROOT)
            WAYS[way](slave)
            for stream in range(3):
                os.dup2(slave, stream)
            os.close(slave)
            os.execve(arguments[0], arguments, environment)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)  # the program did not take its place
    os.close(slave)
    return child, master


def campaign(starts: int, seed: int, most: float) -> Iterator[Start]:
    """So many starts, each way in turn, closed after up to `most` seconds."""
    draw, ways = random.Random(seed), tuple(WAYS)
    for number in range(starts):
        with TemporaryDirectory() as home:
            after, reads = draw.uniform(0, most), draw.random() < 0.5
            yield start(ways[number % len(ways)], after, reads=reads, home=Path(home))


def figures(done: Sequence[Start]) -> str:
    """The campaign in a few lines."""
    codes = Counter((each.way, each.code) for each in done)
    wrong = [each for each in done if each.wrong]
    hung = sum(each.code is None for each in done)
    lines = [
        f"{len(done)} starts whose terminal went away: {hung} did not end, {len(wrong)} wrong, "
        f"the longest end took {max(each.seconds for each in done):.1f} s"
    ]
    for way in WAYS:
        ends = ", ".join(
            f"{count} with {code}" for (name, code), count in sorted(codes.items(), key=str) if name == way
        )
        lines.append(f"  {way}: {ends}")
    return "\n".join(lines + [f"  WRONG {each}" for each in wrong])


def command() -> int:
    """Run as told and print the figures; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.hang_ups", description=__doc__)
    parser.add_argument("--starts", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--most", type=float, default=0.6, help="seconds until the terminal goes, at most (0.6)"
    )
    options = parser.parse_args()
    done = list(campaign(options.starts, options.seed, options.most))
    print(figures(done))
    return int(any(each.wrong for each in done))


if __name__ == "__main__":
    sys.exit(command())
