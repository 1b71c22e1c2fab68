"""One client fetching every payment once, in a process of its own; prints seconds and megabytes as JSON.

`python -m tests.benchmarks.fetch ours|official|raw|bytes PORT [--ca FILE]`
"""

import argparse
import asyncio
import json
import re
import resource
import ssl
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from stancer_tui.sandbox.keys import DEMO_SECRET_TEST

IN_FLIGHT = 8
PAGE = 100
SPAN = re.compile(rb'"start": (?P<start>\d+), "end": (?P<end>\d+).*"has_more": (?P<more>\w+)')

MANY = 100_000
"""Payments at the beginning and at the end whose times are compared; a quarter where there are few."""


@dataclass(frozen=True, slots=True)
class Came:
    """The payments that came, and when so many were there, where that is of interest."""

    count: int
    moments: tuple[tuple[int, float], ...] = ()

    def ends(self) -> dict[str, float]:
        """Seconds of the first and of the last many."""
        many = min(MANY, self.count // 4)
        if not self.moments or not many:
            return {}
        first = next(moment for count, moment in self.moments if count >= many)
        last = next(moment for count, moment in self.moments if count >= self.count - many)
        return {"first": first - self.moments[0][1], "last": self.moments[-1][1] - last}


async def ours(port: int, ca: Path | None) -> Came:
    """The desk's own way: pages walked, rows kept in the index."""
    del ca  # SSL_CERT_FILE names it
    from pydantic import SecretStr

    from stancer_tui.api import StancerClient
    from stancer_tui.models.payment_batch import payment_rows
    from stancer_tui.models.payment_row import payment_row
    from stancer_tui.render.search_text import search_text
    from stancer_tui.store.bulk import keeping_many
    from stancer_tui.store.payment_index import PaymentIndex

    scheme = "https" if "--ca" in sys.argv else "http"
    index = PaymentIndex(search_text)
    client = StancerClient(SecretStr(DEMO_SECRET_TEST), base_url=f"{scheme}://localhost:{port}")
    moments = [(0, time.perf_counter())]
    with keeping_many():
        walk = client.payments.walk(created=1, until=time.time(), read=payment_row, read_page=payment_rows)
        async with client, aclosing(walk) as pages:
            async for page in pages:
                index.add(page.items)
                moments.append((len(index), time.perf_counter()))
    return Came(len(index), tuple(moments))


def _payments_in(body: bytes) -> tuple[int, bool]:
    payments = json.loads(body).get("payments", [])
    return len(payments), len(payments) < PAGE


def _bytes_of(body: bytes) -> tuple[int, bool]:
    """What the page says of its place; none of its payments is looked at."""
    span = SPAN.search(body, 0, 200)
    if span is None:
        return 0, True
    return int(span["end"]) - int(span["start"]) + 1, span["more"] == b"false"


async def raw(port: int, ca: Path | None, read: Callable[[bytes], tuple[int, bool]] = _payments_in) -> Came:
    """The floor: sockets that stay open, as many requests in flight, each answer let go once it was `read`.

    `read` gives the payments of an answer, and whether it is the last one.
    """
    context = ssl.create_default_context(cafile=ca) if ca is not None else None
    headers = f"Host: localhost\r\nAuthorization: Basic {b64encode(f'{DEMO_SECRET_TEST}:'.encode()).decode()}"
    found, following, over = 0, 0, False

    async def work() -> None:
        nonlocal found, following, over
        reader, writer = await asyncio.open_connection("localhost", port, ssl=context, limit=1 << 18)
        while not over:
            start, following = following, following + PAGE
            target = f"/v1/checkout/?created=1&limit={PAGE}&start={start}"
            writer.write(f"GET {target} HTTP/1.1\r\n{headers}\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            payments, last = read(await reader.readexactly(length))
            found += payments
            over |= last
        writer.close()

    await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))
    return Came(found)


async def counted(port: int) -> Came:
    """The floor of P11: nothing is looked at but where a page ends."""
    return await raw(port, None, _bytes_of)


def official(port: int) -> Came:
    """The official library, as its documentation lists payments."""
    import stancer  # type: ignore[import-untyped,import-not-found,unused-ignore] # an extra of the benchmarks

    config = stancer.Config()
    config.keys = DEMO_SECRET_TEST
    config.mode = stancer.Config.TEST_MODE
    config.host = "localhost"
    config.port = port
    found = [payment for payment in stancer.Payment.list(created=1, limit=PAGE)]  # noqa: C416 - all are kept
    return Came(len(found))


def _import_ours() -> None:
    for name in (
        "stancer_tui.api.transport",
        "stancer_tui.api.client",
        "stancer_tui.models.payment_batch",
        "stancer_tui.render.columns",
        "stancer_tui.store.bulk",
        "stancer_tui.store.payment_index",
        "anyio._backends._asyncio",
        "httpcore",
        "pydantic.types",
    ):
        import_module(name)


IMPORTS: dict[str, Callable[[], object]] = {
    "ours": _import_ours,
    "official": lambda: import_module("stancer"),
    "raw": lambda: None,
    "bytes": lambda: None,
}
"""What each client imports before its time begins."""


def fetched(client: str, port: int, ca: Path | None) -> Came:
    """Let one client fetch everything."""
    match client:
        case "official":
            return official(port)
        case "ours":
            return asyncio.run(ours(port, ca))
        case "raw":
            return asyncio.run(raw(port, ca))
        case _:
            return asyncio.run(counted(port))


def main() -> None:
    """Fetch, and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("client", choices=tuple(IMPORTS))
    parser.add_argument("port", type=int)
    parser.add_argument("--ca", type=Path)
    given = parser.parse_args()
    IMPORTS[given.client]()
    started, processor = time.perf_counter(), time.process_time()
    came = fetched(given.client, given.port, given.ca)
    taken, spent = time.perf_counter() - started, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"count": came.count, "seconds": taken, "cpu": spent, "mb": peak} | came.ends()))


if __name__ == "__main__":
    main()
