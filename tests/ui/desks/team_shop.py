"""The shop at a ledger that a team shares: the agent at the screen, and Nadia, a colleague."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from stancer_tui.desk import SharedLedger
from stancer_tui.desk.demo_team import TeamLedger
from stancer_tui.models.mode import Mode
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.team.claims import TeamClaims
from stancer_tui.store.intent import Intent
from stancer_tui.store.owner import this_process
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.ui.app import StancerApp
from tests.ui.desks.refund_shop import PATIENT, Counter, HandClock, RefundClock, ShopDesks, payment_id
from tests.ui.driving import NARROW, PARIS, settled

POLICY = {"approval_above": {"eur": 2000}}


class TeamShop(ShopDesks):
    """The shop's desks at a shared ledger; `nadia` has hers at the same one, in test mode."""

    def __init__(self, folder: Path, policy: dict[str, Any]) -> None:
        super().__init__(folder, policy=policy)
        desks: list[TeamLedger] = []
        mine = TeamLedger(Journal(folder / "journal.db"), desks)
        self.journal = SharedLedger(lambda: mine)
        owner = replace(this_process(), user="nadia")
        self._hers = TeamLedger(Journal(folder / "journal.db", owner=owner), desks)
        self._nadia: RefundsService | None = None
        self._claims: TeamClaims | None = None

    @property
    def nadia(self) -> RefundsService:
        """Nadia's desk."""
        if self._nadia is None:
            mode = Mode.TEST
            self._nadia = RefundsService(
                self.opened[mode].client.refunds,
                self._hers,
                RefundClock(),
                policy=replace(RefundPolicy(mode.live), **self._policy),
                key_fingerprint=self.opened[mode].key_fingerprint,
                timing=PATIENT,
            )
        return self._nadia

    @property
    def nadia_claims(self) -> TeamClaims:
        """What Nadia's desk knows of who works on what."""
        if self._claims is None:
            self._claims = TeamClaims(self._hers, live=False, now=self.now)
        return self._claims

    async def aclose(self) -> None:
        if self._claims is not None:
            self._claims.close()
        if self._nadia is not None:
            await self._nadia.aclose()
        await self._hers.aclose()
        await super().aclose()


@dataclass(frozen=True)
class TeamCounter(Counter):
    """The program at the team's shop."""

    team: TeamShop

    @property
    def claims(self) -> TeamClaims:
        """What the desk at the screen knows of who works on what."""
        return self.desks.opened[Mode.TEST].claims

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
    folder: Path, *, size: tuple[int, int] = NARROW, policy: dict[str, Any] | None = None
) -> AsyncIterator[TeamCounter]:
    """The program, settled; up to 20.00 EUR one agent is enough."""
    desks, clock = TeamShop(folder, POLICY if policy is None else policy), HandClock()
    app = StancerApp(desks, mode=Mode.TEST, zone=PARIS, clock=clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield TeamCounter(pilot, desks, clock, desks)
