"""The completions for each shell, from the parsers: `python -m tests.completions --write`.

shtab writes them, once in each language; the program prints them and the wheel ships them, so that neither
needs shtab.
"""

import argparse
import sys

import shtab

from stancer_tui.cli.argparse_words import lent_words
from stancer_tui.cli.completion import FILES, file_of
from stancer_tui.cli.main import build_parser
from stancer_tui.language import Language, _, using
from tests.command_docs import actions_of, commands_of

_PATHS = {
    "FILE": shtab.FILE,
    "PATH": shtab.FILE,
    "DIR": shtab.DIRECTORY,
    "FOLDER": shtab.DIRECTORY,
}
"""The options whose values are paths, by what stands for the value in their help."""


def text_of(shell: str, language: Language) -> str:
    """The completions as the parsers have them now."""
    with using(language), lent_words():
        parser = build_parser()
        for each in (parser, *commands_of(parser).values()):
            _complete_paths(each)
        written = shtab.complete(parser, shell)
    return "".join(f"{line.rstrip()}\n" for line in written.rstrip().splitlines())


def _complete_paths(parser: argparse.ArgumentParser) -> None:
    kinds = {_(word): kind for word, kind in _PATHS.items()}
    for action in actions_of(parser):
        if action.option_strings and (kind := kinds.get(str(action.metavar))) is not None:
            action.complete = kind  # type: ignore[attr-defined] # shtab's way of being told


if __name__ == "__main__" and "--write" in sys.argv:
    for each in Language:
        for shell in FILES:
            file_of(shell, each).parent.mkdir(parents=True, exist_ok=True)
            file_of(shell, each).write_text(text_of(shell, each), encoding="utf-8")
