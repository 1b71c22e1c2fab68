"""How much of one payment goes back within a batch."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from stancer_tui.language import _
from stancer_tui.render.money import AmountError, amount, money, parse_amount
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds import words
from stancer_tui.services.refunds.offer import Offer
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.widgets.line_input import LineInput


class ItemAmount(Dialog[int]):
    """Asks for an amount that the offer allows; answers minor units. Nothing is sent by it."""

    AUTO_FOCUS = "#amount"

    def __init__(self, offer: Offer, proposed: int, who: str) -> None:
        super().__init__()
        self.offer = offer
        self.proposed = proposed
        self.who = who

    def compose(self) -> ComposeResult:
        """Lay out whose payment it is, and the amount."""
        offer = self.offer
        with Vertical(classes="dialog-box") as box:
            box.border_title = Content(_("Amount of one payment"))
            box.border_subtitle = Content(_("{key} closes", key=key_of("dialog.cancel")))
            available = money(offer.money(offer.available))
            left = _("{amount} can be refunded.", amount=available)
            yield Static(Content(f"{self.who}\n{left}"), classes="dialog-text")
            yield LineInput(
                amount(self.proposed, offer.payment.currency), id="amount", compact=True, max_length=24
            )
            yield Label(Content(""), id="error", classes="field-error")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Close")), compact=True, id="close")
                yield Button(Content(_("Take it")), compact=True, id="take", variant="primary")

    @on(Input.Submitted)
    @on(Button.Pressed, "#take")
    def take(self) -> None:
        """Answer the amount, or say what is wrong with it."""
        try:
            typed = parse_amount(self.query_one("#amount", Input).value, self.offer.payment.currency)
        except AmountError as refusal:
            self._say(safe(refusal))
            return
        reason = self.offer.refusal(typed)
        if reason is None:
            self.answer(typed)
        else:
            self._say(words.why_not(reason, self.offer, money))

    def _say(self, text: str) -> None:
        self.query_one("#error", Label).update(Content(text))

    @on(Button.Pressed, "#close")
    def close(self) -> None:
        """The button does what escape does."""
        self.action_cancel()
