"""Several payments on one port, each of which meets its own fate when it is refunded."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.faults.wire import Body, Commit, FaultServer, Listener, Play, Wire

Fate = tuple[Play, Commit]


@dataclass
class BatchServer(Listener):
    """Payments of `amount` each; `fate` says of a request whether it is booked and how it is answered."""

    payments: Sequence[str]
    fate: Callable[[str], Fate]
    amount: int = 2000
    late: float = 0.15
    posts: list[str] = field(default_factory=list)
    on_post: Callable[[str], None] | None = None

    def __post_init__(self) -> None:
        self._of = {
            payment: FaultServer(_unused, Commit.NEVER, payment, amount=self.amount)
            for payment in self.payments
        }

    def refunds(self, payment: str) -> list[Body]:
        """What was really refunded of a payment."""
        return self._of[payment].refunds

    def total(self, payment: str) -> int:
        """What went back of a payment, minor units."""
        return self._of[payment].total

    async def serve(self, wire: Wire) -> None:
        request = await wire.request()
        if request is None:
            return
        payment = request.path.rpartition("/")[2].partition("?")[0]
        if request.method == "POST":
            await self._post(wire, request.body)
        elif payment in self._of:
            await wire.answer(200, json.dumps(self._of[payment].reading()).encode())
        else:
            await wire.answer(404, b'{"error":{"type":"invalid_request_error","message":"none"}}')

    async def _post(self, wire: Wire, body: Body) -> None:
        payment = body["payment"]
        self.posts.append(payment)
        if self.on_post is not None:
            self.on_post(payment)
        play, commit = self.fate(payment)
        own = self._of[payment]
        true = own.refund(body["amount"])
        if commit is Commit.NOW:
            own.refunds.append(true)
        elif commit is Commit.LATE:
            asyncio.get_running_loop().call_later(self.late, own.refunds.append, true)
        await play(wire, true)


async def _unused(_wire: Wire, _true: Body) -> None:
    raise AssertionError("a payment's own server answers nothing here")
