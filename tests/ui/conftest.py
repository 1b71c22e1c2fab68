"""What holds for every test of the screen."""

import pytest
import textual.app
import textual.pilot
from textual.widgets import Button

from tests.quiescence import rest


@pytest.fixture(autouse=True)
def resting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot wait for what is left to run, on any machine, and a button take every press."""
    monkeypatch.setattr(textual.app, "wait_for_idle", rest)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", rest)
    monkeypatch.setattr(Button, "_start_active_affect", lambda button: None)
