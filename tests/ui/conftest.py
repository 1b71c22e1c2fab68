"""What holds for every test of the screen."""

from collections.abc import Iterator

import pytest
from textual.notifications import Notification
from textual.widgets import Button

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.rows import Row
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
def styles_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse a style sheet for the first program of the process only."""
    private.parse_styles_once(monkeypatch)


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
    """Paint the screen when a test reads it, and each frame only for tests marked `painted`."""
    if request.node.get_closest_marker("painted") is None:
        private.leave_frames_unpainted(monkeypatch)
