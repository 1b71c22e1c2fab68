"""T4 ("give me 12.50 back"), T5 ("where is my refund?") and T22 (a month by reason), counted."""

import re
import sys
from pathlib import Path

import pytest

from stancer_tui.language import Language, using
from stancer_tui.models.mode import Mode
from stancer_tui.services.refunds import words
from tests.ui.desks.made_refunds import made
from tests.ui.desks.refund_shop import counter, payment_id, shop
from tests.ui.desks.team_shop import team_counter
from tests.ui.driving import NARROW, NOW
from tests.ui.ticket_cost import Cost, Ticket


def told(cost: Cost, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n  {cost.row()}  ({' '.join(cost.keys)} | {', '.join(cost.requests)})")


@pytest.mark.parametrize("mode", list(Mode))
async def test_t4_a_refund_is_confirmed_with_its_id_and_what_is_left(
    tmp_path: Path, mode: Mode, capsys: pytest.CaptureFixture[str]
) -> None:
    async with counter(tmp_path, mode=mode) as at:
        await at.choose("captured")
        ticket = Ticket(f"T4 {mode}", at.pilot, at.desks.opened[mode])
        await ticket.press("r")
        await ticket.type("12.50")
        await ticket.press("enter")
        at.clock.advance(1)
        if mode.live:
            await ticket.type("12.50")
            await ticket.press("enter", "enter")
        else:
            await ticket.press("tab", "enter")
        cost = ticket.answered()
        (made,) = at.desks.made(live=mode.live)
        assert f"Refund made ({made['id']})" in at.text
        assert "37.50 EUR can still be refunded." in at.text
        told(cost, capsys)
        assert len(cost.keys) <= (6 if mode.live else 5)
        assert len(cost.requests) <= 4


async def test_t5_where_a_refund_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with counter(tmp_path) as at:
        await at.choose("rrefund_sent")
        ticket = Ticket("T5", at.pilot, at.desks.opened[Mode.TEST])
        await ticket.press("enter")
        cost = ticket.answered()
        assert words.arrival("refund_sent") in at.text
        assert re.search(r"2026-11-20 \d\d:\d\d:\d\d +refund created 20.00 EUR", at.text)
        told(cost, capsys)
        assert len(cost.keys) == 1
        assert len(cost.requests) <= 1


async def test_t22_a_month_of_the_team_by_reason_on_screen_and_for_excel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (files := tmp_path / "files").mkdir()
    monkeypatch.chdir(files)
    sold = shop(int(NOW.timestamp()))
    # The list of refunds reads what it lacks of those on the screen: here their payments are loaded.
    sold["test"]["payments"] = [each for each in sold["test"]["payments"] if "refunds" not in each]
    with using(Language.FR):
        async with team_counter(tmp_path / "shop", size=NARROW, sold=sold) as at:
            paid, other = payment_id("captured"), payment_id("disputed")
            await made(at.desks.journal, 1250, "fraud", agent="nadia", ticket="T-81", payment=paid)
            await made(at.desks.journal, 2500, "duplicate", agent="karim", payment=other)
            ticket = Ticket("T22", at.pilot, at.desks.opened[Mode.TEST])
            await ticket.press("3", "R")
            assert re.search(r"débité deux fois +1 +25,00 EUR fraude +1 +12,50 EUR", at.text)
            assert re.search(r"Nadia Perrin +1 +12,50 EUR", at.text)
            await ticket.press("e", "enter")
            cost = ticket.answered()
    (file,) = files.iterdir()
    first, *rows = file.read_bytes().decode("utf-8").splitlines()
    assert first.startswith('\ufeff"created";"amount"')
    assert "25,00" in rows[0]
    assert "débité deux fois" in rows[0]
    assert "Nadia Perrin" in rows[1]
    told(cost, capsys)
    assert len(cost.keys) <= 4
    assert cost.requests == ()
