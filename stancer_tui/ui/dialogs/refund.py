"""The refund form: what was captured, what is left, how much goes back."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Checkbox, Input, Label, Static

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.models.money import Money
from stancer_tui.render.money import AmountError, amount, money, parse_amount
from stancer_tui.render.safe import safe
from stancer_tui.services import refund_errors as errors
from stancer_tui.services import refund_words as words
from stancer_tui.services.refund_ledger import Progress
from stancer_tui.services.refund_offer import Consent, Offer
from stancer_tui.store.intent import Intent, Kind, State
from stancer_tui.ui.commands import DIALOG, bindings
from stancer_tui.ui.dialogs.confirm_refund import ConfirmRefund
from stancer_tui.ui.trouble import trouble_words
from stancer_tui.ui.widgets.fact_list import Fact, FactList

_TONES = {
    State.CONFIRMED: "bold $text-success",
    State.REJECTED: "bold $text-error",
    State.NOT_SENT: "bold $text-warning",
    State.ABANDONED: "$muted",
}


class RefundForm(ModalScreen["str | None"]):
    """Reads the payment, takes an amount, asks once more, then follows what became of the refund.

    The refund itself belongs to the desk's service: closing the form stops nothing. It answers the payment's
    id when something was sent, so that what is shown of it can be read again.
    """

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, payment_id: str) -> None:
        super().__init__(classes="dialog")
        self.desk = desk
        self.payment_id = payment_id
        self.offer: Offer | None = None
        self.intent: Intent | None = None
        self._asking = False

    def compose(self) -> ComposeResult:
        """Lay out the numbers, the fields and the buttons; what does not apply yet is hidden."""
        with VerticalScroll(classes="dialog-box", id="refund", can_focus=False) as box:
            box.border_title = Content(f"Refund · {self.desk.mode.word}")
            box.border_subtitle = Content("esc closes")
            yield FactList(label_width=18)
            yield Static(Content("Reading the payment…"), id="outcome")
            yield Label(Content("Amount"), classes="dialog-label field")
            yield Input(id="amount", classes="field", compact=True, max_length=24)
            yield Label(Content(""), id="error", classes="field-error field")
            yield Checkbox(Content(""), id="disputed", classes="consent", compact=True)
            yield Checkbox(Content(""), id="again", classes="consent", compact=True)
            yield Label(
                Content("Ticket reference (kept in the journal only, optional)"), classes="dialog-label field"
            )
            yield Input(id="ticket", classes="field", compact=True, max_length=100)
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content("Close"), compact=True, id="close")
                yield Button(Content("Continue"), compact=True, id="continue", variant="primary")

    def on_mount(self) -> None:
        """Read the payment; follow every refund of this desk."""
        self._show_form(False)
        self._unsubscribe = self.desk.refunds.subscribe(self._progress)
        self._prepare()

    def on_unmount(self) -> None:
        """Stop listening; the refund goes on."""
        self._unsubscribe()

    @work(group="prepare", exclusive=True)
    async def _prepare(self) -> None:
        try:
            offer = await self.desk.refunds.prepare(self.payment_id)
        except ApiError as error:
            trouble = trouble_words(error)
            self._say(
                f"{trouble.title} {trouble.detail}\nNothing was sent, no money moved. {trouble.advice}",
                "$text-error",
            )
            return
        self._take(offer)

    def _take(self, offer: Offer, message: str = "") -> None:
        """Show an offer; what was typed is kept."""
        first = self.offer is None
        self.offer = offer
        cancels = offer.kind is Kind.CANCEL
        title = "Cancel before capture" if cancels else "Refund"
        self.query_one("#refund").border_title = Content(f"{title} · {self.desk.mode.word}")
        self.query_one(FactList).show(_numbers(offer))
        if offer.block is not None:
            self._show_form(False)
            held = f"\n{safe(words.outcome(offer.in_progress))}" if offer.in_progress else ""
            self._say(words.why_not(offer.block, offer, money) + held, "$text-warning")
            self.query_one("#close", Button).focus()
            return
        self._say(
            message or ("Nothing was captured: the whole payment is cancelled." if cancels else ""),
            "$text-warning",
        )
        self._show_form(True)
        for kind in Consent:
            box = self.query_one(f"#{kind}", Checkbox)
            box.display = kind in offer.consents
            box.label = Content(f"I know: {words.consent(kind)}")
        field = self.query_one("#amount", Input)
        field.disabled = cancels
        if first or cancels:
            field.value = amount(offer.maximum, offer.payment.currency)
        if cancels:
            self.query_one("#continue", Button).focus()
        else:
            field.focus()
            field.select_all()

    def _show_form(self, shown: bool) -> None:
        for part in self.query(".field"):
            part.display = shown
        self.query_one("#continue", Button).display = shown
        for box in self.query(".consent"):
            box.display = False

    def _say(self, text: str, style: str = "") -> None:
        self.query_one("#outcome", Static).update(Content.assemble((text, style)))

    def _typed(self) -> int | None:
        """The amount typed, or None with the reason told at the field."""
        offer = self.offer
        if offer is None:
            return None
        error = self.query_one("#error", Label)
        try:
            typed = parse_amount(self.query_one("#amount", Input).value, offer.payment.currency)
        except AmountError as refusal:
            error.update(Content(safe(refusal)))
            return None
        reason = offer.refusal(typed)
        if reason is not None:
            error.update(Content(words.why_not(reason, offer, money)))
            return None
        rest = words.small_rest(offer, typed, money) if offer.leaves_too_little(typed) else ""
        error.update(Content(rest))
        return typed

    @on(Input.Blurred, "#amount")
    def check_amount(self) -> None:
        """Tell at the field what is wrong with the amount."""
        if self.query_one("#amount", Input).value.strip():
            self._typed()

    @on(Input.Submitted)
    @on(Button.Pressed, "#continue")
    def ask(self) -> None:
        """Ask for the confirmation."""
        offer, typed = self.offer, self._typed()
        if offer is None or typed is None or self._asking or self.intent is not None:
            return
        if offer.consents - self._consents():
            self.query_one("#error", Label).update(
                Content("Tick the box above first: it is confirmed separately.")
            )
            return
        warnings = [words.consent(kind) for kind in sorted(offer.consents)]
        if offer.leaves_too_little(typed):
            warnings.append(words.small_rest(offer, typed, money))
        question = ConfirmRefund(
            offer.money(typed),
            verb="Cancel the payment of" if offer.kind is Kind.CANCEL else "Refund",
            payment=safe(self.payment_id),
            live=offer.live,
            warnings=tuple(warnings),
        )
        self._asking = True
        self.app.push_screen(question, lambda answer: self._answered(offer, typed, bool(answer)))

    def _consents(self) -> frozenset[Consent]:
        return frozenset(kind for kind in Consent if self.query_one(f"#{kind}", Checkbox).value)

    def _answered(self, offer: Offer, typed: int, confirmed: bool) -> None:
        self._asking = False
        if confirmed:
            self._show_form(False)
            self._say("Reading the payment once more, then sending…", "bold")
            self.query_one("#close", Button).focus()
            self._send(offer, typed)
        else:
            self.query_one("#amount", Input).focus()

    @work(group="send")
    async def _send(self, offer: Offer, typed: int) -> None:
        ticket = self.query_one("#ticket", Input).value
        try:
            intent = await self.desk.refunds.confirm(offer, typed, ticket=ticket, consents=self._consents())
        except errors.PaymentChanged as changed:
            self._take(
                changed.offer,
                "The payment changed since you looked. Nothing was sent. "
                "Check the new numbers and confirm again.",
            )
        except errors.RefundNotBegun as refusal:
            self._say(f"{_not_begun(refusal, offer)} Nothing was sent, no money moved.", "bold $text-warning")
        else:
            self._show_intent(Progress(intent))

    def _progress(self, progress: Progress) -> None:
        if progress.intent.payment == self.payment_id and self.intent is not None:
            if progress.intent.id == self.intent.id:
                self._show_intent(progress)
        elif progress.intent.payment == self.payment_id and progress.intent.state is State.SENDING:
            self._show_intent(progress)

    def _show_intent(self, progress: Progress) -> None:
        if not self.is_mounted:
            return
        intent = self.intent = progress.intent
        text = safe(words.outcome(intent, next_check=progress.next_check), 600)
        left = ""
        if intent.state is State.CONFIRMED and self.offer is not None:
            rest = Money(self.offer.available - intent.amount, intent.currency)
            left = f"\n{money(rest)} can still be refunded."
            self.query_one(FactList).show(_numbers(self.offer, sent=intent.amount))
        self._say(text + left, _TONES.get(intent.state, "bold $text-warning"))

    @on(Button.Pressed, "#close")
    def action_cancel(self) -> None:
        """Close; a refund in flight goes on."""
        if self.is_current:
            self.dismiss(self.payment_id if self.intent is not None else None)


def _numbers(offer: Offer, *, sent: int = 0) -> list[Fact]:
    view = offer.payment
    facts = [
        Fact("Payment", safe(view.id)),
        Fact("Amount", money(offer.money(view.amount)), "bold"),
        Fact("Captured", money(offer.money(offer.captured))),
        Fact("Already refunded", money(offer.money(offer.refunded + sent))),
        Fact("Can be refunded", money(offer.money(offer.available - sent)), "bold"),
    ]
    for refund in offer.lost:
        facts.append(
            Fact(
                "Did not go back",
                f"{money(offer.money(refund.amount))} · {safe(refund.status)}",
                "$text-warning",
            )
        )
    if offer.ceiling is not None:
        facts.append(
            Fact("Ceiling", f"{money(offer.money(offer.ceiling))} a refund, by your settings", "$muted")
        )
    return facts


def _not_begun(refusal: errors.RefundNotBegun, offer: Offer) -> str:
    match refusal:
        case errors.PaymentNotRead():
            return f"The payment could not be read again: {safe(refusal.error.message)}."
        case errors.InProgress():
            return f"A refund of this payment is already in progress: {safe(words.outcome(refusal.intent))}"
        case errors.NotPossible():
            return words.why_not(refusal.reason, offer, money)
        case errors.JournalOff():
            return f"The refund journal cannot be used: {safe(refusal.error)}."
        case _:
            return f"{safe(refusal).capitalize()}."
