"""How the refund form is laid out: one column of numbers and fields, an outcome, and the buttons."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Checkbox, Input, Label, Static

from stancer_tui.language import N_, _, decimal_mark
from stancer_tui.models.mode import Mode
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds import words
from stancer_tui.services.refunds.batch_words import reason_text
from stancer_tui.services.refunds.offer import Consent, Offer
from stancer_tui.store.intent import TICKET_LENGTH, Intent, RefundReason, State
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.refunds.colleague_news import ColleagueNews
from stancer_tui.ui.refunds.decision import RefundDecision, warning_facts
from stancer_tui.ui.refunds.row_labels import label_cells, row_label
from stancer_tui.ui.refunds.summary import numbers
from stancer_tui.ui.widgets.fact_list import FactList
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.tick_box import TickBox
from stancer_tui.ui.widgets.value_choice import ValueChoice

BUTTONS = {"check": N_("Check now"), "details": N_("Show that refund"), "retry": N_("Read again")}

WAYS_ON: dict[State, tuple[str, ...]] = {
    State.UNKNOWN: ("check",),
    State.AMBIGUOUS: ("details",),
    State.NOT_FOUND: ("check", "retry"),
    State.REJECTED: ("retry",),
    State.NOT_SENT: ("retry",),
    State.WAITING: ("details",),
    State.DECLINED: ("retry",),
    State.LAPSED: ("retry",),
    State.WITHDRAWN: ("retry",),
}
"""Buttons beside Close once there is an outcome."""

LABELS = {
    State.AMBIGUOUS: {"details": N_("Decide…")},
    State.NOT_FOUND: {"retry": N_("Refund again…")},
    State.NOT_SENT: {"retry": N_("Try again…")},
}
"""Of these buttons, what they are called where it is more than that."""


def _error(place: str, padding: tuple[int, int, int, int]) -> Label:
    """What is wrong with a field, under what is typed into it."""
    label = Label(Content(""), id=place, classes="field-error")
    label.styles.padding = padding
    return label


class RefundLayout(Dialog[str]):
    """The parts of the form and what is shown of them; what they mean is decided in `RefundForm`.

    `shared` is whether a team shares the ledger, `own_reasons` are the merchant's.
    """

    def __init__(
        self, mode: Mode, news: ColleagueNews, *, shared: bool, own_reasons: Sequence[str] = ()
    ) -> None:
        super().__init__(mode=mode)
        self.news = news
        self.mode = mode
        self.shared = shared
        self.reasons = (*RefundReason, *own_reasons)

    def compose(self) -> ComposeResult:
        """Lay out the numbers, the fields and the buttons; what does not apply yet is hidden."""
        labels = (_("Refund amount"), _("Whole payment"), _("Reason"), _("Ticket reference"))
        left = (0, 0, 0, label_cells(labels))
        with VerticalScroll(classes="dialog-box decision-box", id="refund", can_focus=False) as box:
            box.border_title = Content(_("Refund · {mode}", mode=self.mode.word))
            box.border_subtitle = Content(_("{key} closes", key=key_of("dialog.cancel")))
            yield FactList(label_width=10)
            yield Static(Content(_("Reading the payment…")), id="outcome")
            yield self.news
            with Horizontal(classes="dialog-row form-row field"):
                yield row_label(_("Refund amount"), labels, id="amount-label")
                yield LineInput(
                    id="amount",
                    placeholder=_("e.g. {amount}", amount=decimal_mark().join(("12", "50"))),
                    compact=True,
                    max_length=24,
                )
            yield _error("error", left)
            for kind in Consent:
                yield Static(
                    Content.assemble(("! ", "bold $text-warning"), words.consent(kind)),
                    id=f"about-{kind}",
                    classes="consent",
                )
                label = Content(_("I know, refund anyway"))
                yield TickBox(label, id=f"consent-{kind}", classes="consent", compact=True)
            with Horizontal(classes="dialog-row form-row field"):
                yield row_label(_("Ticket reference"), labels)
                yield LineInput(
                    id="ticket",
                    placeholder=_("optional, e.g. T-82 · at most {count} characters", count=TICKET_LENGTH),
                    compact=True,
                    max_length=1000,
                )
            yield _error("ticket-error", left)
            with Horizontal(classes="dialog-row form-row field"):
                yield row_label(_("Reason"), labels)
                yield ValueChoice(
                    tuple((str(each), safe(reason_text(each))) for each in self.reasons), id="reason"
                )
            unseen = words.unseen(shared=self.shared)
            yield Static(Content.assemble((unseen, "$muted")), classes="field form-note")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Close")), compact=True, id="close")
                for name, label_text in BUTTONS.items():
                    yield Button(Content(_(label_text)), compact=True, id=name)
                yield Button(Content(_("Continue")), compact=True, id="continue", variant="primary")

    def consents(self) -> frozenset[Consent]:
        """What was confirmed separately."""
        return frozenset(kind for kind in Consent if self.query_one(f"#consent-{kind}", Checkbox).value)

    def show_kind(self, *, cancels: bool) -> None:
        """Name what the form does: before the capture only the whole payment can be cancelled."""
        title = N_("Cancel before capture · {mode}") if cancels else N_("Refund · {mode}")
        label = N_("Whole payment") if cancels else N_("Refund amount")
        self.query_one("#refund").border_title = Content(_(title, mode=self.mode.word))
        self.query_one("#amount-label", Label).update(Content(_(label)))

    def show_form(self, shown: bool) -> None:
        """Show the fields, or only the numbers and the outcome."""
        for part in self.query(".field"):
            part.display = shown
        for part in self.query(".consent"):
            part.display = False
        self.show_error("")
        self.query_one("#ticket-error").display = False
        self.show_buttons()
        self.query_one("#continue", Button).display = shown

    def show_buttons(self, *names: str, focus: str = "close", labels: dict[str, str] | None = None) -> None:
        """Show Close and these; the harmless one has the focus."""
        self.query_one("#continue", Button).display = False
        for name, label in BUTTONS.items():
            button = self.query_one(f"#{name}", Button)
            button.label = Content(_((labels or {}).get(name, label)))
            button.display = name in names
        self.query_one(f"#{focus}", Button).focus()

    def say(self, text: str, style: str = "") -> None:
        """Show what happened or what to know; the text is safe to show."""
        line = self.query_one("#outcome", Static)
        line.update(Content.assemble((text, style)))
        line.display = bool(text)

    def show_facts(self, decision: RefundDecision, offer: Offer | None, intent: Intent | None = None) -> None:
        """Show whose money it is, what is left, what was refunded before, and what to beware of."""
        left = numbers(offer, intent) if offer is not None else []
        to_whom, purchase, payment = decision.identity()
        facts = [to_whom, purchase, *left, *decision.before(), payment, *warning_facts(decision.warnings())]
        self.query_one(FactList).show(facts)

    def show_error(self, text: str) -> None:
        """Show at the field what is wrong with the amount."""
        self._show_at("#error", text)

    @on(Input.Changed, "#ticket")
    def check_ticket(self) -> bool:
        """Refuse a reference that is too long where it is typed: nothing is cut."""
        typed = len(self.query_one("#ticket", Input).value.strip())
        too_long = typed > TICKET_LENGTH
        told = _(
            "It has {count} characters; at most {most} are kept. Nothing is cut: shorten it.",
            count=typed,
            most=TICKET_LENGTH,
        )
        self._show_at("#ticket-error", told if too_long else "")
        return not too_long

    def _show_at(self, place: str, text: str) -> None:
        line = self.query_one(place, Label)
        line.update(Content(text))
        line.display = bool(text)
