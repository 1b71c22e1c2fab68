"""One refund of this desk: what happened to the money, step by step, and what can be done."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from stancer_tui.desk import Desk
from stancer_tui.language import _, capitalised
from stancer_tui.models.money import Money
from stancer_tui.render.dates import stamp
from stancer_tui.render.money import money
from stancer_tui.render.past_refunds import colleague_text
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds import words
from stancer_tui.services.refunds.approvals import Request
from stancer_tui.services.refunds.batch_words import reason_text
from stancer_tui.services.refunds.event_words import step_text
from stancer_tui.services.refunds.ledger import RefundProgress
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import AuditEntry, Intent, State
from stancer_tui.store.ledger import LedgerChange
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.dialogs import INTENT
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.refunds.approval_dialog import ApproveRefund
from stancer_tui.ui.refunds.approval_panel import ApprovalPanel
from stancer_tui.ui.refunds.confirms import ConfirmsRefunds
from stancer_tui.ui.refunds.decision import RefundDecision
from stancer_tui.ui.refunds.rows import STATES
from stancer_tui.ui.refunds.summary import journal_words
from stancer_tui.ui.widgets.fact_list import Fact, FactList


class IntentDialog(Dialog[bool]):
    """Shows an intent and its audit; an unresolved one is checked again, an ambiguous one decided.

    It answers True when the agent wants to refund again what was not found.
    """

    KEYS = INTENT
    BINDINGS: ClassVar[list[BindingType]] = bindings(INTENT)
    AUTO_FOCUS = "#close"

    def __init__(self, desk: Desk, intent: Intent, refunds: ConfirmsRefunds) -> None:
        super().__init__(mode=desk.mode)
        self.desk = desk
        self.intent = intent
        self._refunds = refunds
        self._clock = refunds.desk_clock
        self._loaded = refunds.loaded(desk.mode)
        self._ends: tuple[Callable[[], None], ...] = ()
        self._told = ""

    def compose(self) -> ComposeResult:
        """Lay out the outcome, the facts, the steps and the buttons."""
        with Vertical(classes="dialog-box help-box intent-box") as box:
            box.border_title = Content(_("Refund · {mode}", mode=self.desk.mode.word))
            box.border_subtitle = Content(_("{key} closes", key=key_of("dialog.cancel")))
            yield Static(id="outcome", classes="dialog-text")
            yield Vertical(id="decision")
            if self.intent.state is State.WAITING:
                yield ApprovalPanel(self.desk, self.intent, self._ask_to_approve, self._end_request)
            with VerticalScroll(id="audit", can_focus=False):
                yield FactList(label_width=16)
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Close")), compact=True, id="close")
                yield Button(Content(_("Check now")), compact=True, id="check")
                yield Button(Content(_("Refund again…")), compact=True, id="again")

    def on_mount(self) -> None:
        """Follow the intent."""
        self._ends = (
            self.desk.refunds.subscribe(self._progress),
            self.desk.ledger.subscribe(self._heard),
        )
        self._read()

    def on_unmount(self) -> None:
        """Stop following."""
        for end in self._ends:
            end()

    def follows(self, intent: Intent) -> bool:
        """Whether this dialog shows the outcome."""
        return intent.id == self.intent.id

    def _progress(self, progress: RefundProgress) -> None:
        if self.follows(progress.intent) and self.is_mounted:
            self._told = ""
            self.intent = progress.intent
            self._read(progress.next_check)

    def _heard(self, change: LedgerChange) -> None:
        """It was moved, at this desk or at another one, or the ledger is back."""
        if (change.kind == "intent" and change.subject == self.intent.id) or change.kind == "all":
            self._told = ""
            self.renew()

    @work(group="read", exclusive=True)
    async def _read(self, next_check: float | None = None) -> None:
        try:
            changes = await self.desk.refunds.changes(self.intent.id)
        except LedgerUnavailable:
            changes = ()
        if self.is_mounted:
            await self._draw(changes, next_check)

    async def _draw(self, changes: tuple[AuditEntry, ...], next_check: float | None) -> None:
        intent = self.intent
        mine = self.desk.refunds.serves(intent) or not intent.open
        said = words.outcome(intent, next_check=next_check) if mine else words.earlier_account()
        text = safe(said, 600)
        told = (f"\n{self._told}" if self._told else "", "bold $text-warning")
        self.query_one("#outcome", Static).update(Content.assemble((text, "bold"), told))
        zone = self._clock.zone
        decision = RefundDecision(intent.payment, self._loaded, now=self._clock.now(), zone=zone, journal=())
        whose = (
            decision.identity() if decision.row is not None else [Fact(_("Payment"), safe(intent.payment))]
        )
        facts = [
            *whose,
            Fact(_("Amount"), money(Money(intent.amount, intent.currency)), "bold"),
            Fact(capitalised(_("refund")), safe(intent.refund_id) if intent.refund_id else _("not known")),
            Fact(_("Ticket"), safe(intent.ticket) if intent.ticket else _("none given")),
            *([Fact(_("Reason"), safe(reason_text(intent.refund_reason)))] if intent.refund_reason else []),
            Fact(_("By"), self._named(intent.agent or intent.owner.user)),
            *([Fact(_("Approved by"), self._named(intent.approved_by))] if intent.approved_by else []),
            Fact(""),
            Fact(_("Steps")),
            *(
                Fact(stamp(each.at, zone=zone)[5:], " · ".join(self._step(each, changes[0])))
                for each in changes
            ),
        ]
        self.query_one(FactList).show(facts)
        self.query_one("#check").display = intent.state in {State.UNKNOWN, State.NOT_FOUND}
        self.query_one("#again").display = intent.state is State.NOT_FOUND
        await self._offer_decision(intent)
        for panel in self.query(ApprovalPanel):
            panel.display = intent.state is State.WAITING

    def _step(self, entry: AuditEntry, first: AuditEntry) -> Iterator[str]:
        """What happened, and by whom where that was not who began."""
        yield safe(step_text(STATES[entry.after].shown, entry.detail))
        if entry.os_user != first.os_user:
            yield self._named(entry.os_user)

    async def _offer_decision(self, intent: Intent) -> None:
        choices = self.query_one("#decision", Vertical)
        choices.display = intent.state is State.AMBIGUOUS
        if choices.display and not choices.children:
            for number, refund_id in enumerate(intent.candidate_ids):
                label = Content(_("It is {refund}", refund=safe(refund_id)))
                await choices.mount(Button(label, compact=True, id=f"refund-{number}", name=refund_id))
            await choices.mount(Button(Content(_("None of them")), compact=True, id="none"))

    def _ask_to_approve(self, request: Request) -> None:
        intent = request.intent
        decision = RefundDecision(
            intent.payment, self._loaded, now=self._clock.now(), zone=self._clock.zone, journal=()
        )
        question = ApproveRefund(
            Money(intent.amount, intent.currency),
            payment=intent.payment,
            asked=self._named(intent.agent),
            facts=decision.identity()[:2],
            warnings=[words.consent(kind) for kind in sorted(request.given)],
            mode=self.desk.mode,
            clock=self._refunds.clock,
        )
        self.app.push_screen(question, lambda answer: self._approved(request) if answer else None)

    def _approved(self, request: Request) -> None:
        for panel in self.query(ApprovalPanel):
            panel.say(_("Reading the payment once more, then sending…"), "bold")
        self._refunds.approve(self.desk, request, self._refused)

    def _refused(self, text: str) -> None:
        for panel in self.query(ApprovalPanel):
            panel.say(text, "bold $text-warning")

    def _named(self, agent: str) -> str:
        name = self.desk.ledger.agents().get(agent, agent)
        return colleague_text(name, mask=self._loaded.mask)

    def _end_request(self, why: str | None) -> None:
        answers = self._refunds.answers
        if why is None:
            answers.withdraw(self.desk, self.intent, self._tell)
        else:
            answers.decline(self.desk, self.intent, why, self._tell)

    @on(Button.Pressed, "#decision Button")
    def decide(self, event: Button.Pressed) -> None:
        """Say which refund is this one."""
        self._refunds.answers.decide(self.desk, self.intent, event.button.name, self._tell)

    def _tell(self, text: str) -> bool:
        """Show a sentence, and where the refund stands; False where this is closed."""
        if not self.is_open:
            return False
        self._told = text
        self.renew()
        return True

    @work(group="renew", exclusive=True)
    async def renew(self) -> None:
        """Read where the refund stands."""
        try:
            found = await self.desk.refunds.get(self.intent.id)
        except LedgerUnavailable:
            found = None  # what was told stands under what is known
        moved = found is not None and found != self.intent  # else it is drawn, with when it is read again
        if self.is_mounted and (moved or self._told):
            self.intent = found or self.intent
            self._read()

    @on(Button.Pressed, "#check")
    def action_check(self) -> None:
        """Read the payment again now."""
        self._check()

    @work(group="check", exclusive=True)
    async def _check(self) -> None:
        try:
            found = await self._refunds.answers.check(self.desk, self.intent)
        except LedgerUnavailable as trouble:
            self._tell(journal_words(trouble))
            return
        if found is not None and self.is_mounted:
            self._told = ""
            self.intent = found
            self._read()

    @on(Button.Pressed, "#again")
    def refund_again(self) -> None:
        """Leave for a new form: refunding again is a new decision."""
        self.answer(True)

    @on(Button.Pressed, "#close")
    def close_pressed(self) -> None:
        """The button does what escape does."""
        self.action_cancel()
