"""Searching without accents: what is found, and which letters are marked for it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.folding import fold, fold_places
from stancer_tui.models.payment_row import PaymentRow, payment_row
from stancer_tui.reference import codes
from stancer_tui.render.search_text import search_text
from stancer_tui.services.search.help import Highlighter
from stancer_tui.services.search.query import parse
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import View
from stancer_tui.ui.reference.items import search as reference_search
from stancer_tui.ui.refunds.listing import SEARCHABLE
from stancer_tui.ui.refunds.rows import RefundLine
from stancer_tui.ui.shell.lines import Lines

NOW = datetime(2026, 11, 21, 17, tzinfo=UTC)


def _payment(name: str, **fields: object) -> PaymentRow:
    return payment_row(
        {
            "id": "paym_000000000000000000000001",
            "amount": 3021,
            "currency": "eur",
            "customer": {"id": "cust_000000000000000000000001", "name": name},
        }
        | fields
    )


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("lefevre", "Lefèvre"),
        ("lefèvre", "Lefevre"),
        ("LEFÈVRE", "lefèvre"),
        ("lefe\u0300vre", "Lefèvre"),
        ("lefevre", "Lefe\u0300vre"),
        ("coeur", "Sœur Sacré-Cœur"),
        ("cœur", "Sacre-Coeur"),
        ("strasse", "Hauptstraße"),
        ("straße", "Hauptstrasse"),
        ("francois", "FRANÇOIS"),
        ("lukasz", "Łukasz"),
        ("soren", "Søren"),
    ],
)
@pytest.mark.parametrize("field", ["", "customer:"])
def test_a_name_is_found_with_and_without_its_accents(typed: str, name: str, field: str) -> None:
    row = _payment(name)
    index = PaymentIndex(search_text)
    index.add([row])
    view = View(index)
    query = parse(f"{field}{typed}", NOW, UTC)
    view.search(query.query)
    assert len(view) == 1
    assert query.matches(row, search_text(row))
    view.search(parse(f"!{typed}" if not field else f"-{field}{typed}", NOW, UTC).query)
    assert len(view) == 0


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("lefevre", "Hélène Lefèvre", ["Lefèvre"]),
        ("lefèvre", "Lefevre", ["Lefevre"]),
        ("lefevre", "Le\u0301fe\u0300vre, Paris", ["Le\u0301fe\u0300vre"]),
        ("fe", "Lefe\u0300\u0323vre", ["fe\u0300\u0323"]),
        ("o", "cœur", ["œ"]),
        ("ss", "Straße n° 3", ["ß"]),
        ("e", "élève", ["é", "è", "e"]),
        ("vre", "Lefèvre", ["vre"]),
    ],
)
@pytest.mark.parametrize(("field", "column"), [("", "description"), ("customer:", "customer")])
def test_the_letters_that_were_meant_are_marked(
    typed: str, text: str, marked: list[str], field: str, column: str
) -> None:
    query = parse(f"{field}{typed}", NOW, UTC)
    assert [text[start:end] for start, end in Highlighter(query).spans(text, column)] == marked


@given(st.text(max_size=12))
def test_folding_goes_letter_by_letter_and_knows_the_places(text: str) -> None:
    places = fold_places(text)
    assert fold(fold(text)) == fold(text) == "".join(map(fold, text))
    assert len(places) == len(fold(text))
    assert all(0 <= start < end <= len(text) for start, end in places)


def test_what_folds_to_nothing_filters_nothing() -> None:
    row = _payment("Lefèvre")
    for typed in ("\u0301", "!\u0301", 'customer:"\u0301"', '-customer:"\u0301"'):
        assert parse(typed, NOW, UTC).query.matches(row, search_text(row)), typed


def test_the_reference_is_searched_without_accents() -> None:
    french = next(entry for family in codes.Family for entry in codes.entries(family) if "é" in entry.say_fr)
    word = next(word for word in french.say_fr.split() if "é" in word).strip(".,;:!?«»")
    assert french in [item.entry for item in reference_search(fold(word))]
    assert french in [item.entry for item in reference_search(word.upper())]


def test_refunds_are_searched_without_accents() -> None:
    line = RefundLine("1", "paym_1", 1250, "eur", None, None, None, unresolved=False, order="ÉTÉ-7")
    lines = Lines(SEARCHABLE)
    lines.take([line])
    for text, found in (("ete-7", [line]), ("order:ete", [line]), ("ete-8", [])):
        lines.search(text, now=NOW, zone=UTC)
        assert list(lines.shown) == found, text
