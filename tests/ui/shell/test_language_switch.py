"""Another language while the program runs: everything shown follows at once, and nothing is lost."""

import asyncio
from pathlib import Path

from textual.pilot import Pilot

from stancer_tui.language import Language, _
from stancer_tui.language import current as spoken
from stancer_tui.models.mode import Mode
from stancer_tui.ui.dialogs.menu import Menu
from stancer_tui.ui.forms.screen import FormScreen
from stancer_tui.ui.payments.screen import PaymentScreen
from stancer_tui.ui.payments.section import PaymentsScreen
from stancer_tui.ui.reference.section import ReferenceScreen
from stancer_tui.ui.refunds.section import RefundsScreen
from tests.ui.desks.refund_shop import counter
from tests.ui.driving import (
    current,
    demo,
    desk_app,
    notices,
    payments,
    press,
    screen_text,
    settled,
    table,
    type_text,
    until,
)

SPACIOUS = (160, 45)


async def to_french(pilot: Pilot[int]) -> None:
    """Choose French, by the keys."""
    await press(pilot, "L", "f")


def requests(pilot: Pilot[int]) -> int:
    """How many requests the test mode's desk has made."""
    desk = desk_app(pilot).parts.desks[Mode.TEST]
    assert desk is not None
    return len(desk.log.records)


async def test_the_palette_offers_each_language_by_its_own_name_and_the_screen_follows_at_once() -> None:
    async with demo(SPACIOUS) as pilot:
        assert "2 Payments" in screen_text(pilot.app)
        await press(pilot, "ctrl+p")
        await type_text(pilot, "language")
        await press(pilot, "enter")
        menu = screen_text(pilot.app)
        assert "English" in menu
        assert "Français" in menu
        assert "spoken now" in menu.split("English")[1].splitlines()[0]
        await press(pilot, "f")
        text = screen_text(pilot.app)
        assert "2 Paiements" in text
        assert "7 Réf." in text
        assert "/ Chercher" in text
        assert "2 Payments" not in text
        assert "/ Search" not in text
        await press(pilot, "question_mark")
        assert "Cet écran" in screen_text(pilot.app)
        await press(pilot, "escape", "L")
        assert "langue actuelle" in screen_text(pilot.app).split("Français")[1].splitlines()[0]
        await press(pilot, "e")
        assert "2 Payments" in screen_text(pilot.app)


async def test_what_is_loaded_is_not_asked_for_again_and_the_list_stands_as_it_was_left() -> None:
    async with demo() as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "captured")
        await press(pilot, "enter", "down", "space", "down")
        at, marked, asked = current(pilot).id, set(table(pilot).marks), requests(pilot)
        await to_french(pilot)
        assert payments(pilot).search.value == "captured"
        assert current(pilot).id == at
        assert table(pilot).marks == marked != set()
        assert requests(pilot) == asked


async def test_the_cursor_goes_where_it_stood_although_the_search_is_empty() -> None:
    async with demo() as pilot:
        await press(pilot, "G")
        last = current(pilot).id
        await to_french(pilot)
        assert current(pilot).id == last
        await press(pilot, "g")
        await to_french(pilot)
        assert current(pilot).id != last


async def test_objects_that_lie_over_the_list_are_opened_again_and_the_way_back_is_the_same() -> None:
    async with demo() as pilot:
        await press(pilot, "down", "enter")
        first = pilot.app.screen
        assert isinstance(first, PaymentScreen)
        await press(pilot, "i", "enter")
        depth = [type(each) for each in pilot.app.screen_stack]
        assert len(depth) > 2
        await to_french(pilot)
        assert [type(each) for each in pilot.app.screen_stack] == depth
        await press(pilot, *["escape"] * (len(depth) - 1))
        assert current(pilot).id == first.payment_id


async def test_other_places_come_back_as_they_were_left_when_the_agent_goes_there() -> None:
    async with demo() as pilot:
        await press(pilot, "3", "f", "f", "7", "slash")
        await type_text(pilot, "42")
        await press(pilot, "enter", "2")
        groups = [screen.group for screen in _refunds(pilot)]
        await to_french(pilot)
        await press(pilot, "7")
        assert isinstance(pilot.app.screen, ReferenceScreen)
        assert pilot.app.screen.search_input.value == "42"
        assert pilot.app.screen.query_text == "42"
        await press(pilot, "3")
        assert [screen.group for screen in _refunds(pilot)] == groups


def _refunds(pilot: Pilot[int]) -> list[RefundsScreen]:
    (screen,) = desk_app(pilot).parts.places.stack("test.refunds")
    assert isinstance(screen, RefundsScreen)
    return [screen]


async def test_a_form_with_typed_text_refuses_until_it_is_closed() -> None:
    async with demo() as pilot:
        await press(pilot, "n", "c")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        await type_text(pilot, "Zo")
        await press(pilot, "ctrl+p")
        await type_text(pilot, "language")
        await press(pilot, "enter")
        assert pilot.app.screen is form
        assert "finish it or close it first" in notices(pilot.app)[0]


async def test_a_form_that_was_left_for_the_other_mode_keeps_what_was_typed() -> None:
    async with demo() as pilot:
        await press(pilot, "n", "c")
        await type_text(pilot, "Zo")
        await press(pilot, "ctrl+t", "tab", "enter")
        assert desk_app(pilot).parts.places.mode is Mode.LIVE
        await to_french(pilot)
        await press(pilot, "ctrl+t", "n", "c")
        assert "Zo" in screen_text(pilot.app)


async def test_a_dialog_under_the_palette_refuses() -> None:
    async with demo() as pilot:
        await press(pilot, "d", "ctrl+p")
        await type_text(pilot, "language")
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, Menu)
        assert "finish it or close it first" in notices(pilot.app)[0]


async def test_a_refund_in_flight_goes_on_and_is_told_once(tmp_path: Path) -> None:
    async with counter(tmp_path) as at:
        at.wire.held = asyncio.Event()
        await at.send()
        await at.until("Sent, waiting for Stancer's answer.")
        await at.pilot.press("escape", "L", "f")
        await until(at.pilot, lambda: "Paiements" in at.text and at.shows(PaymentsScreen))
        at.wire.held.set()
        await settled(at.pilot)
        (made,) = at.desks.made()
        assert at.wire.posts == 1
        (told,) = [text for text in notices(at.app) if made["id"] in text]
        assert spoken().language is Language.FR
        title = _("Refund of {what}", what="captured")
        assert told.splitlines() == [title, _("Refund made ({refund}).", refund=made["id"])]


async def test_what_is_watched_is_listed_in_the_language_that_is_spoken_since() -> None:
    async with demo(SPACIOUS) as pilot:
        await press(pilot, "W")
        (watch,) = desk_app(pilot).parts.watchlist.watches
        assert watch.label == f"9.90 EUR · {watch.id}"
        await to_french(pilot)
        pilot.app.clear_notifications()
        await press(pilot, "w")
        assert f"9,90 EUR · {watch.id}" in screen_text(pilot.app)


async def test_the_theme_is_chosen_from_the_palette() -> None:
    async with demo() as pilot:
        await press(pilot, "ctrl+p")
        await type_text(pilot, "theme")
        await press(pilot, "enter")
        await type_text(pilot, "stancer-light")
        await press(pilot, "enter")
        assert pilot.app.theme == "stancer-light"
