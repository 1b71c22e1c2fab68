"""What the agent need not wait for: rows that will not come, styles that were read before."""

import sys
from subprocess import run
from typing import Any

import pytest
from textual.css.parse import parse

from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.commands.sections import SECTIONS
from stancer_tui.ui.shell import first_paint
from tests.ui.desks.scripted_api import WireDesks
from tests.ui.desks.scripted_money_api import MoneyApp
from tests.ui.driving import PARIS, demo, desk_app, press, screen_text, until


@pytest.fixture(autouse=True)
def styles_parsed_once() -> None:
    """What other tests have parsed counts for nothing here."""


async def test_that_there_are_no_payments_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_paint, "_PATIENCE", 3600.0)
    async with StancerApp(WireDesks(app=MoneyApp()), zone=PARIS).run_test() as pilot:
        await until(pilot, lambda: "No payments · " in screen_text(desk_app(pilot)))


async def test_no_section_reads_a_style_again_that_the_program_has_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[tuple[object, int]] = []

    def counted(scope: str, css: str, read_from: Any, *rest: Any, **options: Any) -> Any:
        read.append((read_from, options["tie_breaker"]))
        return parse(scope, css, read_from, *rest, **options)

    monkeypatch.setattr("textual.css.stylesheet.parse", counted)
    async with demo() as pilot:
        await press(pilot, *(section.digit for section in SECTIONS))
    assert len(read) > len(SECTIONS)
    assert len(read) == len(set(read))


FIRST_KEYS = """
import asyncio, sys, threading
from tests.ui.driving import demo, desk_app, until

class Finder:
    numpy = []
    def find_spec(self, name, path=None, target=None):
        if name == "numpy":
            self.numpy.append(threading.current_thread() is threading.main_thread())

async def main():
    assert "numpy" not in sys.modules
    sys.meta_path.insert(0, Finder())
    async with demo() as pilot:
        app = desk_app(pilot)
        await until(pilot, lambda: "stancer_tui.ui.shell.window_reading" in sys.modules)
        await until(pilot, lambda: app.screen.query_one("RowPreview").border_title)
        print("numpy in the way of keys:", *Finder.numpy)

asyncio.run(main())
"""


def test_the_first_keys_need_not_wait_for_what_reads_on() -> None:
    ended = run([sys.executable, "-c", FIRST_KEYS], check=True, capture_output=True, text=True)
    assert ended.stdout == "numpy in the way of keys: False\n"
