"""A last question before money moves: the harmless answer has the focus, a nervous key does nothing."""

from collections.abc import Callable
from time import monotonic

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.render.money import AmountError, amount, parse_amount
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.dialogs.key_guard import KeyGuard
from stancer_tui.ui.widgets.line_input import LineInput

_SCROLLS: dict[str, Callable[[VerticalScroll], None]] = {
    "up": VerticalScroll.action_scroll_up,
    "down": VerticalScroll.action_scroll_down,
    "pageup": VerticalScroll.action_page_up,
    "pagedown": VerticalScroll.action_page_down,
}


class MoneyQuestion(Dialog[bool]):
    """Says what will be sent and asks once; in live mode the amount is typed again.

    `what` labels the button that sends and `harmless` the other one, `text` says what happens; a `total` is
    called a total where it is typed again. Texts are ours or safe. `clock` counts the seconds in which no
    answer is taken.
    """

    AUTO_FOCUS = "#cancel"

    def __init__(
        self,
        what: str,
        text: Content,
        sent: Money,
        *,
        mode: Mode,
        total: bool = False,
        harmless: str = "",
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(mode=mode)
        self.what = what
        self.text = text
        self.sent = sent
        self.mode = mode
        self.live = mode.live
        self.total = total
        self.harmless = harmless or _("Cancel")
        self._key_guard = KeyGuard(clock)
        self._answered = False

    def compose(self) -> ComposeResult:
        """Lay out what happens, and below it, always on the screen, the two answers."""
        with Vertical(classes="dialog-box decision-box") as box:
            box.border_title = Content(_("Confirm · {mode}", mode=self.mode.word))
            with VerticalScroll(classes="money-text", can_focus=False):
                yield from self.body()
            if self.live:
                plain = amount(self.sent.amount, self.sent.currency)
                yield Label(
                    Content(
                        _("Real money. Type the total again ({amount}):", amount=plain)
                        if self.total
                        else _("Real money. Type the amount again ({amount}):", amount=plain)
                    )
                )
                yield LineInput(id="again", compact=True, max_length=24, select_on_focus=False)
                yield Label(Content(""), id="error", classes="field-error")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(self.harmless), compact=True, id="cancel")
                yield Button(
                    Content(self.what), compact=True, id="send", variant="warning", disabled=self.live
                )

    def body(self) -> ComposeResult:
        """What happens; what is longer than the screen scrolls."""
        yield Static(Content.assemble(self.text))

    def on_mount(self) -> None:
        """Begin to count the pause once the question can be read."""
        self.call_after_refresh(self._key_guard.begin)

    def on_key(self, event: events.Key) -> None:
        """Scroll what is longer than the screen; an amount typed on a button goes into the field."""
        scroll = _SCROLLS.get(event.key)
        if scroll is not None:
            scroll(self.query_one(".money-text", VerticalScroll))
            event.stop()
            return
        field = next(iter(self.query("#again").results(Input)), None)
        typed = event.character or ""
        if field is not None and not field.has_focus and (typed.isdigit() or typed in {".", ","}):
            field.focus()
            field.insert_text_at_cursor(typed)
            event.stop()

    @on(Input.Changed, "#again")
    def compare(self) -> None:
        """Allow sending only when the amount was typed again."""
        self.query_one("#send", Button).disabled = not self._typed_again()
        self.query_one("#error", Label).update(Content(""))

    @on(Input.Submitted, "#again")
    def next_step(self) -> None:
        """Enter in the field goes to the button, it never sends."""
        if self._typed_again():
            self.query_one("#send", Button).focus()
        else:
            differs = _("This is not the total above.") if self.total else _("This is not the amount above.")
            self.query_one("#error", Label).update(Content(differs))

    def _typed_again(self) -> bool:
        try:
            typed = parse_amount(self.query_one("#again", Input).value, self.sent.currency)
        except AmountError:
            return False
        return typed == self.sent.amount

    @on(Button.Pressed, "#send")
    def send(self, event: Button.Pressed) -> None:
        """Answer yes, once."""
        if not self._key_guard and (not self.live or self._typed_again()):
            event.button.disabled = True
            self._answer(True)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Answer no."""
        if not self._key_guard:
            self._answer(False)

    def _answer(self, answer: bool) -> None:
        if not self._answered and self.is_current:
            self._answered = True
            self.dismiss(answer)
