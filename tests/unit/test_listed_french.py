"""The plain list of the command line in French: names over columns that are as wide as they need."""

import pytest

from stancer_tui.language import Language, using
from stancer_tui.models.moments import paris
from stancer_tui.render.listed import Listed, heading, line
from stancer_tui.services.iban import NotAnIban, iban_facts

ITEM = {
    "id": "pout_" + "a" * 24,
    "created": 1782424900,
    "amount": 103445,
    "currency": "eur",
    "status": "paid",
    "date_paym": 1782424800,
    "statement_description": "STANCER",
}


def test_every_value_stands_under_its_name() -> None:
    with using(Language.FR):
        names, shown = heading("payouts"), line("payouts", Listed.read(ITEM), zone=paris())
    assert names.split() == ["ID", "CRÉÉ", "MONTANT", "STATUT", "VERSÉ", "LE", "RELEVÉ"]
    for name, value in (("STATUT", "paid"), ("VERSÉ LE", "2026-06-26"), ("RELEVÉ", "STANCER")):
        assert names.index(name) == shown.rindex(value)


@pytest.mark.parametrize(
    ("iban", "words"),
    [
        ("FR1420041010050500013M02607", "clé de contrôle"),
        ("FR1420041010050500013M0260", "celui-ci a 26 caractères"),
        ("ZZ1420041010050500013M02606", "Aucun pays"),
        ("FR14", "pas un IBAN"),
    ],
)
def test_what_is_no_iban_is_said_why(iban: str, words: str) -> None:
    with using(Language.FR), pytest.raises(NotAnIban, match=words):
        iban_facts(iban)
