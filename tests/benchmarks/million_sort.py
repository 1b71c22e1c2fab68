"""P12: sorting a million payments.

From the answer of the sort dialog until the screen is full of neighbours in the new order, of four columns in
turn, three times. Then the same again with keys meanwhile: a cursor key 5 ms after the answer, and three more
at 30 a second, each until the cursor is on the payment that it leads to. The cursor stays on its payment,
which the sorting moves: a key leads to the next one in the order before or after, or, where a list goes back
to its beginning, to the next one there.
"""

import re
from collections.abc import Iterator
from functools import partial

from tests.benchmarks.expected import Order, under_cursor
from tests.benchmarks.measure import Measure, p95, spread_of
from tests.benchmarks.million_desk import ENTER, HELD, MillionDesk, in_frames
from tests.benchmarks.screen import Screen
from tests.benchmarks.watching import Burst

ROUNDS = 3
FIRST_SCREEN_MS = 50
PRESSES = 4
OFFERED = re.compile(r"│ +(\w[\w -]*?)  +(?:oldest|newest|highest|lowest|a to z|z to a)")
"""A line of the sort dialog."""


def measures(million: MillionDesk) -> Iterator[Measure]:
    """The first screen, and keys meanwhile."""
    name, newest = f"P12 sort at {million.count:,}", Order(range(million.count))
    orders = million.expected.orders()
    first: list[float] = []
    meanwhile: list[float] = []
    for walking in [False] * ROUNDS + [True] * ROUNDS:
        before = newest
        for column, order in orders.items():
            _choose(million, column)
            if walking:
                meanwhile += _walk(million, before, order)
            else:
                first.append(million.desk.key(ENTER, partial(million.is_full_of, order)))
            before = order
        _choose(million, "Created")
        million.desk.key(ENTER, partial(million.is_full_of, newest))
    limit = f"{FIRST_SCREEN_MS} ms"
    said = spread_of(first)
    yield Measure(f"{name}, first screen (p95)", p95(first), FIRST_SCREEN_MS, "ms", limit, 1, said)
    yield in_frames(f"{name}, a key meanwhile (most)", meanwhile, max)


def _choose(million: MillionDesk, column: str) -> None:
    """Put the cursor on the third payment, and that of the sort dialog on a column."""
    desk = million.desk
    for key in "gjj":
        desk.write(key)
        desk.rest(0.15)
    desk.key("S", lambda screen: "esc closes" in screen.text)
    desk.rest(0.3)
    offered = [each[1] for line in desk.screen.lines if (each := OFFERED.search(line))]
    for _ in range(offered.index(column)):
        desk.write("j")
        desk.rest(0.05)
    desk.rest(0.3)


def _walk(million: MillionDesk, before: Order, after: Order) -> list[float]:
    """Sort, and go down meanwhile: how long each key waits."""
    desk, expected = million.desk, million.expected
    reach = [{before.numbers[2]}]

    def state(screen: Screen) -> object:
        line = under_cursor(screen)
        if line is None:
            return None
        reached = (
            place for place, ends in enumerate(reach) if any(expected.is_line(line, each) for each in ends)
        )
        return next(reached, None)

    burst = Burst(state, 0)
    with desk.looking(burst.look):
        desk.write(ENTER)
        desk.rest(0.005)
        for number in range(1, PRESSES + 1):
            there = {order.after(each) for order in (before, after) for each in reach[-1]}
            reach.append({*there, after.numbers[number]})
            burst.pressed(desk.write("j"), number)
            desk.rest(HELD)
        desk.finish(burst)
    desk.until(partial(million.is_full_of, after))
    return burst.waited
