"""The options in docs/command-line.md, from the parsers: `python -m tests.command_docs --write`."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from stancer_tui.cli.main import build_parser
from stancer_tui.cli.options import DEMO_ONLY, add_global_options

GUIDE = Path(__file__).parents[1] / "docs" / "command-line.md"
_BLOCK = re.compile(
    r"(<!-- options: python -m tests.command_docs --write -->\n).*?(<!-- end of the options -->)", re.DOTALL
)
_OF_DEMO = {f"--{name.replace('_', '-')}" for name in DEMO_ONLY}


def actions_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments and options of a parser, as its help is told of them."""
    found: list[argparse.Action] = []

    class Collects(argparse.HelpFormatter):
        """Takes down what help would print."""

        def add_argument(self, action: argparse.Action) -> None:
            found.append(action)

    parser.formatter_class = Collects
    parser.format_help()
    return found


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command."""
    return commands_of(build_parser())


def commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parser of each command of `parser`, by its name."""
    (choices,) = (each.choices for each in actions_of(parser) if each.dest == "command")
    assert isinstance(choices, dict)
    return choices


def own_actions(name: str, parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments and options that a command has for itself."""
    everywhere = shared()
    # The sandbox has options of its own by names that the demo has too.
    taken = {"--help"} | (everywhere - _OF_DEMO if name == "sandbox" else everywhere)
    return [each for each in actions_of(parser) if not set(each.option_strings) & taken]


def shared() -> set[str]:
    """The options that every command understands."""
    actions = add_global_options(argparse.ArgumentParser(add_help=False))
    return {name for action in actions for name in action.option_strings}


def written(guide: str) -> str:
    """The guide with the options as they are."""
    return _BLOCK.sub(lambda found: f"{found[1]}{_text()}{found[2]}", guide)


def _text() -> str:
    parts = []
    for name, parser in commands().items():
        parts.append(f"### {name}\n\n" + _table(own_actions(name, parser)))
    actions = add_global_options(argparse.ArgumentParser(add_help=False))
    parts.append("### Global options, before or after a command\n\n" + _table(actions))
    return "\n".join(parts)


def _table(actions: Sequence[argparse.Action]) -> str:
    rows = ["| {} | {} |".format(_name(each), help_of(each).replace("|", "\\|")) for each in actions]
    return "\n".join(["| | |", "|---|---|", *rows]) + "\n"


def value_of(action: argparse.Action) -> str:
    """What stands for the value of an argument or option: a word in capitals, or the choices."""
    value = action.metavar or (" ".join(action.choices) if action.choices else action.dest.upper())
    return " ".join(value) if isinstance(value, tuple) else value


def help_of(action: argparse.Action) -> str:
    """What an argument or option is for."""
    return (action.help or "").replace("%(default)s", str(action.default))


def _name(action: argparse.Action) -> str:
    value = value_of(action)
    if not action.option_strings:
        return f"`{value.replace(' ', '` `')}`"
    option = action.option_strings[-1]
    return f"`{option}`" if action.nargs == 0 else f"`{option} {value.replace(' ', '|')}`".replace("|", "\\|")


if __name__ == "__main__" and "--write" in sys.argv:
    GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
