"""The Payouts section: a window of payouts, in live mode only."""

import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from stancer_tui.api.errors import ApiError, NotImplementedByApi
from stancer_tui.desk import Desk
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.moments import instant_of
from stancer_tui.models.payout import Payout
from stancer_tui.render.columns import Column
from stancer_tui.render.money import AmountError, parse_amount
from stancer_tui.render.payouts import EXPORT, PayoutLine, payout_columns, search_words
from stancer_tui.render.safe import safe
from stancer_tui.services.payments.windows import PRESETS, Window
from stancer_tui.services.payouts.sums import equation
from stancer_tui.ui.commands import PAYOUTS, Command, bindings
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.payouts.summary import LIVE_ONLY, WHY_LIVE_ONLY, head_content
from stancer_tui.ui.shell.loaded_records import Loaded
from stancer_tui.ui.shell.subject import Subject
from stancer_tui.ui.shell.window_list import WindowListScreen
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.state_view import StateView

if TYPE_CHECKING:
    from stancer_tui.ui.payouts.host import PayoutsHost

_OLDEST = instant_of(0)
_DECIMALS = re.compile(r"[.,][0-9]{2}(?![0-9])")


class PayoutsScreen(WindowListScreen):
    """Lists payouts newest first; a typed amount finds the payout of that amount."""

    KEYS = PAYOUTS
    BINDINGS: ClassVar[list[BindingType]] = bindings(PAYOUTS)
    NOUN = "payouts"
    PRESET = PRESETS[3]

    def __init__(self, host: "PayoutsHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: PayoutsHost = host
        self._loaded: Loaded[Payout] = Loaded()

    @property
    def loaded(self) -> Loaded[Payout]:
        """The payouts of this mode that are loaded."""
        return self._loaded

    def columns(self) -> Sequence[Column[PayoutLine]]:
        """The columns of payouts."""
        return payout_columns(self.now)

    def pages(self, desk: Desk, window: Window) -> AsyncGenerator[tuple[Any, ...], None]:
        """The payouts of a window."""
        return desk.payouts.load(window)

    def lines(self) -> list[PayoutLine]:
        """The payouts, newest first."""
        lines = [PayoutLine(item) for item in self.loaded.items]
        return sorted(lines, key=lambda line: line.created or _OLDEST, reverse=True)

    def search_words(self, line: PayoutLine) -> str:
        """What a typed word is held against."""
        return search_words(line)

    def shown_lines(self) -> list[PayoutLine]:
        """The payouts of the amount that was typed; those that hold every word where it is no amount."""
        if _DECIMALS.search(self.typed):
            lines = self.lines()
            of_amount = [line for line in lines if _is_of(line, self.typed)]
            if of_amount or any(_reads(line, self.typed) for line in lines):
                return of_amount
        return super().shown_lines()

    def told(self, line: PayoutLine) -> Content:
        """When it reaches the bank and under which words; whether its own totals add up."""
        payout = line.payout
        if not isinstance(payout, Payout):
            return Content(safe(f"This payout cannot be read: {payout.reason}"))
        head = head_content(payout, now=self.now())
        off = equation(payout, {}, ()).stated_difference
        if not off:
            return head
        return Content.assemble(("! Its own totals do not add up.  ", "bold $text-error"), head)

    def show_trouble(self, view: StateView, trouble: ApiError) -> None:
        """Where payouts do not exist, say so and offer the mode that has them."""
        if isinstance(trouble, NotImplementedByApi) and not self.mode.live:
            view.show_empty(LIVE_ONLY, f"{WHY_LIVE_ONLY}\n\nl switches to live; it asks first.")
        else:
            super().show_trouble(view, trouble)

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
        return super().hints() if self.mode.live else (replace(PAYOUTS[0], hint=True), *super().hints())

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Live is offered where there is nothing else."""
        return None if action == "live" and self.mode.live else True

    def action_export(self) -> None:
        """Offer to write the marked payouts, or those that are shown, to a file."""
        from stancer_tui.ui.shell.copy_export import export

        lines, what = self.export_lines()
        export(self, lines, EXPORT, noun="payouts", what=what)


def _amount_of(line: PayoutLine, typed: str) -> int | None:
    currency = line.payout.currency if isinstance(line.payout, Payout) else None
    try:
        return parse_amount(typed.lstrip("+-−"), currency) if currency else None
    except AmountError:
        return None


def _reads(line: PayoutLine, typed: str) -> bool:
    return _amount_of(line, typed) is not None


def _is_of(line: PayoutLine, typed: str) -> bool:
    wanted = _amount_of(line, typed)
    return wanted is not None and isinstance(line.payout, Payout) and abs(line.payout.amount) == wanted
