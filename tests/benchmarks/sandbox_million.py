"""A sandbox of a million payments in each mode: its size, how soon it is there, and its requests.

Method: `stancer-tui sandbox --payments 1000000 --db FILE` in a process of its own until everything is there.
Its processor time is held against three minutes, for the machine may be busy with something else (the time
on the clock is in the spread), and the file against 300 MB. Then it is started again: the time until it has
answered its first page. Requests are made over one connection on loopback, each with another offset or
another object every time; the pages in turn with the page at offset 0. Takes some minutes.

`python -m tests.benchmarks.sandbox_million` prints the table; `--payments N`, from 20,001 on, tries fewer.
"""

import argparse
import http.client
import json
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from signal import SIGINT
from subprocess import PIPE, Popen
from typing import Any

from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE
from tests.benchmarks.measure import Measure, middle, table

ROOT = Path(__file__).parent.parent.parent
PAYMENTS = 1_000_000
ROUNDS = 30
MOST_BYTES = 300e6
MOST_SECONDS = 180.0
SLOW_MS = 50.0
"""What no request should take longer than."""


class Served:
    """A sandbox in a process of its own, and one connection to it."""

    def __init__(self, payments: int, db: Path) -> None:
        command = [sys.executable, "-m", "stancer_tui", "sandbox", "--port", "0", "--payments", str(payments)]
        self._process = Popen(
            [*command, "--db", str(db)], cwd=ROOT, env=environ | {"LC_ALL": "C"}, stdout=PIPE, text=True
        )
        self._connection = http.client.HTTPConnection("127.0.0.1", self._port(), timeout=1800)

    def _port(self) -> int:
        for line in self._process.stdout or ():
            if "http://" in line:
                return int(line.split("http://")[1].split(":")[1].split("/")[0].split()[0])
        raise RuntimeError("the sandbox did not say where it serves")

    def get(self, path: str) -> tuple[float, Any]:
        """The milliseconds of an answer, and its JSON."""
        credentials = b64encode(f"{DEMO_SECRET_LIVE}:".encode()).decode()
        began = time.perf_counter()
        self._connection.request("GET", path, headers={"Authorization": f"Basic {credentials}"})
        answer = self._connection.getresponse()
        body = answer.read()
        taken = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return taken, json.loads(body)

    def wait_for_everything(self) -> None:
        """Until the sandbox says that all of both modes is there."""
        for line in self._process.stdout or ():
            if "All payments are there" in line:
                return
        raise RuntimeError("the sandbox ended before everything was there")

    def close(self) -> None:
        """End it as ctrl+c does."""
        self._process.send_signal(SIGINT)
        self._process.wait()


@contextmanager
def served(payments: int, db: Path) -> Iterator[Served]:
    """A sandbox until the block ends."""
    sandbox = Served(payments, db)
    try:
        yield sandbox
    finally:
        sandbox.close()


def measures(payments: int = PAYMENTS) -> Iterator[Measure]:
    """What making it costs, how soon it serves again, and its requests."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "sandbox.db"
        yield from _made(payments, db)
        empty, _spread = middle([_start(0, Path(folder) / f"empty{turn}.db") for turn in range(3)])
        again, spread = middle([_start(payments, db) for _ in range(3)])
        yield Measure("started again, to the first page", again, empty, "s", "empty sandbox", None, spread)
        with served(payments, db) as sandbox:
            yield from _requests(sandbox, payments)


def _made(payments: int, db: Path) -> Iterator[Measure]:
    before = getrusage(RUSAGE_CHILDREN)
    began = time.monotonic()
    with served(payments, db) as sandbox:
        sandbox.wait_for_everything()
        clock = time.monotonic() - began
    after = getrusage(RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    yield Measure(
        f"{payments:,} in each mode made, processor", spent, MOST_SECONDS, "s", "three minutes", 1.0,
        f"{clock:.0f} s on the clock",
    )  # fmt: skip
    size = sum(file.stat().st_size for file in db.parent.glob(f"{db.name}*"))
    yield Measure("its file", size / 1e6, MOST_BYTES / 1e6, "MB", "300 MB", 1.0, "one")
    yield Measure("its memory meanwhile", after.ru_maxrss / 1024, 400, "MB", "400 MB", None, "at most")


def _start(payments: int, db: Path) -> float:
    began = time.monotonic()
    with served(payments, db) as sandbox:
        sandbox.get("/v1/checkout?limit=100" if payments else "/")
        return time.monotonic() - began


def _requests(sandbox: Served, payments: int) -> Iterator[Measure]:
    rng = Random(1)
    first = "/v1/checkout?start=0&limit=100"
    oldest = sandbox.get(first)[1]["payments"][0]["created"]
    known = [
        payment
        for _ in range(ROUNDS)
        for payment in sandbox.get(f"/v1/checkout?start={rng.randrange(payments - 2)}&limit=2")[1]["payments"]
    ]
    payouts = sandbox.get(f"/v1/payouts?start={rng.randrange(10)}&limit=100")[1]["payouts"]
    last = payments - 100
    pages: dict[str, Callable[[], str]] = {
        f"page at offset {last:,}": lambda: f"/v1/checkout?start={last}&limit=100",
        f"page at offset {last:,}, created=": lambda: f"/v1/checkout?start={last}&limit=100&created={oldest}",
        "page at any offset": lambda: f"/v1/checkout?start={rng.randrange(last)}&limit=100",
    }
    for name, path in pages.items():
        yield _against(sandbox, name, path, first)
    others: dict[str, Callable[[], str]] = {
        "a payment": lambda: f"/v1/checkout/{rng.choice(known)['id']}",
        "payments of an order": lambda: _filter(rng, known, "order_id"),
        "the payment of a unique_id": lambda: _filter(rng, known, "unique_id"),
        "a customer": lambda: "/v1/customers/" + _part(rng, known, "customer"),
        "a card": lambda: "/v1/cards/" + _part(rng, known, "card"),
        "100 refunds": lambda: f"/v1/refunds?limit=100&start={rng.randrange(payments // 20)}",
        "100 disputes": lambda: f"/v1/disputes?limit=100&start={rng.randrange(payments // 500)}",
        "100 payouts": lambda: f"/v1/payouts?limit=100&start={rng.randrange(10)}",
        "100 of a payout's payments": lambda: f"/v1/payouts/{rng.choice(payouts)['id']}/payments?limit=100",
    }
    for name, path in others.items():
        ours, spread = middle([sandbox.get(path())[0] for _ in range(ROUNDS)])
        yield Measure(name, ours, SLOW_MS, "ms", "50 ms", 1.0, spread)


def _against(sandbox: Served, name: str, path: Callable[[], str], first: str) -> Measure:
    firsts, ours = [], []
    for _ in range(ROUNDS):
        firsts.append(sandbox.get(first)[0])
        ours.append(sandbox.get(path())[0])
    median, spread = middle(ours)
    return Measure(name, median, middle(firsts)[0], "ms", "page at offset 0", 1.5, spread)


def _filter(rng: Random, payments: list[dict[str, Any]], column: str) -> str:
    return f"/v1/checkout?{column}={rng.choice([each for each in payments if each[column]])[column]}"


def _part(rng: Random, payments: list[dict[str, Any]], part: str) -> str:
    return str(rng.choice([each for each in payments if each.get(part)])[part]["id"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--payments", type=int, default=PAYMENTS)
    print(table(measures(parser.parse_args().payments)))
