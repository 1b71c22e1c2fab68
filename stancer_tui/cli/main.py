"""The command line: which command runs, and with which exit code it ends.

stdout carries data only; words go to stderr. What a command needs is imported when it runs, so that
`--version`, `--help` and `code` answer at once.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module

from stancer_tui import __version__
from stancer_tui.cli import reading_options
from stancer_tui.cli.argparse_words import lent_words
from stancer_tui.cli.csv_output import add_csv_options
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.given_keys import read_keys
from stancer_tui.cli.journal_options import add_filter
from stancer_tui.cli.language import language_of
from stancer_tui.cli.options import (
    Help,
    OptionsAnywhere,
    OwnOptionsFirst,
    add_global_options,
    count,
    move_after_command,
)
from stancer_tui.cli.output import say, silence
from stancer_tui.language import N_, _, using
from stancer_tui.sandbox import commands as sandbox_command

_EXITS = N_(
    "Exit codes: 0 done; 1 failed; 2 wrong usage or settings, or no terminal; 3 no key or a refused one; "
    "4 the outcome of a refund is not known; 5 a refund waits for an approval. "
    "docs/command-line.md has every command."
)

INTERRUPTED = 130
"""The exit code of a program that was ended by ctrl+c, as shells have it."""


def main(argv: Sequence[str] | None = None, *, keys: Mapping[str, str] | None = None) -> int:
    """Run one command and return its exit code; argparse itself exits on --help, --version, wrong usage.

    `keys` are those that the environment gave, by variable; without them they are read from it.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    with using(language_of(arguments, os.environ)):
        with lent_words():
            arguments = move_after_command(arguments)
            args = build_parser(only=_named(arguments)).parse_args(arguments)
        args.given_keys = read_keys(os.environ) if keys is None else keys
        return _ended(args)


def _named(arguments: Sequence[str]) -> str | None:
    """The command among arguments that begin with it, "" where there is none; None where help is wanted."""
    if "-h" in arguments or "--help" in arguments:
        return None
    first = arguments[0] if arguments else ""
    return "" if first.startswith("-") else first


def _ended(args: argparse.Namespace) -> int:
    """Run the command that was parsed; what stops it is said, and becomes the exit code."""
    try:
        code = run(args)
        sys.stdout.flush()
    except Stop as stop:
        say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        silence(sys.stdout)
        return Exit.FAILED
    return code


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """Every command and option of the command line.

    With `only` that command has its options, the others are named and read nothing; with "" there are none.
    """
    parser = argparse.ArgumentParser(
        prog="stancer-tui",
        description=_(
            "A terminal desk for support agents of merchants on Stancer. Without a command, the desk opens."
        ),
        allow_abbrev=False,
        epilog=_(_EXITS),
        formatter_class=Help,
    )
    version = f"stancer-tui {__version__}"
    parser.add_argument(
        "--version", action="version", version=version, help=_("show program's version number and exit")
    )
    commands = parser.add_subparsers(
        dest="command", metavar=_("COMMAND"), title=_("commands"), parser_class=OptionsAnywhere
    )
    add_global_options(parser)
    add_parser = partial(commands.add_parser, allow_abbrev=False, formatter_class=OwnOptionsFirst)
    for name, said, fill in COMMANDS if only != "" else ():
        command = add_parser(name, help=_(said))
        if only is None or only == name:
            fill(command)
    return parser


def _add_keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("set", "list", "remove"), help=_("what to do with the keys"))
    parser.add_argument("mode", choices=("test", "live"), nargs="?", help=_("for set and remove"))
    parser.add_argument("--public", action="store_true", help=_("the public key, used for page links"))
    add_global_options(parser)


def _add_refund(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("payment", metavar=_("PAYMENT"), help=_("the payment's id"))
    add(
        "--amount",
        metavar=_("AMOUNT"),
        help=_("such as 12.50; without it, everything that can still be refunded"),
    )
    add("--confirm-amount", metavar=_("AMOUNT"), help=_("the same amount again; needed in live mode"))
    add("--ticket", metavar=_("REF"), help=_("kept in the ledger only, nothing of it is sent"))
    add("--reason", metavar=_("REASON"), help=_("why the money goes back, such as duplicate or fraud"))
    add("--yes", action="store_true", help=_("do not ask for confirmation"))
    add(
        "--wait",
        metavar=_("SECONDS"),
        type=count,
        default=600,
        help=_("how long to look for an unknown outcome (600)"),
    )
    add("--disputed-i-know", action="store_true", help=_("refund although the customer disputed the payment"))
    add("--again-i-know", action="store_true", help=_("refund although an earlier refund may still appear"))
    add("--json", action="store_true", help=_("print JSON: stancer-tui/refund-outcome/1"))
    add_global_options(parser)
    parser.epilog = _(
        "Exit codes: 0 refunded; 1 refused, not sent, or nothing new sent; 2 wrong usage; "
        "3 no key or a refused one; 4 the outcome is not known: do not refund again, run the command again; "
        "5 it waits for the approval of a second agent, nothing was sent."
    )


def _add_journal(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    shapes = _("print JSON Lines: stancer-tui/journal-entry/1, or journal-batch/1")
    form.add_argument("--json", action="store_true", help=shapes)
    add_csv_options(form.add_argument, what=_("print CSV"))
    parser.add_argument("--batches", action="store_true", help=_("print what was confirmed together instead"))
    parser.add_argument("--payment", metavar="ID", help=_("only the refunds of this payment"))
    parser.add_argument("--limit", type=count, metavar="N", help=_("only the newest N"))
    parser.add_argument("--audit", action="store_true", help=_("print every change of state"))
    parser.add_argument("--reasons", action="store_true", help=_("print what was refunded for each reason"))
    add_filter(parser.add_argument, reading_options.typed_moment)
    add_global_options(parser)


def _add_ledger(parser: argparse.ArgumentParser) -> None:
    actions = _(
        "status; verify: whether the chained audit is whole; for a team: init creates or upgrades its "
        "ledger, import takes this machine's journal over, login and logout keep and remove the password"
    )
    choices = ("status", "verify", "init", "import", "login", "logout")
    parser.add_argument("action", choices=choices, help=actions)
    add_global_options(parser)


def _add_code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help=_("the code or status, such as 51, AC04 or expired"))
    families = ("card", "sepa", "dispute", "http", "status")
    parser.add_argument("--family", choices=families, help=_("look in this table alone"))
    parser.add_argument("--json", action="store_true", help=_("print JSON Lines: stancer-tui/code/1"))
    add_global_options(parser)


def _add_serve(parser: argparse.ArgumentParser) -> None:
    from stancer_tui.cli.serve import add_options

    add_options(parser)


def _add_completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help=_("the shell that is to complete"))
    add_global_options(parser)


def _add_sandbox(parser: argparse.ArgumentParser) -> None:
    sandbox_command.add_arguments(parser)
    add_global_options(parser, of_demo=False)


COMMANDS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("code", N_("what a response code or a status means"), _add_code),
    ("keys", N_("set, list or remove API keys"), _add_keys),
    ("refund", N_("refund a payment, once"), _add_refund),
    ("journal", N_("who refunded what, with what outcome"), _add_journal),
    ("ledger", N_("where refunds, notes and claims are written down"), _add_ledger),
    *reading_options.COMMANDS,
    ("sandbox", N_("serve an imitation of the API"), _add_sandbox),
    ("serve", N_("show the demo in a browser"), _add_serve),
    ("completion", N_("print the completions for a shell"), _add_completion),
)
"""Each command, what it is for, and what adds its options."""

_OF_THEIR_NAME = frozenset({"keys", "refund", "journal", "ledger", "serve", "completion"})
"""The commands whose module bears their name."""


def run(args: argparse.Namespace) -> int:
    """Run the command that was parsed and return its exit code."""
    if args.command is not None:
        gc.enable()  # the desk lets it rest until its first rows are shown
    if args.command == "sandbox":
        return sandbox_command.run(args)
    if args.command in reading_options.NAMES:
        return reading_options.run(args)
    if args.command == "code":
        from stancer_tui.cli import code

        return code.run(args.code, args.family, json_output=args.json)
    name = args.command if args.command in _OF_THEIR_NAME else "desk"
    run: Callable[[argparse.Namespace], int] = import_module(f"stancer_tui.cli.{name}").run
    return run(args)
