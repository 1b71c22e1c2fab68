"""One client fetching every payment once, in a process of its own; prints seconds and megabytes as JSON.

`python -m tests.benchmarks.fetch ours|official|raw PORT [--ca FILE]`
"""

import argparse
import asyncio
import json
import resource
import ssl
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import aclosing
from importlib import import_module
from pathlib import Path

from stancer_tui.sandbox.keys import DEMO_SECRET_TEST

IN_FLIGHT = 8


async def ours(port: int, ca: Path | None) -> int:
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
    with keeping_many():
        walk = client.payments.walk(created=1, until=time.time(), read=payment_row, read_page=payment_rows)
        async with client, aclosing(walk) as pages:
            async for page in pages:
                index.add(page.items)
    return len(index)


async def raw(port: int, ca: Path | None) -> int:
    """The floor: sockets that stay open, as many requests in flight, JSON read and let go."""
    context = ssl.create_default_context(cafile=ca) if ca is not None else None
    headers = f"Host: localhost\r\nAuthorization: Basic {b64encode(f'{DEMO_SECRET_TEST}:'.encode()).decode()}"
    found, following, over = 0, 0, False

    async def work() -> None:
        nonlocal found, following, over
        reader, writer = await asyncio.open_connection("localhost", port, ssl=context)
        while not over:
            start, following = following, following + 100
            target = f"/v1/checkout/?created=1&limit=100&start={start}"
            writer.write(f"GET {target} HTTP/1.1\r\n{headers}\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            body = await reader.readexactly(length)
            payments = json.loads(body).get("payments", [])
            found += len(payments)
            over |= len(payments) < 100
        writer.close()

    await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))
    return found


def official(port: int) -> int:
    """The official library, as its documentation lists payments."""
    import stancer  # type: ignore[import-untyped,import-not-found,unused-ignore] # an extra of the benchmarks

    config = stancer.Config()
    config.keys = DEMO_SECRET_TEST
    config.mode = stancer.Config.TEST_MODE
    config.host = "localhost"
    config.port = port
    return len([payment for payment in stancer.Payment.list(created=1, limit=100)])  # noqa: C416 - all are kept


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
}
"""What each client imports before its time begins."""


def main() -> None:
    """Fetch, and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("client", choices=("ours", "official", "raw"))
    parser.add_argument("port", type=int)
    parser.add_argument("--ca", type=Path)
    given = parser.parse_args()
    IMPORTS[given.client]()
    started, processor = time.perf_counter(), time.process_time()
    if given.client == "official":
        count = official(given.port)
    else:
        count = asyncio.run((ours if given.client == "ours" else raw)(given.port, given.ca))
    taken, spent = time.perf_counter() - started, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"count": count, "seconds": taken, "cpu": spent, "mb": peak}))


if __name__ == "__main__":
    main()
