"""Several payments on one port, each of which meets its own fate when it is refunded."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from tests.faults.wire import Body, Commit, FaultServer, Play, Wire

Fate = tuple[Play, Commit]


@dataclass
class BatchServer:
    """Payments of `amount` each; `fate` says of a request whether it is booked and how it is answered."""

    payments: Sequence[str]
    fate: Callable[[str], Fate]
    amount: int = 2000
    late: float = 0.15
    posts: list[str] = field(default_factory=list)
    on_post: Callable[[str], None] | None = None
    port: int = 0

    async def __aenter__(self) -> Self:
        self._of = {
            payment: FaultServer(_unused, Commit.NEVER, payment, amount=self.amount)
            for payment in self.payments
        }
        self._tasks: set[asyncio.Task[None]] = set()
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=1 << 20)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self._server.wait_closed()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def refunds(self, payment: str) -> list[Body]:
        """What was really refunded of a payment."""
        return self._of[payment].refunds

    def total(self, payment: str) -> int:
        """What went back of a payment, minor units."""
        return self._of[payment].total

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        wire = Wire(reader, writer)
        try:
            await self._serve(wire)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            await wire.close()

    async def _serve(self, wire: Wire) -> None:
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
