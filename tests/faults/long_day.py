"""A long day at the desk, in a real terminal: `python -m tests.faults.long_day [--minutes 60] [--seed 1]`.

Keys go through all sections and most dialogs, over other payments each time, in test and live mode, at a
person's pace or faster, with the shortest automatic refresh there is, against a sandbox in another process.
After each round nobody presses a key for a while. Memory (RSS), tasks, threads, open files and requests are
counted; the exit code is 1 where a bound is broken. A quarter of the time is the warm-up, in which keys come
four times as fast, so that what is kept within limits has come to them. The slope of the memory is by least
squares over all that was measured after that, and judged in runs of `JUDGED` minutes or more.
"""

import argparse
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import fmean, linear_regression, median
from tempfile import TemporaryDirectory

from starlette.types import ASGIApp, Receive, Scope, Send

from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from tests.benchmarks.screen import Screen
from tests.benchmarks.terminal import program
from tests.benchmarks.watching import Watched
from tests.faults.long_day_desk import TASKS_FILE
from tests.sandbox.serving import serving

REFRESH = 10
"""Seconds: the settings allow no fewer."""

JUDGED = 30
"""Minutes of a run whose slope says something."""

QUIET = 3
"""Seconds without a request after which what the last keys asked for has been answered."""

MOST_MB_AN_HOUR = 1.0

ENTER, F5, LOG, PALETTE, MODE = "\r", "\x1b[15~", "\x1b[24~", "\x10", "\x14"
ESCAPE = "\x1b[27u"
"""As terminals write it that tell it from the beginning of a sequence: the next key is none of its rest."""

LIST = ("2", *"jjj", ENTER, "v", ESCAPE, "i", ESCAPE, ESCAPE, "p", "j", "p", "r", ESCAPE, F5)
SEARCH = ("/", "visa", ESCAPE, ESCAPE)
DIALOGS = tuple(
    key for name in ("y", "d", "S", "C", "n", "w", "?", PALETTE, LOG, ":") for key in (name, ESCAPE)
)
SECTIONS = ("1", "j", "3", "j", ENTER, ESCAPE, ESCAPE, "4", "j", ENTER, ESCAPE, "6", "7", "j", ENTER, ESCAPE)
LIVE = (MODE, "\t", ENTER, "5", "j", ENTER, ESCAPE, "2", *"jj", ENTER, ESCAPE, MODE, ESCAPE, "2")


@dataclass(frozen=True, slots=True)
class Counts:
    """What the desk holds at the end of a round, and the requests of its rest."""

    tasks: int
    threads: int
    files: int
    requests: int


@dataclass
class Requests:
    """Counts the requests that come to an application."""

    count: int = 0
    last: float = 0.0
    """When the last of them began or ended, by the monotonic clock."""

    def before(self, app: ASGIApp) -> ASGIApp:
        """The application, each of its requests counted."""

        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            self.count += scope["type"] == "http"
            self.last = time.monotonic()
            await app(scope, receive, send)
            self.last = time.monotonic()

        return counted

    def are_quiet(self) -> bool:
        """Whether nobody has asked for anything in the last `QUIET` seconds."""
        return time.monotonic() - self.last > QUIET


@dataclass
class Day:
    """One run: who presses the keys, how fast, and what was measured."""

    desk: Watched
    tasks_file: Path
    requests: Requests
    minutes: float
    pace: float
    draw: random.Random
    began: float = field(default_factory=time.monotonic)
    keys: int = 0
    memory: list[tuple[float, float]] = field(default_factory=list)
    """Hours since the beginning, and megabytes."""
    rounds: list[Counts] = field(default_factory=list)

    @property
    def rest(self) -> float:
        """Seconds without a key after each round: two refreshes, or less in a short run."""
        return min(2.5 * REFRESH, self.minutes * 6)

    @property
    def _hours(self) -> float:
        return (time.monotonic() - self.began) / 3600

    @property
    def _warm(self) -> float:
        return self.minutes / 60 / 4

    def spend(self) -> None:
        """Press keys until the time is over; two rounds at least, to compare them."""
        while self._hours < self.minutes / 60 or len(self.rounds) < 2:
            parts = [LIST, SEARCH, DIALOGS, SECTIONS, LIVE]
            self.draw.shuffle(parts)
            for part in parts:
                for key in part:
                    self._press(key)
            self.rounds.append(self._rests())

    def _press(self, key: str) -> None:
        self.desk.write(key)
        self.keys += 1
        slower = 0.25 if self._hours < self._warm else 1.0
        self.desk.rest(self.pace * slower * self.draw.uniform(0.5, 1.5))
        self._measure()

    def _measure(self) -> None:
        process = self.desk.terminal.process
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
        self.memory.append((self._hours, pages * os.sysconf("SC_PAGE_SIZE") / 1e6))

    def _rests(self) -> Counts:
        for _ in range(6):  # back to the list, which is what refreshes
            self._press(ESCAPE)
        for key, section in (
            ("7", "7 Reference"),
            ("2", "2 Payments"),
        ):  # all that was pressed is done by then
            self._press(key)
            self.desk.until(partial(_shows, section), 120)
        self.desk.until(lambda screen: "read " in screen.lines[-1], 120)
        self._wait_until(self.requests.are_quiet, 120, "more than a refresh is asked for without a key")
        before = self.requests.count
        end = time.monotonic() + self.rest
        while (left := end - time.monotonic()) > 0:
            self.desk.rest(min(left, 1))
            self._measure()
        requests = self.requests.count - before
        process = Path(f"/proc/{self.desk.terminal.process}")
        threads, files = (len(list((process / name).iterdir())) for name in ("task", "fd"))
        return Counts(self._tasks(), threads, files, requests)

    def _tasks(self) -> int:
        self.tasks_file.unlink(missing_ok=True)
        os.kill(self.desk.terminal.process, signal.SIGUSR1)
        self._wait_until(self.tasks_file.exists, 30, "the desk does not count its tasks")
        return int(self.tasks_file.read_text(encoding="ascii"))

    def _wait_until(self, holds: Callable[[], bool], seconds: float, trouble: str) -> None:
        """Let the desk go on until something holds that its screen does not show."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError(trouble)
            self.desk.rest(0.1)

    @property
    def is_judged(self) -> bool:
        """Whether it was long enough for a slope."""
        return self.minutes >= JUDGED

    @property
    def slope(self) -> float:
        """Megabytes an hour, after the warm-up."""
        warm = [point for point in self.memory if point[0] >= self._warm]
        return linear_regression(*zip(*warm, strict=True)).slope

    def broken(self) -> Iterator[str]:
        """Each bound that does not hold."""
        if self.is_judged and self.slope >= MOST_MB_AN_HOUR:
            yield f"memory grows by {self.slope:.2f} MB an hour, not less than {MOST_MB_AN_HOUR:g}"
        half = len(self.rounds) // 2
        first, last = self.rounds[:half], self.rounds[half:]
        for name, more in (("tasks", 1.1), ("threads", 1.0), ("files", 1.0)):
            before, after = (sorted(getattr(each, name) for each in part) for part in (first, last))
            if after[0] > before[-1] * more + 2:  # what is left behind stays, what is open goes again
                yield f"{name} grew from at most {before[-1]} to at least {after[0]}"
        resting = fmean(each.requests for each in self.rounds)
        if resting > self.rest / REFRESH + 1:  # a rest can begin just before a refresh
            yield f"{resting:.1f} requests in {self.rest:g} seconds without a key"

    def _eighths(self) -> Iterator[float]:
        """The middle of the memory of each eighth of the time; in order."""
        size = -(-len(self.memory) // 8)
        for first in range(0, len(self.memory), size):
            yield median(mb for _, mb in self.memory[first : first + size])

    def figures(self) -> str:
        """What was measured, in a few lines."""
        hours = self.memory[-1][0]
        warm = next(mb for at, mb in self.memory if at >= self._warm)
        growth = f": {self.slope:+.2f} MB an hour" if self.is_judged else "; too short for a slope"
        resting = sum(each.requests for each in self.rounds) / (len(self.rounds) * self.rest) * 3600
        return "\n".join(
            (
                f"{hours * 60:.0f} minutes, {len(self.rounds)} rounds, {self.keys:,} keys",
                f"  memory: {self.memory[0][1]:.1f} MB at the start, {warm:.1f} after the warm-up, "
                f"{self.memory[-1][1]:.1f} at the end{growth}",
                f"  each eighth of the time: {', '.join(f'{mb:.1f}' for mb in self._eighths())}",
                *(
                    f"  {name}: {_spread([getattr(each, name) for each in self.rounds])}"
                    for name in ("tasks", "threads", "files")
                ),
                f"  requests: {self.requests.count / hours:,.0f} an hour, {resting:.0f} an hour while no key "
                f"is pressed (a refresh every {REFRESH} s: {3600 // REFRESH})",
            )
        )


def _shows(section: str, screen: Screen) -> bool:
    return section in screen.lines[0]


def _spread(counts: Sequence[int]) -> str:
    return f"{counts[0]} after the first round, {counts[-1]} after the last, at most {max(counts)}"


@contextmanager
def day(minutes: float, pace: float, seed: int) -> Iterator[Day]:
    """A desk at the list of payments, and who will use it."""
    requests = Requests()
    settings = SandboxSettings(payments=3000, port=0)
    with TemporaryDirectory() as home, serving(settings, behind=requests.before) as served:
        config = Path(home, "config.toml")
        config.write_text(f"[ui]\nrefresh_seconds = {REFRESH}\n", encoding="utf-8")
        tasks_file = Path(home, "tasks")
        arguments = ("--api-url", f"http://127.0.0.1:{served.port}", "--config", str(config))
        environment = {
            "STANCER_API_KEY_TEST": DEMO_SECRET_TEST,
            "STANCER_API_KEY_LIVE": DEMO_SECRET_LIVE,
            "STANCER_TUI_HOME": home,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            TASKS_FILE: str(tasks_file),
        }
        with program(
            (sys.executable, "-m", "tests.faults.long_day_desk", *arguments), extra=environment
        ) as terminal:
            desk = Watched(terminal)
            desk.until(lambda screen: "read " in screen.text, 120)
            yield Day(desk, tasks_file, requests, minutes, pace, random.Random(seed))


def command() -> int:
    """Run as told and print the figures; 1 if a bound is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.long_day", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument(
        "--pace", type=float, default=None, help="seconds between two keys (0.7; 0.1 below 5 minutes)"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pace = options.pace or (0.7 if options.minutes >= 5 else 0.1)
    with day(options.minutes, pace, options.seed) as spent:
        spent.spend()
    print(spent.figures())
    broken = list(spent.broken())
    for each in broken:
        print(f"  BROKEN: {each}")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(command())
