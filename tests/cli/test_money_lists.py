"""`list disputes` and `list payouts` tell what the desk's own sections tell."""

import asyncio
import csv
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.cli.main import main
from stancer_tui.config import DemoOptions
from stancer_tui.desk import DemoDesks
from stancer_tui.models.mode import Mode
from stancer_tui.models.payout import Payout
from stancer_tui.render.disputes import EXPORT as DISPUTES
from stancer_tui.render.disputes import DisputeLine
from stancer_tui.render.export import csv_lines
from stancer_tui.render.payouts import EXPORT as PAYOUTS
from stancer_tui.render.payouts import PayoutLine
from stancer_tui.services.payments.windows import Window
from tests.ui.driving import NOW


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCER_TUI_HOME", str(tmp_path / "home"))


async def desk_rows(kind: str) -> list[dict[str, str]]:
    """What the section exports of everything there is."""
    desks = DemoDesks(DemoOptions(seed=7, payments=400, now=NOW))
    try:
        desk = await desks.open(Mode.LIVE)
        window = Window(desk.now() - timedelta(days=400), None, "")
        service: Any = desk.disputes if kind == "disputes" else desk.payouts
        items = [item async for page in service.load(window) for item in page]
        await desk.aclose()
    finally:
        await desks.aclose()
    if kind == "disputes":
        return list(csv.DictReader(csv_lines(DISPUTES, [DisputeLine(each) for each in items])))
    assert all(isinstance(each, Payout) for each in items)
    return list(csv.DictReader(csv_lines(PAYOUTS, [PayoutLine(each) for each in items])))


@pytest.mark.parametrize("kind", ["disputes", "payouts"])
async def test_the_command_and_the_section_write_the_same_values(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invented = ["--seed", "7", "--payments", "400", "--now", NOW.isoformat()]
    arguments = ["--demo", *invented, "--live", "list", kind, "--csv", "--oldest-first"]
    assert await asyncio.to_thread(main, arguments) == 0
    listed = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    shown = await desk_rows(kind)
    assert [row["id"] for row in listed] == [row["id"] for row in shown]
    both = set(listed[0]) & set(shown[0])
    assert len(both) >= 9
    for ours, theirs in zip(listed, shown, strict=True):
        assert {name: ours[name] for name in both} == {name: theirs[name] for name in both}


def test_the_parts_of_a_payout_stand_beside_its_amount(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--demo", "--live", "list", "payouts", "--csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    off = [
        Decimal(row["amount"])
        - Decimal(row["payments"])
        + sum(Decimal(row[name]) for name in ("refunds", "disputes", "fees"))
        for row in rows
    ]
    assert min(off) == Decimal("-0.01"), "the demo's short payout"
    assert sum(off) == Decimal("-0.01")
