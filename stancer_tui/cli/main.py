"""The command line: which command runs, and with which exit code it ends.

stdout carries data only; words go to stderr. What a command needs is imported when it runs, so that
`--version`, `--help` and `code` answer at once.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from types import TracebackType

from stancer_tui import __version__
from stancer_tui.cli import reading_options
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.options import add_global_options, move_after_command
from stancer_tui.sandbox import commands as sandbox_command

INTERRUPTED = 130
"""What a shell expects of a program that was ended by ctrl+c."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; argparse itself exits on --help, --version, wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    arguments = move_after_command(arguments)
    args = _parser().parse_args(arguments)
    try:
        code = _run(args)
        sys.stdout.flush()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has left; Python would say so once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FAILED
    return code


def show_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An `excepthook`: the traceback on stderr, without keys and without characters a terminal obeys."""
    del kind, trace
    from stancer_tui.ui.crash import report

    sys.stderr.write(report(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stancer-tui",
        description="A terminal desk for support agents of merchants on Stancer. Without a command it opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"stancer-tui {__version__}")
    add_global_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    code = commands.add_parser("code", help="what a response code means", allow_abbrev=False)
    code.add_argument("code", help="the code, such as 51 or AC04")
    code.add_argument("--family", choices=("card", "sepa", "dispute", "http", "status"))
    code.add_argument("--json", action="store_true", help="print JSON")
    add_global_options(code)

    keys = commands.add_parser("keys", help="set, list or remove API keys", allow_abbrev=False)
    _add_keys(keys)

    reading_options.add_reading_commands(commands.add_parser)

    # The sandbox has options of its own by the names of the demo's: there they win.
    sandbox = commands.add_parser(
        "sandbox", help="serve an imitation of the API", allow_abbrev=False, conflict_handler="resolve"
    )
    add_global_options(sandbox)
    sandbox_command.add_arguments(sandbox)
    return parser


def _add_keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("set", "list", "remove"))
    parser.add_argument("mode", choices=("test", "live"), nargs="?", help="for set and remove")
    parser.add_argument("--public", action="store_true", help="the public key, used for page links")
    add_global_options(parser)


def _run(args: argparse.Namespace) -> int:
    match args.command:
        case "code":
            from stancer_tui.cli import code

            return code.run(args.code, args.family, json_output=args.json)
        case "keys":
            from stancer_tui.cli import keys

            return keys.run(args)
        case name if name in reading_options.NAMES:
            return reading_options.run(args)
        case "sandbox":
            return sandbox_command.run(args)
        case _:
            from stancer_tui.cli import desk

            return desk.run(args)
