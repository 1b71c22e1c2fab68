"""The Refunds section: every refund this desk confirmed, and those seen in the window, unresolved first."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType

from stancer_tui.desk import Desk
from stancer_tui.language import N_, _, grouped
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.money import Money
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.columns import Column
from stancer_tui.services.payments.windows import Window
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.lists import REFUNDS
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.dialogs.choose_dates import ChooseWindow
from stancer_tui.ui.refunds.intent_dialog import IntentDialog
from stancer_tui.ui.refunds.leads_to_reasons import LeadsToReasons
from stancer_tui.ui.refunds.list_words import notice_words, why_empty
from stancer_tui.ui.refunds.listing import (
    KIND,
    SEARCHABLE,
    refund_columns,
    to_note,
)
from stancer_tui.ui.refunds.loaded import RefundList
from stancer_tui.ui.refunds.missing import MissingReading
from stancer_tui.ui.refunds.preview import refund_entries, refund_preview
from stancer_tui.ui.refunds.rows import ALWAYS, RefundGroup, RefundLine, counts, group_text
from stancer_tui.ui.shell.copy_export import copy_one_of
from stancer_tui.ui.shell.cursor_preview import CursorPreview
from stancer_tui.ui.shell.lines import Lines
from stancer_tui.ui.shell.list_section import ListSection
from stancer_tui.ui.shell.loaded_words import payments_age
from stancer_tui.ui.shell.subject import Subject
from stancer_tui.ui.shell.throttle import Throttle
from stancer_tui.ui.shell.window_loader import LoadStep, WindowLoader
from stancer_tui.ui.widgets.list_pane import ListStatus
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.row_preview import Preview

if TYPE_CHECKING:
    from stancer_tui.ui.refunds.host import RefundsHost

_OFTEN = 1.0
"""Seconds between two drawings while payments arrive."""

_REDRAW = 0.1
"""Seconds between two drawings while single payments are read for the rows on the screen."""


class RefundsScreen(ListSection, LeadsToReasons):
    """Lists refunds; opening one shows what happened to the money, and its payment is one key away."""

    KEYS = REFUNDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(REFUNDS)
    KIND = KIND
    SEARCH_HINT = N_("id, payment, order, amount, ticket, or fields such as status:failed amount:>50 date:7d")

    def __init__(self, host: "RefundsHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: RefundsHost = host
        self.to_note = lambda: to_note(self.current)
        self.group = RefundGroup.ALL
        self.lines: Lines[RefundLine] = Lines(SEARCHABLE)
        self.list = RefundList(self.loader.rows.index.get)

        def arrange() -> None:
            self.list.arrange(self.loader.rows.index.refunded(), self.now())
            self.show_group(self.group)

        redraw = Throttle(arrange, self.set_timer)
        self.missing = MissingReading(
            self.list,
            lambda: [each for each in (self.current, *self.table.on_screen) if each and self.is_current],
            lambda: self.desk,
            run=partial(self.run_worker, group="missing"),
            timer=self.set_timer,
            changed=lambda: redraw.call(_REDRAW),
        )

        def at_cursor(row: RefundLine | None, whole: bool) -> None:
            self.draw_preview(row, whole)
            self.missing.soon()

        self.preview = CursorPreview(lambda: self.current, at_cursor)
        self._soon = Throttle(self.read, self.set_timer)
        self._shown_window: Window | None = None

    @property
    def rows(self) -> Lines[RefundLine]:
        """The refunds of the group that is shown."""
        return self.lines

    @property
    def loader(self) -> WindowLoader:
        """What reads the payments that report refunds."""
        return self.host.windows.loader(self.mode)

    @property
    def current(self) -> RefundLine | None:
        """The line under the cursor."""
        line = self.table.current
        return line if isinstance(line, RefundLine) else None

    def every_column(self) -> tuple[Column[RefundLine], ...]:
        """The columns of refunds."""
        return refund_columns(self.zone, self.now, mask=self.host.mask)

    def preview_of(self, row: RefundLine, *, whole: bool) -> Preview:
        """What happened to the money, when it arrives, and whose it is."""
        why = self.list.behind.why(row.payment)
        return refund_preview(row, now=self.now(), zone=self.zone, mask=self.host.mask, why=why)

    def status(self) -> ListStatus:
        """The dates, how many each group has, and how old they are."""
        loader, known, shown = self.loader, self.list, len(self.lines.shown)
        groups = (
            f"[{named}]" if group is self.group else named
            for group, count in counts(known.every).items()
            if count or group in ALWAYS
            for named in (group_text(group, count),)
        )
        shared = self.desk is not None and self.desk.ledger.shared
        ledger = _("the team's ledger") if shared else _("this desk's journal")
        sources = _(" and ").join(filter(None, (loader.rows.label, ledger)))
        far = _("{shown} of {total}", shown=grouped(shown), total=grouped(len(known.every)))
        return ListStatus(
            title=" · ".join((_("Refunds"), *groups)),
            progress=f"{far} · {sources}",
            notice=notice_words(known.trouble, loader.trouble if known.every else None),
            empty=None
            if shown or not known.read_once
            else why_empty(
                known.trouble,
                loader.trouble,
                searched=bool(known.every) and bool(self.lines.query),
                grouped=bool(known.every) and self.group is not RefundGroup.ALL,
            ),
            age=payments_age(
                loader.rows,
                loader.trouble,
                loader.auto.words,
                self.now(),
                stale_after=loader.auto.stale_after,
            ),
            loading=not known.read_once,
        )

    def on_mount(self) -> None:
        """Keep the list as fresh as the payments that are loaded."""
        self._shown_window = self.loader.window
        self.loader.follow(self)

    def on_unmount(self) -> None:
        """Follow them no longer."""
        self.loader.unfollow(self)

    def window_moved(self, moment: LoadStep) -> None:
        """Payments arrived, and refunds with them."""
        if not self.whole:
            return
        if self.loader.window is not self._shown_window:
            self._shown_window = self.loader.window
            self.table.marks.clear()
        if self.is_current:
            self._soon.call(_OFTEN if moment is LoadStep.ROWS else 0)

    def rows_on_screen(self) -> list[PaymentRow]:
        """The payments of the refunds that the agent sees."""
        return [line.row for line in self.table.on_screen if line.row is not None]

    def desk_ready(self, desk: Desk) -> None:
        """Read the journal, and the payments unless another section has begun to."""
        self.loader.open(desk)
        self.read()

    def on_screen_resume(self) -> None:
        """Show what has happened meanwhile."""
        self.read()

    def payment_changed(self, payment_id: str) -> None:
        """Read the journal again."""
        self.read()

    @work(group="read", exclusive=True)
    async def read(self) -> None:
        """Read the journal again and put it together with the payments that are loaded."""
        if self.desk is None:
            return
        await self.list.read(self.desk.refunds)
        if self.list.trouble is None:
            self.host.refunds.take_stock(self.mode, self.list.unresolved)
        self.list.arrange(self.loader.rows.index.refunded(), self.now())
        self.show_group(self.group)

    def show_group(self, group: RefundGroup | str, text: str | None = None) -> None:
        """Narrow the list to a group, and to a text where one is given."""
        self.group = RefundGroup(group)
        shown = [line for line in self.list.every if self.group in {RefundGroup.ALL, line.group}]
        self.lines.take(shown)
        if text is None:
            self.draw()
        elif text:
            self.search_for(text)
        else:
            super().action_back()

    def action_filter(self) -> None:
        """Show the next group."""
        found = counts(self.list.every)
        groups = [group for group in RefundGroup if found[group] or group in {*ALWAYS, self.group}]
        self.show_group(groups[(groups.index(self.group) + 1) % len(groups)])

    def action_back(self) -> None:
        """Show every refund again."""
        super().action_back()
        self.show_group(RefundGroup.ALL)

    @on(RecordTable.Opened)
    def open_line(self, event: RecordTable.Opened) -> None:
        """Show what happened to the money, or the payment where only Stancer knows the refund."""
        line = event.row
        if self.desk is not None and line.intent is not None:
            payment = line.payment
            self.app.push_screen(
                IntentDialog(self.desk, line.intent, self.host.refunds),
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
            with suppress(LedgerUnavailable):  # reading the journal again says so
                await self.host.refunds.answers.check(self.desk, line.intent)
            self.read()

    def action_copy(self) -> None:
        """Offer what can be copied of the refund under the cursor."""
        line = self.current
        if line is not None:
            copy_one_of(self.app, refund_entries(line))

    def to_watch(self) -> Subject | None:
        """The refund under the cursor; its payment where the API gave the refund no id."""
        line = self.current
        if line is None:
            return None
        if line.unresolved:
            words = _("This refund is followed until its outcome is known, and you are told.")
            return Subject(Kind.PAYMENT, line.payment, followed=words)
        if line.refund_id is None:
            return Subject(Kind.PAYMENT, line.payment)
        known = {"status": line.refund.status} if line.refund is not None else None
        return Subject(Kind.REFUND, line.refund_id, Money(line.amount, line.currency), known)

    def action_load(self, what: str) -> None:
        """Read the journal and what is new, now ("refresh") or now and then ("auto"), or more ("back")."""
        if what == "auto":
            self.loader.auto.toggle()
            self.draw()
        elif what == "back":
            self.loader.look_back()
        else:
            self.missing.again()
            self.read()
            self.loader.refresh()

    def action_window(self) -> None:
        """Choose the dates of the payments that are loaded."""
        self.app.push_screen(
            ChooseWindow(zone=self.zone, now=self.now()),
            lambda window: None if window is None else self.loader.choose(window),
        )
