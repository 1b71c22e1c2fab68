"""The program ends when it is asked to and when its terminal goes away, wherever its start has come to."""

import os
import signal
from pathlib import Path

import pytest

from stancer_tui.cli.exits import Exit
from tests.ui.terminal import Terminal, terminal

pytestmark = pytest.mark.slow

BEFORE = """
import os, signal, sys
from stancer_tui import __main__ as program
sys.argv[1:] = ["--demo", "--payments", "300", "--latency", "100"]
"""

STOPPED = (
    BEFORE
    + """
from tests.private import stop_writing
stop_writing(lambda: open(os.environ["FULL"], "w").close())
sys.exit(program.main())
"""
)

UNDER_ANOTHER = """
import signal, subprocess, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
print("under another", flush=True)
sys.exit(subprocess.call([sys.executable, "-m", "stancer_tui", *sys.argv[1:]]))
"""
"""The program under one that has the terminal, is told alone that it goes away, and takes no notice."""

POINTS = {"nothing yet": "", "the screen is taken": "\x1b[?1049h", "the first frame": "Payments"}


def reach(desk: Terminal, point: str) -> None:
    if POINTS[point]:
        desk.waits_for(lambda: POINTS[point].encode() in desk.received)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("point", POINTS)
def test_a_signal_ends_it_at_every_point_of_its_start(
    point: str, number: signal.Signals, tmp_path: Path
) -> None:
    with terminal(tmp_path, "--demo", "--latency", "100") as desk:
        reach(desk, point)
        os.kill(desk.pid, number)
        assert desk.ended_with() in {128 + number, -number}
    if point == "the first frame":
        assert b"\x1b[?1049l" in desk.received, "the terminal is given back"


@pytest.mark.parametrize("point", POINTS)
def test_a_terminal_that_goes_away_ends_it(point: str, tmp_path: Path) -> None:
    with terminal(tmp_path, "--demo", "--latency", "100") as desk:
        reach(desk, point)
        desk.hang_up()
        assert desk.ended_with() != 0


@pytest.mark.parametrize("point", POINTS)
def test_a_terminal_that_goes_away_ends_it_where_only_another_program_is_told(
    point: str, tmp_path: Path
) -> None:
    with terminal(tmp_path, "--demo", "--latency", "100", program=("-c", UNDER_ANOTHER)) as desk:
        desk.see("under another")
        reach(desk, point)
        desk.hang_up()
        # Where it has not come to look at its terminal yet, it says that there is none.
        assert desk.ended_with() in {128 + signal.SIGHUP, Exit.USAGE}
    assert list(tmp_path.rglob("crash-*")) == []


def test_a_terminal_that_goes_away_leaves_nothing_behind(tmp_path: Path) -> None:
    left, home = tmp_path / "temporary", tmp_path / "home"
    left.mkdir()
    with terminal(home, "--demo", "--latency", "100", TMPDIR=str(left)) as desk:
        reach(desk, "the first frame")
        desk.hang_up()
        assert desk.ended_with() == 128 + signal.SIGHUP
    assert list(left.iterdir()) == [], "it had the time to clear up"
    assert [each.name for each in home.rglob("crash-*")] == []


def test_a_main_thread_that_waits_for_a_dead_terminal_ends_all_the_same(tmp_path: Path) -> None:
    """The thread that writes is gone, its queue is full: asyncio's handlers would never run again."""
    full = tmp_path / "full"
    with terminal(tmp_path, program=("-c", STOPPED), FULL=str(full)) as desk:
        desk.waits_for(full.exists)
        os.kill(desk.pid, signal.SIGTERM)
        assert desk.ended_with() == 128 + signal.SIGTERM
        assert desk.echoes, "the terminal is set as before"
    assert b"\x1b[?1049l" in desk.received
