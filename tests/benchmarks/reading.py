"""A page of 100 payments: read in three ways, and what each part of fetching it adds.

`python -m tests.benchmarks.reading [PAYMENTS]`, in processor time of the client. The first table: one page
as a list answers it, from its bytes to what is kept, the median of 500 readings. Whole payments are for one
payment; rows and whole pages of rows are for lists.
The second: so many payments fetched over plain HTTP, eight pages at once, each line with one part more than
the line above it: the first only counts bytes, the last is what the desk does. The lines take turns, and of
five rounds the median counts.
"""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable, Coroutine
from functools import partial
from itertools import pairwise

import msgspec

from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.api.transport import Transport
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_batch import payment_rows
from stancer_tui.models.payment_row import payment_row
from stancer_tui.models.secret import hidden
from stancer_tui.render.search_text import search_text
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.store.bulk import keeping_many
from stancer_tui.store.payment_index import PaymentIndex
from tests.benchmarks.fetch import IN_FLIGHT, PAGE, counted, ours
from tests.benchmarks.payments import items
from tests.benchmarks.serving import served

READINGS = 500
PAYMENTS = 20_000
ROUNDS = 5
BUDGET = 4
"""Times the floor that P11 allows for everything."""


class _Id(msgspec.Struct, gc=False):
    id: str


class _Ids(msgspec.Struct):
    payments: list[_Id]


def reading_time(read: Callable[[], object]) -> float:
    """Milliseconds of one reading."""
    times = []
    for _ in range(READINGS):
        began = time.process_time()
        read()
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


async def exchanged(port: int, pages: int, keep: Callable[[bytes], object]) -> None:
    """Send for each page as the client does, and let its body be kept; no turns, retries or order."""
    wire = Transport(hidden(DEMO_SECRET_TEST), f"http://localhost:{port}", Limits(), Timeouts())
    left = iter(range(pages))

    async def work() -> None:
        for number in left:
            params = (("created", "1"), ("start", str(number * PAGE)), ("limit", str(PAGE)))
            path = "/v1/checkout/"
            answer = await wire.exchange(
                "GET", path, shown=path, params=params, body=None, write=False, single=False
            )
            keep(answer.body)

    await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))
    await wire.aclose()


def _indexed(index: PaymentIndex, body: bytes) -> None:
    batch = payment_rows(body)
    if batch is None:
        raise RuntimeError("the page is not read at once")
    index.add(batch.rows)


def parts(port: int, pages: int) -> dict[str, float]:
    """Milliseconds of a page, by what is done with it."""
    ids = msgspec.json.Decoder(_Ids)

    def fetching(keep: Callable[[bytes], object]) -> Callable[[], Coroutine[object, object, object]]:
        return lambda: exchanged(port, pages, keep)

    ways: dict[str, Callable[[], Coroutine[object, object, object]]] = {
        "sockets that count bytes": lambda: counted(port),
        "+ HTTP/1.1 by httpcore and h11, errors": fetching(len),
        "+ JSON walked through by msgspec, ids": fetching(ids.decode),
        "+ the fields of a list, as rows": fetching(payment_rows),
        "+ kept in the index": lambda: exchanged(port, pages, partial(_indexed, PaymentIndex(search_text))),
        "+ turns, retries, one page after another": lambda: ours(port, None),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            began = time.process_time()
            with keeping_many():
                asyncio.run(way())
            times[name].append((time.process_time() - began) * 1000 / pages)
    return {name: statistics.median(taken) for name, taken in times.items()}


def print_parts(count: int) -> None:
    """The second table."""
    with served(count) as port:
        found = parts(port, count // PAGE)
    floor = next(iter(found.values()))
    adds = [floor, *(after - before for before, after in pairwise(found.values()))]
    sys.stdout.write(f"\n{'one page of so many':<44}{'in all':>8}{'adds':>9}{'of the floor':>15}\n")
    for (name, taken), added in zip(found.items(), adds, strict=True):
        sys.stdout.write(f"{name:<44}{taken:>8.2f}{added:>9.2f}{taken / floor:>14.1f}x\n")
    sys.stdout.write(f"{'budget for everything':<44}{BUDGET * floor:>8.2f}{'':>9}{BUDGET:>14.1f}x\n")


def main() -> None:
    """Print the tables."""
    body = json.dumps({"live_mode": False, "payments": list(items(100))}).encode()
    batch = payment_rows(body)
    if batch is None or batch.rows != [payment_row(item) for item in json.loads(body)["payments"]]:
        raise RuntimeError("the page is not read alike")
    ways: dict[str, Callable[[], object]] = {
        "the page at once (models/payment_batch)": lambda: payment_rows(body),
        "item by item (models/payment_row)": lambda: [
            payment_row(each) for each in json.loads(body)["payments"]
        ],
        "whole payments (models/payment)": lambda: [
            Payment.read(each) for each in json.loads(body)["payments"]
        ],
    }
    for name, read in ways.items():
        sys.stdout.write(f"{name:<44}{reading_time(read):>8.2f} ms\n")
    print_parts(int(sys.argv[1]) if len(sys.argv) > 1 else PAYMENTS)


if __name__ == "__main__":
    main()
