"""The number in place of a sort key stands where the key would."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.store.sort_ranks import NONE, ranks_of


def places(keys: list[Any]) -> list[int]:
    different = sorted({key for key in keys if key is not None})
    return [len(different) if key is None else different.index(key) for key in keys]


def dense(keys: list[Any]) -> list[int]:
    ranks = ranks_of(keys).tolist()
    different = sorted(set(ranks))
    return [different.index(rank) for rank in ranks]


TEXTS = st.text("ab\0é’💶", max_size=4)


@given(st.lists(st.none() | TEXTS | TEXTS.map(lambda text: "long" * 24 + text)))
def test_texts_are_compared_letter_by_letter(keys: list[str | None]) -> None:
    assert dense(keys) == places(keys)


@pytest.mark.parametrize("keys", [[3, 1, None, 2, 1], [("b", 1), ("a", 9), None, ("b", 0)], [None], []])
def test_other_keys_are_compared_as_they_are(keys: list[Any]) -> None:
    assert dense(keys) == places(keys)
    assert [rank == NONE for rank in ranks_of(keys).tolist()] == [key is None for key in keys]
