"""`list people`: whom an agent has a clue of, out of the payments of the dates that are asked for."""

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from stancer_tui.cli.person_shapes import PersonShape
from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.settings import SandboxSettings
from tests.cli.running import Machine, Ran
from tests.sandbox.serving import serving
from tests.ui.desks.ticket_shop import named
from tests.ui.driving import NOW
from tests.ui.people.shop import COMPANY, GUEST, NORA, REMI, shop


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = shop()
    odd = {
        **data["test"]["payments"][0],
        "id": named("paym", "odd"),
        "customer": NORA["id"],
        "card": COMPANY["id"],
    }
    data["test"]["payments"].append({**odd, "currency": "usd", "amount": 250, "status": "captured"})
    account = {"id": named("sepa", "zoe"), "last4": "2606", "name": "Zoé Lune", "bic": "TESTFR21"}
    data["test"]["sepa"] = [account]
    by_account = {"method": "sepa", "card": None, "sepa": account["id"], "customer": None}
    data["test"]["payments"].append({**odd, "id": named("paym", "account"), **by_account})
    file = tmp_path_factory.mktemp("people") / "shop.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    with serving(SandboxSettings(data=file, payments=0, port=0, now=FixedClock(NOW))) as running:
        yield running.url


@pytest.fixture
def people(url: str, home: Path, capsys: pytest.CaptureFixture[str]) -> Machine:
    return Machine(home, url, capsys)


def listed(people: Machine, *arguments: str) -> list[dict[str, Any]]:
    """The people that JSON names, each of the shape that the docs have."""
    found = []
    for line in people.here("list", "people", *arguments, "--json").out.splitlines():
        printed = json.loads(line)
        assert printed.pop("schema") == "stancer-tui/person/1"
        read = TypeAdapter(PersonShape).validate_json(json.dumps(printed), strict=True)
        assert asdict(read) == printed
        found.append(printed)
    return found


@pytest.mark.parametrize("query", ["remi.pham@poste.example", "06 39 98 11 20", "0003", REMI["id"]])
def test_a_clue_finds_the_person(people: Machine, query: str) -> None:
    (found,) = listed(people, query)
    assert {each["value"] for each in found["customers"]} == {REMI["id"], GUEST["id"]}
    (totals,) = found["totals"]
    assert totals["currency"] == "eur"
    assert totals["paid"] == {"count": 5, "amount": 19490, "amount_decimal": "194.90"}
    assert totals["given_back"] == {"count": 1, "amount": 490, "amount_decimal": "4.90"}
    assert totals["disputed"]["count"] == 1
    assert found["declined"] == [{"code": "51", "payments": 1}, {"code": "A1", "payments": 1}]
    assert [each["id"] for each in found["payments"]][-1] == named("paym", "older")
    assert {each["tie"] for each in found["perhaps"]} >= {"card", "name"}
    assert found["mode"] == "test"


@pytest.mark.parametrize("query", ["FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"])
def test_an_iban_finds_who_paid_from_an_account_that_ends_so(people: Machine, query: str) -> None:
    (found,) = listed(people, query)
    assert [each["last4"] for each in found["instruments"]] == ["2606"]
    assert not listed(people, "GB33BUKB20201555555555")


def test_a_card_number_finds_by_its_last_four_digits(people: Machine) -> None:
    assert listed(people, "4000 0000 0000 9995") == listed(people, "9995") != []


@pytest.mark.parametrize(
    "arguments",
    [
        ("people", "--csv", "remi"),
        ("people", "--limit", "3", "remi", "--csv"),
        ("--csv", "people", "--mask", "remi"),
    ],
)
def test_options_stand_before_between_and_behind_the_words(
    people: Machine, arguments: tuple[str, ...]
) -> None:
    assert people.here("list", *arguments).out.startswith('"name","email"')


def test_a_word_too_many_or_too_few_is_named(people: Machine) -> None:
    ran = people.here("list", "people", "--csv", "remi", "odd")
    assert (ran.code, ran.out) == (2, "")
    assert "unrecognized arguments: odd" in ran.err
    assert "the following arguments are required: kind" in people.here("list", "--csv").err


def test_dates_narrow_what_is_read(people: Machine) -> None:
    (found,) = listed(people, "0003", "--since", f"{NOW:%Y-%m-%d}")
    assert named("paym", "older") not in {each["id"] for each in found["payments"]}
    assert found["totals"][0]["paid"]["count"] == 4
    (found,) = listed(people, REMI["id"], "--until", "2026-11-10")
    assert [each["id"] for each in found["payments"]] == [named("paym", "older")]


def test_who_paid_last_stands_first_and_a_limit_is_said(people: Machine) -> None:
    ran = people.here("list", "people", "p")
    assert ran.out == ""
    both = [each["names"][0]["value"] for each in listed(people, "pham")]
    assert both == ["Rémi Pham", "Pham Rémi"]
    oldest = [each["names"][0]["value"] for each in listed(people, "pham", "--oldest-first")]
    assert oldest == both[::-1]
    ran = people.here("list", "people", "pham", "--limit", "1")
    assert len(ran.out.splitlines()) == 1
    assert "Only the 1 who paid last" in ran.err


def test_a_person_is_a_line_in_words(people: Machine) -> None:
    ran = people.here("list", "people", "nora petit")
    assert ran.code == 0
    (line,) = ran.out.splitlines()
    for words in ("Nora Petit", "nora@poste.example", "paid 70.00 EUR", "paid 2.50 USD", "declined 0"):
        assert words in line
    masked = people.here("list", "people", "nora petit", "--mask").out
    assert "N•••  n•••" in masked
    assert "Petit" not in masked
    assert "poste" not in masked


def test_csv_has_a_row_for_each_currency(people: Machine) -> None:
    ran = people.here("list", "people", "nora petit", "--csv")
    first, second = csv.DictReader(ran.out.splitlines())
    assert (first["name"], first["payments"]) == ("Nora Petit", "2")
    found = {(each["currency"], each["paid_minor"], each["paid"]) for each in (first, second)}
    assert found == {("EUR", "7000", "70.00"), ("USD", "250", "2.50")}
    masked = people.here("list", "people", "nora petit", "--csv", "--mask").out
    assert "Petit" not in masked


def test_a_terminal_is_told_how_far_the_reading_is_in_one_line(
    people: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert people.here("list", "people", "nora petit").err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    told = people.here("list", "people", "nora petit").err
    assert "payments read…" in told
    assert told.endswith("\r\x1b[K")
    assert "\n" not in told


def test_nobody_is_said_and_is_no_failure(people: Machine) -> None:
    ran = people.here("list", "people", "zenobia")
    assert (ran.code, ran.out) == (0, "")
    assert "Nobody in the" in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("people",), "needs an e-mail"),
        (("people", "  "), "needs an e-mail"),
        (("people", "pham", "--status", "refused"), "--status is not for people"),
        (("people", "pham", "--json", "--mask"), "leave out --mask"),
        (("payments", "pham"), "takes no QUERY"),
    ],
)
def test_what_cannot_be_asked_for_is_explained(
    people: Machine, arguments: tuple[str, ...], words: str
) -> None:
    ran: Ran = people.here("list", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
