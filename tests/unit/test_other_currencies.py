"""Amounts of currencies whose minor unit is no hundredth are shown and found by their own decimals."""

from datetime import UTC, datetime

import pytest

from stancer_tui.models.money import exponent
from stancer_tui.render.columns import amount_text
from stancer_tui.render.search_text import search_text
from stancer_tui.services.search.query import parse
from tests.unit.rows import row

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)

NO_DECIMALS = "bif clp djf gnf isk jpy kmf krw pyg rwf ugx uyi vnd vuv xaf xof xpf"
THREE_DECIMALS = "bhd iqd jod kwd lyd omr tnd"
FOUR_DECIMALS = "clf uyw"


def test_the_decimals_are_those_of_iso_4217() -> None:
    for decimals, codes in (
        (0, NO_DECIMALS),
        (3, THREE_DECIMALS),
        (4, FOUR_DECIMALS),
        (2, "eur mga mru xyz"),
    ):
        assert {code: exponent(code.upper()) for code in codes.split()} == dict.fromkeys(
            codes.split(), decimals
        )


@pytest.mark.parametrize(
    ("currency", "shown"),
    [
        ("eur", "123.45 EUR"),
        ("krw", "12,345    KRW"),
        ("xpf", "12,345    XPF"),
        ("tnd", "12.345 TND"),
        ("clf", "1.2345 CLF"),
    ],
)
def test_a_list_shows_the_decimals_of_the_currency(currency: str, shown: str) -> None:
    assert amount_text(row(1, amount=12345, currency=currency)) == shown


def test_every_millime_is_found() -> None:
    for units in range(12_000, 12_400):
        item = row(1, amount=units, currency="tnd")
        typed = f"amount:{units // 1000}.{units % 1000:03d}0"
        assert parse(typed, NOW, UTC).matches(item, search_text(item)), typed


@pytest.mark.parametrize(
    ("currency", "typed"),
    [
        ("krw", "amount:12345"),
        ("krw", 'amount:"12 345"'),
        ("xpf", "amount:12000..12345"),
        ("tnd", "amount:12.3450"),
        ("tnd", "amount:12.3..12.4"),
        ("clf", "amount:1.2345"),
        ("krw", "12345"),
        ("krw", "12,345"),
        ("tnd", "12.345"),
    ],
)
def test_an_amount_is_found_by_the_decimals_of_the_currency(currency: str, typed: str) -> None:
    query = parse(typed, NOW, UTC)
    right, wrong = (row(1, amount=units, currency=currency) for units in (12345, 22345678))
    assert query
    assert query.matches(right, search_text(right))
    assert not query.matches(wrong, search_text(wrong))
