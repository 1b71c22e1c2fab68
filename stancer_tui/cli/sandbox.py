"""`stancer-tui sandbox`: serves the imitation of the API."""

import argparse
from importlib import import_module


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sandbox's own arguments."""
    import_module("stancer_tui.sandbox.commands").add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    return int(import_module("stancer_tui.sandbox.commands").run(args))
