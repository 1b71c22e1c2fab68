"""A double charge stands beside its payment; a refused attempt is not one."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow
from stancer_tui.render.search_text import search_text
from stancer_tui.services.payments.duplicates import charged_twice, duplicates, related
from stancer_tui.store.payment_index import PaymentIndex
from tests.unit.rows import row

NOON = 1_795_280_000
HOUR = 3600
CARD = {"id": "card_A", "last4": "4242"}
CUSTOMER = {"id": "cust_A", "name": "Élodie Garnier"}


def paid(number: int, at: int | None = NOON, **fields: Any) -> PaymentRow:
    return row(number, **{"created": at, "card": CARD, "customer": CUSTOMER, **fields})


def loaded(*rows: ListedPayment) -> PaymentIndex:
    index = PaymentIndex(search_text)
    index.add(rows)
    return index


PAYMENT = paid(1)


def test_the_same_card_and_amount_close_in_time_is_a_likely_duplicate() -> None:
    later, earlier = paid(2, NOON + 60), paid(3, NOON - 2 * HOUR)
    found = duplicates(PAYMENT, loaded(PAYMENT, earlier, later))
    assert [(each.row.id, each.apart) for each in found] == [
        (later.id, timedelta(seconds=60)),
        (earlier.id, timedelta(hours=-2)),
    ]
    assert found[0].ties == ("card", "customer")
    assert charged_twice(PAYMENT, found)


@pytest.mark.parametrize(
    ("fields", "ties"),
    [
        ({"card": {"id": "card_B"}}, ("customer",)),
        ({"customer": {"id": "cust_B"}}, ("card",)),
        ({"card": {"id": "card_B"}, "customer": None}, None),
        ({"amount": 3022}, None),
        ({"currency": "usd"}, None),
        ({"at": NOON + 25 * HOUR}, None),
        ({"at": NOON - 24 * HOUR}, ("card", "customer")),
        ({"at": None}, None),
    ],
)
def test_what_makes_a_duplicate(fields: dict[str, Any], ties: tuple[str, ...] | None) -> None:
    found = duplicates(PAYMENT, loaded(PAYMENT, paid(2, **fields)))
    assert [each.ties for each in found] == ([] if ties is None else [ties])


def test_a_bank_account_is_a_tie_too_and_nothing_in_common_is_none() -> None:
    account = paid(1, card=None, sepa={"id": "sepa_A"}, customer=None)
    again = paid(2, card=None, sepa={"id": "sepa_A"}, customer=None)
    assert [each.ties for each in duplicates(account, loaded(account, again))] == [("account",)]
    bare, other = paid(3, card=None, customer=None), paid(4, card=None, customer=None)
    assert duplicates(bare, loaded(bare, other)) == ()


@pytest.mark.parametrize("status", ["refused", "failed", "canceled", "expired", None])
def test_an_attempt_that_took_no_money_is_shown_but_is_no_second_charge(status: str | None) -> None:
    found = duplicates(PAYMENT, loaded(PAYMENT, paid(2, status=status)))
    assert [each.charged for each in found] == [False]
    assert not charged_twice(PAYMENT, found)


def test_a_refused_payment_was_not_charged_twice() -> None:
    refused = paid(1, status="refused")
    assert not charged_twice(refused, duplicates(refused, loaded(refused, paid(2))))


def test_the_time_is_the_callers_choice() -> None:
    index = loaded(PAYMENT, paid(2, NOON + 120))
    assert duplicates(PAYMENT, index, timedelta(minutes=1)) == ()
    assert len(duplicates(PAYMENT, index, timedelta(minutes=2))) == 1


def test_the_other_payments_of_a_customer_and_of_an_order() -> None:
    order = paid(2, NOON + 5, card=None, customer=None, order_id="A-1")
    customer = paid(3, NOON - 90 * 24 * HOUR, card={"id": "card_B"}, order_id="B-2", amount=99)
    asked = paid(1, order_id="A-1")
    stranger = paid(4, card=None, customer=None, order_id="C-3")
    found = related(asked, loaded(asked, order, customer, stranger, UnreadableRow("paym_x", "bad")))
    assert [(each.row.id, each.ties) for each in found] == [
        (order.id, ("order",)),
        (customer.id, ("customer",)),
    ]
    assert related(asked, loaded(asked, order, customer), limit=1) == found[:1]


def test_related_payments_follow_rows_that_arrive() -> None:
    index = loaded(PAYMENT)
    assert related(PAYMENT, index) == ()
    index.add([paid(2)])
    assert len(related(PAYMENT, index)) == 1


@given(
    st.lists(
        st.builds(
            paid,
            st.integers(0, 30),
            st.none() | st.integers(NOON, NOON + 50),
            amount=st.sampled_from([50, 60]),
            card=st.sampled_from([None, {"id": "card_A"}, {"id": "card_B"}]),
            customer=st.sampled_from([None, "cust_A"]),
        )
        | st.builds(UnreadableRow, st.just("paym_x"), st.just("bad"), st.integers(NOON, NOON + 50)),
        max_size=20,
    ),
    st.integers(0, 30),
)
def test_the_stretch_of_time_misses_nothing(rows: list[ListedPayment], seconds: int) -> None:
    index = loaded(*rows)
    for asked in [each for each in index.rows if isinstance(each, PaymentRow)]:
        wanted = {
            other.id
            for other in index.rows
            if isinstance(other, PaymentRow)
            and other.id != asked.id
            and asked.created is not None
            and other.created is not None
            and abs(other.created - asked.created) <= seconds
            and (other.amount, other.currency) == (asked.amount, asked.currency)
            and (
                (other.instrument_id and other.instrument_id == asked.instrument_id)
                or (other.customer_id and other.customer_id == asked.customer_id)
            )
        }
        found = duplicates(asked, index, timedelta(seconds=seconds))
        assert {each.row.id for each in found} == wanted
