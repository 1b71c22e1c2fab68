"""What is left in plain English, and where: `python -m tests.language`."""

import asyncio
import sys

import pytest

from tests.language.test_pseudo_walk import PROGRAMS, walked
from tests.private import pilot_waits_with
from tests.quiescence import observed, rest

SIZES = ((80, 24), (160, 45))

with observed(), pytest.MonkeyPatch.context() as patched:
    pilot_waits_with(rest, patched)
    left: dict[str, set[str]] = {}
    for name in sys.argv[1:] or PROGRAMS:
        for size in SIZES:
            for words, places in asyncio.run(walked(name, size, patched)).left.items():
                left.setdefault(words, set()).update(places)
for words, places in sorted(left.items()):
    print(f"{words!r:70} {', '.join(sorted(places)[:3])}")  # noqa: T201 - a command
print(f"{len(left)} runs of plain words", file=sys.stderr)  # noqa: T201 - a command
