"""A page of 100 payments read in three ways: `python -m tests.benchmarks.reading`.

Method: one page as a list answers it, from its bytes to what is kept, the median of 500 readings in processor
time. Whole payments are for one payment; rows and whole pages of rows are for lists.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable

from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_batch import payment_rows
from stancer_tui.models.payment_row import payment_row
from tests.benchmarks.payments import items

READINGS = 500


def reading_time(read: Callable[[], object]) -> float:
    """Milliseconds of one reading."""
    times = []
    for _ in range(READINGS):
        began = time.process_time()
        read()
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
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


if __name__ == "__main__":
    main()
