"""What the benchmark takes for painted: the imitated screen, the lines of a list, and keys in a row."""

from itertools import pairwise

import pytest

from tests.benchmarks.expected import Expected, Line, Order, shown, total, under_cursor
from tests.benchmarks.million_search import typed_in
from tests.benchmarks.payments import items
from tests.benchmarks.screen import Screen
from tests.benchmarks.watching import Burst

COUNT = 300
QUERIES = ("visa", "élodie", "garnier !sepa", "nobody")


def fed(*pieces: str) -> Screen:
    screen = Screen(20, 3)
    for piece in pieces:
        screen.feed(piece.encode())
    return screen


def test_text_stands_where_it_was_put_whatever_its_colours() -> None:
    screen = fed("\x1b[?1049h\x1b[2J\x1b[2;3H\x1b[38;2;1;2;3mÉlodie\x1b[0m\x1b[1mx\r\nthird\x1b[1;1Hfirst")
    assert [line.rstrip() for line in screen.lines] == ["first", "  Élodiex", "third"]


def test_bytes_may_be_cut_anywhere() -> None:
    written = "\x1b]0;title\x07\x1b[2;3H\x1b[38;2;1;2;3mÉlodie\x1b[K\x1b[3;1H\x1b(B›"
    whole = fed(written).lines
    data = written.encode()
    for cut in range(len(data)):
        screen = Screen(20, 3)
        screen.feed(data[:cut])
        screen.feed(data[cut:])
        assert screen.lines == whole, cut


def test_a_line_is_blanked_from_the_cursor_and_a_text_is_cut_at_the_edge() -> None:
    screen = fed("\x1b[1;1Habcdef\x1b[1;3H\x1b[K\x1b[2;18Hlonger")
    assert screen.lines[:2] == ["ab".ljust(20), " " * 17 + "lon"]


def test_what_is_drawn_otherwise_was_not_typed() -> None:
    screen = Screen()
    screen.feed("\x1b[3;1H│\x1b[1mref\x1b[0m\x1b[2mused:\x1b[0m".encode())
    assert screen.lines[2].startswith("│refused:")
    assert typed_in(screen) == "ref"


@pytest.fixture(scope="module")
def expected() -> Expected:
    return Expected.of(COUNT, QUERIES)


def line_of(number: int) -> str:
    item = list(items(COUNT))[number]
    status = item["status"].replace("_", " ")
    brand = "sepa" if item["sepa"] else {"mastercard": "mc"}.get(item["card"]["brand"], "visa")
    last4 = (item["sepa"] or item["card"])["last4"]
    amount = f"{item['amount'] // 100:,}.{item['amount'] % 100:02d}"
    return f"20:12 {amount:>18} EUR  ✓ {status:<14} {f'{brand} ··{last4}':<13}  {item['response']}  "


def listing(*numbers: int, cursor: int = 0, title: str = "7 of 300") -> Screen:
    screen = Screen()
    lines = [f"╭─ Payments · {title} ──", "│  Created   Amount  Status"]
    lines += [f"│{'›' if place == cursor else ' '} {line_of(each)}" for place, each in enumerate(numbers)]
    screen.feed("\r\n".join(["", *lines, "╰──"]).encode())
    return screen


def test_a_list_is_read_from_the_screen(expected: Expected) -> None:
    screen = listing(4, 5, 6, cursor=1)
    lines, room = shown(screen)
    assert room == len(lines) == 3
    assert total(screen) == 7
    line = under_cursor(screen)
    assert line is not None
    assert [expected.is_line(line, number) for number in (4, 5, 6)] == [False, True, False]


def test_lines_count_only_where_they_are_neighbours_in_the_order(expected: Expected) -> None:
    every, down = Order(range(COUNT)), Order.by(COUNT, lambda number: -number)
    assert expected.stretch(shown(listing(4, 5, 6))[0], every) == 4
    assert expected.stretch(shown(listing(4, 5, 7))[0], every) is None
    assert expected.stretch(shown(listing(6, 5, 4))[0], every) is None
    assert expected.stretch(shown(listing(6, 5, 4))[0], down) == COUNT - 7
    assert expected.stretch(shown(listing(298, 299))[0], every) == 298
    assert expected.stretch([], every) is None


def test_a_payment_that_does_not_match_is_not_painted(expected: Expected) -> None:
    hits = expected.hits["visa"].numbers
    other = next(number for number in range(COUNT) if number not in hits)
    assert expected.stretch(shown(listing(*hits[:3]))[0], expected.hits["visa"]) == 0
    assert expected.stretch(shown(listing(*hits[:2], other))[0], expected.hits["visa"]) is None
    assert expected.stretch([Line(1, "captured", None, None)], expected.hits["visa"]) is None


def test_hits_are_those_of_every_word_typed_so_far(expected: Expected) -> None:
    every = list(items(COUNT))
    cards = [number for number, item in enumerate(every) if (item["card"] or {}).get("brand") == "visa"]
    assert list(expected.hits["visa"].numbers) == cards
    named = [number for number, item in enumerate(every) if "Garnier" in item["customer"]["name"]]
    assert list(expected.hits["garnier"].numbers) == named
    assert list(expected.hits["garnier !"].numbers) == named
    assert list(expected.hits["garnier !sepa"].numbers) == [each for each in named if not every[each]["sepa"]]
    assert not expected.hits["nobody"].numbers
    assert len(expected.hits["n"].numbers) > 0


def test_sorted_payments_stand_in_their_order_and_equal_ones_newest_first(expected: Expected) -> None:
    amounts = [item["amount"] for item in items(COUNT)]
    names = [item["customer"]["name"] for item in items(COUNT)]
    orders = {name: order.numbers for name, order in expected.orders().items()}
    assert list(orders["Created"]) == list(range(COUNT))[::-1]
    assert [amounts[each] for each in orders["Amount"]] == sorted(amounts, reverse=True)
    assert all(one < other for one, other in pairwise(orders["Customer"]) if names[one] == names[other])
    assert [names[each][0] for each in (orders["Customer"][0], orders["Customer"][-1])] == ["Å", "O"]


def burst(*states: str) -> Burst:
    made = Burst(lambda screen: screen.lines[0].strip(), "")
    for moment, state in enumerate(states, 1):
        made.pressed(moment, state)
    return made


def see(keys: Burst, *states: tuple[float, str]) -> None:
    for moment, state in states:
        screen = Screen()
        screen.feed(state.encode())
        keys.look(screen, moment)


def test_keys_in_a_row_wait_for_their_own_state_or_a_later_one() -> None:
    keys = burst("a", "ab", "abc")
    see(keys, (3.5, ""), (4, "a"), (5, "abc"))
    assert keys.waited == [3000, 3000, 2000]


def test_what_stood_there_before_answers_no_later_key() -> None:
    keys = burst("a", "ab", "a")
    see(keys, (1.5, "a"), (3.5, "a"))
    with pytest.raises(TimeoutError):
        _ = keys.waited
    see(keys, (4, "ab"), (6, "a"))
    assert keys.waited == [500, 2000, 3000]


def test_a_key_that_is_never_answered_counts_for_as_long_as_it_was_awaited() -> None:
    keys = burst("a", "ab")
    see(keys, (2, "a"))
    keys.give_up(12)
    assert keys.waited == [1000, 10000]
