"""How far away a day is said to be: days of the calendar, around midnight too."""

from datetime import datetime
from pathlib import Path

import pytest

from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from tests.ui.desks.stored_writer import SIGNED, keeper
from tests.ui.desks.ticket_shop import agent, named, pay
from tests.ui.driving import desk_app, press, screen_text, settled

TALL = (160, 45)
WEEK = 7 * 86400


def moment(clock: str) -> datetime:
    return datetime.fromisoformat(f"{clock}:00+01:00")


@pytest.mark.parametrize(
    ("now", "end", "words"),
    [
        ("2026-11-21T23:30", "2026-11-24T00:30", "in 3 days"),
        ("2026-11-22T00:30", "2026-11-24T23:30", "in 2 days"),
        ("2026-11-21T23:30", "2026-11-23T05:00", "in 29 h"),
    ],
)
async def test_an_authorisation_runs_out_in_so_many_days_of_the_calendar(
    tmp_path: Path, now: str, end: str, words: str
) -> None:
    made = int(moment(end).timestamp()) - WEEK
    waiting = pay("waits", 0, status="authorized", response="00", created=made)
    async with agent(tmp_path, TALL, data={"test": {"payments": [waiting]}, "live": {}}) as at:
        at.desks.clock.set(moment(now))
        desk_app(at.pilot).parts.open_object(Kind.PAYMENT, named("paym", "waits"))
        await settled(at.pilot)
        said = " ".join(screen_text(desk_app(at.pilot)).split())
        assert f"{end.replace('T', ' ')}:00 the authorisation runs out · {words} (computed" in said


@pytest.mark.parametrize(
    ("now", "day", "words"),
    [
        ("2026-11-21T18:04", "2026-11-23", "2026-11-23 (in 2 days)"),
        ("2026-11-21T23:59", "2026-11-22", "2026-11-22 (tomorrow)"),
        ("2026-11-22T23:59", "2026-11-22", "2026-11-22 (today)"),
    ],
)
async def test_a_payout_arrives_in_so_many_days_of_the_calendar(
    tmp_path: Path, now: str, day: str, words: str
) -> None:
    item = {"id": named("pout", "next"), "amount": 9400, "currency": "eur", "status": "sent"}
    dated = item | {"created": int(moment("2026-11-20T10:00").timestamp())}
    dated["date_bank"] = int(moment(f"{day}T00:00").timestamp())
    async with agent(tmp_path, TALL, mode=Mode.LIVE, data={"test": {}, "live": {"payouts": [dated]}}) as at:
        at.desks.clock.set(moment(now))
        desk_app(at.pilot).parts.open_object(Kind.PAYOUT, named("pout", "next"))
        await settled(at.pilot)
        assert f"Bank date {words}" in " ".join(screen_text(desk_app(at.pilot)).split())


async def test_a_mandate_was_signed_on_a_day_and_at_no_time(tmp_path: Path) -> None:
    async with keeper(tmp_path) as at:
        await at.at(SIGNED)
        assert "Mandate signed 2026-06-26 · 4 months ago" in at.text
        await press(at.counter.pilot, "u")
        assert "Mandate signed 2026-06-26 · 4 months ago" in at.text, "in every zone"
