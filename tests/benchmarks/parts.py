"""The parts of the benchmark, and the budgets that each measures: `python -m tests.benchmarks.parts NAME`.

It prints a measure a line, as JSON, as soon as it is known: what fails later takes nothing back.
"""

import json
import sys
from collections.abc import Callable, Iterable
from importlib import import_module

from tests.benchmarks.measure import Measure

PARTS = {
    "startup": "startup",
    "fetching": "fetching",
    "list": "lists",
    "search": "search",
    "loading": "loading",
    "sandbox": "sandbox_pages",
    "million": "million",
    "people": "people",
    "notices": "notices",
    "team": "team",
}
"""Each part and the module that measures it."""

BUDGETS = {
    "P1": "startup",
    "P2": "fetching",
    "P3": "fetching",
    "P4": "list",
    "P5": "search",
    "P6": "loading",
    "P7": "loading",
    "P8": "sandbox",
    "P9": "million",
    "P10": "million",
    "P11": "fetching",
    "P12": "million",
    "P13": "million",
    "P14": "people",
    "P15": "notices",
}
"""Each budget and the part that owes a figure for it."""


def measures_of(part: str) -> Callable[[], Iterable[Measure]]:
    """What measures a part; its module is imported with it: another part's peer may not be installed."""
    measures: Callable[[], Iterable[Measure]] = import_module(f"tests.benchmarks.{PARTS[part]}").measures
    return measures


if __name__ == "__main__":
    for measure in measures_of(sys.argv[1])():
        print(json.dumps(measure.data()), flush=True)
