"""The saved views: searches with a name."""

from collections.abc import Sequence

from textual.content import Content

from stancer_tui.config import SavedView
from stancer_tui.language import _
from stancer_tui.render.safe import safe
from stancer_tui.ui.dialogs.choice import ChoiceDialog


class ChooseView(ChoiceDialog[SavedView]):
    """Offers the views by name, each with its search."""

    def __init__(self, views: Sequence[SavedView]) -> None:
        super().__init__(_("Views"), views)

    def line(self, choice: SavedView) -> Content:
        """Its name, and below it what it shows."""
        words = " · ".join(part for part in (choice.query, choice.window, choice.sort) if part)
        return Content.assemble(safe(choice.title), (f"\n  {safe(words, 80)}", "$muted"))
