"""The refunds of a month by reason, from the ledger alone: on the screen, and as a file."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button

from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.render.export import masked
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds.month import Month
from stancer_tui.services.refunds.reasons import KnownRefunds
from stancer_tui.services.refunds.report import MonthReport, month_report
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.dialogs import REASONS
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.refunds import report_lines as words
from stancer_tui.ui.refunds.sum_lines import SumLine, SumLines
from stancer_tui.ui.shell.copy_export import export, file_name
from stancer_tui.ui.shell.desk_clock import DeskClock

_EARLIEST = Month(1970, 1)


class ReasonReport(Dialog[None]):
    """Reads the ledger once, and shows a month of it; the months are those of the zone that is shown."""

    KEYS = REASONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(REASONS)
    AUTO_FOCUS = "#close"

    def __init__(self, desk: Desk, clock: DeskClock, *, mask: bool) -> None:
        super().__init__(mode=desk.mode)
        self._desk = desk
        self._clock = clock
        self._mask = mask
        self._month = Month.at(clock.now(), clock.zone)
        self._known: KnownRefunds | None = None
        self._trouble: LedgerUnavailable | None = None

    def compose(self) -> ComposeResult:
        """Lay out the sums and the buttons."""
        with Vertical(classes="dialog-box help-box") as box:
            box.border_subtitle = Content(
                _(
                    "{before} {after} month · {export} exports · {close} closes",
                    before=key_of("reasons.before"),
                    after=key_of("reasons.after"),
                    export=key_of("reasons.export"),
                    close=key_of("dialog.cancel"),
                )
            )
            with VerticalScroll(classes="money-text", can_focus=False):
                yield SumLines()
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Close")), compact=True, id="close")
                yield Button(Content(_("Export…")), compact=True, id="export")

    def on_mount(self) -> None:
        """Read the ledger."""
        self.action_refresh_report()

    @property
    def report(self) -> MonthReport | None:
        """What is known of the month that is shown; None before the ledger was read."""
        return None if self._known is None else month_report(self._known, self._month, self._clock.zone)

    def action_refresh_report(self) -> None:
        """Read the ledger again."""
        self._known = self._trouble = None
        self._draw()
        self._read()

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        try:
            history = await self._desk.refunds.history(words.NEWEST)
            self._known = KnownRefunds.of(history, words.NEWEST)
        except LedgerUnavailable as error:
            self._trouble = error
        if self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        month = words.month_words(self._month)
        title = _("Refunds by reason · {month} · {mode}", month=month, mode=self._desk.mode.word)
        self.query_one(".dialog-box").border_title = Content(title)
        self.query_one(SumLines).show(self._lines())

    def _lines(self) -> list[SumLine]:
        report = self.report
        if report is not None:
            names = self._desk.refunds.names()
            return words.report_lines(report, names, self._clock, mask=self._mask)
        if self._trouble is None:
            return [SumLine(_("Reading the ledger…"), style="$muted")]
        again = _("{key} tries again.", key=key_of("reasons.refresh"))
        reason = _("Not known: {reason}.", reason=safe(self._trouble).rstrip("."))
        return [SumLine(f"{reason} {again}", style="bold $text-error")]

    def action_month(self, by: int) -> None:
        """Show the previous or the next month, up to the current one."""
        latest = Month.at(self._clock.now(), self._clock.zone)
        self._month = max(_EARLIEST, min(self._month.step(by), latest))
        self._draw()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_scroll_lines(self, by: int) -> None:
        """Scroll, where there are more lines than rows."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_export(self) -> None:
        """Offer to write the refunds of the month to a file; not where some of them are not known."""
        report = self.report
        if report is None or not report.made or report.complete_since is not None:
            self.notify(self._why_no_file(report), title=_("No file"), severity="warning", markup=False)
            return
        rows = words.report_rows(report.made, self._desk.refunds.names())
        export(
            self.app,
            rows,
            masked(words.COLUMNS) if self._mask else words.COLUMNS,
            noun="refunds",
            what=_("of {month}, by reason", month=words.month_words(report.month)),
            file=file_name(self._desk.mode, f"refunds-of-{report.month}", self._clock.now()),
            zone=self._clock.zone,
            allowed=self._desk.may_export,
        )

    def _why_no_file(self, report: MonthReport | None) -> str:
        if report is None:
            return _("The ledger was not read.")
        if report.complete_since is None:
            return _("There is nothing to write: no refund was confirmed here in this month.")
        command = f"stancer-tui journal --csv --since {report.month}-01"
        return _(
            "A file without the missing refunds would look right and be wrong. {command} reads all.",
            command=command,
        )

    @on(Button.Pressed, "#export")
    def export_pressed(self) -> None:
        """The button does what the key does."""
        self.action_export()

    @on(Button.Pressed, "#close")
    def close_pressed(self) -> None:
        """The button does what escape does."""
        self.action_cancel()
