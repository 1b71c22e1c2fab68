"""P6 and P7: keys while 100,000 payments are loading into the desk, and the memory when they are there.

The desk itself in a pty of 80x24, against a server on loopback that cuts pages from payments written out
beforehand. The cursor goes down and up, a key 120 ms after the answer to the last one; a key's time ends when
another payment has the cursor, which stays on its own while others arrive. A key without an answer counts for
the five seconds for which it is awaited.
"""

import time
from collections.abc import Iterator
from itertools import cycle

from tests.benchmarks.expected import total, under_cursor
from tests.benchmarks.measure import FRAME_MS, Measure, p95, spread_of
from tests.benchmarks.screen import Screen
from tests.benchmarks.serving import served
from tests.benchmarks.watching import Burst, Watched, desk

COUNT = 100_000
PAUSE, LOST = 0.12, 5
PATIENCE = 900


def measures() -> Iterator[Measure]:
    """Keys while the list grows; memory at the end."""
    times, memory, _ = loaded(COUNT)
    said = spread_of(times)
    yield Measure(f"P6 key while {COUNT:,} load (p95)", p95(times), FRAME_MS, "ms", "a frame", 2, said)
    yield Measure(f"P7 {COUNT:,} loaded, memory", memory, 200, "MB", "200 MB", 1, "peak of the process")


def loaded(count: int) -> tuple[list[float], float, float]:
    """Load so many: milliseconds of each key meanwhile, the peak of memory in MB, seconds of the load.

    Keys are pressed while the last hundred thousand arrive.
    """
    with served(count) as port:
        return loaded_from(port, count)


def loaded_from(port: int, count: int) -> tuple[list[float], float, float]:
    """The same of a server that is there."""
    with desk(port) as watched:
        watched.until(lambda screen: under_cursor(screen) is not None, 60)
        started = time.perf_counter()
        watched.until(lambda screen: (total(screen) or 0) >= count - COUNT, PATIENCE)
        times: list[float] = []
        for key in cycle("jk"):
            times.append(_waited(watched, key))
            watched.rest(PAUSE)
            if total(watched.screen) == count:
                break
            if time.perf_counter() - started > PATIENCE:
                raise TimeoutError("the window is not loaded")
        return times, watched.terminal.memory(), time.perf_counter() - started


def _waited(watched: Watched, key: str) -> float:
    """Milliseconds until another payment has the cursor."""
    before = under_cursor(watched.screen)

    def moved(screen: Screen) -> object:
        now = under_cursor(screen)
        return now is not None and now != before

    burst = Burst(moved, began=False)
    with watched.looking(burst.look):
        burst.pressed(watched.write(key), True)
        watched.finish(burst, LOST)
    return burst.waited[0]
