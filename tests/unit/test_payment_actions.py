"""What can be done with a payment in every status, and the reason for what cannot."""

import pytest

from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import payment_row
from stancer_tui.reference import statuses
from stancer_tui.services.payments.actions import (
    DESCRIBING,
    NO_METHOD,
    OTHER_MODE,
    READ_ONLY,
    UNKNOWN_AUTH,
    UNKNOWN_STATUS,
    PaymentAction,
    Standing,
    standing,
    why_no_link,
    why_not,
    why_not_changed,
)

STATUSES = [entry.status for entry in statuses.entries("payment") if not entry.settable]
AUTHS = [entry.status for entry in statuses.entries("auth") if not entry.settable]
CREATE, CAPTURE, AUTHORIZE, UPDATE, AUTHENTICATE = PaymentAction
LINK = "link"
CHANGING = (CAPTURE, AUTHORIZE, UPDATE, AUTHENTICATE)
OFFERED = (*CHANGING, LINK)

CHANGES = (
    "amount",
    "currency",
    "order_id",
    "description",
    "return_url",
    "customer",
    "card",
    "sepa",
    "device",
    "auth",
)
"""The fields that an update may carry beside `status` (reference: Update a payment)."""

POSSIBLE: dict[str | None, set[str]] = {
    None: {CAPTURE, AUTHORIZE, UPDATE, AUTHENTICATE, LINK},
    "authorized": {CAPTURE, UPDATE},
    "to_capture": {UPDATE},
    "capture_sent": {UPDATE},
    "captured": {UPDATE},
    "disputed": {UPDATE},
    "canceled": {UPDATE},
    "expired": {UPDATE},
    "failed": {UPDATE},
    "refused": {UPDATE},
}
"""What is possible by status, of a payment with a card and without 3-D Secure."""


def of(status: str | None, method: str | None = "card", auth: str | None = None) -> Standing:
    return Standing(status, method, auth, asked=auth is not None, live_mode=None)


def reason(offered: str, payment: Standing, *, live: bool = False) -> str | None:
    return (
        why_no_link(payment, live=live)
        if offered == LINK
        else why_not(PaymentAction(offered), payment, live=live)
    )


def possible(payment: Standing) -> set[str]:
    return {offered for offered in OFFERED if reason(offered, payment) is None}


def test_every_status_of_the_reference_is_decided() -> None:
    assert set(POSSIBLE) == {None, *STATUSES}


@pytest.mark.parametrize("status", POSSIBLE)
def test_what_a_status_allows_and_a_sentence_for_the_rest(status: str | None) -> None:
    assert possible(of(status)) == POSSIBLE[status]
    for offered in set(OFFERED) - POSSIBLE[status]:
        sentence = reason(offered, of(status))
        assert sentence is not None
        assert sentence[0].isupper()
        assert sentence.endswith(".")


@pytest.mark.parametrize("status", POSSIBLE)
def test_no_payment_forbids_another_one(status: str | None) -> None:
    assert why_not(CREATE, of(status), live=False) is None
    assert why_not(CREATE, of(status), live=False, read_only=True) == READ_ONLY


@pytest.mark.parametrize("status", ["2", "held", ""])
def test_a_status_that_nobody_documents_allows_nothing(status: str) -> None:
    assert possible(of(status)) == set()
    assert {reason(offered, of(status)) for offered in OFFERED} == {UNKNOWN_STATUS}


def test_without_a_method_there_is_nothing_to_charge() -> None:
    payment = of(None, method=None)
    assert possible(payment) == {UPDATE, AUTHENTICATE, LINK}
    assert why_not(CAPTURE, payment, live=False) == why_not(AUTHORIZE, payment, live=False) == NO_METHOD


@pytest.mark.parametrize(
    ("auth", "allowed"),
    [
        ("requested", {UPDATE, LINK}),
        ("available", {UPDATE, LINK}),
        ("attempted", {UPDATE, LINK}),
        ("success", {CAPTURE, AUTHORIZE, UPDATE, LINK}),
        ("unavailable", {CAPTURE, AUTHORIZE, UPDATE, LINK}),
        ("declined", {UPDATE, AUTHENTICATE}),
        ("failed", {UPDATE, AUTHENTICATE}),
        ("expired", {UPDATE, AUTHENTICATE}),
    ],
)
def test_what_3_d_secure_allows(auth: str, allowed: set[str]) -> None:
    assert auth in AUTHS
    assert possible(of(None, auth=auth)) == allowed


def test_a_3_d_secure_status_that_nobody_documents_is_not_guessed_at() -> None:
    payment = of(None, auth="dreaming")
    for action in (CAPTURE, AUTHORIZE, AUTHENTICATE):
        assert why_not(action, payment, live=False) == UNKNOWN_AUTH


def test_3_d_secure_that_was_asked_for_without_a_status_is_not_over() -> None:
    payment = Standing(None, "card", None, asked=True, live_mode=None)
    assert CAPTURE not in possible(payment)


def test_3_d_secure_is_for_cards() -> None:
    assert "SEPA" in (why_not(AUTHENTICATE, of(None, method="sepa"), live=False) or "")


def test_read_only_changes_nothing_and_still_knows_the_page() -> None:
    payment = of(None)
    assert why_no_link(payment, live=False) is None
    assert {why_not(action, payment, live=False, read_only=True) for action in CHANGING} == {READ_ONLY}


def test_the_other_modes_payment_is_left_alone() -> None:
    payment = Standing("authorized", "card", None, asked=False, live_mode=True)
    assert {reason(offered, payment) for offered in OFFERED} == {OTHER_MODE}
    assert why_not(CAPTURE, payment, live=True) is None


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_describes_a_processed_payment_can_change(status: str) -> None:
    open_fields = {field for field in CHANGES if why_not_changed(field, of(status)) is None}
    assert open_fields == DESCRIBING


def test_everything_can_change_before_the_bank_has_answered() -> None:
    assert all(why_not_changed(field, of(None)) is None for field in CHANGES)


def test_a_payment_read_whole_and_its_row_stand_alike() -> None:
    raw = {
        "id": "paym_" + "a" * 24,
        "amount": 100,
        "currency": "eur",
        "status": "authorized",
        "method": "card",
        "auth": {"status": "success"},
        "live_mode": False,
    }
    whole = standing(Payment.read(raw))
    assert whole == standing(payment_row(raw)) == Standing("authorized", "card", "success", True, False)


def test_the_method_is_known_by_what_is_attached() -> None:
    raw = {"id": "paym_a", "amount": 100, "currency": "eur", "method": None}
    assert standing(Payment.read(raw)).method is None
    assert standing(Payment.read(raw | {"card": {"id": "card_1"}})).method == "card"
    assert standing(Payment.read(raw | {"sepa": "sepa_1"})).method == "sepa"


@pytest.mark.parametrize("live", [True, False])
def test_a_payment_is_changed_on_a_desk_of_its_own_mode_alone(live: bool) -> None:
    payment = Standing("authorized", "card", None, asked=False, live_mode=live)
    assert why_not(CAPTURE, payment, live=live) is None
    assert why_not(CAPTURE, payment, live=not live) == OTHER_MODE
    unsaid = Standing("authorized", "card", None, asked=False, live_mode=None)
    assert why_not(CAPTURE, unsaid, live=live) is None
