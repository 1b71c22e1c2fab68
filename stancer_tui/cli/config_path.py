"""`stancer-tui config path`: where the settings are read from."""

import argparse
import os

from stancer_tui.cli.exits import Exit
from stancer_tui.config import Paths


def run(args: argparse.Namespace) -> int:
    """Print the path, whether or not there is a file."""
    print(args.config or Paths.find(os.environ).config_file)
    return Exit.DONE
