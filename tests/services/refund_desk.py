"""A program that refunds at a server in memory: it can be killed and started again on its journal."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from stancer_tui.services.refunds.ledger import RefundProgress
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.refunds.spilled import SpilledAnswers
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.owner import Owner
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.services.refund_server import HandClock, ModelServer

T = TypeVar("T")
ME, OTHER = Owner(1, "boot:1", "agent"), Owner(2, "boot:2", "colleague")


class InterruptedJournal(SqliteLedger):
    """The journal of a program to which something happens once, as soon as an intent stands at `state`."""

    def __init__(self, path: Path, state: State, happens: Callable[[], Awaitable[None]]) -> None:
        super().__init__(Journal(path, busy_seconds=0.05))
        self._state: State | None = state
        self._happens = happens

    async def run(self, call: Callable[[Journal], T]) -> T:
        result = await super().run(call)
        if self._state is None:
            return result
        if self._state in [intent.state for intent in await super().run(Journal.history)]:
            self._state = None
            await self._happens()
        return result


@dataclass
class Desk:
    """One running program: it can be killed (its owner is dead then) and started again on its journal."""

    server: ModelServer
    clock: HandClock
    path: Path
    dead: set[int]
    steps: list[RefundProgress]

    @asynccontextmanager
    async def open(
        self,
        owner: Owner = ME,
        *,
        thread: SqliteLedger | None = None,
        spilled: SpilledAnswers | None = None,
        **policy: Any,
    ) -> AsyncIterator[RefundsService]:
        thread = thread or SqliteLedger(Journal(self.path, busy_seconds=0.05))
        service = RefundsService(
            self.server,
            thread,
            self.clock,
            policy=RefundPolicy(**{"live": False} | policy),
            key_fingerprint="0" * 12,
            owner=owner,
            alive=self._alive,
            spilled=spilled,
        )
        service.subscribe(self.steps.append)
        try:
            yield service
        finally:
            await service.aclose()
            await thread.aclose()

    async def _alive(self, owner: Owner) -> bool:
        return owner.pid not in self.dead

    def journal(self) -> tuple[Intent, ...]:
        journal = Journal(self.path)
        try:
            return journal.history()
        finally:
            journal.close()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - what is awaited is in another thread and on the disk
            await asyncio.sleep(0.001)


def failing(
    error: Exception, *, commit: bool = False, late: float | None = None
) -> Callable[[ModelServer], None]:
    """A server whose next answer to a refund is lost or refused, with or without having made it."""

    def prepare(server: ModelServer) -> None:
        async def on_create(amount: int) -> None:
            server.on_create = None
            if commit:
                server.book(amount)
            if late is not None:
                server.book_later(amount, after=late)
            raise error

        server.on_create = on_create

    return prepare


def paused(server: ModelServer) -> tuple[asyncio.Event, asyncio.Event]:
    """A server that holds the request until told: (it has arrived, it may go on)."""
    arrived, go = asyncio.Event(), asyncio.Event()

    async def on_create(_: int) -> None:
        arrived.set()
        await go.wait()

    server.on_create = on_create
    return arrived, go
