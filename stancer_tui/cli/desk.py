"""`stancer-tui` without a command: opens the desk."""

import argparse
import gc
import os
import sys
from collections.abc import Mapping

from stancer_tui import crash
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.options import desk_options_of
from stancer_tui.cli.output import finish
from stancer_tui.config import DeskOptions
from stancer_tui.language import _

_OFTEN_AND_LITTLE = (2_000, 5_000, 50)
"""Thresholds of the garbage collector: 20,000 new objects at once took it 8 to 14 ms, in the middle of a key.
What it passes over is looked through while nobody presses one (`ui/shell/idle_garbage.py`)."""

_CANNOT_POSITION = {"dumb", "unknown"}


def run(args: argparse.Namespace) -> int:
    """Open the desk and return its exit code; raises Stop where it cannot open."""
    options = desk_options_of(args, desk=True)
    check_terminal()
    return open_desk(options, args.given_keys)


def open_desk(options: DeskOptions, keys: Mapping[str, str]) -> int:
    """Run the desk in this terminal and return its exit code. Raises Stop for an unknown `--fault`.

    In a browser only the demo opens.
    """
    if _served() and options.demo is None:
        from stancer_tui.ui.shell.only_the_demo import OnlyTheDemo

        words = _(
            "In a browser only the demo opens: whoever reaches the address would have the keys, the keyring "
            "and the journal of this machine. Serve it with: {command}",
            command="stancer-tui serve --demo",
        )
        crash.be_silent()
        OnlyTheDemo(words).run()
        raise Stop(Exit.USAGE, words)
    gc.set_threshold(*_OFTEN_AND_LITTLE)
    gc.disable()  # until the first rows are shown: there is no garbage yet, only much to walk through
    from stancer_tui.desk import offered_accounts
    from stancer_tui.ui.start import run_desk

    try:
        accounts = offered_accounts(options, keys)
    except ValueError as error:
        raise Stop(Exit.USAGE, str(error)) from None
    crash.be_silent()
    code = run_desk(accounts, options)
    finish()
    return code


def check_terminal() -> None:
    """Raise Stop unless a person sits at both ends, or textual-serve does."""
    # Textual draws on stderr.
    if not _served() and not all(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)
    ):
        raise Stop(
            Exit.USAGE,
            _(
                "The desk needs a terminal for its input and output, and this is not one. "
                "Commands such as `stancer-tui code 51` work without one."
            ),
        )
    if not _served() and os.environ.get("TERM") in _CANNOT_POSITION:
        raise Stop(
            Exit.USAGE,
            _(
                "This terminal (TERM={name}) cannot position text, as the desk needs it. "
                "Commands such as `stancer-tui list payments` work in it.",
                name=os.environ["TERM"],
            ),
        )


def _served() -> bool:
    """Whether textual-serve shows the program in a browser: the only driver that `scrub` leaves."""
    return "TEXTUAL_DRIVER" in os.environ
