"""Nothing that comes out of the one door can steer a terminal."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stancer_tui.render.safe import LIMIT, safe

INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2061\u2064\u206a\u2800\u3164\uffa0\ufff9\ufffb"
    "\U000e0001\U000e0041\U000e007f\U0001d173"
)
SELECTORS = "\u180b\ufe00\ufe0e\ufe0f\U000e0100\U000e01ef"
HOSTILE = INVISIBLE + "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
SPICE = st.sampled_from(
    [
        *HOSTILE,
        *SELECTORS,
        "\u200c",
        "\u200d",
        "a",
        "م",
        "\u2764",
        "\x1b]52;c;YQ==\x07",
        "\x9b2J",
        "\r\n",
        "\u2028",
        "\ud800",
        "\x00",
        "\x7f",
    ]
)
TEXTS = st.lists(st.text() | SPICE | st.text(st.characters()), max_size=12).map("".join)


@given(TEXTS)
def test_no_control_surrogate_separator_or_bidi_control_comes_out(text: str) -> None:
    shown = safe(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(shown) & set(HOSTILE + SELECTORS)
    assert len(shown) <= LIMIT


@given(TEXTS)
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), max_size=LIMIT))
def test_printable_text_is_not_touched(text: str) -> None:
    assume(not any(default_ignorable(letter) for letter in text))
    assert safe(text) == text


def default_ignorable(letter: str) -> bool:
    """Unicode's Default_Ignorable_Code_Point among what counts as printable, and a braille cell of no dot."""
    return (
        letter in "\u034f\u115f\u1160\u17b4\u17b5\u180f\u2800\u3164\uffa0"
        or "\u180b" <= letter <= "\u180e"
        or "\ufe00" <= letter <= "\ufe0f"
        or "\U000e0000" <= letter <= "\U000e0fff"
    )


@pytest.mark.parametrize("hidden", [*INVISIBLE, *SELECTORS, "\u200c", "\u200d"])
@pytest.mark.parametrize("order", ["{}CMD-100{}", "CM{}D-100"])
def test_two_order_numbers_that_look_alike_are_alike(order: str, hidden: str) -> None:
    shown = safe(order.replace("{}", hidden))
    assert shown != "CMD-100"
    assert shown.replace("\ufffd", "") == "CMD-100"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("❤\ufe0f Boutique", "❤ Boutique"),
        ("1\ufe0f\u20e3 rue", "1\u20e3 rue"),
        ("葛\U000e0100城", "葛城"),
        ("❤\ufe0f\u200d🔥", "❤\u200d🔥"),
        ("👍🏽 Bravo", "👍 Bravo"),
        ("☝\ufe0f🏿 Un", "☝ Un"),
        ("🤷🏽\u200d♀\ufe0f", "🤷\u200d♀"),
        ("🏽", "🏽"),
        ("Anna 🏽", "Anna 🏽"),
    ],
)
def test_a_variation_selector_shifts_no_row(name: str, shown: str) -> None:
    assert safe(name) == shown


def test_a_text_cut_while_it_is_cleaned_says_so() -> None:
    assert safe("❤\ufe0f" * 400).endswith("…")


@pytest.mark.parametrize("character", HOSTILE)
def test_a_hostile_character_leaves_a_mark(character: str) -> None:
    assert safe(f"a{character}b") == "a\ufffdb"


def test_line_ends_and_tabs_become_one_space() -> None:
    assert safe("a\nb\tc\r\nd\re") == "a b c d\ufffde"


def test_joiners_and_combining_marks_keep_names_whole() -> None:
    name = "می\u200cخواهم e\u0301 👨\u200d👩"
    assert safe(name) == name


def test_a_long_text_ends_in_a_sign() -> None:
    assert safe("x" * 5_000_000) == "x" * 255 + "…"
    assert safe("\r\n" * 300) == " " * 255 + "…"
    assert safe("x" * 256) == "x" * 256
    assert safe("abcdef", 4) == "abc…"
    assert safe("abc", 1) == "…"
    assert safe("ab\n", 3) == "ab "
    assert safe("❤\ufe0f" * 256) == "❤" * 256
    assert safe("❤\ufe0f" * 257) == "❤" * 255 + "…"
    assert safe("\ufe0f\u20e3" * 257) == "\u20e3" * 255 + "…"


def test_any_object_is_accepted() -> None:
    assert safe(51) == "51"
    assert safe(ValueError("bad\x1b[31m")) == "bad\ufffd[31m"
