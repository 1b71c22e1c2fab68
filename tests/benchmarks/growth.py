"""How loading, keys and search grow with the payments: `python -m tests.benchmarks.growth [COUNT …]`.

`--beside REVISION` measures an earlier revision of the repository as well, in the same run, in turns.

Each line is one number of payments: fetching and keeping them (no latency), the memory of that, a key down on
the list, a key of a search (median), and a key while they load into the desk (95th percentile).
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from subprocess import run
from tempfile import TemporaryDirectory

from tests.benchmarks import lists, loading, search
from tests.benchmarks.fetching import fetch
from tests.benchmarks.measure import p95
from tests.benchmarks.serving import ROOT, served

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


@contextmanager
def earlier(revision: str) -> Iterator[Callable[[int], tuple[str, ...]]]:
    """The same measures by the benchmark and the program of an earlier revision, in a checkout of its own."""
    with TemporaryDirectory(prefix="stancer-growth-") as folder:
        tree = Path(folder, "tree")
        git = ["git", "-C", str(ROOT), "worktree"]
        run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
        try:
            yield partial(_row_of, tree)
        finally:
            run([*git, "remove", "--force", str(tree)], check=True)


def _row_of(tree: Path, count: int) -> tuple[str, ...]:
    command = [sys.executable, "-m", "tests.benchmarks.growth", str(count)]
    environment = os.environ | {"PYTHONPATH": str(tree)}
    done = run(command, cwd=tree, env=environment, capture_output=True, text=True, check=True)
    return tuple(cell.strip() for cell in done.stdout.splitlines()[-1].strip("| ").split("|"))


def show(counts: Sequence[int], ways: dict[str, Callable[[int], tuple[str, ...]]]) -> None:
    """Print the table, a line as soon as it is measured."""
    head = HEAD if len(ways) == 1 else ("", *HEAD)
    for cells in (head, tuple("---" for _ in head)):
        print(f"| {' | '.join(cells)} |")
    for count in counts:
        for name, measure in ways.items():
            cells = measure(count) if len(ways) == 1 else (name, *measure(count))
            print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Measure this revision, and an earlier one beside it where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth", description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, metavar="COUNT")
    parser.add_argument("--beside", metavar="REVISION")
    given = parser.parse_args()
    counts = given.counts or COUNTS
    if given.beside is None:
        show(counts, {"now": row})
    else:
        with earlier(given.beside) as before:
            show(counts, {"before": before, "now": row})


if __name__ == "__main__":
    main()
