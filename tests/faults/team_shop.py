"""A server with many payments: it books refunds, loses answers, books late or refuses, as drawn."""

import asyncio
import random
from collections import defaultdict
from itertools import count
from time import time

from tests.faults.faults import encoded
from tests.faults.wire import Body, Commit, Listener, Wire

AMOUNT = 1250
LATE = 0.15
_IDS = count(1)


def payment_id(number: int) -> str:
    """The payment of a number."""
    return f"paym_{number:024}"


class TeamShop(Listener):
    """Payments of 50.00, as many as are asked for; every refund request meets a fate of its own."""

    def __init__(self, draw: random.Random) -> None:
        self.refunds: dict[str, list[Body]] = defaultdict(list)
        self.posts: dict[str, list[int]] = defaultdict(list)
        """The amounts that were asked for of each payment, in minor units."""
        self.asked = 0
        """Refund requests that came in."""
        self._draw = draw

    def done(self) -> frozenset[int]:
        """The numbers of the payments that have a refund."""
        return frozenset(int(payment.rpartition("_")[2]) for payment, made in self.refunds.items() if made)

    def booked(self, payment: str) -> set[str]:
        """The refunds that were made of a payment."""
        return {refund["id"] for refund in self.refunds.get(payment, ())}

    async def serve(self, wire: Wire) -> None:
        request = await wire.request()
        if request is None:
            return
        if request.method == "POST":
            await self._post(wire, request.body)
        elif request.path.startswith("/v1/checkout/"):
            await wire.answer(200, encoded(self._reading(request.path.rsplit("/", 1)[1])))
        else:
            await wire.answer(404, b'{"error":{"type":"invalid_request_error","message":"none"}}')

    async def _post(self, wire: Wire, body: Body) -> None:
        payment, amount = body["payment"], body["amount"]
        self.posts[payment].append(amount)
        self.asked += 1
        refund = {
            "id": f"refd_{next(_IDS):024}",
            "payment": payment,
            "amount": amount,
            "currency": "eur",
            "status": "to_refund",
            "created": int(time()),
            "live_mode": False,
        }
        commit = self._draw.choices(list(Commit), weights=(2, 5, 2))[0]
        if commit is Commit.NOW:
            self.refunds[payment].append(refund)
        elif commit is Commit.LATE:
            asyncio.get_running_loop().call_later(LATE, self.refunds[payment].append, refund)
        await asyncio.sleep(self._draw.uniform(0, 0.05))
        kind = self._draw.random()
        if kind < 0.55 and commit is Commit.NOW:
            await wire.answer(200, encoded(refund))
        elif kind < 0.6:  # a no that may not be true
            await wire.answer(409, encoded({"error": {"type": "x", "message": "not now"}}))
        elif kind < 0.8:
            wire.reset()
        else:
            await wire.silence()

    def _reading(self, payment: str) -> Body:
        return {
            "id": payment,
            "amount": 5000,
            "currency": "eur",
            "status": "captured",
            "refunds": list(self.refunds.get(payment, ())),
            "live_mode": False,
        }
