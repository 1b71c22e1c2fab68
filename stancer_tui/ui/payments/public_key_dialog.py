"""Asks for the public key, once: it is part of the address of every payment page."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.models.typed_text import key_text
from stancer_tui.render.safe import safe
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.tick_box import TickBox


class PublicKey(Dialog[bool]):
    """Takes the public key of the desk's mode; answers whether to keep it in the keyring, or None.

    What is typed is checked before it is kept anywhere; a secret key is refused and wiped from the field.
    """

    AUTO_FOCUS = "#key"

    def __init__(self, desk: Desk, reason: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.reason = reason

    def compose(self) -> ComposeResult:
        """Lay out what it is for, the field and the answers."""
        mode = self.desk.mode
        prefix = "pprod_" if mode.live else "ptest_"
        with VerticalScroll(classes="dialog-box", can_focus=False) as box:
            title = _("Public live key") if mode.live else _("Public test key")
            box.border_title = Content(f"{title} · {mode.word}")
            if self.reason:
                yield Static(Content(self.reason), classes="dialog-text")
            yield Static(
                Content(
                    _(
                        "The address of a payment page holds your public key. "
                        "It starts with {prefix}; your Stancer account shows it.",
                        prefix=prefix,
                    )
                ),
                classes="dialog-text",
            )
            # Hidden while it is typed: what is pasted here by mistake may be a secret key.
            yield LineInput(
                password=True,
                placeholder=_("paste the key ({prefix}…)", prefix=prefix),
                id="key",
                compact=True,
                clean=key_text,
            )
            yield Label(Content(""), id="error", classes="field-error")
            yield TickBox(
                Content(_("Keep it in this system's keyring")), value=not self.reason, compact=True, id="keep"
            )
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Cancel")), compact=True, id="cancel")
                yield Button(Content(_("Use this key")), compact=True, id="use", variant="primary")

    @on(Input.Submitted, "#key")
    @on(Button.Pressed, "#use")
    def use(self) -> None:
        """Check what was typed, and take it."""
        from stancer_tui.keys import WrongKey

        field = self.query_one("#key", Input)
        try:
            self.desk.page_keys.take(self.desk.mode, field.value)
        except WrongKey as error:
            field.value = ""
            field.focus()
            self.query_one("#error", Label).update(Content(safe(error, 500)))
            return
        field.value = ""
        self.answer(self.query_one("#keep", TickBox).value)

    @on(Button.Pressed, "#cancel")
    def close_pressed(self) -> None:
        """The button does what escape does."""
        self.action_cancel()
