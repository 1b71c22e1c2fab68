"""How loading, keys and search grow with the payments: `python -m tests.benchmarks.growth [COUNT …]`.

Each line is one number of payments: fetching and keeping them (no latency), the memory of that, a key down on
the list, a key of a search (median), and a key while they load into the desk (95th percentile).
"""

import sys
from collections.abc import Sequence
from statistics import median

from tests.benchmarks import lists, loading, search
from tests.benchmarks.fetching import fetch
from tests.benchmarks.measure import p95
from tests.benchmarks.serving import served

COUNTS = (1_000, 10_000, 100_000, 1_000_000)
HEAD = ("payments", "fetch and keep", "per 1,000", "memory", "key down", "search key", "key while loading")


def row(count: int) -> tuple[str, ...]:
    """The cells of one number of payments."""
    with served(count) as port:
        fetched = fetch("ours", port, None, count)
    key = lists.key_down(count)
    keys = search.every_key(count)
    while_loading = p95(loading.loaded(count)[0])
    return (
        f"{count:,}",
        f"{fetched.seconds:.2f} s",
        f"{fetched.seconds / count * 1e6:.0f} ms",
        f"{fetched.mb:.0f} MB",
        f"{key:.1f} ms",
        f"{median(keys):.1f} ms (p95 {p95(keys):.1f})",
        f"{while_loading:.1f} ms",
    )


def main(counts: Sequence[int]) -> None:
    """Print the table, a line as soon as it is measured."""
    for cells in (HEAD, tuple("---" for _ in HEAD)):
        print(f"| {' | '.join(cells)} |")
    for count in counts:
        print(f"| {' | '.join(row(count))} |", flush=True)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or COUNTS)
