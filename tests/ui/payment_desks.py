"""Payments created and changed through the running program: a shop, a wire, forms filled by name."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from textual.widgets import Button

from stancer_tui.api.resources.cards import NewCard
from stancer_tui.api.resources.new_payment import NewPayment
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment import Payment
from stancer_tui.services.lookout import Watch
from stancer_tui.services.payment_writing import PaymentWriting
from stancer_tui.ui.forms.screen import FormScreen
from stancer_tui.ui.screens.payment import PaymentScreen
from tests.ui.driving import press, settled, type_text
from tests.ui.refund_desks import Counter, RefundClock, counter

PUBLIC = {Mode.TEST: "ptest_" + "p" * 24, Mode.LIVE: "pprod_" + "p" * 24}
QUICK = Watch(delays=(0.01,), until=0.02)
PATIENT = Watch(delays=(3600,))
BACK = "https://shop.example/back"


@dataclass(frozen=True)
class Till:
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
    def writes(self) -> list[tuple[str, Any]]:
        """Every write so far: its method and what it carried."""
        bodies = self.counter.wire.bodies
        return [(method, json.loads(body or b"null")) for method, _, body in bodies if method != "GET"]

    @property
    def form(self) -> FormScreen:
        screen = self.counter.app.screen
        assert isinstance(screen, FormScreen)
        return screen

    async def press(self, *keys: str) -> None:
        for key in keys:
            await press(self.counter.pilot, key)
            self.counter.clock.advance(1)

    async def type(self, text: str) -> None:
        await type_text(self.counter.pilot, text)

    async def key(self, *keys: str) -> None:
        """Press without waiting for what is being sent or looked for."""
        await self.counter.pilot.press(*keys)
        await self.counter.pilot.pause()

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

    def shown(self, name: str) -> bool:
        """Whether a field is there."""
        return bool(self.form.query_one(f"#field-{name}").display)

    async def push(self, name: str) -> None:
        """Press a button of what is on top."""
        button = self.counter.app.screen.query_one(f"#{name}", Button)
        assert button.display
        button.focus()
        await self.press("enter")

    async def push_now(self, name: str) -> None:
        """Press a button without waiting for what is being looked for."""
        self.counter.clock.advance(1)
        self.counter.app.screen.query_one(f"#{name}", Button).press()
        await self.counter.pilot.pause()

    async def until_notice(self, words: str) -> None:
        """Wait until a notice says so."""
        async with asyncio.timeout(15):
            while words not in self.notices:
                await self.counter.pilot.pause(0.01)

    def buttons(self) -> Sequence[str]:
        """The buttons that can be pressed."""
        return [str(each.label) for each in self.counter.app.screen.query(Button) if each.display]

    async def card(self) -> str:
        """A card that Stancer keeps."""
        new = NewCard(number="4111111111111111", exp_month=12, exp_year=2032, cvc="123")
        return (await self.desk.client.cards.create(new)).id

    async def account(self) -> str:
        """A SEPA account that Stancer keeps."""
        new = NewSepa(iban="FR1420041010050500013M02606", name="Pierre Martin")
        return (await self.desk.client.sepa.create(new)).id

    async def given(self, **fields: Any) -> Payment:
        """A payment that exists already; what made it is no write of the test's."""
        new = NewPayment(amount=fields.pop("amount", 3021), currency="eur", **fields)
        made = await self.desk.client.payments.create(new)
        self.counter.wire.bodies.clear()
        return made

    async def at(self, payment: Payment) -> None:
        """Open the screen of a payment."""
        app = self.counter.app
        app.open_payment(app.screen, payment.id)  # type: ignore[arg-type] # a desk screen
        await settled(self.counter.pilot)
        assert isinstance(app.screen, PaymentScreen)
        self.counter.wire.bodies.clear()

    async def until(self, words: str) -> None:
        await self.counter.until(words)

    async def read(self, payment: Payment) -> Payment:
        """The payment as the sandbox has it now."""
        return await self.desk.client.payments.get(payment.id)


@asynccontextmanager
async def till(
    folder: Path,
    *,
    mode: Mode = Mode.TEST,
    size: tuple[int, int] = (100, 40),
    watch: Watch = PATIENT,
    read_only: bool = False,
) -> AsyncIterator[Till]:
    """The program at the payments of the shop, the public key known."""
    async with counter(folder, mode=mode, size=size) as opened:
        desk = opened.desks.opened[mode]
        vars(desk)["payment_writing"] = PaymentWriting(
            desk.client.payments, RefundClock(), errands=desk.errands, watch=watch
        )
        if read_only:
            desk = replace(desk, read_only=True)
            opened.app.desks._open[mode] = opened.desks.opened[mode] = desk
            opened.app.places.refresh()
            await settled(opened.pilot)
        desk.page_keys.take(mode, PUBLIC[mode])
        yield Till(opened)
