"""A question with a list of answers, one of which is chosen."""

from collections.abc import Sequence
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from stancer_tui.language import _
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.widgets.choice_list import ChoiceList

T = TypeVar("T")


class ChoiceDialog(Dialog[T]):
    """Lists `choices`, each drawn by `line`; answers the one that is chosen.

    `title`, `hint` (how to choose) and `nothing` (shown where there is no choice) are ours or safe.
    """

    def __init__(self, title: str, choices: Sequence[T], *, hint: str = "", nothing: str = "") -> None:
        super().__init__()
        self.heading = title
        self.choices = list(choices)
        self._hint = hint
        self._nothing = nothing

    def line(self, choice: T) -> Content:
        """How a choice is shown."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out one choice after the other."""
        with Vertical(classes="dialog-box help-box") as box:
            box.border_title = Content(self.heading)
            closes = _("{key} closes", key=key_of("dialog.cancel"))
            box.border_subtitle = Content(f"{self._hint} · {closes}" if self._hint else closes)
            if not self.choices and self._nothing:
                yield Static(Content(self._nothing))
            yield ChoiceList(*(Option(self.line(choice)) for choice in self.choices))

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.choose(self.choices[event.option_index])

    def choose(self, choice: T) -> None:
        """Take a choice."""
        self.answer(choice)
