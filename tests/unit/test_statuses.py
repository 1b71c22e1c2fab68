"""Statuses by object: the reference's tables, and what is known beside them."""

import re

import pytest

from stancer_tui.reference import statuses
from stancer_tui.reference.statuses import StatusEntry
from tests.unit.facts import FACTS

ENTRIES = [entry for kind in statuses.OBJECTS for entry in statuses.entries(kind)]


def test_the_objects_are_those_of_the_reference() -> None:
    assert set(statuses.OBJECTS) == set(FACTS["statuses"])


@pytest.mark.parametrize("kind", statuses.OBJECTS)
def test_the_tables_are_the_references_own(kind: str) -> None:
    entries = statuses.entries(kind)
    answered = {entry.status for entry in entries if entry.documented and not entry.settable}
    settable = {entry.status for entry in entries if entry.settable}
    outside = {entry.status for entry in entries if not entry.documented}
    assert answered == set(FACTS["statuses"][kind])
    assert settable == set(FACTS["settable"].get(kind, ()))
    assert outside == set(FACTS["statuses_outside_the_tables"].get(kind, ()))
    assert len(entries) == len(answered) + len(settable) + len(outside)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.object}-{entry.status}")
def test_every_status_is_explained_in_short_whole_sentences(entry: StatusEntry) -> None:
    assert 0 < len(entry.title) <= 40
    assert 10 < len(entry.meaning) <= 130
    assert entry.meaning[0].isupper()
    assert entry.meaning.endswith(".")
    assert "!" not in entry.meaning


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.object}-{entry.status}")
def test_a_status_outside_the_tables_says_where_it_was_seen(entry: StatusEntry) -> None:
    beside = "official clients" in entry.source or "outside" in entry.source
    assert beside is not entry.documented


ANSWERED = [entry for entry in statuses.everything() if not entry.settable]


@pytest.mark.parametrize("entry", ANSWERED, ids=lambda entry: f"{entry.object}-{entry.status}")
def test_every_status_that_is_answered_is_advised_on_as_codes_are(entry: StatusEntry) -> None:
    for text, limit in ((entry.retry_note, 120), (entry.say_en, 150), (entry.say_fr, 170)):
        assert 10 < len(text) <= limit
        assert text[0].isupper()
        assert text.endswith(".")
        assert "!" not in text
    assert "'" not in entry.say_fr
    assert not re.search(r"[:;?!«»]", entry.say_fr), "this sign needs a space of its own before it"
    assert re.search(r"\b[Vv](ous|otre|os)\b", entry.say_fr), "the customer is addressed as vous"


@pytest.mark.parametrize("entry", ANSWERED, ids=lambda entry: f"{entry.object}-{entry.status}")
def test_the_title_of_a_status_says_more_than_its_word(entry: StatusEntry) -> None:
    assert entry.title.lower() != entry.status.replace("_", " ")


def test_what_is_only_sent_is_not_advised_on() -> None:
    sent = [entry for entry in statuses.everything() if entry.settable]
    assert {entry.status for entry in sent} == {"authorize", "capture", "request"}
    assert {(entry.retry_note, entry.say_en, entry.say_fr) for entry in sent} == {("", "", "")}


@pytest.mark.parametrize("word", ["refused", "failed", "canceled", "expired"])
def test_no_sentence_says_that_money_was_taken_where_none_was(word: str) -> None:
    entry = statuses.status("payment", word)
    assert entry is not None
    assert "accepted. There" not in entry.say_en
    (taken,) = (each for each in statuses.entries("payment") if each.status == "captured")
    assert entry.say_en != taken.say_en


def test_a_payment_without_a_status_is_found_and_is_in_no_table() -> None:
    assert statuses.find(" No status ") == [statuses.no_status()]
    assert statuses.no_status() not in statuses.entries("payment")
    assert statuses.no_status() in statuses.search("no attempt reported")


def test_the_same_word_means_different_things_on_different_objects() -> None:
    meanings = {entry.object: entry.meaning for entry in statuses.find("expired")}
    assert set(meanings) == {"payment", "auth", "scoring"}
    assert "7 days" in meanings["payment"]
    assert "6 hours" in meanings["auth"]


def test_case_and_spaces_around_do_not_matter() -> None:
    assert statuses.status("payment", " To_Capture ") == statuses.status("payment", "to_capture")
    assert statuses.status("payment", "to_capture") is not None


@pytest.mark.parametrize(
    ("kind", "word"), [("payment", "refunded"), ("payment", ""), ("payment", "2"), ("dispute", "won")]
)
def test_an_unknown_status_is_never_guessed(kind: str, word: str) -> None:
    assert statuses.status(kind, word) is None


def test_search_holds_every_word() -> None:
    found = {(entry.object, entry.status) for entry in statuses.search("refund dispute")}
    assert ("refund", "not_honored") in found
    assert ("payment", "captured") not in found
    assert statuses.search("zebra") == []
