"""Agents at one ledger that a team shares, refunding at a server in memory."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TypeVar

from stancer_tui.desk.demo_team import TeamLedger
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.store.ledger import LedgerChange
from stancer_tui.store.limits import Limit
from stancer_tui.store.owner import Owner
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.services.refund_server import HandClock, ModelServer

T = TypeVar("T")

AGENTS = {
    name: Owner(number, f"boot:{number}", name) for number, name in enumerate(("nadia", "karim", "amelie"), 1)
}


class TeamFile(SqliteLedger):
    """A file that a team shares; who may approve is the database's to say, and proved there."""

    shared = True

    def __init__(
        self,
        journal: Journal,
        limited: Mapping[str, Limit] | None = None,
        dead: Collection[str] = (),
    ) -> None:
        super().__init__(journal)
        self._limited = limited or {}
        self._dead = dead

    async def run(self, call: Callable[[Journal], T]) -> T:
        """Once its program is dead, nothing that it still tries reaches the file."""
        if self.me in self._dead:
            raise asyncio.CancelledError
        return await super().run(call)

    def limits(self) -> Mapping[str, Limit]:
        """What the ledger's owner allows: whoever made this may change it later."""
        return self._limited

    async def alive(self, owner: Owner) -> bool | None:
        """All desks run but those that were killed."""
        return owner.user not in self._dead

    async def aclose(self) -> None:
        """Close the file, also that of a program that was killed."""
        self._dead = ()
        await super().aclose()


@asynccontextmanager
async def team(
    path: Path,
    server: ModelServer,
    clock: HandClock,
    approval_above: Mapping[str, int] | None = None,
    ceilings: Mapping[str, int] | None = None,
    limited: Mapping[str, Limit] | None = None,
    dead: Collection[str] = (),
    told: Callable[[LedgerChange], None] = lambda _: None,
) -> AsyncIterator[dict[str, RefundsService]]:
    """A desk for each agent; above 10.00 EUR a refund needs a second one.

    Who is in `dead` was killed; `told` is called as soon as something is written.
    """
    async with AsyncExitStack() as closing:
        desks = {}
        for name, owner in AGENTS.items():
            ledger = TeamFile(Journal(path / "journal.db", owner=owner, busy_seconds=1), limited, dead)
            ledger.subscribe(told)
            closing.push_async_callback(ledger.aclose)
            desks[name] = RefundsService(
                server,
                ledger,
                clock,
                policy=RefundPolicy(
                    False, ceilings=ceilings or {}, approval_above=approval_above or {"eur": 1000}
                ),
                key_fingerprint="0" * 12,
            )
            closing.push_async_callback(desks[name].aclose)
        yield desks


@asynccontextmanager
async def linked_team(
    path: Path, server: ModelServer, clock: HandClock
) -> AsyncIterator[dict[str, RefundsService]]:
    """The same, each desk told of what the others write."""
    async with AsyncExitStack() as closing:
        made: list[TeamLedger] = []
        desks = {}
        for name, owner in AGENTS.items():
            ledger = TeamLedger(Journal(path / "journal.db", owner=owner, busy_seconds=1), made)
            closing.push_async_callback(ledger.aclose)
            policy = RefundPolicy(False, approval_above={"eur": 1000})
            desks[name] = RefundsService(server, ledger, clock, policy=policy, key_fingerprint="0" * 12)
            closing.push_async_callback(desks[name].aclose)
        yield desks
