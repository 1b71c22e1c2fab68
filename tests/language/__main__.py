"""What is left in plain English, and where: `python -m tests.language`."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.language.programs import PROGRAMS, walked
from tests.language.walk import screens_of_the_program
from tests.private import leave_frames_unpainted, parse_styles_once, pilot_waits_with
from tests.quiescence import observed, rest

SIZES = ((80, 24), (160, 45))

with observed(), pytest.MonkeyPatch.context() as patched:
    pilot_waits_with(rest, patched)
    parse_styles_once(patched)
    leave_frames_unpainted(patched)
    left: dict[str, set[str]] = {}
    unopened = screens_of_the_program()
    for name in sys.argv[1:] or PROGRAMS:
        for size in SIZES:
            with TemporaryDirectory() as folder:
                found = asyncio.run(walked(name, size, Path(folder), patched))
            unopened -= found.seen
            for words, places in found.left.items():
                left.setdefault(words, set()).update(f"{name}: {place}" for place in places)
for words, places in sorted(left.items()):
    print(f"{words!r:70} {', '.join(sorted(places)[:3])}")  # noqa: T201 - a command
print(f"{len(left)} runs of plain words", file=sys.stderr)  # noqa: T201 - a command
print("not opened:", *sorted(each.__name__ for each in unopened), file=sys.stderr)  # noqa: T201 - a command
