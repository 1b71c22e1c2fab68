"""Keys of the environment leave it at the start: no program that is started from here inherits them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stancer_tui.cli.given_keys import VARIABLES, take_keys
from stancer_tui.keys import SLOTS
from stancer_tui.sandbox.keys import DEMO_PUBLIC_TEST, DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from tests.sandbox.serving import serving
from tests.ui.terminal import terminal

pytestmark = pytest.mark.slow

SECRET = "stest_SENTINELsentinel0123456a"


def test_every_slot_has_its_variable_taken() -> None:
    assert set(VARIABLES) == {slot.variable for slot in SLOTS}


def test_keys_are_taken_and_not_shown() -> None:
    env = {"STANCER_API_KEY_TEST": SECRET, "HOME": "/home"}
    taken = take_keys(env)
    assert env == {"HOME": "/home"}
    assert taken["STANCER_API_KEY_TEST"] == SECRET
    assert SECRET not in f"{taken}{taken!r}"


@pytest.mark.parametrize("command", [["keys", "list"], ["code", "51"], ["doctor"], ["list", "payments"]])
def test_after_a_command_children_would_get_none(command: list[str], tmp_path: Path) -> None:
    after = (
        "import os, subprocess, sys\n"
        "from stancer_tui.__main__ import main\n"
        "try:\n    main()\n"
        "finally:\n    subprocess.run([sys.executable, '-c', 'import os; print(sorted(os.environ))'])\n"
    )
    keys = {slot.variable: f"{slot.prefix}SENTINELsentinel01234567" for slot in SLOTS}
    ran = subprocess.run(
        [sys.executable, "-c", after, *command, "--api-url", "http://localhost:1"],
        env={**os.environ, "STANCER_TUI_HOME": str(tmp_path), **keys},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    child = ran.stdout.splitlines()[-1]
    assert "STANCER_TUI_HOME" in child
    assert not [name for name in keys if name in child]
    if command[0] == "keys":
        assert ran.stdout.count("\tenvironment") == len(SLOTS), "the program itself has them"


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a sandbox, and the id of a payment in it that waits for its customer."""
    payment = {"id": f"paym_{'w':0<24}", "amount": 5000, "currency": "eur", "created": 1_790_000_000}
    data = tmp_path / "data.json"
    data.write_text(json.dumps({"test": {"payments": [payment]}}), encoding="utf-8")
    with serving(SandboxSettings(payments=0, data=data, port=0)) as running:
        yield running.url, str(payment["id"])


def test_the_browser_gets_no_key(waiting: tuple[str, str], tmp_path: Path) -> None:
    url, payment = waiting
    dump = tmp_path / "environment.json"
    browser = tmp_path / "browser"
    browser.write_text(
        f"#!{sys.executable}\nimport json, os, sys\n"
        f"with open({str(dump)!r} + '.part', 'w') as file:\n"
        "    json.dump({'arguments': sys.argv[1:], 'environment': dict(os.environ)}, file)\n"
        f"os.rename({str(dump)!r} + '.part', {str(dump)!r})\n"
    )
    browser.chmod(0o700)
    with terminal(
        tmp_path / "home",
        "open",
        payment,
        "--api-url",
        url,
        size=(110, 30),
        BROWSER=f"{browser} %s",
        STANCER_API_KEY_TEST=DEMO_SECRET_TEST,
        STANCER_API_KEY_LIVE=DEMO_SECRET_LIVE,
        STANCER_PUBLIC_KEY_TEST=DEMO_PUBLIC_TEST,
    ) as desk:
        desk.see("50.00")
        desk.press("l")
        desk.see("Open")
        desk.press("o")
        desk.see("Open in the browser?")
        desk.press("\t\r")
        desk.waits_for(dump.exists)
        desk.press("\x1b\x1b")
    found = json.loads(dump.read_text())
    assert DEMO_PUBLIC_TEST in found["arguments"][0]
    assert not [name for name in VARIABLES if name in found["environment"]]
    assert DEMO_SECRET_TEST not in json.dumps(found)
