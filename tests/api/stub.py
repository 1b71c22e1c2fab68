"""A small HTTP server over real sockets whose every byte a test decides."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.limits import Limits, Timeouts

KEY = "stest_SENTINELsentinel0123456a"
QUICK = Limits(backoff=0.001, backoff_cap=0.001)
"""Limits for tests: no pause is waited for."""

PATIENCE = Timeouts(connect=2.0, send=2.0, read_answer=2.0, write_answer=2.0, read_total=5.0, write_total=5.0)
"""Times for tests: long enough never to matter, or replaced by the test that wants them to."""


@dataclass
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str] = field(repr=False)  # they hold the key
    body: bytes
    connection: int

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Script = Callable[[Seen, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Stub:
    """Keeps what arrived; `script` writes the answers."""

    script: Script
    url: str = ""
    seen: list[Seen] = field(default_factory=list)
    connections: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    """Who serves a connection: a loop itself keeps no hold on a task that waits for something of its own."""

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A connection was made."""
        self.tasks.add(asyncio.ensure_future(self.serve(reader, writer)))

    async def aclose(self) -> None:
        """Serve nobody any longer."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        try:
            while not writer.is_closing():
                head = await reader.readuntil(b"\r\n\r\n")
                first, *lines = head.decode("latin-1").split("\r\n")
                method, target, _ = first.split(" ", 2)
                pairs = (line.split(": ", 1) for line in lines if line)
                headers = {name.lower(): value for name, value in pairs}
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                parts = urlsplit(target)
                request = Seen(method, parts.path, dict(parse_qsl(parts.query)), headers, body, number)
                self.seen.append(request)
                self.arrived.set()
                await self.script(request, writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(script: Script) -> AsyncIterator[Stub]:
    """A stub on a free port of this machine."""
    stub = Stub(script)
    server = await asyncio.start_server(stub.connected, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    stub.url = f"http://{host}:{port}"
    try:
        yield stub
    finally:
        server.close()
        await stub.aclose()


@asynccontextmanager
async def talking(
    script: Script, *, limits: Limits = QUICK, timeouts: Timeouts = PATIENCE
) -> AsyncIterator[tuple[StancerClient, Stub]]:
    """A client of a stub."""
    async with serving(script) as stub, client_of(stub, limits=limits, timeouts=timeouts) as client:
        yield client, stub


def client_of(stub: Stub, *, limits: Limits = QUICK, timeouts: Timeouts = PATIENCE) -> StancerClient:
    """A test-mode client of `stub`."""
    return StancerClient(SecretStr(KEY), base_url=stub.url, limits=limits, timeouts=timeouts)


def http(
    status: int,
    payload: object = None,
    *,
    content_type: str = "application/json",
    headers: dict[str, str] | None = None,
) -> bytes:
    """A whole answer; `payload` is JSON unless it is bytes."""
    body = payload if isinstance(payload, bytes) else b"" if payload is None else json.dumps(payload).encode()
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Other"
    lines = [f"HTTP/1.1 {status} {phrase}"]
    if status != 204:
        lines += [f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def always(answer: bytes) -> Script:
    """The same answer to every request."""

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return script


def in_turn(*answers: bytes) -> Script:
    """One answer after the other, the last one for ever."""
    left = list(answers)

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])

    return script


def reset(writer: asyncio.StreamWriter) -> None:
    """Cut the connection with a RST."""
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def refusal(message: object, kind: str = "invalid_request_error") -> dict[str, object]:
    """The API's own error body."""
    return {"error": {"type": kind, "message": message}}


def closing(answer: bytes, *, rst: bool = False) -> Script:
    """The answer, then the end of the connection."""

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()
        if rst:
            reset(writer)
        else:
            writer.close()

    return script
