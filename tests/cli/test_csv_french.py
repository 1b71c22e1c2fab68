"""`--csv-fr`: what Excel in French opens with a double click."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.cli.main import main
from tests.cli.running import run_plain

PARIS = ZoneInfo("Europe/Paris")
MARK = "\ufeff"
DEMO = ("--demo", "--payments", "60", "--now", "2026-11-21T18:04")


@pytest.fixture(autouse=True)
def _paris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path / "home"))
    for command in ("listing", "people"):
        monkeypatch.setattr(f"stancer_tui.cli.{command}.local_zone", lambda: PARIS)


def rows(text: str, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=separator))


def french(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    assert main([*arguments, "--csv-fr"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(MARK)
    assert text.count(MARK) == 1
    return rows(text.removeprefix(MARK), ";")


def plain(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    assert main([*arguments, "--csv"]) == 0
    return rows(capsys.readouterr().out)


@pytest.mark.parametrize("kind", ["payments", "payouts"])
def test_a_list_has_the_same_names_and_rows(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    asked = (*DEMO, "--live", "list", kind, "--limit", "5")
    for ours, theirs in zip(french(capsys, *asked), plain(capsys, *asked), strict=True):
        assert list(ours) == list(theirs)
        assert ours["id"] == theirs["id"]
        assert ours["amount"] == theirs["amount"].replace(".", ",") != ""
        at = datetime.strptime(theirs["created"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        assert ours["created"] == f"{at.astimezone(PARIS):%d/%m/%Y %H:%M:%S}"
        if theirs.get("date_paym"):
            assert ours["date_paym"] == "/".join(reversed(theirs["date_paym"].split("-")))


def test_people_have_their_sums_with_a_comma(capsys: pytest.CaptureFixture[str]) -> None:
    last4 = next(row["card_last4"] for row in plain(capsys, *DEMO, "list", "payments") if row["card_last4"])
    asked = (*DEMO, "list", "people", last4)
    (ours, *_more), (theirs, *_others) = french(capsys, *asked), plain(capsys, *asked)
    assert ours["cards_and_accounts"] == theirs["cards_and_accounts"]
    assert ours["paid"] == theirs["paid"].replace(".", ",")
    assert ours["last"].count("/") == 2


def test_csv_and_its_french_form_are_one_choice(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*DEMO, "list", "payments", "--csv", "--csv-fr"])
    assert "not allowed with argument --csv" in capsys.readouterr().err


def test_it_is_utf_8_as_its_mark_says_whatever_the_terminal_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    expected = run_plain(*DEMO, "list", "payments", "--csv-fr").out
    assert expected.startswith(MARK)
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    assert run_plain(*DEMO, "list", "payments", "--csv-fr").out == expected
    assert not expected.isascii()
