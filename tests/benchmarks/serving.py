"""A server that costs almost nothing: payments written out beforehand, pages cut from them.

What is measured against it is the client alone. `python -m tests.benchmarks.serving N` prints its port; with
`--delay MS` every byte travels half of it each way, so that setting up a connection pays for its trips too.
With `--errors SHARE`, `--limit REQUESTS` it makes trouble, and tells at `/counts` what was asked of it.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from subprocess import PIPE, Popen

from tests.benchmarks.faulty import Faulty, Trouble
from tests.benchmarks.written import Pages, query_of

ROOT = Path(__file__).parent.parent.parent
COUNTS = "/counts"
"""Where the server tells how many requests came."""


class Http(asyncio.Protocol):
    """Just enough of HTTP/1.1 for the clients that are measured."""

    def __init__(self, pages: Pages, faulty: Faulty | None) -> None:
        self._pages = pages
        self._faulty = faulty
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
            self._answer(head.split(b" ", 2)[1].decode())

    def _answer(self, target: str) -> None:
        query = query_of(target)
        if self._faulty is not None and query is not None:
            refusal = self._faulty.refusal(self._pages.first(query), time.monotonic())
            if refusal is not None:
                self._write(refusal.status, [refusal.body], refusal.headers)
                return
        if self._faulty is not None and target == COUNTS:
            self._write(200, [self._faulty.counts()])
            return
        self._write(*self._pages.answer(target))

    def _write(self, status: int, body: list[bytes | memoryview], headers: str = "") -> None:
        length = sum(len(piece) for piece in body)
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: application/json\r\n"
            f"{headers}Content-Length: {length}\r\n\r\n"
        )
        self._transport.write(b"".join([head.encode(), *body]))


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


async def _serve(count: int, tls: Path | None, delay: float, trouble: Trouble | None) -> None:
    pages = Pages(count, int(time.time()) - 60)
    faulty = None if trouble is None else Faulty(trouble)
    context = None
    if tls is not None:
        context = SSLContext(PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate(tls)[0])
    server = await asyncio.get_running_loop().create_server(
        lambda: Http(pages, faulty), "127.0.0.1", 0, ssl=context
    )
    port = server.sockets[0].getsockname()[1]
    if delay:
        line = await asyncio.start_server(Delay(port, delay).carry, "127.0.0.1", 0)
        port = line.sockets[0].getsockname()[1]
    print(port, flush=True)
    await server.serve_forever()


@contextmanager
def served(
    count: int, *, tls: Path | None = None, delay_ms: int = 0, trouble: Trouble | None = None
) -> Iterator[int]:
    """A server in a process of its own; the value is its port."""
    command = [sys.executable, "-m", "tests.benchmarks.serving", str(count), "--delay", str(delay_ms)]
    command += ["--tls", str(tls)] if tls is not None else []
    if trouble is not None:
        options = {"--errors": trouble.errors, "--limit": trouble.limit, "--seed": trouble.seed}
        command += [str(word) for option in options.items() for word in option]
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
    parser.add_argument("--errors", type=float, metavar="SHARE", help="of the answers, which are 500")
    parser.add_argument("--limit", type=int, default=0, metavar="REQUESTS", help="a second; above it 429")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    trouble = None if given.errors is None else Trouble(given.errors, given.limit, given.seed)
    asyncio.run(_serve(given.count, given.tls, given.delay / 1000, trouble))


if __name__ == "__main__":
    main()
