"""The wheel in an environment that has nothing else, away from the repository."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from stancer_tui import __version__
from tests.release.test_contents import DATA


@pytest.fixture
def program(installed: Path, tmp_path: Path) -> Path:
    return installed / "bin" / "stancer-tui"


def said(program: Path, folder: Path, *arguments: str) -> str:
    """What a command prints in an empty folder, with a home of its own."""
    env = {"PATH": os.defpath, "HOME": str(folder), "STANCER_TUI_HOME": str(folder), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [program, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout


def test_it_says_its_version_and_its_commands(program: Path, tmp_path: Path) -> None:
    assert said(program, tmp_path, "--version") == f"stancer-tui {__version__}\n"
    assert "completion" in said(program, tmp_path, "--help")


def test_it_explains_a_code_in_both_languages(program: Path, tmp_path: Path) -> None:
    assert "Not enough money" in said(program, tmp_path, "code", "51")
    assert "Provision insuffisante" in said(program, tmp_path, "code", "51", "--lang", "fr")


def test_it_lists_the_payments_of_the_demo(program: Path, tmp_path: Path) -> None:
    lines = said(program, tmp_path, "list", "payments", "--demo", "--limit", "3", "--json").splitlines()
    assert [json.loads(each)["id"][:5] for each in lines] == ["paym_"] * 3


def test_shells_and_man_find_their_files(installed: Path, program: Path, tmp_path: Path) -> None:
    for path, source in DATA.items():
        assert (installed / path).read_bytes() == Path(source).read_bytes()
    completions = installed / "share" / "fish" / "vendor_completions.d" / "stancer-tui.fish"
    assert said(program, tmp_path, "completion", "fish") == completions.read_text("utf-8")
