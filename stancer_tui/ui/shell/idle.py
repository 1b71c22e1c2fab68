"""A live desk at which nobody pressed a key for long covers itself, until somebody does."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Middle
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from stancer_tui.language import _, ngettext
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

_LOOK = 5.0
"""Seconds between two looks at the clock."""


class Covered(SurvivesLeaving, ModalScreen[None]):
    """Hides all that lies under it; the key that takes it away does nothing else."""

    DEFAULT_CSS = """
    Covered { background: $background; align: center middle; }
    Covered Static { width: auto; text-align: center; }
    """
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, minutes: int) -> None:
        super().__init__()
        self._minutes = minutes

    def compose(self) -> ComposeResult:
        """Say why nothing is shown."""
        idle = ngettext(
            "Nobody pressed a key here for {count} minute.",
            "Nobody pressed a key here for {count} minutes.",
            self._minutes,
        )
        on = _("What was being sent goes on. Any key shows the desk again.")
        with Middle():
            yield Static(Content(f"{idle}\n{on}"))

    def on_key(self, event: events.Key) -> None:
        """Uncover the desk."""
        event.stop()
        event.prevent_default()
        if self.is_current:
            self.dismiss()


class IdleCover:
    """Covers the desk after `minutes` without a key or a click in live mode; None never does."""

    def __init__(
        self,
        app: App[Any],
        minutes: Callable[[], int | None],
        *,
        live: Callable[[], bool],
        clock: Callable[[], float],
    ) -> None:
        self._app = app
        self._minutes = minutes
        self._live = live
        self._clock = clock
        self._last = clock()

    def begin(self) -> None:
        """Look at the clock from now on."""
        self._app.set_interval(_LOOK, self.look)

    def touched(self) -> None:
        """Somebody is there."""
        self._last = self._clock()

    def look(self) -> None:
        """Cover the desk if nobody was there for that long."""
        minutes = self._minutes()
        if minutes is None or not self._live() or isinstance(self._app.screen, Covered):
            return
        if self._clock() - self._last >= minutes * 60:
            self._app.push_screen(Covered(minutes))
