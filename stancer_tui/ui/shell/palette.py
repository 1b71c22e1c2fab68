"""The command palette, derived from the commands of the screen and the program."""

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from stancer_tui.config import UiSettings
from stancer_tui.language import _
from stancer_tui.models.folding import fold
from stancer_tui.render.safe import safe
from stancer_tui.ui.commands.command import Command, commands_of
from stancer_tui.ui.commands.naming import shown_key
from stancer_tui.ui.private import say_nothing_found
from stancer_tui.ui.shell.status_bar import GivesReasons
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving


class Palette(SurvivesLeaving, CommandPalette):
    """A palette that says in the language spoken that nothing matches."""

    def on_mount(self) -> None:
        """Have the words ready."""
        say_nothing_found(self, _("No matches found"))


class CommandProvider(Provider):
    """Offers every command that can be run now; names and help are the commands' own."""

    def _commands(self) -> Iterator[Command]:
        for command in commands_of(self.app, self.screen, self.focused):
            if not command.id.startswith(("list.", "app.palette")):
                yield command

    def _views(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """Saved views, where the screen has a list to show them in: name, search, and what shows it."""
        show = getattr(self.screen, "show_view", None)
        if show is not None:
            for view in getattr(self.app, "settings", UiSettings()).views:
                yield _("View: {name}", name=safe(view.title)), safe(view.query, 80), partial(show, view)

    async def discover(self) -> Hits:
        """List everything before the agent types."""
        for command in self._commands():
            yield DiscoveryHit(_(command.tooltip), partial(self._run, command), help=self._help(command))
        for name, query, show in self._views():
            yield DiscoveryHit(name, show, help=query)

    async def search(self, query: str) -> Hits:
        """List what matches."""
        matcher = self.matcher(query)
        for command in self._commands():
            name = _("{label}: {value}", label=_(command.label), value=_(command.tooltip))
            score = matcher.match(name)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(name),
                    partial(self._run, command),
                    help=self._help(command),
                )
        folded = self.matcher(fold(query))
        for name, about, show in self._views():
            score = matcher.match(name) or folded.match(fold(name))
            if score > 0:
                yield Hit(score, matcher.highlight(name), show, help=about)

    def _help(self, command: Command) -> str:
        """The key, and why the command is not possible now."""
        reason = None
        if isinstance(self.screen, GivesReasons) and command.local:
            reason = self.screen.why_not(command.action.partition("(")[0])
        key = _("key {key}", key=shown_key(command))
        return _("{key} · not now: {reason}", key=key, reason=reason) if reason else key

    async def _run(self, command: Command) -> None:
        await self.app.run_action(command.action, self.screen if command.local else self.app)
