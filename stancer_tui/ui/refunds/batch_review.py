"""The review of a batch: what would be sent for each payment, what is left out and why, one confirmation."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Protocol

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from stancer_tui.desk import Desk
from stancer_tui.language import _, ngettext
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.batch_persons import persons
from stancer_tui.services.refunds.batch_plan import BatchPlan, Candidate, PlannedRefund, totals, trouble_of
from stancer_tui.services.refunds.batch_words import reason_text, trouble_text
from stancer_tui.services.refunds.offer import Offer
from stancer_tui.store.batch import Batch
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent, RefundReason
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.dialogs import DIALOG
from stancer_tui.ui.commands.lists import TABLE
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.dialogs.money_question import MoneyQuestion
from stancer_tui.ui.refunds.batch_amount import ItemAmount
from stancer_tui.ui.refunds.batch_question import question_text, whose_text
from stancer_tui.ui.refunds.batch_rows import HIDDEN, TWIN, ReviewLine, review_columns
from stancer_tui.ui.refunds.row_labels import row_label
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.records import LineRecords
from stancer_tui.ui.widgets.value_choice import ValueChoice


class ConfirmsBatches(Protocol):
    """What owns a batch once it is confirmed: the program, so that closing a dialog stops nothing."""

    clock: Callable[[], float]

    def identity(self, row: ListedPayment) -> str:
        """Order, person and instrument, safe to show."""
        ...

    def person(self, row: ListedPayment) -> str:
        """Whose payment it is, safe to show."""
        ...

    def concerned(self, mode: Mode, payment: str, offer: Offer | None) -> tuple[str, ...]:
        """The payment and its likely twins, as far as they are loaded."""
        ...

    def warnings(self, desk: Desk, offer: Offer, journal: Sequence[Intent] | None) -> tuple[str, ...]:
        """What to know before a payment is refunded; safe to show."""
        ...

    def begin(self, review: "BatchReview", plan: BatchPlan, rest: Sequence[Candidate]) -> None:
        """Send what the agent confirmed, once: the plan, or the rest of the review's earlier batch."""
        ...


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review is about: rows as they are loaded, and those of them that the search hides.

    `twins` are those whose likely duplicate is among them. `rest` is the batch whose rest is confirmed
    again: its amounts, reason and ticket stand. `begun` is called once the batch was begun.
    """

    rows: tuple[ListedPayment, ...]
    hidden: frozenset[str] = frozenset()
    rest: Batch | None = None
    twins: frozenset[str] = frozenset()
    begun: Callable[[], None] = lambda: None


class BatchReview(Dialog[Batch]):
    """Reads what can be refunded of each payment; answers the batch that was begun."""

    CSS_PATH = Path(__file__).with_name("batch.tcss")
    KEYS = (*DIALOG, *TABLE)
    BINDINGS: ClassVar[list[BindingType]] = bindings(DIALOG)
    AUTO_FOCUS = "RecordTable"

    def __init__(self, desk: Desk, about: Reviewed, batches: ConfirmsBatches) -> None:
        super().__init__(mode=desk.mode)
        self.desk = desk
        self.about = about
        self.batches = batches
        self.lines: dict[str, ReviewLine] = {
            row.id: ReviewLine(row.id, batches.identity(row), row, self._warnings(row.id))
            for row in about.rows
            if row.id is not None
        }
        rest = about.rest
        self._wanted = {} if rest is None else {item.payment: item.amount for item in rest.waiting}
        self._asking = False
        self._sending = False
        self._out_of_date = False
        self._journal: Sequence[Intent] | None = None
        self._asked: set[str] = set()

    def _warnings(self, payment: str) -> tuple[str, ...]:
        hidden = (HIDDEN,) if payment in self.about.hidden else ()
        twin = (TWIN,) if payment in self.about.twins else ()
        return (*twin, *hidden)

    def compose(self) -> ComposeResult:
        """Lay out the table, what is known of the line under the cursor, reason, ticket and the answers."""
        rest, labels = self.about.rest, (_("Reason"), _("Ticket reference"))
        with Vertical(classes="dialog-box batch-box") as box:
            what = _("Refund several") if rest is None else _("Go on with a batch")
            box.border_title = Content(f"{what} · {self.desk.mode.word}")
            keys = (
                _("{key} leaves out", key=key_of("list.mark")),
                _("{key} changes the amount", key=key_of("list.open")) if rest is None else "",
                _("{key} closes", key=key_of("dialog.cancel")),
            )
            box.border_subtitle = Content(" · ".join(filter(None, keys)))
            yield Static(id="sums")
            yield RecordTable(review_columns(), id="items")
            yield Static(id="story")
            with Horizontal(classes="dialog-row"):
                yield row_label(_("Reason"), labels)
                if rest is None:
                    choices = tuple((reason, reason_text(reason)) for reason in RefundReason)
                    yield ValueChoice(choices, id="reason")
                else:
                    yield Static(Content(reason_text(rest.reason)))
            with Horizontal(classes="dialog-row"):
                yield row_label(_("Ticket reference"), labels)
                if rest is None:
                    yield LineInput(
                        id="ticket",
                        placeholder=_("optional, not sent to Stancer"),
                        compact=True,
                        max_length=1000,
                    )
                else:
                    yield Static(Content(safe(rest.ticket) if rest.ticket else _("none")))
            yield Label(Content(""), id="error", classes="field-error")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Close")), compact=True, id="close")
                yield Button(Content(_("Read again")), compact=True, id="retry")
                yield Button(Content(_("Continue")), compact=True, id="continue", variant="primary")

    def on_mount(self) -> None:
        """Read every payment."""
        self.read_again()

    @on(Button.Pressed, "#retry")
    def read_again(self) -> None:
        """Read what can be refunded of each payment, for a new decision; what was chosen and typed stands."""
        self._sending = self._out_of_date = False
        self._asked = set()
        found = [line.candidate for line in self.lines.values() if line.candidate is not None]
        self._wanted |= {each.payment: each.wanted for each in found if each.wanted is not None}
        self.lines = {key: replace(line, candidate=None) for key, line in self.lines.items()}
        self.show_error("")
        self._draw()
        self._read()

    @work(group="batch-review", exclusive=True)
    async def _read(self) -> None:
        await self._read_journal()
        await self.desk.refund_batches.read(tuple(self.lines), self._took, self._wanted)
        if await self._read_journal():  # what was not loaded has a likely twin
            for line in tuple(self.lines.values()):
                if line.candidate is not None:
                    self._took(line.candidate)
        self._draw()

    async def _read_journal(self) -> bool:
        """Read the refunds of the payments and of their likely twins; returns whether some were not known."""
        asked: set[str] = set()
        for key, line in self.lines.items():
            offer = line.candidate.offer if line.candidate is not None else None
            asked.update(self.batches.concerned(self.desk.mode, key, offer))
        if asked <= self._asked:
            return False
        self._asked = asked
        with suppress(LedgerUnavailable):  # each offer says that refunds are off
            self._journal = await self.desk.refunds.of_payments(asked)
        return True

    def _took(self, candidate: Candidate) -> None:
        line = self.lines[candidate.payment]
        warnings = self._warnings(candidate.payment)
        if candidate.offer is not None:
            warnings += self.batches.warnings(self.desk, candidate.offer, self._journal)
        self.lines[candidate.payment] = replace(line, candidate=candidate, warnings=warnings)
        if self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        lines = tuple(self.lines.values())
        unread = sum(line.candidate is None for line in lines)
        included = self.included()
        sums = _(" and ").join(money(each) for each in totals(line.sent for line in included if line.sent))
        words = ngettext(
            "{count} of {total} included", "{count} of {total} included", len(included), total=len(lines)
        )
        read = len(lines) - unread
        reading = _("Reading {place} of {total}…", place=read, total=len(lines))
        whose = self._whose(included) if included else ""
        head = Content.assemble(
            (f"{reading} " if unread else "", "$muted"),
            words,
            " · ",
            (sums or _("nothing to send"), "bold"),
            f" · {whose}" if whose else "",
        )
        self.query_one("#sums", Static).update(head)
        self.query_one(RecordTable).show(LineRecords(lines))
        self.query_one("#continue", Button).disabled = bool(unread) or self._sending
        self.query_one("#retry", Button).display = self._out_of_date or any(
            line.candidate is not None and line.candidate.error is not None for line in lines
        )
        self._tell()

    @on(RecordTable.Highlighted)
    def _tell(self) -> None:
        line = self.query_one(RecordTable).current
        story = line.story if isinstance(line, ReviewLine) else ""
        self.query_one("#story", Static).update(Content(story))

    def included(self) -> list[ReviewLine]:
        """The lines for which something would be sent."""
        return [line for line in self.lines.values() if line.sent is not None]

    @on(RecordTable.Marked)
    def _toggle(self) -> None:
        """Space leaves out the payment under the cursor, or takes it in again."""
        marks = self.query_one(RecordTable).marks
        for key in marks:
            line = self.lines[key]
            self.lines[key] = replace(line, included=not line.included)
        marks.clear()
        self.show_error("")
        self._draw()

    @on(RecordTable.Opened)
    def _change_amount(self, event: RecordTable.Opened) -> None:
        """Enter changes the amount of one payment; of a batch that was confirmed already it stands."""
        line = event.row
        if not isinstance(line, ReviewLine) or line.candidate is None or line.candidate.offer is None:
            return
        if self.about.rest is not None or line.candidate.offer.block is not None:
            return
        dialog = ItemAmount(line.candidate.offer, line.candidate.amount, line.who)
        self.app.push_screen(dialog, lambda typed: self._amount(line.key, typed))

    def _amount(self, key: str, typed: int | None) -> None:
        if typed is not None:
            self.lines[key] = replace(self.lines[key], included=True).with_amount(typed)
            self._draw()

    def plan(self) -> BatchPlan:
        """What would be confirmed as it stands."""
        included, rest = self.included(), self.about.rest
        planned = tuple(
            PlannedRefund(line.candidate.offer, line.candidate.amount)
            for line in included
            if line.candidate is not None and line.candidate.offer is not None
        )
        if rest is not None:
            return BatchPlan(planned, rest.reason, rest.ticket or "")
        reason: RefundReason | None = self.query_one("#reason", ValueChoice).value
        return BatchPlan(planned, reason, self.query_one("#ticket", Input).value, _persons(included))

    @on(ValueChoice.Changed)
    @on(Input.Changed, "#ticket")
    def forget_error(self) -> None:
        """An earlier error says nothing of what is chosen or typed now."""
        self.show_error("")

    @on(Input.Submitted, "#ticket")
    @on(Button.Pressed, "#continue")
    def ask(self) -> None:
        """Ask for the one confirmation, once every payment was read."""
        if self._asking or self._sending or any(line.candidate is None for line in self.lines.values()):
            return
        plan = self.plan()
        trouble = trouble_of(plan)
        if trouble is not None:
            self.show_error(trouble_text(trouble))
            return
        (total,) = plan.totals
        question = MoneyQuestion(
            _("Refund {amount}", amount=money(total)),
            self._question(plan, total),
            total,
            mode=self.desk.mode,
            total=True,
            clock=self.batches.clock,
        )
        self._asking = True
        self.app.push_screen(question, lambda answer: self._answered(plan, bool(answer)))

    def _question(self, plan: BatchPlan, total: Money) -> Content:
        included = self.included()
        left_out = len(self.lines) - len(included)
        whose = self._whose(included)
        return question_text(plan, total, included, left_out=left_out, whose=whose, rest=self.about.rest)

    def _answered(self, plan: BatchPlan, confirmed: bool) -> None:
        self._asking = False
        if not confirmed:
            return
        self._sending = True
        self._draw()
        self.show_error("")
        confirmed_lines = [line.candidate for line in self.included() if line.candidate is not None]
        self.batches.begin(self, plan, confirmed_lines)

    def show_refused(self, text: str) -> None:
        """Say why nothing was sent, and offer to read the payments again; what was typed is kept."""
        self._sending = False
        self._out_of_date = True
        self._draw()
        self.show_error(text)

    def show_error(self, text: str) -> None:
        """Show what is wrong; the text is safe to show."""
        line = self.query_one("#error", Label)
        line.update(Content(text))
        line.display = bool(text)

    def _whose(self, lines: Sequence[ReviewLine]) -> str:
        names = [self.batches.person(line.row) for line in lines if line.row is not None]
        return whose_text(_persons(lines), names)

    @on(Button.Pressed, "#close")
    def close(self) -> None:
        """The button does what escape does."""
        self.action_cancel()


def _persons(lines: Sequence[ReviewLine]) -> int:
    return persons([line.row for line in lines if line.row is not None])
