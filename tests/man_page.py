"""The man page in each language, from the parsers: `python -m tests.man_page --write`.

Written here, since what makes man pages of parsers elsewhere repeats the options that every command has under
each of them, and knows English alone.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from stancer_tui import __version__
from stancer_tui.cli.argparse_words import lent_words
from stancer_tui.cli.given_keys import VARIABLES
from stancer_tui.cli.main import COMMANDS, build_parser
from stancer_tui.cli.options import add_global_options
from stancer_tui.language import Language, _, capitalised, using
from tests.command_docs import actions_of, commands_of, help_of, own_actions, shared, value_of

FOLDER = Path(__file__).parent.parent / "man"
_PLACES = {Language.EN: FOLDER / "stancer-tui.1", Language.FR: FOLDER / "fr" / "stancer-tui.1"}

_TITLES = {
    Language.EN: ("NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "EXIT STATUS", "ENVIRONMENT"),
    Language.FR: (
        "NOM",
        "SYNOPSIS",
        "DESCRIPTION",
        "COMMANDES",
        "OPTIONS",
        "CODE DE RETOUR",
        "ENVIRONNEMENT",
    ),
}
_KEYS = {
    Language.EN: "The keys of the default profile. They come before those of the keyring.",
    Language.FR: "Les clés du profil par défaut. Elles passent avant celles du trousseau.",
}
_HOME = {
    Language.EN: "One directory for settings, state and journal, in place of the system's own.",
    Language.FR: "Un seul dossier pour les réglages, l’état et le journal, au lieu de ceux du système.",
}


def page_of(language: Language) -> Path:
    """Where the man page of a language stands."""
    return _PLACES[language]


def text_of(language: Language) -> str:
    """The man page as the parsers have it now, as roff."""
    with using(language), lent_words():
        return "\n".join(_lines(build_parser(), language)) + "\n"


def _lines(parser: argparse.ArgumentParser, language: Language) -> Iterator[str]:
    name, synopsis, description, commands, options, ends, environment = _TITLES[language]
    summary, _dot, rest = str(parser.description).partition(". ")
    yield f'.TH STANCER\\-TUI 1 "" "stancer\\-tui {__version__}"'
    yield ".ad l"
    yield from (f".SH {name}", rf"stancer\-tui \- {_roff(summary)}")
    yield from (f".SH {synopsis}", r".B stancer\-tui", rf"[\fI{_roff(_('COMMAND'))}\fR] [\fIOPTIONS\fR]")
    yield from (f".SH {description}", *_sentences(f"{summary}. {rest}"), f".SH {commands}")
    parsers = commands_of(parser)
    for command, said, _fill in COMMANDS:
        yield from (f".SS {_roff(command)}", *_sentences(f"{capitalised(_(said))}."))
        yield from _terms(own_actions(command, parsers[command]))
        if parsers[command].epilog:
            yield from (".PP", *_sentences(str(parsers[command].epilog)))
    yield f".SH {options}"
    yield from _terms(each for each in actions_of(parser) if _is_of_program(each))
    yield from _terms(add_global_options(argparse.ArgumentParser(add_help=False)))
    yield from (f".SH {ends}", *_sentences(str(parser.epilog)), f".SH {environment}")
    yield from (".TP", f".BR {_roff(' , '.join(VARIABLES))}", *_sentences(_KEYS[language]))
    yield from (".TP", ".B STANCER_TUI_HOME", *_sentences(_HOME[language]))


def _is_of_program(action: argparse.Action) -> bool:
    return bool(action.option_strings) and not set(action.option_strings) & shared()


def _terms(actions: Iterable[argparse.Action]) -> Iterator[str]:
    for action in actions:
        value = rf"\fI{_roff(value_of(action).replace(' ', '|'))}\fR"
        names = ", ".join(rf"\fB{_roff(each)}\fR" for each in action.option_strings)
        yield from (".TP", " ".join(part for part in (names, "" if action.nargs == 0 else value) if part))
        yield from _sentences(help_of(action))


def _sentences(text: str) -> list[str]:
    """One line a sentence, as roff has it: it decides itself where a line ends."""
    return [_roff(each) for each in re.split(r"(?<=[.;?!]) ", text)]


def _roff(text: str) -> str:
    """Text as it is shown: no character of it is a command."""
    shown = text.replace("\\", r"\e").replace("-", r"\-").replace("\u202f", r"\~").replace("\xa0", r"\~")
    return rf"\&{shown}" if shown.startswith((".", "'")) else shown


if __name__ == "__main__" and "--write" in sys.argv:
    for each in Language:
        page_of(each).parent.mkdir(parents=True, exist_ok=True)
        page_of(each).write_text(text_of(each), encoding="utf-8")
