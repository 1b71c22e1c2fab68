"""P9: the search of a million payments.

Each query of `search.QUERIES` is typed key by key, the next key 80 to 400 ms after the whole answer to the
last one. The first hits are painted when the search line has the key and every payment on the screen is a hit
of the new text, neighbours as the order of the list has them, at least one, or the words that there is none.
The whole answer is there when the screen is full and the title has the right number. Keys that end with a
blank show nothing new and are not counted.

Then each query is typed at 30 keys a second, as with a key held down, and deleted so: how long each key waits
for itself in the search line while others are being answered.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.expected import shown, total, under_cursor
from tests.benchmarks.measure import Measure, p95, spread_of
from tests.benchmarks.million_desk import BACKSPACE, ESCAPE, HELD, MillionDesk, in_frames, only_shown
from tests.benchmarks.screen import Screen
from tests.benchmarks.search import QUERIES
from tests.benchmarks.watching import Awaited, Burst

LINE = 2
"""The line of the screen in which a search is typed."""

WHOLE_MS = 250
NONE_MATCHES = "No loaded payment matches"


def measures(million: MillionDesk) -> Iterator[Measure]:
    """The first hits, the whole answer, and keys meanwhile."""
    name = f"P9 search at {million.count:,}"
    first: list[float] = []
    full: list[float] = []
    whole: list[float] = []
    for query in QUERIES:
        with _searching(million):
            for typed in (query[:end] for end in range(1, len(query) + 1)):
                million.pause()
                keys = _type(million, typed)
                if not typed.endswith(" "):
                    for each, key in zip((first, full, whole), keys, strict=True):
                        each.append(key.waited)
    yield in_frames(f"{name}, first hits (p95)", first, p95)
    yield only_shown(f"{name}, the screen full (p95)", full, p95)
    limit = f"{WHOLE_MS} ms"
    yield Measure(f"{name}, whole answer (most)", max(whole), WHOLE_MS, "ms", limit, 1, spread_of(whole))
    yield in_frames(f"{name}, a key meanwhile (most)", _held_down(million), max)


def _type(million: MillionDesk, typed: str) -> tuple[Awaited, Awaited, Awaited]:
    """Press the last key of a text, and wait for the first hits, a full screen, the whole answer."""
    hits = million.expected.hits[typed]

    def first(screen: Screen) -> bool:
        lines, _ = shown(screen)
        if typed_in(screen) != typed.rstrip():
            return False
        if not hits.numbers:
            return not lines and NONE_MATCHES in screen.text
        return million.expected.stretch(lines, hits) is not None

    def full(screen: Screen) -> bool:
        lines, room = shown(screen)
        return len(lines) == min(room, len(hits.numbers)) and first(screen)

    def whole(screen: Screen) -> bool:
        return total(screen) == len(hits.numbers) and full(screen)

    pressed = million.desk.write(typed[-1])
    keys = Awaited(pressed, first), Awaited(pressed, full), Awaited(pressed, whole)
    million.desk.answered(*keys)
    return keys


def _held_down(million: MillionDesk) -> list[float]:
    """How long each key waits at 30 a second, typing and deleting."""
    waited: list[float] = []
    for query in QUERIES:
        there = [query[:end] for end in range(1, len(query) + 1)]
        keys = [*((text, text[-1]) for text in there), *((text, BACKSPACE) for text in there[-2::-1])]
        burst = Burst(typed_in)
        with _searching(million), million.desk.looking(burst.look):
            million.pause()
            for text, key in keys:
                pressed = million.desk.write(key)
                if not text.endswith(" "):  # a blank shows nothing: it goes with the next key
                    burst.pressed(pressed, text)
                million.desk.rest(HELD)
            million.desk.finish(burst)
        waited += burst.waited
    return waited


@contextmanager
def _searching(million: MillionDesk) -> Iterator[None]:
    """With the search line open, and closed again."""
    desk = million.desk
    desk.key("/", lambda screen: "words, or fields" in screen.lines[LINE])
    yield
    desk.write(ESCAPE)
    desk.until(lambda screen: total(screen) == million.count and under_cursor(screen) is not None)
    desk.rest(0.5)


def typed_in(screen: Screen) -> str:
    """What was typed into the search line; not the completion behind it, which is drawn otherwise."""
    return screen.alike(LINE, 1).rstrip()
