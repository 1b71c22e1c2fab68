"""The command line in a language that nobody speaks: help, refusals and what commands say."""

import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from stancer_tui.cli.main import main
from stancer_tui.config import HOME_VARIABLE
from stancer_tui.reference import codes, statuses
from tests.language.leftovers import left_over
from tests.language.programs import untold
from tests.language.pseudo import Pseudo

_NAMES = re.compile(
    r"""
    --?[A-Za-z][\w-]* | \b[A-Z]{2,}\b | \{[\w,-]+\} | stancer-tui\S* | "[^"]*" | '[^']*' | \[[\w\s=,|-]*\]
    """,
    re.VERBOSE,
)
"""Options, values, choices, names of shapes, and what was typed: the same in every language."""

_COMMANDS = (
    *("code", "keys", "refund", "journal", "list", "show", "note", "people", "open", "doctor", "sandbox"),
    *("ledger", "completion"),
)
_CHOICES = frozenset(
    (
        *("card", "sepa", "dispute", "http", "status", "set", "remove", "test", "live"),
        *("payments", "refunds", "disputes", "payouts", "people", "checks"),
        *("config", "union", "kind", "action", "mode"),
        *_COMMANDS,
    )
)
"""Words that are typed as arguments."""

WRONG = (
    "nothing",
    "code",
    "code zz9",
    "code zz9 --family card",
    "code 51 --family zz",
    "code 51",
    "code paid",
    "show",
    "show zz",
    "list zz",
    "list payments --limit x --demo",
    "refund zz --demo",
    "refund paym_aaaaaaaaaaaaaaaaaaaaaaaa --amount x --demo",
    "keys set",
    "keys zz test",
    "--now x --demo",
    "--fault x --demo",
    "--seed 1",
    "--api-url ftp://x",
    "journal --limit x",
)


@pytest.fixture(autouse=True)
def _nobody_speaks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """French is the pseudo-language, and the settings are those of nobody."""
    pseudo = Pseudo()
    monkeypatch.setattr(sys.modules["stancer_tui.language.current"], "catalogue", lambda language: pseudo)
    for module in (codes, statuses):
        monkeypatch.setattr(module, "packaged", untold)
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    monkeypatch.setenv("COLUMNS", "400")


def _said(arguments: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    with suppress(SystemExit):
        main([*arguments.split(), "--lang", "fr"], keys={})
    out, err = capsys.readouterr()
    assert out or err
    return {
        words
        for line in (out + err).splitlines()
        for words in left_over(_NAMES.sub(" ", line))
        if not {*re.findall(r"[\w-]+", words)} <= {*_CHOICES, *arguments.split()}
    }


@pytest.mark.parametrize("command", ["", *_COMMANDS])
def test_the_help_has_no_english(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _said(f"{command} --help", capsys) == set()


@pytest.mark.parametrize("arguments", WRONG)
def test_what_is_wrong_is_not_said_in_english(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _said(arguments, capsys) == set()
