"""A notice covers no button of a question."""

import pytest
from textual.widgets import Button

from tests.ui.driving import demo, press


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("slash", *"captured", "enter", "enter", "Y", "r", "enter"), id="a refund"),
        pytest.param(("4", "enter", "y", "ctrl+t"), id="live"),
    ],
)
async def test_the_buttons_of_a_question_are_seen_under_a_notice(
    keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", "of a terminal whose notices are longer")
    async with demo() as pilot:
        await press(pilot, *keys)
        screen = pilot.app.screen
        toasts = [each.region for each in screen.query("Toast")]
        buttons = [each.region for each in screen.query(Button)]
        assert toasts, "there is a notice"
        assert buttons, "there is a question"
        assert not [each for each in buttons if any(each.overlaps(toast) for toast in toasts)]
