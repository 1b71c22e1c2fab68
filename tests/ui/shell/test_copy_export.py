"""What is taken along: copies say what was done, exports are private and never over a file unasked."""

import csv
import json
import stat
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input

from stancer_tui.ui.dialogs.confirm import Confirm
from stancer_tui.ui.dialogs.export import Export
from tests.ui.desks.ticket_shop import Agent, agent, named, pay, shop, text_of
from tests.ui.driving import payments, press, rows, table, type_text


async def export(at: Agent, path: Path) -> None:
    await press(at.pilot, "e")
    at.pilot.app.screen.query_one("#path", Input).value = str(path)
    await press(at.pilot, "enter")


async def test_an_export_is_private_safe_for_a_spreadsheet_and_replaces_only_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = shop()
    data["test"]["payments"][0]["order_id"] = "=HYPERLINK(1)"
    async with agent(tmp_path, data=data) as at:
        path = tmp_path / "out.csv"
        await export(at, path)
        assert f"{len(rows(at.pilot))} payments written" in text_of(at)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        written = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        assert [each["id"] for each in written] == [row.id for row in rows(at.pilot)]
        assert "'=HYPERLINK(1)" in path.read_text(encoding="utf-8")

        path.write_text("kept", encoding="utf-8")
        await export(at, path)
        assert "There is a file of this name already" in text_of(at)
        assert path.read_text(encoding="utf-8") == "kept"
        await press(at.pilot, "escape")
        assert path.read_text(encoding="utf-8") == "kept"
        await export(at, path)
        assert isinstance(at.pilot.app.screen, Export)
        await at.pilot.click("#replace")
        await press(at.pilot)
        await at.pilot.app.workers.wait_for_complete()
        assert path.read_text(encoding="utf-8") != "kept"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_each_entry_of_the_copy_menu_is_one_line_whose_label_ends_before_its_text(
    tmp_path: Path,
) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "y")
        menu = text_of(at).split("╭─ Copy")[1].split("its key or enter copies")[0]
        assert "English  " in menu
        assert "français  " in menu
        entries = [line.strip(" │›")[:3] for line in menu.splitlines()[1:-1]]
        assert [each[0] for each in entries if each] == [each[0] for each in entries if each[1:] == "  "]


async def test_only_the_marked_rows_are_exported_also_those_a_search_hides(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "space", "j", "space")
        marked = set(table(at.pilot).marks)
        await press(at.pilot, "slash")
        await type_text(at.pilot, "refused")
        await press(at.pilot, "enter")
        path = tmp_path / "out.jsonl"
        await press(at.pilot, "e")
        assert "2 payments, the marked ones" in text_of(at)
        await press(at.pilot, "escape")
        await export(at, path)
        assert {json.loads(line)["id"] for line in path.read_text().splitlines()} == marked


async def test_a_name_that_says_no_form_or_leads_nowhere_is_told(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await export(at, tmp_path / "out.xlsx")
        assert "end in .csv or .jsonl" in text_of(at)
        at.pilot.app.screen.query_one("#path", Input).value = str(tmp_path / "no" / "out.csv")
        await press(at.pilot, "enter")
        assert "The directory does not exist" in text_of(at)


async def test_a_copy_says_what_was_copied_and_holds_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(App, "copy_to_clipboard", lambda self, text: copied.append(text))
    monkeypatch.setenv("TMUX", "/tmp/tmux")
    async with agent(tmp_path) as at:
        await press(at.pilot, "y")
        assert "JSON" not in text_of(at), "a row of a list is no answer as received"
        await press(at.pilot, "escape")
        assert copied == []
        await press(at.pilot, "y", "o")
        assert copied == ["R-51"]
        assert "Order number" in text_of(at)
        assert "Sent to the terminal's clipboard" in text_of(at)
        assert "set-clipboard on" in text_of(at)
        await press(at.pilot, "y", "c")
        assert "$STANCER_API_KEY_TEST" in copied[-1]
        assert not any("stest_" in text or "sprod_" in text for text in copied)
        await press(at.pilot, "enter", "y", "j")
        assert json.loads(copied[-1])["id"] == named("paym", "refused")


@pytest.mark.parametrize(
    ("url", "opens"),
    [("https://bank.example/3ds?x=1", True), ("http://bank.example/", False), ("file:///etc/passwd", False)],
)
async def test_the_browser_is_asked_for_with_the_host_and_only_for_https(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, opens: bool
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    data = shop()
    auth = {"status": "available", "redirect_url": url, "return_url": "https://shop.example/"}
    # Its status is over for the payment page, so that 3-D Secure alone has an address.
    data["test"]["payments"] = [pay("auth", 3, status="failed", auth=auth)]
    data["test"].pop("refunds")
    data["test"].pop("disputes")
    async with agent(tmp_path, data=data) as at:
        await press(at.pilot, "enter", "o")
        if not opens:
            assert "Nothing to open" in text_of(at)
            assert opened == []
            return
        assert isinstance(at.pilot.app.screen, Confirm)
        assert "the host bank.example" in text_of(at)
        await press(at.pilot, "enter")
        assert opened == [], "the harmless answer has the focus"
        await press(at.pilot, "o", "tab", "enter")
        assert opened == [url]


async def test_other_dates_forget_the_marks_of_rows_that_are_gone(tmp_path: Path) -> None:
    async with agent(tmp_path) as at:
        await press(at.pilot, "space", "d", "enter")
        assert payments(at.pilot).table.marks == set()
        assert "marked" not in text_of(at)
