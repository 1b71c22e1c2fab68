"""The Disputes section: a window of disputes, each with the payment behind it."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.moments import instant_of
from stancer_tui.models.payment_row import PaymentRow
from stancer_tui.render.columns import Column
from stancer_tui.render.disputes import (
    EXPORT,
    DisputeLine,
    PaymentLookup,
    dispute_columns,
    dispute_entry,
    search_words,
)
from stancer_tui.render.safe import safe
from stancer_tui.render.status import auth_status, row_status
from stancer_tui.services.payments.windows import PRESETS, Window
from stancer_tui.ui.commands import DISPUTES, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.disputes.new_disputes import DisputeList
from stancer_tui.ui.shell.loaded_payments import Progress
from stancer_tui.ui.shell.window_list import WindowListScreen
from stancer_tui.ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from stancer_tui.ui.disputes.host import DisputesHost

_OLDEST = instant_of(0)


class DisputesScreen(WindowListScreen):
    """Lists disputes newest first; the payments behind them are read in the background."""

    KEYS = DISPUTES
    BINDINGS: ClassVar[list[BindingType]] = bindings(DISPUTES)
    NOUN = "disputes"
    PRESET = PRESETS[2]

    def __init__(self, host: "DisputesHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: DisputesHost = host

    @property
    def loaded(self) -> DisputeList:
        """The disputes of this mode that are loaded."""
        return self.host.disputes.of(self.mode)

    def columns(self) -> Sequence[Column[DisputeLine]]:
        """The columns of disputes."""
        return dispute_columns(self.zone, self.now)

    def pages(self, desk: Desk, window: Window) -> AsyncGenerator[tuple[Any, ...], None]:
        """The disputes of a window."""
        return desk.disputes.load(window)

    def lines(self) -> list[DisputeLine]:
        """The disputes with what is known of their payments, newest first."""
        lines = [self._line(item) for item in self.loaded.items]
        return sorted(lines, key=lambda line: line.created or _OLDEST, reverse=True)

    def _line(self, item: Any) -> DisputeLine:
        if not isinstance(item, Dispute):
            return DisputeLine(item, None, PaymentLookup.NOT_NAMED)
        if item.payment is None:
            return DisputeLine(item, None, PaymentLookup.NOT_NAMED)
        row = self._row(item.payment)
        if row is not None:
            return DisputeLine(item, row, PaymentLookup.KNOWN)
        lost = item.payment in self.loaded.not_readable
        return DisputeLine(item, None, PaymentLookup.NOT_READABLE if lost else PaymentLookup.NOT_READ)

    def _row(self, payment_id: str) -> PaymentRow | None:
        listed = self.host.windows.payments(self.mode).index.get(payment_id)
        return listed if isinstance(listed, PaymentRow) else self.loaded.row(payment_id)

    def search_words(self, line: DisputeLine) -> str:
        """What a typed word is held against."""
        return search_words(line)

    def read(self, desk: Desk) -> None:
        """Mark what is new, remember the visit, and read the payments that are not loaded."""
        self.host.disputes.visited(desk)
        seen = self.loaded.seen
        if seen is not None:
            new = {line.key for line in self.lines() if seen.is_new(line.dispute)}
            self.table.fresh.clear()
            self.table.fresh.update(new)
        self.draw()
        self.read_payments(desk)

    def read_payments(self, desk: Desk) -> None:
        """Read the payments behind the disputes that are not known."""
        wanted = dict.fromkeys(line.payment_id for line in self.lines() if line.payment is None)
        ids = [each for each in wanted if each is not None]
        if ids:
            self._read_payments(desk, ids)

    @work(group="payments", exclusive=True)
    async def _read_payments(self, desk: Desk, payment_ids: list[str]) -> None:
        async with aclosing(desk.disputes.payments(payment_ids)) as answers:
            async for payment_id, answer in answers:
                self.loaded.take(payment_id, answer)
                self.draw()

    def come_back(self, desk: Desk) -> None:
        """Read on what was cut off, the payments too."""
        super().come_back(desk)
        if self.loaded.progress is Progress.DONE:
            self.read_payments(desk)

    def news(self) -> str:
        """How many are new, and how many payments are still to be read."""
        parts = [f"{len(self.table.fresh)} new"] if self.table.fresh else []
        waiting = sum(line.behind is PaymentLookup.NOT_READ for line in self.lines())
        if waiting:
            parts.append(f"{waiting} payment{'' if waiting == 1 else 's'} to read")
        return " · ".join(parts)

    def told(self, line: DisputeLine) -> Content:
        """The code in words, and the payment behind it."""
        if not isinstance(line.dispute, Dispute):
            return Content(safe(f"This dispute cannot be read: {line.dispute.reason}"))
        entry = dispute_entry(line.dispute.response)
        meaning = entry.meaning if entry else "This code is in no table of the reference; ask Stancer."
        return Content("\n").join([Content(meaning), Content(self._behind(line))])

    def _behind(self, line: DisputeLine) -> str:
        row = line.payment
        if row is None:
            reason = self.loaded.not_readable.get(line.payment_id or "", "")
            return {
                PaymentLookup.NOT_READ: "The list names no currency; the payment that does is being read.",
                PaymentLookup.NOT_READABLE: (
                    f"Payment not readable, so no currency: {reason} "
                    f"{key_of('disputes.refresh')} tries again."
                ),
            }.get(line.behind, "The API names no payment for it.")
        parts = [f"Payment {row_status(row).text()}"]
        if row.auth_status:
            parts.append(f"3-D Secure {auth_status(row.auth_status).text()}")
        if row.refunded:
            parts.append("! already refunded: the money may go back twice")
        return " · ".join(parts)

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
        payment_id, known = line.dispute.payment, self.loaded
        if payment_id is not None and payment_id not in known.payments:
            try:
                known.take(payment_id, await self.desk.disputes.payment(payment_id))
            except ApiError as error:
                known.take(payment_id, error)
        if self.is_mounted:
            copy_dossier(self, line.dispute, known.payments.get(payment_id or ""))
            self.draw()

    def action_export(self) -> None:
        """Offer to write the marked disputes, or those that are shown, to a file."""
        from stancer_tui.ui.shell.copy_export import export

        lines, what = self.export_lines()
        unknown = sum(line.money is None for line in lines)
        told = f"{what}; {unknown} without a known currency" if unknown else what
        export(self, lines, EXPORT, noun="disputes", what=told)
