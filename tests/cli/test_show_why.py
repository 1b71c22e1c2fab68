"""`stancer-tui show` begins with why a payment is as it is, and lets the status lead where it says more."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from stancer_tui.cli.main import main
from stancer_tui.reference import statuses
from stancer_tui.reference.codes import Family, lookup
from stancer_tui.reference.statuses import StatusEntry
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.sandbox.settings import SandboxSettings
from tests.sandbox.serving import serving
from tests.ui.desks.ticket_shop import named, pay

PAYMENTS = [
    pay("refused", 5, status="refused", response="51", card=None),
    pay("expired", 6, status="expired", response="00", card=None),
    pay("failed", 7, status="failed", response=None, card=None),
    pay("unpaid", 8, status=None, response=None, card=None),
    pay("odd", 9, status="refused", response="zz", card=None),
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = tmp_path_factory.mktemp("shop") / "shop.json"
    file.write_text(json.dumps({"test": {"payments": PAYMENTS}, "live": {}}), encoding="utf-8")
    with serving(SandboxSettings(data=file, payments=0, port=0)) as running:
        yield running.url


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path))
    monkeypatch.setenv("STANCER_API_KEY_TEST", DEMO_SECRET_TEST)


def why(url: str, name: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What stands above the fields."""
    assert main(["show", named("paym", name), "--api-url", url]) == 0
    told, fields = capsys.readouterr().out.split("\n\nPayment\n")
    assert named("paym", name) in fields
    return told


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("expired", statuses.status("payment", "expired")),
        ("failed", statuses.status("payment", "failed")),
        ("unpaid", statuses.no_status()),
    ],
)
def test_a_status_is_explained_first(
    url: str, capsys: pytest.CaptureFixture[str], name: str, entry: StatusEntry
) -> None:
    told = why(url, name, capsys)
    assert told.startswith("Why\n")
    for words in (entry.title, entry.meaning, entry.fixer.words.capitalize(), entry.say_en, entry.say_fr):
        assert words in told
    assert "Approved" not in told


def test_a_code_is_explained_first_where_it_says_more(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    entry = lookup("51", Family.CARD)
    assert entry is not None
    told = why(url, "refused", capsys)
    for words in (f"51 {entry.title}", entry.meaning, entry.retry_note, entry.say_fr):
        assert words in told


def test_of_an_unknown_code_nothing_is_advised(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = why(url, "odd", capsys)
    assert "zz unknown code" in told
    assert "Tell them" not in told
