"""Watching: how often, how long, what counts as a change, and when nothing more is expected."""

from typing import Any

import pytest

from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.services.watched_object import (
    POLLING,
    Change,
    WatchedObject,
    changes,
    reading_of,
    reading_of_row,
    settled,
)
from tests.unit.rows import row


def payment(**fields: Any) -> dict[str, Any]:
    return {"id": f"paym_{1:024d}", "amount": 5000, "currency": "eur", "status": "captured", **fields}


def test_readings_become_rarer_and_never_end_by_themselves() -> None:
    waits = [POLLING.delay(number) for number in range(20)]
    assert waits[:4] == [5, 10, 20, 30]
    assert waits == sorted(waits)
    assert waits[-1] == POLLING.delays[-1] == 300


def test_a_day_is_enough() -> None:
    watch = WatchedObject(Mode.TEST, Kind.PAYMENT, "paym_1", lambda: "paym_1", began=100)
    assert not watch.is_over(100 + POLLING.window - 1)
    assert watch.is_over(100 + POLLING.window)


def test_the_first_reading_is_no_change_and_news_are_kept_until_opened() -> None:
    watch = WatchedObject(Mode.TEST, Kind.REFUND, "refd_1", lambda: "refd_1", began=0)
    assert watch.took({"status": "to_refund"}) == ()
    assert watch.took({"status": "to_refund"}) == ()
    first = watch.took({"status": "refund_sent"})
    assert first == (Change("status", "to_refund", "refund_sent"),)
    second = watch.took({"status": "refunded"})
    assert watch.news == (*first, *second)


def test_what_a_list_did_not_know_is_no_change() -> None:
    listed = reading_of_row(row(status="to_capture"))
    whole = reading_of(Kind.PAYMENT, {**payment(status="captured", response="00"), "date_bank": 1790000000.0})
    assert changes(listed, whole) == (Change("status", "to_capture", "captured"),)


def test_a_refund_of_a_payment_is_a_change_of_its_amount_and_statuses() -> None:
    refund = {"id": "refd_1", "amount": 1250, "status": "to_refund"}
    before = reading_of(Kind.PAYMENT, payment())
    after = reading_of(Kind.PAYMENT, payment(refunds=[refund]))
    assert {each.field: (each.was, each.now) for each in changes(before, after)} == {
        "refunded": (0, 1250),
        "refunds": ((), ("to_refund",)),
    }


@pytest.mark.parametrize(
    ("kind", "raw", "final"),
    [
        (Kind.PAYMENT, payment(status="captured"), True),
        (Kind.PAYMENT, payment(status="to_capture"), False),
        (Kind.PAYMENT, payment(refunds=[{"id": "refd_1", "amount": 1, "status": "refund_sent"}]), False),
        (Kind.PAYMENT, payment(status=None), False),
        (Kind.REFUND, {"status": "refund_sent"}, False),
        (Kind.REFUND, {"status": "refunded"}, True),
        (Kind.PAYOUT, {"status": "sent"}, False),
        (Kind.PAYOUT, {"status": "paid"}, True),
        (Kind.CHECK, {"status": "check_sent"}, False),
        (Kind.CHECK, {"status": "checked"}, True),
        (Kind.REFUND, {"status": "brand_new"}, False),
    ],
)
def test_when_nothing_more_is_expected(kind: Kind, raw: dict[str, Any], final: bool) -> None:
    assert settled(kind, reading_of(kind, raw)) is final
