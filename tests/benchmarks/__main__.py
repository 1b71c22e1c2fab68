"""The benchmark: `python -m tests.benchmarks [NAME …] [--json FILE]` prints a table of measures.

Ratios of one run count, absolute times do not: machines differ and drift. The search has a longer table of
its own (`python -m tests.benchmarks.search`), and so has growth (`python -m tests.benchmarks.growth`).
"""

import argparse
import json
import platform
from pathlib import Path

from tests.benchmarks import fetching, lists, loading, sandbox_pages, search, startup, team
from tests.benchmarks.measure import Measure, table

PARTS = {
    "startup": startup.measures,
    "fetching": fetching.measures,
    "list": lists.measures,
    "search": search.measures,
    "loading": loading.measures,
    "sandbox": sandbox_pages.measures,
    "team": team.measures,
}


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PARTS)}; all without one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures there as well")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(PARTS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    found: list[Measure] = []
    for name in arguments.names or PARTS:
        found.extend(PARTS[name]())
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    print(table(found))
    if arguments.json is not None:
        arguments.json.write_text(
            json.dumps([measure.data() for measure in found], indent=2), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
