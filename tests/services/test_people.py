"""Whose payments belong together, and what is never put together silently."""

from typing import Any

import pytest

from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableRow
from stancer_tui.render.search_text import search_text
from stancer_tui.services.people.finding import find_people, found_again
from stancer_tui.services.people.gathering import person_of
from stancer_tui.services.people.person import Person
from stancer_tui.services.people.ties import alike, email_key, name_words, phone_key
from stancer_tui.store.payment_index import PaymentIndex
from tests.unit.rows import row

REMI = {
    "id": "cust_" + "r" * 24,
    "name": "Rémi Pham",
    "email": "remi.pham@poste.example",
    "mobile": "+33639981120",
}
VISA = {"id": "card_" + "v" * 24, "brand": "visa", "last4": "0003", "name": "R PHAM"}
OTHER_VISA = {"id": "card_" + "w" * 24, "brand": "visa", "last4": "3220", "name": "REMI PHAM"}


def paid(number: int, **fields: Any) -> PaymentRow:
    """A payment of Rémi by his first card; `fields` replace those of the JSON."""
    return row(number, **{"customer": REMI, "card": VISA, **fields})


def stranger(number: int, name: str = "Nora Petit", **fields: Any) -> PaymentRow:
    """A payment of somebody else."""
    who = {"id": f"cust_{number:024d}", "name": name, "email": f"n{number}@poste.example"}
    return row(number, **{"customer": who, **fields})


def loaded(*rows: ListedPayment) -> PaymentIndex:
    index = PaymentIndex(search_text)
    index.add(rows)
    return index


def numbers(person: Person) -> list[int]:
    return [int(each.row.id[5:]) for each in person.payments]


def maybe(person: Person) -> list[int]:
    return [int(each.row.id[5:]) for each in person.perhaps]


def test_each_tie_is_counted_and_said() -> None:
    guest = {"name": "Rémi Pham", "email": "Remi.Pham@Poste.example"}
    caller = {"name": "Rémi Pham", "mobile": "06 39 98 11 20"}
    index = loaded(
        paid(1),
        paid(2, customer={**REMI, "email": None, "mobile": None}, card=None),
        row(3, customer=guest, card=None),
        row(4, customer=caller, card=None),
        row(5, customer=None, card=VISA),
        row(6, customer={"id": "cust_" + "x" * 24, "name": "Rémi Pham"}, card=None),
        stranger(7),
        UnreadableRow("paym_broken", "no amount"),
    )
    person = person_of(paid(1), index)
    assert numbers(person) == [5, 4, 3, 2, 1]
    assert person.ties == (("customer", 2), ("e-mail", 1), ("phone", 1), ("card", 1))
    assert maybe(person) == [6]
    assert person.perhaps_ties == (("name", 1),)
    assert (person.name, person.group) == ("Rémi Pham", False)
    assert person.emails == (("Remi.Pham@Poste.example", 2),)


def test_a_second_card_leads_to_what_was_paid_with_it_elsewhere() -> None:
    index = loaded(paid(1), paid(2, card=OTHER_VISA), row(3, customer=None, card=OTHER_VISA))
    person = person_of(paid(1), index)
    assert numbers(person) == [3, 2, 1]
    assert [(each.row.last4, each.count) for each in person.instruments] == [("3220", 2), ("0003", 1)]


def test_a_company_card_puts_nobody_together() -> None:
    company = {"id": "card_" + "c" * 24, "brand": "visa", "last4": "7700", "name": "ATELIER LUNE"}
    guest = row(3, customer={"name": "Rémi Pham"}, card=company)
    index = loaded(paid(1, card=company), stranger(2, card=company), guest)
    person = person_of(paid(1, card=company), index)
    assert numbers(person) == [3, 1], "the same name goes together through it"
    assert person.ties == (("customer", 1), ("card", 1))
    assert maybe(person) == [2]
    assert [(each.tie, each.payments, each.names) for each in person.shared] == [("card", 1, ("Nora Petit",))]
    assert person.figures.payments == 2


def test_a_name_that_is_missing_does_not_bridge_two_people() -> None:
    shared = {"id": "card_" + "c" * 24, "brand": "visa", "last4": "7700"}
    nobody, other = row(2, customer=None, card=shared), row(4, customer=None, card=shared)
    index = loaded(paid(1, card=shared), nobody, stranger(3, card=shared), other)
    assert numbers(person_of(paid(1, card=shared), index)) == [1]
    assert numbers(person_of(nobody, index)) == [2]


def test_a_family_shares_a_number_and_stays_two_people() -> None:
    family = {"name": "Anh Pham", "mobile": "06 39 98 11 20"}
    index = loaded(paid(1), row(2, customer=family, card=None))
    person = person_of(paid(1), index)
    assert (numbers(person), maybe(person)) == ([1], [2])
    assert person.perhaps_ties == (("phone", 1),)
    assert [numbers(each) for each in find_people("0639981120", index)] == [[2], [1]]


def test_too_many_names_that_lead_to_one_another_are_a_group() -> None:
    names = ("Rémi Pham", "Anh Durand", "Zoé Morel")
    as_customer = [paid(number, customer={**REMI, "name": name}) for number, name in enumerate(names, 1)]
    guest = row(4, customer={"name": "Luc Petit", "email": "luc@poste.example"}, card=None)
    bridge = {**REMI, "name": "Rémi Pham", "email": "luc@poste.example"}
    index = loaded(*as_customer, guest, paid(5, customer=bridge))
    person = person_of(as_customer[0], index)
    assert numbers(person) == [5, 4, 3, 2, 1]
    assert person.group
    assert not person_of(as_customer[0], loaded(*as_customer)).group


def test_the_name_on_the_card_stands_in_for_a_blank_one() -> None:
    blank = row(2, customer={"id": "cust_b", "name": "  "}, card={"id": "card_b", "name": "PHAM REMI"})
    person = person_of(paid(1), loaded(paid(1), blank))
    assert (numbers(person), maybe(person)) == ([1], [2])


def test_an_e_mail_used_for_the_whole_shop_is_a_group() -> None:
    shop = "boutique@lune.example"
    rows = [
        row(number, customer={"id": f"cust_{number:024d}", "name": f"{first} Martin", "email": shop})
        for number, first in enumerate(("Alma", "Bruno", "Chloé", "Driss", "Elsa"), 1)
    ]
    index = loaded(*rows)
    person = person_of(rows[0], index)
    assert numbers(person) == [1]
    assert maybe(person) == []
    assert [(each.tie, each.payments) for each in person.shared] == [("e-mail", 4)]
    (group,) = find_people("Boutique@lune.example", index)
    assert group.group
    assert numbers(group) == [5, 4, 3, 2, 1]
    again = found_again(group.asked, index)
    assert again == group


def test_a_customer_whose_name_changed_is_one_person_and_nobody_else_has_their_number() -> None:
    index = loaded(paid(1), paid(2, customer={**REMI, "name": "Rémi Garnier"}))
    person = person_of(paid(1), index)
    assert numbers(person) == [2, 1]
    assert sorted(person.names) == [("Rémi Garnier", 1), ("Rémi Pham", 1)]
    assert person.shared == ()


def test_a_name_alone_is_never_counted() -> None:
    namesake = {"id": "cust_" + "n" * 24, "name": "PHAM Rémi"}
    index = loaded(paid(1), row(2, customer=namesake, card=None, amount=9900))
    person = person_of(paid(1), index)
    assert (numbers(person), maybe(person)) == ([1], [2])
    assert person.figures.currencies[0].paid.amount == 3021


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "Pham", None])
def test_no_name_and_half_a_name_tie_nothing(name: str | None) -> None:
    index = loaded(
        row(1, customer={"id": "cust_a", "name": name, "email": " ", "mobile": ""}, card=None),
        row(2, customer={"id": "cust_b", "name": name, "email": " ", "mobile": ""}, card=None),
    )
    first = index.get(row(1).id)
    assert isinstance(first, PaymentRow)
    person = person_of(first, index)
    assert (numbers(person), maybe(person)) == ([1], [])


def test_a_payment_with_nothing_to_go_by_stands_alone() -> None:
    bare = row(1, customer=None, card=None)
    person = person_of(bare, loaded(bare, row(2, customer=None, card=None)))
    assert numbers(person) == [1]
    assert (person.ties, person.name, person.instruments) == ((), None, ())


def test_a_payment_outside_the_loaded_ones_has_its_person_all_the_same() -> None:
    assert numbers(person_of(paid(9), loaded(paid(1)))) == [9, 1]


def test_what_was_paid_given_back_disputed_and_declined() -> None:
    back = [{"id": "refd_1", "amount": 1000, "status": "refunded"}, {"amount": 500, "status": "failed"}]
    index = loaded(
        paid(1, amount=5000, refunds=back),
        paid(2, amount=700, status="to_capture"),
        paid(3, amount=900, status="disputed"),
        paid(4, status="refused", response="A1"),
        paid(5, status="refused", response="51"),
        paid(6, status="failed", response="A1"),
        paid(7, amount=800, status="authorized"),
        paid(8, amount=100, currency="usd"),
        paid(9, status="failed", response=None),
        paid(10, status="canceled"),
    )
    figures = person_of(paid(10, status="canceled"), index).figures
    euros, dollars = figures.currencies
    assert (euros.currency, euros.paid.count, euros.paid.amount) == ("eur", 3, 6600)
    assert (euros.given_back.count, euros.given_back.amount) == (1, 1000)
    assert (euros.disputed.count, euros.disputed.amount) == (1, 900)
    assert (euros.held.count, euros.held.amount) == (1, 800)
    assert (dollars.currency, dollars.paid.amount) == ("usd", 100)
    assert (figures.declined, figures.codes) == (4, (("A1", 2), ("51", 1), (None, 1)))
    assert (figures.first, figures.last) == (paid(1).created, paid(10).created)
    assert (figures.payments, figures.refunds, figures.disputes) == (10, 1, 1)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("remi.pham@poste.example", [[3, 1]]),
        (" REMI.PHAM@poste.example ", [[3, 1]]),
        ("remi.pham", [[3, 1]]),
        ("06 39 98 11 20", [[3, 1]]),
        ("0033639981120", [[3, 1]]),
        ("+33 (0)6.39.98.11.20", [[3, 1]]),
        ("0003", [[3, 1]]),
        ("0003 pham", [[3, 1]]),
        ("nora 0003", []),
        (f"paym_{3:024d}", [[3, 1]]),
        (VISA["id"], [[3, 1]]),
        (str(OTHER_VISA["id"]), []),
        ("remi pham", [[3, 1]]),
        ("PHAM rem", [[3, 1]]),
        ("pet", [[4], [2]]),
        (REMI["id"], [[3, 1]]),
        ("cust_" + "z" * 24, []),
        ("4242", [[4], [2]]),
        ("nobody@poste.example", []),
        ("p", []),
        ("", []),
        ("0003 4242", []),
    ],
)
def test_a_person_is_found_by_what_an_agent_has(typed: str, found: list[list[int]]) -> None:
    index = loaded(paid(1), stranger(2), paid(3), stranger(4, "Paul Petit"))
    assert [numbers(person) for person in find_people(typed, index)] == found


def test_a_person_is_found_by_the_name_on_their_card() -> None:
    company = {"id": "card_" + "c" * 24, "last4": "7700", "name": "ATELIER LUNE"}
    index = loaded(paid(1, card=company), stranger(2))
    assert [numbers(person) for person in find_people("lune", index)] == [[1]]


def test_no_more_people_are_gathered_than_asked_for() -> None:
    index = loaded(*(stranger(number) for number in range(1, 6)))
    assert [numbers(person) for person in find_people("petit", index, 2)] == [[5], [4]]


def test_what_is_loaded_later_is_found_again() -> None:
    index = loaded(paid(2))
    assert found_again(REMI["id"], loaded()) is None
    index.add([paid(1)])
    for asked in (REMI["id"], paid(2)):
        person = found_again(asked, index)
        assert person is not None
        assert numbers(person) == [2, 1]


def test_a_newer_reading_of_the_payment_counts() -> None:
    before = paid(1, status="authorized")
    index = loaded(before)
    index.add([paid(1)])
    person = found_again(before, index)
    assert person is not None
    assert person.figures.currencies[0].paid.count == 1


def test_thousands_of_payments_and_endless_names_are_gathered() -> None:
    long = {"id": "cust_" + "l" * 24, "name": "Zoé " + "x" * 5000, "email": "zoe@poste.example"}
    index = loaded(*(row(number, customer=long) for number in range(1, 5001)))
    person = person_of(row(1, customer=long), index)
    assert person.figures.payments == 5000
    assert person.ties == (("customer", 5000),)


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Rémi Pham", "PHAM Remi", True),
        ("R. Pham", "Rémi Pham", True),
        ("MME OCEANE RIVIERE", "Océane Rivière", True),
        ("Jean-Luc d’Artagnan", "jean luc d'artagnan", True),
        ("Rémi Pham", "Anh Pham", False),
        ("R P", "Rémi Pham", False),
        ("Rémi Rémi", "Rémi Pham", False),
    ],
)
def test_spellings_of_one_name(name: str, other: str, same: bool) -> None:
    assert alike(name_words(name), name_words(other)) is same
    assert alike(name_words(other), name_words(name)) is same


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("+33639982745", "+33639982745"),
        ("0639982745", "+33639982745"),
        ("06.39.98.27.45", "+33639982745"),
        ("06\u00a039 98-27 45", "+33639982745"),
        ("0033 6 39 98 27 45", "+33639982745"),
        ("+33 (0)6 39 98 27 45", "+33639982745"),
        ("+4915123456789", "+4915123456789"),
        ("12345", None),
        ("call me", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number_has_one_key(typed: str | None, key: str | None) -> None:
    assert phone_key(typed) == key


@pytest.mark.parametrize("typed", ["", "  ", "@", "two words@x", "no at", None])
def test_what_is_no_e_mail_ties_nothing(typed: str | None) -> None:
    assert email_key(typed) is None
