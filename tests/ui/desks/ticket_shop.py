"""The shop that the tickets are about: a few payments whose stories are known, on the sandbox."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot

from stancer_tui.config import UiSettings
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from tests.ui.desks.scripted_api import SECONDS, WireDesks
from tests.ui.driving import NARROW, NOW, demo, screen_text, settled

DAY = 86400


def named(prefix: str, name: str) -> str:
    """The id of the shop's object of this name."""
    return f"{prefix}_{name:0<24}"


ANNA = {"id": named("cust", "anna"), "name": "Anna Roux", "email": "anna@example.org"}
VISA = {"id": named("card", "visa"), "brand": "visa", "last4": "4242", "country": "FR", "name": "Anna Roux"}
GOLD = {"id": named("card", "gold"), "brand": "mastercard", "last4": "4444", "country": "FR"}
ACCOUNT = {"id": named("sepa", "account"), "last4": "2606", "name": "Anna Roux", "bic": "TESTFR21"}
HOME = {"id": named("addr", "home"), "line1": "1 rue Haute", "city": "Lyon", "zip_code": "69001"}


def pay(name: str, minutes: int, **fields: Any) -> dict[str, Any]:
    """A payment made so many minutes ago."""
    return {
        "id": named("paym", name),
        "amount": 3021,
        "currency": "eur",
        "status": "captured",
        "response": "00",
        "created": SECONDS - 60 * minutes,
        "card": GOLD["id"],
    } | fields


def shop() -> dict[str, Any]:
    """A test shop and a live one, from the newest payment to the oldest."""
    payments = [
        pay("refused", 5, status="refused", response="51", order_id="R-51", amount=5990, customer=ANNA["id"]),
        pay("twin", 20, card=VISA["id"], customer=ANNA["id"], amount=4500, order_id="A-7"),
        pay("first", 26, card=VISA["id"], customer=ANNA["id"], amount=4500, order_id="A-7"),
        pay("single", 60, order_id="A-1001", amount=1250, unique_id="cart-77"),
        pay("debit", 90, card=None, sepa=ACCOUNT["id"], amount=9900, order_id="D-1"),
        pay("back", 3 * 1440, amount=6000, order_id="B-1"),
        *(pay(f"filler{number:02d}x", 200 + 60 * number, amount=1000 + number) for number in range(40)),
        pay("lastmonth", 10 * 1440, order_id="OLD-10", card=VISA["id"], amount=777),
        pay("longago", 40 * 1440, order_id="OLD-40", amount=778),
    ]
    refund = {
        "id": named("refd", "back"),
        "payment": named("paym", "back"),
        "amount": 2000,
        "status": "refund_sent",
        "created": SECONDS - 2 * DAY,
    }
    dispute = {
        "id": named("dspt", "lost"),
        "payment": named("paym", "debit"),
        "amount": 9900,
        "currency": "eur",
    }
    payout = {"id": named("pout", "june"), "amount": 9400, "currency": "eur", "created": SECONDS - 3 * DAY}
    test = {
        "customers": [ANNA],
        "cards": [VISA, GOLD],
        "sepa": [ACCOUNT],
        "addresses": [HOME],
        "payments": payments,
        "refunds": [refund],
        "disputes": [dispute | {"created": SECONDS - DAY, "response": "13.1"}],
    }
    live = {
        "payments": [pay("live", 10, amount=9900, order_id="L-1", unique_id="only-live")],
        "payouts": [payout | {"status": "paid"}],
    }
    return {"test": test, "live": live}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was sent."""

    method: str
    path: str
    query: str


class Ear:
    """Hears every request on its way to the sandbox; `refuse` may answer instead of it."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.asked: list[Asked] = []
        self.refuse: Callable[[Asked], int | None] = lambda asked: None
        self.hold: Callable[[Asked], Awaitable[None]] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = Asked(scope["method"], scope["path"], scope["query_string"].decode())
        self.asked.append(asked)
        if self.hold is not None:
            await self.hold(asked)
        status = self.refuse(asked)
        if status is None:
            await self.app(scope, receive, send)
            return
        body = json.dumps({"error": {"type": "x", "message": "No"}}).encode()
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class AgentDesks(WireDesks):
    """Desks on the shop; `add` puts a payment into it while the program runs."""

    def __init__(self, folder: Path, data: dict[str, Any] | None = None) -> None:
        file = folder / "shop.json"
        file.write_text(json.dumps(data or shop()), encoding="utf-8")
        self.clock = FixedClock(NOW)
        application = create_app(SandboxSettings(data=file, payments=0, now=self.clock))
        self.sandbox = application.state.sandbox
        self.ear = Ear(application)
        self.opened: dict[Mode, Any] = {}
        super().__init__(app=self.ear)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), UTC)

    async def open(self, mode: Mode) -> Any:
        self.opened[mode] = await super().open(mode)
        return self.opened[mode]

    async def aclose(self) -> None:
        await super().aclose()
        self.sandbox.close()

    @property
    def asked(self) -> list[Asked]:
        """Every request so far."""
        return self.ear.asked


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent at the program, with the shop behind it."""

    pilot: Pilot[int]
    desks: AgentDesks

    async def paste(self, text: str) -> None:
        """Paste, as a terminal does."""
        self.pilot.app.post_message(events.Paste(text))
        await settled(self.pilot)

    def since(self, mark: int) -> list[str]:
        """The requests after so many."""
        return [f"{asked.method} {asked.path}?{asked.query}" for asked in self.desks.asked[mark:]]


def text_of(at: Agent) -> str:
    """The screen that the agent sees."""
    return screen_text(at.pilot.app)


@asynccontextmanager
async def agent(
    folder: Path,
    size: tuple[int, int] = NARROW,
    *,
    mode: Mode = Mode.TEST,
    data: dict[str, Any] | None = None,
    settings: UiSettings | None = None,
) -> AsyncIterator[Agent]:
    """The program at its Payments list, loaded."""
    desks = AgentDesks(folder, data)
    async with demo(size, mode=mode, desks=desks, settings=settings) as pilot:
        yield Agent(pilot, desks)
