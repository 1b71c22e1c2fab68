"""Watching through the running program: time is moved by hand, and nothing is waited for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from stancer_tui.models.mode import Mode
from stancer_tui.services.watched_object import POLLING
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.payouts.screen import PayoutScreen
from stancer_tui.ui.refunds.section import RefundsScreen
from stancer_tui.ui.shell.object_screen import ObjectScreen
from stancer_tui.ui.watch.dialog import Watched
from tests.ui.desks.refund_shop import Loss, counter
from tests.ui.desks.scripted_api import SECONDS
from tests.ui.desks.ticket_shop import DAY, AgentDesks, named, pay, shop
from tests.ui.driving import WIDE, demo, desk_app, notices, payments, press, screen_text, settled

REFUND = named("refd", "back")
PAYOUT = named("pout", "june")


@dataclass
class HandTime:
    """The watcher's clock: pauses end when a test lets the time pass, in the sandbox too."""

    desks: AgentDesks
    time: float = 0.0
    pauses: list[tuple[float, asyncio.Future[None]]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.desks.now()

    def monotonic(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.pauses.append((self.time + seconds, ended))
        await ended

    def pass_by(self, seconds: float) -> None:
        """Let time pass at once, for the pauses that end by then."""
        self.time += seconds
        self.desks.clock.advance(seconds)
        due = [each for each in self.pauses if each[0] <= self.time]
        self.pauses = [each for each in self.pauses if each[0] > self.time]
        for _, ended in due:
            if not ended.done():
                ended.set_result(None)


@dataclass(frozen=True)
class Desk:
    """The program with a hand on the time."""

    pilot: Pilot[int]
    desks: AgentDesks
    time: HandTime

    @property
    def app(self) -> StancerApp:
        return desk_app(self.pilot)

    @property
    def text(self) -> str:
        """What the screen says, frames taken out; a dialog stands before what lies under it."""
        lines = screen_text(self.app).splitlines()
        for box in self.app.screen.query(".dialog-box"):
            x, y, width, height = box.region
            lines = [*(line[x : x + width] for line in lines[y : y + height]), *lines]
        words = "\n".join(lines).translate(str.maketrans("│╭╮╰╯┃┏┓┗┛", " " * 10))
        return " ".join(words.split())

    def told(self) -> str:
        """Every notice so far."""
        return " | ".join(notices(self.app))

    async def after(self, seconds: float) -> None:
        """Let time pass, and what is due by then be read."""
        self.time.pass_by(seconds)
        for _ in range(6):
            await settled(self.pilot)

    def reads(self, object_id: str) -> int:
        """How often an object was read."""
        return sum(asked.path.endswith(object_id) for asked in self.desks.asked)


def data() -> dict[str, Any]:
    made = shop()
    made["test"]["refunds"][0] |= {"status": "to_refund", "created": SECONDS - 3600}
    made["live"]["payouts"][0] |= {"status": "to_pay", "created": SECONDS - DAY}
    made["test"]["payments"].insert(0, pay("waits", 2, status="authorized", amount=6600, order_id="W-1"))
    return made


@asynccontextmanager
async def desk(folder: Path, mode: Mode = Mode.TEST) -> AsyncIterator[Desk]:
    desks = AgentDesks(folder, data())
    async with demo(WIDE, desks=desks, mode=mode) as pilot:
        time = HandTime(desks)
        desk_app(pilot).parts.watchlist.clock = time
        yield Desk(pilot, desks, time)


async def watch_the_refund(at: Desk) -> None:
    await press(at.pilot, "3", "W")
    assert "1 watched" in at.text


async def test_a_refund_is_watched_from_the_list_until_it_is_refunded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path) as at:
        bells = 0

        def ring() -> None:
            nonlocal bells
            bells += 1

        monkeypatch.setattr(at.app, "bell", ring)
        await watch_the_refund(at)
        await press(at.pilot, "2")
        await at.after(5)
        assert at.reads(REFUND) == 1
        assert bells == 0
        at.time.pass_by(6.5 * 3600)
        await at.after(0)
        assert "status: to refund → refund sent" in at.told()
        assert "It is still watched" in at.told()
        assert bells == 1
        assert "1 changed (w)" in at.text
        at.desks.clock.advance(days=2)
        await at.after(5)
        assert "status: refund sent → refunded" in at.told()
        assert "It is no longer watched" in at.told()
        assert bells == 2


async def test_the_notice_leads_to_what_changed_and_opening_it_ends_the_news(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await watch_the_refund(at)
        await press(at.pilot, "7")
        await at.after(5)
        at.desks.clock.advance(days=3)
        await at.after(10)
        assert "status: to refund → refunded" in at.told()
        assert "no longer watched" in at.told()
        assert "1 watched" not in at.text
        assert "1 changed" in at.text
        at.app.clear_notifications()
        await press(at.pilot, "w")
        assert "! changed: status: to refund → refunded" in at.text
        await press(at.pilot, "enter")
        screen = at.app.screen
        assert isinstance(screen, ObjectScreen)
        assert screen.object_id == REFUND
        assert "changed" not in at.text


async def test_w_again_stops(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await watch_the_refund(at)
        await press(at.pilot, "W")
        assert "watched" not in at.text.split("Refunds")[0]
        await at.after(60)
        assert at.reads(REFUND) == 0


async def test_readings_become_rarer_while_nothing_changes(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await watch_the_refund(at)
        for number, wait in enumerate(POLLING.delays[:5]):
            assert at.reads(REFUND) == number
            await at.after(wait - 1)
            assert at.reads(REFUND) == number or wait == POLLING.delays[0]
            await at.after(1)


async def test_a_payment_is_watched_from_list_and_screen_as_one(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await press(at.pilot, "g", "W")
        assert "1 watched" in at.text
        await press(at.pilot, "enter")
        assert isinstance(at.app.screen, PaymentScreen)
        await press(at.pilot, "W")
        assert "1 watched" not in at.text
        await press(at.pilot, "W", "escape")
        read = at.reads(named("paym", "waits"))
        await at.after(5)
        at.desks.clock.advance(days=8)
        await at.after(10)
        assert at.reads(named("paym", "waits")) > read
        assert "status: authorized → expired" in at.told()
        row = payments(at.pilot).rows.index.get(named("paym", "waits"))
        assert getattr(row, "status", None) == "expired", "the list shows it too"


async def test_a_watch_survives_the_other_mode_and_reads_with_its_own_desk(tmp_path: Path) -> None:
    async with desk(tmp_path, Mode.LIVE) as at:
        at.app.parts.navigation.paste(payments(at.pilot), PAYOUT)
        await settled(at.pilot)
        await press(at.pilot, "W", "ctrl+t")
        assert at.app.parts.places.mode is Mode.TEST
        assert "1 watched" in at.text
        tested: list[str] = []
        at.desks.opened[Mode.TEST].log.subscribe(lambda record: tested.append(record.path))
        read = at.reads(PAYOUT)
        await at.after(5)
        assert at.reads(PAYOUT) == read + 1
        assert not tested
        at.desks.clock.advance(days=6)
        await at.after(10)
        assert "status: to pay →" in at.told()
        await press(at.pilot, "w", "enter")
        assert "ctrl+t goes to LIVE" in at.told()
        assert at.app.parts.places.mode is Mode.TEST, "live is entered by the agent alone"
        await press(at.pilot, "ctrl+t", "w", "enter")
        screen = at.app.screen
        assert isinstance(screen, PayoutScreen)
        assert screen.payout_id == PAYOUT


async def test_a_refused_key_ends_it_and_too_many_requests_slow_every_watch(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await watch_the_refund(at)
        at.desks.ear.refuse = lambda asked: 429
        await at.after(5)
        refused = at.reads(REFUND)
        assert refused > 0
        at.desks.ear.refuse = lambda asked: None
        await at.after(10)
        assert at.reads(REFUND) == refused, "it waits longer than it would have"
        await at.after(20)
        assert at.reads(REFUND) == refused + 1
        at.desks.ear.refuse = lambda asked: 401
        await at.after(400)
        assert "No longer watched" in at.told()
        assert "does not accept the key" in at.told()
        assert "1 watched" not in at.text


async def test_a_failed_reading_is_told_in_the_list_and_watching_goes_on(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await watch_the_refund(at)
        at.desks.ear.refuse = lambda asked: 500
        await at.after(5)
        await press(at.pilot, "w")
        assert "has a problem of its own" in at.text
        await press(at.pilot, "escape")
        at.desks.ear.refuse = lambda asked: None
        at.desks.clock.advance(days=3)
        await at.after(10)
        assert "→ refunded" in at.told()


async def test_a_day_is_enough(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await press(at.pilot, "j", "W")
        await at.after(5)
        at.time.time += POLLING.window
        await at.after(10)
        await at.after(1)
        assert "a day has passed" in at.told()
        assert at.app.parts.watchlist.watches == ()


async def test_w_on_nothing_lists_what_is_watched_and_stops_it_there(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await watch_the_refund(at)
        await press(at.pilot, "1", "W")
        assert isinstance(at.app.screen, Watched)
        assert REFUND in at.text
        assert "when the program ends" in at.text
        await press(at.pilot, "W")
        assert "Nothing is watched" in at.text
        assert at.app.parts.watchlist.watches == ()
        await press(at.pilot, "escape")


async def test_a_dialog_does_not_stop_it_and_the_programs_end_leaves_no_task(tmp_path: Path) -> None:
    before = asyncio.all_tasks()
    async with desk(tmp_path) as at:
        await watch_the_refund(at)
        await press(at.pilot, "question_mark")
        await at.after(5)
        assert at.reads(REFUND) == 1
        await press(at.pilot, "escape")
    assert not [task for task in asyncio.all_tasks() - before if "watch" in task.get_name()]


async def test_what_the_journal_follows_keeps_its_own_care(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.loss = Loss.BEFORE
        await at.send()
        await at.until("Outcome not known yet")
        await press(at.pilot, "escape", "3", "W")
        assert isinstance(at.app.screen, RefundsScreen)
        assert "This refund is followed until its outcome is known" in " ".join(notices(at.app))
        assert at.app.parts.watchlist.watches == ()


@pytest.mark.parametrize("key", ["7"])
async def test_a_section_without_a_subject_shows_the_empty_list(tmp_path: Path, key: str) -> None:
    async with desk(tmp_path) as at:
        await press(at.pilot, key, "W")
        assert "Nothing is watched" in at.text
