"""Disputes and payouts read what is new by themselves while looked at, and further back on demand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from stancer_tui.api.limits import Limits
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.ui.payouts.screen import PayoutScreen
from stancer_tui.ui.shell.window_list import WindowList
from tests.ui.desks.scripted_api import WireDesks
from tests.ui.desks.scripted_money_api import MoneyApp, dispute, payout
from tests.ui.desks.ticket_shop import named
from tests.ui.driving import WIDE, demo, desk_app, press, screen_text, settled

KEYS = {"disputes": "4", "payouts": "5"}
every_list = pytest.mark.parametrize("name", KEYS)


def api() -> MoneyApp:
    app = MoneyApp(live=True)
    app.disputes(dispute("one", 1), dispute("old", 40))
    app.payout(payout("one", 1))
    app.payout(payout("old", 100))
    return app


@asynccontextmanager
async def at_list(name: str, app: MoneyApp, mode: Mode = Mode.LIVE) -> AsyncIterator[Pilot[int]]:
    async with demo(WIDE, mode=mode, desks=WireDesks(app=app, limits=Limits(attempts=1))) as pilot:
        await press(pilot, KEYS[name])
        yield pilot


def here(pilot: Pilot[int]) -> WindowList:
    assert isinstance(pilot.app.screen, WindowList)
    return pilot.app.screen


def names(pilot: Pilot[int]) -> list[str]:
    return [line.key.split("_")[1].rstrip("0") for line in here(pilot).lines.shown]


async def look(pilot: Pilot[int]) -> None:
    here(pilot).auto.tick()
    await settled(pilot)


@every_list
async def test_a_look_is_one_request_and_marks_what_is_new(name: str) -> None:
    app = api()
    async with at_list(name, app) as pilot:
        made = dispute if name == "disputes" else payout
        app.lists[f"/v1/{name}"].append(made("new", 0))
        asked = len(app.asked)
        await look(pilot)
        assert names(pilot) == ["new", "one"]
        assert {key.split("_")[1].rstrip("0") for key in here(pilot).table.fresh} >= {"new"}
        assert app.asked[asked:].count(f"/v1/{name}") == 1


@every_list
async def test_nothing_is_read_while_the_agent_types_or_looks_elsewhere(name: str) -> None:
    app = api()
    async with at_list(name, app) as pilot:
        screen, asked = here(pilot), len(app.asked)
        await press(pilot, "slash")
        screen.auto.tick()
        await settled(pilot)
        assert len(app.asked) == asked, "a word is being typed"
        await press(pilot, "escape", "7")
        screen.auto.tick()
        await settled(pilot)
        assert len(app.asked) == asked, "another section is shown"


async def test_a_payout_that_is_on_its_way_is_read_again() -> None:
    app = api()
    app.payout(payout("sent", 9, status="sent"))
    async with at_list("payouts", app) as pilot:
        app.lists["/v1/payouts"][-1] |= {"status": "paid"}
        await look(pilot)
        line = next(line for line in here(pilot).lines.shown if "sent" in line.key)
        assert line.view.word == "paid"


@every_list
async def test_a_look_that_fails_is_said_and_the_next_one_reads_all(name: str) -> None:
    app = api()
    async with at_list(name, app) as pilot:
        app.refuse = lambda path, _: (500, {"error": {"message": "Oops"}}) if path == f"/v1/{name}" else None
        await look(pilot)
        text = screen_text(desk_app(pilot))
        assert "problem of its own" in text
        assert "not fresh" in text
        assert names(pilot) == ["one"], "what was read stays"
        app.refuse = lambda *_: None
        await look(pilot)
        assert "not fresh" not in screen_text(desk_app(pilot))


@every_list
async def test_one_key_looks_further_back(name: str) -> None:
    app = api()
    async with at_list(name, app) as pilot:
        assert names(pilot) == ["one"]
        await press(pilot, "b")
        assert names(pilot) == ["one", "old"]
        assert "back to 2026-" in screen_text(desk_app(pilot))


async def test_where_there_are_no_payouts_the_reason_stands_once_with_the_key_to_live() -> None:
    app = MoneyApp()
    app.refuse = lambda path, _: (501, {"error": {"message": "Not"}}) if "payouts" in path else None
    async with at_list("payouts", app, Mode.TEST) as pilot:
        desk_app(pilot).parts.navigation.open(here(pilot), Kind.PAYOUT, named("pout", "one"))
        await settled(pilot)
        assert isinstance(pilot.app.screen, PayoutScreen)
        text = " ".join(screen_text(desk_app(pilot)).split())
        assert text.count("live mode") == 1
        assert text.count("501, not implemented") == 1
        assert "ctrl+t switches to live" in text
        assert "could not be read" not in text
