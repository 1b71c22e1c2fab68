"""P8: a page of 100 payments of the sandbox at offset 99,900 of 100,000, against the page at offset 0.

Method: one connection on loopback, the two pages asked for in turn, the time of the whole answer.
"""

import http.client
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, Popen

from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from tests.benchmarks.measure import Measure, middle

ROOT = Path(__file__).parent.parent.parent
PAYMENTS = 100_000
ROUNDS = 50


def measures() -> Iterator[Measure]:
    """The last page against the first."""
    command = [sys.executable, "-m", "stancer_tui", "sandbox", "--port", "0", "--payments", str(PAYMENTS)]
    with Popen(command, cwd=ROOT, stdout=PIPE, stderr=PIPE, text=True) as sandbox:
        try:
            yield from _pages(_port(sandbox))
        finally:
            sandbox.terminate()


def _port(sandbox: "Popen[str]") -> int:
    if sandbox.stdout is None:
        raise RuntimeError("the sandbox has no output")
    for line in sandbox.stdout:
        if "http://" in line:
            return int(line.split("http://")[1].split(":")[1].split("/")[0].split()[0])
    raise RuntimeError("the sandbox did not say where it serves")


def _pages(port: int) -> Iterator[Measure]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    _page(connection, PAYMENTS - 100)  # waits until the data is built
    first: list[float] = []
    last: list[float] = []
    for _ in range(ROUNDS):
        first.append(_page(connection, 0))
        last.append(_page(connection, PAYMENTS - 100))
    ours, spread = middle(last)
    yield Measure("P8 page at offset 99,900", ours, middle(first)[0], "ms", "page at offset 0", 1.5, spread)


def _page(connection: http.client.HTTPConnection, start: int) -> float:
    credentials = b64encode(f"{DEMO_SECRET_TEST}:".encode()).decode()
    began = time.perf_counter()
    connection.request(
        "GET", f"/v1/checkout/?start={start}&limit=100", headers={"Authorization": f"Basic {credentials}"}
    )
    answer = connection.getresponse()
    body = answer.read()
    taken = (time.perf_counter() - began) * 1000
    if answer.status != 200 or not body:
        raise RuntimeError(f"the page at {start} answered {answer.status}")
    return taken
