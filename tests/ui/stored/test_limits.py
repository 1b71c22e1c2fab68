"""Every limit of the reference at its field: inside is taken, outside is refused, nothing is sent."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Button, Input

from stancer_tui.api.fields import FIELDS, Day, Moment, Number, Packed, Rule, Words, Year
from stancer_tui.ui.forms.form import FieldKind, FormField
from stancer_tui.ui.forms.reading import FieldError, read_field
from tests import fixed_clock
from tests.ui.desks.stored_writer import ACCOUNT, ANNA, HOME, VISA, Keeper, New, keeper
from tests.ui.driving import settled

YEAR = fixed_clock.NOW.year
TOMORROW = (fixed_clock.NOW + timedelta(days=2)).date().isoformat()

SPELLED: dict[str, Callable[[int], str]] = {
    "email": lambda length: "a" * (length - 4) + "@b.c" if length > 4 else "@b.c"[:length],
    "mobile": lambda length: "+" + "3" * (length - 1),
}
"""Texts of a length that are also what their field is for."""

NO_15 = "NO9386011117947"
RU_33 = "RU0204452560040702810412345678901"

ODD: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # Lengths between eight and eleven are no BIC, whatever the reference's bounds.
    "bic": (("TESTFRPP", "TESTFRPPXXX"), ("TESTFRP", "TESTFRPPX", "TESTFRPPXXXX", "TEST-RPP")),
    # No country's IBAN is as long as the reference allows: the longest there is stands for the bound.
    "iban": ((NO_15, RU_33), ("NO938601111794", "FR" + "1" * 33, "FR1420041010050500013M02607")),
    "date_birth": (("1900-01-01",), ("2026-02-30", TOMORROW, "yesterday")),
    "date_mandate": (("1970-01-02",), ("1969-12-31", TOMORROW, "31/02/2026")),
}

FORMS: dict[str, tuple[str, str, dict[str, Rule]]] = {
    "customer": ("c", "customer", FIELDS["customer"]),
    "sepa": ("b", "sepa", FIELDS["sepa"]),
    "address": ("a", "address", FIELDS["address"]),
    "card": ("t", "card", FIELDS["card"]),
}

NOT_TYPED = {
    "customer": set[str](),
    "sepa": set[str](),
    "address": set[str](),
    "card": {"number", "exp_month", "exp_year", "cvc"},
}
"""Fields of the table that no form of ours takes when an object is created."""


def bounds(name: str, rule: Rule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Values just inside and just outside of a field's limit."""
    if name in ODD:
        return ODD[name]
    spelled = SPELLED.get(name, "F".__mul__)
    match rule:
        case Words(least, most) | Packed(least, most):
            outside = tuple(spelled(length) for length in (least - 1, most + 1) if length)
            return (spelled(least), spelled(most)), outside
        case Number(least, most):
            return (str(least), str(most)), (str(least - 1), str((most or 0) + 1), "x")
        case Year():
            return (str(YEAR), "2100"), (str(YEAR - 1), "2101")
        case Day() | Moment():
            raise AssertionError(f"say what {name} may be")
    raise AssertionError(f"no values for {rule}")


async def judged(at: Keeper, name: str, value: str) -> str:
    """What stands under a field once the value was typed and the field was left."""
    row = next(row for row in at.form.rows if row.field.name == name)
    row.control.focus()
    row.fill(value)
    await at.counter.pilot.pause()
    at.form.query_one("#close", Button).focus()
    await at.counter.pilot.pause()
    return "!" if row.has_class("-wrong") else ""


def taken(field: FormField, raws: dict[str, Any], value: str) -> bool:
    """Whether the form reads a value of the field."""
    try:
        read_field(field, raws | {field.name: value})
    except FieldError:
        return False
    return True


async def check_every_field(at: Keeper, rules: dict[str, Rule]) -> set[str]:
    """Read every bound as every field of the open form does, and type the first that is outside.

    Answers the fields' names.
    """
    at.counter.desks.wire.bodies.clear()
    seen = set()
    for row in at.form.rows:
        name = row.field.name
        if row.field.kind in {FieldKind.CHOICE, FieldKind.FLAG}:
            assert not isinstance(row.control, Input)
            offered: list[Any] = [each.value for each in row.field.choices if each.value] or [True, False]
            if name in rules:
                assert [rules[name].check(value) for value in offered] == offered
                seen.add(name)
            continue
        inside, outside = bounds(name, rules[name])
        raws = dict(at.form.raws)
        for value in inside:
            assert taken(row.field, raws, value), f"{name} must take {value!r}"
        for value in outside:
            assert not taken(row.field, raws, value), f"{name} must refuse {value!r}"
        assert await judged(at, name, outside[0]) == "!"
        seen.add(name)
    at.form.action_send()
    await settled(at.counter.pilot)
    assert at.form.query(".-wrong"), "the form stays, with what is wrong in it"
    assert at.requests == 0, "nothing is sent while a field is wrong"
    return seen


@pytest.mark.parametrize("case", FORMS)
async def test_bounds_of_what_is_created(tmp_path: Path, case: str) -> None:
    key, _, rules = FORMS[case]
    async with keeper(tmp_path) as at:
        await at.new(key)
        seen = await check_every_field(at, rules)
        assert seen == set(rules) - NOT_TYPED[case]


@pytest.mark.parametrize(
    ("case", "new", "wanted"),
    [
        ("customer", ANNA, {"name", "email", "mobile", "external_id", "date_birth", "legal_id", "country"}),
        ("sepa", ACCOUNT, {"name", "mandate", "date_mandate"}),
        ("address", HOME, {"line1", "line2", "line3", "city", "zip_code", "state", "country"}),
        ("card", VISA, {"exp_month", "exp_year", "name", "zip_code"}),
    ],
)
async def test_bounds_of_what_is_changed(tmp_path: Path, case: str, new: New, wanted: set[str]) -> None:
    async with keeper(tmp_path) as at:
        await at.at(new)
        await at.press("m")
        assert await check_every_field(at, FIELDS[case]) == wanted


SHORTEST_AND_LONGEST: list[tuple[str, dict[str, Any]]] = []
for _at in (0, 1):
    _address = {
        name: bounds(name, rule)[0][min(_at, len(bounds(name, rule)[0]) - 1)]
        for name, rule in FIELDS["address"].items()
    }
    _customer = {
        name: bounds(name, rule)[0][min(_at, len(bounds(name, rule)[0]) - 1)]
        for name, rule in FIELDS["customer"].items()
    }
    SHORTEST_AND_LONGEST += [("a", _address), ("c", _customer)]


@pytest.mark.parametrize(("key", "fields"), SHORTEST_AND_LONGEST)
async def test_the_shortest_and_the_longest_are_taken_by_the_api(
    tmp_path: Path, key: str, fields: dict[str, Any]
) -> None:
    async with keeper(tmp_path) as at:
        await at.new(key)
        await at.fill(**fields)
        await at.press("ctrl+s")
        assert [method for method, _, _ in at.writes] == ["POST"]
        assert "was created" in at.notices
