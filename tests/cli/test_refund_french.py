"""`stancer-tui refund` and `journal` in French: words for people; what programs read stays as it is."""

import pytest

from tests.cli.running import Machine
from tests.cli.shop import Shop


@pytest.fixture
def french(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Machine:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    return machine


def plain(text: str) -> str:
    """Its narrow blanks as blanks."""
    return text.replace("\u202f", " ")


def test_a_refund_says_whose_how_much_and_that_it_was_made(shop: Shop, french: Machine) -> None:
    payment = shop.payment(amount=200_000)
    ran = french.here("refund", payment, "--amount", "1 034,45 €", "--yes", "--json")
    assert ran.code == 0
    assert list(shop.refunds(payment).values()) == [103_445]
    told = plain(ran.err)
    assert "Déjà remboursé  0,00 EUR" in told
    assert "Remboursable    2 000,00 EUR" in told
    assert "Remboursement effectué (" in told
    assert (ran.json["state"], ran.json["kind"], ran.json["amount"]) == ("confirmed", "refund", 103_445)


def test_what_was_not_sent_says_so(shop: Shop, french: Machine) -> None:
    payment = shop.payment()
    ran = french.here("refund", payment, "--amount", "50,01", "--yes")
    assert ran.code == 1
    assert "Au plus 50,00 EUR peuvent encore être remboursés. Rien n’a été envoyé." in ran.err
    assert shop.gate.posts == 0


def test_a_disputed_payment_names_the_option_that_consents(shop: Shop, french: Machine) -> None:
    ran = french.here("refund", shop.payment("disputed"), "--yes")
    assert ran.code == 1
    assert "Pour rembourser quand même, ajouter --disputed-i-know. Rien n’a été envoyé." in ran.err


def test_the_journal_keeps_its_identifiers(shop: Shop, french: Machine) -> None:
    assert "Aucun remboursement à ce jour." in french.here("journal").err
    payment = shop.payment()
    french.here("refund", payment, "--yes")
    (line,) = french.here("journal").out.splitlines()
    assert line.split("\t")[1:5] == ["test", "refund", "confirmed", "50,00 EUR"]
