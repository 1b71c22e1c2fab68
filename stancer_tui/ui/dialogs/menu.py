"""A short menu: one key per entry; what is not possible now is dimmed and says why."""

from collections.abc import Sequence
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

from stancer_tui.ui.commands import DIALOG, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its key, what it is called, a note, and why it is not possible now, if it is not.

    All of it is safe to show. `value` is the answer when it is chosen.
    """

    key: str
    label: str
    note: str
    value: str
    why_not: str | None = None


class Menu(SurvivesLeaving, ModalScreen[str | None]):
    """Lists entries; answers the value of the one that was chosen, or None."""

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)

    def __init__(self, title: str, entries: Sequence[Entry]) -> None:
        super().__init__(classes="dialog")
        self.heading = title
        self.entries = tuple(entries)

    def compose(self) -> ComposeResult:
        """Lay out one entry after the other."""
        with Vertical(classes="dialog-box help-box") as box:
            box.border_title = Content(self.heading)
            box.border_subtitle = Content(f"its key or enter chooses · {key_of('dialog.cancel')} closes")
            yield OptionList(*(Option(_line(entry)) for entry in self.entries))

    def on_mount(self) -> None:
        """Begin at the first entry that is possible."""
        possible = (at for at, entry in enumerate(self.entries) if entry.why_not is None)
        self.query_one(OptionList).highlighted = next(possible, 0)

    def on_key(self, event: events.Key) -> None:
        """An entry's own key chooses it."""
        chosen = next((entry for entry in self.entries if entry.key == event.character), None)
        if chosen is not None:
            event.stop()
            self._choose(chosen)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self._choose(self.entries[event.option_index])

    def _choose(self, entry: Entry) -> None:
        if entry.why_not is not None:
            self.notify(entry.why_not, title=f"{entry.label}: not now", severity="warning", markup=False)
        elif self.is_current:
            self.dismiss(entry.value)

    def action_cancel(self) -> None:
        """Choose nothing."""
        if self.is_current:
            self.dismiss(None)


def _line(entry: Entry) -> Content:
    possible = entry.why_not is None
    return Content.assemble(
        (f"{entry.key}  ", "bold" if possible else "$muted"),
        (entry.label, "" if possible else "$muted"),
        (f"\n   {entry.note if possible else entry.why_not}", "$muted"),
    )
