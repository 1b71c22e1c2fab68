"""The column in which a search hit is on the screen, in the place of one in which it did not."""

from datetime import UTC, datetime

import pytest

from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.columns import choose, payment_columns
from stancer_tui.services.search.query import parse
from stancer_tui.ui.shell.matched_columns import ColumnRoom, matched_columns
from tests.unit.rows import row

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
NARROW = 74
"""Cells for columns in a terminal of eighty."""
WIDE = 150

OCEANE = row(
    1,
    order_id="AL-2611-01275",
    unique_id="cart-77",
    description="Chaise longue",
    customer={
        "id": "cust_1",
        "name": "Océane Rivière",
        "email": "o.r@courriel.example",
        "mobile": "+33639982745",
    },
    card={"id": "card_1", "brand": "visa", "last4": "9995", "country": "FR", "name": "Marcel Aubry"},
)


def shown(
    typed: str, *rows: PaymentRow, width: int = NARROW, known: frozenset[str] = frozenset()
) -> list[str]:
    columns, query = payment_columns(UTC, lambda: NOW), parse(typed, NOW, UTC)
    matched = matched_columns(ColumnRoom(columns, (), width), rows or (OCEANE,), query, known)
    return [column.key for column, _ in choose(columns, width, matched)]


USUAL = ["created", "amount", "status", "method", "code"]


def test_without_a_search_the_usual_columns_are_there() -> None:
    columns = payment_columns(UTC, lambda: NOW)
    assert [column.key for column, _ in choose(columns, NARROW)] == USUAL
    assert [column.key for column, _ in choose(columns, 400)][-1] == "country", "others are asked for"


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        ("riviere", "customer"),
        ("customer:riv", "customer"),
        ("AL-2611", "order"),
        ("order:01275", "order"),
        ("longue", "description"),
        ("cart-77", "unique"),
        ("unique:cart", "unique"),
        ("courriel", "email"),
        ("06 39 98 27 45", "phone"),
        ("0639982745", "phone"),
        ("phone:+336", "phone"),
        ("aubry", "holder"),
    ],
)
def test_the_column_that_matched_takes_the_place_of_one_that_did_not(typed: str, column: str) -> None:
    assert column not in USUAL
    found = shown(typed)
    assert column in found
    assert {"amount", "status"} <= set(found)


@pytest.mark.parametrize("typed", ["9995", "visa", "captured", "30.21", "last4:99", "nobody", "date:7d"])
def test_what_is_on_the_screen_already_changes_nothing(typed: str) -> None:
    assert shown(typed) == USUAL


def test_two_words_keep_both_columns() -> None:
    assert {"customer", "method"} <= set(shown("riviere 9995"))
    assert {"customer", "order"} <= set(shown("riviere", row(2, order_id="riviere-1"), OCEANE))


def test_nothing_jumps_while_a_word_goes_on() -> None:
    before = shown("riv")
    kept = frozenset({"customer"})
    assert shown("rivi", known=kept) == before
    assert shown("riviere 30.21", known=kept) == before
    assert shown("9995", known=kept) == USUAL, "no longer needed"


def test_where_there_is_room_the_order_of_the_columns_stays() -> None:
    wide = shown("cart-77", width=WIDE)
    assert wide.index("unique") == len(wide) - 1
    assert shown("riviere", width=WIDE)[:7] == [*USUAL, "order", "customer"]


def test_a_hidden_person_is_shown_in_no_column() -> None:
    columns = payment_columns(UTC, lambda: NOW, mask=True)
    texts = {column.key: column.text(OCEANE) for column in columns}
    assert [texts[key] for key in ("customer", "email", "phone", "holder")] == [
        "O•••",
        "o•••",
        "+•••",
        "M•••",
    ]
