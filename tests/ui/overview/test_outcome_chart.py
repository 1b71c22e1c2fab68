"""Columns of the chart: in proportion, and nothing that happened vanishes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.ui.overview.outcome_chart import stack

pytestmark = pytest.mark.painted


@pytest.mark.parametrize(
    ("outcomes", "top", "height", "shares"),
    [
        ((0, 0, 0), 10, 8, (0, 0, 0)),
        ((10, 0, 0), 10, 8, (8, 0, 0)),
        ((8, 2, 0), 10, 10, (8, 2, 0)),
        ((100, 1, 0), 101, 8, (7, 1, 0)),
        ((1, 0, 0), 1000, 8, (1, 0, 0)),
        ((0, 3, 0), 0, 8, (0, 0, 0)),
    ],
)
def test_a_column_is_split_by_outcome_and_shows_each_that_there_is(
    outcomes: tuple[int, ...], top: int, height: int, shares: tuple[int, ...]
) -> None:
    assert stack(outcomes, top, height) == shares


@given(st.tuples(*[st.integers(0, 10_000)] * 3), st.integers(0, 10_000), st.integers(1, 40))
def test_a_column_is_as_high_as_its_total(outcomes: tuple[int, int, int], more: int, height: int) -> None:
    total = sum(outcomes)
    top = total + more
    shares = stack(outcomes, top, height)
    assert all(share >= 0 for share in shares)
    assert all(count for count, share in zip(outcomes, shares, strict=True) if share)
    if total:
        assert 1 <= sum(shares) <= height
        assert abs(sum(shares) * top - total * height) <= max(top, 1) * 1
        if sum(shares) >= 3:
            assert all(share for count, share in zip(outcomes, shares, strict=True) if count)
