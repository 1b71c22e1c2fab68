"""Every field of the reference has its line in the detail of a payment."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.models.payment import Payment
from stancer_tui.render.fields import Field, Section, payment_sections
from stancer_tui.render.tones import Tone

DATA = Path(__file__).parent.parent / "data"
FACTS: dict[str, Any] = json.loads((DATA / "payment_fields.json").read_text(encoding="utf-8"))
FULL: dict[str, Any] = json.loads((DATA / "payment_full.json").read_text(encoding="utf-8"))
NEVER = set(FACTS["never_answered"])
SOURCES = [
    key if part == "payment" else f"{part}.{key}"
    for part, lists in FACTS.items()
    if isinstance(lists, dict) and "tables" in lists
    for key in (*lists["tables"], *lists["samples"], *lists["answers"])
]
NOW = datetime(2018, 11, 20, 12, 0, tzinfo=UTC)
BARE = {"id": "paym_p5tjCrXHy93xtVtVqvEJoC1c", "amount": 3021, "currency": "eur"}


def sections(item: dict[str, Any], **options: bool) -> tuple[Section, ...]:
    return payment_sections(Payment.read(item), zone=ZoneInfo("Europe/Paris"), now=NOW, **options)


def fields(item: dict[str, Any], **options: bool) -> dict[str, Field]:
    return {field.source: field for section in sections(item, **options) for field in section.fields}


@pytest.mark.parametrize("source", SOURCES)
def test_a_field_that_the_api_answers_is_shown(source: str) -> None:
    field = fields(FULL)[source]
    assert field.key == source.rpartition(".")[2]
    assert field.label
    if source in NEVER:
        assert field.value == "never answered by the API"
    elif source == "sepa.check":  # null in the sample
        assert field.value == "not reported by the API"
    else:
        assert field.value not in {"", "not reported by the API", "None"}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("leave", ["absent", "null"])
def test_a_field_that_the_api_leaves_out_is_said_to_be_not_reported(source: str, leave: str) -> None:
    item = BARE if leave == "absent" else {**dict.fromkeys(FULL), **BARE}
    field = fields(item)[source]
    if source not in BARE:
        assert field.tone is Tone.MUTED
        assert field.value.endswith("by the API")


def test_the_tables_of_facts_and_of_the_program_agree() -> None:
    assert set(fields(FULL)) == set(SOURCES)


def test_the_amount_and_the_status_come_first_then_why() -> None:
    first = [field.key for field in sections(FULL)[0].fields[:3]]
    assert first == ["amount", "status", "response"]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("amount", "30.21 EUR"),
        ("status", "↶ part refunded (status: captured)"),
        ("created", "2018-11-07 11:29:29 CET (Europe/Paris) · 13 days ago"),
        ("date_bank", "2018-11-08 · 12 days ago"),
        ("fee", "0.05 EUR"),
        ("methods_allowed", "card, sepa"),
        ("capture", "yes"),
        ("live_mode", "test"),
        ("card", "card_690TS4zmux1I7fnLAB1Jt3yE"),
        ("card.nature", "personnal"),
        ("auth", "success"),
        ("auth.status", "✓ success"),
        ("device.port", "1337"),
        ("refunds", "1 of 10.00 EUR in all"),
        ("refunds[0].status", "↺ refunded"),
        ("refunds[0].date_bank", "2018-11-10 · 10 days ago"),
    ],
)
def test_values_are_written_as_an_agent_reads_them(source: str, value: str) -> None:
    assert fields(FULL)[source].value == value


def test_instants_can_stand_in_utc_and_bank_dates_stay() -> None:
    shown = fields(FULL, utc=True)
    assert shown["created"].value == "2018-11-07 10:29:29 UTC · 13 days ago"
    assert shown["date_bank"].value == "2018-11-08 · 12 days ago"


def test_an_object_given_by_its_id_shows_the_id() -> None:
    shown = fields({**BARE, "customer": "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"})
    assert shown["customer"].value == shown["customer.id"].value == "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"
    assert shown["customer.email"].value == "not reported by the API"


def test_an_object_the_payment_has_not_is_marked_absent() -> None:
    absent = {section.title for section in sections(BARE) if section.absent}
    assert absent == {"Customer", "Refund", "Card", "SEPA account", "3-D Secure", "Device"}
    assert not any(section.absent for section in sections(FULL))


def test_every_refund_has_its_section_and_failed_ones_do_not_count() -> None:
    one = FULL["refunds"][0]
    item = {**FULL, "refunds": [one, {**one, "status": "failed", "currency": None}, {"amount": "7"}]}
    assert [section.title for section in sections(item)][2:4] == ["Refund 1 of 2", "Refund 2 of 2"]
    shown = fields(item)
    assert shown["refunds"].value == "1 of 10.00 EUR in all · 1 failed or not honored · 1 unreadable"
    assert shown["refunds"].tone is Tone.ERROR
    assert shown["refunds[1].amount"].value == "10.00 EUR"


def test_no_refund_is_another_thing_than_no_word_about_refunds() -> None:
    assert fields({**BARE, "refunds": []})["refunds"].value == "none"
    assert fields(BARE)["refunds"].value == "not reported by the API"


def test_what_the_reference_does_not_name_is_shown_under_its_own_name() -> None:
    shown = fields({**FULL, "id_trans": 77, "device": {**FULL["device"], "geo\x1bname": {"lat": 48.8}}})
    assert shown["id_trans"].value == "77"
    assert shown["device.geo\x1bname"].label == "geo\ufffdname"
    assert shown["device.geo\x1bname"].value == '{"lat": 48.8}'


def test_a_known_field_of_an_unexpected_kind_is_shown_as_sent_and_marked() -> None:
    shown = fields({**FULL, "created": "yesterday\x1b[2J", "description": ["a"]})
    assert (shown["created"].value, shown["created"].tone) == ("yesterday\ufffd[2J", Tone.WARNING)
    assert shown["description"].value == '["a"]'


def test_a_number_or_an_account_that_slips_into_an_answer_is_not_shown() -> None:
    item = {**FULL, "card": {**FULL["card"], "number": "4242424242424242", "cvc": "123"}}
    item["sepa"] = {**FULL["sepa"], "iban": "FR1420041010050500013M02606"}
    values = " ".join(field.value for field in fields(item).values())
    assert "4242424242424242" not in values
    assert "FR14" not in values


def hostile(value: Any) -> Any:
    """The same JSON with every text poisoned, ids and currencies too."""
    if isinstance(value, dict):
        return {key: hostile(item) for key, item in value.items()}
    if isinstance(value, list):
        return [hostile(item) for item in value]
    return f"{value}\x1b]52;c;YQ==\x07\u202e" if isinstance(value, str) else value


def test_nothing_hostile_reaches_a_value_or_a_label() -> None:
    for section in sections(hostile(FULL)):
        for field in section.fields:
            assert not set("\x1b\x07\u202e") & set(section.title + field.label + field.value), field.source


def test_masked_details_name_nobody() -> None:
    text = " ".join(field.value for field in fields({**FULL, "note": "Élodie"}, mask=True).values())
    for personal in ("lodie", "elodie@", "+336", "1978", "212.27", "FR123"):
        assert personal not in text
    assert "30.21 EUR" in text


def test_a_long_url_is_shown_whole() -> None:
    url = "https://shop.example.net/" + "a" * 2000
    assert fields({**FULL, "return_url": url})["return_url"].value == url
