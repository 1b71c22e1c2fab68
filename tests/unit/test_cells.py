"""A fitted text takes its cells as the terminal library counts them, and nothing is cut without a sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from stancer_tui.render.cells import cut, fit, shorten_middle

PIECES = [*"abé …✓⚑◌日本語한\u0301\u200d❤👍🏽👨👩🇫🇷\u1112\u1161\ufffd\u00ad\u200b", "❤\ufe0f"]
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(TEXTS, st.integers(0, 30), st.sampled_from(["left", "right"]))
def test_a_fitted_text_takes_exactly_its_cells(text: str, width: int, align: str) -> None:
    assert cell_len(fit(text, width, "right" if align == "right" else "left")) == width


@given(TEXTS, st.integers(0, 30))
def test_what_is_cut_shows_it(text: str, width: int) -> None:
    for shown in (cut(text, width), shorten_middle(text, width)):
        assert cell_len(shown) <= width
        assert shown == text or "…" in shown or width == 0


@pytest.mark.parametrize(
    ("width", "shown"), [(29, "paym_p5tjCrXHy93xtVtVqvEJoC1c"), (13, "paym_p…EJoC1c"), (2, "p…"), (0, "")]
)
def test_an_id_keeps_its_kind_and_its_end(width: int, shown: str) -> None:
    assert shorten_middle("paym_p5tjCrXHy93xtVtVqvEJoC1c", width) == shown


def test_text_is_padded_and_cut_by_its_width() -> None:
    assert fit("é", 3) == "é  "
    assert fit("日", 3, "right") == " 日"
    assert fit("Élodie Garnier", 8) == "Élodie… "
