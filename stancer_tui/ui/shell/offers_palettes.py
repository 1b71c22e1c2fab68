"""Textual's palettes, of commands and of themes, in the language that is spoken."""

from typing import TypeVar

from textual.app import App
from textual.theme import ThemeProvider

from stancer_tui.language import _
from stancer_tui.ui.private import Palette

T = TypeVar("T")


class OffersPalettes(App[T]):
    """An app whose palettes are asked and answered in its language."""

    def action_command_palette(self) -> None:
        """Offer every command that can be run now."""
        if self.use_command_palette and not isinstance(self.screen, Palette):
            nothing = _("No matches found")
            self.push_screen(Palette(nothing, placeholder=_("Search for commands…"), id="--command-palette"))

    def search_themes(self) -> None:
        """Offer the themes."""
        nothing = _("No matches found")
        self.push_screen(Palette(nothing, providers=[ThemeProvider], placeholder=_("Search for themes…")))
