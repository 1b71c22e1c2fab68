"""The Payouts section: a window of payouts, in live mode only."""

from collections.abc import AsyncGenerator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType

from stancer_tui.api.errors import NotImplementedByApi
from stancer_tui.desk import Desk
from stancer_tui.language import N_, _
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.payout import Payout
from stancer_tui.render.columns import Column
from stancer_tui.render.payouts import PayoutLine, payout_columns
from stancer_tui.services.payments.windows import PRESETS, Window
from stancer_tui.services.payouts.upcoming import COMING
from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.money import PAYOUTS
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.payouts.rows import KIND, SEARCHABLE, payout_entries, payout_preview
from stancer_tui.ui.payouts.summary import LIVE_ONLY, WHY_LIVE_ONLY
from stancer_tui.ui.shell.copy_export import copy_one_of
from stancer_tui.ui.shell.loaded_records import Loaded
from stancer_tui.ui.shell.subject import Subject
from stancer_tui.ui.shell.window_list import WindowList
from stancer_tui.ui.widgets.empty_state import EmptyState
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.row_preview import Preview

if TYPE_CHECKING:
    from stancer_tui.ui.payouts.host import PayoutsHost


class PayoutsScreen(WindowList):
    """Lists payouts newest first; a typed amount finds the payout of that amount."""

    KEYS = PAYOUTS
    BINDINGS: ClassVar[list[BindingType]] = bindings(PAYOUTS)
    KIND = KIND
    SEARCHABLE = SEARCHABLE
    SEARCH_HINT = N_("words, an amount, or fields such as status:paid amount:>1000 date:2026-11")
    PRESET = PRESETS[3]

    def __init__(self, host: "PayoutsHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: PayoutsHost = host
        self._loaded: Loaded[Payout] = Loaded(lambda payout: payout.status in COMING)

    @property
    def loaded(self) -> Loaded[Payout]:
        """The payouts of this mode that are loaded."""
        return self._loaded

    def every_column(self) -> Sequence[Column[PayoutLine]]:
        """The columns of payouts."""
        return payout_columns(self.now)

    def pages(self, desk: Desk, window: Window) -> AsyncGenerator[tuple[Any, ...], None]:
        """The payouts of a window."""
        return desk.payouts.load(window)

    def line_of(self, item: Any) -> PayoutLine:
        """A payout."""
        return PayoutLine(item)

    def preview_of(self, row: PayoutLine, *, whole: bool) -> Preview:
        """When it reaches the bank and under which words; whether its own totals add up."""
        return payout_preview(row, now=self.now())

    def why_empty(self) -> EmptyState:
        """Where payouts do not exist, say so and offer the mode that has them."""
        if isinstance(self.loaded.trouble, NotImplementedByApi) and not self.mode.live:
            asks = _("{key} switches to live; it asks first.", key=self.key("live"))
            return EmptyState(_(LIVE_ONLY), f"{_(WHY_LIVE_ONLY)}\n\n{asks}")
        return super().why_empty()

    @on(RecordTable.Opened)
    def open_payout(self, event: RecordTable.Opened) -> None:
        """Open the payout under the cursor."""
        line = event.row
        if isinstance(line, PayoutLine) and isinstance(line.payout, Payout):
            self.host.navigation.open(self, Kind.PAYOUT, line.payout.id, known=line.payout)
        elif isinstance(line, PayoutLine) and line.payout.id:
            self.host.navigation.open(self, Kind.PAYOUT, line.payout.id)

    def hints(self) -> tuple[Command, ...]:
        """Where there are no payouts, the way to those that are stands first."""
        return super().hints() if self.mode.live else (PAYOUTS[0]._replace(hint=True), *super().hints())

    def to_watch(self) -> Subject | None:
        """The payout under the cursor."""
        line = self.table.current
        if not isinstance(line, PayoutLine) or not isinstance(line.payout, Payout):
            return None
        from stancer_tui.ui.payouts.screen import payout_subject

        return payout_subject(line.payout.id, line.payout)

    def action_live(self) -> None:
        """Go to live mode, which asks once."""
        if not self.mode.live:
            self.host.mode_switch.ask()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Live is offered where there is nothing else."""
        return None if action == "live" and self.mode.live else True

    def action_copy(self) -> None:
        """Offer what can be copied of the payout under the cursor."""
        line = self.table.current
        if isinstance(line, PayoutLine):
            copy_one_of(self.app, payout_entries(line, now=self.now()))
