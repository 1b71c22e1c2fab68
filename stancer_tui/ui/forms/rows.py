"""One field of a form on the screen: label, control, limit, and what is wrong under it."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Label, Static

from stancer_tui.language import _
from stancer_tui.models.folding import fold
from stancer_tui.models.typed_text import cleaned
from stancer_tui.render.cells import width_of
from stancer_tui.ui.forms.form import Choice, FieldKind, FormField, Raw, Remark
from stancer_tui.ui.forms.reading import grouped
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.tick_box import TickBox

_CLEAN = {FieldKind.IBAN: grouped}

_WIDEST = {
    FieldKind.AMOUNT: 24,
    FieldKind.NUMBER: 9,
    FieldKind.DATE: 14,
    FieldKind.IBAN: 42,
    FieldKind.ID: 40,
}
"""The most characters that a field takes; longer text is refused by its rule, with a message."""


_NEEDED = " *"

_LABEL, _LONGEST_LABEL = 17, 26
"""Cells of the labels of a form: at least, and at most, so that there is room for what is typed."""


def label_room(fields: Iterable[FormField]) -> int:
    """The cells that the labels of a form need in the language that is spoken."""
    needed = (width_of(_(each.label) + (_NEEDED if each.required else "")) for each in fields)
    return min(max(_LABEL, *needed), _LONGEST_LABEL)


class FlagBox(TickBox, inherit_bindings=False):
    """A flag; enter belongs to the form."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "toggle_button", "Toggle", show=False)]


class ChoiceLine(Widget, can_focus=True):
    """One of a few words on one line: left and right choose, a letter goes to what begins with it."""

    DEFAULT_CSS = """
    ChoiceLine { height: 1; width: 1fr; background: $panel; padding: 0 1; margin-right: 1; }
    ChoiceLine:focus { text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "choose(1)", "Next", show=False),
        Binding("left", "choose(-1)", "Previous", show=False),
    ]

    value: reactive[str] = reactive("")

    class Changed(Message):
        """Another value was chosen."""

        def __init__(self, line: "ChoiceLine") -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> "ChoiceLine":
            """Where it was chosen."""
            return self.line

    def __init__(self, choices: tuple[Choice, ...], value: str) -> None:
        super().__init__()
        self.choices = choices
        self.set_reactive(ChoiceLine.value, value)

    def watch_value(self) -> None:
        """Tell the form."""
        self.post_message(self.Changed(self))

    def render(self) -> Content:
        """The choice between arrows, dimmed while something else has the focus."""
        label = next((_(each.label) for each in self.choices if each.value == self.value), self.value)
        arrows = "$text-primary" if self.has_focus else "$muted"
        return Content.assemble(("‹ ", arrows), label, (" ›", arrows))

    def action_choose(self, by: int) -> None:
        """Step through the choices, from the last to the first."""
        values = [each.value for each in self.choices]
        at = values.index(self.value) if self.value in values else 0
        self.value = values[(at + by) % len(values)]

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next choice that begins with it."""
        letter = fold(event.character or "")
        if not letter.isalnum():
            return
        at = next((at for at, each in enumerate(self.choices) if each.value == self.value), 0)
        turned = (*self.choices[at + 1 :], *self.choices[: at + 1])
        hit = next((each for each in turned if fold(_(each.label)).startswith(letter)), None)
        if hit is not None:
            event.stop()
            self.value = hit.value


class FieldRow(SurvivesLeaving, Vertical):
    """A field with its label before it, its limit beside it and its error under it."""

    def __init__(self, field: FormField, raw: Raw, room: int) -> None:
        super().__init__(classes="field-row", id=f"field-{field.name}")
        self.field = field
        self._room = room
        """Cells of the label, the same in all fields of a form."""
        self.control = _control(field, raw)

    def compose(self) -> ComposeResult:
        """One line, and the line for what is wrong, hidden."""
        with Horizontal(classes="dialog-row"):
            needed = (_NEEDED, "$text-warning") if self.field.required else ""
            label = Label(Content.assemble(_(self.field.label), needed), classes="field-label")
            label.styles.width = self._room
            yield label
            yield self.control
            yield Static(classes="field-limit")
        note = Label(Content(""), classes="field-note")
        note.styles.padding = (0, 0, 0, self._room)
        yield note

    @property
    def raw(self) -> Raw:
        """The value of the field, as typed."""
        return self.control.value

    def fill(self, raw: Raw) -> None:
        """Put something into the field."""
        match self.control:
            case Checkbox():
                self.control.value = bool(raw)
            case Input() | ChoiceLine():
                self.control.value = str(raw)

    def show_limit(self, words: str) -> None:
        """Show the limit beside the field; without one the field takes its place."""
        limit = self.query_one(".field-limit", Static)
        limit.update(Content.assemble((words, "$muted")))
        limit.display = bool(words)

    def show_error(self, text: str) -> None:
        """Show under the field what is wrong with it; the text is safe to show."""
        self._note(
            Content.assemble(("! ", "bold $text-error"), (text, "$text-error")) if text else Content("")
        )
        self.set_class(bool(text), "-wrong")

    def show_remark(self, remark: Remark | None) -> None:
        """Show under the field what its value means."""
        if remark is None:
            self.show_error("")
        elif remark.warns:
            self._note(Content.assemble(("! ", "bold $text-warning"), (remark.text, "$text-warning")))
        else:
            self._note(Content.assemble((remark.text, "$muted")))
        self.remove_class("-wrong")

    def _note(self, content: Content) -> None:
        note = self.query_one(".field-note", Label)
        note.update(content)
        note.display = bool(content.plain)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Group an IBAN in fours as it is typed; the cursor stays after the same character."""
        if self.field.kind is not FieldKind.IBAN:
            return
        text, box = event.input.value, event.input
        fours = grouped(text)
        if fours != text:
            before = len("".join(text[: box.cursor_position].split()))
            with box.prevent(Input.Changed):
                box.value = fours
            box.cursor_position = min(before + max(before - 1, 0) // 4, len(fours))


def _control(field: FormField, raw: Raw) -> Checkbox | Input | ChoiceLine:
    if field.kind is FieldKind.FLAG:
        return FlagBox(Content(""), value=bool(raw), compact=True)
    if field.kind is FieldKind.CHOICE:
        return ChoiceLine(field.choices, str(raw))
    return LineInput(
        str(raw),
        placeholder=_(field.placeholder),
        password=field.masked,
        compact=True,
        max_length=_WIDEST.get(field.kind, 2100),
        select_on_focus=False,
        clean=_CLEAN.get(field.kind, cleaned),
    )
