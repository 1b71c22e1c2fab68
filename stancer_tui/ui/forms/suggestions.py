"""Test data for a form, one line each; typing narrows them."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from stancer_tui.language import _
from stancer_tui.models.folding import fold
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.dialogs import DIALOG
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.forms.form import Suggestion
from stancer_tui.ui.widgets.choice_list import ChoiceList
from stancer_tui.ui.widgets.line_input import LineInput


class Suggestions(Dialog[Suggestion]):
    """Answers the suggestion that was chosen."""

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(DIALOG),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]
    AUTO_FOCUS = "#narrow"

    def __init__(self, suggestions: tuple[Suggestion, ...]) -> None:
        super().__init__()
        self.suggestions = suggestions
        self._shown = suggestions

    def compose(self) -> ComposeResult:
        """Lay out a line to type and the list."""
        with Vertical(classes="dialog-box help-box") as box:
            box.border_title = Content(_("Test data"))
            box.border_subtitle = Content(
                _("type to narrow · enter fills in · {key} closes", key=key_of("dialog.cancel"))
            )
            yield LineInput(id="narrow", compact=True, placeholder=_("a country, a name, an outcome"))
            yield ChoiceList(*self._options())

    def on_mount(self) -> None:
        """The first line is chosen until another one is."""
        self.query_one(OptionList).highlighted = 0

    def _options(self) -> list[Option]:
        return [Option(Content(_(each.label))) for each in self._shown]

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Keep what contains every word."""
        words = fold(event.value).split()
        self._shown = tuple(
            each for each in self.suggestions if all(word in fold(_(each.label)) for word in words)
        )
        listed = self.query_one(OptionList)
        listed.clear_options().add_options(self._options())
        listed.highlighted = 0 if self._shown else None

    def action_move(self, by: int) -> None:
        """Move through the list while typing."""
        listed = self.query_one(OptionList)
        if self._shown:
            listed.highlighted = ((listed.highlighted or 0) + by) % len(self._shown)

    @on(Input.Submitted)
    def choose(self) -> None:
        """Answer the highlighted line."""
        at = self.query_one(OptionList).highlighted
        if at is not None and self._shown:
            self.answer(self._shown[at])

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.answer(self._shown[event.option_index])
