"""Whose payment it is, in one line."""

from typing import Any

import pytest

from stancer_tui.models.payment_row import PaymentRow, UnreadableRow, payment_row
from stancer_tui.render.identity import identity_text, person_text

CUSTOMER = {"id": "cust_1", "name": "Rémi Pham", "email": "remi@poste.example", "mobile": "+33639981120"}


def row(**fields: Any) -> PaymentRow:
    return payment_row({"id": "paym_x", "amount": 3490, "currency": "eur", **fields})


def test_order_person_and_instrument_stand_in_one_line() -> None:
    card = {"id": "card_1", "brand": "visa", "last4": "0003", "name": "R PHAM"}
    paid = row(order_id="AL-1", customer=CUSTOMER, card=card, method="card")
    assert identity_text(paid) == "AL-1 · Rémi Pham · visa ··0003"
    assert identity_text(paid, mask=True) == "AL-1 · R••• · visa ··0003"


@pytest.mark.parametrize(
    ("customer", "shown"),
    [
        (CUSTOMER, "Rémi Pham"),
        ({"email": "remi@poste.example"}, "remi@poste.example"),
        ({"id": "cust_1", "mobile": "+33639981120"}, "+33639981120"),
        (None, "R PHAM"),
    ],
)
def test_a_person_is_named_by_the_best_that_is_known(customer: Any, shown: str) -> None:
    paid = row(customer=customer, card={"id": "card_1", "name": "R PHAM"})
    assert person_text(paid) == shown
    assert person_text(paid, mask=True) == f"{shown[0]}•••"


def test_what_is_not_reported_is_left_out() -> None:
    assert identity_text(row()) == ""
    assert person_text(row()) is None
    assert identity_text(row(sepa={"id": "sepa_1", "last4": "2606", "name": "Nora"}, method="sepa")) == (
        "Nora · sepa ··2606"
    )
    assert identity_text(UnreadableRow(id="paym_y", created=None, reason="no amount")) == "paym_y"


def test_a_hostile_name_passes_the_door() -> None:
    assert "\x1b" not in identity_text(row(customer={"id": "c", "name": "\x1b[31mRed"}))
