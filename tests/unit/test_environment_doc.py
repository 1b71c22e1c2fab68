"""docs/environment.md: the exit codes, the variables that are read, and where files are."""

import re
from pathlib import Path

import pytest

from stancer_tui.cli.exits import Exit
from stancer_tui.cli.main import INTERRUPTED
from stancer_tui.config import Paths
from tests.environment_docs import LIBRARIES, PAGE, READ, exit_codes, read_by_the_program, written

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_tables_are_as_the_code_is() -> None:
    assert written(TEXT) == TEXT, "python -m tests.environment_docs --write"


def test_every_exit_code_says_what_it_means() -> None:
    assert set(exit_codes()) == {*Exit, INTERRUPTED}
    assert all(exit_codes().values())


def test_the_variables_of_the_program_are_those_that_its_source_reads() -> None:
    assert read_by_the_program() - set(LIBRARIES) == set(READ)


def test_the_paths_of_linux_are_those_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    paths = Paths.find({})
    home = str(Path.home())
    named = re.findall(r"^\| `(~/[^`]+)`", TEXT, re.MULTILINE)
    assert str(paths.config_file).replace(home, "~") in named
    assert f"{paths.state}/journal.db".replace(home, "~") in named
