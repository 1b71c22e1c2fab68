"""The Refunds section: every refund this desk confirmed, and those seen in the window, unresolved first."""

from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from stancer_tui.desk import Desk
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds import words
from stancer_tui.store.journal_schema import JournalUnavailable
from stancer_tui.ui.commands import REFUNDS, TABLE, Command, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.refunds.intent_dialog import IntentDialog
from stancer_tui.ui.refunds.rows import LATE, Group, RefundLine, RefundRecords, refund_columns, refund_records
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.shell.subject import Subject
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.state_view import StateView

if TYPE_CHECKING:
    from stancer_tui.ui.refunds.host import RefundsHost


class RefundsScreen(DeskScreen):
    """Lists refunds; opening one shows what happened to the money, and its payment is one key away."""

    KEYS = REFUNDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(REFUNDS)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#refunds"

    def __init__(self, host: "RefundsHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: RefundsHost = host
        self.group = Group.ALL
        self._every = RefundRecords()
        self._off = False
        self._wanted: tuple[Group, str] | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the list and what is said of the line under the cursor."""
        with Vertical(classes="frame", id="list") as frame:
            frame.border_title = Content("Refunds")
            yield Static(id="notice")
            yield LineInput(placeholder="id, payment, order, amount, ticket", id="find", max_length=120)
            yield RecordTable(refund_columns(self.zone, self.now()), id="refunds")
            yield StateView()
        yield Static(id="outcome")

    @property
    def zone(self) -> tzinfo:
        """The zone in which instants are shown."""
        return self.host.clock.zone

    def now(self) -> datetime:
        """The moment by the desk's clock."""
        return self.host.clock.now()

    @property
    def table(self) -> RecordTable:
        """The list widget."""
        return self.query_one("#refunds", RecordTable)

    @property
    def current(self) -> RefundLine | None:
        """The line under the cursor."""
        line = self.table.current
        return line if isinstance(line, RefundLine) else None

    def on_mount(self) -> None:
        """Keep the list as fresh as the payments that are loaded."""
        self.find.can_focus = False  # only / leads there: no key is typed into it by chance
        self._tick = self.set_interval(1, self._follow_payments)
        self._known = -1
        if self._wanted is not None:
            self.call_after_refresh(self._narrow_to, *self._wanted)

    def desk_ready(self, desk: Desk) -> None:
        """Read the journal."""
        self.read(desk)

    def on_screen_suspend(self) -> None:
        """Rest while another screen is shown."""
        self._tick.pause()

    def on_screen_resume(self) -> None:
        """Show what has happened meanwhile."""
        self._tick.resume()
        if self.desk is not None:
            self.read(self.desk)

    def payment_changed(self, payment_id: str) -> None:  # noqa: ARG002
        """Read the journal again."""
        if self.desk is not None:
            self.read(self.desk)

    def _follow_payments(self) -> None:
        revision = self.host.windows.payments(self.mode).index.revision
        if self.desk is not None and revision != self._known:
            self._known = revision
            self.read(self.desk)

    @work(group="read", exclusive=True)
    async def read(self, desk: Desk) -> None:
        """Read the journal again and put it together with the payments that are loaded."""
        trouble: JournalUnavailable | None = None
        try:
            history, unresolved = await desk.refunds.history(), await desk.refunds.unresolved()
        except JournalUnavailable as error:
            history, unresolved, trouble = (), (), error
        else:
            self.host.refunds.take_stock(self.mode, unresolved)
        payments = self.host.windows.payments(self.mode).index.rows
        if self.whole:
            self._draw(refund_records(history, unresolved, payments, self.now()), trouble)

    def _draw(self, records: RefundRecords, trouble: JournalUnavailable | None) -> None:
        self.table.use_columns(refund_columns(self.zone, self.now()))
        self._every, self._off = records, trouble is not None
        frame = self.query_one("#list")
        label = self.host.windows.payments(self.mode).label
        frame.border_subtitle = Content(f"{label} and this desk's journal")
        notice = self.query_one("#notice", Static)
        notice.set_class(trouble is not None, "-shown")
        if trouble is not None:
            notice.update(
                Content(
                    f"! Refunds are off: {safe(trouble)}. Reading goes on. Mend it, then "
                    f"{key_of('refunds.refresh')}."
                )
            )
        self._show_narrowed()

    def _show_narrowed(self) -> None:
        """Show the lines of the group that hold the text, and how many each group has."""
        text = self.find.value
        records = self._every.narrowed(self.group, text)
        self.table.show(records)
        parts = [
            f"[{count:,} {group.value}]" if group is self.group else f"{count:,} {group.value}"
            for group, count in self._every.counts().items()
        ]
        self.query_one("#list").border_title = Content(f"Refunds · {' · '.join(parts)}")
        view = self.query_one(StateView)
        if len(records):
            view.hide()
        elif len(self._every):
            view.show_empty(
                "No refund here matches.",
                f"{key_of('refunds.filter')} shows another group · {key_of('refunds.back')} shows all",
            )
        elif not self._off:
            view.show_empty(
                "No refunds here yet.",
                "This desk has sent none, and the loaded payments report none. "
                f"{key_of('payments.refund')} refunds a payment.",
            )
        if not len(records) and self.focused is self.table:
            self.set_focus(None)
        self.table.display = bool(len(records))
        if self.table.display and self.focused is None and self.is_current:
            self.set_focus(self.table)
        self._tell_outcome()

    @property
    def find(self) -> Input:
        """Where the agent types what to look for."""
        return self.query_one("#find", Input)

    def show_group(self, group: str, text: str) -> None:
        """Narrow the list to a group and a text; a screen that is not laid out yet does so when it is."""
        wanted = Group(group), text
        if self.whole:
            self._narrow_to(*wanted)
        else:
            self._wanted = wanted

    def _narrow_to(self, group: Group, text: str) -> None:
        self.group = group
        self.find.display = bool(text)
        self.find.value = text
        self._show_narrowed()
        self.set_focus(self.table if self.table.display else None)

    @on(Input.Blurred, "#find")
    def leave_text(self) -> None:
        """The next key is the list's."""
        self.find.can_focus = False

    @on(Input.Changed, "#find")
    def narrow(self) -> None:
        """Narrow the list as the agent types."""
        self._show_narrowed()

    def on_key(self, event: events.Key) -> None:
        """From the text, enter and down step into the list."""
        if event.key in {"down", "enter"} and self.focused is self.find:
            self.set_focus(self.table)
            event.stop()

    def action_search(self) -> None:
        """Put the cursor into the text."""
        self.find.display = self.find.can_focus = True
        self.set_focus(self.find)

    def action_filter(self) -> None:
        """Show the next group."""
        groups = list(Group)
        self.group = groups[(groups.index(self.group) + 1) % len(groups)]
        self._show_narrowed()

    def action_back(self) -> None:
        """Show every refund again."""
        self._narrow_to(Group.ALL, "")

    @on(RecordTable.Highlighted)
    def _tell_outcome(self) -> None:
        line = self.current
        text = "" if line is None else outcome_words(line)
        self.query_one("#outcome", Static).update(Content(text), layout=False)

    @on(RecordTable.Opened)
    def open_line(self, event: RecordTable.Opened) -> None:
        """Show what happened to the money, or the payment where only Stancer knows the refund."""
        line = event.row
        if self.desk is not None and line.intent is not None:
            payment = line.payment
            self.app.push_screen(
                IntentDialog(self.desk, line.intent),
                lambda again: self.host.open_refund(self.mode, payment) if again else None,
            )
        else:
            self.action_payment()

    def action_payment(self) -> None:
        """Open the payment."""
        line = self.current
        if line is not None:
            self.host.navigation.open(self, Kind.PAYMENT, line.payment)

    @work(group="check", exclusive=True)
    async def action_check(self) -> None:
        """Read the payment of an unresolved refund again now."""
        line = self.current
        if self.desk is not None and line is not None and line.intent is not None and line.unresolved:
            with suppress(JournalUnavailable):  # reading the journal again says so
                await self.desk.refunds.check_again(line.intent.id)
            self.read(self.desk)

    def to_watch(self) -> Subject | None:
        """The refund under the cursor; its payment where the API gave the refund no id."""
        line = self.current
        if line is None:
            return None
        refund_id = line.refund.id if line.refund is not None else None
        refund_id = refund_id or (line.intent.refund_id if line.intent is not None else None)
        if line.unresolved:
            words = "This desk's journal follows this refund until its outcome is known, and tells it."
            return Subject(Kind.PAYMENT, line.payment, safe(line.payment), followed=words)
        if refund_id is None:
            return Subject(Kind.PAYMENT, line.payment, safe(line.payment))
        known = {"status": line.refund.status} if line.refund is not None else None
        label = f"{money(Money(line.amount, line.currency))} · {safe(refund_id)}"
        return Subject(Kind.REFUND, refund_id, label, known)

    def action_refresh_list(self) -> None:
        """Read the journal again."""
        if self.desk is not None:
            self.read(self.desk)

    def times_changed(self) -> None:
        """Draw instants in the other zone."""
        self.table.use_columns(refund_columns(self.zone, self.now()))

    def hints(self) -> tuple[Command, ...]:
        """The list's enter stands first."""
        return (TABLE[0], *super().hints())


def outcome_words(line: RefundLine) -> str:
    """One sentence on a line: what happened to the money, and when it arrives."""
    parts = []
    if line.intent is not None:
        parts.append(safe(words.outcome(line.intent), 400))
    if line.refund is not None:
        parts.append(words.arrival(line.refund.status))
    if line.late and line.refund is not None:
        parts.append(late_words(line.refund.status))
    return " ".join(parts)


def late_words(status: str | None) -> str:
    """Why a refund that is still under way is said to be late."""
    days = LATE[status or ""].days
    if status == "to_refund":
        return f"Late: Stancer sends refunds within the day, and this one waits for {days} days or more."
    return f"Late: the bank has not answered for {days} days or more (a rule of this program, not Stancer's)."
