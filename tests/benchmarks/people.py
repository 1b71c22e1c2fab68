"""P14: people, all payments of one customer among a million: `python -m tests.benchmarks.people [COUNT]`.

The service that the person's screen asks (`services/people`), in this process, on an index of all payments,
by the clock: what an agent waits for. The first person of all may build what the next ones are found by, and
stands in a row of its own, against the same budget. Then 200 payments of as many customers, drawn from the
whole list, each asked as `i` on it does; and as many customers by their id, as typed in the palette. Each
answer is compared with the payments that were made: it must have all payments of that customer. The customers
share 56 names, so that many thousands are perhaps theirs as well, by the name alone.
"""

import argparse
import gc
import random
import time
from collections.abc import Callable, Iterator

from stancer_tui.models.payment_row import PaymentRow, payment_row
from stancer_tui.services.people.finding import find_people, found_again
from stancer_tui.services.people.person import Person
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.ui.shell.loaded_payments import LoadedPayments
from stancer_tui.ui.shell.window_reading import keep_ties
from tests.benchmarks.measure import FRAME_MS, Measure, p95, spread_of, table
from tests.benchmarks.payments import items

COUNT = 1_000_000
ASKED = 200
PAGE = 100


def measures(count: int = COUNT) -> Iterator[Measure]:
    """The first person, others by a payment, others by their customer's id."""
    index, theirs = loaded(count)
    draw = random.Random(2)
    asked = draw.sample(sorted(theirs), min(ASKED, len(theirs) // 2) * 2)
    half = len(asked) // 2
    name = f"P14 person at {count:,}"

    def by_payment(customer: str) -> float:
        row = index.get(draw.choice(theirs[customer]))
        assert isinstance(row, PaymentRow)
        return timed(lambda: found_again(row, index), theirs[customer])

    def by_id(customer: str) -> float:
        return timed(lambda: next(iter(find_people(customer, index, 1)), None), theirs[customer])

    first = by_payment(asked[0])
    yield Measure(f"{name}, the first of all", first, FRAME_MS, "ms", "a frame", 1, "once")
    for said, ask, customers in (
        ("of a payment", by_payment, asked[1:half]),
        ("by customer's id", by_id, asked[half:]),
    ):
        waited = [ask(each) for each in customers]
        yield Measure(f"{name}, {said} (p95)", p95(waited), FRAME_MS, "ms", "a frame", 1, spread_of(waited))


def loaded(count: int) -> tuple[PaymentIndex, dict[str, list[str]]]:
    """The index, filled page by page, and which payments each customer has."""
    desk, theirs, page = LoadedPayments(), dict[str, list[str]](), list[PaymentRow]()
    keep_ties(desk)
    index = desk.index
    for item in items(count):
        theirs.setdefault(item["customer"]["id"], []).append(item["id"])
        page.append(payment_row(item))
        if len(page) == PAGE:
            index.add(page)
            page = []
    index.add(page)
    gc.collect()
    gc.freeze()
    return index, theirs


def timed(ask: Callable[[], Person | None], theirs: list[str]) -> float:
    """Milliseconds until the person is known. Raises RuntimeError where payments of theirs are missing."""
    began = time.perf_counter()
    person = ask()
    taken = (time.perf_counter() - began) * 1000
    found = set() if person is None else {each.row.id for each in person.payments}
    if not found.issuperset(theirs):
        raise RuntimeError(f"{len(set(theirs) - found)} of {len(theirs)} payments of a customer are missing")
    return taken


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.people", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    print(table(measures(parser.parse_args().count)))


if __name__ == "__main__":
    main()
