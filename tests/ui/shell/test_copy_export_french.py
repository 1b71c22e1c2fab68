"""An export in French is one that Excel in French opens as it is, unless the agent says otherwise."""

from pathlib import Path

import pytest
from textual.widgets import Input

from stancer_tui.language import Language, using
from stancer_tui.ui.widgets.tick_box import TickBox
from tests.ui.desks.ticket_shop import Agent, agent
from tests.ui.driving import press, rows, screen_text, until


async def export(at: Agent, path: Path, *, other: bool = False) -> None:
    """Write a file in the form that is offered first, or in the `other` one."""
    await press(at.pilot, "e")
    at.pilot.app.screen.query_one("#path", Input).value = str(path)
    if other:
        at.pilot.app.screen.query_one(TickBox).toggle()
    await press(at.pilot, "enter")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", list(Language))
async def test_the_language_decides_which_csv_is_offered_first(tmp_path: Path, language: Language) -> None:
    with using(language):
        async with agent(tmp_path) as at:
            for number, other in enumerate((False, True)):
                path = tmp_path / f"{number}.csv"
                await export(at, path, other=other)
                text = text_of(path)
                header, first, *_more = text.removeprefix("\ufeff").splitlines()
                assert len(text.splitlines()) == len(rows(at.pilot)) + 1
                if (language is Language.FR) is not other:
                    assert text.startswith('\ufeff"id";"created";"amount_minor";"amount"')
                    amount, created = first.split(";")[3], first.split(";")[1]
                    assert amount.partition(",")[2].isdecimal()
                    assert created[2] == created[5] == "/"
                else:
                    assert header.startswith('"id","created","amount_minor","amount"')
                    assert "\ufeff" not in text


async def test_only_a_csv_has_a_form_to_choose(tmp_path: Path) -> None:
    with using(Language.FR):
        async with agent(tmp_path) as at:
            await press(at.pilot, "e")
            assert "CSV pour Excel en français\u202f: points-virgules, virgule décimale" in screen_text(
                at.pilot.app
            )
            at.pilot.app.screen.query_one("#path", Input).value = str(tmp_path / "out.jsonl")
            box = at.pilot.app.screen.query_one(TickBox)
            await until(at.pilot, lambda: not box.display)
            await press(at.pilot, "enter")
            assert text_of(tmp_path / "out.jsonl").startswith('{"id": "')
