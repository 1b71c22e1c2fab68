"""The completions in the real shells: what stands on the line, and below it, after Tab was pressed."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from stancer_tui.cli.completion import FILES, file_of
from stancer_tui.language import Language
from tests.real_tools import tool

PROMPT = "ready> "
SET_UP = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--no-config", "--interactive"],
}
LOADED = {
    "bash": "PS1='{prompt}'; bind 'set enable-bracketed-paste off'; source {file}",
    "zsh": "PS1='{prompt}'; fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -D",
    "fish": "function fish_prompt; echo -n '{prompt}'; end; source {file}",
}
"""What a reader's own start-up file would do."""

_DRAWING = re.compile(r"\x1b(?:\[[0-9;?<=>]*[A-Za-z]|[()][A-Z0-9]|[=>]|\][^\x07]*\x07)")


class Shell:
    """A shell at its prompt, in a terminal of 40x120."""

    def __init__(self, name: str, home: Path) -> None:
        file = file_of(name, Language.EN)
        env = {"HOME": str(home), "PATH": os.environ["PATH"], "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        self._shell = pexpect.spawn(
            name, SET_UP[name], env=env, cwd=home, encoding="utf-8", dimensions=(40, 120), timeout=60
        )
        self._shell.delaybeforesend = None
        loaded = LOADED[name].format(prompt=PROMPT[:2] + "''" + PROMPT[2:], file=file, folder=file.parent)
        self._shell.sendline(loaded)
        self._shell.expect_exact(PROMPT)

    def completed(self, typed: str, *expected: str) -> None:
        """Type, press Tab (twice: that lists what there is), and wait for what is expected to stand there."""
        self._shell.send(f"{typed}\t\t")
        shown = ""
        while not all(each in shown for each in expected):
            self._shell.expect(r".+")
            shown = _DRAWING.sub("", shown + self._shell.after)

    def close(self) -> None:
        """Leave it."""
        self._shell.close(force=True)


@pytest.fixture(params=FILES)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    tool(request.param)
    opened = Shell(request.param, tmp_path)
    yield opened
    opened.close()


def test_a_command_is_completed(shell: Shell) -> None:
    shell.completed("stancer-tui sand", "stancer-tui sandbox ")


def test_all_commands_are_listed(shell: Shell) -> None:
    shell.completed("stancer-tui ", "refund", "journal", "doctor", "completion")


def test_an_option_is_completed(shell: Shell) -> None:
    shell.completed("stancer-tui code 51 --fam", "51 --family")


def test_the_choices_of_an_option_are_listed(shell: Shell) -> None:
    shell.completed("stancer-tui code 51 --family ", "card", "sepa", "dispute", "http", "status")


def test_the_choices_of_an_argument_are_completed(shell: Shell) -> None:
    shell.completed("stancer-tui list pay", "payments", "payouts")


def test_a_file_is_completed_where_one_is_meant(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "settings-of-mine.toml").touch()
    shell.completed("stancer-tui --config settings", "--config settings-of-mine.toml")
