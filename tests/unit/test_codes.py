"""Response codes: the reference's tables, whole, and words that an agent can use."""

import re

import pytest

from stancer_tui.reference import codes
from stancer_tui.reference.codes import CodeEntry, Family, Fixer, Retry
from tests.unit.facts import FACTS

FAMILIES = (Family.CARD, Family.SEPA, Family.DISPUTE, Family.HTTP)
ENTRIES = [entry for family in FAMILIES for entry in codes.entries(family)]
REVEALING = re.compile(
    r"\b(lost|stolen|steal|theft|thief|fraud|suspect|suspicio|scam|law|police|counterfeit|fake|security rule"
    r"|perdu|vol\b|vole|volé|voleu|fraud|soupçon|suspect|loi\b|contrefa|faux)",
    re.IGNORECASE,
)
"""Words that would tell a customer why a bank distrusts a card."""


def name(entry: CodeEntry) -> str:
    return f"{entry.family}-{entry.code}"


@pytest.mark.parametrize(
    ("family", "count"), [(Family.CARD, 78), (Family.DISPUTE, 10), (Family.SEPA, 8), (Family.HTTP, 10)]
)
def test_the_tables_are_the_references_own(family: Family, count: int) -> None:
    table = [entry.code for entry in codes.table(family)]
    assert len(table) == count
    assert table == list(FACTS["codes"][family])


def test_codes_outside_the_tables_are_marked_and_found() -> None:
    outside = {(entry.family, entry.code) for entry in ENTRIES if not entry.in_table}
    http = {(Family.HTTP, code) for code in FACTS["http_outside_the_table"]}
    assert outside == {(Family.CARD, "42")} | http
    for family, code in outside:
        assert codes.lookup(code, family) is not None


def test_dispute_codes_carry_their_network() -> None:
    assert {entry.code: entry.network for entry in codes.table(Family.DISPUTE)} == FACTS["codes"]["dispute"]


def test_the_code_of_a_test_card_or_account_is_always_known() -> None:
    for item in FACTS["test_cards"]:
        assert item["code"] is None or codes.lookup(item["code"], Family.CARD)
    for item in FACTS["test_ibans"]:
        assert item["code"] is None or codes.lookup(item["code"], Family.SEPA)


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_every_entry_speaks_in_short_whole_sentences(entry: CodeEntry) -> None:
    assert 0 < len(entry.title) <= 40
    assert not entry.title.endswith(".")
    for text, limit in (
        (entry.meaning, 130),
        (entry.retry_note, 120),
        (entry.say_en, 150),
        (entry.say_fr, 170),
    ):
        assert 10 < len(text) <= limit
        assert text[0].isupper() or text.startswith("3-D")
        assert text.endswith(".")
        assert text == " ".join(text.split())
        assert "!" not in text
    assert entry.source.startswith("API reference, ")


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_french_is_typeset_as_french(entry: CodeEntry) -> None:
    assert "'" not in entry.say_fr
    assert not re.search(r"[:;?!«»]", entry.say_fr), "this sign needs a space of its own before it"
    assert re.search(r"\b[Vv](ous|otre|os)\b", entry.say_fr), "the customer is addressed as vous"


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_no_customer_text_reveals_what_a_bank_suspects(entry: CodeEntry) -> None:
    assert not REVEALING.search(entry.say_en)
    assert not REVEALING.search(entry.say_fr)


@pytest.mark.parametrize("code", ["04", "07", "41", "42", "43", "59", "63", "82", "93", "Q1", "7840"])
def test_a_sensitive_card_code_sounds_like_a_plain_refusal(code: str) -> None:
    entry, plain = codes.lookup(code, Family.CARD), codes.lookup("05", Family.CARD)
    assert entry is not None
    assert plain is not None
    assert entry.sensitive
    assert (entry.say_en, entry.say_fr) == (plain.say_en, plain.say_fr)
    assert entry.retry is Retry.NEVER


def test_every_entry_whose_facts_are_delicate_is_sensitive() -> None:
    """Code 22 suspects a machine, not a person."""
    for entry in ENTRIES:
        if REVEALING.search(f"{entry.title} {entry.meaning}") and (entry.family, entry.code) != (
            Family.CARD,
            "22",
        ):
            assert entry.sensitive, name(entry)


def test_sensitive_disputes_sound_like_any_dispute() -> None:
    plain = codes.lookup("45", Family.DISPUTE)
    assert plain is not None
    sensitive = [entry for entry in codes.entries(Family.DISPUTE) if entry.sensitive]
    assert {entry.code for entry in sensitive} >= {"14", "1040", "4837", "4863"}
    assert {(entry.say_en, entry.say_fr) for entry in sensitive} == {(plain.say_en, plain.say_fr)}


def test_a_dispute_is_never_charged_again() -> None:
    assert {entry.retry for entry in codes.entries(Family.DISPUTE)} == {Retry.NEVER}


@pytest.mark.parametrize("code", ["00", "08", "11", "85"])
def test_an_approval_asks_for_no_retry(code: str) -> None:
    entry = codes.lookup(code, Family.CARD)
    assert entry is not None
    assert entry.retry is Retry.NOT_NEEDED


def test_fourteen_depends_on_the_family() -> None:
    card, dispute = codes.lookup("14", Family.CARD), codes.lookup("14", Family.DISPUTE)
    assert card is not None
    assert dispute is not None
    assert (card.fixer, card.network, card.sensitive) == (Fixer.CUSTOMER, None, False)
    assert (dispute.fixer, dispute.network, dispute.sensitive) == (Fixer.MERCHANT, "National", True)
    assert codes.find("14") == [card, dispute]


def test_forty_two_depends_on_the_family_and_says_where_it_comes_from() -> None:
    card, dispute = codes.lookup("42", Family.CARD), codes.lookup("42", Family.DISPUTE)
    assert card is not None
    assert dispute is not None
    assert not card.in_table
    assert "Not in the API's card table" in card.meaning
    assert "4000000000009979" in card.meaning
    assert dispute.in_table
    assert dispute.title == "Charged twice"


@pytest.mark.parametrize("code", ["", " ", "5", "051", "99", "18", "34", "00 05", "AC02", "nope", "٥١"])
def test_an_unknown_code_is_never_guessed(code: str) -> None:
    assert [codes.lookup(code, family) for family in FAMILIES] == [None] * 4
    assert codes.find(code) == []


def test_a_code_of_one_family_is_unknown_to_the_others() -> None:
    assert codes.lookup("AC04", Family.CARD) is None
    assert codes.lookup("1040", Family.CARD) is None
    assert codes.lookup("7840", Family.DISPUTE) is None
    assert codes.lookup("404", Family.CARD) is None


def test_case_and_spaces_around_do_not_matter() -> None:
    assert codes.lookup(" a1\n", Family.CARD) == codes.lookup("A1", Family.CARD)
    assert codes.lookup("ac04", Family.SEPA) == codes.lookup("AC04", Family.SEPA)


def test_a_status_is_not_a_code() -> None:
    with pytest.raises(ValueError, match="statuses"):
        codes.lookup("failed", Family.STATUS)


def test_search_finds_by_words_and_puts_an_exact_code_first() -> None:
    assert codes.search("51")[0].code == "51"
    assert {entry.code for entry in codes.search("cvv2")} == {"N7"}
    assert {entry.code for entry in codes.search("MASTERCARD twice")} == {"4834"}
    assert {entry.code for entry in codes.search("cryptogramme")} == {"N7"}
    assert codes.search("zebra") == []
    assert len(codes.search("  ")) == len(ENTRIES)
