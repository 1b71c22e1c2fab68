"""How a form is laid out: fields that scroll, a message, the buttons."""

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.forms.field_group import FieldGroup
from stancer_tui.ui.forms.form import Created, Form, Raw
from stancer_tui.ui.forms.rows import FieldRow


class FormLayout(Dialog[Created]):
    """The parts of a form and what is shown of them; what they mean is decided in `FormScreen`."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")

    def __init__(self, form: Form, mode: Mode, raws: dict[str, Raw]) -> None:
        super().__init__(mode=mode)
        self.form = form
        self.mode = mode
        self.existing: str | None = None
        """The id of what the API says exists already."""
        self.created: Created | None = None
        """What was created, once it was."""
        self.fields = FieldGroup(form, raws)

    def compose(self) -> ComposeResult:
        """Lay out every field; what does not apply is hidden."""
        form = self.form
        with Vertical(classes="dialog-box form-box", id="form") as box:
            box.border_title = Content(f"{_(form.title)} · {self.mode.word}")
            box.border_subtitle = Content(
                _(
                    "* needed · {next} next field · {send} sends · {close} closes",
                    next=key_of("form.next"),
                    send=key_of("form.send"),
                    close=key_of("dialog.cancel"),
                )
            )
            yield self.fields
            with VerticalScroll(id="outcome-box", can_focus=False):
                yield Static(id="outcome")
            with Horizontal(classes="dialog-buttons", id="buttons"):
                if form.suggestions and not self.mode.live:
                    offer = _("Test data ({key})", key=key_of("form.suggest"))
                    yield Button(Content(offer), compact=True, id="suggest")
                yield Button(Content(_("Close")), compact=True, id="close")
                yield Button(Content(_("Look now")), compact=True, id="look")
                yield Button(Content(_("Open what exists")), compact=True, id="existing")
                yield Button(Content(_("Open")), compact=True, id="open", variant="primary")
                yield Button(
                    Content(self._action),
                    compact=True,
                    id="send",
                    variant="error" if self.mode.live else "primary",
                )

    @property
    def _action(self) -> str:
        action = _(self.form.action)
        return f"{action} · {self.mode.word}" if self.mode.live else action

    @property
    def rows(self) -> list[FieldRow]:
        """Each field, in order."""
        return self.fields.rows

    @property
    def raws(self) -> dict[str, Raw]:
        """The values of the fields, as typed."""
        return self.fields.raws

    def fit(self) -> None:
        """Show the fields that apply given the others' values; hide the next steps until it is created."""
        self.fields.fit()
        if self.created is None:
            for name in ("look", "existing", "open"):
                self.query_one(f"#{name}").display = False

    def say(self, text: str, style: str = "") -> None:
        """Show what happened or what to know; the text is safe to show."""
        line = self.query_one("#outcome", Static)
        line.update(Content.assemble((text, style)))
        line.display = bool(text)

    def set_busy(self, busy: bool) -> None:
        """While the form is being sent, take no second press and no change of its fields."""
        self.query_one("#send", Button).disabled = busy
        self.fields.freeze(busy)
        for button in self.query("#suggest").results(Button):
            button.disabled = busy
        if busy:
            self.query_one("#close", Button).focus()

    def show_detours(self, *, look: bool, existing: str | None, again: bool) -> None:
        """Offer what helps after an error: looking, opening what exists."""
        self.query_one("#look").display = look
        button = self.query_one("#existing", Button)
        button.display = existing is not None
        self.existing = existing
        send, resend = self.query_one("#send", Button), _("Send again…")
        send.label = Content(f"{resend} · {self.mode.word}" if again else self._action)
        (self.query_one("#look", Button) if look else button if existing else send).focus()

    def show_next_steps(self, created: Created) -> None:
        """Leave only the next steps; the fields can still be read."""
        for name in ("send", "look", "existing"):
            self.query_one(f"#{name}").display = False
        for button in self.query("#suggest").results(Button):
            button.display = False
        next_steps: list[Widget] = [
            Button(Content(_(step.label)), compact=True, id=f"step-{step.id}", classes="next-step")
            for step in created.next_steps
        ]
        opens = self.query_one("#open", Button)
        opens.display = created.object_id is not None
        self.query_one("#buttons").mount(*next_steps, before=opens)
        (opens if created.object_id is not None else self.query_one("#close", Button)).focus()
