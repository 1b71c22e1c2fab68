"""The tables of the reference in French: what an agent reads of a code and of a status."""

import pytest

from stancer_tui.language import Language, using
from stancer_tui.reference import codes, statuses
from stancer_tui.reference.codes import Family

TITLE = 36
"""The cells that a title may take: some more than in English, which stays below 40 too."""

FAMILIES = [family for family in Family if family is not Family.STATUS]


pytestmark = pytest.mark.usefixtures("french")


def test_a_code_says_what_it_means_who_can_act_and_whether_to_try_again() -> None:
    entry = codes.lookup("51", Family.CARD)
    assert entry is not None
    assert entry.title == "Provision insuffisante"
    assert entry.meaning == "Le solde ou le plafond de la carte ne couvre pas le montant."
    assert entry.fixer.words == "le client"
    assert entry.retry_note.endswith("ou dès maintenant avec une autre carte.")


def test_the_same_number_means_another_thing_in_another_family() -> None:
    titles = {entry.family: entry.title for entry in codes.find("14")}
    assert titles == {
        Family.CARD: "Numéro de carte inexistant",
        Family.DISPUTE: "Paiement non autorisé par le titulaire",
    }


@pytest.mark.parametrize("family", FAMILIES)
def test_every_title_fits_into_a_list(family: Family) -> None:
    long = [entry.title for entry in codes.entries(family) if len(entry.title) > TITLE]
    assert long == (["Paiement non autorisé par le titulaire"] if family is Family.DISPUTE else [])


@pytest.mark.parametrize("family", FAMILIES)
def test_what_a_customer_is_told_of_a_sensitive_code_names_no_cause(family: Family) -> None:
    causes = ("perdu", "volé", "fraude", "retenue", "retenir", "soupçon")
    for entry in codes.entries(family):
        if entry.sensitive:
            assert [word for word in causes if word in entry.say_fr.casefold()] == [], entry.code


def test_nothing_of_a_code_is_left_in_english() -> None:
    for family in FAMILIES:
        french = {entry.code: entry for entry in codes.entries(family)}
        with using(Language.EN):
            english = codes.entries(family)
        for entry in english:
            said = french[entry.code]
            assert said.meaning != entry.meaning
            assert said.retry_note != entry.retry_note
            assert said.source != entry.source


def test_no_meaning_of_a_status_is_left_in_english() -> None:
    with using(Language.EN):
        english = {each.meaning for each in statuses.everything()}
    assert [each.meaning for each in statuses.everything() if each.meaning in english] == []
