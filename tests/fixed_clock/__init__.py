"""The clock of every test: it starts at one moment, and runs on from there in the programs they start too."""

import os
import sys
from pathlib import Path

from tests.fixed_clock.sitecustomize import BEGAN, NOW, start

__all__ = ["NOW", "shifted", "start_everywhere", "variables"]


_SHIFTED = ("LD_PRELOAD", "SHIFT_DAYS")
"""How the machine's clock is shifted where the tests are tried on another day (.ci/run)."""


def shifted() -> dict[str, str]:
    """What shifts the machine's clock for a program, if anything does."""
    return {name: value for name, value in os.environ.items() if name.startswith(_SHIFTED)}


def variables() -> dict[str, str]:
    """What a program started by a test needs in its environment to have the tests' clock."""
    return {name: os.environ[name] for name in ("PYTHONPATH", BEGAN)} | shifted()


def start_everywhere() -> None:
    """Start it in this process, and in every Python program that inherits its environment."""
    os.environ["PYTHONPATH"] = str(Path(__file__).parent)
    already = getattr(sys.modules.get("sitecustomize"), "BEGAN", None) == BEGAN
    if not already:  # a process that inherited the variables has it from its first moment
        start()
