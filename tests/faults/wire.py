"""A server on a raw socket that keeps one payment, really books refunds, and fails on the wire as told."""

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from enum import StrEnum
from itertools import count
from time import time
from types import TracebackType
from typing import Any, Self

JSON = b"application/json"

_IDS = count(1)

Body = dict[str, Any]


class Commit(StrEnum):
    """Whether the server books the refund of a request that it then answers badly."""

    NEVER = "not committed"
    NOW = "committed"
    LATE = "commits late"


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    body: Body


class Wire:
    """One connection, seen from the server: bytes in, bytes out, and every way to end it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def request(self) -> Request | None:
        """The whole request, or None when the client has gone."""
        try:
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            method, path, _ = head.split("\r\n", 1)[0].split(" ", 2)
            length = next(
                (
                    int(line.split(":")[1])
                    for line in head.split("\r\n")
                    if line.lower().startswith("content-length:")
                ),
                0,
            )
            body = await self._reader.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        return Request(method, path, json.loads(body) if body else {})

    async def write(self, data: bytes) -> None:
        """Send bytes. Raises ConnectionError once the client has gone."""
        if self._writer.transport.is_closing():
            raise ConnectionResetError
        self._writer.write(data)
        await self._writer.drain()

    async def answer(
        self, status: int, body: bytes, *, headers: bytes = b"", kind: bytes = b"application/json"
    ) -> None:
        """A well-formed answer."""
        await self.write(head(status, len(body), headers=headers, kind=kind) + body)

    def reset(self) -> None:
        """Break the connection off (RST)."""
        sock: socket.socket = self._writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()

    def half_close(self) -> None:
        """Say that nothing more will come (FIN), and go on listening."""
        if self._writer.can_write_eof():
            self._writer.write_eof()

    async def silence(self) -> None:
        """Say nothing until the client goes."""
        await self._reader.read()

    async def close(self) -> None:
        """End the connection in order (FIN)."""
        self._writer.close()
        try:
            await self._writer.wait_closed()
        except ConnectionError:
            return


def head(
    status: int, length: int | None, *, headers: bytes = b"", kind: bytes = b"application/json"
) -> bytes:
    """Status line and headers, with the server's clock."""
    size = b"" if length is None else b"Content-Length: %d\r\n" % length
    return b"HTTP/1.1 %d Said\r\nDate: %s\r\nContent-Type: %s\r\n%s%s\r\n" % (
        status,
        formatdate(usegmt=True).encode(),
        kind,
        size,
        headers,
    )


Play = Callable[[Wire, Body], Awaitable[None]]
"""How a connection goes on after the request was read and its refund booked or not; gets the true answer."""


class Listener:
    """Serves connections on a port of its own, and ends those that are open when it is left."""

    port = 0
    connections = 0

    async def serve(self, wire: Wire) -> None:
        """Read the request of one connection, and answer it or not."""
        raise NotImplementedError

    async def __aenter__(self) -> Self:
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

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self.connections += 1
        wire = Wire(reader, writer)
        try:
            await self.serve(wire)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            await wire.close()


@dataclass
class FaultServer(Listener):
    """One payment on one port. The first refund request meets `play` and `commit`, later ones fare well."""

    play: Play
    commit: Commit
    payment: str
    amount: int = 5000
    status: str = "captured"
    late: float = 0.15
    before_reading: bool = False
    """Whether the fault falls on the connection itself, before a byte of the request is read."""
    refunds: list[Body] = field(default_factory=list)
    posts: int = 0
    reads: int = 0
    spent: bool = False
    """Whether the fault has been met."""
    on_post: Callable[[Body], None] | None = None

    @property
    def total(self) -> int:
        """What was really refunded, minor units."""
        return sum(refund["amount"] for refund in self.refunds)

    def book(self, amount: int) -> Body:
        """Make a refund."""
        refund = self.refund(amount)
        self.refunds.append(refund)
        return refund

    def refund(self, amount: int) -> Body:
        """What a refund looks like, made or not."""
        return {
            "id": f"refd_{next(_IDS):024}",
            "payment": self.payment,
            "amount": amount,
            "currency": "eur",
            "status": "to_refund",
            "created": int(time()),
            "live_mode": False,
        }

    async def serve(self, wire: Wire) -> None:
        blind = self.before_reading and self.commit is Commit.NEVER
        if blind and self.connections == 3 and not self.spent:  # two readings come before the refund
            self.spent = True
            await self.play(wire, {})
            return
        request = await wire.request()
        if request is None:
            return
        if request.method == "POST":
            await self._post(wire, request)
        elif request.path.startswith("/v1/checkout/"):
            self.reads += 1
            await wire.answer(200, json.dumps(self.reading()).encode())
        else:
            await wire.answer(404, b'{"error":{"type":"invalid_request_error","message":"none"}}')

    async def _post(self, wire: Wire, request: Request) -> None:
        self.posts += 1
        if self.on_post is not None:
            self.on_post(request.body)
        amount = request.body["amount"]
        if self.spent:
            await wire.answer(200, json.dumps(self.book(amount)).encode())
            return
        self.spent = True
        true = self.refund(amount)
        if self.commit is Commit.NOW:
            self.refunds.append(true)
        elif self.commit is Commit.LATE:
            asyncio.get_running_loop().call_later(self.late, self.refunds.append, true)
        await self.play(wire, true)

    def reading(self) -> Body:
        """The payment as it is read."""
        return {
            "id": self.payment,
            "amount": self.amount,
            "currency": "eur",
            "status": self.status,
            "refunds": self.refunds,
            "live_mode": False,
        }
