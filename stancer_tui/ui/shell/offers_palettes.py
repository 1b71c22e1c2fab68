"""Textual's palettes, of commands and of themes, in the language that is spoken."""

from typing import TypeVar

from textual.app import App

from stancer_tui.language import _
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

T = TypeVar("T")


class OffersPalettes(SurvivesLeaving, App[T]):
    """An app whose palettes are asked and answered in its language."""

    def action_command_palette(self) -> None:
        """Offer every command that can be run now."""
        from stancer_tui.ui.shell.palette import Palette

        if self.use_command_palette and not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=_("Search for commands…"), id="--command-palette"))

    def search_themes(self) -> None:
        """Offer the themes."""
        from textual.theme import ThemeProvider

        from stancer_tui.ui.shell.palette import Palette

        self.push_screen(Palette(providers=[ThemeProvider], placeholder=_("Search for themes…")))
