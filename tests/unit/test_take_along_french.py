"""What is copied of a payment or a dispute, for colleagues and a bank that read French."""

from datetime import UTC
from typing import Any

import pytest

from stancer_tui.language import Language, using
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import payment_row
from stancer_tui.reference.codes import Family, entries
from stancer_tui.render.dossier import dispute_dossier
from stancer_tui.render.ticket import ticket_summary
from stancer_tui.services.payments.timeline import timeline
from tests.unit.test_take_along import PARIS, payment

REFUNDS = [
    {"id": "refd_1", "amount": 1250, "status": "refunded", "created": 1_795_280_700},
    {"id": "refd_2", "amount": 100, "status": "failed"},
]


def summary(**fields: Any) -> list[str]:
    with using(Language.FR):
        return ticket_summary(payment(**fields), Mode.LIVE, zone=PARIS).split("\n")


def test_a_case_in_six_lines() -> None:
    first, *rest = summary(refunds=REFUNDS)
    assert first.startswith("Paiement\u202f: paym_p5tjCrXHy93xtVtVqvEJoC1c (mode ")
    assert first.endswith("), créé le 2026-11-21 18:04:11 Europe/Paris")
    assert rest[0] == "Client\u202f: Élodie Garnier (cust_1)"
    assert rest[1].startswith("Montant\u202f: 1\u202f234,56 EUR, remb")
    assert rest[1].endswith(", visa finissant par 4242")
    assert rest[2] == "Commande\u202f: 825730837\u202f; id unique\u202f: aucun"
    assert "réponse de la banque avant cela\u202f: 00" in rest[3]
    assert rest[4] == "Remboursements\u202f: 12,50 EUR, remboursé (refd_1)\u202f; 1,00 EUR, échoué (refd_2)"


def test_what_there_is_none_of_agrees_with_its_noun() -> None:
    lines = summary(customer=None, card=None, method=None, order_id=None, created=None)
    assert lines[0].endswith(", créé à une date que l’API ne communique pas")
    assert lines[1] == "Client\u202f: aucun"
    assert "ni carte ni compte" in lines[2]
    assert lines[3] == "Commande\u202f: aucune\u202f; id unique\u202f: aucun"
    assert lines[5] == "Remboursements\u202f: aucun"


@pytest.mark.parametrize("count", [4, 5])
def test_refunds_that_are_not_named_are_counted(count: int) -> None:
    refunds: list[Any] = [{"id": f"refd_{n}", "amount": 100, "status": "refunded"} for n in range(count)]
    wanted = "et 1 autre\u202f; 4,00 EUR" if count == 4 else "et 2 autres\u202f; 5,00 EUR"
    assert wanted in summary(refunds=refunds)[5]


def test_of_a_code_that_speaks_of_theft_the_french_sentence_for_the_customer_stands() -> None:
    stolen = next(each for each in entries(Family.CARD) if each.sensitive)
    lines = summary(status="refused", response=stolen.code)
    assert lines[4] == f"Motif\u202f: {stolen.say_fr}"
    assert stolen.say_en not in "\n".join(lines)


def test_a_likely_duplicate_is_named() -> None:
    with using(Language.FR):
        twin = payment_row(payment(id="paym_twin", order_id="825730838").raw)
        text = ticket_summary(payment(), Mode.TEST, zone=PARIS, twin=twin)
    last = text.split("\n")[-1]
    assert last.startswith(
        "Doublon probable\u202f: paym_twin, commande 825730838, 1\u202f234,56 EUR, encaissé, "
    )


def test_a_dossier_says_every_fact_in_french() -> None:
    paid = payment(status="disputed", refunds=REFUNDS, auth={"status": "success"})
    dispute = Dispute.read({"id": "dspt_1", "payment": paid.id, "amount": 123_456, "response": None})
    with using(Language.FR):
        text = dispute_dossier(dispute, paid, timeline(paid), Mode.TEST, zone=UTC)
    lines = text.splitlines()
    for line in (
        "CONTESTATION dspt_1 (mode TEST)",
        "Motif\u202f: non communiqué par l’API",
        f"PAIEMENT {paid.id}",
        "Montant\u202f: 1\u202f234,56 EUR",
        "Statut\u202f: contesté",
        "Nom\u202f: Élodie Garnier",
        "visa finissant par 4242, pays non communiqué par l’API",
        "CHRONOLOGIE (fuseau UTC)",
        "12,50 EUR, remboursé, 2026-11-21 17:05:00 UTC",
    ):
        assert line in lines, (line, text)
    assert any(line.endswith("remboursement créé, 12,50 EUR") for line in lines)
    assert "reported" not in text
