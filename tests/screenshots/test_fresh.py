"""The pictures in screenshots/ are what the program shows now; `python -m tests.screenshots` writes them."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import pytest

from stancer_tui.ui.commands.sections import SECTIONS
from tests.screenshots.pictures import CAPTIONS, FOLDER, contact_sheet, picture
from tests.screenshots.taking import stillness

MOST_BYTES = 4_000_000
"""What the folder may take in every clone of the repository."""


@pytest.fixture(autouse=True, scope="module")
def still() -> Iterator[None]:
    """Let nothing but the program decide what is shown."""
    with stillness():
        yield


def _kept(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.pictures
@pytest.mark.parametrize("name", CAPTIONS)
async def test_it_is_what_the_program_shows(name: str) -> None:
    now = (await picture(name)).splitlines()
    kept = _kept(name).splitlines()
    changed = [number for number, pair in enumerate(zip(kept, now, strict=False), 1) if pair[0] != pair[1]]
    same = not changed and len(kept) == len(now)
    assert same, (
        f"screenshots/{name}.svg is old at its lines {changed[:5]}: python -m tests.screenshots {name}"
    )


def test_every_picture_is_made_by_the_command_and_stands_on_the_page_of_pictures() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(CAPTIONS)
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == contact_sheet()


def test_each_section_is_there_in_both_themes_and_both_languages() -> None:
    wanted = {
        f"{each.name}{theme}{language}"
        for each in SECTIONS
        for theme in ("", "-light")
        for language in ("", "-fr")
    }
    assert wanted <= set(CAPTIONS)


def test_a_picture_asks_nothing_of_any_network_and_runs_no_script() -> None:
    for name in CAPTIONS:
        text = _kept(name)
        assert not re.findall(r'(?:href|src)="(?!#)|url\(|@import|<script', text), name
        assert fromstring(text).get("aria-label") == CAPTIONS[name]
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
