"""How much money went back for which reason, by what the ledger has."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from stancer_tui.services.refunds.reasons import (
    KnownRefunds,
    RefundSum,
    by_agent,
    by_currency,
    by_reason,
)
from stancer_tui.services.search.known_words import REASONS
from stancer_tui.services.search.spoken_words import NONE
from stancer_tui.store.intent import Intent, RefundReason, State
from tests.services.refund_world import intent

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def made(amount: int, reason: str | None, **fields: Any) -> Intent:
    known = {"amount": amount, "refund_reason": reason, "created_at": NOON}
    return intent(State.CONFIRMED, **known | fields)


def test_each_reason_and_currency_has_a_sum_and_none_given_is_a_line_of_its_own() -> None:
    refunds = (
        made(1000, "fraud"),
        made(500, None),
        made(2500, "fraud"),
        made(2000, "fraud", currency="gbp"),
        made(700, "geste maison"),
    )
    assert by_reason(refunds) == (
        RefundSum("fraud", "eur", 2, 3500),
        RefundSum("fraud", "gbp", 1, 2000),
        RefundSum("geste maison", "eur", 1, 700),
        RefundSum("", "eur", 1, 500),
    )
    assert by_currency(refunds) == (RefundSum("", "eur", 4, 4700), RefundSum("", "gbp", 1, 2000))


def test_agents_are_told_apart_by_the_ledger_and_else_by_their_system() -> None:
    refunds = (made(1000, None, agent="nadia"), made(200, None), made(50, None, agent="nadia"))
    assert by_agent(refunds) == (RefundSum("nadia", "eur", 2, 1050), RefundSum("agent", "eur", 1, 200))


@pytest.mark.parametrize("state", [each for each in State if each is not State.CONFIRMED])
def test_only_what_was_made_is_summed_up(state: State) -> None:
    known = KnownRefunds((made(1000, "fraud"), intent(state, created_at=NOON, amount=9900)))
    assert by_reason(known.made()) == (RefundSum("fraud", "eur", 1, 1000),)
    open_ones = {State.SENDING, State.UNKNOWN, State.AMBIGUOUS, State.NOT_FOUND}
    assert len(known.uncertain()) == (state in open_ones)


def test_dates_begin_with_their_first_moment_and_end_before_their_last() -> None:
    hour = timedelta(hours=1)
    known = KnownRefunds(tuple(made(100 * n, None, created_at=NOON + n * hour) for n in range(1, 5)))
    assert [each.amount for each in known.made(NOON + 2 * hour, NOON + 4 * hour)] == [200, 300]
    assert [each.amount for each in known.made(until=NOON + 2 * hour)] == [100]
    assert len(known.made(NOON)) == 4


def test_what_the_ledger_did_not_give_is_known_to_be_lacking() -> None:
    history = tuple(made(100, None, created_at=NOON - timedelta(hours=n)) for n in range(3))
    whole, cut = KnownRefunds.of(history, 4), KnownRefunds.of(history, 3)
    assert not whole.lacks(None)
    assert cut.lacks(None)
    assert cut.lacks(NOON - timedelta(hours=3))
    assert not cut.lacks(NOON - timedelta(hours=2))
    assert not KnownRefunds.of((), 3).lacks(None)


def test_the_search_knows_every_reason_of_the_program() -> None:
    assert set(REASONS) == {*RefundReason, NONE}
