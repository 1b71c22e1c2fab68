"""Models read what the API sends, tolerant of all but money, and lose nothing."""

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stancer_tui.models.address import Address
from stancer_tui.models.base import StancerObject
from stancer_tui.models.card import Card
from stancer_tui.models.check import Check
from stancer_tui.models.customer import Customer
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import UnreadableItem, payment_row
from stancer_tui.models.payout import Payout
from stancer_tui.models.refund import Refund
from stancer_tui.models.scoring import Scoring
from stancer_tui.models.sepa import Sepa
from stancer_tui.models.unreadable import Unreadable

SAMPLES = Path(__file__).parent.parent / "data" / "samples"

KINDS: dict[str, type[StancerObject]] = {
    "payment_object": Payment,
    "payment_created": Payment,
    "payment_read": Payment,
    "card_object": Card,
    "card_created": Card,
    "card_read": Card,
    "sepa_object": Sepa,
    "customer_object": Customer,
    "address_created": Address,
    "refund_object": Refund,
    "dispute_object": Dispute,
    "dispute_listed": Dispute,
    "check_older": Check,
    "scoring_read": Scoring,
    "payout_object": Payout,
}
LISTS: dict[str, tuple[str, type[StancerObject]]] = {
    "payments_list": ("payments", Payment),
    "disputes_list": ("disputes", Dispute),
    "payouts_list": ("payouts", Payout),
}
REQUESTS = {"refund_request", "check_request"}


def sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def at(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)


def test_every_sample_is_covered() -> None:
    assert {path.stem for path in SAMPLES.glob("*.json")} == {*KINDS, *LISTS, *REQUESTS}


@pytest.mark.parametrize("name", KINDS)
def test_a_sample_comes_back_without_loss(name: str) -> None:
    sent = sample(name)
    read = KINDS[name].read(copy.deepcopy(sent))
    assert json.dumps(read.raw) == json.dumps(sent)
    assert read.unexpected == ()


@pytest.mark.parametrize("name", LISTS)
def test_a_listed_sample_comes_back_without_loss(name: str) -> None:
    key, kind = LISTS[name]
    for item in sample(name)[key]:
        read = kind.read(copy.deepcopy(item))
        assert json.dumps(read.raw) == json.dumps(item)
        assert read.unexpected == ()


def test_the_facts_of_a_payment() -> None:
    payment = Payment.read(sample("payment_object"))
    assert payment.money == Money(100, "eur")
    assert payment.created == at(1538564253)
    assert (payment.status, payment.response, payment.method) == ("to_capture", "00", "card")
    assert payment.methods_allowed == ("card", "sepa")
    assert payment.card_object is not None
    assert (payment.card_object.brand, payment.card_object.last4) == ("mastercard", "4444")
    assert (payment.card_id, payment.customer_id) == (
        "card_xognFbZs935LMKJYeHyCAYUd",
        "cust_9Cle7TXKkjhwqcWx4Kl5cQYk",
    )
    assert payment.customer_object is None
    assert (payment.refunds, payment.refunded) == ((), Money(0, "eur"))
    assert payment.live_mode is False


def test_old_forms_of_a_payment_are_read() -> None:
    first, second = (Payment.read(item) for item in sample("payments_list")["payments"])
    assert (first.status, second.status) == (None, "2")
    assert (first.date_bank, second.date_bank) == (None, at(1541631600))
    assert first.fee == 5
    created = Payment.read(sample("payment_created"))
    assert created.auth is not None
    assert created.raw["auth"] is True
    asked = Payment.read(sample("payment_read") | {"auth": "requested"})
    assert asked.auth is not None
    assert asked.auth.status == "requested"


def test_the_facts_of_the_others() -> None:
    scoring = Scoring.read(sample("scoring_read"))
    assert isinstance(scoring.customer, Customer)
    assert isinstance(scoring.sepa, Sepa)
    assert (scoring.status, scoring.score, scoring.duration, scoring.upfront) == (
        "requested",
        None,
        12,
        40000,
    )
    assert (scoring.customer.email, scoring.sepa.bic) == ("pierre@martin.fr", "TESTFRPP")
    payout = Payout.read(sample("payout_object"))
    assert payout.payments is not None
    assert (payout.amount, payout.fees, payout.payments.amount, payout.date_bank) == (9400, 100, 15000, None)
    dispute = Dispute.read(sample("dispute_listed"))
    assert (dispute.type, dispute.response, dispute.currency, dispute.money) == (
        "chargeback",
        "AC04",
        None,
        None,
    )
    check = Check.read(sample("check_older"))
    assert (check.status, check.score_name, check.date_birth) == ("checked", 96, True)
    card = Card.read(sample("card_created"))
    assert (card.exp_month, card.exp_year, card.nature, card.preferred_network) == (
        2,
        2023,
        "personal",
        "national",
    )


def payment_of(**fields: Any) -> dict[str, Any]:
    return {"id": "paym_x", "amount": 100, "currency": "EUR", **fields}


def test_unknown_fields_and_words_are_kept() -> None:
    payment = Payment.read(payment_of(status="levitating", metadata={"a": [1]}, live_mode=None))
    assert payment.status == "levitating"
    assert payment.raw == payment_of(status="levitating", metadata={"a": [1]}, live_mode=None)


def test_what_was_received_cannot_be_changed_through_a_model() -> None:
    payment = Payment.read(payment_of(metadata={"a": 1}))
    payment.raw["metadata"]["a"] = 2
    assert payment.raw["metadata"] == {"a": 1}


@pytest.mark.parametrize("stamp", [1538492150, 1538492150.0, 1538492150.75])
def test_whole_and_broken_timestamps_are_read(stamp: float) -> None:
    payment = Payment.read(payment_of(created=stamp))
    assert payment.created is not None
    assert payment.created.replace(microsecond=0) == at(1538492150)
    assert payment.created.tzinfo is UTC


@pytest.mark.parametrize("stamp", [True, "soon", 1e300, float("inf"), [1]])
def test_a_timestamp_that_is_none_is_named_as_unexpected(stamp: object) -> None:
    payment = Payment.read(payment_of(created=stamp))
    assert payment.created is None
    assert payment.unexpected == ("created",)


@pytest.mark.parametrize("amount", [True, "50", 50.0, 50.5, None, [50]])
@pytest.mark.parametrize("kind", [Payment, Refund, Dispute, Payout, Scoring])
def test_money_that_is_not_a_whole_number_refuses_the_object(
    kind: type[StancerObject], amount: object
) -> None:
    with pytest.raises(Unreadable) as caught:
        kind.read({"id": "xxxx_1", "amount": amount, "currency": "eur"})
    assert caught.value.id == "xxxx_1"
    assert "amount" in caught.value.reason


def test_a_refund_that_cannot_be_read_neither_loses_the_payment_nor_hides() -> None:
    refunds = [
        {"id": "refd_1", "amount": 30, "status": "refunded"},
        {"id": "refd_2", "amount": "40"},
        {"id": "refd_3", "amount": 20, "status": "failed"},
        {"id": "refd_4", "amount": 10, "status": "not_honored"},
        "refd_5",
    ]
    payment = Payment.read(payment_of(refunds=refunds))
    assert [refund.id for refund in payment.refunds] == ["refd_1", "refd_3", "refd_4"]
    assert payment.unreadable_refunds == 2
    assert payment.refunded == Money(30, "eur")
    assert Payment.read(payment_of(refunds={"id": "refd_1"})).unreadable_refunds == 1


def test_no_error_repeats_what_was_sent() -> None:
    secret = "DE89370400440532013000"
    for item in ({"id": "paym_1", "amount": secret, "currency": secret}, {"amount": secret}, [secret]):
        with pytest.raises(Unreadable) as caught:
            Payment.read(item)
        error: BaseException | None = caught.value
        while error is not None:
            assert secret not in str(error) + repr(error)
            error = error.__cause__


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.just("\ud800")
)
JSON = st.recursive(
    SCALARS,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=6), part, max_size=3),
    max_leaves=6,
)
FIELDS = sorted({name for kind in KINDS.values() for name in kind.model_fields} | {"raw", "_raw", "money"})
OBJECTS = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=6), JSON, max_size=8)


@pytest.mark.parametrize("kind", dict.fromkeys(KINDS.values()))
@given(fields=OBJECTS, identifier=st.text(min_size=1, max_size=30))
@example(
    fields={"amount": 100, "currency": "eur", "\ud800": "\ud800", "name": "\udfff"}, identifier="a\ud800"
)
def test_any_object_is_read_or_unreadable(
    kind: type[StancerObject], fields: dict[str, Any], identifier: str
) -> None:
    item = {**fields, "id": identifier}
    before = copy.deepcopy(item)
    read: StancerObject | Unreadable
    try:
        read = kind.read(item)
    except Unreadable as error:
        read = error
    assert read.id == identifier
    if isinstance(read, Unreadable):
        return
    assert repr(read.raw) == repr(before)
    assert isinstance(read.unexpected, tuple)


@given(fields=OBJECTS, known=st.booleans())
@example(fields={"refunds": [{"amount": 1, "status": []}], "created": float("inf")}, known=True)
def test_any_object_is_a_row_or_unreadable(fields: dict[str, Any], known: bool) -> None:
    item = {**fields, **({"id": "paym_1", "amount": 5, "currency": "eur"} if known else {})}
    try:
        row = payment_row(item)
    except UnreadableItem:
        assert not known
        return
    assert type(row.amount) is int
