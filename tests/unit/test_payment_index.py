"""The index shows what a plain filter and sort of the newest readings would show."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow
from stancer_tui.models.row_parts import SearchText
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import View
from stancer_tui.store.query import Query
from tests.unit.rows import row

WORDS = ("visa", "vis", "v", "sepa", "51", "5", "!visa", "!v", "!", "paym_0000")


def plain_text(item: ListedPayment) -> str:
    if isinstance(item, UnreadableRow):
        return item.reason.lower()
    return f"{item.id}\n{item.brand}\n{item.response}\n{item.amount}\n{item.customer_name}".lower()


TEXT = SearchText(
    kind=lambda rows: [f"{item.brand}\n{item.response}".lower() for item in rows],
    payer=lambda rows: [f"{item.customer_name}".lower() for item in rows],
    words=lambda rows: [f"{item.id}\n{item.amount}".lower() for item in rows],
    whole=plain_text,
)


def amount(item: ListedPayment) -> Any:
    return item.amount if isinstance(item, PaymentRow) and item.amount % 5 else None


def natural(item: ListedPayment) -> tuple[bool, int, str]:
    return (item.created is None, -(item.created or 0), item.id or "")


PAYMENTS = st.builds(
    row,
    st.integers(0, 40),
    created=st.none() | st.integers(0, 12),
    amount=st.integers(50, 80),
    response=st.sampled_from(["00", "51", "05"]),
    card=st.sampled_from([{"brand": "visa"}, {"brand": "sepa"}]),
)
STEPS = st.lists(
    st.lists(PAYMENTS, max_size=12)
    | st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
    | st.sampled_from([(None, False), (amount, False), (amount, True)]),
    max_size=12,
)


def expected(
    newest: dict[str, ListedPayment],
    typed: str,
    key: Callable[[ListedPayment], Any] | None,
    descending: bool,
) -> list[ListedPayment]:
    rows = sorted(newest.values(), key=natural)
    if key is not None:
        keyed = [item for item in rows if key(item) is not None]
        keyed.sort(key=key, reverse=descending)
        rows = keyed + [item for item in rows if key(item) is None]
    words = typed.lower().split()
    return [
        item
        for item in rows
        if all(word in plain_text(item) for word in words if not word.startswith("!"))
        and not any(word[1:] in plain_text(item) for word in words if word.startswith("!") and word != "!")
    ]


@given(STEPS)
def test_a_view_equals_a_plain_filter_and_sort(steps: list[Any]) -> None:
    index = PaymentIndex(TEXT)
    view, other = View(index), View(index)
    newest: dict[str, ListedPayment] = {}
    typed, key, descending = "", None, False
    for step in steps:
        if isinstance(step, str):
            typed = step
            view.search(step)
        elif isinstance(step, tuple):
            key, descending = step
            view.sort(key, descending=descending)
        else:
            newest.update({item.id: item for item in step})
            index.add(step)
        shown = view.rows(0, len(view))
        assert shown == expected(newest, typed, key, descending)
        assert other.rows(0, len(other)) == expected(newest, "", None, False)
        for position in range(len(view)):
            assert view.position_of(view.key(position)) == position
        assert len(index) == len(newest)


def made(*numbers: int, **fields: Any) -> PaymentIndex:
    index = PaymentIndex(TEXT)
    index.add(row(number, **fields) for number in numbers)
    return index


def ids(view_rows: list[ListedPayment]) -> list[int]:
    return [int((item.id or "").removeprefix("paym_")) for item in view_rows]


def test_slices_arrive_oldest_first_and_are_shown_newest_first() -> None:
    index = PaymentIndex(TEXT)
    view = View(index)
    for batch in ([8, 9], [4, 5], [6, 7], [1, 2, 3]):
        assert index.add([row(number) for number in batch]) == len(batch)
    assert ids(view.rows(0, 99)) == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert (index.newest, index.oldest) == (1_795_280_009, 1_795_280_001)


def test_a_place_is_found_again_after_rows_arrive() -> None:
    index = made(5, 6, 7)
    view = View(index)
    key = view.key(1)
    index.add([row(9), row(10)])
    assert view.position_of(key) == 3
    view.search("nothing")
    assert view.position_of(key) is None
    assert view.position_of("paym_unknown") is None


def test_a_newer_reading_replaces_the_row_and_its_text() -> None:
    index = made(1, 2, response="00")
    view = View(index)
    view.search("51")
    assert len(view) == 0
    assert index.add([row(2, response="51")]) == 0
    assert ids(view.rows(0, 9)) == [2]
    index.add([row(2, response="00")])
    assert len(view) == 0
    assert len(index) == 2


def test_a_row_twice_in_one_batch_is_one_row() -> None:
    index = PaymentIndex(TEXT)
    view = View(index)
    assert index.add([row(1, response="00"), row(1, response="51")]) == 1
    assert [item.response for item in view.rows(0, 9) if isinstance(item, PaymentRow)] == ["51"]


def test_nothing_new_changes_nothing() -> None:
    index = made(1, 2)
    revision = index.revision
    assert index.add([row(1)]) == 0
    assert index.revision == revision


def test_unreadable_rows_stay_visible_and_do_not_multiply() -> None:
    index = made(1)
    view = View(index)
    broken = [
        UnreadableRow(None, "no amount"),
        UnreadableRow(None, "no amount"),
        UnreadableRow("paym_x", "bad"),
    ]
    assert index.add(broken) == 3
    assert index.add(broken) == 0
    assert len(view) == 4
    index.add([row(1, id="paym_x")])
    assert index.get("paym_x") == row(1, id="paym_x")


def test_deleting_a_character_finds_rows_that_came_meanwhile() -> None:
    index = made(1, 2)
    view = View(index)
    view.search("v")
    view.search("visa")
    index.add([row(3)])
    view.search("v")
    assert ids(view.rows(0, 9)) == [3, 2, 1]


def test_clearing_empties_every_view() -> None:
    index = made(1, 2, 3)
    plain, sorted_view, searched = View(index), View(index), View(index)
    sorted_view.sort(amount)
    searched.search("visa")
    index.clear()
    assert [len(view) for view in (plain, sorted_view, searched)] == [0, 0, 0]
    index.add([row(4)])
    assert [len(view) for view in (plain, sorted_view, searched)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("old", "new", "narrows"),
    [
        ("vi", "vis", True),
        ("vi", "vi 51", True),
        ("vis", "vi", False),
        ("vi", "isa", False),
        ("!visa", "!vis", True),
        ("!vi", "!vis", False),
        ("vi !51", "visa", False),
        ("", "v", True),
    ],
)
def test_only_a_query_that_can_only_narrow_reuses_hits(old: str, new: str, narrows: bool) -> None:
    assert Query.parse(new).narrows(Query.parse(old)) is narrows
