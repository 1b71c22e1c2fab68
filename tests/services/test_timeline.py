"""A timeline holds what the payment's own fields prove, each with its source."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.services.payments.timeline import Story, story, timeline

DATA = Path(__file__).parent.parent / "data"
FULL: dict[str, Any] = json.loads((DATA / "payment_full.json").read_text(encoding="utf-8"))
BARE = {"id": "paym_p5tjCrXHy93xtVtVqvEJoC1c", "amount": 3021, "currency": "eur"}


def test_events_stand_in_order_of_time_and_undated_facts_last() -> None:
    events = timeline(Payment.read(FULL))
    assert [(event.source, event.at is None) for event in events] == [
        ("date_paym", False),
        ("created", False),
        ("refunds[0].created", False),
        ("refunds[0].date_refund", False),
        ("date_bank", False),  # the same day in Paris
        ("refunds[0].date_bank", False),
        ("auth.status", True),
        ("response", True),
    ]


def test_every_event_is_proved_by_the_field_it_names() -> None:
    payment = Payment.read({**FULL, "capture": False})
    for event in timeline(payment):
        value: Any = FULL if event.source != "capture" else {"capture": False}
        for step in event.source.replace("[", ".").replace("]", "").split("."):
            value = value[int(step)] if step.isdigit() else value[step]
        if event.at is not None:
            assert event.at == datetime.fromtimestamp(value, UTC)
        elif event.source != "capture":
            assert value in event.text


def test_a_bare_payment_has_no_history() -> None:
    assert timeline(Payment.read(BARE)) == ()


def test_a_bank_date_is_a_day_that_follows_the_instants_of_that_day() -> None:
    midnight_in_paris = 1541631600
    item = {**BARE, "created": midnight_in_paris + 64_000, "date_bank": midnight_in_paris}
    events = timeline(Payment.read(item))
    assert [(event.source, event.day) for event in events] == [("created", False), ("date_bank", True)]


def test_refunds_carry_their_money_in_the_payments_currency() -> None:
    refunds = [{"id": "refd_1", "amount": 1000, "created": 1541700000}]
    events = timeline(Payment.read({**BARE, "refunds": refunds}))
    assert [(event.text, event.money) for event in events] == [("refund created", Money(1000, "eur"))]


def test_a_capture_left_open_is_a_fact_and_an_immediate_one_is_not() -> None:
    assert [event.source for event in timeline(Payment.read({**BARE, "capture": False}))] == ["capture"]
    assert timeline(Payment.read({**BARE, "capture": True})) == ()


PARIS_MIDNIGHT = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
"""Midnight in Paris, when November 21 begins."""
NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


def told(now: datetime, **fields: Any) -> Story:
    return story(Payment.read({**BARE, **fields}), now)


def texts(events: tuple[Any, ...]) -> list[str]:
    return [event.text for event in events]


@pytest.mark.parametrize(("days", "expected"), [(-1, False), (0, True), (1, True)])
def test_a_bank_date_is_expected_until_its_day_is_over(days: int, expected: bool) -> None:
    at = int((PARIS_MIDNIGHT + timedelta(days=days)).timestamp())
    found = told(NOON, status="captured", date_bank=at)
    assert (texts(found.expected) != []) is expected
    assert (texts(found.happened) != []) is not expected


def test_what_a_status_announces_is_expected_and_has_no_date() -> None:
    created = int(NOON.timestamp())
    assert texts(told(NOON, created=created, status="to_capture").expected) == [
        "the money is taken within the day"
    ]
    assert told(NOON, created=created, status="captured").expected == ()


def test_an_authorisation_is_to_be_captured_in_time_and_says_when_that_is_over() -> None:
    created = int(NOON.timestamp())
    (ahead,) = told(NOON, created=created, status="authorized").expected
    assert (ahead.text, ahead.at) == ("the authorisation runs out", NOON + timedelta(days=7))
    assert ahead.source.startswith("computed")
    (late,) = told(NOON + timedelta(days=8), created=created, status="authorized").expected
    assert late.text == "the authorisation should have run out"


def test_a_refund_under_way_is_expected_and_a_lost_one_is_not() -> None:
    later = int((PARIS_MIDNIGHT + timedelta(days=3)).timestamp())
    refund = {"id": "refd_1", "amount": 1000, "created": int(NOON.timestamp()) - 60}
    dated = told(NOON, status="captured", refunds=[refund | {"status": "refunded", "date_bank": later}])
    assert texts(dated.happened) == ["refund created"]
    assert texts(dated.expected) == ["refund delivery date at the bank"]
    sent = told(NOON, status="captured", refunds=[refund | {"status": "refund_sent"}])
    assert texts(sent.expected) == ["the bank answers the refund of"]
    lost = told(NOON, status="captured", refunds=[refund | {"status": "failed", "date_bank": later}])
    assert lost.expected == ()
