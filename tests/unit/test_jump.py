"""A text given to "go to" leads where the agent means it, and never where it must not go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.ids import Kind
from stancer_tui.reference.statuses import OBJECTS, entries
from stancer_tui.services.search.jump import (
    KIND_WORDS,
    AskReference,
    Clue,
    Field,
    Nowhere,
    OpenCode,
    OpenObject,
    OpenSection,
    OpenStatus,
    SearchLoaded,
    SearchPayouts,
    Target,
    targets,
)

SECTIONS = ("overview", "payments", "payouts", "refunds", "reference")
END = "p5tjCrXHy93xtVtVqvEJoC1c"


def first(text: str) -> Target:
    return targets(text, SECTIONS)[0]


@pytest.mark.parametrize("kind", list(Kind))
def test_an_id_opens_its_object(kind: Kind) -> None:
    assert targets(f" {kind}_{END}\n", SECTIONS) == (OpenObject(kind, f"{kind}_{END}"),)
    assert KIND_WORDS[kind]


@pytest.mark.parametrize(
    "text",
    [
        f"https://payment.stancer.com/paym_{END}?lang=fr",
        f"Where is paym_{END}? It was paid twice, says the customer who wrote this long line.",
        f"paym_{END} / paym_{END}",
    ],
)
def test_an_id_is_found_within_a_text(text: str) -> None:
    assert targets(text) == (OpenObject(Kind.PAYMENT, f"paym_{END}"),)


def test_two_ids_are_one_too_many() -> None:
    (found,) = targets(f"paym_{END} refd_{END}")
    assert isinstance(found, Nowhere)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"paym_{END[:-1]}", "this one has 23"),
        (f"refd_{END}x", "id of a refund"),
        (f"PAYM_{END}", "small letters"),
    ],
)
def test_a_damaged_id_says_what_is_wrong(text: str, words: str) -> None:
    found = first(text)
    assert isinstance(found, Nowhere)
    assert words in found.message


@pytest.mark.parametrize("text", ["51", " a0 ", "7810", "AC04"])
def test_a_code_opens_its_panel_and_is_not_sent(text: str) -> None:
    code, rows, *others = targets(text, SECTIONS)
    assert isinstance(code, OpenCode)
    assert code.code == text.strip().upper()
    assert {entry.code for entry in code.entries} == {code.code}
    assert isinstance(rows, SearchLoaded)
    assert rows.search == f"code:{code.code}"
    assert not any(isinstance(each, AskReference) for each in others)


def test_a_code_of_two_families_brings_both() -> None:
    found = first("14")
    assert isinstance(found, OpenCode)
    assert len(found.entries) == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [("payments", ["payments"]), ("over", ["overview"]), ("Pay", ["payments", "payouts"]), ("p", [])],
)
def test_a_section_by_its_beginning(text: str, names: list[str]) -> None:
    found = targets(text, SECTIONS)
    assert [each.name for each in found if isinstance(each, OpenSection)] == names
    assert bool(names) == isinstance(found[0], OpenSection)


@pytest.mark.parametrize("text", ["825730837", "ORD-2026/11", "AL-2611-01275", "cart_77", "20261127"])
def test_an_order_number_is_asked_for_then_the_unique_id(text: str) -> None:
    assert targets(text, SECTIONS) == (AskReference(text, (Field.ORDER, Field.UNIQUE)),)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("order:4242", AskReference("4242", (Field.ORDER,))),
        ("Order: only-live", AskReference("only-live", (Field.ORDER,))),
        ("unique:pham", AskReference("pham", (Field.UNIQUE,))),
    ],
)
def test_what_is_called_a_reference_is_one_whatever_it_looks_like(text: str, asked: AskReference) -> None:
    assert targets(text, SECTIONS) == (asked,)


def test_a_key_stays_a_secret_behind_the_word_for_a_reference() -> None:
    (found,) = targets(f"order:sprod_{END}", SECTIONS)
    assert isinstance(found, Nowhere)
    assert found.secret


@pytest.mark.parametrize(
    ("text", "clue", "search"),
    [
        ("anna@example.org", Clue.EMAIL, 'customer:"anna@example.org"'),
        ("anna@", Clue.EMAIL, 'customer:"anna@"'),
        ("@example", Clue.EMAIL, 'customer:"@example"'),
        ("Anna Roux <anna@example.org>,", Clue.EMAIL, 'customer:"anna@example.org"'),
        ("From: Anna\nanna@example.org\n", Clue.EMAIL, 'customer:"anna@example.org"'),
        ("+33 6 39 98 27 45", Clue.PHONE, 'phone:"+33 6 39 98 27 45"'),
        ("0639982745", Clue.PHONE, None),
        ("06.39.98.27.45", Clue.PHONE, None),
        ("0033639982745", Clue.PHONE, None),
        ("roux", Clue.NAME, "roux"),
        ("Anna Roux", Clue.NAME, "Anna Roux"),
        ("O’Brien", Clue.NAME, "O’Brien"),
        ("12 rue Haute", Clue.NAME, "12 rue Haute"),
        ("4242", Clue.LAST4, "last4:4242"),
        ("··4242", Clue.LAST4, "last4:4242"),
        ("FR14 2004 1010 0505 0001 3M02 606", Clue.IBAN, "last4:2606 method:sepa"),
        ("FR14-2004-1010-0505-0001-3M02-606", Clue.IBAN, "last4:2606 method:sepa"),
        ("IBAN : fr1420041010050500013m02606", Clue.IBAN, "last4:2606 method:sepa"),
        ("FR14 2004 1010 0505 0001 3M02 607", Clue.IBAN, "last4:2607 method:sepa"),
        ("27/11/2026", Clue.DATE, "date:27/11/2026"),
        ("hier", Clue.DATE, "date:hier"),
    ],
)
def test_what_the_api_cannot_find_is_looked_for_in_what_is_loaded(
    text: str, clue: Clue, search: str | None
) -> None:
    (found,) = targets(text, SECTIONS)
    assert isinstance(found, SearchLoaded)
    assert found.clue is clue
    assert search is None or found.search == search


@pytest.mark.parametrize("text", ["FR14 2004 1010 0505 0001 3M02 606", "4242 4242 4242 4242"])
def test_the_number_of_an_account_or_a_card_is_named_by_its_end(text: str) -> None:
    (found,) = targets(text)
    assert isinstance(found, SearchLoaded)
    handed_on = f"{found.search} {found.text} {found.shown}"
    assert text[-3:] in handed_on
    assert text[5:9] not in handed_on.replace("4242", "", 3)
    assert "sent nowhere" in found.note


def test_several_people_are_one_too_many() -> None:
    (found,) = targets("anna@example.org, bob@example.org")
    assert isinstance(found, Nowhere)


@pytest.mark.parametrize("status", sorted({entry.status for kind in OBJECTS for entry in entries(kind)}))
def test_every_status_is_explained(status: str) -> None:
    found = first(status.replace("_", " "))
    assert isinstance(found, OpenStatus)
    assert {entry.status for entry in found.entries} == {status}


def test_the_payments_of_a_status_are_searched_where_payments_have_it() -> None:
    assert targets("expired")[1:] == (SearchLoaded(Clue.STATUS, "status:expired", "expired", "expired"),)
    assert targets("paid")[1:] == ()


@pytest.mark.parametrize(
    ("text", "figures"), [("94.00", "94.00"), ("1 034,45 €", "1 034,45"), ("94 EUR", "")]
)
def test_an_amount_leads_to_payouts_and_to_payments(text: str, figures: str) -> None:
    found = targets(text, SECTIONS)
    if not figures:
        assert found[0] == SearchLoaded(Clue.NAME, text, text, text)
        return
    assert found == (SearchPayouts(text), SearchLoaded(Clue.AMOUNT, f'amount:"{figures}"', figures, figures))


@pytest.mark.parametrize("text", ["4242424242424242", "4000 0000 0000 3220", "5555-5555-5555-4444"])
def test_a_card_number_is_never_sent(text: str) -> None:
    (found,) = targets(text)
    assert isinstance(found, SearchLoaded)
    assert found.search == f"last4:{text[-4:]}"


def test_a_long_order_number_that_is_no_card_number_is_asked_for() -> None:
    assert targets("4242424242424241") == (AskReference("4242424242424241"),)


@pytest.mark.parametrize("key", ["stest_", "sprod_", "ptest_", "pprod_", "export K=sprod_"])
def test_a_key_is_never_sent_nor_repeated(key: str) -> None:
    (found,) = targets(key + END)
    assert isinstance(found, Nowhere)
    assert END not in found.message


@pytest.mark.parametrize("text", ["", " \n", "order:" + "x" * 37, "two\nlines"])
def test_what_leads_nowhere_says_so(text: str) -> None:
    assert isinstance(first(text), Nowhere)


@given(st.text() | st.from_regex(r"(paym|card)_[a-zA-Z0-9]{22,26}|[0-9]{2,20}", fullmatch=True))
def test_every_text_has_an_answer_that_can_be_sent(text: str) -> None:
    found = targets(text, SECTIONS)
    assert found
    for target in found:
        if isinstance(target, AskReference):
            assert 1 <= len(target.value) <= 36
            assert target.value.isprintable()


@pytest.mark.parametrize(
    ("text", "status"), [("expiré", "expired"), ("Remboursée", "refunded"), ("litige", "disputed")]
)
def test_a_status_is_understood_in_french(text: str, status: str) -> None:
    found = first(text)
    assert isinstance(found, OpenStatus)
    assert found.status == status


def test_an_amount_with_one_decimal_behind_a_comma_is_never_asked_for_as_an_order() -> None:
    assert not [each for each in targets("12,5") if isinstance(each, AskReference)]
    assert [each.clue for each in targets("12,5") if isinstance(each, SearchLoaded)] == [Clue.AMOUNT]
    assert targets("2026.1") == (AskReference("2026.1"),), "a dot may divide an order number"
