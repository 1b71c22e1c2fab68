"""P9, P10, P12, P13: a desk with a million payments: `python -m tests.benchmarks.million [COUNT]`.

One desk in a pty of 80x24 loads them from a server on loopback. What its list must show is worked out beside
it (`expected.py`), and an imitated screen (`screen.py`) is compared with that after each piece of what the
desk writes. What is measured of the search, the sorting and the overview is said in `million_search.py`,
`million_sort.py` and `million_overview.py`. Memory is the most that the process ever had (VmHWM), when all
are loaded, and again when all of this was done with them. A key down at rest, and keys and answers of Textual
alone (`floor.py`), are measured too, without a budget: what this machine gives at best just then.
"""

import argparse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from tests.benchmarks import floor, million_overview, million_search, million_sort
from tests.benchmarks.expected import Expected
from tests.benchmarks.measure import Measure, p95, shown, table
from tests.benchmarks.million_desk import MillionDesk, only_shown
from tests.benchmarks.search import QUERIES
from tests.benchmarks.serving import served
from tests.benchmarks.watching import desk

COUNT = 1_000_000
AT_REST = 40


def measures(count: int = COUNT) -> Iterator[Measure]:
    """Textual alone, everything of one desk, and of another one that is still loading."""
    yield from floor.measures()
    with ThreadPoolExecutor(1) as beside:
        working_out = beside.submit(Expected.of, count, QUERIES)
        with served(count) as port:
            expected = working_out.result()
            with desk(port) as watched:
                yield from _loaded(MillionDesk(watched, expected, count))
            with desk(port) as watched:
                yield from million_overview.arriving(watched, count)


def _loaded(million: MillionDesk) -> Iterator[Measure]:
    count = million.count
    million.load()
    yield million.memory(f"P10 {count:,} loaded, memory")
    yield _at_rest(million)
    yield from million_search.measures(million)
    yield from million_sort.measures(million)
    yield million_overview.person(million)
    yield from million_overview.measures(million)
    yield million.memory(f"P10 {count:,} searched, sorted, summed up, memory")


def _at_rest(million: MillionDesk) -> Measure:
    """A key down when nothing else goes on."""
    waited: list[float] = []
    million.desk.key("g", partial(million.has_cursor, 0))
    for number in range(AT_REST):
        million.pause()
        key, there = ("g", 0) if number % 10 == 9 else ("j", number % 10 + 1)
        waited.append(million.desk.key(key, partial(million.has_cursor, there)))
    return only_shown(f"a key down at {million.count:,}, at rest (p95)", waited, p95)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.million", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    print(table(shown(measures(parser.parse_args().count))))


if __name__ == "__main__":
    main()
