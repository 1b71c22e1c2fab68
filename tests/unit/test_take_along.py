"""What is copied of a payment: neutral, safe to paste, without secrets."""

import json
import shlex
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.models.mode import Mode
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import payment_row
from stancer_tui.reference import statuses
from stancer_tui.reference.codes import Family, entries
from stancer_tui.render.clipboard import copy_entries, curl
from stancer_tui.render.json_text import json_text
from stancer_tui.render.ticket import ticket_summary

PARIS = ZoneInfo("Europe/Paris")


def payment(**fields: Any) -> Payment:
    return Payment.read(
        {
            "id": "paym_p5tjCrXHy93xtVtVqvEJoC1c",
            "amount": 123_456,
            "currency": "eur",
            "status": "captured",
            "response": "00",
            "method": "card",
            "card": {"id": "card_1", "brand": "visa", "last4": "4242", "name": "Élodie Garnier"},
            "customer": {"id": "cust_1", "name": "Élodie Garnier", "email": "elodie@example.net"},
            "order_id": "825730837",
            "created": 1_795_280_651,
            "live_mode": True,
            **fields,
        }
    )


def test_a_case_in_six_lines() -> None:
    refunds = [
        {"id": "refd_1", "amount": 1250, "status": "refunded"},
        {"id": "refd_2", "amount": 100, "status": "failed"},
    ]
    assert ticket_summary(payment(refunds=refunds), Mode.LIVE, zone=PARIS).split("\n") == [
        "Payment: paym_p5tjCrXHy93xtVtVqvEJoC1c (LIVE mode), created 2026-11-21 18:04:11 Europe/Paris",
        "Customer: Élodie Garnier (cust_1)",
        "Amount: 1,234.56 EUR, part refunded, visa ending in 4242",
        "Order: 825730837; unique id: none",
        "Reason: Paid back (the bank's answer before that: 00, Approved)",
        "Refunds: 12.50 EUR, refunded (refd_1); 1.00 EUR, failed (refd_2)",
    ]


def test_many_refunds_are_summed_and_unreadable_ones_named() -> None:
    refunds: list[Any] = [{"id": f"refd_{n}", "amount": 100, "status": "refunded"} for n in range(5)]
    last = ticket_summary(payment(refunds=[*refunds, "?"]), Mode.TEST, zone=UTC).split("\n")[5]
    assert last.endswith("and 2 more; 5.00 EUR in all; and 1 that could not be read")


def test_a_masked_case_names_nobody() -> None:
    text = ticket_summary(payment(), Mode.TEST, zone=UTC, mask=True)
    assert "Customer: É••• (cust_1)" in text
    assert "Garnier" not in text
    assert "elodie" not in text


@pytest.mark.parametrize(
    ("customer", "shown"),
    [
        ({"id": "cust_1", "email": "elodie@example.net"}, "elodie@example.net (cust_1)"),
        ("cust_1", "Élodie Garnier (cust_1)"),
        (None, "Élodie Garnier"),
    ],
)
def test_a_case_names_the_customer_by_what_is_known(customer: Any, shown: str) -> None:
    assert f"Customer: {shown}\n" in ticket_summary(payment(customer=customer), Mode.TEST, zone=UTC)


def test_nothing_known_of_the_customer_is_said() -> None:
    assert "Customer: none\n" in ticket_summary(payment(customer=None, card=None), Mode.TEST, zone=UTC)


@pytest.mark.parametrize(
    ("status", "response", "reason"),
    [
        ("refused", "51", "51, Not enough money"),
        ("expired", "00", "Not captured in time (the bank's answer before that: 00, Approved)"),
        ("failed", None, "Did not succeed"),
        (None, None, "No attempt reported"),
        ("refused", "zz", "zz, an unknown code"),
        ("half_done", "00", "unknown status (the bank's answer before that: 00, Approved)"),
    ],
)
def test_a_case_tells_why(status: str | None, response: str | None, reason: str) -> None:
    text = ticket_summary(payment(status=status, response=response), Mode.TEST, zone=UTC)
    assert text.split("\n")[4] == f"Reason: {reason}"


def test_a_likely_duplicate_is_a_seventh_line() -> None:
    twin = payment_row(payment(id="paym_twin", order_id="A-8\x1b").raw)
    text = ticket_summary(payment(), Mode.TEST, zone=PARIS, twin=twin)
    assert text.split("\n")[6] == (
        "Likely duplicate: paym_twin, order A-8\ufffd, 1,234.56 EUR, captured, "
        "created 2026-11-21 18:04:11 Europe/Paris"
    )


SENSITIVE = [
    (entry.code, family)
    for family in (Family.CARD, Family.SEPA)
    for entry in entries(family)
    if entry.sensitive
]


@pytest.mark.parametrize(("code", "family"), SENSITIVE)
def test_of_theft_and_suspicion_only_the_neutral_sentence_is_written(code: str, family: Family) -> None:
    method = "sepa" if family is Family.SEPA else "card"
    text = ticket_summary(payment(status="refused", response=code, method=method), Mode.LIVE, zone=UTC)
    answer = text.split("\n")[4]
    assert not any(word in answer.lower() for word in ("stolen", "lost", "fraud", "suspect", code.lower()))


@given(st.text(), st.text(), st.text())
def test_a_hostile_payment_makes_six_lines_of_harmless_text(order: str, status: str, brand: str) -> None:
    hostile = payment(
        order_id=order + "\x1b]52;c;YQ==\x07\n",
        status=status,
        response=brand,
        card={"id": "card_1", "brand": brand, "last4": "4242424242424242"},
    )
    text = ticket_summary(hostile, Mode.TEST, zone=UTC)
    assert len(text.split("\n")) == 6
    assert "\x1b" not in text
    assert "42424" not in text.replace(brand, "")


def entry(found: Any, key: str) -> Any:
    return next((each for each in found if each.key == key), None)


def test_the_entries_of_the_copy_menu() -> None:
    whole = payment(unique_id="u-1")
    found = copy_entries(whole, Mode.LIVE, zone=PARIS)
    assert [each.key for each in found] == ["i", "o", "u", "e", "f", "j", "c", "t"]
    assert entry(found, "i").text == whole.id
    assert entry(found, "o").text == "825730837"
    assert json.loads(entry(found, "j").text) == whole.raw
    assert entry(found, "t").text == ticket_summary(whole, Mode.LIVE, zone=PARIS)
    assert "STANCER_API_KEY_LIVE" in entry(found, "c").text


def test_what_a_payment_does_not_have_is_not_offered() -> None:
    found = copy_entries(payment(order_id=None), Mode.TEST, zone=UTC)
    assert [each.key for each in found] == ["i", "e", "f", "j", "c", "t"]


def test_the_sentence_for_the_customer_is_offered_in_two_languages() -> None:
    found = copy_entries(payment(status="expired"), Mode.TEST, zone=UTC)
    known = statuses.status("payment", "expired")
    assert known is not None
    assert (entry(found, "e").text, entry(found, "f").text) == (known.say_en, known.say_fr)
    unknown = copy_entries(payment(status="refused", response="zz"), Mode.TEST, zone=UTC)
    assert entry(unknown, "e") is None, "of an unknown code nothing may be told"


def test_an_order_number_that_would_run_in_a_shell_is_disarmed_and_says_so() -> None:
    found = copy_entries(payment(order_id="82\nrm -rf ~\x1b"), Mode.TEST, zone=UTC)
    assert entry(found, "o").text == "82 rm -rf ~\ufffd"
    assert "control characters" in entry(found, "o").label


def test_the_command_reads_the_payment_with_the_key_of_its_mode() -> None:
    assert curl("paym_1", Mode.TEST) == (
        'curl --user "$STANCER_API_KEY_TEST:" https://api.stancer.com/v1/checkout/paym_1'
    )


def test_a_curl_command_of_a_profile_never_takes_the_default_ones_key() -> None:
    command = curl("paym_1", Mode.LIVE, profile="garage du port-2")
    assert command.startswith('curl --user "$STANCER_API_KEY_LIVE_GARAGE_DU_PORT_2:" ')


@given(st.text(min_size=1))
def test_no_id_breaks_out_of_the_command(payment_id: str) -> None:
    command = curl(payment_id, Mode.TEST, base_url="http://localhost:8080/")
    words = shlex.split(command)
    assert len(words) == 4
    assert words[3].startswith("http://localhost:8080/v1/checkout/")
    assert words[3].count("/") == 5
    assert not set(command.split(":", 1)[1]) & set("$`;&|\n")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(JSON | st.text(st.characters()))
def test_json_loses_nothing_and_steers_nothing(value: Any) -> None:
    text = json_text(value)
    assert json.loads(text) == value
    assert text.replace("\n", "").isprintable()
    text.encode("utf-8")


def test_json_of_names_stays_readable_and_surrogates_are_escaped() -> None:
    assert json_text({"name": "Élodie"}, indent=None) == '{"name": "Élodie"}'
    assert json_text("\ud800\u202e", indent=None) == '"\\ud800\\u202e"'
