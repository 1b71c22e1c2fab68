"""Customers, SEPA accounts, cards and addresses at the desk, with the wire and the sandbox in hand."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stancer_tui.api.resources.addresses import NewAddress
from stancer_tui.api.resources.cards import NewCard
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.models.base import StancerObject
from stancer_tui.models.ids import kind_of
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.wire.faults import FaultInjector, FaultMiddleware, Faults
from stancer_tui.ui.stored.screen import StoredObjectScreen
from tests.ui.desks.form_writer import Writer
from tests.ui.desks.refund_shop import counter
from tests.ui.driving import settled

New = NewCustomer | NewAddress | NewCard | NewSepa

ANNA = NewCustomer(name="Anna Roux", email="anna@example.org")
HOME = NewAddress(line1="1 rue Haute", city="Lyon", zip_code="69001", country="FR")
VISA = NewCard(number="4242424242424242", exp_month=12, exp_year=2029, cvc="123", name="Anna Roux")
ACCOUNT = NewSepa(iban="FR1420041010050500013M02606", name="Pierre Martin")
SIGNED = replace(
    ACCOUNT, mandate="M-1", date_mandate=datetime(2026, 6, 25, 22, tzinfo=UTC), date_birth="1978-09-09"
)


@dataclass(frozen=True)
class Keeper(Writer):
    """At what the shop keeps."""

    @property
    def writes(self) -> list[tuple[str, str, Any]]:
        """Every write so far: its method, its path, what it carried."""
        return self.sent

    @property
    def requests(self) -> int:
        return len(self.wire.bodies)

    @property
    def screen(self) -> StoredObjectScreen:
        screen = self.counter.app.screen
        assert isinstance(screen, StoredObjectScreen)
        return screen

    async def make(self, new: New) -> StancerObject:
        """An object that exists already; what made it is no write of the test's."""
        client = self.desk.client
        made: StancerObject
        match new:
            case NewCustomer():
                made = await client.customers.create(new)
            case NewAddress():
                made = await client.addresses.create(new)
            case NewCard():
                made = await client.cards.create(new)
            case NewSepa():
                made = await client.sepa.create(new)
        self.wire.bodies.clear()
        return made

    async def at(self, new: New) -> StancerObject:
        """Open the screen of an object that exists."""
        made = await self.make(new)
        kind = kind_of(made.id)
        assert kind is not None
        self.counter.app.parts.open_object(kind, made.id)
        await settled(self.counter.pilot)
        assert isinstance(self.counter.app.screen, StoredObjectScreen)
        self.wire.bodies.clear()
        return made

    async def new(self, key: str) -> None:
        """Choose from the New menu."""
        await self.press("n", key)
        self.wire.bodies.clear()

    @contextmanager
    def lose_answers(self) -> Iterator[None]:
        """Every write is done and its answer is lost, by the sandbox's own fault, until the block ends."""
        sandbox = self.wire.app
        self.wire.app = FaultMiddleware(sandbox, injector=FaultInjector(Faults(lose_answer=True), seed=1))
        yield
        self.wire.app = sandbox


@asynccontextmanager
async def keeper(
    folder: Path, *, mode: Mode = Mode.TEST, size: tuple[int, int] = (100, 40), **policy: Any
) -> AsyncIterator[Keeper]:
    """The program at its first list."""
    async with counter(folder, mode=mode, size=size, policy=policy) as opened:
        yield Keeper(opened)
