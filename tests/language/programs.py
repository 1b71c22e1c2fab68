"""The programs that are walked through: what answers them, and where the walk goes."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import keyring
import pytest

from stancer_tui.config import DemoOptions, DeskOptions, Paths, Settings
from stancer_tui.desk import AccountDesks, Desks
from stancer_tui.keys import KeyStore
from stancer_tui.language import Language, using
from stancer_tui.models.mode import Mode
from stancer_tui.reference import codes, statuses
from stancer_tui.reference.tables import table
from stancer_tui.ui.app import StancerApp
from tests.language import scenes
from tests.language.foreign_shops import ForeignShop
from tests.language.foreign_words import ForeignDesks
from tests.language.pseudo import Pseudo, foreign
from tests.language.walk import Findings, walk, walk_while_loading
from tests.ui.desks.scripted_api import PaymentsApp, WireDesks
from tests.ui.driving import NOW, PARIS, settled
from tests.unit.fake_keyrings import MemoryKeyring


def shop(payments: int = 500, **options: Any) -> Callable[[Path], Desks]:
    """The demo's shop, its free texts in foreign letters."""
    return lambda _folder: ForeignDesks(DemoOptions(now=NOW, payments=payments), **options)


def refusing(status: int) -> Callable[[Path], Desks]:
    """An API that refuses every request."""
    answer = (status, {"error": {"type": "x", "message": foreign("refused")}})
    return lambda _folder: WireDesks(app=PaymentsApp([], refuse=lambda _path: answer), account="Atelier Lune")


def nobody(_folder: Path) -> Desks:
    """An address where nobody answers."""
    return WireDesks(url="http://127.0.0.1:9", account="Atelier Lune")


def keyless(folder: Path) -> Desks:
    """A machine without any key."""
    paths = Paths(folder / "config", folder / "state")
    return AccountDesks(DeskOptions(Settings(), paths, api_url="http://127.0.0.1:9"), KeyStore({}))


@dataclass(frozen=True, slots=True)
class Program:
    """What is walked through at one start."""

    scenes: Mapping[str, str]
    desks: Callable[[Path], Desks] = field(default_factory=shop)
    mode: Mode = Mode.TEST
    loading: bool = False
    """Whether no request is answered any more once the program stands there."""


PROGRAMS = {
    "payments": Program(scenes.ANYWHERE | scenes.PAYMENTS),
    "payment": Program(scenes.PAYMENT, ForeignShop),
    "money": Program(scenes.MONEY, ForeignShop),
    "lost answers": Program(scenes.LOST, lambda folder: ForeignShop(folder, "lose-answer")),
    "left unresolved": Program(scenes.LEFT, lambda folder: ForeignShop(folder, unresolved=True)),
    "sections": Program(scenes.OTHER_SECTIONS),
    "forms": Program(scenes.FORMS),
    "live": Program(scenes.LIVE, mode=Mode.LIVE),
    "read-only": Program(scenes.READ_ONLY, shop(20, read_only=True)),
    "nothing there": Program(scenes.SECTIONS, shop(0)),
    "nothing there in live": Program(scenes.SECTIONS, shop(0), Mode.LIVE),
    "loading": Program(scenes.LOADING, shop(20), loading=True),
    "key refused": Program(scenes.SECTIONS, refusing(401)),
    "forbidden": Program(scenes.TROUBLE, refusing(403), Mode.LIVE),
    "too many requests": Program(scenes.TROUBLE, refusing(429), Mode.LIVE),
    "server in trouble": Program(scenes.TROUBLE, refusing(500), Mode.LIVE),
    "nobody answers": Program(scenes.TROUBLE, nobody, Mode.LIVE),
    "without a key": Program(scenes.ONBOARDING, keyless),
}


@cache
def untold(name: str) -> dict[str, Any]:
    """The reference's tables; what customers may be told is English by intention, here in foreign letters."""
    found = table(name)
    if name != "customer_words":
        return found
    return {key: {language: foreign(each) for language, each in said.items()} for key, said in found.items()}


def keep_apart(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is built of those tables be forgotten with them: other tests show the real ones."""
    for name, kept in list(vars(module).items()):
        if hasattr(kept, "cache_clear") and kept.__module__ == module.__name__:
            monkeypatch.setattr(module, name, cache(kept.__wrapped__))


def _hurried() -> Callable[[], float]:
    """A clock on which a second passes whenever it is looked at: no dialog is deaf to the next key."""
    return map(float, itertools.count()).__next__


async def walked(name: str, size: tuple[int, int], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Findings:
    """Walk through one program."""
    for module in (codes, statuses):
        monkeypatch.setattr(module, "packaged", untold)
        keep_apart(module, monkeypatch)
    monkeypatch.setattr(keyring, "get_keyring", MemoryKeyring)
    program = PROGRAMS[name]
    findings = Findings()
    desks = program.desks(folder)
    with using(Language.FR, Pseudo()):
        app = StancerApp(desks, mode=program.mode, zone=PARIS, clock=_hurried())
        async with app.run_test(size=size, notifications=True) as pilot:
            await settled(pilot)
            if program.loading:
                assert isinstance(desks, ForeignDesks)
                desks.words.held = True
                await walk_while_loading(pilot, findings, program.scenes)
            else:
                await walk(pilot, findings, program.scenes)
    return findings
