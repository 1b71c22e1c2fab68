"""A short menu: one key per entry; what is not possible now is dimmed and says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events
from textual.content import Content
from textual.widgets import OptionList

from stancer_tui.language import _
from stancer_tui.ui.dialogs.choice import ChoiceDialog

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MenuEntry(Generic[T]):
    """One entry: its key, what it is called, a note, and why it is not possible now, if it is not.

    All of it is safe to show. `value` is the answer when it is chosen.
    """

    key: str
    label: str
    note: str
    value: T
    why_not: str | None = None


_LABEL = 22


def label_width(labels: Sequence[str]) -> int:
    """Cells of the labels where notes stand beside them: the longest label and a gap."""
    return max([_LABEL, *(len(each) + 2 for each in labels)])


class Menu(ChoiceDialog[MenuEntry[T]]):
    """Lists entries; answers the one that was chosen. The notes stand below the labels, or `beside` them."""

    def __init__(
        self,
        title: str,
        entries: Sequence[MenuEntry[T]],
        *,
        hint: str = "",
        beside: bool = False,
    ) -> None:
        super().__init__(title, entries, hint=hint or _("its key or enter chooses"))
        self._beside = beside

    def on_mount(self) -> None:
        """Begin at the first entry that is possible."""
        possible = (at for at, entry in enumerate(self.choices) if entry.why_not is None)
        self.query_one(OptionList).highlighted = next(possible, 0)

    def on_key(self, event: events.Key) -> None:
        """An entry's own key chooses it."""
        chosen = next((entry for entry in self.choices if entry.key == event.character), None)
        if chosen is not None:
            event.stop()
            event.prevent_default()
            self.choose(chosen)

    def choose(self, choice: MenuEntry[T]) -> None:
        """Answer, or say why that is not possible now."""
        if choice.why_not is None:
            self.answer(choice)
        else:
            self.notify(
                choice.why_not,
                title=_("{label}: not now", label=choice.label),
                severity="warning",
                markup=False,
            )

    def line(self, choice: MenuEntry[T]) -> Content:
        """The key, the label, the note or why it is not possible."""
        possible = choice.why_not is None
        note = choice.note if possible else choice.why_not
        width = label_width([each.label for each in self.choices]) if self._beside else 0
        return Content.assemble(
            (f"{choice.key}  ", "bold" if possible else "$muted"),
            (choice.label.ljust(width), "" if possible else "$muted"),
            (f"{'' if self._beside else chr(10) + '   '}{note}", "$muted"),
        )
