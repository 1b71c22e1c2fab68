"""Whichever way the program crashes: a sentence, a private report, and no key."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Ran
from tests.ui.terminal import terminal

SENTINEL = "stest_SENTINELsentinel0123456a"

SCENE = """
import asyncio, gc, os, sys, threading
import stancer_tui.cli.main as command_line
from stancer_tui import __main__ as program

KEY = os.environ["SENTINEL"]
TEXT = f"bad key {KEY}\\x1b]52;c;aGk=\\x07"

async def fails():
    raise RuntimeError(TEXT)

async def forgotten():
    task = asyncio.ensure_future(fails())
    await asyncio.sleep(0)
    del task
    gc.collect()

async def grouped():
    async with asyncio.TaskGroup() as group:
        group.create_task(fails())

class Left:
    def __del__(self):
        raise RuntimeError(TEXT)

def scene(args):
    match sys.argv[-1]:
        case "raised":
            raise KeyError(TEXT)
        case "task":
            asyncio.run(fails())
        case "forgotten task":
            asyncio.run(forgotten())
        case "group":
            asyncio.run(grouped())
        case "thread":
            thread = threading.Thread(target=lambda: asyncio.run(fails()))
            thread.start()
            thread.join()
        case "exit":
            raise SystemExit(TEXT)
        case "exit in a task":
            async def leaves():
                sys.exit(TEXT)
            asyncio.run(leaves())
        case "left behind":
            Left()
    return 0

command_line.run = scene
sys.argv[1:] = ["list", "payments", "--order-id", sys.argv[1]]
sys.exit(program.main())
"""

ENDS = {"forgotten task": 0, "thread": 0, "left behind": 0}


def crash(scene: str, home: Path, **env: str) -> Ran:
    ran = subprocess.run(
        [sys.executable, "-c", SCENE, scene],
        env={"SENTINEL": SENTINEL, "PATH": "/usr/bin:/bin", "STANCER_TUI_HOME": str(home), **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.parametrize("debug", ["", "1"], ids=["plain", "debug"])
@pytest.mark.parametrize(
    "scene",
    ["raised", "task", "forgotten task", "group", "thread", "exit", "exit in a task", "left behind"],
)
def test_every_way_out_is_a_sentence_without_a_key(scene: str, debug: str, tmp_path: Path) -> None:
    ran = crash(scene, tmp_path, PYTHONASYNCIODEBUG=debug)
    assert ran.code == ENDS.get(scene, 1)
    assert ran.out == ""
    assert ran.err, "it is not silent"
    assert SENTINEL[6:] not in ran.err
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err
    assert len(ran.err.splitlines()) <= 3
    reports = list((tmp_path / "state").glob("crash-*"))
    if scene in {"raised", "task", "group"}:
        (report,) = reports
        assert str(report) in ran.err
        text = report.read_text(encoding="utf-8")
        assert "Traceback" in text
        assert SENTINEL[6:] not in text
        assert stat.S_IMODE(report.stat().st_mode) == 0o600
    elif scene.startswith("exit"):
        assert "bad key stest_[redacted]" in ran.err


def test_a_crash_whose_report_cannot_be_written_is_a_sentence_too(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the directory should be")
    ran = crash("raised", tmp_path)
    assert re.fullmatch(
        r"stancer-tui stopped on an unexpected error \(KeyError\)\. No report of it could be written\.\n",
        ran.err,
    )


DESK = """
import os, sys
from stancer_tui import __main__ as program
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui.shell.open_desks import OpenDesks

def fails(self):
    raise RuntimeError(f"bad key {os.environ['SENTINEL']}")

async def fails_later(self):
    fails(self)

if sys.argv[-1] == "save":
    DeskState.save = fails
else:
    OpenDesks.close = fails_later
sys.argv[1:] = ["--demo", "--payments", "20"]
sys.exit(program.main())
"""


@pytest.mark.parametrize("place", ["save", "unmount"])
def test_the_end_of_the_desk_may_crash_without_a_key(place: str, tmp_path: Path) -> None:
    with terminal(tmp_path, place, program=("-c", DESK), SENTINEL=SENTINEL, PYTHONASYNCIODEBUG="1") as desk:
        desk.see("Refresh")
        desk.press("q")
        assert desk.ends() == 1
    assert SENTINEL[6:].encode() not in desk.received
    assert b"Traceback" not in desk.received
    assert b"stopped on an unexpected error (RuntimeError)" in re.sub(rb"\r\n", b"", desk.received)
