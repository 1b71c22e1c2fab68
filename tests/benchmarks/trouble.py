"""Loading 200,000 payments from a server in trouble, far away: `python -m tests.benchmarks.trouble [COUNT]`.

The round trip is 200 ms, 2 % of the answers are 500, and more than a few requests a second are answered 429
with Retry-After. Twice: what the desk reads a window with, alone, then the desk itself in a terminal while
keys are pressed (as `tests/benchmarks/loading.py` times them). The server counts the requests of each page:
each must be answered once, and asked for no more often than a read has attempts.
"""

import argparse
import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any
from urllib.request import urlopen

from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import ApiError
from stancer_tui.api.limits import Limits
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.services.payments.service import PaymentsService
from stancer_tui.services.payments.windows import PRESETS
from tests.benchmarks.faulty import Trouble
from tests.benchmarks.loading import loaded_from
from tests.benchmarks.measure import FRAME_MS, Measure, table
from tests.benchmarks.serving import COUNTS, served

COUNT = 200_000
ROUND_TRIP_MS = 200
ERRORS = 0.02
LIMIT = 20
"""Requests a second: eight at a time, at this distance, would make thirty to forty."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one load."""

    complete: bool
    payments: int
    twice: int
    seconds: float
    error: str = ""


async def load(port: int) -> Loaded:
    """The last ninety days, with what the desk reads them with."""
    found: Counter[str | None] = Counter()
    complete, failure, started = False, "", time.perf_counter()
    async with StancerClient(SecretStr(DEMO_SECRET_TEST), base_url=f"http://127.0.0.1:{port}") as client:
        window = PRESETS[-1].window(datetime.now(UTC))
        try:
            async with aclosing(PaymentsService(client).load(window)) as batches:
                async for batch in batches:
                    found.update(row.id for row in batch.rows)
                    complete = batch.complete
        except ApiError as error:
            failure = f"{type(error).__name__}: {error.message}"
    twice = sum(number - 1 for number in found.values())
    return Loaded(complete, len(found), twice, time.perf_counter() - started, failure)


@contextmanager
def troubled(count: int, trouble: Trouble, delay_ms: int) -> Iterator[int]:
    """A server in trouble; what it counted is printed in the end."""
    with served(count, delay_ms=delay_ms, trouble=trouble) as port:
        yield port
        print(f"  requests: {json.dumps(counts(port))}", flush=True)


def counts(port: int) -> dict[str, Any]:
    """What the server counted."""
    with urlopen(f"http://127.0.0.1:{port}{COUNTS}") as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def measures() -> Iterator[Measure]:
    """A large merchant's quarter, on a bad day."""
    yield from under(COUNT, Trouble(ERRORS, LIMIT), ROUND_TRIP_MS)


def under(count: int, trouble: Trouble, delay_ms: int) -> Iterator[Measure]:
    """What became of the load, and of the keys meanwhile."""
    with troubled(count, trouble, delay_ms) as port:
        came = asyncio.run(load(port))
        asked = counts(port)
    print(f"  {came}", flush=True)
    attempts = Limits().attempts
    name = f"{count:,} in trouble"
    missing = count - came.payments + came.twice
    yield Measure(f"{name}: missing or twice", missing, 0, "payments", "none", None, came.error or "complete")
    spread = f"of {asked['pages']} pages"
    yield Measure(f"{name}: requests of a page", asked["most"], attempts, "at most", "attempts", 1, spread)
    least = max(asked["pages"] / trouble.limit if trouble.limit else 0, 0.001)
    yield Measure(f"{name}: time", came.seconds, least, "s", "as the limit allows", 2, "one load")
    with troubled(count, trouble, delay_ms) as port:
        times, _memory, seconds = loaded_from(port, count)
    p95 = quantiles(times, n=20)[-1]
    spread = f"p95 of {len(times)}, median {median(times):.1f}, longest {max(times):.1f}, {seconds:.0f} s"
    yield Measure(f"{name}: a key meanwhile", p95, FRAME_MS, "ms", "a frame", 2, spread)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=COUNT)
    parser.add_argument("--limit", type=int, default=LIMIT, help="requests a second")
    parser.add_argument("--errors", type=float, default=ERRORS, help="share of the answers")
    parser.add_argument("--delay", type=int, default=ROUND_TRIP_MS, metavar="MS")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(table(under(given.count, Trouble(given.errors, given.limit, given.seed), given.delay)))


if __name__ == "__main__":
    main()
