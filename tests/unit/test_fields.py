"""The reference's limits, checked before anything is sent; the error names the field."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from stancer_tui.api.errors import Effect, InvalidField
from stancer_tui.api.fields import checked
from stancer_tui.api.resources.cards import NewCard
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.new_payment import AuthRequest, NewDevice, NewPayment, PaymentChange
from stancer_tui.api.resources.sepa import NewSepa
from tests import fixed_clock

THIS_YEAR = fixed_clock.NOW.year

LENGTHS = [
    ("payment", "description", 3, 64),
    ("payment", "order_id", 1, 36),
    ("payment", "unique_id", 1, 36),
    ("card", "name", 3, 64),
    ("card", "zip_code", 2, 8),
    ("sepa", "name", 3, 64),
    ("sepa", "mandate", 3, 35),
    ("customer", "email", 5, 64),
    ("customer", "mobile", 8, 16),
    ("customer", "name", 3, 64),
    ("address", "line1", 3, 50),
    ("address", "line2", 3, 50),
    ("address", "line3", 3, 50),
    ("address", "city", 1, 50),
    ("address", "zip_code", 2, 16),
    ("address", "state", 1, 3),
    ("address", "country", 2, 2),
]


@pytest.mark.parametrize(("kind", "name", "least", "most"), LENGTHS)
def test_a_text_that_is_too_short_or_too_long_is_refused_with_its_limit(
    kind: str, name: str, least: int, most: int
) -> None:
    for length in (least, most):
        assert checked(kind, {name: "é" * length}) == {name: "é" * length}
    for length in (least - 1, most + 1):
        with pytest.raises(InvalidField) as caught:
            checked(kind, {name: "é" * length})
        assert (caught.value.field, caught.value.effect) == (name, Effect.NOT_SENT)
        assert str(length) in caught.value.reason


def test_half_a_character_is_not_sent() -> None:
    with pytest.raises(InvalidField, match="cannot be sent"):
        checked("payment", {"description": "a\udc80b"})


DIGITS = [("card", "number", 16, 19), ("card", "cvc", 3, 3), ("sepa", "iban", 15, 34), ("sepa", "bic", 8, 11)]


@pytest.mark.parametrize(("kind", "name", "least", "most"), DIGITS)
def test_numbers_of_cards_and_accounts(kind: str, name: str, least: int, most: int) -> None:
    for length in (least, most):
        assert checked(kind, {name: "1" * length}) == {name: "1" * length}
    for bad in ("1" * (least - 1), "1" * (most + 1), "1" * (least - 1) + "-", "1" * (least - 1) + "é"):
        with pytest.raises(InvalidField) as caught:
            checked(kind, {name: bad})
        assert caught.value.field == name
        assert bad not in str(caught.value)


RANGES = [
    ("payment", "amount", 50, None),
    ("card", "exp_month", 1, 12),
    ("card", "exp_year", THIS_YEAR, 2100),
    ("device", "port", 1, 65535),
    ("scoring", "duration", 1, 24),
    ("scoring", "upfront", 0, None),
]


@pytest.mark.parametrize(("kind", "name", "least", "most"), RANGES)
def test_a_number_out_of_its_range_is_refused(kind: str, name: str, least: int, most: int | None) -> None:
    assert checked(kind, {name: least}) == {name: least}
    beyond = [least - 1] if most is None else [least - 1, most + 1]
    for bad in (*beyond, str(least), float(least), True):
        with pytest.raises(InvalidField, match=name):
            checked(kind, {name: bad})


@pytest.mark.parametrize(
    ("kind", "name", "good", "sent", "bad"),
    [
        ("payment", "currency", "EUR", "eur", "xxx"),
        ("payment", "currency", "jpy", "jpy", ""),
        ("payment", "methods_allowed", ("card", "sepa"), ["card", "sepa"], ("cash",)),
        ("payment", "methods_allowed", ["SEPA"], ["sepa"], ()),
        ("payment", "methods_allowed", ["card"], ["card"], "card"),
        ("payment", "capture", False, False, "no"),
        ("payment", "status", "capture", "capture", "captured"),
        ("payment", "return_url", "https://a.example/x?y=1", "https://a.example/x?y=1", "http://a.example/"),
        ("payment", "return_url", "https://a.example", "https://a.example", "https://"),
        ("payment", "return_url", "https://a.example", "https://a.example", "https://a.example/\n"),
        (
            "payment",
            "return_url",
            "https://a.example",
            "https://a.example",
            "https://a.example/" + "x" * 2048,
        ),
        ("payment", "return_url", "https://a.example", "https://a.example", "https://[::1"),
        ("card", "preferred_network", "visa", "visa", "amex"),
        ("card", "tokenize", True, True, 1),
        ("sepa", "date_mandate", 1_276_008_220, 1_276_008_220, -1),
        ("sepa", "date_mandate", datetime(1970, 1, 2, tzinfo=UTC), 86_400, datetime(1970, 1, 2)),  # noqa: DTZ001 - a day
        ("sepa", "date_birth", "1978-09-09", "1978-09-09", "1978-02-30"),
        ("sepa", "date_birth", date(1978, 9, 9), "1978-09-09", "09/09/1978"),
        ("device", "ip", "212.27.48.10", "212.27.48.10", "212.27.48.256"),
        ("device", "ip", "2001:db8::1", "2001:db8::1", 17),
        ("scoring", "currency", "eur", "eur", "usd"),
    ],
)
def test_words_addresses_and_days(kind: str, name: str, good: Any, sent: Any, bad: Any) -> None:
    assert checked(kind, {name: good}) == {name: sent}
    with pytest.raises(InvalidField) as caught:
        checked(kind, {name: bad})
    assert caught.value.field == name


CARD = NewCard(number="4242 4242 4242 4242", exp_month=1, exp_year=2099, cvc="123")
PAYMENT = NewPayment(amount=500, currency="eur")


def test_a_card_is_packed_and_shows_nowhere() -> None:
    assert CARD.payload() == {"number": "4242424242424242", "exp_month": 1, "exp_year": 2099, "cvc": "123"}
    assert "4242" not in repr(CARD)
    assert "123" not in repr(CARD)
    assert "RABO" not in repr(NewSepa(iban="NL39RABO0300065264"))


def test_two_payments_never_share_a_drawn_unique_id() -> None:
    drawn = {NewPayment(amount=500, currency="eur").unique_id for _ in range(100)}
    assert len(drawn) == 100
    assert all(1 <= len(unique_id) <= 36 for unique_id in drawn)


def test_a_field_inside_an_object_is_named_whole() -> None:
    with pytest.raises(InvalidField) as caught:
        replace(PAYMENT, card=replace(CARD, exp_month=13)).payload()
    assert caught.value.field == "card.exp_month"
    with pytest.raises(InvalidField) as caught:
        replace(PAYMENT, customer=NewCustomer(email="a@b")).payload()
    assert caught.value.field == "customer.email"


def test_a_stored_object_is_given_by_an_id_of_its_kind() -> None:
    card = "card_" + "a" * 24
    assert replace(PAYMENT, card=card).payload()["card"] == card
    for bad in ("cust_" + "a" * 24, "card_short", ""):
        with pytest.raises(InvalidField) as caught:
            replace(PAYMENT, card=bad).payload()
        assert caught.value.field == "card"


def test_strong_authentication_needs_a_device_unless_the_page_asks() -> None:
    assert replace(PAYMENT, auth=AuthRequest()).payload()["auth"] == {"status": "request"}
    with pytest.raises(InvalidField, match="device"):
        replace(PAYMENT, auth=AuthRequest(), card=CARD).payload()
    device = NewDevice(ip="212.27.48.10", port=1337)
    sent = replace(
        PAYMENT, auth=AuthRequest(return_url="https://a.example/"), card=CARD, device=device
    ).payload()
    assert sent["auth"] == {"status": "request", "return_url": "https://a.example/"}
    assert sent["device"] == {"ip": "212.27.48.10", "port": 1337}


def test_sepa_is_paid_in_euros() -> None:
    sepa = NewSepa(iban="NL39RABO0300065264", name="Jan Modaal")
    with pytest.raises(InvalidField, match="currency"):
        NewPayment(amount=500, currency="gbp", sepa=sepa).payload()


def test_a_change_holds_only_what_changes() -> None:
    assert PaymentChange(status="capture").payload() == {"status": "capture"}
    assert PaymentChange().payload() == {}
