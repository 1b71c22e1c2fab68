"""A server that costs almost nothing: payments written out beforehand, pages cut from them.

What is measured against it is the client alone. `python -m tests.benchmarks.serving N` prints its port; with
`--delay MS` every byte travels half of it each way, so that setting up a connection pays for its trips too.
"""

import argparse
import asyncio
import json
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from subprocess import PIPE, Popen
from urllib.parse import parse_qsl, urlsplit

from tests.benchmarks.payments import items

ROOT = Path(__file__).parent.parent.parent
SPACING = 75
"""Seconds between two payments: 100,000 are 87 days. More are closer together, within the same days."""


class Pages:
    """The list of payments as bytes, oldest first."""

    def __init__(self, count: int, newest: int) -> None:
        spacing = min(SPACING, SPACING * 100_000 // count)
        self._items = [json.dumps(item).encode() for item in items(count, newest, spacing)]
        self._items.reverse()
        self._created = [newest - spacing * (count - 1 - place) for place in range(count)]

    def answer(self, target: str) -> tuple[int, bytes]:
        """The status and the body for a path with its query."""
        parts = urlsplit(target)
        if not parts.path.startswith("/v1/checkout"):
            return 404, b'{"error": {"type": "invalid_request_error", "message": "Nothing"}}'
        query = dict(parse_qsl(parts.query))
        start, limit = int(query.get("start", 0)), int(query.get("limit", 10))
        first = bisect_left(self._created, int(query.get("created", 0))) + start
        page = self._items[first : first + limit]
        if not page:
            return 404, b'{"error": {"type": "invalid_request_error", "message": "Nothing"}}'
        more = first + limit < len(self._items)
        span = {"start": start, "end": start + len(page) - 1, "limit": limit, "has_more": more}
        head = b'{"live_mode": false, "range": ' + json.dumps(span).encode()
        return 200, head + b', "payments": [' + b", ".join(page) + b"]}"


class Http(asyncio.Protocol):
    """Just enough of HTTP/1.1 for the clients that are measured."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what is written to."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole; none of them has a body."""
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            status, body = self._pages.answer(head.split(b" ", 2)[1].decode())
            reason = "OK" if status == 200 else "Not Found"
            self._transport.write(
                f"HTTP/1.1 {status} {reason}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )


class Delay:
    """A line of a certain length: every byte arrives half a round trip later."""

    def __init__(self, port: int, seconds: float) -> None:
        self._port = port
        self._half = seconds / 2

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, in both directions."""
        await asyncio.sleep(self._half * 2)  # the handshake of TCP
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        with suppress(ConnectionError):  # a client that is done hangs up
            await asyncio.gather(self._pour(reader, far_writer), self._pour(far_reader, writer))

    async def _pour(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        while data := await reader.read(1 << 18):
            loop.call_later(self._half, writer.write, data)
        loop.call_later(self._half, writer.close)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A key and certificate for localhost, and the authority that signed it, as files."""
    import trustme

    authority = trustme.CA()
    server, trusted = folder / "server.pem", folder / "trusted.pem"
    authority.issue_cert("localhost", "127.0.0.1").private_key_and_cert_chain_pem.write_to_path(server)
    authority.cert_pem.write_to_path(trusted)
    return server, trusted


async def _serve(count: int, tls: Path | None, delay: float) -> None:
    pages = Pages(count, int(time.time()) - 60)
    context = None
    if tls is not None:
        context = SSLContext(PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate(tls)[0])
    server = await asyncio.get_running_loop().create_server(lambda: Http(pages), "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    if delay:
        line = await asyncio.start_server(Delay(port, delay).carry, "127.0.0.1", 0)
        port = line.sockets[0].getsockname()[1]
    print(port, flush=True)
    await server.serve_forever()


@contextmanager
def served(count: int, *, tls: Path | None = None, delay_ms: int = 0) -> Iterator[int]:
    """A server in a process of its own; the value is its port."""
    command = [sys.executable, "-m", "tests.benchmarks.serving", str(count), "--delay", str(delay_ms)]
    command += ["--tls", str(tls)] if tls is not None else []
    with Popen(command, cwd=ROOT, stdout=PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--tls", type=Path)
    parser.add_argument("--delay", type=int, default=0, metavar="MS")
    given = parser.parse_args(arguments)
    asyncio.run(_serve(given.count, given.tls, given.delay / 1000))


if __name__ == "__main__":
    main()
