"""What a deletion names: who, what, and the loaded payments that used it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.models.address import Address
from stancer_tui.models.base import StancerObject
from stancer_tui.models.card import Card
from stancer_tui.models.customer import Customer
from stancer_tui.models.sepa import Sepa
from stancer_tui.render.search_text import search_text
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.ui.stored.deletion_facts import deletion_facts
from tests.unit.rows import row

CUSTOMER = {"id": "cust_1"}
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def told(item: StancerObject, *, mask: bool = False) -> list[tuple[str, str | None]]:
    index = PaymentIndex(search_text)
    index.add(
        [
            row(1, card={"id": "card_1", "brand": "visa", "last4": "4242"}, customer=CUSTOMER),
            row(2, sepa={"id": "sepa_1", "last4": "2606"}, card=None, method="sepa", customer=CUSTOMER),
            row(3),
        ]
    )
    facts = deletion_facts(item, index, now=NOW, zone=PARIS, mask=mask)
    return [(fact.label, fact.value) for fact in facts]


ACCOUNT = {
    "id": "sepa_1",
    "name": "Nora Petit",
    "last4": "2606",
    "mandate": "M-1",
    "date_mandate": 1782424800,
}


@pytest.mark.parametrize(
    ("item", "facts"),
    [
        (
            Sepa.read(ACCOUNT),
            [
                ("Who", "Nora Petit"),
                ("Account", "IBAN ending in 2606"),
                ("Mandate", "M-1, signed 2026-06-26"),
            ],
        ),
        (
            Card.read({"id": "card_1", "brand": "visa", "last4": "4242", "exp_month": 3, "exp_year": 2029}),
            [("Who", "not reported"), ("Card", "visa ··4242 · until 03/2029")],
        ),
        (
            Customer.read({"id": "cust_1", "name": "Nora\x1b[31m", "mobile": "+336"}),
            [("Who", "Nora\ufffd[31m"), ("E-mail", "not reported"), ("Phone", "+336")],
        ),
    ],
)
def test_who_and_what_is_deleted_is_named(item: StancerObject, facts: list[tuple[str, str]]) -> None:
    assert told(item)[: len(facts)] == facts


def test_only_the_payments_of_the_object_hang_on_it() -> None:
    assert told(Sepa.read(ACCOUNT))[3][1] == "1 loaded, the last Nov 21 17:53"
    by_customer = dict(told(Customer.read({"id": "cust_1"})))
    assert by_customer["Payments"] == "2 loaded, the last Nov 21 17:53"
    assert by_customer["By"] == "visa ··4242, sepa ··2606"
    assert dict(told(Customer.read({"id": "cust_9"})))["Payments"] == "none among the loaded ones"


def test_masking_hides_every_person() -> None:
    assert told(Sepa.read(ACCOUNT), mask=True)[0] == ("Who", "N•••")
    assert told(Address.read({"id": "addr_1", "line1": "1 rue Haute", "city": "Lyon"}), mask=True) == [
        ("Address", "•••")
    ]
    assert told(Address.read({"id": "addr_1", "line1": "1 rue Haute", "city": "Lyon"})) == [
        ("Address", "1 rue Haute, Lyon")
    ]
