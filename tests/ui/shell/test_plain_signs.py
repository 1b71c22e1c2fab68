"""The setting `ascii`: no screen draws a sign that a plain terminal cannot show."""

import pytest
from rich.cells import cell_len

from stancer_tui.config import UiSettings
from stancer_tui.models.mode import Mode
from stancer_tui.ui.shell.line_filter import SIGNS
from tests.ui.driving import WIDE, demo, desk_app, press, screen_text, until

pytestmark = pytest.mark.painted

PLAIN = UiSettings(ascii=True)


def signs(text: str) -> set[str]:
    """The signs of a text that mean something."""
    return {letter for letter in text if ord(letter) in SIGNS}


def test_every_sign_has_one_as_wide() -> None:
    for sign, plain in SIGNS.items():
        assert plain.isascii()
        assert cell_len(chr(sign)) == cell_len(plain) == 1


@pytest.mark.parametrize("section", "1234567")
async def test_no_section_draws_other_signs(section: str) -> None:
    async with demo(WIDE, mode=Mode.LIVE, settings=PLAIN) as pilot:
        await press(pilot, section)
        app = desk_app(pilot)
        await until(pilot, lambda: f" {section} " in screen_text(app))
        assert not signs(screen_text(app))


async def test_the_detail_its_timeline_a_notice_and_a_dialog_are_plain() -> None:
    async with demo(WIDE, settings=PLAIN) as pilot:
        app = desk_app(pilot)
        await press(pilot, "enter")
        text = screen_text(app)
        assert any(
            f"{sign} {word}" in text for sign, word in (("+", "captured"), ("x", "refused"), (">", "to"))
        )
        assert not signs(text)
        await press(pilot, "W")
        await press(pilot, "w")
        assert not signs(screen_text(app))


async def test_without_the_setting_signs_are_signs() -> None:
    async with demo(WIDE) as pilot:
        assert {"✓", "·"} <= signs(screen_text(desk_app(pilot)))
