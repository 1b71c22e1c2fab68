"""`stancer-tui serve --demo`: the demo in a browser, through textual-serve; each visitor has their own."""

import argparse
import shlex
import sys
from collections.abc import Iterator

from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.options import add_global_options, count
from stancer_tui.language import _

_NOT_PASSED = ("demo", "db", "profile", "api_url", "allow_custom_live_host")
"""What a visitor's demo is not given: it has no keys, and keeps nothing."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `stancer-tui serve`."""
    add = parser.add_argument
    add(
        "--host",
        metavar=_("HOST"),
        default="localhost",
        help=_("address to listen on (default: %(default)s)"),
    )
    add("--port", type=count, metavar="PORT", default=8000, help=_("port (default: %(default)s)"))
    add(
        "--public-url",
        metavar="URL",
        help=_("the address that visitors type, where it is another one, such as a proxy's"),
    )
    add_global_options(parser)


def run(args: argparse.Namespace) -> int:
    """Serve the demo until interrupted; raises Stop."""
    if not args.demo:
        raise Stop(Exit.USAGE, _("Only the demo is served to browsers: add --demo."))
    if args.db is not None:
        raise Stop(
            Exit.USAGE, _("Each visitor has a demo of their own, which keeps nothing: leave out --db.")
        )
    try:
        from textual_serve.server import Server
    except ImportError:
        install = "pip install 'stancer-tui[web]'"
        raise Stop(
            Exit.FAILED, _("textual-serve is missing. Install it with: {command}", command=install)
        ) from None
    command = shlex.join(visitors_command(args))
    server = Server(
        command, host=args.host, port=args.port, title=_("stancer-tui, the demo"), public_url=args.public_url
    )
    try:
        server.serve()
    except OSError as error:
        where = f"{args.host}:{args.port}"
        reason = error.strerror or type(error).__name__
        raise Stop(
            Exit.FAILED, _("Nothing can be served at {address}: {reason}", address=where, reason=reason)
        ) from None
    return Exit.DONE


def visitors_command(args: argparse.Namespace) -> list[str]:
    """The program that each visitor is given: the demo, with the options of this start."""
    return [sys.executable, "-m", "stancer_tui", "--demo", *_passed_on(args)]


def _passed_on(args: argparse.Namespace) -> Iterator[str]:
    for action in add_global_options(argparse.ArgumentParser(add_help=False)):
        value = getattr(args, action.dest)
        if action.dest in _NOT_PASSED or value is None or value == action.default:
            continue
        option = action.option_strings[0]
        if action.nargs == 0:
            yield option
        else:
            for each in value if isinstance(value, list) else [value]:
                yield from (option, str(each))
