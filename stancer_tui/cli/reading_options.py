"""The arguments of the commands that read: show, list, open, config, doctor."""

import argparse
from collections.abc import Callable
from importlib import import_module

from stancer_tui.cli.csv_output import add_csv_options
from stancer_tui.cli.exits import Exit, Stop
from stancer_tui.cli.options import add_global_options
from stancer_tui.language import N_, _

_MODULES = {
    "show": "show",
    "list": "listing",
    "open": "open_object",
    "config": "config_path",
    "doctor": "doctor",
    "note": "note",
}

NAMES = frozenset(_MODULES)
"""The commands that `run` runs."""

_KINDS = ("payments", "refunds", "disputes", "payouts")
_PEOPLE = "people"


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "id", metavar="ID", help=_("any id: paym_, refd_, dspt_, pout_, cust_, card_, sepa_, …")
    )
    parser.add_argument("--json", action="store_true", help=_("print JSON: stancer-tui/object/1"))
    add_global_options(parser)


def _add_note(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("any id, as for show"))
    parser.add_argument("text", nargs="?", metavar=_("TEXT"), help=_("the note to write; - reads it"))
    parser.add_argument("--strike", metavar=_("NOTE"), help=_("strike the note of this number through"))
    parser.add_argument("--json", action="store_true", help=_("print JSON Lines: stancer-tui/note/1"))
    add_global_options(parser)


def _add_open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("any id, as for show"))
    add_global_options(parser)


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("path",), help=_("print the path of the settings file"))
    add_global_options(parser)


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print JSON: stancer-tui/doctor/1"))
    add_global_options(parser)


def _add_list(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("kind", choices=(*_KINDS, _PEOPLE), help=_("what to list"))
    about = _("for people: a name, an e-mail, a phone number, four digits or an id")
    add("query", nargs="?", metavar=_("QUERY"), help=about)
    add("--since", type=typed_moment, metavar=_("DATE"), help=_("created on or after this day or moment"))
    add(
        "--until",
        type=typed_moment,
        metavar=_("DATE"),
        help=_("created up to this day's end, or before this moment"),
    )
    add("--order-id", metavar="ID", help=_("of this order (payments, disputes)"))
    add("--unique-id", metavar="ID", help=_("with this unique id (payments)"))
    add("--status", action="append", metavar=_("STATUS"), help=_("with this status; may be repeated"))
    add(
        "--limit", type=_positive, metavar="N", help=_("no more than N that match: the newest, or the oldest")
    )
    add("--oldest-first", action="store_true", help=_("in the order in which they were created"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_("JSON Lines: stancer-tui/object/1, person/1"))
    add_csv_options(form.add_argument, what=_("CSV, amounts also in decimals"))
    add_global_options(parser)


COMMANDS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("show", N_("print every field of one object"), _add_show),
    ("list", N_("print a list, newest first"), _add_list),
    ("note", N_("print, write or strike through the notes on one object"), _add_note),
    ("open", N_("open the desk on one object"), _add_open),
    ("config", N_("show where the settings are"), _add_config),
    ("doctor", N_("check this machine, its keys and the connection to Stancer"), _add_doctor),
)
"""Each command, what it is for, and what adds its options."""


def run(args: argparse.Namespace) -> int:
    """Run the command of these arguments and return its exit code; raises Stop."""
    people = args.command == "list" and args.kind == _PEOPLE
    if args.command == "list" and args.query is not None and not people:
        raise Stop(
            Exit.USAGE,
            _("list {kind} takes no QUERY: only people are looked for by one.", kind=args.kind),
        )
    module = import_module(f"stancer_tui.cli.{_PEOPLE if people else _MODULES[args.command]}")
    code: int = module.run(args)
    return code


def typed_moment(text: str) -> object:
    """A day or an instant that a person typed."""
    from stancer_tui.cli.list_filter import moment

    return moment(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(_("must be a whole number, 1 or more"))
    return int(text)
