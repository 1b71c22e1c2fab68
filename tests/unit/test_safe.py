"""Nothing that comes out of the one door can steer a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.render.safe import LIMIT, safe

HOSTILE = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
SPICE = st.sampled_from(
    [*HOSTILE, "\x1b]52;c;YQ==\x07", "\x9b2J", "\r\n", "\u2028", "\ud800", "\x00", "\x7f"]
)
TEXTS = st.lists(st.text() | SPICE | st.text(st.characters()), max_size=12).map("".join)


@given(TEXTS)
def test_no_control_surrogate_separator_or_bidi_control_comes_out(text: str) -> None:
    shown = safe(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(shown) & set(HOSTILE)
    assert len(shown) <= LIMIT


@given(TEXTS)
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), max_size=LIMIT))
def test_printable_text_is_not_touched(text: str) -> None:
    assert safe(text) == text


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


def test_any_object_is_accepted() -> None:
    assert safe(51) == "51"
    assert safe(ValueError("bad\x1b[31m")) == "bad\ufffd[31m"
