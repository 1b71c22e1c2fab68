"""One payment on the screen: every field the reference names, the code in two languages, what happened."""

import json
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Tree

from stancer_tui.models.dispute import Dispute
from stancer_tui.models.ids import Kind
from stancer_tui.reference.codes import Family, lookup
from stancer_tui.ui.shell.raw_json import RawJson
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.widgets.fact_list import FactList
from tests.ui.desks.scripted_api import SECONDS, PaymentsApp, WireDesks, payment
from tests.ui.driving import demo, desk_app, press, screen_text, settled, type_text

DATA = Path(__file__).parents[2] / "data"
FULL: dict[str, Any] = json.loads((DATA / "payment_full.json").read_text(encoding="utf-8"))
FACTS: dict[str, Any] = json.loads((DATA / "payment_fields.json").read_text(encoding="utf-8"))

TALL = (120, 140)
"""A screen on which the whole detail stands at once, in two columns."""

SILENT = ("not reported by the API:", "never answered by the API:")

PARTS = ("customer", "refunds", "card", "sepa", "auth", "device")

RECENT = {**FULL, "created": SECONDS - 600}
CARD = {key: value for key, value in RECENT.items() if key != "sepa"}
SEPA = {key: value for key, value in RECENT.items() if key not in {"card", "auth"}} | {"method": "sepa"}
BARE = {"id": FULL["id"], "amount": 3021, "currency": "eur", "created": SECONDS - 600}


def opened(item: dict[str, Any], size: tuple[int, int] = (120, 30)) -> Any:
    """The program on one payment."""
    return demo(size, desks=WireDesks(app=PaymentsApp([item])))


def labels_of(part: str) -> set[str]:
    """The names of a part's fields in the API, as the facts list them."""
    lists = FACTS["refunds[0]" if part == "refunds" else part]
    return {*lists["tables"], *lists["samples"], *lists["answers"]}


def shown_facts(pilot: Pilot[int]) -> dict[str, dict[str, str]]:
    """The fields drawn, by heading; the names of those without a value under why they have none."""
    sections: dict[str, dict[str, str]] = {}
    title = ""
    for fact in pilot.app.screen.query_one("#fields", FactList).facts:
        if fact.value is not None:
            sections[title][fact.label] = fact.value
        elif fact.label.startswith(SILENT):
            why, names = fact.label.split(": ")
            sections[title] |= dict.fromkeys(names.split(", "), why)
        elif fact.label:
            title = fact.label
            sections[title] = {}
    return sections


@pytest.mark.parametrize(
    ("item", "missing"),
    [(CARD, {"sepa"}), (SEPA, {"card", "auth"}), (BARE, set(PARTS))],
    ids=["card", "sepa", "bare"],
)
async def test_every_field_of_the_reference_is_on_the_screen_or_said_to_be_not_reported(
    item: dict[str, Any], missing: set[str]
) -> None:
    titles = {
        "customer": "Customer",
        "refunds": "Refund",
        "card": "Card",
        "sepa": "SEPA account",
        "auth": "3-D Secure",
        "device": "Device",
    }
    async with opened(item, TALL) as pilot:
        await press(pilot, "enter", "z")
        facts = shown_facts(pilot)
        text = " ".join(screen_text(desk_app(pilot)).replace("│", " ").split())
    assert len(facts["Payment"]) >= len(labels_of("payment"))
    for part in PARTS:
        section = facts[titles[part]]
        assert len(section) == len(labels_of(part))
        if part in missing:
            assert set(section.values()) == {"not reported by the API"}
        assert titles[part] in text
    for section in facts.values():
        for label, value in section.items():
            assert value
            assert label in text
    for known in leaves(item):
        assert known in text, known


def leaves(item: dict[str, Any]) -> list[str]:
    """Texts of the answer that stand on the screen as they are."""
    found = []
    for key, value in item.items():
        if isinstance(value, dict):
            found += leaves(value)
        elif isinstance(value, str) and key in {"id", "name", "email", "bic", "mandate", "order_id", "ip"}:
            found.append(value)
    return found


async def test_unknown_fields_are_in_the_detail_and_in_the_raw_answer() -> None:
    item = {**CARD, "brand_new": {"deep": [1, None, "né"]}, "fee": 5}
    async with opened(item, TALL) as pilot:
        await press(pilot, "enter", "z")
        assert "brand_new" in screen_text(desk_app(pilot))
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, RawJson)
        text = screen_text(desk_app(pilot))
        for words in ("brand_new: { }", '"né"', "null", "fee: 5", "as received"):
            assert words in text


async def test_the_raw_answer_folds_and_is_searched() -> None:
    async with opened({**CARD, "brand_new": {"deep": "needle"}}, TALL) as pilot:
        await press(pilot, "enter", "v", "slash")
        await type_text(pilot, "needle")
        assert "1 match" in screen_text(desk_app(pilot))
        await press(pilot, "enter")
        tree = pilot.app.screen.query_one(Tree)
        assert tree.cursor_node is not None
        assert "needle" in str(tree.cursor_node.label)
        assert "deep:" in screen_text(desk_app(pilot))
        await press(pilot, "up", "space")
        assert "brand_new: { }" in screen_text(desk_app(pilot))
        assert "deep:" not in screen_text(desk_app(pilot)), "folded"


@pytest.mark.parametrize("code", ["51", "05", "41", "zz"])
async def test_the_panel_tells_what_the_code_means_and_what_may_be_said(code: str) -> None:
    async with opened(payment(1, status="refused", response=code)) as pilot:
        await press(pilot, "enter")
        text = " ".join(screen_text(desk_app(pilot)).split())
    entry = lookup(code, Family.CARD)
    if entry is None:
        assert "Unknown code" in text
        assert "Say " not in text
        return
    assert f"{code} {entry.title}" in text
    assert f"Fix {entry.fixer.words}" in text
    assert f"Retry {entry.retry.words}. {entry.retry_note[:12]}" in text
    for label, words in (("Say “", entry.say_en), ("En français « ", entry.say_fr)):
        assert f"{label}{words[:24]}" in text
    assert ("tell the customer no more" in text) is entry.sensitive


def test_the_codes_above_hold_a_sensitive_one_and_a_plain_one() -> None:
    known = [entry for code in ("51", "05", "41") if (entry := lookup(code, Family.CARD))]
    assert {entry.sensitive for entry in known} == {True, False}


async def test_what_happened_names_no_fields_and_u_switches_to_utc() -> None:
    async with opened(CARD) as pilot:
        await press(pilot, "enter")
        text = screen_text(desk_app(pilot))
        happened = text.split("What happened")[1]
        assert "times in Europe/Paris" in happened
        for words in ("payment created", "refund created 10.00 EUR", "3-D Secure success"):
            assert words in happened
        for field in ("date_paym", "refunds[0]", "auth.status"):
            assert field not in text
        assert "2026-11-21 17:54:11" in text
        await press(pilot, "u")
        text = screen_text(desk_app(pilot))
        assert "times in UTC" in text
        assert "2026-11-21 16:54:11" in text
        assert "17:54:11" not in text
        await press(pilot, "u")
        assert "17:54:11" in screen_text(desk_app(pilot))


async def test_every_line_of_a_long_detail_can_be_reached_at_80x24() -> None:
    async with opened(CARD, (80, 24)) as pilot:
        await press(pilot, "enter")
        assert "30.21" in screen_text(desk_app(pilot))
        await press(pilot, "z", "G")
        assert "User agent" in screen_text(desk_app(pilot)) or "Zip" in screen_text(desk_app(pilot))
        await press(pilot, "g")
        assert "30.21" in screen_text(desk_app(pilot))


async def test_a_disputed_payment_tells_its_dispute_and_how_it_is_answered() -> None:
    async with demo(TALL) as pilot:
        app = desk_app(pilot)
        desk = await app.parts.desks.open(app.parts.places.mode)
        dispute = (await desk.client.disputes.page(limit=1)).items[0]
        assert isinstance(dispute, Dispute)
        assert isinstance(app.screen, DeskScreen)
        app.parts.navigation.open(app.screen, Kind.PAYMENT, dispute.payment or "")
        await settled(pilot)
        text = screen_text(app)
        assert dispute.id in text
        assert "answered with Stancer, not by the API" in text
        await press(pilot, "enter")
        assert "Dispute" in screen_text(app)
