"""Did somebody refund this already: each refund of a payment and of its twin, by whom, when, why."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.past_refunds import past_refund_text, twin_text
from stancer_tui.render.search_text import search_text
from stancer_tui.services.payments.duplicates import twins
from stancer_tui.services.refunds.history import refund_history
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.owner import Owner
from stancer_tui.store.payment_index import PaymentIndex
from tests.services.refund_world import intent, refund_id, seen
from tests.unit.rows import row

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CARD = {"id": "card_A", "brand": "visa", "last4": "0003"}


def refund(letter: str, *, status: str | None = "refunded", hours: float = 1) -> dict[str, Any]:
    created = int((NOW - timedelta(hours=hours)).timestamp())
    return {"id": refund_id(letter), "amount": 3490, "status": status, "created": created}


def paid(number: int, **fields: Any) -> PaymentRow:
    known = {"amount": 3490, "card": CARD, "order_id": f"AL-{number}", "customer": None}
    return row(number, **known | fields)


def by_nadia(payment: PaymentRow, state: State = State.CONFIRMED, **fields: Any) -> Intent:
    owner = Owner(1, "boot:1", "nadia")
    known = {"payment": payment.id, "amount": 3490, "owner": owner, "ticket": "T-81", "sent_at": NOW}
    return intent(state, **known | fields)


def texts(
    payment: PaymentRow, other: tuple[PaymentRow, ...], journal: Any, *, mask: bool = False, **given: Any
) -> list[str]:
    say = {True: twin_text, False: past_refund_text}
    found = refund_history(payment, other, journal, **given)
    return [say[each.twin](each, now=NOW, zone=PARIS, mask=mask) for each in found]


def test_who_refunded_when_and_why_is_told_where_the_journal_knows_it() -> None:
    payment = paid(1, refunds=[refund("B")])
    assert texts(payment, (), [by_nadia(payment, refund_id=refund_id("B"))]) == [
        "34.90 EUR ↺ refunded · today 12:00 · by nadia · ticket T-81"
    ]
    (masked,) = texts(payment, (), [by_nadia(payment, refund_id=refund_id("B"))], mask=True)
    assert "by n•••" in masked


def test_what_the_journal_does_not_know_was_not_done_by_this_desk() -> None:
    payment = paid(1, refunds=[refund("B", hours=48)])
    assert texts(payment, (), []) == ["34.90 EUR ↺ refunded · Nov 20 13:00 · not recorded here"]
    (unread,) = texts(payment, (), None)
    assert unread.endswith("by whom is not known now")


def test_refunds_of_the_likely_twin_follow_under_its_order() -> None:
    payment, twin = paid(1, refunds=[refund("B")]), paid(2, refunds=[refund("C"), refund("D", hours=2)])
    assert texts(payment, (twin,), [by_nadia(twin, refund_id=refund_id("C"))]) == [
        "34.90 EUR ↺ refunded · today 12:00 · not recorded here",
        "its likely twin AL-2 was refunded 34.90 EUR today 12:00 by nadia (ticket T-81)",
        "its likely twin AL-2 was refunded 34.90 EUR today 11:00, not recorded here",
    ]
    found = refund_history(payment, (twin,), [])
    assert [each.id for each in found] == [refund_id(letter) for letter in "BCD"], "each newest first"


@pytest.mark.parametrize("state", list(State))
def test_a_refund_that_may_have_been_made_is_told_and_one_that_was_not_is_not(state: State) -> None:
    payment = paid(1)
    found = texts(payment, (), [by_nadia(payment, state)])
    match state:
        case State.CONFIRMED:
            assert found == ["34.90 EUR ✓ made · today 13:00 · by nadia · ticket T-81"]
        case State.SENDING | State.UNKNOWN | State.AMBIGUOUS | State.NOT_FOUND:
            assert found == ["34.90 EUR ? outcome not known · today 13:00 · by nadia · ticket T-81"]
        case _:
            assert found == []


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("to_refund", "is being refunded 34.90 EUR today 12:00, not recorded here (to refund)"),
        ("refund_sent", "is being refunded 34.90 EUR today 12:00, not recorded here (refund sent)"),
        (None, "has a refund of 34.90 EUR today 12:00, not recorded here (no status)"),
    ],
)
def test_a_refund_of_the_twin_is_said_to_be_as_far_as_stancer_says(status: str | None, said: str) -> None:
    twin = paid(2, refunds=[refund("C", status=status)])
    assert texts(paid(1), (twin,), []) == [f"its likely twin AL-2 {said}"]


def test_a_refund_of_the_twin_of_unknown_outcome_may_have_been_made() -> None:
    twin = paid(2)
    (said,) = texts(paid(1), (twin,), [by_nadia(twin, State.UNKNOWN, ticket=None)])
    maybe = "its likely twin AL-2 may have been refunded 34.90 EUR today 13:00 by nadia"
    assert said == f"{maybe} (the outcome is not known)"


def test_a_later_reading_counts_instead_of_the_row() -> None:
    payment = paid(1, refunds=[refund("B")])
    assert [each.id for each in refund_history(payment, (), [], seen=[seen("C", 500)])] == [refund_id("C")]


def test_another_payments_refund_is_nobody_elses() -> None:
    assert refund_history(paid(1), (), [by_nadia(paid(2))]) == ()


def test_a_hostile_ticket_passes_the_door() -> None:
    payment = paid(1)
    (text,) = texts(payment, (), [by_nadia(payment, ticket="T\x1b[31m")])
    assert "\x1b" not in text


def test_a_twin_is_a_charge_beside_a_charge() -> None:
    payment, twin, refused = paid(1), paid(2), paid(3, status="refused")
    index = PaymentIndex(search_text)
    index.add([payment, twin, refused])
    assert [each.id for each in twins(payment, index)] == [twin.id]
    assert twins(refused, index) == ()
