"""What an answer repeats of a request does not stand in an error."""

import pytest

from stancer_tui.api.answers import words
from stancer_tui.api.redaction import redacted

KEY = "stest_SENTINELsentinel0123456a"
IBAN = "GB33BUKB20201555555555"
CARD = "4242424242424242"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{KEY} is not a valid API key.", "stest_[redacted] is not a valid API key."),
        ("user 'pprod_a'", "user 'pprod_[redacted]'"),
        (f"number: {CARD} is not valid", "number: [redacted] is not valid"),
        ("4242424242424242424", "[redacted]"),
        (f"sepa.iban: {IBAN}, {IBAN}", "sepa.iban: [redacted], [redacted]"),
        ("NO9386011117947", "[redacted]"),
    ],
)
def test_a_key_a_card_and_an_account_are_left_out(text: str, left: str) -> None:
    assert redacted(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Payment already exists, duplicate unique_id (paym_AB12345678901234567890CD)",
        "No such payment paym_123456789012345678901234",
        "order 202611211830151 is known",
        "42424242424242424242",
        "FR142004101005",
        "amount: must be at least 50",
        "test_abc and latest_version",
    ],
)
def test_ids_orders_and_plain_words_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": f"no: {IBAN}"}},
        {"error": {"message": {"iban": [f"{IBAN} is no IBAN"], "number": CARD}}},
        {"error": {"message": {"error": f"exists as {IBAN}", "id": CARD}}},
        {"error": {"message": {"id": f"No such card {CARD}"}}},
        {"error": f"key {KEY}"},
        {"detail": [{"loc": ["body", "iban"], "msg": f"{IBAN} is no IBAN"}]},
        {"detail": f"{CARD} {KEY}"},
    ],
)
def test_no_shape_of_an_error_repeats_them(body: object) -> None:
    found = words(body)
    assert found is not None
    assert "[redacted]" in found[0]
    assert not [each for each in (KEY[6:], IBAN, CARD) if each in found[0]]


@pytest.mark.parametrize("number", [KEY, IBAN, CARD])
def test_no_part_of_a_number_is_left_where_the_words_are_cut(number: str) -> None:
    for before in range(440, 520):
        found = words({"error": f"{'x' * before} {number}"})
        assert found is not None
        assert len(found[0]) <= 500
        assert number[6:10] not in found[0]
