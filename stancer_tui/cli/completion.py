"""`stancer-tui completion SHELL`: what a shell needs to complete the commands and options of this program.

The files are made from the parsers by `python -m tests.completions --write`.
"""

import argparse
import sys
from pathlib import Path

from stancer_tui.cli.exits import Exit
from stancer_tui.language import Language, current

FOLDER = Path(__file__).with_name("completions")

FILES = {"bash": "stancer-tui", "zsh": "_stancer-tui", "fish": "stancer-tui.fish"}
"""Each shell's file, by the name under which the shell looks for it."""


def file_of(shell: str, language: Language) -> Path:
    """The completions for a shell, which explains the options in this language; bash explains nothing."""
    spoken = Language.EN if shell == "bash" else language
    return FOLDER / spoken.value / FILES[shell]


def run(args: argparse.Namespace) -> int:
    """Print the completions; what was completed before is not asked for, and no key is read."""
    sys.stdout.write(file_of(args.shell, current().language).read_text("utf-8"))
    return Exit.DONE
