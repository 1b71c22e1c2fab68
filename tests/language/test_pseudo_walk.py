"""The whole program is walked through in a language that nobody speaks: no English is left."""

from collections.abc import Mapping
from typing import Any

import pytest

from stancer_tui.config import DemoOptions
from stancer_tui.language import Language, using
from stancer_tui.models.mode import Mode
from stancer_tui.reference import codes, statuses
from stancer_tui.reference.tables import table
from tests.language import scenes
from tests.language.pseudo import Pseudo, foreign
from tests.language.walk import Findings, ForeignDesks, walk
from tests.ui.driving import NOW, demo

SIZES = pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["narrow", "wide"])

PROGRAMS: Mapping[str, tuple[Mode, dict[str, str]]] = {
    "payments": (Mode.TEST, scenes.ANYWHERE | scenes.PAYMENTS),
    "payment": (Mode.TEST, scenes.PAYMENT),
    "money": (Mode.TEST, scenes.MONEY),
    "sections": (Mode.TEST, scenes.OTHER_SECTIONS),
    "forms": (Mode.TEST, scenes.FORMS),
    "live": (Mode.LIVE, scenes.LIVE),
}


def told_in_no_language(name: str) -> dict[str, Any]:
    """The reference's tables, what customers may be told in foreign letters: it is English by intention."""
    found = table(name)
    if name != "customer_words":
        return found
    return {
        key: {language: foreign(words) for language, words in said.items()} for key, said in found.items()
    }


async def walked(name: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> Findings:
    """Walk through one program."""
    for module in (codes, statuses):
        monkeypatch.setattr(module, "packaged", told_in_no_language)
    mode, steps = PROGRAMS[name]
    findings = Findings()
    with using(Language.FR, Pseudo()):
        async with demo(size, mode=mode, desks=ForeignDesks(DemoOptions(now=NOW, payments=500))) as pilot:
            await walk(pilot, findings, steps)
    return findings


@SIZES
@pytest.mark.parametrize("name", PROGRAMS)
async def test_no_english_is_left(name: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await walked(name, size, monkeypatch)).left == {}
