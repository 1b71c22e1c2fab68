"""The desk in a terminal, watched: what was pressed when, and when a thing stood on the screen.

A moment is that at which the bytes were read that completed what was looked for on an imitated screen. What
the program had written before a key is read before the key is pressed, so that nothing old answers it.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from tests.benchmarks.screen import Screen
from tests.benchmarks.terminal import Piece, Terminal, program

Seen = Callable[[Screen], bool]
"""Whether something stands on the screen."""


@dataclass(slots=True)
class Awaited:
    """What was pressed when, and when its answer was seen."""

    pressed: float
    seen: Seen
    at: float | None = None

    @property
    def waited(self) -> float:
        """Milliseconds. Raises TimeoutError where it was never answered."""
        if self.at is None:
            raise TimeoutError("a key was not answered")
        return (self.at - self.pressed) * 1000

    def look(self, screen: Screen, moment: float) -> None:
        """Note the moment, the first time that it is seen."""
        if self.at is None and self.seen(screen):
            self.at = moment


class Burst:
    """Keys pressed without waiting, each with the state of the screen that it leads to.

    `state` says what the screen shows; `began` is that before the first key. The program may pass over states
    that it had no time to paint: a key is answered by its own state or a later one. A state that comes twice
    is taken for the earlier one, so that what stood there before answers nothing.
    """

    def __init__(self, state: Callable[[Screen], object], began: object = None) -> None:
        self._state = state
        self._states: list[object] = [began]
        self._keys: list[Awaited] = []
        self._reached = 0

    def pressed(self, moment: float, state: object) -> None:
        """A key was pressed."""
        self._states.append(state)
        self._keys.append(Awaited(moment, lambda _: False))

    def look(self, screen: Screen, moment: float) -> None:
        """Find out how far the program has come."""
        seen = self._state(screen)
        for place in range(self._reached, len(self._states)):
            if self._states[place] == seen:
                for key in self._keys[self._reached : place]:
                    key.at = moment
                self._reached = place
                return

    def is_done(self, _screen: Screen) -> bool:
        """Whether the last key was answered."""
        return self._reached == len(self._keys)

    def give_up(self, moment: float) -> None:
        """What was not answered counts as if it were answered now."""
        for key in self._keys[self._reached :]:
            key.at = moment

    @property
    def waited(self) -> list[float]:
        """Milliseconds of each key. Raises TimeoutError where one was not answered."""
        return [key.waited for key in self._keys]


class Watched:
    """One program, its keys and its screen."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.screen = Screen()
        self._lookers: list[Callable[[Screen, float], None]] = []

    def write(self, keys: str) -> float:
        """Press keys after all that was written before; the value is the moment."""
        self.rest(0)
        return self.terminal.write(keys.encode())

    def press(self, keys: str, seen: Seen = lambda _: True) -> Awaited:
        """Press keys; `seen` is their answer."""
        return Awaited(self.write(keys), seen)

    def rest(self, seconds: float) -> None:
        """Read for a while; with 0 what is there already."""
        end = time.perf_counter() + seconds
        while pieces := self._pieces(max(end - time.perf_counter(), 0)):
            self._take(pieces)
            if time.perf_counter() > end + 1:  # a program that never stops writing
                return

    def answered(self, *awaited: Awaited, seconds: float = 30) -> None:
        """Read until each was seen. Raises TimeoutError with the screen where one is not."""
        for each in awaited:
            each.look(self.screen, time.perf_counter())
        with self.looking(*(each.look for each in awaited)):
            self.until(lambda _: all(each.at is not None for each in awaited), seconds)

    def until(self, seen: Seen, seconds: float = 30) -> None:
        """Read until it stands there. Raises TimeoutError with the screen."""
        end = time.perf_counter() + seconds
        while not seen(self.screen):
            left = end - time.perf_counter()
            if left <= 0:
                raise TimeoutError(f"not seen in {seconds:g} s:\n{self.screen.text}")
            self._take(self._pieces(left))

    def finish(self, burst: Burst, seconds: float = 10) -> None:
        """Read until each key of a burst is answered; one that never is counts for as long as that takes."""
        try:
            self.until(burst.is_done, seconds)
        except TimeoutError:
            burst.give_up(time.perf_counter())

    def key(self, keys: str, seen: Seen, seconds: float = 30) -> float:
        """Milliseconds from a key to its answer."""
        awaited = self.press(keys, seen)
        self.answered(awaited, seconds=seconds)
        return awaited.waited

    @contextmanager
    def looking(self, *lookers: Callable[[Screen, float], None]) -> Iterator[None]:
        """Let these look at the screen after each piece, with its moment."""
        before = self._lookers
        self._lookers = [*before, *lookers]
        try:
            yield
        finally:
            self._lookers = before

    def _take(self, pieces: list[Piece]) -> None:
        for moment, data in pieces:
            self.screen.feed(data)
            for look in self._lookers:
                look(self.screen, moment)

    def _pieces(self, seconds: float) -> list[Piece]:
        """What comes next and what is there already, read before it is looked at: no moment is late."""
        found: list[Piece] = []
        piece = self.terminal.read(seconds)
        while piece is not None:
            found.append(piece)
            piece = self.terminal.read(0) if len(found) < 16 else None
        return found


@contextmanager
def desk(port: int, *arguments: str, settings: str = "") -> Iterator[Watched]:
    """The desk in 80x24 on a server of the benchmark; `settings` are further lines of its settings file."""
    with TemporaryDirectory() as home:
        config = Path(home) / "config.toml"
        config.write_text(f'[ui]\nwindow = "90d"\nrefresh_seconds = 0\n{settings}', encoding="utf-8")
        command = [sys.executable, "-m", "stancer_tui", "--api-url", f"http://127.0.0.1:{port}"]
        extra = {"STANCER_API_KEY_TEST": DEMO_SECRET_TEST, "STANCER_TUI_HOME": home, "TZ": "Europe/Paris"}
        with program([*command, "--config", str(config), *arguments], extra=extra) as terminal:
            yield Watched(terminal)
