"""Search, sort and memory of the payment index: `python -m tests.benchmarks.search [rows]`.

Method: rows are read from JSON as a list answers it; each query is typed character by character and every key
timed in processor time, so that a busy machine counts less; the peer tests every field of every row for each
key, as a list without search texts would. For P5 all queries are typed five times, the peer after each time;
every single key counts, none is a mean of several.
"""

import gc
import json
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from stancer_tui.models.payment_row import PaymentRow, payment_row
from stancer_tui.render.columns import payment_columns
from stancer_tui.render.safe import safe
from stancer_tui.render.search_text import search_text
from stancer_tui.services.payments.duplicates import duplicates, related
from stancer_tui.services.search.query import parse
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import View
from tests.benchmarks.measure import FRAME_MS, Measure, p95, spread_of
from tests.benchmarks.payments import NEWEST, items

QUERIES = (
    "825030837",
    "4242",
    "visa 4242",
    "élodie garnier",
    "refused 51",
    "245.90",
    "lefèvre 42",
    "camille.martin",
    "garnier !sepa",
    "lampe 120",
    "nobody",
)
FIELDED = (
    "status:refused",
    "last4:4242",
    "status:refused last4:42",
    "amount:30..50",
    "amount:>100 visa",
    "code:51 date:2026-11",
    "date:7d -code:00",
    "customer:garnier",
    "order:825030837",
    "brand:mc country:fr",
    "-status:captured refunded:no",
)
FIELDS = (
    "id",
    "order_id",
    "unique_id",
    "description",
    "customer_name",
    "customer_email",
    "last4",
    "brand",
    "status",
    "response",
)
ROUNDS = 5
KEY_MS = 8
"""What a key of a search may take at a hundred thousand, at the 95th percentile."""

PARIS, NOW = ZoneInfo("Europe/Paris"), datetime.fromtimestamp(NEWEST, UTC)


def timed(action: Callable[[], object]) -> float:
    """Milliseconds of the processor that an action takes."""
    start = time.process_time()
    action()
    return (time.process_time() - start) * 1000


def load(pages: list[list[PaymentRow]], index: PaymentIndex) -> list[float]:
    """Each page's time, slices arriving newest first and pages oldest first."""
    return [timed(partial(index.add, page)) for page in pages]


def typed(index: PaymentIndex, queries: Sequence[str]) -> tuple[list[float], list[float]]:
    """Times of the first key of each query and of the keys after it, each the median of five runs."""
    first: list[float] = []
    following: list[float] = []
    for query in queries:
        runs = [keys_of(View(index), query) for _ in range(5)]
        times = [statistics.median(run[key] for run in runs) for key in range(len(query))]
        first.append(times[0])
        following.extend(times[1:])
    return first, following


def keys_of(view: View, query: str) -> list[float]:
    """The time of each key of one query."""
    return [timed(partial(search, view, query[: length + 1])) for length in range(len(query))]


def search(view: View, text: str) -> None:
    """What a key costs: reading the query and finding its hits."""
    view.search(parse(text, NOW, PARIS).query)


def every_field(rows: list[PaymentRow], word: str) -> list[PaymentRow]:
    """The peer: each field of each row, lower-cased when asked."""
    return [row for row in rows if any(word in (getattr(row, name) or "").lower() for name in FIELDS)]


def report(measure: str, value: float, budget: float | None = None, unit: str = "ms") -> None:
    """One line of the table."""
    verdict = "" if budget is None else ("met" if value <= budget else "NOT MET")
    shown = "" if budget is None else f"{budget:g}"
    sys.stdout.write(f"{measure:<52}{value:>10.2f} {unit:<4}{shown:>8}  {verdict}\n")


def measures(count: int = 100_000) -> Iterator[Measure]:
    """P5: each key of a search, against its budget and against testing every field of every row."""
    index, rows = filled(count)
    keys: list[float] = []
    peer: list[float] = []
    for _ in range(ROUNDS):
        keys += (taken for query in QUERIES for taken in keys_of(View(index), query))
        peer.append(timed(lambda: every_field(rows, "élod")))
    said, ours = spread_of(keys), statistics.median(keys)
    name = f"P5 search at {count:,}, a key"
    yield Measure(f"{name} (p95)", p95(keys), KEY_MS, "ms", f"{KEY_MS} ms", 1, said)
    yield Measure(f"{name} (median)", ours, statistics.median(peer), "ms", "every field", 0.2, said)


def every_key(count: int) -> list[float]:
    """The time of each key of each query, once."""
    index, _ = filled(count)
    return [taken for query in QUERIES for taken in keys_of(View(index), query)]


def filled(count: int) -> tuple[PaymentIndex, list[PaymentRow]]:
    """An index of so many payments, and their rows."""
    rows = [payment_row(item) for item in items(count)]
    gc.collect()
    gc.freeze()
    index = PaymentIndex(search_text)
    index.add(rows)
    return index, rows


def main(count: int) -> None:
    """Print the table."""
    raw = list(items(count))
    measured_memory(raw)
    rows = [payment_row(item) for item in raw]
    pages = [rows[start : start + 100] for start in range(0, count, 100)]
    del raw
    gc.collect()
    gc.freeze()
    index = PaymentIndex(search_text)
    oldest_first = [list(reversed(page)) for page in reversed(pages)]
    per_page = load(oldest_first, index)
    report("add a page of 100, median", statistics.median(per_page))
    report("add a page of 100, worst", max(per_page), FRAME_MS)
    first, following = typed(index, QUERIES)
    keys = sorted([*first, *following])
    peer = timed(lambda: every_field(rows, "élod"))
    report("search: first key, median", statistics.median(first), 10)
    report("search: next keys, median", statistics.median(following), 1)
    report("search: every key, p95", keys[int(len(keys) * 0.95)], FRAME_MS)
    report("search: every key, worst", keys[-1])
    report("peer: every field of every row", peer)
    report("search: median key against the peer (ratio)", statistics.median(keys) / peer, 0.2, "x")
    fields = sorted(time for times in typed(index, FIELDED) for time in times)
    report("search by field: every key, median", statistics.median(fields))
    report("search by field: every key, p95", fields[int(len(fields) * 0.95)], FRAME_MS)
    report("search by field: every key, worst", fields[-1])
    belonging(index)
    sorting(index)
    probes()


def measured_memory(raw: list[dict[str, Any]]) -> None:
    """Everything that stays when the JSON text of each page has been read and let go."""
    texts = [json.dumps(raw[start : start + 100]) for start in range(0, len(raw), 100)]
    tracemalloc.start()
    index = PaymentIndex(search_text)
    for text in texts:
        index.add([payment_row(item) for item in json.loads(text)])
    used = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    report("memory: rows, order and search text", used, 100, "MB")


def belonging(index: PaymentIndex) -> None:
    """Duplicates and related payments of a row in the middle of the list."""
    row = next(
        row for slot in index.order[len(index) // 2 :] if isinstance(row := index.rows[slot], PaymentRow)
    )
    report(
        "likely duplicates of a payment",
        statistics.median(timed(lambda: duplicates(row, index)) for _ in range(9)),
    )
    report("related payments, first", timed(lambda: related(row, index)))
    report("related payments, then", statistics.median(timed(lambda: related(row, index)) for _ in range(9)))


def sorting(index: PaymentIndex) -> None:
    """Sort by each column, and keep a sorted, searched view while a page arrives."""
    view = View(index)
    columns = payment_columns(ZoneInfo("Europe/Paris"), lambda: datetime.now(UTC))
    spent = [timed(partial(view.sort, column.sort_key)) for column in columns]
    report("sort by a column, median", statistics.median(spent))
    report("sort by a column, worst", max(spent))
    view.search("visa")
    fresh = [payment_row({**item, "id": item["id"].replace("paym_", "paym_n")}) for item in items(100)]
    report("add a page to a sorted and searched list", timed(lambda: index.add(fresh)), FRAME_MS)
    newest = view.key(len(view) // 2)
    report("find a row's place again", timed(lambda: view.position_of(newest)), 1)


def _all_safe(texts: list[str]) -> None:
    for text in texts:
        safe(text)


def probes() -> None:
    """The one door, on a typical and on a hostile string."""
    for name, text in (("typical", "Élodie Garnier-Lefèvre"), ("hostile", "a\x1b]52;c;YQ==\x07\n" * 20)):
        spent = timed(partial(_all_safe, [text] * 10_000))
        report(f"safe(): {name} string", spent / 10, 13 if name == "typical" else None, "us")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
