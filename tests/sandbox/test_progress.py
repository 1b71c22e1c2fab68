"""What `stancer-tui sandbox` says while it invents a large shop."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stancer_tui.sandbox import core
from stancer_tui.sandbox.build import Build
from stancer_tui.sandbox.store import Store
from stancer_tui.sandbox.wire import progress
from stancer_tui.sandbox.wire.progress import Progress
from tests.sandbox.conftest import Api

Start = Callable[..., Api]


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every shop with payments is a large one, and nobody waits between two looks."""
    monkeypatch.setattr(core, "KEPT_WHOLE", 0)
    monkeypatch.setattr(progress, "KEPT_WHOLE", 0)
    monkeypatch.setattr(progress, "_PAUSE", 0.0)


class Half:
    """A share that a test decides."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.share = 0.0
        monkeypatch.setattr(Build, "share", property(lambda _build: self.share))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Half:
    """Nothing is invented, and the share is what the test says."""
    monkeypatch.setattr(Build, "start", lambda _build: None)
    return Half(monkeypatch)


def test_it_says_what_it_does_and_how_far_it_is(start: Start, held: Half) -> None:
    lines = Progress(start(payments=1_000_000).sandbox)
    first, second = lines.beginning()
    assert "1,000,000 payments" in first
    assert "minutes" in first
    assert "--db" in second
    assert lines.step(1) is None
    held.share = 0.25
    assert lines.step(10) == "500,000 of 2,000,000 payments are there, about 30 s to go."
    assert lines.step(11) is None
    held.share = 0.5
    assert lines.step(20) == "1,000,000 of 2,000,000 payments are there, about 20 s to go."
    assert lines.end() == []


def test_an_early_end_says_what_the_next_start_does(start: Start, held: Half, tmp_path: Path) -> None:
    lines = Progress(start(payments=50, db=tmp_path / "sandbox.db").sandbox)
    assert len(lines.beginning()) == 1
    (said,) = lines.end()
    assert "the next start invents them anew" in said


async def test_it_says_when_all_is_there(start: Start) -> None:
    api = start(payments=50)
    lines = Progress(api.sandbox)
    said: list[str] = []
    await lines.tell(said.append)
    if said:
        assert said[-1] == "All payments are there."
    assert lines.beginning() == lines.end() == []


async def test_it_says_so_too_when_the_last_ones_come_right_after_a_line(
    start: Start, held: Half, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = Progress(start(payments=50).sandbox)
    held.share = 1.0
    said: list[str] = []
    monkeypatch.setattr(core.Sandbox, "is_ready", lambda _sandbox, _live: bool(said))
    await lines.tell(said.append)
    assert said == ["100 of 100 payments are there, about 0 s to go.", "All payments are there."]


async def test_it_says_why_the_data_will_never_be_there(
    start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Store, "invent", full)
    monkeypatch.setattr("threading.excepthook", lambda _arguments: None)
    api = start(payments=50, db=tmp_path / "sandbox.db")
    lines = Progress(api.sandbox)
    said: list[str] = []
    await lines.tell(said.append)
    assert said == ["The payments could not be invented: the disk is full"]
    assert lines.end() == []


def test_a_small_shop_is_no_news(start: Start, held: Half, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "KEPT_WHOLE", 50)
    lines = Progress(start(payments=50).sandbox)
    assert lines.beginning() == lines.end() == []


def test_the_command_says_so(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    command = [sys.executable, "-m", "stancer_tui", "sandbox", "--port", "0", "--payments", "1000000"]
    with subprocess.Popen([*command, "--db", str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "1,000,000 payments" in line:
                break
        process.send_signal(signal.SIGINT)
        assert "the next start invents them anew" in process.stdout.read()
    store = Store(path)
    assert store.note("built") is None
    store.close()
