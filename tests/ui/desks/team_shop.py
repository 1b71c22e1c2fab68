"""The shop at a ledger that a team shares: the agent at the screen, and Nadia, a colleague."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.desk import SharedLedger
from stancer_tui.desk.demo_team import TeamLedger
from stancer_tui.models.mode import Mode
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.team.claims import TeamClaims
from stancer_tui.services.team.notes import Notes
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import Intent
from stancer_tui.store.owner import this_process
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.ui.app import StancerApp
from tests.ui.desks.refund_shop import PATIENT, Counter, HandClock, RefundClock, ShopDesks, payment_id
from tests.ui.driving import NARROW, PARIS, notices, settled

POLICY = {"approval_above": {"eur": 2000}}


class TeamShop(ShopDesks):
    """The shop's desks at a shared ledger; `nadia` has hers at the same one, in test mode."""

    def __init__(self, folder: Path, policy: dict[str, Any], sold: dict[str, Any] | None = None) -> None:
        super().__init__(folder, policy=policy, sold=sold)
        desks: list[TeamLedger] = []
        mine = TeamLedger(Journal(folder / "journal.db"), desks)
        self.journal = SharedLedger(lambda: mine)
        self._ledgers = desks
        self._file = folder / "journal.db"
        self._hers = self._ledger_of("nadia")
        self._desks: list[RefundsService] = []
        self._claims: TeamClaims | None = None

    def _ledger_of(self, name: str) -> TeamLedger:
        owner = replace(this_process(), user=name)
        return TeamLedger(Journal(self._file, owner=owner), self._ledgers)

    @cached_property
    def nadia(self) -> RefundsService:
        """Nadia's desk."""
        return self._desk_at(self._hers)

    def desk_of(self, name: str) -> RefundsService:
        """The desk of another colleague."""
        return self._desk_at(self._ledger_of(name))

    def _desk_at(self, ledger: TeamLedger) -> RefundsService:
        mode = Mode.TEST
        desk = RefundsService(
            self.opened[mode].client.refunds,
            ledger,
            RefundClock(),
            policy=replace(RefundPolicy(mode.live), **self._policy),
            key_fingerprint=self.opened[mode].key_fingerprint,
            timing=PATIENT,
        )
        self._desks.append(desk)
        return desk

    @property
    def nadia_claims(self) -> TeamClaims:
        """What Nadia's desk knows of who works on what."""
        if self._claims is None:
            self._claims = TeamClaims(self._hers, live=False, now=self.now)
        return self._claims

    def colleague(self, name: str) -> TeamClaims:
        """What another colleague's desk knows of who works on what."""
        return TeamClaims(self._ledger_of(name), live=False, now=self.now)

    async def aclose(self) -> None:
        if self._claims is not None:
            self._claims.close()
        for desk in self._desks:
            await desk.aclose()
        for ledger in self._ledgers:
            await ledger.aclose()
        await super().aclose()


class LedgerInHand:
    """Every call of a ledger goes through a test's hand: once `held`, it waits for `release`.

    `calls` is how many of them it lets through before it is `away`, None for all.
    """

    def __init__(self, run: Callable[..., Awaitable[Any]]) -> None:
        self._run = run
        self._open = asyncio.Event()
        self._open.set()
        self.asked = 0
        self.calls: int | None = None

    async def __call__(self, call: Callable[[Journal], Any]) -> Any:
        if call is Journal.close:
            return await self._run(call)
        self.asked += 1
        await self._open.wait()
        if self.calls == 0:
            raise LedgerUnavailable(LedgerTrouble.AWAY)
        if self.calls is not None:
            self.calls -= 1
        return await self._run(call)

    def hold(self) -> None:
        """Let every call wait."""
        self._open.clear()

    def release(self) -> None:
        """Let them go on."""
        self._open.set()


@dataclass(frozen=True)
class TeamCounter(Counter):
    """The program at the team's shop."""

    team: TeamShop

    @property
    def claims(self) -> TeamClaims:
        """What the desk at the screen knows of who works on what."""
        return self.desks.opened[Mode.TEST].claims

    @property
    def notes(self) -> Notes:
        """What the desk at the screen knows of notes."""
        return self.desks.opened[Mode.TEST].notes

    def the_ledger(self, monkeypatch: pytest.MonkeyPatch) -> "LedgerInHand":
        """The ledger of the desk at the screen, which a test holds back or takes away."""
        ledger = self.desks.opened[Mode.TEST].ledger
        assert isinstance(ledger, TeamLedger)
        in_hand = LedgerInHand(ledger.run)
        monkeypatch.setattr(ledger, "run", in_hand)
        return in_hand

    async def says(self, words: str) -> None:
        """Wait until a notice says so."""
        async with asyncio.timeout(15):
            while not any(words in each for each in notices(self.app)):
                await self.pilot.pause(0.01)

    async def asked_by_nadia(self, amount: int = 2500, name: str = "captured") -> Intent:
        """Nadia asks for a refund that needs a second person."""
        nadia = self.team.nadia
        offer = await nadia.prepare(payment_id(name))
        asked = await nadia.confirm(
            offer, amount, ticket="T-82", reason="not_delivered", consents=offer.consents
        )
        await settled(self.pilot)
        return asked


@asynccontextmanager
async def team_counter(
    folder: Path,
    *,
    size: tuple[int, int] = NARROW,
    policy: dict[str, Any] | None = None,
    sold: dict[str, Any] | None = None,
) -> AsyncIterator[TeamCounter]:
    """The program, settled; up to 20.00 EUR one agent is enough."""
    desks, clock = TeamShop(folder, POLICY if policy is None else policy, sold), HandClock()
    app = StancerApp(desks, mode=Mode.TEST, zone=PARIS, clock=clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield TeamCounter(pilot, desks, clock, desks)
