"""What holds for every test of the screen."""

from typing import Any

import pytest
import textual.app
import textual.pilot
from textual._compositor import Compositor
from textual.notifications import Notification
from textual.widgets import Button

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


@pytest.fixture(autouse=True)
def frames_on_request(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint the screen when a test reads it, and each frame only for tests marked `painted`.

    Without a terminal Textual paints every frame and throws it away, which took a third of these tests' time.
    """
    if request.node.get_closest_marker("painted") is not None:
        return
    render_update = Compositor.render_update

    def unseen(compositor: Compositor, full: bool = False, **options: Any) -> Any:
        if full:
            return render_update(compositor, full=True, **options)
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", unseen)
