"""Customers, SEPA accounts, cards and addresses at the desk, with the wire and the sandbox in hand."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.widgets import Button

from stancer_tui.api.resources.addresses import NewAddress
from stancer_tui.api.resources.cards import NewCard
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.desk import Desk
from stancer_tui.models.base import StancerObject
from stancer_tui.models.ids import kind_of
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.faults import FaultMiddleware, Faults
from stancer_tui.ui.forms.screen import FormScreen
from stancer_tui.ui.screens.stored_object import StoredObjectScreen
from tests.ui.driving import press, settled, type_text
from tests.ui.refund_desks import Counter, counter

New = NewCustomer | NewAddress | NewCard | NewSepa

ANNA = NewCustomer(name="Anna Roux", email="anna@example.org")
HOME = NewAddress(line1="1 rue Haute", city="Lyon", zip_code="69001", country="FR")
VISA = NewCard(number="4242424242424242", exp_month=12, exp_year=2029, cvc="123", name="Anna Roux")
ACCOUNT = NewSepa(iban="FR1420041010050500013M02606", name="Pierre Martin")
SIGNED = replace(
    ACCOUNT, mandate="M-1", date_mandate=datetime(2026, 6, 25, 22, tzinfo=UTC), date_birth="1978-09-09"
)


@dataclass(frozen=True)
class Keeper:
    """The program, its desk and the wire behind it."""

    counter: Counter

    @property
    def desk(self) -> Desk:
        return self.counter.desks.opened[self.counter.app.mode]

    @property
    def text(self) -> str:
        return self.counter.text

    @property
    def notices(self) -> str:
        return " ".join(f"{each.title} {each.message}" for each in self.counter.app._notifications)

    @property
    def writes(self) -> list[tuple[str, str, Any]]:
        """Every write so far: its method, its path, what it carried."""
        bodies = self.counter.desks.wire.bodies
        return [
            (method, path, json.loads(body or b"null")) for method, path, body in bodies if method != "GET"
        ]

    @property
    def requests(self) -> int:
        return len(self.counter.desks.wire.bodies)

    @property
    def top(self) -> object:
        """What lies on top."""
        return self.counter.app.screen

    @property
    def form(self) -> FormScreen:
        screen = self.counter.app.screen
        assert isinstance(screen, FormScreen)
        return screen

    @property
    def screen(self) -> StoredObjectScreen:
        screen = self.counter.app.screen
        assert isinstance(screen, StoredObjectScreen)
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys, each once the moment in which a dialog hears none has passed."""
        for key in keys:
            await press(self.counter.pilot, key)
            self.counter.clock.advance(1)

    async def key(self, *keys: str) -> None:
        """Press without waiting for what is being sent."""
        await self.counter.pilot.press(*keys)
        await self.counter.pilot.pause()

    async def type(self, text: str) -> None:
        await type_text(self.counter.pilot, text)

    async def fill(self, **raws: str | bool) -> None:
        """Put values into the fields of the form, as if typed."""
        names = {row.field.name for row in self.form.rows}
        assert names >= set(raws), f"no such field: {set(raws) - names}"
        for row in self.form.rows:
            if row.field.name in raws:
                row.fill(raws[row.field.name])
        await self.counter.pilot.pause()

    def error(self, name: str) -> str:
        """What stands under a field."""
        return str(self.form.query_one(f"#field-{name} .field-note").render()).strip()

    def buttons(self) -> Sequence[str]:
        """The buttons that can be pressed."""
        return [str(each.label) for each in self.counter.app.screen.query(Button) if each.display]

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
        self.counter.desks.wire.bodies.clear()
        return made

    async def at(self, new: New) -> StancerObject:
        """Open the screen of an object that exists."""
        made = await self.make(new)
        kind = kind_of(made.id)
        assert kind is not None
        self.counter.app.open_object(kind, made.id)
        await settled(self.counter.pilot)
        assert isinstance(self.counter.app.screen, StoredObjectScreen)
        self.counter.desks.wire.bodies.clear()
        return made

    async def new(self, key: str) -> None:
        """Choose from the New menu."""
        await self.press("n", key)
        self.counter.desks.wire.bodies.clear()

    def lose_answers(self) -> "Loss":
        """Every write is done and its answer is lost, by the sandbox's own fault, until the block ends."""
        return Loss(self)


class Loss:
    """Puts the sandbox's fault before it."""

    def __init__(self, keeper: Keeper) -> None:
        self._wire = keeper.counter.desks.wire
        self._app = self._wire.app

    def __enter__(self) -> None:
        self._wire.app = FaultMiddleware(
            self._app, faults=Faults(lose_answer=True), latency_ms=0, rate_limit=None, seed=1
        )

    def __exit__(self, *_: object) -> None:
        self._wire.app = self._app


@asynccontextmanager
async def keeper(
    folder: Path, *, mode: Mode = Mode.TEST, size: tuple[int, int] = (100, 40), **terms: Any
) -> AsyncIterator[Keeper]:
    """The program at its first list."""
    async with counter(folder, mode=mode, size=size, terms=terms) as opened:
        yield Keeper(opened)
