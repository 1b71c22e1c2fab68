"""What every screen of one object has: the way back, history, links, the raw answer."""

from collections.abc import Sequence
from typing import Any

from stancer_tui.ui.dialogs.links import Destination, Links
from stancer_tui.ui.notes.panel import NotesPanel
from stancer_tui.ui.shell.raw_json import RawJson
from stancer_tui.ui.shell.screen import DeskScreen


class DetailScreen(DeskScreen):
    """One object over the list or the object that it was opened from."""

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
