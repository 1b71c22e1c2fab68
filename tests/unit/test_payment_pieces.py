"""Searching and sorting in pieces shows in the end what a plain filter and sort of the rows would show."""

import random
import weakref
from datetime import UTC, datetime
from math import inf
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow
from stancer_tui.render.columns import payment_columns
from stancer_tui.render.search_text import search_text
from stancer_tui.services.search.conditions import IdIn, own_id
from stancer_tui.services.search.query import parse
from stancer_tui.store import payment_index
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_search import PaymentSearch
from stancer_tui.store.payment_view import View
from stancer_tui.store.query import Query
from stancer_tui.store.sorting import PaymentSort
from tests.unit.rows import row

PARIS, NOW = ZoneInfo("Europe/Paris"), datetime(2026, 11, 21, 17, 4, 11, tzinfo=UTC)
COLUMNS = {column.key: column for column in payment_columns(PARIS, lambda: NOW)}
QUERIES = (
    *("a", "ab", "abe", "42", "visa", "!visa", "élodie", "12.5", "paym_0000", "refused 51", "zz"),
    *("status:refused", "customer:abel", "order:a-1", "unique:u1", "last4:42", "amount:1..2", "amount:>1"),
    *("id:paym_00000", "-code:51", "refunded:part", "refunded", "phone:0639", "currency:jpy", "code:none"),
    *("0639982745", "date:2026-11-20..", "3ds:no", "country:fr", "status:unreadable"),
)
TEXTS = st.sampled_from(
    ["Abel", "A-1", "A-10", "a’b", "Ärmel œuf", "Жук", "💶 42", "", "x\x1ey", "\x1d", "\x1f"]
)
CARDS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["card_1", "card_2"]),
        "brand": st.sampled_from(["visa", "mastercard", None]),
        "last4": st.sampled_from(["4242", "0042"]),
        "country": st.sampled_from(["FR", "DE", None]),
        "name": st.none() | TEXTS,
    }
)
CUSTOMERS = st.none() | st.fixed_dictionaries(
    {
        "id": st.sampled_from(["cust_1", "cust_2", "cust_3"]),
        "name": st.none() | TEXTS,
        "email": st.sampled_from([None, "abel@example.net", "zoe@example.net"]),
        "mobile": st.sampled_from([None, "+33639982745", "06 39 98 27 45"]),
    }
)
REFUNDS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.just("refd_1"),
            "amount": st.sampled_from([50, 100]),
            "status": st.sampled_from(["to_refund", "refunded", "failed"]),
        }
    ),
    max_size=2,
)
PAYMENTS: st.SearchStrategy[ListedPayment] = st.builds(
    row,
    st.integers(0, 30),
    created=st.none() | st.integers(1_795_000_000, 1_795_000_009),
    amount=st.sampled_from([100, 125, 1250, 123_456, 2**70, -5]),
    currency=st.sampled_from(["eur", "jpy", "tnd"]),
    status=st.sampled_from(["captured", "refused", "authorized", None]),
    response=st.sampled_from(["00", "51", None]),
    order_id=st.none() | TEXTS,
    unique_id=st.sampled_from([None, "u1", "U12"]),
    description=st.none() | TEXTS,
    card=CARDS,
    customer=CUSTOMERS,
    refunds=REFUNDS,
)
BROKEN = st.builds(
    UnreadableRow,
    st.sampled_from([None, "paym_broken"]),
    st.sampled_from(["no amount", "bad"]),
    st.none() | st.integers(1_795_000_000, 1_795_000_009),
)
BATCHES = st.lists(PAYMENTS | BROKEN, max_size=15)


def naive(index: PaymentIndex, typed: str, column: str | None, *, descending: bool) -> list[ListedPayment]:
    rows = [index.rows[slot] for slot in index.order]
    assert rows == sorted(rows, key=lambda item: (item.created is None, -(item.created or 0)))
    if column is not None:
        key = COLUMNS[column].sort_key
        keyed = sorted((each for each in rows if key(each) is not None), key=key, reverse=descending)
        rows = keyed + [each for each in rows if key(each) is None]
    query = parse(typed, NOW, PARIS).query
    return [each for each in rows if query.matches(each, search_text(each))]


def shown(view: View) -> list[ListedPayment]:
    return view.rows(0, len(view))


@given(BATCHES, BATCHES)
def test_a_row_is_given_back_as_it_was_read(first: list[ListedPayment], second: list[ListedPayment]) -> None:
    index, newest = PaymentIndex(search_text), dict[str, ListedPayment]()
    for batch in (first, second):
        index.add(batch)
        newest |= {each.id: each for each in batch if each.id is not None}
    for key, item in newest.items():
        assert index.get(key) == item
        slot = index.slot_of(key)
        assert slot is not None
        assert index.key_of(slot) == key
    assert list(index.rows) == [index.rows[slot] for slot in range(len(index))]


@given(BATCHES, st.sampled_from(QUERIES), st.sampled_from(QUERIES))
def test_a_search_finds_what_a_plain_filter_finds(rows: list[ListedPayment], one: str, two: str) -> None:
    index = PaymentIndex(search_text)
    index.add(rows)
    view = View(index)
    for typed in (one, f"{one} {two}", two):
        view.search(parse(typed, NOW, PARIS).query)
        assert shown(view) == naive(index, typed, None, descending=False)


@pytest.mark.parametrize("column", COLUMNS)
@settings(max_examples=25)
@given(rows=BATCHES, more=BATCHES, descending=st.booleans())
def test_a_sort_is_that_of_plain_rows(
    column: str, rows: list[ListedPayment], more: list[ListedPayment], descending: bool
) -> None:
    index = PaymentIndex(search_text)
    index.add(rows)
    view = View(index)
    view.sort(COLUMNS[column].sort_key, descending=descending)
    assert shown(view) == naive(index, "", column, descending=descending)
    index.add(more)
    assert shown(view) == naive(index, "", column, descending=descending)
    for place in range(len(view)):
        assert view.position_of(view.key(place)) == place


@settings(max_examples=30)
@given(
    *(BATCHES, BATCHES, st.sampled_from(QUERIES), st.sampled_from([None, "amount", "customer", "order"])),
    st.booleans(),
)
def test_what_comes_while_a_search_goes_on_is_found_as_well(
    rows: list[ListedPayment], more: list[ListedPayment], typed: str, column: str | None, noted: bool
) -> None:
    index = many(rows)
    while noted and index.rows.note_words():
        pass
    view = View(index)
    if column is not None:
        view.sort(COLUMNS[column].sort_key)
    for length in range(1, len(typed) + 1):
        view.begin(parse(typed[:length], NOW, PARIS).query)
        view.go_on()
        assert set(shown(view)) <= set(naive(index, typed[:length], column, descending=False))
        index.add(more[length * 3 - 3 : length * 3])
    view.finish()
    assert not view.searching
    assert shown(view) == naive(index, typed, column, descending=False)


@settings(max_examples=30)
@given(BATCHES, BATCHES, st.sampled_from(["", "42", "status:refused"]), st.sampled_from(sorted(COLUMNS)))
def test_what_comes_while_it_is_sorted_is_put_into_its_place(
    rows: list[ListedPayment], more: list[ListedPayment], typed: str, column: str
) -> None:
    index = many(rows)
    view = View(index)
    view.search(parse(typed, NOW, PARIS).query)
    hits = len(view)
    sorting = view.begin_sort(COLUMNS[column].sort_key, descending=True)
    while sorting.prepare(0):
        pass
    first = sorting.first(7, view.positions)
    assert view.show_first(sorting, first)
    assert shown(view) == naive(index, typed, column, descending=True)[:7]
    assert view.hits == hits
    index.add(more)
    assert view.show_sorted(sorting, sorting.whole())
    view.finish()
    assert shown(view) == naive(index, typed, column, descending=True)


def many(rows: list[ListedPayment]) -> PaymentIndex:
    """More rows than a piece has, and those that are drawn, somewhere among them."""
    index = PaymentIndex(search_text)
    index.add(FILLING)
    index.add(rows)
    return index


FILLING: list[PaymentRow] = [
    row(
        1000 + number,
        created=1_795_000_000 + number % 10,
        amount=100 + number % 700,
        order_id=f"A-{number}",
        customer={"id": f"cust_{number % 50}", "name": f"Abel {number % 50}"},
    )
    for number in range(700)
]


def test_what_came_while_a_longer_text_was_looked_for_is_found_by_the_shorter_one_too() -> None:
    index = many([])
    view = View(index)
    view.search(parse("abel", NOW, PARIS).query)
    view.begin(parse("abel 7", NOW, PARIS).query)
    view.go_on()
    assert view.searching
    index.add([row(1, customer={"id": "cust_new", "name": "Abel New"})])
    view.begin(parse("abel", NOW, PARIS).query)
    view.finish()
    assert shown(view) == naive(index, "abel", None, descending=False)


def test_a_payment_that_the_ledger_names_is_found_when_it_arrives() -> None:
    index = many([])
    view = View(index)
    view.search(Query(where=(IdIn(own_id, frozenset({"paym_late", FILLING[3].id})),)))
    assert shown(view) == [FILLING[3]]
    index.add([row(1)])
    index.add([row(2, id="paym_late")])
    assert {each.id for each in shown(view)} == {"paym_late", FILLING[3].id}


def test_another_sort_meanwhile_is_the_one_that_is_shown() -> None:
    view = View(many([]))
    sorting = view.begin_sort(COLUMNS["amount"].sort_key)
    view.sort(None)
    sorting.prepare(1)
    assert not view.show_first(sorting, sorting.first(5))
    assert not view.show_sorted(sorting, sorting.whole())
    assert shown(view) == naive(view.index, "", None, descending=False)


def test_what_is_asked_for_as_a_whole_is_sorted_and_searched_to_the_end() -> None:
    view = View(many([]))
    view.begin_sort(COLUMNS["amount"].sort_key, descending=True)
    view.begin(parse("abel 7", NOW, PARIS).query)
    view.finish()
    assert shown(view) == naive(view.index, "abel 7", "amount", descending=True)


def test_forgetting_every_row_ends_a_search_and_a_sort() -> None:
    index = many([])
    view = View(index)
    sorting = view.begin_sort(COLUMNS["amount"].sort_key)
    view.begin(parse("abel", NOW, PARIS).query)
    index.clear()
    assert (len(view), view.hits, view.searching) == (0, 0, False)
    sorting.prepare(1)
    assert not view.show_sorted(sorting, sorting.whole())
    index.add([row(1, customer={"name": "Abel"})])
    assert len(view) == 1


def test_far_more_words_than_a_block_has_are_told_apart() -> None:
    rows: list[Any] = [row(number, order_id=f"N{number:05d}") for number in range(700)]
    index = PaymentIndex(search_text)
    for start in range(0, 700, 90):
        index.add(rows[start : start + 90])
    assert [index.rows[slot] for slot in range(700)] == rows
    view = View(index)
    view.search("n00699")
    assert shown(view) == [rows[699]]
    view.search("n0025")
    assert [each.order_id for each in shown(view) if isinstance(each, PaymentRow)] == [
        f"N{number:05d}" for number in range(259, 249, -1)
    ]


@pytest.mark.parametrize("scattered", [False, True])
def test_a_search_that_is_given_up_takes_no_room_until_garbage_is_collected(scattered: bool) -> None:
    slots = np.arange(2_000, dtype=np.int32)
    search = PaymentSearch(slots, lambda some: some % 2 == 0, scattered=scattered)
    search.go_on(0)
    assert not search.done
    given_up = weakref.ref(search)
    del search
    assert given_up() is None


def test_a_sort_that_is_given_up_takes_no_room_until_garbage_is_collected() -> None:
    sorting = View(many([])).begin_sort(lambda row: row.created)
    assert sorting.prepare(0)
    given_up = weakref.ref(sorting)
    del sorting
    assert given_up() is None


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", sorted(COLUMNS))
@pytest.mark.parametrize("many", [3, 256])
def test_the_first_rows_of_many_are_those_of_the_whole_order(
    column: str, many: int, descending: bool
) -> None:
    draw, index = random.Random(7), PaymentIndex(search_text)
    index.add([mixed(number, draw) for number in range(4_000)])
    sorting = PaymentSort(index, COLUMNS[column].sort_key, descending=descending)
    while sorting.prepare(inf):
        pass
    assert sorting.first(many) == sorting.whole()[:many]


def mixed(number: int, draw: random.Random) -> PaymentRow:
    """A payment of few sorts, some of them rare, with much that is not known."""
    rare = draw.random() < 0.01
    brand = draw.choice(["visa", "visa", "visa", "mastercard", None])
    last4 = draw.choice(["4242", "0042", f"{draw.randrange(10_000):04}"])
    card = {"id": f"card_{number % 40}", "brand": brand, "last4": last4, "country": draw.choice(["FR", None])}
    return row(
        number,
        amount=draw.randrange(1, 500),
        status="refused" if rare else draw.choice(["captured", "captured", "authorized", None]),
        response=draw.choice(["00", "51", None]),
        order_id=draw.choice([None, f"A-{draw.randrange(900)}"]),
        description=draw.choice([None, "Chaise", f"Lampe {number}"]),
        card=card if draw.random() < 0.8 else None,
        customer=draw.choice(
            [None, {"id": f"cust_{number % 30}", "name": draw.choice(["Abel", "Zoé", None])}]
        ),
    )


def with_payers(numbers: range, named: dict[int, str]) -> list[PaymentRow]:
    """A payment of each payer, who bears a name of their own where one is given."""
    return [
        row(
            number,
            order_id=None,
            description=None,
            customer={"id": f"cust_{number}", "name": named.get(number, f"Abel {number % 9}")},
        )
        for number in numbers
    ]


@pytest.mark.parametrize("typed", ["zwetlana", "zwetlana k", "zwetlanaq"])
@pytest.mark.parametrize("column", [None, "amount"])
def test_a_payer_whom_hardly_any_payment_has_is_found_wherever_they_stand(
    typed: str, column: str | None
) -> None:
    named = {5: "Zwetlana K", 99: "Zwetlana M", 4150: "Zwetlana K", 4400: "Zwetlana K"}
    index = PaymentIndex(search_text)
    index.add(with_payers(range(4200), named))
    while index.rows.note_words():
        pass
    view = View(index)
    if column is not None:
        view.sort(COLUMNS[column].sort_key)
    view.begin(parse(typed, NOW, PARIS).query)
    view.go_on()
    index.add(with_payers(range(4200, 4500), named))
    view.finish()
    assert shown(view) == naive(index, typed, column, descending=False)
    assert len(view) == {"zwetlana": 4, "zwetlana k": 3, "zwetlanaq": 0}[typed]
    for start in (4500, 4510):
        index.add(with_payers(range(start, start + 10), {4515: "Zwetlanaq"}))
    assert shown(view) == naive(index, typed, column, descending=False)


def test_what_stands_in_many_rows_is_noted_as_they_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payment_index, "_NOTED", 300)
    index = PaymentIndex(search_text)
    for start in range(0, 1000, 100):
        index.add(with_payers(range(start, start + 100), {}))
        assert (index.rows.grams is not None) == (start >= 300)
    assert index.rows.grams is not None
    payers, _own = index.rows.grams
    told = payers.may_have("zwetlana")
    assert told is not None
    assert not told.any()
