"""The overview: its numbers are those of the shop's own books, and each leads to as many as it says."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from stancer_tui.config import DemoOptions
from stancer_tui.desk import DemoDesks
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.kinds import DISPUTE, PAYMENT, PAYOUT
from stancer_tui.store.desk_state import DeskState
from stancer_tui.ui.disputes.section import DisputesScreen
from stancer_tui.ui.overview.figure_line import Figure, FigureLine, ObjectGoal, RefundsGoal, SearchGoal
from stancer_tui.ui.overview.outcome_chart import OutcomeChart
from stancer_tui.ui.overview.section import OverviewScreen
from stancer_tui.ui.overview.tally import NO_TEST_PAYOUTS
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.payouts.screen import PayoutScreen
from stancer_tui.ui.refunds.section import RefundsScreen
from tests.ui.desks.scripted_api import SECONDS, PaymentsApp, WireDesks, payment
from tests.ui.desks.ticket_shop import AgentDesks, pay, shop
from tests.ui.driving import (
    NARROW,
    NOW,
    WIDE,
    demo,
    desk_app,
    payments,
    press,
    rows,
    said,
    screen_text,
    settled,
    until,
)

WEEK = 7 * 86400
ACCEPTED = {"authorized", "to_capture", "capture_sent", "captured", "disputed", "expired"}
DECLINED = {"refused", "failed"}


@asynccontextmanager
async def overview(
    *, mode: Mode = Mode.TEST, size: tuple[int, int] = NARROW, desks: Any = None
) -> AsyncIterator[Pilot[int]]:
    """The program at the overview, everything counted."""
    state = DeskState()
    state.change(mode, section="overview")
    desks = desks or DemoDesks(DemoOptions(now=NOW))
    async with demo(size, mode=mode, state=state, desks=desks) as pilot:
        await counted(pilot)
        yield pilot


def screen(pilot: Pilot[int]) -> OverviewScreen:
    assert isinstance(pilot.app.screen, OverviewScreen)
    return pilot.app.screen


async def counted(pilot: Pilot[int]) -> None:
    """Wait until every row that is loaded has been counted."""
    await settled(pilot)
    recount = screen(pilot).recount
    recount.soon()
    recount.now()
    await until(pilot, lambda: recount.settled)
    await settled(pilot)


def figures(pilot: Pilot[int], panel: str = "") -> list[Figure]:
    lines = screen(pilot).query(FigureLine)
    return [line.figure for line in lines if line.figure and (line.id or "").startswith(panel)]


def figure(pilot: Pilot[int], label: str) -> Figure:
    return next(each for each in figures(pilot) if each.label.startswith(label))


def number(shown: Figure) -> int:
    return int(shown.count.replace(",", ""))


def books(pilot: Pilot[int], *, live: bool) -> list[dict[str, Any]]:
    """The payments of the last seven days as the sandbox itself keeps them."""
    desks = desk_app(pilot).parts.desks.source
    sandbox = desks.sandbox if isinstance(desks, AgentDesks) else getattr(desks, "_sandbox", None)
    assert sandbox is not None
    found: list[dict[str, Any]] = sandbox.store.created_between(live, PAYMENT, SECONDS - WEEK, SECONDS + 1)
    return found


def euros(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02d}"


async def to_currency(pilot: Pilot[int], code: str) -> None:
    for _ in range(12):
        if screen(pilot).board.currency == code:
            return
        await press(pilot, "c")
    raise AssertionError(f"{code} is not shown")


@pytest.mark.parametrize("mode", list(Mode))
async def test_the_numbers_are_those_of_the_books_in_every_currency(mode: Mode) -> None:
    async with overview(mode=mode) as pilot:
        kept = books(pilot, live=mode.live)
        codes = Counter(item["currency"] for item in kept)
        assert len(codes) >= 3
        assert screen(pilot).board.currency == codes.most_common(1)[0][0], "the main currency comes first"
        for code in codes:
            await to_currency(pilot, code)
            mine = [item for item in kept if item["currency"] == code]
            by_status = Counter(item.get("status") for item in mine)
            assert number(figure(pilot, "Payments")) == len(mine)
            captured = [item["amount"] for item in mine if item.get("status") == "captured"]
            assert number(figure(pilot, "Captured")) == len(captured)
            if code == "eur":
                assert figure(pilot, "Captured").extra == f"{euros(sum(captured))} EUR"
            yes = sum(by_status[status] for status in ACCEPTED)
            no = sum(by_status[status] for status in DECLINED)
            assert number(figure(pilot, "Declined")) == no
            assert number(figure(pilot, "Undecided")) == len(mine) - yes - no
            if yes + no:
                assert figure(pilot, "Acceptance").count == f"{yes * 1000 // (yes + no) / 10} %"
                assert figure(pilot, "Acceptance").extra == f"{yes:,} of {yes + no:,}"
            refunds = [refund for item in mine for refund in item.get("refunds") or ()]
            moving = [each for each in refunds if each["status"] in {"to_refund", "refund_sent"}]
            lost = [each for each in refunds if each["status"] in {"failed", "not_honored"}]
            assert number(figure(pilot, "Refunds moving")) == len(moving)
            assert number(figure(pilot, "Refunds failed")) == len(lost)
            soon = [
                item
                for item in mine
                if item.get("status") == "authorized" and item["created"] <= SECONDS - 5 * 86400
            ]
            assert number(figure(pilot, "Expiring soon")) == len(soon)
            reasons = Counter(item.get("response") for item in mine if item.get("status") in DECLINED)
            shown = figures(pilot, "declines")
            assert sum(map(number, shown)) == no
            for line in shown:
                name = line.label.split()[0]
                if not line.label.startswith(" "):
                    assert number(line) == reasons[None if name == "none" else name]


@pytest.mark.parametrize(("mode", "code", "least"), [(Mode.TEST, "eur", 10), (Mode.LIVE, "chf", 10)])
async def test_every_number_leads_to_a_list_of_as_many(mode: Mode, code: str, least: int) -> None:
    async with overview(mode=mode) as pilot:
        led = 0
        await to_currency(pilot, code)
        for shown in figures(pilot):
            if not isinstance(shown.goal, (SearchGoal, RefundsGoal)):
                continue
            line = next(each for each in screen(pilot).query(FigureLine) if each.figure is shown)
            screen(pilot).set_focus(line)
            await press(pilot, "enter")
            wanted = shown.extra.split(" of ")[1] if shown.label == "Acceptance" else shown.count
            here = pilot.app.screen
            if isinstance(here, RefundsScreen):
                assert len(here.table.records) == int(wanted), shown
            else:
                query = payments(pilot).rows.query
                assert query is not None
                assert not query.mistakes
                assert len(rows(pilot)) == int(wanted.replace(",", "")), shown
            led += 1
            await press(pilot, "1")
            assert screen(pilot).board.currency == code, "the overview is as it was left"
        assert led >= least


async def test_a_number_leads_to_its_refunds_also_where_an_object_lies_over_them() -> None:
    async with overview() as pilot:
        await press(pilot, "3", "enter")
        assert not isinstance(pilot.app.screen, RefundsScreen)
        await press(pilot, "1")
        shown = figure(pilot, "Refunds failed")
        line = next(each for each in screen(pilot).query(FigureLine) if each.figure is shown)
        screen(pilot).set_focus(line)
        await press(pilot, "enter")
        here = pilot.app.screen
        assert isinstance(here, RefundsScreen)
        assert len(here.table.records) == number(shown)


async def test_a_column_of_the_chart_says_its_numbers_and_leads_to_its_payments() -> None:
    async with overview() as pilot:
        screen(pilot).set_focus(screen(pilot).query_one(OutcomeChart))
        await settled(pilot)
        assert sum(column.total for column in screen(pilot).board.panels.chart.columns) == number(
            figure(pilot, "Payments")
        )
        await press(pilot, "left", "h")
        column = screen(pilot).board.panels.chart.current
        assert column is not None
        assert column.title == "Thu 2026-11-19"
        yes, no, rest = column.outcomes
        assert f"{yes} accepted, {no} refused or failed, {rest} undecided" in said(pilot)
        await press(pilot, "enter")
        assert len(rows(pilot)) == column.total


async def test_the_overview_alone_loads_the_window_and_payments_show_it_without_reading() -> None:
    async with overview() as pilot:
        app = desk_app(pilot)
        assert app.parts.windows.payments(Mode.TEST).read_at is not None
        asked: list[str] = []
        desk = await app.parts.desks.open(Mode.TEST)
        desk.log.subscribe(lambda record: asked.append(record.path))
        await press(pilot, "2")
        assert isinstance(app.screen, PaymentsScreen)
        assert len(rows(pilot)) == len(app.parts.windows.payments(Mode.TEST)) > 0
        assert asked == []


async def test_both_sections_share_the_dates() -> None:
    async with overview() as pilot:
        before = number(figure(pilot, "Payments"))
        await press(pilot, "d", "enter")
        await counted(pilot)
        assert "last 24 hours" in said(pilot)
        assert "Payments by hour" in said(pilot)
        assert number(figure(pilot, "Payments")) < before
        await press(pilot, "2")
        assert "last 24 hours" in said(pilot)
        await press(pilot, "d", "down", "down", "enter")
        await press(pilot, "1")
        await counted(pilot)
        assert "last 30 days" in said(pilot)
        assert number(figure(pilot, "Payments")) > before


async def test_keys_walk_over_the_numbers_and_each_says_what_it_counts() -> None:
    async with overview() as pilot:
        focused = pilot.app.focused
        assert isinstance(focused, FigureLine)
        assert focused.id == "numbers-0"
        await press(pilot, "j", "down", "tab")
        assert pilot.app.focused is screen(pilot).query_one("#numbers-3")
        assert "accepted + refused + failed" in said(pilot)
        await press(pilot, "l")
        assert pilot.app.focused is screen(pilot).query_one("#attention-3")
        await press(pilot, "left", "k")
        assert pilot.app.focused is screen(pilot).query_one("#numbers-2")
        await press(pilot, "G", "g")
        assert pilot.app.focused is screen(pilot).query_one("#numbers-0")


async def test_at_80x24_the_essential_numbers_are_there_without_scrolling() -> None:
    async with overview() as pilot:
        text = screen_text(desk_app(pilot))
        for words in (
            "Captured",
            "Acceptance",
            "Declined",
            "Expiring soon",
            "Refunds failed",
            "Disputes opened",
        ):
            assert words in text


async def test_at_80x24_the_bars_and_their_totals_are_there_and_the_first_declines() -> None:
    async with overview() as pilot:
        lines = screen_text(desk_app(pilot)).split("\n")
        chart = screen(pilot).query_one(OutcomeChart)
        names = next(y for y, line in enumerate(lines) if chart.columns[-1].name in line)
        assert "█" in lines[names - 1]
        totals = next(y for y, line in enumerate(lines) if "Payments by day" in line) + 1
        drawn = [int(word) for word in lines[totals].split() if word.isdigit()]
        assert drawn == [column.total for column in chart.columns if column.total]
        assert any("Why payments were declined" in line for line in lines[names:])


@pytest.mark.parametrize(
    ("size", "early"), [((80, 24), True), ((100, 30), True), ((80, 45), False), ((160, 24), False)]
)
async def test_the_chart_comes_first_where_it_would_be_out_of_sight(
    size: tuple[int, int], early: bool
) -> None:
    async with overview(size=size) as pilot:
        panels = [each.id for each in screen(pilot).query_one("#panels").children]
        assert (panels.index("trend") < panels.index("declines")) is early
        chart = screen(pilot).query_one(OutcomeChart).region
        assert screen(pilot).board.content_region.contains_region(chart)


async def test_the_order_follows_the_terminals_height() -> None:
    async with overview() as pilot:
        for size, early in (((80, 45), False), ((80, 24), True)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            panels = [each.id for each in screen(pilot).query_one("#panels").children]
            assert (panels.index("trend") < panels.index("declines")) is early


async def test_payouts_live_only_and_each_opens() -> None:
    async with overview(mode=Mode.LIVE, size=(160, 45)) as pilot:
        shown = figures(pilot, "payouts")
        assert shown
        goal = shown[0].goal
        assert isinstance(goal, ObjectGoal)
        desks = desk_app(pilot).parts.desks.source
        sandbox: Any = getattr(desks, "_sandbox", None)
        found = sandbox.store.row(True, PAYOUT, goal.id).object
        assert euros(found["amount"]) in shown[0].extra
        screen(pilot).set_focus(screen(pilot).query_one("#payouts-0"))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PayoutScreen)
        assert goal.id in screen_text(desk_app(pilot))


async def test_with_a_test_key_payouts_are_explained_and_not_asked_for(tmp_path: Path) -> None:
    desks = AgentDesks(tmp_path)
    async with overview(desks=desks, size=(160, 45)) as pilot:
        assert " ".join(NO_TEST_PAYOUTS.split()[:5]) in said(pilot)
        assert not any("payouts" in asked.path for asked in desks.asked)
        lists = [asked for asked in desks.asked if asked.path.startswith("/v1/disputes")]
        assert len(lists) == 1, "one request for disputes"


async def test_disputes_are_counted_and_lead_to_their_list(tmp_path: Path) -> None:
    desks = AgentDesks(tmp_path)
    async with overview(desks=desks) as pilot:
        kept = desks.sandbox.store.created_between(False, DISPUTE, SECONDS - WEEK, SECONDS + 1)
        shown = figure(pilot, "Disputes opened")
        assert number(shown) == len(kept) == 1
        screen(pilot).set_focus(screen(pilot).query_one("#attention-4"))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DisputesScreen)


async def test_no_payments_is_an_answer_and_failure_is_another(tmp_path: Path) -> None:
    data = shop()
    data["test"]["payments"] = [pay("longago", 40 * 1440)]
    for kind in ("refunds", "disputes"):
        data["test"][kind] = []
    desks = AgentDesks(tmp_path, data)
    async with overview(desks=desks) as pilot:
        assert "No payments · last 7 days" in said(pilot)
        assert "d chooses other dates" in said(pilot)
        assert "Acceptance" not in said(pilot)
        desks.ear.refuse = lambda asked: 500
        await press(pilot, "f5")
        assert "has a problem of its own" in said(pilot)
        assert "f5 tries again" in said(pilot)
        assert "No payments" not in said(pilot)


async def test_what_was_read_stays_when_a_reading_fails_and_says_its_age(tmp_path: Path) -> None:
    desks = AgentDesks(tmp_path)
    async with overview(desks=desks) as pilot:
        before = figure(pilot, "Payments")
        desks.ear.refuse = lambda asked: 503
        await press(pilot, "f5")
        assert "offline for maintenance" in said(pilot)
        assert figure(pilot, "Payments") == before
        desks.ear.refuse = lambda asked: None
        await press(pilot, "f5")
        desks.clock.advance(hours=3)
        screen(pilot).recount.tick()
        await counted(pilot)
        assert "These numbers were read 3 h ago" in said(pilot)


async def test_a_status_that_changed_is_counted_again_by_f5(tmp_path: Path) -> None:
    data = shop()
    data["test"]["payments"].append(pay("waits", 6 * 1440 + 60, status="authorized", amount=777))
    desks = AgentDesks(tmp_path, data)
    async with overview(desks=desks) as pilot:
        assert number(figure(pilot, "Expiring soon")) == 1
        desks.clock.advance(days=1)
        await press(pilot, "f5")
        await counted(pilot)
        assert number(figure(pilot, "Expiring soon")) == 0


async def test_the_days_of_utc_are_counted_after_u() -> None:
    async with overview() as pilot:
        assert "days in Europe/Paris" in said(pilot)
        before = [column.total for column in screen(pilot).board.panels.chart.columns]
        await press(pilot, "u")
        await counted(pilot)
        assert "days in UTC" in said(pilot)
        after = [column.total for column in screen(pilot).board.panels.chart.columns]
        assert sum(before) == sum(after)
        assert before != after


HOSTILE = ("[/]", "[red]x", "\x1b]52;c;aGk=\x07", "a\nb", "{'a[0]'}", "\u202eeur", "")


async def test_hostile_words_of_the_api_are_shown_safely_and_lead_somewhere() -> None:
    items = [
        payment(number, currency=text, response=text, status="refused" if number % 2 else text)
        for number, text in enumerate(HOSTILE * 2, 1)
    ]
    async with overview(desks=WireDesks(app=PaymentsApp(items)), size=WIDE) as pilot:
        for _ in HOSTILE:
            text = screen_text(desk_app(pilot))
            assert not any(mark in text for mark in ("\x1b", "\x07", "\u202e"))
            await press(pilot, "c", "j", "j")
        lines = [line for line in screen(pilot).query(FigureLine) if line.figure is not None]
        declines = [line for line in lines if (line.id or "").startswith("declines")]
        assert declines
        for line in declines:
            screen(pilot).set_focus(line)
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, PaymentsScreen)
            await press(pilot, "1")
