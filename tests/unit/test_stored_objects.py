"""What can be done with a customer, a SEPA account, a card or an address, and what was changed of one."""

from dataclasses import replace
from typing import Any

import pytest

from stancer_tui.models.customer import Customer
from stancer_tui.models.ids import Kind
from stancer_tui.models.sepa import Sepa
from stancer_tui.services.stored_objects import (
    NOT_READ,
    NOT_SEPA,
    READ_ONLY,
    SIGNED,
    signed,
    why_no_change,
    why_no_deletion,
    why_no_renewal,
)
from stancer_tui.ui.forms.form import WHOLE, FieldKind, FormField
from stancer_tui.ui.forms.reading import FieldError, read_field
from stancer_tui.ui.stored.changing import EMPTIED, NOTHING, changes, check_changes, prefilled


def account(**fields: Any) -> Sepa:
    return Sepa.read({"id": f"sepa_{'a' * 24}", **fields})


@pytest.mark.parametrize("date", [1_782_424_800, 0, "soon", {"at": 1}])
def test_any_date_at_a_mandate_signs_it(date: object) -> None:
    item = account(date_mandate=date)
    assert signed(item)
    assert why_no_change(item, read_only=False) == SIGNED
    assert why_no_deletion(item, read_only=False) is None


def test_what_is_not_possible_has_its_reason() -> None:
    assert not signed(account(mandate="M-1", date_mandate=None))
    assert why_no_change(None, read_only=False) == NOT_READ
    assert why_no_deletion(None, read_only=False) == NOT_READ
    assert why_no_change(account(), read_only=True) == READ_ONLY
    assert why_no_deletion(account(), read_only=True) == READ_ONLY
    assert why_no_renewal(Kind.CARD, account(), read_only=False) == NOT_SEPA
    assert why_no_renewal(Kind.SEPA, account(), read_only=True) == READ_ONLY
    assert why_no_renewal(Kind.SEPA, account(), read_only=False) is None


NAME = FormField(name="name", label="Name", rule=("customer", "name"))
BORN = FormField(name="date_birth", label="Born", kind=FieldKind.DATE)


def filled(field: FormField, **fields: Any) -> FormField:
    (found,) = prefilled((field,), Customer.read({"id": "cust_1", **fields}))
    assert isinstance(found, FormField)
    return found


def test_what_stands_there_is_not_judged_but_what_is_typed_is() -> None:
    field = filled(NAME, name="Al")
    assert field.initial == "Al"
    assert field.limit == "3 to 64 characters"
    assert read_field(field, {"name": "Al"}) == "Al"
    with pytest.raises(FieldError, match="3 to 64"):
        read_field(field, {"name": "Bo"})


def test_a_date_that_cannot_be_read_is_left_out_and_left_alone() -> None:
    field = filled(BORN, date_birth="around 1978")
    assert field.initial == ""
    assert changes((field,), {"date_birth": None}) == {}


def test_changes_are_what_differs() -> None:
    fields = (filled(NAME, name=" Anna "), replace(NAME, name="email"))
    assert changes(fields, {"name": "Anna", "email": None}) == {}
    assert check_changes(fields, {"name": "Anna", "email": None}) == {WHOLE: NOTHING}
    assert check_changes(fields, {"name": None, "email": "x"}) == {"name": EMPTIED}
    assert changes(fields, {"name": "Ann", "email": None}) == {"name": "Ann"}
