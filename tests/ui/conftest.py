"""What holds for every test of the screen."""

from typing import Any

import pytest
import textual.app
import textual.pilot
import textual.screen
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.notifications import Notification
from textual.widgets import Button

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.rows import Row
from tests.quiescence import rest


@pytest.fixture(autouse=True)
def resting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot wait for what is left to run, on any machine, and a button take every press."""
    monkeypatch.setattr(textual.app, "wait_for_idle", rest)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", rest)
    monkeypatch.setattr(Button, "_start_active_affect", lambda button: None)


@pytest.fixture(autouse=True)
def lasting_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no notice leave before a slow machine has looked at it."""
    monkeypatch.setattr(Notification, "time_left", 3600.0)


_parsed: dict[tuple[object, ...], list[RuleSet]] = {}
"""What any program of this process has parsed: the rules of a source in some colours are never changed."""


@pytest.fixture(autouse=True)
def styles_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse a style sheet for the first program of the process only: a sixth of these tests' time."""
    parse_rules = Stylesheet._parse_rules

    def known_rules(sheet: Stylesheet, *source: Any, **options: Any) -> list[RuleSet]:
        key = (frozenset(sheet._variables.items()), source, frozenset(options.items()))
        if key not in _parsed:
            _parsed[key] = parse_rules(sheet, *source, **options)
        return _parsed[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", known_rules)
    monkeypatch.setattr(RuleSet, "__hash__", object.__hash__)  # as it is, without a call of Python


_shops: dict[tuple[int, int, int], bytes] = {}
"""The books of each shop that was told in this process, by seed, number of payments and moment."""


@pytest.fixture(autouse=True)
def shops_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell a demo's shop once a process: every sandbox of it begins with a copy of the same books."""
    fill = Sandbox._fill

    def filled(sandbox: Sandbox, begin_with: dict[bool, list[Row]]) -> None:
        shop, store = (sandbox.settings.seed, sandbox.settings.payments, sandbox.clock()), sandbox.store
        lasting = isinstance(sandbox.clock, FixedClock) and not sandbox.kept and not begin_with
        if lasting and shop in _shops:
            store._db.deserialize(_shops[shop])
            store._read_order()
            return
        fill(sandbox, begin_with)
        if lasting and sandbox._build is not None:
            for live in (False, True):
                sandbox._build.wait(live, None)
            _shops[shop] = store._db.serialize()

    monkeypatch.setattr(Sandbox, "_fill", filled)


@pytest.fixture(autouse=True)
def frames_on_request(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint the screen when a test reads it, and each frame only for tests marked `painted`.

    Without a terminal Textual paints every frame and throws it away, which took a third of these tests' time.
    """
    if request.node.get_closest_marker("painted") is not None:
        return
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", 0.001)  # what nobody sees needs no even rhythm
    render_update = Compositor.render_update

    def unseen(compositor: Compositor, full: bool = False, **options: Any) -> Any:
        if full:
            return render_update(compositor, full=True, **options)
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", unseen)
