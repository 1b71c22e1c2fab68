"""Capture or authorise: the payment is read first, the amount is confirmed, the outcome is followed."""

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from stancer_tui.api.errors import ApiError, Effect
from stancer_tui.desk import Desk
from stancer_tui.language import N_, _
from stancer_tui.models.payment import Payment
from stancer_tui.models.payment_row import payment_row
from stancer_tui.render.money import money
from stancer_tui.services.payments.actions import PaymentAction, standing, why_not
from stancer_tui.services.payments.expiry import payment_expiry
from stancer_tui.services.payments.words import UNKNOWN
from stancer_tui.services.payments.writing import Written, authorized, captured
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.dialogs.key_guard import KeyGuard
from stancer_tui.ui.payments.related import expiry_line
from stancer_tui.ui.payments.writes import BUSY, WHAT, PaymentResult, PaymentWrites, PendingWrite
from stancer_tui.ui.widgets.fact_list import FactList
from stancer_tui.ui.widgets.identity_facts import identity_facts, unread_facts
from stancer_tui.ui.widgets.trouble import trouble_words, write_words

if TYPE_CHECKING:
    from stancer_tui.ui.forms.form import Created

_ASKED = {PaymentAction.CAPTURE: N_("Capture {amount}"), PaymentAction.AUTHORIZE: N_("Authorise {amount}")}
_DONE = {PaymentAction.CAPTURE: captured, PaymentAction.AUTHORIZE: authorized}
_MEANS = {
    PaymentAction.CAPTURE: N_("The customer is charged this amount."),
    PaymentAction.AUTHORIZE: N_(
        "The bank reserves this amount on the card or account; nothing is taken yet."
    ),
}


_FROM = N_("From")


class PaymentActionDialog(Dialog[None]):
    """Asks once and shows the outcome; what is sent belongs to the program."""

    AUTO_FOCUS = "#close"

    def __init__(self, desk: Desk, payment_id: str, action: PaymentAction, writes: PaymentWrites) -> None:
        super().__init__(mode=desk.mode)
        self.desk = desk
        self.payment_id = payment_id
        self.action = action
        self.writes = writes
        self.payment: Payment | None = None
        self._sending = False
        self._in_doubt = False
        self._refused = False
        self._gone = False
        self._key_guard = KeyGuard(writes.clock)

    def compose(self) -> ComposeResult:
        """Lay out the question, the outcome and the buttons."""
        with VerticalScroll(classes="dialog-box decision-box", can_focus=False) as box:
            box.border_title = Content(f"{_(WHAT[self.action])} · {self.desk.mode.word}")
            yield Static(id="what")
            facts = FactList(label_width=10)
            facts.show(unread_facts(self.payment_id, who=_FROM))
            yield facts
            yield Static()
            yield Static(Content.assemble((_("Reading the payment…"), "$muted")), id="outcome")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Cancel")), compact=True, id="close")
                yield Button(Content(_("Look now")), compact=True, id="look")
                yield Button(Content(_("Try again")), compact=True, id="again")
                live = self.desk.mode.live
                yield Button(Content(""), compact=True, id="send", variant="error" if live else "warning")

    def on_mount(self) -> None:
        """Read the payment before anything is asked."""
        self._show("look", "again", "send", shown=False)
        if self.writes.busy(self.desk.mode, self.payment_id):
            self._say(_(BUSY), "bold $text-warning")
        else:
            self._read()

    @on(Button.Pressed, "#again")
    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        """Read the payment as the API has it now."""
        self._show("again", shown=False)
        try:
            payment = await self.desk.payments.get(self.payment_id)
        except ApiError as error:
            words = trouble_words(error)
            unsent = _("Nothing was sent.")
            self._say(f"{words.title} {words.detail}\n{unsent} {words.advice}", "$text-error")
            self._show("again")
            return
        if not self.is_attached:
            return
        self.payment = payment
        self.query_one("#what", Static).update(self._question(payment))
        clock = self.writes.desk_clock
        row, now, zone = payment_row(payment.raw), clock.now(), clock.zone
        facts = identity_facts(row, now=now, zone=zone, mask=self.writes.mask, who=_FROM)
        self.query_one(FactList).show(facts)
        reason = why_not(
            self.action,
            standing(payment),
            live=self.desk.mode.live,
            read_only=self.desk.read_only,
        )
        self.call_after_refresh(self._key_guard.begin)
        if reason is not None:
            self._say(reason, "bold $text-warning")
            return
        self._say(_(_MEANS[self.action]))
        send = self.query_one("#send", Button)
        live = f" · {self.desk.mode.word}" if self.desk.mode.live else ""
        send.label = Content(f"{self._asked(payment)}{live}")
        self._show("send")

    def _asked(self, payment: Payment) -> str:
        return _(_ASKED[self.action], amount=money(payment.money))

    def _question(self, payment: Payment) -> Content:
        live = (_("LIVE, real money"),) if self.desk.mode.live else ()
        asked = " · ".join((self._asked(payment), *live))
        parts: list[str | Content | tuple[str, str]] = [(asked, "bold")]
        expiry = payment_expiry(payment, self.desk.now())
        if expiry is not None and self.action is PaymentAction.CAPTURE:
            zone = self.writes.desk_clock.zone
            parts += ["\n", expiry_line(expiry, now=self.desk.now(), zone=zone)]
        return Content.assemble(*parts)

    @on(Button.Pressed, "#send")
    def send(self) -> None:
        """Send it, once."""
        payment = self.payment
        if payment is None or self._sending or self._in_doubt or self._key_guard:
            return
        self._sending = True
        self._refused = False
        self._show("send", shown=False)
        self.query_one("#close", Button).label = Content(_("Close"))
        self.query_one("#close", Button).focus()
        self._say(_("Sent, waiting for Stancer's answer…"), "bold")
        writing = self.desk.payment_writing
        write = writing.capture if self.action is PaymentAction.CAPTURE else writing.authorize
        self.writes.send(self._write, partial(write, payment), self)

    @property
    def _write(self) -> PendingWrite:
        return PendingWrite(self.desk, self.action, self.payment_id, self._look_now)

    async def _look_now(self) -> Written | None:
        return await self.desk.payment_writing.seen(self.payment_id, _DONE[self.action])

    @property
    def waiting(self) -> bool:
        """Whether it is there to show the outcome."""
        still_open = self.is_attached and not self._gone
        return still_open and (self._sending or self._in_doubt or self._refused)

    def show_created(self, created: "Created") -> None:
        """Show the outcome."""
        self._end()
        self._in_doubt = self._refused = False
        well = isinstance(created, PaymentResult) and created.well
        self._say(created.words, "bold $text-success" if well else "bold $text-warning")

    def show_failed(self, error: ApiError) -> None:
        """Say what went wrong, and what it means for the money."""
        self._end()
        self._in_doubt = error.effect is Effect.UNKNOWN
        self._refused = error.effect is Effect.REFUSED
        self._say(
            write_words(error, UNKNOWN[self.action]),
            "bold $text-warning" if self._in_doubt else "$text-error",
        )
        self._show("look", shown=self._in_doubt)
        self._show("again", shown=not self._in_doubt)

    def show_lost(self) -> None:
        """Say that the program failed while it was sent."""
        self._end()
        words = _("The program failed here: the outcome is not known. Read the payment again.")
        self._say(words, "$text-error")

    def show_doubt(self, text: str) -> bool:
        """Show how far the search is."""
        if self._in_doubt and self.waiting:
            self._say(" ".join((_("The outcome is not known."), text)), "bold $text-warning")
        return self.waiting and (self._in_doubt or self._refused)

    @on(Button.Pressed, "#look")
    @work(group="look", exclusive=True)
    async def look(self) -> None:
        """Read the payment again now."""
        if not self._in_doubt:
            return
        try:
            found = await self._look_now()
        except ApiError as error:
            self._say(" ".join((_("That could not be read."), write_words(error))), "bold $text-warning")
            return
        if found is not None:
            created = self.writes.outcome(self._write, found)
            self.show_created(created)
            self.writes.over(self._write, created)
        elif self._in_doubt:
            self._say(_("There is no trace of it so far. It may still appear."), "bold $text-warning")

    def _end(self) -> None:
        self._sending = False
        self._key_guard.begin()
        self._show("look", "again", "send", shown=False)

    def _say(self, text: str, style: str = "") -> None:
        if self.is_attached:
            self.query_one("#outcome", Static).update(Content.assemble((text, style)))

    def _show(self, *names: str, shown: bool = True) -> None:
        if self.is_attached:
            for name in names:
                self.query_one(f"#{name}").display = shown

    @on(Button.Pressed, "#close")
    def close_pressed(self) -> None:
        """Close, unless the key was pressed before the outcome could be read."""
        if self.payment is None or not self._key_guard or self._sending:
            self.action_cancel()

    def action_cancel(self) -> None:
        """Close; what is being sent goes on."""
        if self.is_current and not self._gone:
            self._gone = True
            self.dismiss(None)


def ask_payment_action(writes: PaymentWrites, desk: Desk, payment_id: str, action: PaymentAction) -> None:
    """Open the question for a capture or an authorisation over whatever is shown."""
    if not isinstance(writes.app.screen, PaymentActionDialog):
        writes.app.push_screen(PaymentActionDialog(desk, payment_id, action, writes))
