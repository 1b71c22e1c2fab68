"""P13: the overview of a million payments, and P14 on the screen.

With everything loaded: from the overview's digit, the first time, until the right number of payments and the
right number and sum of the captured ones stand there. From the moment at which a figure has the cursor, keys
walk over the figures at 30 a second: until the cursor is where each leads to.

While rows arrive: in another desk, for 20 seconds of the load, a key to the next figure or back 120 ms after
the answer to the last one, and the longest time for which the number of payments stood still.

A person: `i` on a payment, until their name and number of payments are there, ten customers.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, pairwise
from statistics import median

from tests.benchmarks.expected import Expected, total, under_cursor
from tests.benchmarks.measure import Measure, p95, spread_of
from tests.benchmarks.million_desk import ESCAPE, HELD, MillionDesk, in_frames
from tests.benchmarks.screen import Screen
from tests.benchmarks.watching import Awaited, Burst, Watched

FIGURES = ("Payments", "Captured", "On the way", "Acceptance", "Declined")
"""The figures that the keys walk over, one below the other."""

FIRST_FIGURES_MS = 300
NUMBER = re.compile(r"Payments +(\d[\d,]*) ")
SINCE = re.compile(r"\d payments? since")
ARRIVING = 20
"""Seconds of keys while rows arrive."""

PACE, LOST = 0.12, 5
"""Seconds from an answer to the next key, and until a key is taken for lost."""


def measures(million: MillionDesk) -> Iterator[Measure]:
    """The figures of all that is loaded, and keys until they are there."""
    name, figures = f"P13 overview of {million.count:,}", Figures.of(million.expected)
    pressed = million.desk.write("1")
    frame = Awaited(pressed, lambda screen: figure_under(screen) is not None)
    right = Awaited(pressed, figures.stand_on)
    with million.desk.looking(right.look):
        million.desk.answered(frame)
        meanwhile = _walk(million.desk, lambda: right.at is not None)
    said, limit = f"a figure has the cursor after {frame.waited:.0f}", f"{FIRST_FIGURES_MS} ms"
    yield Measure(f"{name}, figures", right.waited, FIRST_FIGURES_MS, "ms", limit, 1, said)
    yield in_frames(f"{name}, a key meanwhile (most)", meanwhile, max)


def arriving(desk: Watched, count: int) -> Iterator[Measure]:
    """The same of a desk that has just been started, while its rows arrive."""
    desk.until(lambda screen: under_cursor(screen) is not None)
    desk.write("1")
    desk.until(lambda screen: figure_under(screen) == FIGURES[0])
    until, live = time.perf_counter() + ARRIVING, dict[str, float]()

    def note(screen: Screen, moment: float) -> None:
        if found := NUMBER.search(screen.text):
            live.setdefault(found[1], moment)

    def over() -> bool:
        return time.perf_counter() > until or f"{count:,}" in live

    with desk.looking(note):
        waited = _walk_and_wait(desk, over)
    name = f"P13 overview while {count:,} arrive"
    yield in_frames(f"{name}, a key (p95)", waited, p95)
    still = [(later - sooner) * 1000 for sooner, later in pairwise(live.values())]
    said = f"{len(live)} numbers of payments, median {median(still):.0f} ms apart" if still else ""
    yield Measure(
        f"{name}, longest without a new figure", max(still, default=None), None, "ms", "", None, said
    )


def _walk(desk: Watched, over: Callable[[], bool]) -> list[float]:
    """Walk down and up over the figures without waiting until something is over, at least ten times."""
    places = cycle([*range(1, len(FIGURES)), *reversed(range(len(FIGURES) - 1))])
    before, burst = 0, Burst(figure_under, FIGURES[0])
    with desk.looking(burst.look):
        for number, place in enumerate(places):
            if number >= 10 and over():
                break
            burst.pressed(desk.write("j" if place > before else "k"), FIGURES[place])
            before = place
            desk.rest(HELD)
        desk.finish(burst)
    return burst.waited


def _walk_and_wait(desk: Watched, over: Callable[[], bool]) -> list[float]:
    """Walk to the next figure and back, each key after the answer to the last; one that is lost is late."""
    waited: list[float] = []
    while not over():
        desk.rest(PACE)
        here = FIGURES.index(figure_under(desk.screen) or FIGURES[0])
        key, there = ("k", here - 1) if here else ("j", 1)
        burst = Burst(figure_under, FIGURES[here])
        with desk.looking(burst.look):
            burst.pressed(desk.write(key), FIGURES[there])
            desk.finish(burst, LOST)
        waited += burst.waited
    return waited


def person(million: MillionDesk) -> Measure:
    """From the key to a person's screen; in no budget, which is of the service alone."""
    desk, waited = million.desk, list[float]()
    for number in range(10):
        desk.rest(1)
        for key in "g" + "j" * number:
            desk.write(key)
            desk.rest(0.1)
        name = million.expected.names[number]

        def shows(screen: Screen, name: str = name) -> bool:
            return f"› {name}" in screen.lines[1] and SINCE.search(screen.text) is not None

        waited.append(desk.key("i", shows))
        desk.write(ESCAPE)
        desk.until(lambda screen: total(screen) == million.count)
    desk.rest(1)
    name = f"P14 person at {million.count:,}, on the screen"
    said = f"the first {waited[0]:.1f}, then {spread_of(waited[1:])}"
    return Measure(name, median(waited), None, "ms", "", None, said)


def figure_under(screen: Screen) -> str | None:
    """The figure of the overview that has the cursor."""
    lines = [line for line in screen.lines if line.startswith("│ › ")]
    return next((each for each in FIGURES if lines and lines[0][4:].startswith(each)), None)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the overview must say of all payments."""

    parts: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, expected: Expected) -> "Figures":
        """The number of all, and number and sum of those that are captured."""
        both = zip(expected.amounts, expected.statuses, strict=True)
        captured = [amount for amount, status in both if status == 0]
        euros, cents = divmod(sum(captured), 100)
        every = re.compile(rf"Payments +{len(expected.amounts):,} ")
        taken = re.escape(f"{euros:,}.{cents:02d} EUR")
        return cls((every, re.compile(rf"Captured +{taken} +{len(captured):,} ")))

    def stand_on(self, screen: Screen) -> bool:
        """Whether they stand on the screen."""
        text = screen.text
        return all(part.search(text) for part in self.parts)
