"""What every screen of one object has: the way back, history, links, the raw answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from stancer_tui.language import _
from stancer_tui.render import dates
from stancer_tui.ui.dialogs.links import Destination, Links
from stancer_tui.ui.notes.panel import NotesPanel
from stancer_tui.ui.shell.raw_json import RawJson
from stancer_tui.ui.shell.screen import DeskScreen

_JUST_NOW = timedelta(minutes=1)
"""The age below which a reading is not counted in seconds."""

_LOOK = 5.0
"""Seconds between two looks at the clock."""


class DetailScreen(DeskScreen):
    """One object over the list or the object that it was opened from."""

    read_at: datetime | None = None
    """When what is shown was read; None before."""

    _shows_age = False

    def on_mount(self) -> None:
        """Keep the age of the reading true while the screen is looked at."""
        self.set_interval(_LOOK, lambda: self.show_age() if self._shows_age and self.is_current else None)

    def show_age(self) -> None:
        """Say in the hints how long ago what is shown was read."""
        if self.read_at is None:
            return
        young = self.now() - self.read_at < _JUST_NOW
        ago = dates.elapsed(self.read_at, self.now())
        self.show_state(_("read just now") if young else _("read {ago}", ago=ago))
        self._shows_age = True

    def show_state(self, text: str) -> None:
        """Say something else than the age in the hints."""
        self._shows_age = False
        super().show_state(text)

    @property
    def raw(self) -> dict[str, Any] | None:
        """The answer as it was received, once there is one."""
        return None

    def notes_panel(self) -> NotesPanel:
        """What is shown of the notes on the object; it follows what changes of them."""
        panel = NotesPanel(
            lambda: self.desk, self.noted_ids, lambda: (self.now(), self.zone), mask=self.host.mask
        )
        self.marks_changed = panel.follow
        return panel

    def noted_ids(self) -> tuple[str, ...]:
        """The objects whose notes are shown."""
        subject = self.to_note()
        return () if subject is None else (subject.id, *subject.related)

    def offer(self, destinations: Sequence[Destination]) -> None:
        """Let the agent choose where to go."""
        self.app.push_screen(Links(destinations), self._go)

    def _go(self, chosen: Destination | None) -> None:
        if chosen is not None:
            self.host.navigation.open(self, chosen.kind, chosen.id)

    def action_back(self) -> None:
        """Go back to where this was opened, as it was left."""
        if self.is_current:
            self.app.pop_screen()

    def action_history(self, by: int) -> None:
        """Show the object visited before or after."""
        if self.is_current:
            self.host.navigation.step(self, by)

    def action_raw(self) -> None:
        """Show the answer as it was received."""
        if self.raw is not None:
            self.app.push_screen(RawJson(self.crumb, self.raw, mask=self.host.mask))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs the answer is dimmed until there is one."""
        return None if action in {"raw", "copy", "browser"} and self.raw is None else True
