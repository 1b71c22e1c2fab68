"""What a row of another list says of the payment behind it, and of why it says nothing."""

from typing import Any

import pytest

from stancer_tui.models.payment_row import PaymentRow, payment_row
from stancer_tui.render.behind import (
    PaymentLookup,
    customer_column,
    identity_line,
    method_column,
    order_column,
    text_key,
)
from stancer_tui.render.export import ExportColumn, csv_lines, masked, person_columns

ELISE = {"id": "cust_1", "name": "Élise Pham", "email": "elise@poste.example", "mobile": "+33639981120"}
Line = tuple[PaymentRow | None, PaymentLookup]


def paid(**fields: Any) -> Line:
    item = {"id": "paym_x", "amount": 3490, "currency": "eur"} | fields
    return payment_row(item), PaymentLookup.KNOWN


def behind(line: Line) -> Line:
    return line


def no_order(_line: Line) -> str | None:
    return None


CUSTOMER = customer_column(behind, 1)
ORDER = order_column(behind, no_order, 1)
METHOD = method_column(behind, 1)


@pytest.mark.parametrize(
    ("lookup", "cell"),
    [
        (PaymentLookup.NOT_READ, "…"),
        (PaymentLookup.NOT_LOADED, "not loaded"),
        (PaymentLookup.NOT_READABLE, "not readable"),
        (PaymentLookup.NOT_NAMED, "–"),
    ],
)
def test_without_the_payment_a_cell_says_why(lookup: PaymentLookup, cell: str) -> None:
    assert [column.text((None, lookup)) for column in (CUSTOMER, ORDER, METHOD)] == [cell] * 3
    assert CUSTOMER.sort_key((None, lookup)) is None, "what is not known stands last"


def test_a_payment_that_reports_nobody_is_no_payment_that_is_missing() -> None:
    assert [column.text(paid()) for column in (CUSTOMER, ORDER, METHOD)] == ["–"] * 3
    assert identity_line(*paid()) == "whose it is is not reported"


def test_who_and_order_come_from_the_payment_and_the_rows_own_order_first() -> None:
    line = paid(customer=ELISE, order_id="AL-1", method="card", card={"brand": "visa", "last4": "0003"})
    assert [column.text(line) for column in (CUSTOMER, ORDER, METHOD)] == [
        "Élise Pham",
        "AL-1",
        "visa ··0003",
    ]
    assert customer_column(behind, 1, mask=True).text(line) == "É•••"

    def own(_line: Line) -> str | None:
        return "D-7"

    assert order_column(behind, own, 1).text(line) == "D-7"
    assert order_column(behind, own, 1).text((None, PaymentLookup.NOT_READ)) == "D-7"


def test_the_line_below_a_list_names_the_order_that_is_known_and_what_is_not() -> None:
    assert identity_line(None, PaymentLookup.NOT_READ, order="D-7") == "D-7 · customer being read…"
    assert identity_line(None, PaymentLookup.NOT_LOADED) == "customer not loaded"
    assert identity_line(*paid(customer=ELISE, order_id="AL-1"), mask=True) == "AL-1 · É•••"


def test_names_are_sorted_as_people_sort() -> None:
    names = ["Zoé", "Élise", "elsa"]
    assert sorted(names, key=lambda name: text_key(name) or "") == ["Élise", "elsa", "Zoé"]
    assert text_key("") is None


def test_a_file_under_mask_holds_the_first_letter_of_a_person_alone() -> None:
    row, _ = paid(customer=ELISE, card={"id": "card_1", "name": "E PHAM"})
    columns: tuple[ExportColumn[PaymentRow], ...] = person_columns(lambda each: each)
    text = "".join(csv_lines(columns, [row] if row else []))
    assert "Élise Pham" in text
    hidden = "".join(csv_lines(masked(columns), [row] if row else []))
    assert "É•••" in hidden
    for personal in ("Pham", "PHAM", "poste.example", "39981120"):
        assert personal not in hidden
    assert "cust_1" in hidden, "an id is nobody's name"
