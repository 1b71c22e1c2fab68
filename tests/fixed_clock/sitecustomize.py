"""The tests' clock: Python imports this file at its start wherever its folder stands in PYTHONPATH."""

import os
import sys
import time
from datetime import datetime, timedelta

if __name__ == "sitecustomize":
    # time_machine imports pytest for a fixture that no program needs: three quarters of this file's time.
    sys.modules["pytest"] = None  # type: ignore[assignment] # what is None there cannot be imported
    import time_machine

    del sys.modules["pytest"]
else:
    import time_machine

NOW = datetime.fromisoformat("2026-11-21T18:04:11+01:00")
"""A Saturday evening in Paris, in the middle of a month: hours away from any boundary of a day."""

BEGAN = "STANCER_TUI_TESTS_BEGAN"
"""The machine's time, in seconds, at which the tests began: the same in every process of a run."""


def start() -> None:
    """From now on this process tells `NOW` plus the time since the tests began; monotonic clocks stay."""
    began = float(os.environ.setdefault(BEGAN, repr(time.time())))
    time_machine.travel(NOW + timedelta(seconds=time.time() - began), tick=True).start()


if __name__ == "sitecustomize":
    start()
