"""IBANs before anybody is asked."""

import pytest

from stancer_tui.reference.testdata import TEST_IBANS
from stancer_tui.services.iban import NotAnIban, iban_facts


def test_every_test_account_can_be_sent() -> None:
    for account in TEST_IBANS:
        iban_facts(account.iban)


def test_the_bank_is_named_where_it_is_known() -> None:
    facts = iban_facts("FR1420041010050500013M02606")
    assert (facts.bic, facts.bank, facts.national) == ("PSSTFRPP", "LA BANQUE POSTALE", True)
    assert iban_facts("SE3550000000054910000003").national, "what cannot be checked is no fault"


def test_national_check_digits_are_no_reason_to_refuse() -> None:
    assert iban_facts("FR2990665286926539507769811").national is False


@pytest.mark.parametrize(
    ("iban", "words"),
    [
        ("FR1420041010050500013M02607", "check digits"),
        ("FR1420041010050500013M0260", "another length; this one has 26"),
        ("ZZ1420041010050500013M02606", "No country"),
        ("0000000000000000", "not an IBAN"),
        ("FR14", "not an IBAN"),
    ],
)
def test_what_is_no_iban_is_said_why(iban: str, words: str) -> None:
    with pytest.raises(NotAnIban, match=words):
        iban_facts(iban)
