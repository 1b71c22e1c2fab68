"""P2, P3 and P11: fetching payments, against the official library and against raw sockets.

Each client runs in a process of its own and is timed from its first request to its last row; the server cuts
pages of 100 from payments written out beforehand, over TLS. With a round trip of 50 ms every byte waits 25 ms
each way.
The official library is an extra (`pip install -e '.[bench]'`); without it its lines are left out.
P11 fetches a million over plain HTTP, against sockets that look at nothing but where a page ends, and
compares the last hundred thousand with the first: `python -m tests.benchmarks.fetching [COUNT]`, alone.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from subprocess import run
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import Measure, middle, table
from tests.benchmarks.serving import ROOT, served

ROUND_TRIP_MS = 50
PATIENCE = 900
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one client took."""

    seconds: float
    mb: float
    first: float | None = None
    """Seconds of the first many payments, of the desk's own client."""
    last: float | None = None
    """Seconds of as many at the end."""


def measures() -> Iterator[Measure]:
    """The budgets of P2, P3 and P11."""
    yield from _distant(10_000, rounds=5)
    yield from _near(100_000, rounds=3)
    yield from many(MILLION)


def many(count: int, rounds: int = 3) -> Iterator[Measure]:
    """The budgets of P11: so many payments, without latency."""
    with served(count) as port:
        ours = [fetch("ours", port, None, count) for _ in range(rounds)]
        floor = [fetch("bytes", port, None, count) for _ in range(rounds)]
    taken, spread = middle([each.seconds for each in ours])
    least = median(each.seconds for each in floor)
    yield Measure(f"P11 {count:,}, no latency", taken, least, "s", "sockets that count bytes", 4, spread)
    ends = [(each.first, each.last) for each in ours if each.first is not None and each.last is not None]
    if ends:
        first = median(first for first, _ in ends)
        last, spread = middle([last for _, last in ends])
        name = f"P11 the last of {count:,}"
        yield Measure(name, last, first, "s", "as many at the start", 1.25, spread)


def _distant(count: int, *, rounds: int) -> Iterator[Measure]:
    with TemporaryDirectory() as folder, served(count, tls=Path(folder), delay_ms=ROUND_TRIP_MS) as port:
        ours = [fetch("ours", port, Path(folder), count) for _ in range(rounds)]
        floor = [fetch("raw", port, Path(folder), count) for _ in range(rounds)]
        official = _official(port, Path(folder), count)
    taken, spread = middle([each.seconds for each in ours])
    name = f"P2 {count:,} at {ROUND_TRIP_MS} ms"
    if official is not None:
        yield Measure(name, taken, official.seconds, "s", "official library", 1 / 15, spread)
    least = median(each.seconds for each in floor)
    yield Measure(name, taken, least, "s", "raw sockets, 8 in flight", 1.3, spread)


def _near(count: int, *, rounds: int) -> Iterator[Measure]:
    with TemporaryDirectory() as folder, served(count, tls=Path(folder)) as port:
        ours = [fetch("ours", port, Path(folder), count) for _ in range(rounds)]
        official = _official(port, Path(folder), count)
    if official is None:
        return
    taken, spread = middle([each.seconds for each in ours])
    yield Measure(
        f"P3 {count:,}, no latency", taken, official.seconds, "s", "official library", 1 / 10, spread
    )
    memory, spread = middle([each.mb for each in ours])
    yield Measure(f"P3 {count:,}, memory", memory, official.mb, "MB", "official library", 1 / 4, spread)


def _official(port: int, folder: Path, count: int) -> Fetched | None:
    if find_spec("stancer") is None:
        print("the official library is not installed: pip install -e '.[bench]'", file=sys.stderr)
        return None
    return fetch("official", port, folder, count)


def fetch(client: str, port: int, folder: Path | None, count: int) -> Fetched:
    """Run one client to its end; over TLS where a folder with the certificate is given."""
    environment, arguments = dict(os.environ), [client, str(port)]
    if folder is not None:
        trusted = str(folder / "trusted.pem")
        environment |= {"SSL_CERT_FILE": trusted, "REQUESTS_CA_BUNDLE": trusted}
        arguments += ["--ca", trusted]
    command = [sys.executable, "-m", "tests.benchmarks.fetch", *arguments]
    done = run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    found = json.loads(done.stdout)
    if found["count"] != count:
        raise RuntimeError(f"{client} found {found['count']} of {count}")
    return Fetched(found["seconds"], found["mb"], found.get("first"), found.get("last"))


if __name__ == "__main__":
    print(table(many(int(sys.argv[1]) if len(sys.argv) > 1 else MILLION)))
