"""The Disputes section: a window of disputes, each with the payment behind it."""

from collections.abc import AsyncGenerator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import BindingType

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.language import N_, _, grouped, ngettext
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.behind import PaymentLookup
from stancer_tui.render.columns import Column
from stancer_tui.render.disputes import DisputeLine, dispute_columns
from stancer_tui.services.payments.by_ids import payments_by_ids
from stancer_tui.services.payments.windows import PRESETS, Window
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.money import DISPUTES
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.disputes.new_disputes import DisputeList
from stancer_tui.ui.disputes.rows import KIND, SEARCHABLE, dispute_preview, to_note
from stancer_tui.ui.shell.loaded_payments import Progress
from stancer_tui.ui.shell.payments_behind import ReadingBehind
from stancer_tui.ui.shell.window_list import WindowList
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.row_preview import Preview

if TYPE_CHECKING:
    from stancer_tui.ui.disputes.host import DisputesHost


class DisputesScreen(WindowList):
    """Lists disputes newest first; the payments behind them are read in the background."""

    KEYS = DISPUTES
    BINDINGS: ClassVar[list[BindingType]] = bindings(DISPUTES)
    KIND = KIND
    SEARCHABLE = SEARCHABLE
    SEARCH_HINT = N_("words, or fields such as code:1040 amount:30..50 date:7d last4:4242 order:A-7")
    PRESET = PRESETS[2]

    def __init__(self, host: "DisputesHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: DisputesHost = host
        self.to_note = lambda: to_note(self.table.current)
        self.reading = ReadingBehind(
            self.loaded.behind,
            lambda: [line.payment_id for line in self.lines if line.payment is None],
            lambda work: self.run_worker(work, group="payments"),
            self.draw_loaded,
        )

    @property
    def loaded(self) -> DisputeList:
        """The disputes of this mode that are loaded."""
        return self.host.disputes.of(self.mode)

    def every_column(self) -> Sequence[Column[DisputeLine]]:
        """The columns of disputes."""
        return dispute_columns(self.zone, self.now, mask=self.host.mask)

    def pages(self, desk: Desk, window: Window) -> AsyncGenerator[tuple[Any, ...], None]:
        """The disputes of a window."""
        return desk.disputes.load(window)

    def line_of(self, item: Any) -> DisputeLine:
        """A dispute with what is known of its payment."""
        payment_id = item.payment if isinstance(item, Dispute) else None
        row = self._row(payment_id) if payment_id is not None else None
        known = PaymentLookup.KNOWN if row is not None else self.loaded.behind.lookup(payment_id)
        return DisputeLine(item, row, known)

    def _row(self, payment_id: str) -> PaymentRow | None:
        listed = self.host.windows.payments(self.mode).index.get(payment_id)
        return listed if isinstance(listed, PaymentRow) else self.loaded.behind.row(payment_id)

    def read(self, desk: Desk) -> None:
        """Mark what is new, remember the visit, and read the payments that are not loaded."""
        self.reading.go_on()
        self.host.disputes.visited(desk)
        seen = self.loaded.seen
        if seen is not None:
            self.table.fresh.clear()
            self.table.fresh.update(line.key for line in self.lines if seen.is_new(line.dispute))
        self.draw()
        self.read_payments(desk)

    def looked(self, desk: Desk, new: set[str]) -> None:
        """Mark what is new, remember the visit, and read the payments behind it."""
        super().looked(desk, new)
        self.draw_loaded()
        if new:
            self.host.disputes.visited(desk)
            self.read_payments(desk)

    def read_payments(self, desk: Desk) -> None:
        """Read the payments behind the disputes that are not known."""
        self.reading.look(partial(payments_by_ids, desk.disputes.payment))

    def come_back(self, desk: Desk) -> None:
        """Read on what was cut off, the payments too."""
        super().come_back(desk)
        if self.loaded.progress is Progress.DONE:
            self.read_payments(desk)

    def news(self) -> str:
        """How many are new, and how many payments are still to be read."""
        fresh = len(self.table.fresh)
        parts = [_("{number} new", number=grouped(fresh))] if fresh else []
        waiting = sum(
            line.behind in {PaymentLookup.NOT_READ, PaymentLookup.NOT_LOADED} for line in self.lines
        )
        if waiting:
            parts.append(ngettext("{count} payment to read", "{count} payments to read", waiting))
        return " · ".join(parts)

    def preview_of(self, row: DisputeLine, *, whole: bool) -> Preview:
        """The code in words, and the payment behind it."""
        now, zone, mask = self.now(), self.zone, self.host.mask
        return dispute_preview(row, self.loaded.behind.why(row.payment_id), now=now, zone=zone, mask=mask)

    @on(RecordTable.Opened)
    def open_dispute(self, event: RecordTable.Opened) -> None:
        """Open the dispute under the cursor."""
        line = event.row
        if isinstance(line, DisputeLine) and isinstance(line.dispute, Dispute):
            self.host.navigation.open(self, Kind.DISPUTE, line.dispute.id, known=line.dispute)
        elif isinstance(line, DisputeLine) and line.dispute.id:
            self.host.navigation.open(self, Kind.DISPUTE, line.dispute.id)

    @work(group="dossier", exclusive=True)
    async def action_copy(self) -> None:
        """Copy the dossier of the dispute under the cursor; its payment is read for it where need be."""
        from stancer_tui.ui.disputes.summary import copy_dossier

        line = self.table.current
        if self.desk is None or not isinstance(line, DisputeLine) or not isinstance(line.dispute, Dispute):
            return
        payment_id, known = line.dispute.payment, self.loaded.behind
        if payment_id is not None and payment_id not in known.payments:
            try:
                known.take(payment_id, await self.desk.disputes.payment(payment_id))
            except ApiError as error:
                known.take(payment_id, error)
        if self.is_mounted:
            copy_dossier(self, line.dispute, known.payments.get(payment_id or ""))
            self.draw_loaded()
