"""A month's refunds by reason: on the screen, month by month, and as a file that Excel in French opens."""

import asyncio
import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.language import Language, using
from stancer_tui.models.mode import Mode
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import State
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.dialogs.export import Export
from stancer_tui.ui.refunds import report_lines
from stancer_tui.ui.refunds.reason_report import ReasonReport
from stancer_tui.ui.refunds.sum_lines import SumLines
from tests.ui.desks.made_refunds import made
from tests.ui.desks.refund_shop import Counter, counter
from tests.ui.desks.team_shop import team_counter
from tests.ui.driving import NARROW, NOW, PARIS, notices, press, settled
from tests.ui.shell.test_export_off import WithoutFiles

MIDNIGHT = datetime(2026, 10, 31, 23, tzinfo=UTC)
"""The first moment of November in Paris."""


def report(at: Counter) -> ReasonReport:
    assert isinstance(at.app.screen, ReasonReport)
    return at.app.screen


def told(at: Counter) -> list[tuple[str, str, str]]:
    return [(each.label, each.count, each.worth) for each in report(at).query_one(SumLines).lines]


def title(at: Counter) -> str:
    return str(report(at).query_one(".dialog-box").border_title)


async def a_month(at: Counter) -> None:
    await made(at.desks.journal, 1000, "fraud", agent="nadia", ticket="T-1")
    await made(at.desks.journal, 2500, "customer_request", agent="karim", at=MIDNIGHT)
    await made(at.desks.journal, 2000, None, agent="nadia")
    await made(at.desks.journal, 9900, "fraud", agent="nadia", currency="gbp")
    await made(at.desks.journal, 7700, "fraud", agent="nadia", at=MIDNIGHT - timedelta(seconds=1))
    await made(at.desks.journal, 5000, "fraud", agent="nadia", state=State.NOT_FOUND)
    await made(at.desks.journal, 5000, "fraud", agent="nadia", state=State.REJECTED)


@pytest.mark.parametrize("section", ["1", "3"])
async def test_a_month_by_reason_by_currency_and_by_agent(tmp_path: Path, section: str) -> None:
    async with team_counter(tmp_path) as at:
        await a_month(at)
        await press(at.pilot, section, "R")
        assert title(at) == "Refunds by reason · November 2026 · TEST"
        assert told(at) == [
            ("the customer asked for it", "1", "25.00 EUR"),
            ("no reason given", "1", "20.00 EUR"),
            ("fraud", "1", "10.00 EUR"),
            ("fraud", "1", "99.00 GBP"),
            ("", "", ""),
            ("In all", "3", "55.00 EUR"),
            ("", "1", "99.00 GBP"),
            ("", "", ""),
            ("By agent", "", ""),
            ("Nadia Perrin", "2", "30.00 EUR"),
            ("karim", "1", "25.00 EUR"),
            ("Nadia Perrin", "1", "99.00 GBP"),
            ("", "", ""),
            ("1 more has no known outcome yet: it is not counted.", "", ""),
        ]


async def test_the_months_are_those_of_the_zone_that_is_shown(tmp_path: Path) -> None:
    async with counter(tmp_path, size=NARROW) as at:
        await a_month(at)
        await press(at.pilot, "3", "R", "left")
        assert title(at) == "Refunds by reason · October 2026 · TEST"
        assert told(at)[0] == ("fraud", "1", "77.00 EUR")
        await press(at.pilot, "h")
        assert told(at) == [("No refund was confirmed here in September 2026.", "", "")]
        await press(at.pilot, "l", "right", "right")
        assert title(at) == "Refunds by reason · November 2026 · TEST", "none is after the one that runs"
        await press(at.pilot, "escape", "u", "R", "left")
        assert told(at)[:2] == [("fraud", "1", "77.00 EUR"), ("the customer asked for it", "1", "25.00 EUR")]


async def test_one_agent_has_no_line_of_their_own(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await made(at.desks.journal, 1000, "fraud")
        await press(at.pilot, "3", "R")
        assert "By agent" not in at.text


async def test_loading_none_and_away_look_different(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with counter(tmp_path) as at:
        await press(at.pilot, "3")
        asked = asyncio.Event()

        async def away(*_args: Any) -> None:
            await asked.wait()
            raise LedgerUnavailable(LedgerTrouble.AWAY)

        with monkeypatch.context() as broken:
            broken.setattr(at.desks.opened[Mode.TEST].refunds, "history", away)
            await at.pilot.press("R")
            await at.until("Reading the ledger…")
            asked.set()
            await settled(at.pilot)
            assert "Not known: the team's ledger cannot be reached. f5 tries again." in at.text
            await press(at.pilot, "e")
            assert "The ledger was not read." in notices(at.app)[-1]
        await press(at.pilot, "f5")
        assert "No refund was confirmed here in November 2026." in at.text
        await press(at.pilot, "e")
        assert isinstance(at.app.screen, ReasonReport)
        assert "There is nothing to write" in notices(at.app)[-1]


async def test_what_the_ledger_does_not_give_is_said_and_no_file_is_made_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_lines, "NEWEST", 2)
    async with counter(tmp_path, size=NARROW) as at:
        for days in (60, 3, 2):
            await made(at.desks.journal, 1000, "fraud", at=NOW - timedelta(days=days))
        await press(at.pilot, "3", "R")
        assert "Not all: the newest 2 refunds of the ledger reach back to Nov 18." in at.text
        assert ("fraud", "2", "20.00 EUR") in told(at)
        await press(at.pilot, "e")
        assert "would look right and be wrong. stancer-tui journal --csv --since 2026-11-01" in " ".join(
            notices(at.app)[-1].split()
        )
        await press(at.pilot, "h", "h")
        assert "Not known: the newest 2 refunds of the ledger reach back to Nov 18." in at.text
        assert "No refund was confirmed here" not in at.text


async def write(at: Counter) -> None:
    """Offer the file, and take what is offered."""
    await press(at.pilot, "e")
    assert isinstance(at.app.screen, Export)
    await press(at.pilot, "enter")
    report(at)


def text_in(folder: Path) -> str:
    """What the one file in a folder says."""
    (file,) = folder.iterdir()
    assert file.name == "stancer-test-refunds-of-2026-11-2026-11-21.csv"
    return file.read_text("utf-8-sig")


@pytest.mark.parametrize("language", list(Language))
async def test_the_file_has_a_line_for_each_refund_sorted_by_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    (files := tmp_path / "files").mkdir()
    monkeypatch.chdir(files)
    with using(language):
        async with team_counter(tmp_path / "shop") as at:
            await a_month(at)
            await press(at.pilot, "3", "R")
            await write(at)
    text = text_in(files)
    french = language is Language.FR
    rows = list(csv.DictReader(text.splitlines(), delimiter=";" if french else ","))
    if not french:
        assert [row["reason"] for row in rows] == ["fraud", "fraud", "customer_request", ""]
        assert [row["amount"] for row in rows] == ["10.00", "99.00", "25.00", "20.00"]
    else:
        assert [row["reason_text"] for row in rows] == ["à la demande du client", "fraude", "fraude", ""]
        assert [row["amount"] for row in rows] == ["25,00", "10,00", "99,00", "20,00"]
    fraud = next(row for row in rows if row["ticket"] == "T-1")
    assert fraud["confirmed_by"] == "Nadia Perrin"
    assert fraud["journal_state"] == "confirmed"
    assert fraud["payment"].startswith("paym_")
    assert fraud["id"].startswith("refd_")
    assert [row["currency"] for row in rows].count("GBP") == 1


async def test_a_masked_desk_names_no_agent_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files := tmp_path / "files").mkdir()
    monkeypatch.chdir(files)
    async with counter(tmp_path / "shop", mask=True) as at:
        await made(at.desks.journal, 1000, "fraud", agent="nadia")
        await made(at.desks.journal, 1000, "fraud", agent="karim")
        await press(at.pilot, "3", "R")
        assert {each[0] for each in told(at)} >= {"n•••", "k•••"}
        await write(at)
    text = text_in(files)
    assert "nadia" not in text
    assert "n•••" in text


async def test_a_policy_without_files_holds_here_too(tmp_path: Path) -> None:
    desks = WithoutFiles(tmp_path)
    app = StancerApp(desks, mode=Mode.TEST, zone=PARIS)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settled(pilot)
        await made(desks.journal, 1000, "fraud")
        await press(pilot, "3", "R", "e")
        assert isinstance(app.screen, ReasonReport)
        assert "The policy of this machine does not allow" in notices(app)[-1]


async def test_many_lines_scroll_and_a_long_reason_leaves_room_for_its_sum(tmp_path: Path) -> None:
    async with counter(tmp_path, size=(60, 16)) as at:
        for number in range(20):
            await made(at.desks.journal, 100_000 - number, f"{'a long reason of the merchant ' * 2}{number}")
        await press(at.pilot, "3", "R")
        assert "1,000.00 EUR" in at.text
        assert "999.81 EUR" not in at.text
        await press(at.pilot, *["j"] * 30)
        assert "In all" in at.text
        assert "19,998.10 EUR" in at.text
        await press(at.pilot, *["k"] * 30)
        assert "1,000.00 EUR" in at.text
