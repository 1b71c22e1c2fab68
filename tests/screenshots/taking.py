"""The program as it stands for a picture: nothing in it depends on the day, the machine or its speed."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from uuid import UUID

import pytest
import time_machine
from textual.notifications import Notification
from textual.pilot import Pilot
from textual.widgets import Button, Input

from stancer_tui.config import DemoOptions, UiSettings
from stancer_tui.desk import Accounts, DemoDesks
from stancer_tui.language import Language, using
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.ui.app import StancerApp
from stancer_tui.ui.shell import header
from stancer_tui.ui.shell.freshness import AutoRefresh
from tests import private
from tests.quiescence import observed, rest
from tests.ui.conftest import built_once
from tests.ui.driving import NOW, PARIS, settled

ANSWERED_IN_MS = 42
"""How long each request took, as far as the header tells."""

AGENT = "camille"
"""Who sits at the desk."""

UNIQUE = UUID("2a382b15-c9e3-4af0-be21-1fe15acffa33")
"""The unique id that a form for a payment begins with."""


@contextmanager
def stillness() -> Iterator[None]:
    """Let nothing blink, expire, refresh by itself or show how fast this machine is."""
    told = header.request_state
    at_once = property(lambda button: 0.0, lambda button, seconds: None)
    with time_machine.travel(NOW, tick=False), pytest.MonkeyPatch.context() as patch, observed():
        private.pilot_waits_with(rest, patch)
        private.parse_styles_once(patch)
        private.leave_frames_unpainted(patch)
        patch.setattr("stancer_tui.sandbox.wire.api_alone.Sandbox", built_once)
        patch.setattr("stancer_tui.ui.dialogs.key_guard.IGNORED_FOR", 0)
        patch.setattr(Button, "active_effect_duration", at_once, raising=False)
        patch.setattr("stancer_tui.ui.shell.goto._PAUSE", 0.01)
        patch.setattr(PollSchedule, "delay", lambda schedule, reading: 0.0)
        patch.setattr("getpass.getuser", lambda: AGENT)
        patch.setattr(Input, "cursor_blink", False)
        patch.setattr("stancer_tui.ui.payments.new_form.uuid4", lambda: UNIQUE)
        patch.setattr(Notification, "time_left", 3600.0)
        patch.setattr(AutoRefresh, "wait", lambda auto, delay: setattr(auto, "delay", delay))
        patch.setattr(header, "request_state", lambda status, error, ms: told(status, error, ANSWERED_IN_MS))
        yield


@asynccontextmanager
async def program(
    size: tuple[int, int],
    *,
    language: Language,
    theme: str,
    options: DemoOptions | None = None,
    accounts: Accounts | None = None,
) -> AsyncIterator[Pilot[int]]:
    """The demo, or other accounts, as it opens, settled."""
    desks = accounts.first.desks if accounts is not None else DemoDesks(options or DemoOptions(now=NOW))
    with using(language):
        app = StancerApp(
            desks, zone=PARIS, settings=UiSettings(theme=theme), accounts=accounts, clock=lambda: 0.0
        )
        async with app.run_test(size=size, notifications=True) as pilot:
            await settled(pilot)
            yield pilot
