"""What differs where a browser shows the program: the machine that it runs on is not the reader's."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input

from stancer_tui.ui.dialogs.export import Export
from stancer_tui.ui.shell.browser import open_in_browser
from tests.ui.desks.ticket_shop import agent
from tests.ui.driving import desk_app, press, screen_text, settled


@pytest.fixture(autouse=True)
def in_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program think that textual-serve shows it."""
    monkeypatch.setattr(App, "is_web", True)


def files(folder: Path) -> list[Path]:
    """The exports that were written there."""
    return [each for each in folder.rglob("*") if each.suffix in {".csv", ".jsonl"}]


@pytest.fixture
def delivered(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files that the browser was offered, by their names."""
    files: dict[str, bytes] = {}

    def deliver(app: App[Any], file: BytesIO, *, save_filename: str) -> None:
        files[save_filename] = file.read()

    monkeypatch.setattr(App, "deliver_binary", deliver)
    return files


async def test_a_link_opens_in_the_reader_s_browser_after_its_host_was_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(App, "open_url", lambda app, address: opened.append(address))
    async with agent(tmp_path) as at:
        open_in_browser(at.pilot.app, "https://bank.example/3ds?x=1")
        await settled(at.pilot)
        assert "bank.example" in screen_text(desk_app(at.pilot))
        assert opened == []
        await press(at.pilot, "tab", "enter")
        assert opened == ["https://bank.example/3ds?x=1"]


async def test_a_copy_says_where_it_went(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "of another desk")
    async with agent(tmp_path) as at:
        await press(at.pilot, "y", "enter")
        assert "Sent to your browser's clipboard" in screen_text(desk_app(at.pilot))
        assert "tmux" not in screen_text(desk_app(at.pilot))


async def test_an_export_is_a_download_and_its_name_no_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, delivered: dict[str, bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = files(tmp_path)
    async with agent(tmp_path) as at:
        await press(at.pilot, "e")
        name = at.pilot.app.screen.query_one("#path", Input)
        assert name.value.startswith("stancer-test-payments-")
        for refused in ("/etc/out.csv", "../out.csv", "a; filename=b.csv", "é.csv"):
            name.value = refused
            await press(at.pilot, "enter")
            assert "No file can have this name" in screen_text(desk_app(at.pilot))
        assert delivered == {}
        name.value = "out.jsonl"
        await press(at.pilot, "enter")
        assert not isinstance(at.pilot.app.screen, Export)
        assert "payments sent to your browser" in screen_text(desk_app(at.pilot))
    assert list(delivered) == ["out.jsonl"]
    assert delivered["out.jsonl"].startswith(b'{"')
    assert files(tmp_path) == before
