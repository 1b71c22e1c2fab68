"""What `--json` prints has the shape, the name and the version that docs/schemas says."""

from typing import Any

import pytest

from stancer_tui.cli.shapes import (
    SHAPES,
    CodeShape,
    DoctorShape,
    JournalEntryShape,
    ObjectShape,
    RefundShape,
)
from tests.cli.running import Machine, run_plain
from tests.cli.shop import Shop
from tests.schemas import FOLDER, PAGE, file_of, of_shape, page, text_of


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_the_schemas_in_the_docs_are_those_of_the_code(shape: type[Any]) -> None:
    assert file_of(shape).read_text(encoding="utf-8") == text_of(shape), "python -m tests.schemas --write"


def test_the_page_of_their_fields_is_that_of_the_schemas() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.schemas --write"


def test_no_other_schema_is_in_the_docs() -> None:
    assert {each.name for each in FOLDER.iterdir()} == {file_of(shape).name for shape in SHAPES}


def test_objects_of_a_list_and_one_alone_have_one_shape(machine: Machine, shop: Shop) -> None:
    payment = shop.payment("refused", amount=3021)
    listed = of_shape(ObjectShape, machine.here("list", "payments", "--json").out.splitlines())
    (shown,) = of_shape(ObjectShape, machine.here("show", payment, "--json").out.splitlines())
    assert shown.pop("notes") == []
    assert shown in [{name: value for name, value in each.items() if name != "notes"} for each in listed]
    assert (shown["kind"], shown["mode"], shown["status"]) == ("payment", "test", "refused")
    assert (shown["amount"], shown["currency"], shown["amount_decimal"]) == (3021, "eur", "30.21")
    assert shown["created"].endswith("Z")
    assert shown["received"]["id"] == payment


def test_an_amount_has_the_decimals_of_its_currency(machine: Machine, shop: Shop) -> None:
    payment = shop.payment(amount=1234, currency="jpy")
    (shown,) = of_shape(ObjectShape, machine.here("show", payment, "--json").out.splitlines())
    assert (shown["amount"], shown["amount_decimal"]) == (1234, "1234")


def test_refunds_disputes_and_payouts_have_it_too(machine: Machine, live_shop: Shop) -> None:
    payment = live_shop.payment(amount=5000)
    refund = live_shop.refund(payment, 1250)
    (listed,) = (
        each
        for each in of_shape(
            ObjectShape, machine.here("--live", "list", "refunds", "--json").out.splitlines()
        )
        if each["id"] == refund
    )
    assert (listed["kind"], listed["mode"], listed["amount_decimal"]) == ("refund", "live", "12.50")
    for kind in ("disputes", "payouts"):
        ran = run_plain("--demo", "--payments", "300", "--live", "list", kind, "--json")
        found = of_shape(ObjectShape, ran.out.splitlines())
        assert {each["kind"] for each in found} == {kind.removesuffix("s")}
        assert {type(each["amount_decimal"]) for each in found} == {str if kind == "payouts" else type(None)}


@pytest.mark.parametrize("code", ["51", "14", "expired", "capture", "AC04", "501"])
def test_codes_and_statuses(machine: Machine, code: str) -> None:
    found = of_shape(CodeShape, machine.here("code", code, "--json").out.splitlines())
    assert {each["code"] for each in found} == {code}
    assert all((each["object"] is None) is (each["family"] != "status") for each in found)


@pytest.mark.usefixtures("impatient")
def test_a_refund_and_its_entry_in_the_journal(machine: Machine, shop: Shop) -> None:
    payment = shop.payment()
    ran = machine.here("refund", payment, "--amount", "12.50", "--yes", "--json", "--ticket", "T-1")
    (made,) = of_shape(RefundShape, ran.out.splitlines())
    assert (made["state"], made["amount"], made["amount_decimal"]) == ("confirmed", 1250, "12.50")
    (nothing,) = of_shape(
        RefundShape, machine.here("refund", payment, "--amount", "99", "--yes", "--json").out.splitlines()
    )
    assert (nothing["state"], nothing["amount_decimal"]) == ("not_begun", None)
    (entry,) = of_shape(JournalEntryShape, machine.here("journal", "--json").out.splitlines())
    assert (entry["refund"], entry["amount_decimal"], entry["ticket"]) == (made["refund"], "12.50", "T-1")
    assert [each["after"] for each in entry["changes"]][-1] == "confirmed"


def test_the_doctor_and_its_verdict(machine: Machine, shop: Shop) -> None:
    ran = machine.here("doctor", "--json")
    (found,) = of_shape(DoctorShape, ran.out.splitlines())
    states = {each["state"] for each in found["findings"]}
    assert found["state"] == ("wrong" if "wrong" in states else "note" if "note" in states else "ok")
    assert (found["state"] == "wrong") is (ran.code == 1)
