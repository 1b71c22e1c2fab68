"""`stancer-tui open ID`: the desk, opened on one object."""

import argparse

from stancer_tui.cli.desk import check_terminal, open_desk
from stancer_tui.cli.options import desk_options_of
from stancer_tui.cli.show import checked_kind


def run(args: argparse.Namespace) -> int:
    """Open the desk and return its exit code; raises Stop."""
    checked_kind(args.id)
    options = desk_options_of(args, desk=True)
    check_terminal()
    return open_desk(options._replace(open_id=args.id), args.given_keys)
