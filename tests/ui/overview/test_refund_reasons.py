"""The overview counts why money was refunded: from the ledger, again as refunds move, never unasked for."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.language import Language, using
from stancer_tui.models.mode import Mode
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.desk_state import DeskState
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import Intent, State
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.overview import refund_reasons
from stancer_tui.ui.overview.figure_line import Figure, FigureLine
from stancer_tui.ui.overview.section import OverviewScreen
from stancer_tui.ui.refunds.section import RefundsScreen
from tests.ui.desks.made_refunds import made
from tests.ui.desks.refund_shop import SIZE, Counter, ShopDesks, counter
from tests.ui.desks.team_shop import team_counter
from tests.ui.driving import NARROW, NOW, PARIS, demo, desk_app, press, screen_text, settled, until

BROAD = (160, 24)


def here(at: Counter) -> OverviewScreen:
    screen = at.app.screen
    assert isinstance(screen, OverviewScreen)
    return screen


def lines(at: Counter) -> list[FigureLine]:
    return [line for line in here(at).query("#reasons FigureLine").results(FigureLine) if line.figure]


def figures(at: Counter) -> list[Figure]:
    return [line.figure for line in lines(at) if line.figure]


def told(at: Counter) -> list[tuple[str, str, str]]:
    """The lines of the panel: reason, sum, count."""
    return [(each.label, each.extra, each.count) for each in figures(at)]


async def overview(at: Counter) -> None:
    """Go to the overview, everything counted."""
    await press(at.pilot, "1")
    await until(at.pilot, lambda: here(at).recount.settled and here(at).recount.counted is not None)
    await settled(at.pilot)


async def test_each_reason_has_its_count_and_sum_most_money_first(tmp_path: Path) -> None:
    async with counter(tmp_path, size=SIZE) as at:
        await made(at.desks.journal, 1000, "fraud")
        await made(at.desks.journal, 2500, "customer_request")
        await made(at.desks.journal, 2500, "customer_request")
        await made(at.desks.journal, 700, None)
        await made(at.desks.journal, 9900, "fraud", currency="gbp")
        await made(at.desks.journal, 9900, "fraud", state=State.REJECTED)
        await made(at.desks.journal, 9900, "fraud", at=NOW - timedelta(days=8))
        before = len(at.wire.bodies)
        await overview(at)
        assert told(at) == [
            ("the customer asked for it", "50.00 EUR", "2"),
            ("fraud", "10.00 EUR", "1"),
            ("no reason given", "7.00 EUR", "1"),
        ]
        assert {path for _method, path, _body in at.wire.bodies[before:]} <= {"/v1/disputes/"}


async def test_five_reasons_have_lines_and_the_others_one(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        for number in range(8):
            await made(at.desks.journal, 100 * (9 - number), f"reason {number}")
        await overview(at)
        assert told(at)[4:] == [("reason 4", "5.00 EUR", "1"), ("3 more", "9.00 EUR", "3")]
        assert "reason 5, reason 6, reason 7" in figures(at)[-1].about


@pytest.mark.parametrize("size", [NARROW, SIZE, BROAD])
@pytest.mark.parametrize("mode", list(Mode))
async def test_every_line_can_be_reached_and_is_seen_whole(
    tmp_path: Path, size: tuple[int, int], mode: Mode
) -> None:
    async with counter(tmp_path, size=size, mode=mode) as at:
        for number in range(8):
            reason = "one incident, which several customers told of" if number else "incident"
            await made(at.desks.journal, 100_000 * (9 - number), f"{reason} {number}", live=mode.live)
        await overview(at)
        await press(at.pilot, "G")
        last = at.app.focused
        assert isinstance(last, FigureLine)
        assert last is lines(at)[-1]
        assert "3 more" in at.text
        for line in reversed(lines(at)):
            assert at.app.focused is line
            assert line.figure is not None
            assert line.figure.extra in at.text, "the label gives way, not the sum"
            await press(at.pilot, "k")


@pytest.mark.parametrize("language", list(Language))
async def test_enter_lists_the_refunds_of_the_reason(tmp_path: Path, language: Language) -> None:
    with using(language):
        async with counter(tmp_path) as at:
            reasons = ("fraud", "Geste, maison", None)
            for place, reason in enumerate(reasons):
                await made(at.desks.journal, 3000 - 1000 * place, reason)
                await made(at.desks.journal, 1000, reason, currency="gbp")
            for place, reason in enumerate(reasons):
                await overview(at)
                lines(at)[place].focus()
                await press(at.pilot, "enter")
                screen = at.app.screen
                assert isinstance(screen, RefundsScreen)
                assert screen.finder.understood, screen.search.value
                shown = [(line.reason, line.currency) for line in screen.lines.shown]
                assert shown == [(reason, "eur")]


async def test_a_refund_that_is_made_is_counted_when_the_overview_is_shown_again(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        await overview(at)
        assert told(at) == []
        assert "None in EUR was confirmed here." in at.text
        await press(at.pilot, "2")
        await at.send("12.50")
        await at.until("Refund made")
        await press(at.pilot, "escape", "1")
        await settled(at.pilot)
        assert told(at) == [("no reason given", "12.50 EUR", "1")]


async def test_a_colleague_s_refund_is_counted_while_the_overview_is_looked_at(tmp_path: Path) -> None:
    async with team_counter(tmp_path) as at:
        await overview(at)
        nadia = at.team.nadia
        offer = await nadia.prepare("paym_captured0000000000000000")
        await nadia.confirm(offer, 1250, reason="not_delivered", consents=offer.consents)
        await until(at.pilot, lambda: told(at) == [("not delivered", "12.50 EUR", "1")])


async def test_a_ledger_that_is_away_is_not_a_ledger_without_refunds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with counter(tmp_path) as at:
        await made(at.desks.journal, 1000, "fraud")
        await overview(at)
        assert told(at) == [("fraud", "10.00 EUR", "1")]

        async def away(*_args: Any, **_more: Any) -> None:
            raise LedgerUnavailable(LedgerTrouble.AWAY)

        with monkeypatch.context() as broken:
            broken.setattr(at.desks.opened[Mode.TEST].refunds, "history", away)
            await press(at.pilot, "f5")
            assert told(at) == []
            assert "Not known: the team's ledger cannot be reached. f5 tries again." in panel(at)
            assert "None" not in panel(at)
        await press(at.pilot, "f5")
        assert told(at) == [("fraud", "10.00 EUR", "1")]


def panel(at: Counter) -> str:
    """The words of the panel, where it has no lines."""
    return str(here(at).query_one("#reasons-words").render())


async def test_what_the_ledger_does_not_give_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refund_reasons, "NEWEST", 2)
    async with counter(tmp_path) as at:
        for days in (3, 2, 1):
            await made(at.desks.journal, 1000, "fraud", at=NOW - timedelta(days=days))
        await overview(at)
        assert told(at) == [("fraud", "20.00 EUR", "2"), ("not all: since Nov 19 only", "", "")]


async def test_beside_many_payouts_each_line_is_seen_whole_too() -> None:
    state = DeskState()
    state.change(Mode.LIVE, section="overview")
    async with demo(BROAD, mode=Mode.LIVE, state=state) as pilot:
        desk = desk_app(pilot).parts.desks[Mode.LIVE]
        assert desk is not None
        for number in range(8):
            await made(desk.shared_ledger, 1000 - number, f"reason {number}", live=True)
        await press(pilot, "f5")
        screen = pilot.app.screen
        await until(pilot, lambda: screen.query_one("#reasons-5", FigureLine).figure is not None)
        payouts = screen.query("#payouts FigureLine").results(FigureLine)
        assert len([line for line in payouts if line.figure]) >= 2
        await press(pilot, "G")
        assert "3 more" in screen_text(pilot.app)
        assert "29.82 EUR" in screen_text(pilot.app)


async def test_the_ledger_is_read_after_the_first_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    state = DeskState()
    state.change(Mode.TEST, section="overview")
    app = StancerApp(ShopDesks(tmp_path), mode=Mode.TEST, zone=PARIS, state=state)
    history = RefundsService.history

    async def watched(refunds: RefundsService, limit: int = 1000) -> tuple[Intent, ...]:
        seen.append(app.parts.first_paint.seen)
        return await history(refunds, limit)

    monkeypatch.setattr(RefundsService, "history", watched)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await until(pilot, lambda: bool(seen))
    assert all(seen)
