"""The settings file and what is remembered, from one start of the program to the next."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.driving import NOW
from tests.ui.terminal import terminal

pytestmark = pytest.mark.slow

SETTINGS = """
[ui]
columns = ["status", "amount"]
[keys]
"app.section_refunds" = "F"
"app.quit" = "Q"
"""


def settle(home: Path, text: str) -> None:
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text(text, encoding="utf-8")


def test_a_restart_shows_what_was_left_with_the_keys_of_the_file(tmp_path: Path) -> None:
    home, kept = tmp_path / "home", tmp_path / "kept"
    home.mkdir()
    settle(home, SETTINGS)
    demo = ("--demo", "--db", str(kept), "--payments", "200", "--now", NOW.isoformat())
    with terminal(home, *demo) as desk:
        desk.see("read now")
        assert b"Created" not in desk.received
        desk.press("F")
        desk.see("c Check now")
        desk.press("Q")
        assert desk.ends() == 0
    state = kept / "desk.json"
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    with terminal(home, *demo) as desk:
        desk.see("c Check now")
        assert "last 7 days" not in desk.received.decode(errors="replace"), "not by way of Payments"
        desk.press("Q")
        assert desk.ends() == 0
    assert not (home / "state" / "desk.json").exists(), "a demo is not the account"


def test_a_payment_opened_from_the_shell_has_the_keys_of_the_file(tmp_path: Path) -> None:
    settle(tmp_path, SETTINGS)
    demo = ("--demo", "--payments", "200", "--now", NOW.isoformat())
    with terminal(tmp_path, "open", f"paym_{'0' * 24}", *demo) as desk:
        desk.see("esc Back")
        desk.press("F")
        desk.see("c Check now")
        desk.press("Q")
        assert desk.ends() == 0


def test_a_mistaken_file_keeps_the_desk_closed_and_is_told_line_by_line(tmp_path: Path) -> None:
    settle(tmp_path, '[ui]\ntheme = "stancer-drak"\n[keys]\n"payments.refund" = "d"\n')
    done = subprocess.run(
        [sys.executable, "-m", "stancer_tui", "--demo"],
        env=os.environ | {"STANCER_TUI_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "line 2: stancer-drak is not a theme; did you mean stancer-dark?" in done.stderr
    assert "line 4: payments.refund is on d, and so is payments.window" in done.stderr
    assert "Traceback" not in done.stderr
