"""Test cards and test IBANs: as the reference lists them, and sound by their own check digits."""

import pytest

from stancer_tui.reference import testdata
from stancer_tui.reference.testdata import Outcome
from tests.unit.facts import FACTS

CARD_OUTCOMES = {
    "OK": Outcome.OK,
    "Must perform 3DS (A1)": Outcome.MUST_AUTHENTICATE,
    "Do not honor (05)": Outcome.REFUSED,
    "Insufficient funds (51)": Outcome.REFUSED,
    "Lost card (41)": Outcome.REFUSED,
    "Stolen card (42)": Outcome.REFUSED,
    "Captured": Outcome.CAPTURED,
    "Dispute": Outcome.DISPUTE,
    "Duplicated": Outcome.DISPUTE_DUPLICATE,
    "Fraud": Outcome.DISPUTE_FRAUD,
}
IBAN_OUTCOMES = {
    "Europeans Valid IBANs": Outcome.OK,
    "Invalid IBANs": Outcome.REFUSED,
    "Automatically generates a captured payment": Outcome.CAPTURED,
    "Automatically generates a dispute": Outcome.DISPUTE,
}


def luhn(number: str) -> bool:
    doubled = [sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(reversed(number))]
    return sum(doubled) % 10 == 0


def mod_97(iban: str) -> bool:
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def test_the_cards_are_the_references_own() -> None:
    assert len(testdata.TEST_CARDS) == 43
    held = [
        (card.number, card.funding, card.country, card.three_ds, card.outcome, card.code)
        for card in testdata.TEST_CARDS
    ]
    assert held == [
        (
            fact["number"],
            fact["funding"],
            fact["country"],
            fact["three_ds"].lower().replace(" ", "_"),
            CARD_OUTCOMES[fact["returns"]],
            fact["code"],
        )
        for fact in FACTS["test_cards"]
    ]


def test_the_accounts_are_the_references_own() -> None:
    assert len(testdata.TEST_IBANS) == 30
    held = [
        (each.iban, each.country, each.name, each.birth_date, each.outcome, each.code)
        for each in testdata.TEST_IBANS
    ]
    assert held == [
        (
            fact["iban"],
            fact["country"],
            fact["name"],
            fact["birth_date"],
            IBAN_OUTCOMES[fact["section"]],
            fact["code"],
        )
        for fact in FACTS["test_ibans"]
    ]


def test_every_card_number_passes_luhn_and_every_iban_its_check() -> None:
    assert luhn("4242424242424242")
    assert not luhn("4242424242424241")
    assert [card.number for card in testdata.TEST_CARDS if not luhn(card.number)] == []
    assert not mod_97("FR1520041010050500013M02606")
    assert [each.iban for each in testdata.TEST_IBANS if not mod_97(each.iban)] == []


def test_the_country_of_an_account_is_that_of_its_iban() -> None:
    assert [each.iban for each in testdata.TEST_IBANS if each.iban[:2] != each.country] == []


@pytest.mark.parametrize(
    ("first", "brand"),
    [("4", "visa"), ("51", "mastercard"), ("52", "mastercard"), ("55", "mastercard"), ("35", "jcb")],
)
def test_the_brand_follows_from_the_number(first: str, brand: str) -> None:
    assert {card.brand for card in testdata.TEST_CARDS if card.number.startswith(first)} == {brand}


def test_a_card_and_an_account_are_found_as_people_write_them() -> None:
    stolen = testdata.card("4000 0000 0000 9979")
    assert stolen is not None
    assert (stolen.outcome, stolen.code) == (Outcome.REFUSED, "42")
    account = testdata.account("fr14 2004 1010 0505 0001 3m02 606")
    assert account is not None
    assert account.name == "Pierre Martin"
    assert testdata.card("4000000000000000") is None
    assert testdata.account("FR76") is None
