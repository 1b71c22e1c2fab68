"""One of a few values, on one line: the arrows go through them, and what is typed chooses the one meant."""

from typing import Generic, TypeVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from stancer_tui.language import _
from stancer_tui.models.folding import fold

T = TypeVar("T")


class ValueChoice(Static, Generic[T], can_focus=True):
    """Shows the chosen one of `choices` (a value and its words, ours) or that none is chosen yet."""

    DEFAULT_CSS = """
    ValueChoice { width: 1fr; height: 1; }
    ValueChoice:focus { background: $panel; text-style: bold; }
    """

    class Changed(Message):
        """Another value was chosen."""

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, choices: tuple[tuple[T, str], ...], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.choices = choices
        self._place: int | None = None
        self._typed = ""

    @property
    def value(self) -> T | None:
        """What was chosen."""
        return None if self._place is None else self.choices[self._place][0]

    @value.setter
    def value(self, value: T) -> None:
        places = [place for place, (known, _label) in enumerate(self.choices) if known == value]
        self._choose(places[0] if places else None)

    def on_mount(self) -> None:
        """Show that nothing is chosen."""
        self._choose(self._place)

    def _choose(self, place: int | None) -> None:
        changed, self._place = place != self._place, place
        if place is None:
            self.update(Content.assemble((_("‹ choose with ← → ›"), "$muted")))
        else:
            self.update(Content.assemble(("‹ ", "$muted"), self.choices[place][1], (" ›", "$muted")))
        if changed:
            self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        """The arrows go on and back, space goes on, letters choose; enter is for the form."""
        typed = event.character or ""
        if typed.isprintable() and (typed.isalnum() or (typed and self._typed)) and self._type(typed):
            event.stop()
            return
        self._typed = ""
        if event.key == "enter":
            self.post_message(self.Submitted())
        step = {"right": 1, "space": 1, "left": -1}.get(event.key)
        if step is not None:
            event.stop()
            first = 0 if step > 0 else len(self.choices) - 1
            self._choose(first if self._place is None else (self._place + step) % len(self.choices))

    def _type(self, character: str) -> bool:
        """Choose the first one whose words begin with what was typed; whether the letter belonged to that.

        A letter too many chooses nothing: it must not be the first of another one's.
        """
        typed = self._typed + fold(character)
        for place, (_value, label) in enumerate(self.choices):
            if fold(label).startswith(typed):
                self._typed = typed
                self._choose(place)
                return True
        return bool(self._typed)

    def on_blur(self) -> None:
        """What is typed next is a new word."""
        self._typed = ""

    def on_click(self) -> None:
        """A click goes on."""
        self._choose(0 if self._place is None else (self._place + 1) % len(self.choices))
