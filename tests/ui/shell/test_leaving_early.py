"""Leaving while an answer arrives ends nothing: a leave of each screen; more by tests.ui.leaving."""

import unicodedata

import pytest

from tests.ui.driving import demo, desk_app, press, type_text
from tests.ui.leaving import OPENERS, campaign

pytestmark = [pytest.mark.painted, pytest.mark.slow]


@pytest.mark.parametrize("part", range(4))
async def test_everything_can_be_left_at_any_moment(part: int) -> None:
    names = tuple(OPENERS)[part::4]
    done = await campaign(len(names), seed=part, names=names)
    assert [each for each in done if each.crash] == []
    assert len(done) == len(names)


async def test_no_character_that_a_keyboard_has_ends_the_program() -> None:
    async with demo() as pilot:
        for code in range(0x21, 0x17F):
            character = chr(code)
            if character.isalnum() or unicodedata.category(character).startswith("C"):
                continue
            await type_text(pilot, character)
        await press(pilot, "escape", "escape")
        assert desk_app(pilot).is_running
