"""A page read at once holds the rows that its items give one by one, or is not read at once."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stancer_tui.models.moments import FIRST, LAST
from stancer_tui.models.payment_batch import payment_rows
from stancer_tui.models.payment_row import UnreadableItem, payment_row
from tests.benchmarks.payments import items

PAYMENT = next(items(1))

odd = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(-(10**14), 10**14),
    some.floats(allow_nan=False, allow_infinity=False),
    some.text(max_size=4),
    some.lists(some.integers(), max_size=2),
    some.dictionaries(
        some.sampled_from(("id", "status", "last4", "amount", "created")), some.text(max_size=3)
    ),
)
refunds = some.lists(
    some.fixed_dictionaries(
        {"amount": some.integers(0, 10**9)},
        optional={
            "id": some.sampled_from(("refd_1", None)),
            "status": some.sampled_from(("refunded", "failed", "not_honored", None)),
            "created": some.sampled_from((1_700_000_000, 10**13, None)),
            "date_refund": some.sampled_from((1_700_000_100, 10**13, None)),
            "date_bank": some.sampled_from((1_700_000_200, "soon", None)),
        },
    ),
    max_size=3,
)
changes = some.dictionaries(some.sampled_from(sorted(PAYMENT)), odd, max_size=2)
nested = some.fixed_dictionaries(
    {},
    optional={
        "refunds": refunds,
        "card": some.dictionaries(some.sampled_from(("id", "brand", "last4", "country")), odd, max_size=3),
        "sepa": some.sampled_from((None, {"id": "sepa_1", "last4": "2606"}, "sepa_1", {})),
        "auth": some.sampled_from((None, {"status": "success"}, {"status": None}, {}, "success")),
        "customer": some.sampled_from((None, {}, "cust_1", {"id": "cust_1", "email": "a@b.c"})),
        "currency": some.sampled_from(("eur", "EUR", "")),
    },
)


def body(*payments: Any, **fields: Any) -> bytes:
    return json.dumps({"payments": payments, "live_mode": False, "range": {"start": 0}} | fields).encode()


@given(changes, nested)
def test_a_page_read_at_once_is_the_same(odd: dict[str, Any], parts: dict[str, Any]) -> None:
    item = PAYMENT | odd | parts
    page = payment_rows(body(PAYMENT, item))
    if page is not None:
        assert page.rows == [payment_row(PAYMENT), payment_row(json.loads(json.dumps(item)))]


def test_whole_payments_are_read_at_once() -> None:
    many = list(items(100))
    page = payment_rows(body(*many, range={"start": 0, "has_more": True}))
    assert page is not None
    assert page.rows == [payment_row(item) for item in many]
    assert page.modes == {False}
    assert page.fields == {"live_mode": False, "range": {"start": 0, "has_more": True}}


def test_a_listed_refund_says_when_it_was_sent_and_settled() -> None:
    refund = {"id": "refd_1", "amount": 5, "date_refund": 1_700_000_100, "date_bank": 1_700_000_200}
    item = PAYMENT | {"refunds": [refund]}
    page = payment_rows(body(item))
    assert page is not None
    for row in (*page.rows, payment_row(item)):
        assert (row.refunds[0].sent, row.refunds[0].settled) == (1_700_000_100, 1_700_000_200)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "card_1"},
        {"id": None},
        {"amount": 12.0},
        {"amount": "12"},
        {"amount": True},
        {"currency": None},
    ],
)
def test_what_cannot_be_read_is_left_to_be_judged_alone(change: dict[str, Any]) -> None:
    assert payment_rows(body(PAYMENT, PAYMENT | change)) is None
    with pytest.raises(UnreadableItem):
        payment_row(PAYMENT | change)


@pytest.mark.parametrize("created", [FIRST, LAST])
def test_the_least_refund_and_the_ends_of_the_calendar_are_read_at_once(created: int) -> None:
    item = PAYMENT | {"created": created, "refunds": [{"id": "refd_1", "amount": 1, "created": created}]}
    page = payment_rows(body(item))
    assert page is not None
    assert page.rows == [payment_row(item)]


@pytest.mark.parametrize(
    "change",
    [
        {"created": FIRST - 1},
        {"created": LAST + 1},
        {"refunds": [{"amount": 0}]},
        {"refunds": [{"amount": -1}]},
        {"refunds": [{"amount": 1, "created": FIRST - 1}]},
        {"refunds": [{"amount": 1, "created": LAST + 1}]},
    ],
)
def test_what_is_beyond_is_left_to_be_judged_alone(change: dict[str, Any]) -> None:
    assert payment_rows(body(PAYMENT, PAYMENT | change)) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"payments": {}}',
        b"{" * 100_000,
        b'{"payments": [NaN]}',
        body("paym_1"),
        body(None),
    ],
)
def test_what_is_no_page_is_left_to_be_judged(content: bytes) -> None:
    assert payment_rows(content) is None
