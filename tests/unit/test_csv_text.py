"""No spreadsheet computes a cell of ours, whatever it takes for a separator."""

import csv
import re
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.render.csv_text import csv_line, decimal_amount
from stancer_tui.render.listed import Listed, csv_names, csv_row

SIGNS = "=+-@＝＋－＠"
SEPARATORS = ";,|\t\r\n"
TEXTS = st.text(
    st.sampled_from("a1 ;,|\t\r\n\0\"'=+-@＝＋－＠\u200b\u00a0\ufeff\u3000") | st.characters(), max_size=30
)


def cell_of(text: str) -> str:
    ((cell,),) = csv.reader(StringIO(csv_line([text]), newline=""))
    return cell


def starts_formula(text: str) -> bool:
    """Whether a program that takes one of the separators for its own finds a formula in a text."""
    pieces = re.split(f"[{SEPARATORS}]", text)
    return any(piece.lstrip(' \t\r\n\u00a0\u3000\u2003"').startswith(tuple(SIGNS)) for piece in pieces)


@given(TEXTS)
def test_no_cell_starts_a_formula_under_any_separator(text: str) -> None:
    assert not starts_formula(cell_of(text))


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", ["", " ", "\t", "\r\n", "\0", "\u00a0", "\ufeff", "\u200b", '"', '" '])
@pytest.mark.parametrize("separator", ["", *SEPARATORS])
def test_a_formula_anywhere_in_a_text_is_guarded(separator: str, before: str, sign: str) -> None:
    text = f"x{separator}{before}{sign}1+2;y" if separator else f"{before}{sign}1+2;y"
    cell = cell_of(text)
    assert "'" in cell
    assert not starts_formula(cell)


def test_texts_without_a_formula_stay_as_they_are() -> None:
    for text in ("Order 12-34", "a=b", "anna@example.org", "Smith, Anna; Jones", "'quoted'", "1+1"):
        assert cell_of(text) == text


def test_numbers_of_ours_are_bare() -> None:
    assert csv_line([-5, Decimal("-12.50"), True, None], end="") == '-5,-12.50,"true",""'


def test_a_cut_text_says_so() -> None:
    assert cell_of("x" * 40_000) == "x" * 31_999 + "…"


def test_every_list_is_written_through_it() -> None:
    item = Listed("paym_1", {"id": "paym_1", "description": "x;=1+2;y", "order_id": "＝1"})
    for kind in ("payments", "refunds", "disputes", "payouts"):
        raw = {"id": "x|=1", "status": "x,@a", "payment": "\t=1", "statement_description": "-1", **item.raw}
        cells = next(csv.reader(StringIO(csv_line(csv_row(kind, Listed("x|=1", raw), mask=False)))))
        assert not any(starts_formula(cell) for cell in cells)


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (3021, "eur", "30.21"),
        (5, "eur", "0.05"),
        (-1, "eur", "-0.01"),
        (300, "jpy", "300"),
        (1, "tnd", "0.001"),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(amount: int, currency: str, shown: str) -> None:
    assert str(decimal_amount(amount, currency)) == shown


def test_a_masked_row_hides_what_is_there_and_invents_nothing() -> None:
    raw = {"customer": {"name": "Anna Roux", "email": None}, "description": ""}
    row = csv_row("payments", Listed("paym_1", raw), mask=True)
    named = dict(zip(csv_names("payments"), row, strict=True))
    assert named["customer_name"] == "•••"
    assert not named["customer_email"]
    assert not named["sepa_name"]
    assert not named["description"]
