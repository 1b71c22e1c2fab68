"""P15: keys while a colleague's ten notices a second arrive: `python -m tests.benchmarks.notices [COUNT]`.

Two desks at one ledger in PostgreSQL, on disk: the desk in a pty of 80x24 with its payments loaded, and a
colleague in a process of their own. Ten times a second the colleague gives the agent a payment, so that a
notice is shown each time; then, as long, notes something on a payment of the screen, so that its line is
drawn anew. The cursor goes down and up at the pace of a person, 80 to 250 ms apart; a key's time ends when
the cursor stands on its line. The same keys before that, without a colleague, are shown beside.

A run in which the colleague's work did not come to the screen is no measurement.
"""

import argparse
import asyncio
import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import cycle
from multiprocessing.process import BaseProcess

from tests.benchmarks.expected import total
from tests.benchmarks.measure import FRAME_MS, Measure, p95, spread_of, table
from tests.benchmarks.payments import items
from tests.benchmarks.screen import Screen
from tests.benchmarks.serving import served
from tests.benchmarks.watching import Watched, desk
from tests.store import team
from tests.store.contract.stands import KARIM, NADIA, now, postgres_desk
from tests.store.server import missing, running

COUNT = 100_000
A_SECOND = 10
PRESSES = 120
WALK = 6
"""Lines that the cursor goes down before it goes up again."""

SEEN = {"given": "gave you", "noted": "¶"}
"""What the colleague does, and what is then on the screen."""


def measures(count: int = COUNT) -> Iterator[Measure]:
    """Keys without a colleague, while they give, while they note."""
    name = f"P15 key at {count:,} while 10 a second are"
    if reason := missing():
        yield Measure(name, None, FRAME_MS, "ms", "a frame", 1, reason)
        return
    ids = [item["id"] for _, item in zip(range(1000), items(count), strict=False)]
    with running(on_disk=True) as server, served(count) as port:
        team.prepare(server)
        for what, seen in SEEN.items():
            ledger = team.new_ledger(server)
            settings = f'[profiles.default]\nledger = "{server.url(ledger, KARIM)}"\n'
            with desk(port, settings=settings) as watched:
                watched.until(lambda screen: total(screen) == count and "stops" not in screen.text, 300)
                watched.rest(3)
                if what == "given":
                    yield _measure("a key without a colleague (p95)", _walk(watched), None)
                with _colleague(server.url(ledger, NADIA), what, ids):
                    watched.until(partial(_says, seen), 60)
                    waited = _walk(watched)
                    watched.until(partial(_says, seen), 5)
            yield _measure(f"{name} {what} (p95)", waited, 1)


def _measure(name: str, waited: Sequence[float], budget: float | None) -> Measure:
    return Measure(name, p95(waited), FRAME_MS, "ms", "a frame", budget, spread_of(waited))


def _walk(watched: Watched) -> list[float]:
    """How long each key waits until the cursor stands on its line."""
    draw, waited = random.Random(1), list[float]()
    watched.key("g", lambda screen: cursor_line(screen) is not None)
    watched.rest(0.5)
    first = cursor_line(watched.screen) or 0
    before = 0
    for place in cycle([*range(1, WALK + 1), *reversed(range(WALK))]):
        if len(waited) == PRESSES:
            return waited
        watched.rest(draw.uniform(0.08, 0.25))
        stands = partial(_has_cursor, first + place)
        waited.append(watched.key("j" if place > before else "k", stands))
        before = place
    return waited


def _says(text: str, screen: Screen) -> bool:
    return text in screen.text


def _has_cursor(line: int, screen: Screen) -> bool:
    return cursor_line(screen) == line


def cursor_line(screen: Screen) -> int | None:
    """The line of the screen whose row has the cursor; its right half may be behind a notice."""
    return next((place for place, line in enumerate(screen.lines) if line.startswith("│›")), None)


@contextmanager
def _colleague(url: str, what: str, ids: Sequence[str]) -> Iterator[BaseProcess]:
    """A colleague at work in a process of their own."""
    process = multiprocessing.get_context("spawn").Process(target=_works, args=(url, what, ids), daemon=True)
    process.start()
    try:
        yield process
        if not process.is_alive():
            raise RuntimeError("the colleague has stopped")
    finally:
        process.terminate()
        process.join()


def _works(url: str, what: str, ids: Sequence[str]) -> None:
    asyncio.run(_work(url, what, ids))


async def _work(url: str, what: str, ids: Sequence[str]) -> None:
    """Ten times a second, by the clock."""
    ledger = postgres_desk(url)
    await ledger.open()
    began = time.perf_counter()
    for number in range(10_000):
        if what == "given":
            await ledger.claims.take(False, ids[number % len(ids)], KARIM, at=now(ledger))
        else:
            await ledger.notes.add(False, ids[number % WALK], f"Called, {number}.", at=now(ledger))
        await asyncio.sleep(max(began + (number + 1) / A_SECOND - time.perf_counter(), 0))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.notices", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    print(table(measures(parser.parse_args().count)))


if __name__ == "__main__":
    main()
