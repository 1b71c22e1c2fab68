"""A text given to "go to" leads where the agent means it, and never where it must not go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.ids import Kind
from stancer_tui.services.search.jump import (
    KIND_WORDS,
    AskOrder,
    Nowhere,
    OpenCode,
    OpenObject,
    OpenSection,
    SearchLast4,
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
def test_a_code_opens_its_panel_and_may_still_be_an_order_number(text: str) -> None:
    code, order = targets(text, SECTIONS)
    assert isinstance(code, OpenCode)
    assert code.code == text.strip().upper()
    assert {entry.code for entry in code.entries} == {code.code}
    assert order == AskOrder(text.strip())


def test_a_code_of_two_families_brings_both() -> None:
    found = first("14")
    assert isinstance(found, OpenCode)
    assert len(found.entries) == 2


@pytest.mark.parametrize(
    ("text", "name"), [("payments", "payments"), ("Ref", None), ("over", "overview"), ("p", None)]
)
def test_a_section_by_its_beginning(text: str, name: str | None) -> None:
    assert first(text) == (OpenSection(name) if name else AskOrder(text))


@pytest.mark.parametrize("text", ["825730837", "ORD-2026/11", "42"])
def test_an_order_number_is_asked_for(text: str) -> None:
    assert targets(text, SECTIONS)[-1] == AskOrder(text)


@pytest.mark.parametrize("text", ["4242424242424242", "4000 0000 0000 3220", "5555-5555-5555-4444"])
def test_a_card_number_is_never_sent(text: str) -> None:
    assert targets(text) == (SearchLast4(text[-4:]),)


def test_a_long_order_number_that_is_no_card_number_is_asked_for() -> None:
    assert targets("4242424242424241") == (AskOrder("4242424242424241"),)


@pytest.mark.parametrize("key", ["stest_", "sprod_", "ptest_", "pprod_", "export K=sprod_"])
def test_a_key_is_never_sent_nor_repeated(key: str) -> None:
    (found,) = targets(key + END)
    assert isinstance(found, Nowhere)
    assert END not in found.message


@pytest.mark.parametrize("text", ["", " \n", "x" * 37, "two\nlines"])
def test_what_leads_nowhere_says_so(text: str) -> None:
    assert isinstance(first(text), Nowhere)


@given(st.text() | st.from_regex(r"(paym|card)_[a-zA-Z0-9]{22,26}|[0-9]{2,20}", fullmatch=True))
def test_every_text_has_an_answer_that_can_be_sent(text: str) -> None:
    found = targets(text, SECTIONS)
    assert found
    for target in found:
        if isinstance(target, AskOrder):
            assert 1 <= len(target.value) <= 36
            assert target.value.isprintable()
