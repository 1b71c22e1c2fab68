"""The clock of every test: it starts at one moment, and runs on from there in the programs they start too."""

import os
from pathlib import Path

from tests.fixed_clock.sitecustomize import BEGAN, NOW, start

__all__ = ["NOW", "start", "variables"]


def variables() -> dict[str, str]:
    """What a program started by a test needs in its environment to have the tests' clock."""
    return {name: os.environ[name] for name in ("PYTHONPATH", BEGAN)}


def start_everywhere() -> None:
    """Start it in this process, and in every Python program that inherits its environment."""
    os.environ["PYTHONPATH"] = str(Path(__file__).parent)
    start()
