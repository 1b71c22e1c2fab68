"""T4 ("give me 12.50 back") and T5 ("where is my refund?") from the Payments list, counted."""

import re
import sys
from pathlib import Path

import pytest

from stancer_tui.models.mode import Mode
from stancer_tui.services.refunds import words
from tests.ui.desks.refund_shop import counter
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
