"""To the shell and back, in a real terminal: under a real shell, and without one."""

import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ui.terminal import PATIENCE, Terminal, terminal

pytestmark = pytest.mark.slow

CTRL_Z = "\x1a"

SHELL = """
import os
os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
"""

COMMAND = f"{sys.executable} -m stancer_tui --demo --payments 300"


@contextmanager
def desk_under_a_shell(home: Path) -> Iterator[Terminal]:
    with terminal(home, program=("-c", SHELL), PS1="ready: ", INPUTRC=os.devnull) as shell:
        shell.see("ready:")
        shell.press(f"{COMMAND}; echo it said $?\r")
        shell.see("enter Open")
        yield shell


def is_back_at_its_prompt(shell: Terminal) -> None:
    shell.see("Stopped")
    shell.press("stty -a; echo 'these ''modes'\r")
    shell.see("these modes")
    modes = {mode.strip(";") for mode in shell.received.decode(errors="replace").split("speed ")[-1].split()}
    assert {"icanon", "echo", "isig", "icrnl"} <= modes


def goes_on(shell: Terminal) -> None:
    """Come back to a whole screen that hears keys, and leave."""
    shell.press("fg\r")
    shell.see("\x1b[?1049h")
    shell.see("Payments")
    shell.see("enter Open")
    shell.press("7")
    shell.see("Bank wants a call")
    shell.press("q")
    shell.see("\x1b[?1049l")
    shell.see("ready:")


def test_ctrl_z_goes_to_the_shell_and_fg_comes_back(tmp_path: Path) -> None:
    with desk_under_a_shell(tmp_path) as shell:
        shell.press(CTRL_Z)
        shell.see("\x1b[?1049l")
        is_back_at_its_prompt(shell)
        goes_on(shell)


def test_continued_in_the_background_it_leaves_the_terminal_alone(tmp_path: Path) -> None:
    with desk_under_a_shell(tmp_path) as shell:
        shell.press(CTRL_Z)
        is_back_at_its_prompt(shell)
        before = shell.received.count(b"\x1b[?1049h")
        shell.press("bg; wait %1\r")  # until it stops again
        is_back_at_its_prompt(shell)
        assert shell.received.count(b"\x1b[?1049h") == before
        goes_on(shell)


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_stopped_from_elsewhere_it_comes_back_as_well(tmp_path: Path, number: signal.Signals) -> None:
    with desk_under_a_shell(tmp_path) as shell:
        os.kill(shell.foreground, number)
        is_back_at_its_prompt(shell)
        goes_on(shell)


def test_a_terminal_that_goes_away_ends_it_while_it_is_stopped(tmp_path: Path) -> None:
    with desk_under_a_shell(tmp_path) as shell:
        desk = os.pidfd_open(shell.foreground)
        shell.press(CTRL_Z)
        is_back_at_its_prompt(shell)
        shell.hang_up()
        shell.ended_with()
    ended, _, _ = select.select([desk], [], [], PATIENCE)
    os.close(desk)
    assert ended


def test_without_a_shell_ctrl_z_stops_nothing(tmp_path: Path) -> None:
    with terminal(tmp_path, "--demo", "--payments", "300") as desk:
        desk.see("enter Open")
        desk.press(CTRL_Z)
        desk.see("\x1b[?1049h")
        desk.see("enter Open")
        desk.press("q")
        assert desk.ends() == 0


def test_a_needless_sigcont_changes_nothing(tmp_path: Path) -> None:
    with terminal(tmp_path, "--demo", "--payments", "300") as desk:
        desk.see("enter Open")
        os.kill(desk.pid, signal.SIGCONT)
        desk.see("\x1b[?1049h")
        desk.see("enter Open")
        desk.press("q")
        assert desk.ends() == 0
