"""A timeline holds what the payment's own fields prove, each with its source."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.services.payments.timeline import timeline

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
        ("status", True),
        ("refunds[0].status", True),
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
