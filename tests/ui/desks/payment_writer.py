"""Payments created and changed through the running program."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.widgets import Button

from stancer_tui.api.resources.cards import NewCard
from stancer_tui.api.resources.new_payment import NewPayment
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment import Payment
from stancer_tui.services.payments.writing import PaymentWriting
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.ui.payments.screen import PaymentScreen
from tests.ui.desks.form_writer import Writer
from tests.ui.desks.refund_shop import RefundClock, counter
from tests.ui.driving import settled

PUBLIC = {Mode.TEST: "ptest_" + "p" * 24, Mode.LIVE: "pprod_" + "p" * 24}
QUICK = PollSchedule((0.01,), window=0.02)
PATIENT = PollSchedule((3600,), window=120)
BACK = "https://shop.example/back"


@dataclass(frozen=True)
class Till(Writer):
    """At the payments of the shop."""

    @property
    def writes(self) -> list[tuple[str, Any]]:
        """Every write so far: its method and what it carried."""
        return [(method, body) for method, _, body in self.sent]

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
        self.wire.bodies.clear()
        return made

    async def at(self, payment: Payment) -> None:
        """Open the screen of a payment."""
        app = self.counter.app
        app.parts.open_object(Kind.PAYMENT, payment.id)
        await settled(self.counter.pilot)
        assert isinstance(app.screen, PaymentScreen)
        self.wire.bodies.clear()

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
    schedule: PollSchedule = PATIENT,
    read_only: bool = False,
) -> AsyncIterator[Till]:
    """The program at the payments of the shop, the public key known."""
    async with counter(folder, mode=mode, size=size) as opened:
        desk = opened.desks.opened[mode]
        vars(desk)["payment_writing"] = PaymentWriting(
            desk.client.payments, RefundClock(), pending_requests=desk.pending_requests, schedule=schedule
        )
        if read_only:
            vars(desk)["read_only"] = True
            opened.app.parts.desks.take(desk)
            opened.app.parts.places.refresh()
            await settled(opened.pilot)
        desk.page_keys.take(mode, PUBLIC[mode])
        yield Till(opened)
