"""Names from outside stay text on a person's screen, whatever they are, and --mask hides whose it is."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot

from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.people.screen import PersonScreen
from tests.ui.desks.scripted_api import PaymentsApp, WireDesks, payment
from tests.ui.desks.ticket_shop import agent, named
from tests.ui.driving import NARROW, demo, desk_app, press, screen_strips, screen_text, table
from tests.ui.hostile_texts import HARMFUL, MARKUP, PAYLOADS
from tests.ui.people.shop import shop

pytestmark = pytest.mark.painted

TEXTS = PAYLOADS | {"long": "Zoé " + "x" * 5000, "selector": "❤\ufe0f Boutique"}


@pytest.fixture
def first_wall_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the line filter away: what is clean now was made clean by `render.safe`."""
    monkeypatch.setattr(StancerApp, "get_line_filters", App.get_line_filters)


def items(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Two payments of each name; the second card of all of them is one."""
    made = []
    for number, text in enumerate(texts, 1):
        customer = {"id": f"cust_{number:024d}", "name": text, "email": text, "mobile": text}
        card = {"id": f"card_{number:024d}", "brand": text, "last4": text, "name": text}
        shared = {"id": f"card_{0:024d}", "brand": "visa", "last4": "7700", "name": text}
        refunds = [{"id": text, "amount": 5, "currency": "eur", "status": text}]
        common = {"customer": customer, "order_id": text, "status": text, "response": text}
        made.append(payment(2 * number, card=card, refunds=refunds, **common))
        made.append(payment(2 * number + 1, card=shared, **common))
    return made


def check(pilot: Pilot[int]) -> str:
    """The screen's text, which holds nothing that acts, and whose every line is as wide as the screen."""
    for strip in screen_strips(pilot.app):
        for segment in strip:
            assert not HARMFUL & set(segment.text), repr(segment.text)
            if segment.style is not None:
                assert segment.style.link is None
                assert "@click" not in segment.style.meta
        assert sum(cell_len(segment.text) for segment in strip) == pilot.app.size.width
    return screen_text(desk_app(pilot))


@pytest.mark.usefixtures("first_wall_only")
async def test_hostile_names_are_text() -> None:
    seen = {}
    async with demo(NARROW, desks=WireDesks(app=PaymentsApp(items(TEXTS.values())))) as pilot:
        for number, name in enumerate(TEXTS, 1):
            assert table(pilot).move_to(f"paym_{2 * number:024d}")
            await pilot.pause()
            await press(pilot, "i")
            assert isinstance(pilot.app.screen, PersonScreen)
            seen[name] = check(pilot)
            await press(pilot, "y")
            check(pilot)
            await press(pilot, "escape", "escape")
    assert "[/] [red]x [@click=app.quit]y[/]" in seen["markup"], "the text is not eaten by markup"
    assert MARKUP[:40] in seen["markup"]
    assert "Zoé xxx" in seen["long"]
    assert "x…" in seen["long"], "what is cut ends in a sign"
    assert "used the same card in 8 payments: not counted." in seen["markup"]
    assert "❤ Boutique" in seen["selector"]


async def test_thousands_of_payments_of_one_person_are_walked() -> None:
    customer = {"id": f"cust_{7:024d}", "name": "Zoé Roux"}
    many = [payment(number, amount=100, customer=customer, card=None) for number in range(1, 2001)]
    async with demo(NARROW, desks=WireDesks(app=PaymentsApp(many))) as pilot:
        await press(pilot, "i")
        screen = pilot.app.screen
        assert isinstance(screen, PersonScreen)
        assert len(screen.body.table.records) == 2000
        assert "together by: customer (2,000)" in screen_text(desk_app(pilot))
        await press(pilot, "G")
        assert screen.current is not None
        assert screen.current.row.id == many[-1]["id"]


async def test_mask_hides_whose_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(App, "copy_to_clipboard", lambda self, text: copied.append(text))
    async with agent(tmp_path, data=shop()) as at:
        desk_app(at.pilot).parts.mask = True
        table(at.pilot).move_to(named("paym", "newest"))
        await press(at.pilot, "i")
        seen = [screen_text(desk_app(at.pilot))]
        assert "R••• · r••• · +•••" in seen[0]
        assert "N••• used the same card" in seen[0]
        await press(at.pilot, "y")
        seen.append(screen_text(desk_app(at.pilot)))
        await press(at.pilot, "t")
        for text in (*seen, *copied):
            for personal in ("Pham", "poste", "639981120", "Petit"):
                assert personal not in text
        assert copied[0].startswith("Person: R•••, r•••, +••• (TEST mode)")
