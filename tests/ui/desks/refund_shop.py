"""Refunds through the running program: a shop of one payment a kind, and a wire that a test holds in hand."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from textual.pilot import Pilot

from stancer_tui.api import StancerClient
from stancer_tui.desk import Account, Desk, SharedLedger
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE, DEMO_SECRET_TEST
from stancer_tui.sandbox.kinds import REFUND
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.app import create_app
from stancer_tui.services.refunds.evidence import Timing
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.store.intent import fingerprint
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.payments.section import PaymentsScreen
from tests.ui.driving import NOW, PARIS, press, screen_text, settled, type_text

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

SIZE = (100, 32)

STATUSES = (
    "captured",
    "disputed",
    "to_capture",
    "authorized",
    "capture_sent",
    "refused",
    "failed",
    "canceled",
    "expired",
)
PART_REFUNDED = "17:54 50.00 EUR ↶ to refund"
"""How the list shows the newest payment of the shop after a partial refund: as far as Stancer says."""

REFUND_STATUSES = ("to_refund", "refund_sent", "refunded", "not_honored", "failed", "payment_canceled")


def payment_id(name: str) -> str:
    """The id of the shop's payment of this name."""
    return "paym_" + name.replace("_", "").ljust(24, "0")


def write_shop(folder: Path, now: int, sold: dict[str, Any] | None = None) -> Path:
    """The shop as a file for the sandbox, or another one that `sold` describes."""
    data = folder / "shop.json"
    data.write_text(json.dumps(sold or shop(now)), encoding="utf-8")
    return data


def shop(start: int) -> dict[str, Any]:
    """One payment a status, of 50.00 EUR, the newest captured; and one a status of a refund."""
    payments = [
        {
            "id": payment_id(status),
            "amount": 5000,
            "currency": "eur",
            "status": status,
            "created": start - 600 * (number + 1),
            "order_id": status,
        }
        for number, status in enumerate(STATUSES)
    ]
    for number, status in enumerate(REFUND_STATUSES):
        name = f"r{status}"
        refund = {
            "id": "refd_" + name.replace("_", "").ljust(24, "0"),
            "amount": 2000,
            "status": status,
            "created": start - 86400,
        }
        payments.append(
            {
                "id": payment_id(name),
                "amount": 5000,
                "currency": "eur",
                "status": "canceled" if status == "payment_canceled" else "captured",
                "created": start - 90000 - number,
                "refunds": [refund],
            }
        )
    return {"test": {"payments": payments}, "live": {"payments": json.loads(json.dumps(payments))}}


class Loss(StrEnum):
    """What happens to a refund's answer."""

    AFTER = "made, and its answer lost"
    BEFORE = "lost on the way, never made"


@dataclass
class Wire:
    """Between the program and the sandbox: counts, keeps bodies, holds requests back, loses answers."""

    app: Any
    bodies: list[tuple[str, str, bytes]] = field(default_factory=list)
    held: asyncio.Event | None = None
    reading: asyncio.Event | None = None
    loss: Loss | None = None
    down: bool = False
    before_post: Callable[[], None] | None = None

    @property
    def posts(self) -> int:
        """Refunds that were asked for."""
        return sum(method == "POST" for method, _, _ in self.bodies)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        pieces = [await receive()]
        while pieces[-1].get("more_body"):
            pieces.append(await receive())
        body = b"".join(piece.get("body", b"") for piece in pieces)
        self.bodies.append((scope["method"], scope["path"], body))

        async def replay() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        if scope["method"] == "GET":
            if self.reading is not None:
                await self.reading.wait()
            if self.down:
                await self._cut(send)
            await self.app(scope, replay, send)
            return
        if self.before_post is not None:
            self.before_post()
        if self.held is not None:
            await self.held.wait()
        if self.loss is Loss.AFTER:
            await self.app(scope, replay, _swallow)
        if self.loss is not None:
            await self._cut(send)
        await self.app(scope, replay, send)

    async def _cut(self, send: Send) -> None:
        # As in the sandbox's own fault: nothing readable comes, and the connection is gone.
        await send({"type": "http.response.start", "status": 200, "headers": [(b"answer lost", b"")]})
        raise ConnectionResetError("the answer is lost")


async def _swallow(_message: Message) -> None:
    return None


QUICK = Timing(PollSchedule((0.01,), window=0), good_readings=2, watch_every=3600)
"""The settle window without its minutes."""

PATIENT = Timing(PollSchedule((3600,), window=120), watch_every=3600)
"""Nothing is read again unless asked for."""


class HandClock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.time += seconds


class RefundClock:
    """The desk's time of day stands still; pauses are real."""

    def now(self) -> datetime:
        return NOW.astimezone(UTC)

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class ShopDesks:
    """Desks on a sandbox with the shop's payments; the journal is in `folder`."""

    demo = True

    def __init__(
        self,
        folder: Path,
        *,
        timing: Timing = PATIENT,
        policy: dict[str, Any] | None = None,
        sold: dict[str, Any] | None = None,
        account: str | None = None,
    ) -> None:
        folder.mkdir(exist_ok=True)
        data = write_shop(folder, int(NOW.timestamp()), sold)
        database = folder / "sandbox.db"
        again = database.exists()
        self.clock = FixedClock(NOW)
        application = create_app(
            SandboxSettings(db=database, data=None if again else data, payments=0, now=self.clock, seed=1)
        )
        self.sandbox = application.state.sandbox
        self.wire = Wire(application)
        journal = Journal(folder / "journal.db", account=account, busy_seconds=0.2)
        self.journal = SharedLedger(lambda: SqliteLedger(journal))
        self.opened: dict[Mode, Desk] = {}
        self._timing = timing
        self._policy = policy or {}

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), UTC)

    async def open(self, mode: Mode) -> Desk:
        key = SecretStr(DEMO_SECRET_LIVE if mode.live else DEMO_SECRET_TEST)
        client = StancerClient(key, app=self.wire)
        policy = replace(RefundPolicy(mode.live), **self._policy)
        desk = Desk(
            mode=mode,
            account=Account(name="Atelier Lune", key="stest_…K3x9", host=None, demo=True),
            read_only=policy.read_only,
            client=client,
            now=self.now,
            shared_ledger=self.journal,
            key_fingerprint=fingerprint(key),
        )
        vars(desk)["refunds"] = RefundsService(
            client.refunds,
            self.journal.ledger,
            RefundClock(),
            policy=policy,
            key_fingerprint=desk.key_fingerprint,
            timing=self._timing,
        )
        self.opened[mode] = desk
        return desk

    async def aclose(self) -> None:
        await self.journal.aclose()
        self.sandbox.close()

    def made(self, name: str = "captured", *, live: bool = False) -> list[dict[str, Any]]:
        """The refunds of a payment at the sandbox."""
        found: list[dict[str, Any]] = self.sandbox.store.children(live, REFUND, payment_id(name))
        return found


@dataclass(frozen=True)
class Counter:
    """The program with a hand on everything: `clock` for the dialogs, `desks` for the wire."""

    pilot: Pilot[int]
    desks: ShopDesks
    clock: HandClock

    @property
    def app(self) -> StancerApp:
        assert isinstance(self.pilot.app, StancerApp)
        return self.pilot.app

    @property
    def wire(self) -> Wire:
        return self.desks.wire

    def shows(self, kind: type[object]) -> bool:
        """Whether a screen of this kind is on top."""
        return isinstance(self.app.screen, kind)

    @property
    def text(self) -> str:
        """The screen as a person reads it, breaks and frames left out; the dialog on top stands first."""
        lines = screen_text(self.app).splitlines()
        dialog = []
        for box in self.app.screen.query(".dialog-box"):
            x, y, width, height = box.region
            dialog = [line[x : x + width] for line in lines[y : y + height]]
        text = " ".join((*dialog, *lines)).translate(str.maketrans("│┃▁", "   "))
        return " ".join(text.split())

    async def choose(self, name: str) -> None:
        """Put the cursor on a payment of the shop."""
        screen = self.app.screen
        assert isinstance(screen, PaymentsScreen)
        assert screen.table.move_to(payment_id(name))
        await settled(self.pilot)

    async def open_form(self, name: str = "captured") -> None:
        """Press r on a payment."""
        await self.choose(name)
        await press(self.pilot, "r")

    async def type_amount(self, text: str) -> None:
        """Type into the field that has the focus."""
        await type_text(self.pilot, text)

    async def to_confirm(self, amount: str | None = "12.50", name: str = "captured") -> None:
        """Open the form, type an amount, and let the question be asked; its deaf moment has passed."""
        await self.open_form(name)
        if amount is not None:
            await self.type_amount(amount)
        await press(self.pilot, "enter")
        self.clock.advance(1)

    async def send(self, amount: str | None = "12.50", name: str = "captured") -> None:
        """Refund, without waiting for what comes of it."""
        await self.to_confirm(amount, name)
        await self.pilot.press("tab", "enter")
        await self.pilot.pause()

    async def until(self, words: str) -> None:
        """Wait until the screen says so, and what it says has the room that it needs."""
        async with asyncio.timeout(15):
            while words not in self.text:
                await self.pilot.pause(0.01)
            await self.pilot.pause()


@asynccontextmanager
async def counter(
    folder: Path,
    *,
    mode: Mode = Mode.TEST,
    size: tuple[int, int] = SIZE,
    timing: Timing = PATIENT,
    policy: dict[str, Any] | None = None,
    sold: dict[str, Any] | None = None,
    mask: bool = False,
    account: str | None = None,
) -> AsyncIterator[Counter]:
    """The program at the counter of the shop; the same folder is the same sandbox and journal."""
    desks = ShopDesks(folder, timing=timing, policy=policy, sold=sold, account=account)
    clock = HandClock()
    app = StancerApp(desks, mode=mode, zone=PARIS, clock=clock, mask=mask)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield Counter(pilot, desks, clock)
