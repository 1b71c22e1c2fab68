"""The tutorial, pressed key by key in both languages: what it says is seen is on the screen then."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from stancer_tui.config import DemoOptions
from stancer_tui.language import Language, using
from tests.ui.driving import NOW, demo, press, screen_text, type_text

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {Language.EN: "tutorial.md", Language.FR: "tutorial.fr.md"}
NAMES = {"/": "slash", ":": "colon", "?": "question_mark", "esc": "escape"}
PRESSED = re.compile(r"(?:type|tapez)\s+`([^`]+)`|`([^`]+)`")


def text_of(language: Language) -> str:
    return (DOCS / PAGES[language]).read_text("utf-8")


def steps(text: str) -> list[tuple[str, str]]:
    """What is pressed and what is seen, row by row."""
    rows = re.findall(r"^\| (.+) \| (.+) \|$", text, re.MULTILINE)
    return [(pressed, seen) for pressed, seen in rows if "`" in pressed]


def pressed(cell: str) -> Iterator[tuple[str, str]]:
    """The keys and the texts of a row, in their order: ("", key) or (text, "")."""
    for text, key in PRESSED.findall(cell):
        yield text, NAMES.get(key, key)


def _in_one_line(text: str) -> str:
    """With one blank for each run of them, those that do not break a line included."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", list(Language))
async def test_every_step_leads_to_what_it_says(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancer_tui.ui.dialogs.key_guard.IGNORED_FOR", 0)  # a person reads for longer
    text = text_of(language)
    assert f"--now {NOW.isoformat()}" in text
    with using(language):
        async with demo((120, 40), options=DemoOptions(now=NOW)) as pilot:
            for keys, told in steps(text)[:-1]:
                for typed, key in pressed(keys):
                    await (type_text(pilot, typed) if typed else press(pilot, key))
                shown = _in_one_line(screen_text(pilot.app))
                for words in re.findall(r"\*\*(.+?)\*\*", told):
                    assert _in_one_line(words) in shown, f"after {keys}: no {words!r} in\n{shown}"
            leave = [key for _, key in pressed(steps(text)[-1][0])]
            await pilot.press(*leave)
            assert not pilot.app.is_running


def test_both_languages_press_the_same_keys_in_as_many_steps() -> None:
    english, french = (
        [[key for _, key in pressed(cell) if key] for cell, _ in steps(text_of(language))]
        for language in (Language.EN, Language.FR)
    )
    assert english == french
    assert len(english) > 20
