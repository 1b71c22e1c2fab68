"""What is said in French is set as French is: apostrophes, blanks before double signs, quotation marks."""

import re
from pathlib import Path

import pytest

from stancer_tui.language.numbers import NARROW_BLANK
from stancer_tui.reference.tables import table
from tests.catalogues import french, messages

PAGES = [Path(__file__).parent.parent.parent / name for name in ("README.fr.md", "docs/tutorial.fr.md")]


def _forms(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


MESSAGES = tuple(
    pair
    for message in messages(french())
    for pair in zip(_forms(message.id), _forms(message.string), strict=True)
)
"""Each English message with its French, each of its forms."""

RULES = {
    "a straight apostrophe": r"(?<=[^\W\d_])'(?=[^\W\d_])",
    # A sign that is followed by no blank ends nothing: 22:50, statut:refusé, https://, !=.
    "no blank before a double sign": r"[\w})\]”»%’.…–][;:!?](?=[\s»)·,.]|$)",
    "a plain blank before a double sign": r"(?<=[\w})\]”»%’.…–])[ \u00a0][;:?!»](?![\w{])",
    "no narrow blank inside quotation marks": rf"«(?!{NARROW_BLANK})|(?<!{NARROW_BLANK})»",
    "quotation marks of another language": r"[“”„]",
    "three points": r"(?<!\.)\.\.\.(?!\.)",
    "a blank before the points": r"[\w})] …",
    "two blanks": r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)",
    "an agent is called tu": r"(?i)(?<![\w-])(?:tu|te|toi|ton|ta|tes)(?!\w)|(?<![\w-])t’",
}
"""What no French text has, as a regular expression of it."""


FIELD = re.compile(r"(?:\{field\}|\b(?:order|commande|unique)):(?=[ ,.])")
"""The name of a field of the search as it is typed."""


def faults(rule: str, said: str) -> list[str]:
    """The places of a text that break a rule, with what stands around them."""
    said = FIELD.sub("0", re.sub(r"\{(\w+):[^}]+\}", r"{\1}", said))
    return [said[max(hit.start() - 20, 0) : hit.end() + 20] for hit in re.finditer(RULES[rule], said)]


@pytest.mark.parametrize("rule", RULES)
def test_no_message_has(rule: str) -> None:
    found = {asked: wrong for asked, said in MESSAGES if (wrong := _of_french_alone(rule, asked, said))}
    assert found == {}


def _of_french_alone(rule: str, asked: str, said: str) -> list[str]:
    """What is wrong, unless the English one has it too: words lined up with blanks, a gap of three points."""
    same = rule in {"two blanks", "a blank before the points"} and faults(rule, asked)
    return [] if same else faults(rule, said)


def test_no_message_calls_the_agent_vous() -> None:
    """The program speaks in infinitives and of things; only the payment page speaks to a customer."""
    vous = re.compile(r"(?i)(?<!\w)(?:vous|votre|vos)(?!\w)")
    to_agents = (
        message
        for message in messages(french())
        if not all("sandbox/wire/page_" in place for place, _line in message.locations)
    )
    assert [each.string for each in to_agents if any(map(vous.search, _forms(each.string)))] == []


def test_a_message_begins_and_ends_with_the_blanks_of_the_english_one() -> None:
    found = [said for asked, said in MESSAGES if said and _edges(asked) != _edges(said)]
    assert found == []


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip(" \n"))], text[len(text.rstrip(" \n")) :]


@pytest.mark.parametrize("rule", RULES)
def test_no_sentence_for_customers_has(rule: str) -> None:
    said = {key: words["fr"] for key, words in table("customer_words").items()}
    assert {key: wrong for key, text in said.items() if (wrong := faults(rule, text))} == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("rule", RULES)
def test_no_french_page_has(rule: str, page: Path) -> None:
    not_prose = re.compile(r"^```.*?^```$|`[^`\n]*`|\([^()\s]*\)", re.MULTILINE | re.DOTALL)
    prose = not_prose.sub("0", page.read_text("utf-8"))
    assert faults(rule, prose) == []


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("a straight apostrophe", "l'issue", "l’issue"),
        ("no blank before a double sign", "Échec: relire", f"Échec{NARROW_BLANK}: relire à 22:50"),
        ("no blank before a double sign", "Quitter?", f"statut:refusé montant:30..50{NARROW_BLANK}?"),
        ("a plain blank before a double sign", "{key} : lire", f"{{key}}{NARROW_BLANK}: lire · ! {{why}}"),
        ("no narrow blank inside quotation marks", "« rien »", f"«{NARROW_BLANK}rien{NARROW_BLANK}»"),
        ("quotation marks of another language", "“rien”", 'lang = "fr"'),
        ("three points", "Lecture...", "Lecture… 30..50"),
        ("a blank before the points", "Lecture …", "· …"),
        ("two blanks", "deux  blancs", "un blanc"),
        ("an agent is called tu", "Ta clé", "Une attente, a-t-il dit"),
    ],
)
def test_the_rules_tell_wrong_from_right(rule: str, wrong: str, right: str) -> None:
    assert faults(rule, wrong)
    assert not faults(rule, right)
