"""The refund form: what was captured, what is left, how much goes back, and the outcome."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widgets import Button, Checkbox, Input

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.language import N_, _
from stancer_tui.render.money import AmountError, amount, money, parse_amount
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds import words
from stancer_tui.services.refunds.errors import InProgress, PaymentChanged, RefundNotBegun
from stancer_tui.services.refunds.ledger import RefundProgress
from stancer_tui.services.refunds.offer import Consent, Offer, Reason
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent, RefundKind, State
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.dialogs import DIALOG
from stancer_tui.ui.dialogs.key_guard import KeyGuard
from stancer_tui.ui.refunds.colleague_news import ColleagueNews
from stancer_tui.ui.refunds.confirmation import ConfirmRefund
from stancer_tui.ui.refunds.confirms import ConfirmsRefunds
from stancer_tui.ui.refunds.decision import RefundDecision, concerned
from stancer_tui.ui.refunds.form_layout import LABELS, WAYS_ON, RefundLayout
from stancer_tui.ui.refunds.holder import colleague_at_work, holder_of
from stancer_tui.ui.refunds.intent_dialog import IntentDialog
from stancer_tui.ui.refunds.summary import (
    NOTHING_SENT,
    OUTCOME_TONES,
    journal_words,
    not_begun,
    numbers,
    outcome_text,
)
from stancer_tui.ui.widgets.fact_list import FactList
from stancer_tui.ui.widgets.trouble import trouble_words
from stancer_tui.ui.widgets.value_choice import ValueChoice

_NOT_CAPTURED = N_("Nothing was captured yet.")
_BEGUN = frozenset({State.WAITING, State.PREPARED, State.SENDING})
_SENDING = _BEGUN - {State.WAITING}


class RefundForm(RefundLayout):
    """Reads the payment, takes an amount, asks once more, then follows what became of the refund.

    The refund itself belongs to the program: closing the form stops nothing. It answers the payment's id
    when something was sent, so that what is shown of it can be read again.
    """

    KEYS = DIALOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, payment_id: str, refunds: ConfirmsRefunds) -> None:
        news = ColleagueNews(desk, payment_id, refunds, known=self._knows, look_again=self.start_again)
        super().__init__(desk.mode, news, shared=desk.ledger.shared, own_reasons=desk.refund_reasons)
        self.desk = desk
        self.payment_id = payment_id
        self.refunds = refunds
        self.offer: Offer | None = None
        self.journal: tuple[Intent, ...] | None = ()
        self.intent: Intent | None = None
        self.ready = asyncio.Event()
        self._unsubscribe: Callable[[], None] = lambda: None
        self._asking = False
        self._sending = False
        self._prefilled = ""
        self._key_guard = KeyGuard(refunds.clock, ready=True)

    def on_mount(self) -> None:
        """Read the payment; follow every refund of this desk."""
        self.show_form(False)
        self.query_one(FactList).show(self.decision().identity())
        self._unsubscribe = self.desk.refunds.subscribe(self._show)
        self._prepare()

    def on_unmount(self) -> None:
        """Stop listening; the refund goes on."""
        self._unsubscribe()
        self.ready.set()

    @on(Button.Pressed, "#retry")
    def retry(self) -> None:
        """Start again, unless the key was pressed before the outcome could be read."""
        if not self._key_guard:
            self.start_again()

    def start_again(self) -> None:
        """Read the payment for a new decision; what was typed is kept."""
        self.intent = None
        self.ready.clear()
        self.news.clear()
        self.say(_("Reading the payment…"))
        self.show_buttons()
        self._prepare()

    @work(group="prepare", exclusive=True)
    async def _prepare(self) -> None:
        try:
            await self._read()
        finally:
            self.app.call_later(self.ready.set)  # after the focus, which comes through the same queue

    async def _read(self) -> None:
        await self._read_journal(self.offer)
        self.show_facts(self.decision(), self.offer)
        try:
            offer = await self.desk.refunds.prepare(self.payment_id)
        except ApiError as error:
            trouble, nothing = trouble_words(error), _(NOTHING_SENT)
            self.say(
                f"{trouble.title} {trouble.detail}\n{nothing} {trouble.advice}",
                "$text-error",
            )
            self.show_buttons("retry", focus="retry")
            return
        await self._read_journal(offer)  # only now are the likely twins of what was not loaded known
        self.refunds.screens.show_badges()  # reading the journal shows whether it works (again)
        self._take(offer)
        if self.news.display:  # told while this was read
            self.news.renew()

    async def _read_journal(self, offer: Offer | None) -> None:
        concerns = concerned(self.payment_id, self.refunds.loaded(self.mode), offer)
        try:
            self.journal = await self.desk.refunds.of_payments(concerns)
        except LedgerUnavailable:
            self.journal = None

    def _knows(self, intent: Intent) -> bool:
        """Whether it is in what is shown, or none of it is decided on any more."""
        shown = any(each.id == intent.id and each.revision >= intent.revision for each in self.journal or ())
        return shown or self._sending or self.intent is not None

    def decision(self) -> RefundDecision:
        """What is known by now of whose money it is, and of what happened to it."""
        ours = {each.id: each for each in (*(self.journal or ()), self.intent) if each}
        clock, loaded = self.refunds.desk_clock, self.refunds.loaded(self.mode)
        now, zone = clock.now(), clock.zone
        return RefundDecision(
            self.payment_id,
            loaded,
            now=now,
            zone=zone,
            journal=None if self.journal is None else ours.values(),
            offer=self.offer,
            at_work=colleague_at_work(
                self.desk.claims, self.payment_id, now=now, zone=zone, mask=loaded.mask
            ),
        )

    def _take(self, offer: Offer, message: str = "") -> None:
        """Show an offer; what was typed is kept."""
        self.offer = offer
        cancels = offer.kind is RefundKind.CANCEL
        self.show_kind(cancels=cancels)
        self.show_facts(self.decision(), offer)
        if offer.block is not None:
            self._show_block(offer, offer.block, message)
            return
        if cancels:
            reason = words.why_not(Reason.PARTIAL_BEFORE_CAPTURE, offer, money)
            message = message or f"{_(_NOT_CAPTURED)} {reason}"
        self.say(message, "$text-warning")
        self.show_form(True)
        for kind in Consent:
            self.query_one(f"#consent-{kind}", Checkbox).value = False
            for part in (f"#about-{kind}", f"#consent-{kind}"):
                self.query_one(part).display = kind in offer.consents
        field = self.query_one("#amount", Input)
        field.disabled = cancels
        if cancels or field.value.strip() in {"", self._prefilled}:
            field.value = self._prefilled = amount(offer.maximum, offer.payment.currency)
        self._focus_start()

    def _focus_start(self) -> None:
        field = self.query_one("#amount", Input)
        if field.disabled:
            self.query_one("#continue", Button).focus()
        else:
            field.focus()
            field.select_all()

    def _show_block(self, offer: Offer, reason: Reason, message: str) -> None:
        self.show_form(False)
        text = f"{message} {words.why_not(reason, offer, money)}".lstrip()
        if offer.in_progress is not None:
            text += f"\n{holder_of(self.desk, self.refunds, offer.in_progress)}"
            self.show_buttons("details")
        elif reason is Reason.JOURNAL_OFF and self.desk.refunds.journal_trouble is not None:
            text += "\n" + _("Why: {reason}.", reason=safe(self.desk.refunds.journal_trouble))
            self.show_buttons("retry")
        elif reason is Reason.FOUND_EARLIER:
            self.show_buttons("retry")
        else:
            self.show_buttons()
        self.say(text, "$text-warning")
        self._key_guard.begin()  # an amount typed in one burst ends with enter: it was meant for the field

    def _typed(self) -> int | None:
        """The amount typed, or None with the reason shown at the field."""
        offer = self.offer
        if offer is None:
            return None
        try:
            typed = parse_amount(self.query_one("#amount", Input).value, offer.payment.currency)
        except AmountError as refusal:
            self.show_error(safe(refusal))
            return None
        reason = offer.refusal(typed)
        if reason is not None:
            self.show_error(words.why_not(reason, offer, money))
            return None
        if not self.check_ticket():
            return None
        self.show_error(words.small_rest(offer, typed, money) if offer.leaves_too_little(typed) else "")
        return typed

    @on(Input.Changed, "#amount")
    def forget_error(self) -> None:
        """An earlier error of the amount says nothing of what is being typed."""
        self.show_error("")

    @on(Input.Blurred, "#amount")
    def check_amount(self) -> None:
        """Show at the field what is wrong with the amount."""
        if self.query_one("#amount", Input).value.strip() and not self._sending:
            self._typed()

    @on(Input.Submitted)
    @on(ValueChoice.Submitted)
    @on(Button.Pressed, "#continue")
    def ask(self) -> None:
        """Ask for the confirmation."""
        if self.news.display:  # what would be confirmed is not what is left
            self.start_again()
            return
        offer, typed = self.offer, self._typed()
        if offer is None or typed is None or self._asking or self._sending or self.intent is not None:
            return
        if offer.consents - self.consents():
            self.show_error(_("Tick the box below first: it is confirmed separately."))
            return
        decision = self.decision()
        warnings = [*(words.consent(kind) for kind in sorted(offer.consents)), *decision.warnings()]
        if offer.leaves_too_little(typed):
            warnings.append(words.small_rest(offer, typed, money))
        waits = offer.needs_approval(typed)
        question = ConfirmRefund(
            offer.money(typed),
            waits=waits,
            cancels=offer.kind is RefundKind.CANCEL,
            payment=safe(self.payment_id),
            facts=(*decision.identity()[:2], *numbers(offer), *decision.before()),
            mode=self.mode,
            warnings=tuple(warnings),
            clock=self.refunds.clock,
        )
        self._asking = True
        self.app.push_screen(question, lambda answer: self._answered(offer, typed, bool(answer)))

    def _answered(self, offer: Offer, typed: int, confirmed: bool) -> None:
        self._asking = False
        if not confirmed:
            self._focus_start()
            return
        self._sending = True
        ticket, consents = self.query_one("#ticket", Input).value, self.consents()
        reason: str | None = self.query_one("#reason", ValueChoice).value
        self.show_form(False)
        self.say(_("Reading the payment once more, then sending…"), "bold")
        self.refunds.confirm(self, offer, typed, ticket=ticket, reason=reason, consents=consents)

    def show_not_begun(self, refusal: RefundNotBegun) -> None:
        """Say why nothing was sent, and offer to decide again."""
        self._sending = False
        self._key_guard.begin()  # what is pressed in this moment was meant for what was there before
        offer = self.offer
        if isinstance(refusal, PaymentChanged):
            parts = [not_begun(refusal, refusal.offer), _("Nothing was sent.")]
            if not refusal.offer.block:
                parts.append(_("Check the new numbers and confirm again."))
            self._take(refusal.offer, " ".join(parts))
        elif offer is not None:
            why = not_begun(refusal, offer)
            if isinstance(refusal, InProgress):
                why = _(
                    "Another refund holds this payment. {who}",
                    who=holder_of(self.desk, self.refunds, refusal.intent),
                )
            self.say(f"{why} {_(NOTHING_SENT)}", "bold $text-warning")
            self.show_buttons("retry", focus="retry" if not isinstance(refusal, InProgress) else "close")

    def follows(self, intent: Intent) -> bool:
        """Whether this form shows the outcome."""
        if self.intent is not None:
            return intent.id == self.intent.id
        return self._sending and intent.payment == self.payment_id and intent.state in _BEGUN

    def _show(self, progress: RefundProgress) -> None:
        if not self.is_mounted or not self.follows(progress.intent):
            return
        before, intent = self.intent, progress.intent
        self.intent = intent
        self.say(outcome_text(progress, self.offer), OUTCOME_TONES.get(intent.state, "bold $text-warning"))
        if self.offer is not None:
            self.show_facts(self.decision(), self.offer, intent)
        if intent.state in _SENDING or (before is not None and before.state is intent.state):
            return
        self._sending = False
        self._key_guard.begin()  # what is pressed in this moment was meant for what was there before
        self.show_buttons(*WAYS_ON.get(intent.state, ()), labels=LABELS.get(intent.state))

    @on(Button.Pressed, "#check")
    @work(group="check", exclusive=True)
    async def check(self) -> None:
        """Read the payment again now."""
        if self.intent is not None:
            try:
                await self.refunds.answers.check(self.desk, self.intent)
            except LedgerUnavailable as trouble:
                self.say(journal_words(trouble), "bold $text-warning")

    @on(Button.Pressed, "#details")
    def details(self) -> None:
        """Show the refund that holds this payment."""
        intent = self.intent or (self.offer.in_progress if self.offer is not None else None)
        if intent is not None:
            dialog = IntentDialog(self.desk, intent, self.refunds)
            self.app.push_screen(dialog, lambda again: self.start_again() if again else None)

    @on(Button.Pressed, "#close")
    def close(self) -> None:
        """Close, unless the key was pressed before the outcome could be read."""
        if not self._sending and not self._key_guard:
            self.action_cancel()

    def action_cancel(self) -> None:
        """Close; a refund in flight goes on."""
        if self.is_current:
            self.dismiss(self.payment_id if self.intent is not None else None)
