"""Sentences name the keys that answer, also where the agent chose other ones."""

from stancer_tui.config import UiSettings
from tests.ui.driving import WIDE, demo, desk_app, notices, press, screen_text, type_text


async def test_an_empty_search_names_the_new_keys() -> None:
    keys = {"payments.look_back": "B", "payments.window": "ctrl+d"}
    async with demo(WIDE, settings=UiSettings(keys=keys)) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "nothing has this")
        said = screen_text(desk_app(pilot))
        assert "B looks further back · ctrl+d loads other dates" in said


async def test_a_dialog_and_a_notice_name_the_new_keys() -> None:
    keys = {
        "app.watch": "ctrl+w",
        "app.watches": "ctrl+l",
        "watched.stop": "x",
        "dialog.cancel": "f9",
    }
    async with demo(WIDE, settings=UiSettings(keys=keys)) as pilot:
        await press(pilot, "ctrl+w")
        assert "ctrl+w stops, ctrl+l lists." in notices(pilot.app)[-1]
        await press(pilot, "ctrl+l")
        assert "enter opens · x stops · f9 closes" in screen_text(desk_app(pilot))
        await press(pilot, "x")
        assert "Nothing is watched. ctrl+w watches" in screen_text(desk_app(pilot))


async def test_the_header_names_the_keys_of_the_sections() -> None:
    async with demo((160, 24), settings=UiSettings(keys={"app.section_refunds": "R"})) as pilot:
        assert "2 Payments  R Refunds  4 Disputes" in screen_text(desk_app(pilot)).splitlines()[0]


async def test_what_the_program_says_by_itself_has_the_keys_it_came_with() -> None:
    async with demo(WIDE) as pilot:
        await press(pilot, "W")
        assert "W stops, w lists." in notices(pilot.app)[-1]
