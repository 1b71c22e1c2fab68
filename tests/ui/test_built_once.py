"""What every test of the screen begins with is made once a process: else it would be half of their time."""

import pytest

from stancer_tui.sandbox.build import Build
from tests.ui.driving import demo, screen_text


async def test_the_next_program_begins_with_a_copy_of_the_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    async with demo() as first:
        shown = screen_text(first.app)
    began: list[Build] = []
    monkeypatch.setattr(Build, "_run", began.append)
    async with demo() as following:
        assert screen_text(following.app).splitlines()[1:-1] == shown.splitlines()[1:-1]
    assert began == []
