"""The program in a real terminal, from its first byte to its last."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from tests.sandbox.serving import serving
from tests.ui.driving import NOW
from tests.ui.hostile_texts import HARMFUL, MARKUP, PAYLOADS
from tests.ui.shell.test_hostile_text import poisoned
from tests.ui.terminal import terminal

pytestmark = pytest.mark.slow

DEMO = ("--demo", "--now", NOW.isoformat())


def test_the_demo_opens_in_a_terminal_and_obeys_its_keys(tmp_path: Path) -> None:
    with terminal(tmp_path, *DEMO) as desk:
        desk.see("DEMO·TEST")
        desk.see("last 7 days")
        desk.see("read now")
        desk.press("j")
        desk.see("›")
        desk.press("G")
        desk.see("›")
        desk.press("\r")
        desk.see("Payments ›")
        desk.press("\x1b")
        desk.see("enter Open")
        desk.press("/")
        desk.see("words, or fields")
        desk.press("zzzz")
        desk.see("No loaded payment matches")
        desk.press("\x1b")
        desk.see("visa")
        desk.press("?")
        desk.see("Narrow the list")
        desk.see("arrows scroll")
        desk.press("\x1b")
        desk.see("last 7 days")
        desk.press("\x14")
        desk.see("Switch to LIVE?")
        desk.press("\t\r")
        desk.see("DEMO·LIVE")
        desk.see("read now")
        desk.press("q")
        assert desk.ends() == 0
        assert b"\x1b[?1049l" in desk.received, "the terminal is given back"


def test_without_a_terminal_it_says_so_and_exits_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "stancer_tui", *DEMO],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "needs a terminal" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_payload_of_a_server_reaches_the_terminal(tmp_path: Path) -> None:
    pairs = (PAYLOADS["escape"] + PAYLOADS["control"], PAYLOADS["direction"] + PAYLOADS["wide"])
    items = [storable(number, text) for number, text in enumerate((MARKUP, *pairs), 1)]
    data = tmp_path / "data.json"
    data.write_text(json.dumps({"test": {"payments": items}}), encoding="utf-8")
    settings = SandboxSettings(payments=0, data=data, port=0, now=FixedClock(NOW.isoformat()))
    with serving(settings) as served:
        url = f"http://127.0.0.1:{served.port}"
        with terminal(
            tmp_path / "home", "--api-url", url, size=(140, 90), STANCER_API_KEY_TEST=DEMO_SECRET_TEST
        ) as desk:
            desk.see("▌TEST▐")
            desk.press("d")
            desk.see("Last 90 days")
            desk.press("\x1b[B\x1b[B\x1b[B\r")
            desk.see(f"last 90 days · {len(items)} of {len(items)}")
            for _ in items:
                desk.press("\r")
                desk.see("What happened")
                desk.press("v")
                desk.see("as received")
                desk.press("\x1b")
                desk.see("Back")
                desk.press("\x1b")
                desk.see("Open")
                desk.press("j")
            desk.press("/")
            desk.see("words")
            desk.press("\x1b[200~" + MARKUP + "\x1b]52;c;cHduZWQ=\x07\x1b[201~")
            desk.see("No loaded payment matches")
            desk.press("\x11")
            assert desk.ends() == 0
    left = desk.left.decode()
    assert "gnp.exe" in left
    assert "cHduZWQ=" in left
    assert set(left) & HARMFUL <= set("\r\n"), sorted(set(left) & HARMFUL)
    assert b"\x1b]52" not in desk.received
    assert b"\x1b]8;" not in desk.received
    assert DEMO_SECRET_TEST.encode() not in desk.received


def storable(number: int, text: str) -> dict[str, object]:
    """The poisoned payment, without what the sandbox refuses to keep."""
    item = poisoned(number, text)
    item["refunds"] = []
    item["live_mode"] = False
    return item
