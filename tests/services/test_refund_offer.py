from dataclasses import replace
from typing import Any

import pytest

from stancer_tui.models.money import Money
from stancer_tui.services.refunds.offer import Consent, Reason, payment_view
from stancer_tui.services.refunds.words import small_rest, why_not
from stancer_tui.store.intent import RefundKind, State
from tests.services.refund_world import NOW, intent, offer, refund_id, seen, view


def show(money: Money) -> str:
    return f"{money.amount} {money.currency}"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "captured"}, None),
        ({"status": "disputed"}, None),
        ({"status": "to_capture"}, None),
        ({"status": "authorized"}, None),
        ({"status": "capture_sent"}, Reason.CAPTURE_SENT),
        ({"status": None}, Reason.NOTHING_TAKEN),
        ({"status": "refused"}, Reason.NOTHING_TAKEN),
        ({"status": "failed"}, Reason.NOTHING_TAKEN),
        ({"status": "expired"}, Reason.NOTHING_TAKEN),
        ({"status": "canceled"}, Reason.NOTHING_TAKEN),
        ({"status": "2"}, Reason.UNKNOWN_STATUS),
        ({"live_mode": True}, Reason.OTHER_MODE),
        ({"live_mode": None}, None),
        ({"unreadable_refunds": 1}, Reason.UNREADABLE_REFUNDS),
        ({"refunds": (seen("B", -100_000),)}, Reason.IMPOSSIBLE_AMOUNTS),
        ({"refunds": (seen("B", 0),)}, Reason.IMPOSSIBLE_AMOUNTS),
        ({"refunds": (replace(seen("B"), currency="usd"),)}, Reason.IMPOSSIBLE_AMOUNTS),
        ({"refunds": (replace(seen("B"), currency=None),)}, None),
        ({"amount": -5000}, Reason.IMPOSSIBLE_AMOUNTS),
    ],
)
def test_what_blocks_a_refund(changes: dict[str, Any], reason: Reason | None) -> None:
    made = offer(view(**changes))
    assert made.block is reason
    if reason in {Reason.NOTHING_TAKEN, Reason.IMPOSSIBLE_AMOUNTS}:
        assert made.available == 0, "nothing can be refunded, and it says so"
    assert made.available <= 5000


def test_what_the_desk_itself_blocks() -> None:
    assert offer(view(), read_only=True).block is Reason.READ_ONLY
    assert offer(view(), intents=None).block is Reason.JOURNAL_OFF
    held = intent(State.UNKNOWN)
    assert offer(view(), intents=(held,)).in_progress is held
    assert offer(view(), intents=(held,)).block is Reason.IN_PROGRESS
    assert offer(view(), intents=(intent(State.CONFIRMED),)).block is None


def test_what_is_available_leaves_out_what_never_went_back() -> None:
    made = offer(view(seen("B", 1000), seen("C", 700, status="failed"), seen("D", 300, status="not_honored")))
    assert (made.captured, made.refunded, made.available) == (5000, 1000, 4000)
    assert [each.id for each in made.lost] == [refund_id("C"), refund_id("D")]


def test_nothing_is_left_even_when_more_was_refunded_than_paid() -> None:
    made = offer(view(seen("B", 6000)))
    assert (made.available, made.block) == (0, Reason.NOTHING_LEFT)
    assert offer(view(seen("B", 4970))).block is Reason.LEFT_UNDER_MINIMUM


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        (50, None),
        (5000, None),
        (49, Reason.UNDER_MINIMUM),
        (0, Reason.UNDER_MINIMUM),
        (-50, Reason.UNDER_MINIMUM),
        (5001, Reason.OVER_AVAILABLE),
    ],
)
def test_which_amounts_are_taken(amount: int, reason: Reason | None) -> None:
    assert offer(view()).refusal(amount) is reason


def test_a_ceiling_holds_for_each_refund() -> None:
    made = offer(view(), ceilings={"eur": 2000})
    assert made.maximum == 2000
    assert made.refusal(2000) is None
    assert made.refusal(2001) is Reason.OVER_CEILING
    assert offer(view(), ceilings={"eur": 49}).block is Reason.OVER_CEILING
    assert offer(view(status="to_capture"), ceilings={"eur": 4999}).block is Reason.OVER_CEILING


def test_a_ceiling_holds_for_its_own_currency_only() -> None:
    made = offer(view(currency="jpy"), ceilings={"eur": 2000, "jpy": 3000})
    assert (made.ceiling, made.maximum) == (3000, 3000)
    assert made.refusal(3001) is Reason.OVER_CEILING
    free = offer(view(currency="usd"), ceilings={"eur": 40})
    assert (free.ceiling, free.maximum, free.block) == (None, 5000, None)


def test_before_capture_only_the_whole_is_cancelled() -> None:
    made = offer(view(status="to_capture"))
    assert (made.kind, made.maximum, made.captured) == (RefundKind.CANCEL, 5000, 0)
    assert made.refusal(5000) is None
    assert made.refusal(4999) is Reason.PARTIAL_BEFORE_CAPTURE
    assert made.refusal(5001) is Reason.OVER_AVAILABLE


def test_a_rest_that_cannot_be_refunded_is_warned_about() -> None:
    made = offer(view())
    assert [amount for amount in (4950, 4951, 4999, 5000) if made.leaves_too_little(amount)] == [4951, 4999]
    assert "1 eur" in small_rest(made, 4999, show)


def test_what_is_confirmed_separately() -> None:
    assert offer(view()).consents == frozenset()
    assert offer(view(status="disputed")).consents == {Consent.DISPUTED}
    assert offer(view(), not_found=(intent(State.NOT_FOUND),)).consents == {Consent.AGAIN}


def test_any_difference_is_another_snapshot() -> None:
    first = offer(view(seen("B", 1000))).snapshot
    assert offer(view(seen("B", 1000))).snapshot == first
    for other in (
        view(seen("C", 1000)),
        view(seen("B", 1000, status="failed")),
        view(seen("B", 1000), status="disputed"),
        view(seen("B", 1000), seen("C", 50)),
        view(seen("B", 1000), amount=5001),
    ):
        assert offer(other).snapshot != first


def test_a_refund_listed_twice_counts_once() -> None:
    class Twice:
        id, amount, currency, status, live_mode = "paym_x", 5000, "EUR", "captured", False
        unreadable_refunds = 0

        class Refund:
            id, amount, currency, status, created, payment = refund_id("B"), 100, "EUR", "x", NOW, None

        refunds = (Refund(), Refund())

    assert payment_view(Twice()).total == 100
    assert payment_view(Twice()).currency == "eur"


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_sentence(reason: Reason) -> None:
    sentence = why_not(reason, offer(view(), ceilings={"eur": 2000}), show)
    assert sentence.endswith(".")


def test_limits_are_named_with_their_amounts() -> None:
    made = offer(view(), ceilings={"eur": 2000})
    assert "2000 eur" in why_not(Reason.OVER_CEILING, made, show)
    assert "5000 eur" in why_not(Reason.OVER_AVAILABLE, made, show)
    assert "50 eur" in why_not(Reason.UNDER_MINIMUM, made, show)
