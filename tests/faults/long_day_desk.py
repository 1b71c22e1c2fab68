"""The desk as `python -m stancer_tui` starts it, but on SIGUSR1 it writes how many tasks it has to a file.

Each widget and each timer has a task: what is open, and what was left open, are counted by them. Only the
process itself can do that.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from stancer_tui.__main__ import main

TASKS_FILE = "LONG_DAY_TASKS"
"""The variable that names the file."""


def _count(number: int, frame: FrameType | None) -> None:
    del number, frame
    path = Path(os.environ[TASKS_FILE])
    part = path.with_suffix(".part")
    part.write_text(str(len(asyncio.all_tasks(asyncio.get_running_loop()))), encoding="ascii")
    part.replace(path)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, _count)
    sys.exit(main())
