"""What a check and a scoring came to, in a row: never success where the bank found something wrong."""

from itertools import product
from typing import Any

import pytest

from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.resources.sepa import NewSepa
from stancer_tui.models.check import Check
from stancer_tui.models.scoring import Scoring
from stancer_tui.services.waiting.result_words import (
    Leaning,
    check_outcome,
    check_verdict,
    scoring_outcome,
    scoring_verdict,
)
from stancer_tui.services.waiting.results import CheckSubject, subject_of


def check(**fields: Any) -> Check:
    return Check.read({"id": "chck_1", "status": "checked"} | fields)


@pytest.mark.parametrize(
    ("fields", "words", "leaning"),
    [
        ({"verified": True, "score_name": 100}, "confirmed", Leaning.GOOD),
        ({"verified": False, "score_name": 12}, "name does not match", Leaning.BAD),
        ({"verified": False, "score_name": 96}, "name matches 96 of 100", Leaning.BAD),
        ({"verified": False, "iban_valid": False}, "account is not valid", Leaning.BAD),
        (
            {"verified": False, "iban_valid": False, "date_birth_valid": False, "score_name": 0},
            "account is not valid +2",
            Leaning.BAD,
        ),
        ({"date_birth": False}, "birth date does not match", Leaning.BAD),
        ({"verified": False}, "not confirmed", Leaning.BAD),
        ({}, "no verdict", Leaning.MIXED),
        ({"status": "check_error"}, "could not be checked", Leaning.MIXED),
        ({"status": "unavailable"}, "cannot be checked", Leaning.MIXED),
        ({"status": "check_sent"}, "waiting for the bank", Leaning.WAITING),
    ],
)
def test_a_row_says_what_the_bank_found(fields: dict[str, Any], words: str, leaning: Leaning) -> None:
    outcome = check_outcome(check(**fields))
    assert (outcome.text, outcome.leaning) == (words, leaning)
    assert check_verdict(check(**fields)).leaning is leaning, "the sentence leans as the row does"


def test_nothing_that_is_wrong_looks_like_success() -> None:
    flags = (True, False, None)
    for verified, iban, born, kind in product(flags, repeat=4):
        answer = check(verified=verified, iban_valid=iban, date_birth_valid=born, iban_type=kind)
        good = verified is True and False not in {iban, born, kind}
        assert (check_outcome(answer).leaning is Leaning.GOOD) == good
        assert ("confirms" in check_verdict(answer).text) == good


@pytest.mark.parametrize("score", [0, 5, 100])
def test_a_score_is_a_number_and_no_success(score: int) -> None:
    scoring = Scoring.read({"id": "scor_1", "amount": 1, "status": "success", "score": score})
    assert scoring_outcome(scoring).text == f"score {score} of 100"
    assert {scoring_outcome(scoring).leaning, scoring_verdict(scoring).leaning} == {Leaning.NONE}


def test_whom_a_check_is_about_comes_from_its_answer_or_from_what_was_sent() -> None:
    account = {"country": "FR", "last4": "2606", "name": "N PETIT"}
    answer = check(customer={"name": "Nora Petit"}, sepa=account)
    assert subject_of(answer) == CheckSubject("Nora Petit", "FR··2606")
    assert subject_of(check(sepa=account)) == CheckSubject("N PETIT", "FR··2606")
    sent = {
        "customer": NewCustomer(name="Nora Petit"),
        "sepa": NewSepa(iban="FR1420041010050500013M02606", name="Nora Petit"),
    }
    assert subject_of(sent) == CheckSubject("Nora Petit", "FR··2606")
    assert subject_of({"customer": "cust_1", "sepa": "sepa_1"}) == CheckSubject("cust_1", "sepa_1")
    assert subject_of(None) == CheckSubject()
