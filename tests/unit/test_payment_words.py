"""What is told after a payment was created or changed."""

from typing import Any

import pytest

from stancer_tui.models.payment import Payment
from stancer_tui.reference import statuses
from stancer_tui.render.money import money
from stancer_tui.services.payments.actions import PaymentAction
from stancer_tui.services.payments.words import (
    NO_TRACE,
    UNKNOWN,
    done_words,
    standing_words,
    went_well,
)
from stancer_tui.services.payments.writing import Written

CARD: dict[str, Any] = {"card": {"id": "card_1"}}


def paid(status: str | None = None, **fields: Any) -> Payment:
    return Payment.read({"id": "paym_a", "amount": 3021, "currency": "eur", "status": status, **fields})


@pytest.mark.parametrize("status", [each.status for each in statuses.entries("payment") if not each.settable])
def test_every_status_has_words(status: str) -> None:
    assert "reports the status" not in standing_words(paid(status))


def test_an_unknown_status_is_repeated_and_not_explained() -> None:
    assert "reports the status held" in standing_words(paid("held"))


def test_a_refusal_names_its_code() -> None:
    assert "The response code is 51." in standing_words(paid("refused", response="51"))


def test_a_payment_without_a_method_waits() -> None:
    assert "waits for its customer" in standing_words(paid())
    assert "not paid yet" in standing_words(paid(**CARD))
    assert "authenticate at the bank" in standing_words(paid(auth={"status": "available"}, **CARD))


def test_what_existed_was_not_created() -> None:
    text = done_words(PaymentAction.CREATE, Written(paid("captured"), existed=True), money)
    assert "so no second one was created" in text
    assert "30.21 EUR" in text
    assert "paym_a" in text


@pytest.mark.parametrize("action", PaymentAction)
def test_what_was_found_says_so_and_what_is_unknown_has_a_way_on(action: PaymentAction) -> None:
    found = done_words(action, Written(paid("to_capture"), found=True), money)
    assert found.startswith("Reading shows it: ")
    assert done_words(action, Written(paid("to_capture")), money)[0] in "TS3"
    assert UNKNOWN[action].endswith(".")
    assert "may still appear" in NO_TRACE[action]


@pytest.mark.parametrize(
    ("action", "status", "well"),
    [
        (PaymentAction.CAPTURE, "to_capture", True),
        (PaymentAction.CAPTURE, "captured", True),
        (PaymentAction.CAPTURE, "refused", False),
        (PaymentAction.CAPTURE, "expired", False),
        (PaymentAction.CAPTURE, "authorized", False),
        (PaymentAction.AUTHORIZE, "authorized", True),
        (PaymentAction.AUTHORIZE, "refused", False),
        (PaymentAction.CREATE, None, True),
        (PaymentAction.CREATE, "refused", False),
    ],
)
def test_a_refusal_of_the_bank_is_not_success(action: PaymentAction, status: str | None, well: bool) -> None:
    payment = paid(status)
    assert went_well(action, payment) is well
    if action is PaymentAction.CAPTURE and not well:
        assert "was asked for" not in done_words(action, Written(payment), money)


@pytest.mark.parametrize(
    ("auth", "said"),
    [
        ("requested", "send them the link"),
        ("available", "3-D Secure address"),
        ("unavailable", "not available for this card"),
        ("odd", "Its status is odd."),
        (None, "no status"),
    ],
)
def test_3_d_secure_says_what_is_next(auth: str | None, said: str) -> None:
    payment = paid(auth=None if auth is None else {"status": auth})
    assert said in done_words(PaymentAction.AUTHENTICATE, Written(payment), money)
