"""What holds for every test of the screen."""

from collections.abc import Iterator

import pytest
from textual.app import App
from textual.notifications import Notification
from textual.widgets import Button

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.store import Dump
from stancer_tui.ui.shell.freshness import AutoRefresh
from tests import private
from tests.quiescence import observed, rest


@pytest.fixture(autouse=True, scope="session")
def loops_observed() -> Iterator[None]:
    """Let every event loop tell what it has to do."""
    with observed():
        yield


@pytest.fixture(autouse=True)
def resting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot wait for what is left to run, on any machine, and a button take every press."""
    private.pilot_waits_with(rest, monkeypatch)
    at_once = property(lambda button: 0.0, lambda button, seconds: None)
    monkeypatch.setattr(Button, "active_effect_duration", at_once, raising=False)


@pytest.fixture(autouse=True)
def lasting_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no notice leave before a slow machine has looked at it."""
    monkeypatch.setattr(Notification, "time_left", 3600.0)


@pytest.fixture(autouse=True)
def nothing_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no list read by itself, however slow the machine is: a test says when it is time."""

    def wait(auto: AutoRefresh, delay: float) -> None:
        auto.delay = delay

    monkeypatch.setattr(AutoRefresh, "wait", wait)


@pytest.fixture(autouse=True)
def styles_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse a style sheet for the first program of the process only."""
    private.parse_styles_once(monkeypatch)


_shops: dict[tuple[int, int, int], Dump] = {}
"""Each demo's shop that was built in this process, by seed, number of payments and moment."""


def built_once(settings: SandboxSettings) -> Sandbox:
    if settings.db is not None or settings.data is not None or not isinstance(settings.now, FixedClock):
        return Sandbox(settings)
    shop = (settings.seed, settings.payments, settings.now())
    if shop in _shops:
        return Sandbox(settings, dump=_shops[shop])
    sandbox = Sandbox(settings)
    _shops[shop] = sandbox.dump()
    return sandbox


@pytest.fixture(autouse=True)
def shops_built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build a demo's shop once a process: every sandbox of it begins with a copy."""
    monkeypatch.setattr("stancer_tui.sandbox.wire.api_alone.Sandbox", built_once)


@pytest.fixture(autouse=True)
def frames_on_request(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint the screen when a test reads it, and each frame only for tests marked `painted`."""
    if request.node.get_closest_marker("painted") is None:
        private.leave_frames_unpainted(monkeypatch)


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent to the clipboard."""
    texts: list[str] = []
    monkeypatch.setattr(App, "copy_to_clipboard", lambda self, text: texts.append(text))
    return texts
