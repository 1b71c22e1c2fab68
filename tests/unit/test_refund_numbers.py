"""The numbers of money around a refund, as the form and the head of a payment show them."""

import pytest

from stancer_tui.api.errors import Effect, RateLimited
from stancer_tui.store.intent import State
from stancer_tui.ui.payments.heading import head_content
from stancer_tui.ui.refunds.summary import given_back
from tests.services.refund_world import intent
from tests.unit.rows import row


@pytest.mark.parametrize(
    ("before", "after", "back"),
    [(0, 1250, 1250), (700, 1950, 1250), (700, 2450, 1750), (0, 1000, 1250), (0, None, 1250)],
)
def test_what_went_back_is_this_refund_and_what_was_refunded_beside_it(
    before: int, after: int | None, back: int
) -> None:
    made = intent(State.CONFIRMED, amount=1250, baseline_sum=before, sum_after=after)
    assert given_back(made) == back
    assert given_back(intent(State.UNKNOWN, baseline_sum=before, sum_after=after)) == 0


def test_the_head_says_what_is_left_of_a_refunded_payment() -> None:
    refund = {"id": "refd_1", "amount": 1250, "currency": "eur", "status": "refunded"}
    assert "refunded 12.50, 17.71 left" in head_content(row(amount=3021, refunds=[refund])).plain
    assert "left" not in head_content(row(amount=3021)).plain


@pytest.mark.parametrize(("asked", "seconds"), [(1.0, 1), (1.2, 2), (59.9, 60)])
def test_the_wait_that_the_api_asks_is_never_told_shorter(asked: float, seconds: int) -> None:
    error = RateLimited("slow down", status=429, effect=Effect.REFUSED, retry_after=asked)
    assert error.advice == f"Wait {seconds} s as the API asks, then try again."
