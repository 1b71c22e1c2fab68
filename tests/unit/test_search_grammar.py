"""What the help and the page on searching say is what the search does."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stancer_tui.render.columns import payment_columns
from stancer_tui.services.search.grammar import GRAMMAR, OTHERWISE, help_lines
from stancer_tui.services.search.help import FIELD_HINTS
from stancer_tui.services.search.query import FIELDS, PAYMENT_FIELDS, names_of, parse
from stancer_tui.services.search.spoken_words import OTHER_NAMES
from stancer_tui.services.search.values import dates

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
PAGE = (Path(__file__).parents[2] / "docs/searching.md").read_text("utf-8")


@pytest.mark.parametrize("example", [example for example, _ in GRAMMAR])
def test_each_example_of_the_help_is_understood(example: str) -> None:
    query = parse(example, NOW, UTC)
    assert query
    assert not query.mistakes


def test_the_help_of_a_list_tells_only_of_the_fields_it_has() -> None:
    assert help_lines(PAYMENT_FIELDS) == (*GRAMMAR, *OTHERWISE)
    few = {name: PAYMENT_FIELDS[name] for name in ("status", "amount", "currency", "date", "id")}
    told = dict(help_lines(few))
    assert told["fields"] == "status, amount, currency, date, id"
    assert {"visa 4242", "amount:30..50 amount:>100", "hier 27/11/2026"} <= set(told)
    assert told.keys().isdisjoint({"06 39 98 27 45", "customer:dupont", "refunded disputed 3ds"})
    assert "Stancer" not in told["enter"], "only payments are asked for by their number"


def test_every_field_is_named() -> None:
    assert dict(OTHERWISE)["fields"].split(", ") == list(names_of(PAYMENT_FIELDS))
    named = set(re.findall(r"`([a-z0-9]+)`", PAGE))
    assert set(FIELDS) - named == set()
    assert {other for other in OTHER_NAMES if f"`{other}`" not in PAGE} <= {
        "mail",
        "telephone",
        "day",
    }


def test_the_dates_of_the_page_are_read() -> None:
    table = PAGE.split("### Dates")[1].split("## ")[0]
    typed = [each.removeprefix("date:").strip('"') for each in re.findall(r"`(\S+|[^`]+)`(?= [·|])", table)]
    assert len(typed) > 20
    for text in typed:
        low, high = dates(text, now=NOW, zone=UTC)
        assert low <= high, text


def test_the_amounts_and_examples_of_the_page_are_understood() -> None:
    words = PAGE.split("## Words")[1].split("## Fields")[0]
    for text in re.findall(r"`([^`]+)`(?= [·|])", words):
        assert not parse(text, NOW, UTC).mistakes, text


@pytest.mark.parametrize("name", ["date", "amount", "phone", "refunded"])
def test_the_examples_beside_a_field_are_values_of_it(name: str) -> None:
    for value in re.split(
        r" · |, or |, ", FIELD_HINTS[name].replace(" or ", ", ").replace(", a piece of it", "")
    ):
        assert not parse(f"{name}:{value}", NOW, UTC).mistakes, value


def test_the_columns_that_a_search_brings_are_named() -> None:
    asked = [column.label.lower() for column in payment_columns(UTC, lambda: NOW) if column.asked]
    assert asked == ["unique id", "e-mail", "phone", "card or account holder"]
    assert "unique id, e-mail, phone and holder" in PAGE
