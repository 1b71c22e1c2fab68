"""The program in terminals that can do less, that are pulled about, and in none."""

import os
import pty
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.screen import Screen
from tests.ui.terminal import Terminal, terminal

pytestmark = pytest.mark.slow

DEMO = ("--demo", "--payments", "300")
ENDS = ("stdin", "stdout", "stderr")
TRUE_COLOUR = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")


def leaves(desk: Terminal) -> None:
    desk.press("q")
    assert desk.ends() == 0
    assert b"Traceback" not in desk.received


def shown(desk: Terminal) -> str:
    screen = Screen()
    screen.feed(desk.received)
    return screen.text


@pytest.mark.parametrize("name", ["xterm", "linux", "vt100", "screen", ""])
def test_without_true_colour_it_asks_for_none(name: str, tmp_path: Path) -> None:
    with terminal(tmp_path, *DEMO, TERM=name, COLORTERM="") as desk:
        desk.see("enter Open")
        leaves(desk)
    assert TRUE_COLOUR.search(desk.received) is None


def test_no_color_leaves_shades_of_grey(tmp_path: Path) -> None:
    with terminal(tmp_path, *DEMO, NO_COLOR="1") as desk:
        desk.see("enter Open")
        leaves(desk)
    assert {len({*shade}) for shade in TRUE_COLOUR.findall(desk.received)} <= {1}


@pytest.mark.parametrize("name", ["dumb", "unknown"])
def test_a_terminal_that_cannot_position_text_is_told_so(name: str, tmp_path: Path) -> None:
    with terminal(tmp_path, *DEMO, TERM=name) as desk:
        assert desk.ends() == 2
    assert desk.received.startswith(f"This terminal (TERM={name}) cannot position text".encode())
    assert b"\x1b" not in desk.received


@pytest.mark.parametrize("other", ENDS)
def test_one_end_that_is_no_terminal_is_enough_to_refuse(other: str, tmp_path: Path) -> None:
    main, end = pty.openpty()
    stdin, stdout, stderr = (subprocess.DEVNULL if other == name else end for name in ENDS)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "stancer_tui", *DEMO],
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            timeout=120,
            check=False,
            env={"HOME": str(tmp_path), "TERM": "xterm", "PATH": "/usr/bin:/bin"},
        )
    finally:
        os.close(main)
        os.close(end)
    assert done.returncode == 2


@pytest.mark.parametrize("name", ["C", "POSIX"])
def test_without_a_locale_it_draws_as_with_one(name: str, tmp_path: Path) -> None:
    with terminal(tmp_path, *DEMO, LC_ALL=name, LANG=name) as desk:
        desk.waits_for(lambda: "╭─ Payments" in shown(desk))
        desk.see("enter Open")
        leaves(desk)


@pytest.mark.parametrize(("encoding", "name"), [("latin-1", "Noël"), ("ascii", "No?l")])
def test_without_utf_8_signs_and_frames_are_plain(encoding: str, name: str, tmp_path: Path) -> None:
    with terminal(tmp_path, *DEMO, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING=encoding) as desk:
        desk.waits_for(lambda: "+- Payments" in shown(desk))
        desk.see("enter Open")
        desk.waits_for(lambda: name.encode(encoding) in desk.received)
        leaves(desk)
    assert "?" not in shown(desk).replace("No?l", "").replace("? Help", "")


def test_it_is_whole_after_its_window_was_pulled_about(tmp_path: Path) -> None:
    draw = random.Random(5)
    with terminal(tmp_path, *DEMO) as desk:
        desk.see("enter Open")
        for _ in range(200):
            desk.resize(draw.randint(20, 200), draw.randint(5, 60))
        for key in ("\r", "v", "\x1b", "\x1b", "1", "7", "2"):
            desk.resize(20, 5)
            desk.press(key)
            desk.resize(draw.randint(20, 200), draw.randint(5, 60))
        desk.resize(20, 5)
        desk.see("")
        desk.resize(80, 24)
        desk.see("enter Open")
        leaves(desk)


def test_a_terminal_that_takes_nothing_holds_up_no_end(tmp_path: Path) -> None:
    with terminal(tmp_path, *DEMO, size=(200, 60)) as desk:
        desk.see("enter Open")
        for _ in range(400):  # nobody reads what they paint
            desk.press("7")
            desk.press("2")
        os.kill(desk.pid, signal.SIGTERM)
        assert desk.ended_with() == 128 + signal.SIGTERM
        assert desk.echoes
