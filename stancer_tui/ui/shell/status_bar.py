"""The bottom line: the keys that help here, and how fresh the screen is."""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from stancer_tui.language import _
from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.naming import shown_key
from stancer_tui.ui.widgets.click_targets import clickable, clicked_target, run_command
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving


@runtime_checkable
class GivesReasons(Protocol):
    """A screen that knows why an action is not possible now."""

    def why_not(self, action: str) -> str | None:
        """The reason, or None where it is possible."""
        ...


class StatusBar(SurvivesLeaving, Widget):
    """Shows as many key hints as fit, in the order of the commands, and a state on the right."""

    DEFAULT_CSS = """
    StatusBar { dock: bottom; height: 1; background: $panel; color: $muted; }
    """

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__()
        self.commands = tuple(command for command in commands if command.hint)
        self.state = ""

    def show_commands(self, commands: Iterable[Command]) -> None:
        """Name other keys: what helps has changed."""
        shown = tuple(command for command in commands if command.hint)
        if shown != self.commands:
            self.commands = shown
            self.refresh()

    def show_state(self, text: str) -> None:
        """Say how fresh the screen is, a warning with "!" first; `text` is ours or has passed render.safe."""
        if text != self.state:
            self.state = text
            self.refresh()

    def render(self) -> Content:
        """Fit the hints into the width; what cannot be done now is dimmed."""
        width = self.size.width
        room = width - len(self.state) - 3
        line = Content(" ")
        for command in self.commands:
            hint = self._hint(command, self.screen)
            if line.cell_length + hint.cell_length + 2 > room:
                break
            line = Content.assemble(line, hint, "  ")
        gap = max(width - line.cell_length - len(self.state) - 1, 1)
        tone = "$text-warning" if self.state.startswith("!") else "$muted"
        return Content.assemble(line, " " * gap, (self.state, tone))

    def _hint(self, command: Command, screen: Screen[object]) -> Content:
        key = shown_key(command)
        action = command.action.partition("(")[0]
        enabled = screen.check_action(action, ()) is True
        if isinstance(screen, GivesReasons) and screen.why_not(action) is not None:
            enabled = False
        style = "bold $text-primary" if enabled else "dim"
        hint = Content.assemble((key, style), (f" {_(command.label)}", "" if enabled else "dim"))
        return clickable(hint, command.id)

    async def on_click(self, event: events.Click) -> None:
        """A key that is clicked does what it does when it is pressed."""
        command = clicked_target(event)
        if command is not None and not await run_command(self.screen, command):
            self.app.bell()
