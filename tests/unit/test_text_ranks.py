"""The rank of a text is the number of different keys before its own, however many came at once."""

import random
from collections.abc import Iterator
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.row_parts import Part, TextKey
from stancer_tui.render.search_text import search_text
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import View
from stancer_tui.store.sorting import PaymentSort
from stancer_tui.store.text_ranks import NO_RANK, TextRanks
from stancer_tui.store.view_order import SortKey
from tests.unit.rows import row
from tests.unit.test_payment_pieces import COLUMNS, TEXTS, many, naive, shown

WORDS = st.text("ab\0é’💶-", max_size=4)


@pytest.fixture(autouse=True, scope="module")
def small_pieces() -> Iterator[None]:
    """A few texts are many pieces."""
    sizes = {"_PIECE": 3, "_HEAP": 8, "_SAMPLED": 2, "_PACKED": 2, "_MERGED": 2}
    with pytest.MonkeyPatch.context() as patch:
        for name, size in sizes.items():
            patch.setattr(f"stancer_tui.store.text_ranks.{name}", size)
        yield


def key_of(text: str) -> str | None:
    return text[1:].strip() if text.startswith("=") else None


def expected(texts: list[str]) -> list[int]:
    keys = [key_of(text) for text in texts]
    different = sorted({key for key in keys if key is not None})
    return [NO_RANK if key is None else different.index(key) for key in keys]


@given(st.lists(st.lists(WORDS.map("={}".format) | st.just(""), max_size=30), max_size=6))
def test_texts_are_ranked_as_their_keys_are_sorted(batches: list[list[str]]) -> None:
    texts: list[str] = []
    ranks = TextRanks(texts, key_of)
    for batch in batches:
        texts += batch
        before = ranks.ranks.tolist()
        held = ranks.ranks
        while ranks.go_on():
            pass
        assert held.tolist() == before
        assert ranks.ranks.tolist() == expected(texts)
        assert not ranks.missing


def test_far_more_texts_than_a_heap_has_are_ranked() -> None:
    draw = random.Random(1)
    texts = [f"={draw.choice(['a', 'é', '💶'])}{draw.randrange(300)}" for _ in range(700)]
    texts += ["=a1"] * 50  # a heap of their own
    ranks = TextRanks(texts, key_of)
    while ranks.go_on():
        pass
    assert ranks.ranks.tolist() == expected(texts)


def test_texts_that_come_meanwhile_are_ranked_too() -> None:
    texts = [f"={number % 7}" for number in range(40)]
    ranks = TextRanks(texts, key_of)
    for number in range(25):
        assert ranks.go_on()
        texts.append(f"=more {number}")
    while ranks.go_on():
        pass
    assert ranks.ranks.tolist() == expected(texts)


@pytest.mark.parametrize("column", ["customer", "order", "method"])
@given(st.lists(st.none() | TEXTS, min_size=1, max_size=20), st.booleans())
def test_a_few_that_have_no_rank_yet_are_put_into_their_places(
    column: str, names: list[str | None], descending: bool
) -> None:
    index = many([])
    key: SortKey = COLUMNS[column].sort_key
    View(index).sort(key)
    index.add(
        row(number, order_id=name, customer={"id": f"cust_new{number}", "name": name})
        for number, name in enumerate(names)
    )
    view = View(index)
    sorting = view.begin_sort(key, descending=descending)
    assert not sorting.prepare(0), "nothing is asked anew"
    plain = naive(index, "", column, descending=descending)
    assert view.show_first(sorting, sorting.first(30))
    assert shown(view) == plain[:30]
    assert view.show_sorted(sorting, sorting.whole())
    assert shown(view) == plain


def test_equal_keys_are_the_same_and_their_ranks_are_kept() -> None:
    index = PaymentIndex(search_text)
    index.add(row(number, order_id=f"{number}") for number in range(9))
    first = TextKey(Part.WORDS, ("order_id",), str)
    assert index.rows.ranks_of(first) is index.rows.ranks_of(TextKey(Part.WORDS, ("order_id",), str))
    assert index.rows.ranks_of(first) is not index.rows.ranks_of(TextKey(Part.WORDS, ("unique_id",), str))


@pytest.mark.parametrize("column", ["created", "amount", "status", "customer", "order", "method"])
@pytest.mark.parametrize("descending", [False, True])
def test_the_first_ones_are_those_that_come_first_of_all(column: str, descending: bool) -> None:
    index = many([])
    index.add(row(number, order_id=None, card={"last4": f"{number % 97:04d}"}) for number in range(2500))
    sorting = PaymentSort(index, COLUMNS[column].sort_key, descending=descending)
    sorting.prepare(inf)
    for count in (1, 2, 60, 256, 3000):
        assert sorting.first(count) == sorting.whole()[:count]


def test_a_sample_that_misleads_leaves_nobody_out() -> None:
    index = PaymentIndex(search_text)
    index.add(
        row(number, created=1_795_000_000 - number, amount=1 if number % 64 == 0 else 9000 - number)
        for number in range(3200)
    )
    sorting = PaymentSort(index, COLUMNS["amount"].sort_key, descending=False)
    sorting.prepare(inf)
    assert sorting.first(60) == sorting.whole()[:60]
