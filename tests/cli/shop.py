"""A shop behind a gate: a sandbox on a socket, whose refunds a test can hold, lose or refuse."""

import asyncio
import threading
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.data_file import read_data
from stancer_tui.sandbox.kinds import PAYMENT, REFUND
from stancer_tui.sandbox.rules.refunds import create_refund

REFUSAL = "Not\x1b[2J today\u202e"


class Way(Enum):
    """What the gate does with a POST."""

    OPEN = auto()
    HOLD = auto()
    """The refund is made; its answer waits until the test lets it go."""
    STALL = auto()
    """Nothing is made, nothing is answered until the test lets it go; then the connection is lost."""
    DROP = auto()
    """Nothing is made, the connection is lost."""
    REFUSE = auto()


class Gate:
    """Stands between the wire and the sandbox; for each test as new."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None
        self.renew()

    def renew(self) -> None:
        """Forget the test before."""
        self.way = Way.OPEN
        self.posts = 0
        self.arrived = threading.Event()
        self.go = threading.Event()

    def behind(self, app: ASGIApp) -> ASGIApp:
        """The sandbox is `app`."""
        self.app = app
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        if scope["type"] != "http" or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        self.posts += 1
        way, go = self.way, self.go
        if way is Way.OPEN:
            await self.app(scope, receive, send)
        elif way is Way.REFUSE:
            error = {"type": "api_error", "message": REFUSAL}
            await JSONResponse({"error": error}, 409)(scope, receive, send)
        elif way is Way.HOLD:
            answer: list[Message] = []

            async def keep(message: Message) -> None:
                answer.append(message)

            await self.app(scope, receive, keep)
            self.arrived.set()
            await asyncio.to_thread(go.wait)
            for message in answer:
                await send(message)
        else:
            self.arrived.set()
            if way is Way.STALL:
                await asyncio.to_thread(go.wait)
            # No server writes a header that HTTP forbids: it closes the connection before the first byte.
            await send({"type": "http.response.start", "status": 200, "headers": [(b"answer lost", b"")]})


@dataclass
class Shop:
    """Where the shop's API is, and what stands in it."""

    url: str
    sandbox: Sandbox
    gate: Gate
    live: bool = field(default=False)

    def payment(self, status: str = "captured", *, amount: int = 5000, currency: str = "eur") -> str:
        """A new payment."""
        payment: dict[str, Any] = {
            "id": self.sandbox.new_id(PAYMENT),
            "amount": amount,
            "currency": currency,
            "status": status,
            "created": self.sandbox.clock(),
        }
        part = "live" if self.live else "test"
        rows = read_data({part: {"payments": [payment]}}, self.sandbox.clock())
        self.sandbox.store.add(self.live, rows[self.live])
        return str(payment["id"])

    def refund(self, payment: str, amount: int) -> str:
        """A refund that somebody else makes."""
        with self.sandbox.store.transaction():
            return str(create_refund(self.sandbox, self.live, {"payment": payment, "amount": amount})["id"])

    def refunds(self, payment: str) -> dict[str, int]:
        """What was refunded of a payment: amounts by id."""
        found = self.sandbox.store.children(self.live, REFUND, payment)
        return {each["id"]: each["amount"] for each in found}
