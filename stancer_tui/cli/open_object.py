"""`stancer-tui open ID`: the desk, opened on one payment."""

import argparse
from dataclasses import replace

from stancer_tui.cli.desk import check_terminal, open_desk
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.options import desk_options_of
from stancer_tui.cli.show import checked_kind
from stancer_tui.models.ids import Kind


def run(args: argparse.Namespace) -> int:
    """Open the desk and return its exit code; raises Stop."""
    if checked_kind(args.id) is not Kind.PAYMENT:
        raise Stop(Exit.USAGE, f"The desk opens on payments only: use `stancer-tui show {args.id}`.")
    options = desk_options_of(args)
    check_terminal()
    return open_desk(replace(options, open_id=args.id))
