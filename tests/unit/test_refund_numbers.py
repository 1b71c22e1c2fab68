"""The numbers of money around a refund, as the form and the head of a payment show them."""

from datetime import UTC, datetime

import pytest

from stancer_tui.api.errors import Effect, RateLimited
from stancer_tui.services.advice import advice_on
from stancer_tui.store.intent import State
from stancer_tui.ui.payments.heading import head_lines
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
    now = datetime(2026, 11, 21, 18, tzinfo=UTC)
    refunded, whole = (
        head_lines(row(amount=3021, refunds=refunds), None, "", now=now, zone=UTC, mask=False)[0].right.plain
        for refunds in ([refund], [])
    )
    assert "12.50 given back, 17.71 kept" in refunded
    assert "kept" not in whole


@pytest.mark.parametrize(("asked", "seconds"), [(1.0, 1), (1.2, 2), (59.9, 60)])
def test_the_wait_that_the_api_asks_is_never_told_shorter(asked: float, seconds: int) -> None:
    error = RateLimited("slow down", status=429, effect=Effect.REFUSED, retry_after=asked)
    assert advice_on(error) == f"Wait {seconds} s as the API asks, then try again."
