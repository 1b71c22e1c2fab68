"""Apostrophes and hyphens of every kind are one, and texts sort as people sort."""

from datetime import UTC, datetime
from random import Random

import pytest

from stancer_tui.models.folding import fold, sort_text
from stancer_tui.render.search_text import search_text
from stancer_tui.services.search.help import Highlighter
from stancer_tui.services.search.query import parse
from tests.unit.rows import row

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇"
HYPHENS = "-‐‑‒–—―−﹣－"


@pytest.mark.parametrize("typed", APOSTROPHES)
@pytest.mark.parametrize("known", APOSTROPHES)
def test_apostrophes_are_alike_in_both_directions(typed: str, known: str) -> None:
    item = row(1, customer={"id": "cust_1", "name": f"Étienne D{known}Artagnan"})
    for term in ("", "customer:"):
        query = parse(f"{term}d{typed}artagnan", NOW, UTC)
        assert query.query.include or query.query.where
        assert query.matches(item, search_text(item))
    assert not parse(f"d{typed}artagnat", NOW, UTC).matches(item, search_text(item))


@pytest.mark.parametrize("typed", HYPHENS)
@pytest.mark.parametrize("known", HYPHENS)
def test_hyphens_are_alike_in_both_directions(typed: str, known: str) -> None:
    item = row(1, customer={"id": "cust_1", "name": f"Jean{known}Luc Noël"}, order_id=f"AL{known}2611")
    for text in (f"jean{typed}luc", f"customer:jean{typed}luc", f"al{typed}26", f"order:al{typed}26"):
        assert parse(text, NOW, UTC).matches(item, search_text(item)), text


@pytest.mark.parametrize(
    ("typed", "shown", "marked"),
    [
        ("d'art", "Étienne D’Artagnan", "D’Art"),
        ("o´brien", "Aoife O`Brien", "O`Brien"),
        ("jean-luc", "Jean\u2011Luc Noël", "Jean\u2011Luc"),
        ("'na", "\u0149a", "\u0149a"),
    ],
)
def test_what_is_marked_is_what_was_found(typed: str, shown: str, marked: str) -> None:
    assert [shown[start:end] for start, end in Highlighter(parse(typed, NOW, UTC)).spans(shown)] == [marked]


def test_plain_letters_fold_as_before() -> None:
    assert fold("AL-2611 o'Brien") == "al-2611 o'brien"
    assert fold("caf\u00e9\u00a0noir") == "cafe noir"


@pytest.mark.parametrize(
    "sorted_as_people_do",
    [
        ["Amélie", "Élise", "elodie", "Zoé"],
        ["AL-9", "AL-10", "AL-0011", "al-100-2", "AL-100-10"],
        ["9", "10", "825030837"],
        ["D’Artagnan", "d'Artois", "Daumier"],
    ],
)
def test_texts_sort_as_people_sort(sorted_as_people_do: list[str]) -> None:
    shuffled = Random(7).sample(sorted_as_people_do, len(sorted_as_people_do))
    assert sorted(shuffled, key=lambda text: sort_text(text) or "") == sorted_as_people_do


def test_no_text_sorts_by_nothing() -> None:
    assert sort_text(None) is None
