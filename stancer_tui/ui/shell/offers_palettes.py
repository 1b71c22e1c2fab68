"""Textual's palettes, of commands and of themes, in the language that is spoken."""

from typing import TypeVar

from textual.app import App
from textual.command import CommandPalette
from textual.theme import ThemeProvider

from stancer_tui.language import _
from stancer_tui.ui.private import say_nothing_found
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

T = TypeVar("T")


class Palette(SurvivesLeaving, CommandPalette):
    """A palette that says in the language spoken that nothing matches."""

    def on_mount(self) -> None:
        """Have the words ready."""
        say_nothing_found(self, _("No matches found"))


class OffersPalettes(SurvivesLeaving, App[T]):
    """An app whose palettes are asked and answered in its language."""

    def action_command_palette(self) -> None:
        """Offer every command that can be run now."""
        if self.use_command_palette and not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=_("Search for commands…"), id="--command-palette"))

    def search_themes(self) -> None:
        """Offer the themes."""
        self.push_screen(Palette(providers=[ThemeProvider], placeholder=_("Search for themes…")))
