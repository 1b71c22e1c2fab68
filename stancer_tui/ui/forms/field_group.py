"""The fields of a form on the screen, together: their values, which of them apply, and what is wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

from textual import events, on, work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Static

from stancer_tui.language import _
from stancer_tui.render.safe import safe
from stancer_tui.ui.forms.form import FieldKind, Form, FormField, Heading, Raw, Raws
from stancer_tui.ui.forms.reading import FieldError, limit_words, normal, read_field, read_form, remark_on
from stancer_tui.ui.forms.rows import ChoiceLine, FieldRow, label_room
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving


class FieldGroup(SurvivesLeaving, VerticalScroll):
    """Shows a form's fields under their headings; what does not apply is hidden."""

    def __init__(self, form: Form, raws: Raws) -> None:
        super().__init__(*_parts(form, raws), id="fields", can_focus=False)
        self.form = form
        self._frozen = False

    @property
    def rows(self) -> list[FieldRow]:
        """The fields, in order."""
        return list(self.query(FieldRow))

    @property
    def raws(self) -> dict[str, Raw]:
        """The values of the fields, as typed."""
        return {row.field.name: row.raw for row in self.rows}

    @on(Input.Changed)
    @on(Checkbox.Changed)
    @on(ChoiceLine.Changed)
    def field_changed(self, event: Input.Changed | Checkbox.Changed | ChoiceLine.Changed) -> None:
        """An earlier error says nothing of what is typed now; other fields may come or go."""
        row = self.row_of(event.control)
        if row is not None:
            row.show_error("")
        if not isinstance(event, Input.Changed):
            self.fit()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Show at the field what is wrong with it, or what it means, when it is left."""
        row = self.row_of(event.widget)
        if row is not None and row.display and not self._frozen:
            self.judge(row)

    def row_of(self, control: object) -> FieldRow | None:
        """The field that a widget belongs to."""
        return next((row for row in self.rows if row.control is control), None)

    def fit(self) -> None:
        """Show the fields that apply with the values of the others, each with its limit."""
        raws = self.raws
        for row in self.rows:
            row.display = row.field.there(raws)
            row.show_limit(limit_words(row.field, raws))
        for number, part in enumerate(self.form.parts):
            if isinstance(part, Heading):
                self.query_one(f"#heading-{number}").display = part.when is None or part.when(raws)

    def begin(self) -> None:
        """Put the cursor where typing begins."""
        typing = (row for row in self.rows if row.display and isinstance(row.control, Input))
        first = next(typing, next(iter(self.rows), None))
        if first is not None:
            first.control.focus()
        if any(each.kind is FieldKind.IBAN for each in self.form.fields):
            self._prepare_iban()

    @work(group="iban", thread=True)
    def _prepare_iban(self) -> None:
        from stancer_tui.services import iban

        iban.prepare()

    def go_on(self) -> bool:
        """Go to the next field; False after the last one."""
        stops = [row.control for row in self.rows if row.display]
        at = next((at for at, each in enumerate(stops) if each.has_focus), None)
        if at is not None and at + 1 < len(stops):
            self.screen.set_focus(stops[at + 1])  # at once: the next key may be there already
            return True
        return at is None

    def freeze(self, frozen: bool) -> None:
        """Allow no change while the form is being sent."""
        self._frozen = frozen
        for row in self.rows:
            row.control.disabled = frozen

    def judge(self, row: FieldRow) -> None:
        """Show at a field that was left what is wrong with it, or what it means; format its value."""
        raw = row.raw
        if not isinstance(raw, str) or not raw.strip():
            return
        tidy = normal(row.field, raw)
        if tidy != raw and isinstance(row.control, Input):
            with row.control.prevent(Input.Changed):
                row.fill(tidy)
        self._judge(row)

    def _judge(self, row: FieldRow) -> None:
        try:
            value = read_field(row.field, self.raws)
        except FieldError as error:
            row.show_error(safe(error))
            return
        row.show_remark(remark_on(row.field, value))

    def fill(self, values: Raws) -> None:
        """Put values into the fields they are for."""
        chosen = [row for row in self.rows if row.field.name in values]
        with self.screen.prevent(Input.Changed, Checkbox.Changed, ChoiceLine.Changed):
            for row in chosen:
                row.fill(values[row.field.name])
        self.fit()
        for row in chosen:
            if row.display:
                self._judge(row)

    def read(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Every value, and every error by field, each shown at its field."""
        values, errors = read_form(self.form, self.raws)
        for row in self.rows:
            if row.field.name in errors:
                row.show_error(safe(errors[row.field.name]))
            else:
                row.show_remark(remark_on(row.field, values[row.field.name]))
        return values, errors

    def show_wrong(self, errors: Mapping[str, str]) -> None:
        """Show the API's words at the fields they are about."""
        for row in self.rows:
            if row.field.name in errors and row.display:
                row.show_error(safe(errors[row.field.name]))
        self.go_to(errors)

    def go_to(self, errors: Mapping[str, str]) -> bool:
        """Put the cursor into the first field with an error; False where none on the screen has one."""
        wrong = next((row for row in self.rows if row.display and row.field.name in errors), None)
        if wrong is not None:
            wrong.control.focus()
        return wrong is not None


def _parts(form: Form, raws: Raws) -> Iterator[Widget]:
    if form.intro:
        yield Static(Content(_(form.intro)), classes="form-intro")
    room = label_room(form.fields)
    for number, part in enumerate(form.parts):
        if isinstance(part, FormField):
            yield FieldRow(part, raws[part.name], room)
        else:
            yield Static(Content(_(part.text)), classes="form-heading", id=f"heading-{number}")
