"""Only the first letter of words changes with their place: names, acronyms and ids keep their capitals."""

import pytest

from stancer_tui.language import capitalised, uncapitalised


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("échéance", "Échéance"),
        ("commande cURL", "Commande cURL"),
        ("un lot de refd_aB1 est en cours à la BNP", "Un lot de refd_aB1 est en cours à la BNP"),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_a_capital_and_keeps_its_others(words: str, shown: str) -> None:
    assert capitalised(words) == shown


@pytest.mark.parametrize(
    ("label", "within"),
    [
        ("Créé", "créé"),
        ("Échéance", "échéance"),
        ("Titulaire SEPA", "titulaire SEPA"),
        ("IBAN", "IBAN"),
        ("3-D Secure", "3-D Secure"),
        ("E-mail", "e-mail"),
        ("", ""),
    ],
)
def test_a_label_within_a_sentence_keeps_its_names_and_acronyms(label: str, within: str) -> None:
    assert uncapitalised(label) == within
