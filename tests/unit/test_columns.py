"""What the cells of a list say."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from stancer_tui.language import Language, using
from stancer_tui.models.payment_row import ListedPayment, UnreadableRow
from stancer_tui.render.columns import Column, cell, choose, payment_columns
from stancer_tui.render.payouts import payout_columns
from stancer_tui.render.search_text import search_text
from stancer_tui.render.tones import Tone
from tests.unit.rows import row

NOW = datetime(2026, 11, 21, 20, 10, tzinfo=UTC)
CREATED = int(datetime(2026, 11, 21, 17, 4, 11, tzinfo=UTC).timestamp())
BROKEN = UnreadableRow(id=None, reason="the amount is not a whole number\x1b[2J")
BARE = row(card=None, customer=None, order_id=None, description=None, method=None, status=None, response=None)


def columns(**options: bool) -> dict[str, Column[ListedPayment]]:
    made = payment_columns(ZoneInfo("Europe/Paris"), lambda: NOW, **options)
    return {column.key: column for column in made if not column.asked}


def shown(payment: ListedPayment, **options: bool) -> dict[str, str]:
    return {key: column.text(payment) for key, column in columns(**options).items()}


def test_a_payment_on_one_line() -> None:
    assert shown(row(created=CREATED)) == {
        "created": "18:04",
        "amount": "30.21 EUR",
        "status": "✓ captured",
        "method": "visa ··4242",
        "code": "00",
        "order": "825730837",
        "customer": "Élodie Garnier",
        "description": "Lampe en laiton",
        "country": "FR",
    }


def test_what_is_not_reported_is_a_dash_and_sorts_last() -> None:
    texts = shown(BARE)
    assert {key for key, text in texts.items() if text == "–"} == {
        "method",
        "code",
        "order",
        "customer",
        "description",
        "country",
    }
    assert columns()["order"].sort_key(BARE) is None
    assert columns()["status"].sort_key(BARE) is None


def test_an_unreadable_row_says_so_and_why() -> None:
    texts = shown(BROKEN)
    assert texts["status"] == "! unreadable"
    assert texts["description"] == "the amount is not a whole number\ufffd[2J"
    assert columns()["status"].tone(BROKEN) is Tone.ERROR
    assert all(isinstance(column.text(BROKEN), str) for column in columns().values())


def test_decimal_points_stand_under_each_other() -> None:
    amount = columns()["amount"]
    euros, yen = cell(amount, row(amount=123456)), cell(amount, row(amount=123456, currency="jpy"))
    assert euros == "  1,234.56 EUR"
    assert yen == "123,456    JPY"
    assert euros.index(".") == len("123,456")
    assert amount.muted_tail == 3


def test_method_keeps_its_digits_whatever_the_brand() -> None:
    assert shown(row(card={"brand": "mastercard", "last4": "4444"}))["method"] == "mc ··4444"
    assert shown(row(card={"brand": "discover network", "last4": "4444"}))["method"] == "disco… ··4444"
    assert shown(row(card=None, sepa={"last4": "2606"}, method="sepa"))["method"] == "sepa ··2606"


def test_foreign_text_is_safe_in_every_cell() -> None:
    bad = "x\x1b]52;c;YQ==\x07\u202e"
    hostile = row(
        order_id=bad,
        description=bad,
        status=bad,
        response=bad,
        currency=bad,
        card={"brand": bad, "last4": bad, "country": bad},
        customer={"name": bad},
    )
    for key, column in columns().items():
        text = column.text(hostile)
        assert not set("\x1b\x07\u202e") & set(text), key
        assert cell_len(cell(column, hostile)) == column.width


@pytest.mark.parametrize("created", [10**400, -(10**13), float("inf"), float("nan"), True, "now"])
def test_a_date_beyond_every_calendar_is_no_date(created: object) -> None:
    assert shown(row(created=created))["created"] == "no date"


def test_a_masked_list_shows_no_customer() -> None:
    texts = shown(row(), mask=True)
    assert texts["customer"] == "É•••"
    assert texts["description"] == "•••"


def test_a_refusal_code_is_an_error() -> None:
    code = columns()["code"]
    assert code.tone(row(response="51")) is Tone.ERROR
    assert code.tone(row(response="00")) is Tone.MUTED


def test_amounts_sort_by_currency_first() -> None:
    key = columns()["amount"].sort_key
    rows = [row(amount=amount, currency="usd") for amount in (900, 1000, -5, 100)] + [row(amount=500)]
    assert [r.amount for r in sorted(rows, key=key)] == [500, -5, 100, 900, 1000]


@pytest.mark.parametrize(
    ("width", "keys"),
    [
        (78, ["created", "amount", "status", "method", "code", "order"]),
        (45, ["created", "amount", "status"]),
        (32, ["amount", "status"]),
        (200, list(columns())),
    ],
)
def test_columns_give_way_by_priority(width: int, keys: list[str]) -> None:
    chosen = choose(tuple(columns().values()), width)
    assert [column.key for column, _ in chosen] == keys
    assert sum(cells for _, cells in chosen) + 2 * (len(chosen) - 1) <= width


@pytest.mark.parametrize("width", range(14, 180))
def test_as_many_columns_as_fit_and_not_a_cell_more(width: int) -> None:
    made = tuple(columns().values())
    chosen = choose(made, width)
    taken = sum(cells for _, cells in chosen) + 2 * (len(chosen) - 1)
    assert taken <= width
    assert len(chosen) == max(
        number
        for number in range(1, len(made) + 1)
        if sum(column.width + 2 for column in sorted(made, key=lambda column: column.priority)[:number]) - 2
        <= width
    )


def test_cells_left_over_go_to_the_texts() -> None:
    chosen = {column.key: cells for column, cells in choose(tuple(columns().values()), 200)}
    assert sum(chosen.values()) + 2 * (len(chosen) - 1) == 200
    assert chosen["amount"] == columns()["amount"].width
    assert chosen["description"] > columns()["description"].width


@pytest.mark.parametrize("language", Language)
def test_an_order_is_whole_before_names_get_more_than_they_need(language: Language) -> None:
    with using(language):
        chosen = {column.key: cells for column, cells in choose(tuple(columns().values()), 109)}
        assert chosen["order"] >= len("AL-2611-01278")
        assert chosen["customer"] >= columns()["customer"].width


def test_the_fees_of_a_payout_have_a_column_beside_the_preview_of_a_wide_terminal_in_both_languages() -> None:
    for language in Language:
        with using(language):
            chosen = choose(payout_columns(lambda: NOW), 109)
            assert "fees" in {column.key for column, _cells in chosen}
            headings = {column.key: column.heading_in(cells) for column, cells in chosen}
            assert all(len(headings[column.key]) <= cells for column, cells in chosen)
    assert headings["refunds"] == "Rembours."


@pytest.mark.parametrize(
    "typed", ["8257", "laiton", "elodie", "elodie@", "4242", "visa", "captured", "30.21", "card"]
)
def test_every_field_of_a_row_can_be_searched(typed: str) -> None:
    assert typed in search_text(row())


def test_words_of_the_screen_and_plain_amounts_are_found() -> None:
    text = search_text(row(amount=123456, refunds=[{"amount": 100, "status": "refunded"}], response="51"))
    assert all(word in text for word in ("part refunded", "captured", "1,234.56", "1234.56", "51"))
    assert "unreadable" in search_text(BROKEN)
