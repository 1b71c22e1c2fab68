"""What can be created here: one key per entry, what cannot is dimmed with its reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stancer_tui.desk import Desk
from stancer_tui.ui.commands import NEW, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving


def _always(desk: Desk) -> str | None:  # noqa: ARG001 - the shape of a reason
    return None


def only_in_test(desk: Desk) -> str | None:
    """For what exists in test mode alone."""
    return "in test mode only" if desk.mode.live else None


@dataclass(frozen=True, slots=True)
class Creatable:
    """One line of the menu: `key` chooses it, `open` opens its form on a desk.

    `unavailable` gives the reason, in a few words, where it cannot be created on a desk.
    """

    key: str
    label: str
    about: str
    open: Callable[[Desk], None]
    unavailable: Callable[[Desk], str | None] = _always

    def why_not(self, desk: Desk) -> str | None:
        """The reason why this desk cannot create it, None where it can."""
        return "this desk is read-only" if desk.read_only else self.unavailable(desk)


class NewMenu(SurvivesLeaving, ModalScreen["Creatable | None"]):
    """Answers what to create."""

    KEYS = NEW
    BINDINGS: ClassVar[list[BindingType]] = bindings(NEW)

    def __init__(self, desk: Desk, creatables: Sequence[Creatable]) -> None:
        super().__init__(classes="dialog")
        self.desk = desk
        self.creatables = tuple(creatables)

    def compose(self) -> ComposeResult:
        """Lay out one line per entry."""
        with Vertical(classes="dialog-box help-box") as box:
            box.border_title = Content(f"New · {self.desk.mode.word}")
            box.border_subtitle = Content(
                f"its key or enter opens the form · {key_of('dialog.cancel')} closes"
            )
            yield OptionList(*(self._option(each) for each in self.creatables))

    def _option(self, each: Creatable) -> Option:
        reason = each.why_not(self.desk)
        line = Content.assemble(
            (f"{each.key}  ", "bold"), f"{each.label:<22}", (reason or each.about, "$muted")
        )
        return Option(line, disabled=reason is not None)

    def on_key(self, event: events.Key) -> None:
        """An entry's own key chooses it."""
        chosen = next((each for each in self.creatables if each.key == event.character), None)
        if chosen is not None and chosen.why_not(self.desk) is None and self.is_current:
            event.stop()
            self.dismiss(chosen)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        if self.is_current:
            self.dismiss(self.creatables[event.option_index])

    def action_cancel(self) -> None:
        """Create nothing."""
        if self.is_current:
            self.dismiss(None)
