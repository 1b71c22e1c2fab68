"""The time left before something of a payment runs out, where anything does."""

from datetime import UTC, datetime, timedelta

import pytest

from stancer_tui.models.payment import Payment
from stancer_tui.services.payments.expiry import expiry, payment_expiry

CREATED = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_an_authorisation_lasts_seven_days() -> None:
    found = expiry("authorized", "success", CREATED, CREATED + timedelta(days=5))
    assert found is not None
    assert (found.subject, found.left, found.over) == ("authorisation", timedelta(days=2), False)
    assert found.at == datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
    assert found.basis == "computed: 7 days after the payment was created"


@pytest.mark.parametrize("auth_status", ["requested", "available", "attempted"])
def test_an_open_session_lasts_six_hours(auth_status: str) -> None:
    found = expiry(None, auth_status, CREATED, CREATED + timedelta(hours=7))
    assert found is not None
    assert (found.subject, found.left, found.over) == ("3-D Secure attempt", timedelta(hours=-1), True)


@pytest.mark.parametrize(
    ("status", "auth_status"),
    [("captured", "success"), ("expired", None), (None, None), (None, "expired"), ("refused", "attempted")],
)
def test_nothing_runs_out_of_what_is_decided(status: str | None, auth_status: str | None) -> None:
    assert expiry(status, auth_status, CREATED, CREATED) is None


def test_no_date_no_time_left() -> None:
    assert expiry("authorized", None, None, CREATED) is None
    assert expiry("authorized", None, datetime(9999, 12, 30, tzinfo=UTC), CREATED) is None


def test_a_whole_payment_says_it_too() -> None:
    payment = Payment.read(
        {
            "id": "paym_1",
            "amount": 50,
            "currency": "eur",
            "status": None,
            "created": int(CREATED.timestamp()),
            "auth": {"status": "attempted"},
        }
    )
    found = payment_expiry(payment, CREATED)
    assert found is not None
    assert found.left == timedelta(hours=6)


def test_the_last_moment_is_over() -> None:
    for left, over in ((timedelta(seconds=1), False), (timedelta(0), True), (timedelta(seconds=-1), True)):
        found = expiry("authorized", "success", CREATED, CREATED + timedelta(days=7) - left)
        assert found is not None
        assert found.over is over
