"""A crash in a real terminal shows no key, whatever held it."""

import base64
import re
import stat
import sys
from io import BytesIO
from pathlib import Path

import pexpect
import pytest

from stancer_tui.crash import report
from tests.ui.terminal import PATIENCE

SENTINEL = "stest_SentinelSentinelSentinel"[:30]


pytestmark = pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
"""Newer Pythons warn of threads that other tests have left; the child runs another program at once."""

PLACES = ("local", "dict", "dataclass", "message", "worker", "text", "rich")


def run(*arguments: str) -> tuple[bytes, int | None]:
    """Run the small app in a terminal, stdout and stderr both; what the terminal got, and the exit code."""
    seen = BytesIO()
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tests.ui.shell.crash_app", *arguments],
        env={"SENTINEL": SENTINEL, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        dimensions=(24, 80),
        timeout=PATIENCE,
    )
    child.logfile_read = seen
    child.expect(pexpect.EOF)
    child.close()
    return seen.getvalue(), child.exitstatus


@pytest.fixture(scope="module")
def crashes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The directory of reports, and what the terminal got from each crash."""
    directory = tmp_path_factory.mktemp("reports")
    (directory / "unwritable").write_text("a file where the directory should be")
    terminal, _ = run("crash", str(directory), *PLACES, "unwritable")
    seen: dict[str, bytes] = {}
    for place in (*PLACES, "unwritable"):
        seen[place], found, terminal = terminal.partition(f"<end of {place}: 1>".encode())
        assert found, f"{place} did not end with the return code 1"
    return directory, seen


def last_words(terminal: bytes) -> str:
    """What stands on the terminal after the app gave it back, without the breaks of lines."""
    _, found, words = terminal.decode().rpartition("stancer-tui stopped")
    return (found + words).replace("\r\n", "")


@pytest.mark.parametrize("place", PLACES)
def test_a_crash_leaks_no_key(place: str, crashes: tuple[Path, dict[str, bytes]]) -> None:
    directory, seen = crashes
    (written,) = (directory / place).iterdir()
    text = written.read_text(encoding="utf-8")

    for each in (seen[place], text.encode()):
        assert SENTINEL[6:].encode() not in each
    assert re.fullmatch(
        rf"stancer-tui stopped on an unexpected error \(\w+\)\. Report: ?{re.escape(str(written))}",
        last_words(seen[place]),
    )
    assert "Traceback" in text
    assert "crash_app.py" in text, "the report says where"
    assert "\x1b" not in text
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert stat.S_IMODE(written.parent.stat().st_mode) == 0o700


def test_a_crash_that_cannot_be_written_down_says_so(crashes: tuple[Path, dict[str, bytes]]) -> None:
    _, seen = crashes
    assert "No report" in last_words(seen["unwritable"])


def test_the_report_keeps_the_causes_and_drops_credentials() -> None:
    encoded = base64.b64encode(f"{SENTINEL}:".encode()).decode()

    def fail() -> None:
        try:
            raise OSError(
                f"GET https://user:{SENTINEL}@api.example/v1 Authorization: Basic {encoded} {encoded}"
            )
        except OSError as error:
            raise RuntimeError("outer") from error

    with pytest.raises(RuntimeError) as caught:
        fail()
    text = report(caught.value)

    assert "OSError: GET https://" in text
    assert "outer" in text
    assert SENTINEL[6:] not in text
    assert encoded[:12] not in text
