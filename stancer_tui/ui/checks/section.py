"""The Checks section: what this desk asked banks about accounts and customers, what waits first."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from stancer_tui.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.render.columns import Column
from stancer_tui.render.safe import safe
from stancer_tui.store.pending_request import PendingRequest
from stancer_tui.ui.checks.rows import KINDS, PendingRecords, request_columns, request_sentence
from stancer_tui.ui.commands import CHECKS, TABLE, Command, bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.state_view import StateView

if TYPE_CHECKING:
    from stancer_tui.services.waiting.request_ledger import RequestProgress
    from stancer_tui.ui.checks.host import ChecksHost


class ChecksScreen(DeskScreen):
    """Lists account checks and scorings; opening one reads its result from the API."""

    KEYS = CHECKS
    BINDINGS: ClassVar[list[BindingType]] = bindings(CHECKS)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#checks"

    def __init__(self, host: "ChecksHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: ChecksHost = host

    def compose_body(self) -> ComposeResult:
        """Lay out the list and what is said of the line under the cursor."""
        with Vertical(classes="frame", id="list") as frame:
            frame.border_title = Content("Checks")
            yield Static(id="notice")
            yield RecordTable(self._columns(), id="checks")
            yield StateView()
        yield Static(id="outcome")

    def _columns(self) -> tuple[Column[PendingRequest], ...]:
        return request_columns(self.host.clock.zone, self.host.clock.now())

    @property
    def table(self) -> RecordTable:
        """The list widget."""
        return self.query_one("#checks", RecordTable)

    @property
    def current(self) -> PendingRequest | None:
        """The pending request under the cursor."""
        row = self.table.current
        return row if isinstance(row, PendingRequest) else None

    def desk_ready(self, desk: Desk) -> None:
        """Read the journal."""
        self.read(desk)

    def on_screen_resume(self) -> None:
        """Show what has happened meanwhile."""
        if self.desk is not None:
            self.read(self.desk)

    def request_moved(self, news: "RequestProgress") -> None:  # noqa: ARG002
        """Read the journal again."""
        if self.desk is not None:
            self.read(self.desk)

    @work(group="read", exclusive=True)
    async def read(self, desk: Desk) -> None:
        """Read the journal."""
        records = PendingRecords(await desk.pending_requests.history())
        if self.whole:
            self._draw(desk, records)

    def _draw(self, desk: Desk, records: PendingRecords) -> None:
        self.table.use_columns(self._columns())
        self.table.show(records)
        waiting = f" · {records.waiting} waiting" if records.waiting else ""
        title = f"Checks and scorings of this desk{waiting} · {len(records):,}"
        self.query_one("#list").border_title = Content(title)
        self._draw_notice(desk)
        view = self.query_one(StateView)
        if len(records):
            view.hide()
        else:
            view.show_empty(
                "No account was checked from this desk yet.",
                f"{key_of('checks.check')} checks an account: IBAN, name and birth date, "
                "answered by the bank within "
                f"minutes. {key_of('checks.scoring')} asks for a scoring. The API has no list of "
                "either, so only this desk's own stand here.",
            )
        self.table.display = bool(len(records))
        self._tell_outcome()

    def _draw_notice(self, desk: Desk) -> None:
        requests = desk.pending_requests
        text = ""
        if requests.trouble is not None:
            text = (
                f"! The journal cannot be used: {safe(requests.trouble)}. "
                "A restart forgets what is asked now."
            )
        elif desk.read_only:
            text = "! This desk is read-only: no bank can be asked from here."
        elif requests.paused is not None:
            text = (
                "! Stancer does not accept the key: answers are not read. "
                f"Set the key, then {key_of('checks.refresh')}."
            )
        notice = self.query_one("#notice", Static)
        notice.set_class(bool(text), "-shown")
        notice.update(Content(text))

    @on(RecordTable.Highlighted)
    def _tell_outcome(self) -> None:
        pending = self.current
        text = "" if pending is None else request_sentence(pending)
        self.query_one("#outcome", Static).update(Content(text), layout=False)

    @on(RecordTable.Opened)
    def open_request(self, event: RecordTable.Opened) -> None:
        """Read the result."""
        pending = event.row
        if isinstance(pending, PendingRequest) and pending.object_id is not None:
            self.host.navigation.open(self, KINDS[pending.kind], pending.object_id)

    def action_check(self) -> None:
        """Open the form of an account check."""
        if self.desk is not None and not self.desk.read_only:
            from stancer_tui.ui.checks.form import open_account_check

            open_account_check(self.host.submissions, self.desk)

    def action_scoring(self) -> None:
        """Open the form of a scoring."""
        if self.desk is not None and not self.desk.read_only:
            from stancer_tui.ui.checks.form import open_scoring

            open_scoring(self.host.submissions, self.desk)

    def action_refresh_list(self) -> None:
        """Read the journal again, and what still waits."""
        if self.desk is not None:
            self.desk.pending_requests.go_on()
            self.read(self.desk)

    def times_changed(self) -> None:
        """Draw instants in the other zone."""
        self.table.use_columns(self._columns())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing is asked from a read-only desk."""
        read_only = self.desk is not None and self.desk.read_only
        return None if action in {"check", "scoring"} and read_only else True

    def hints(self) -> tuple[Command, ...]:
        """The list's enter stands first."""
        return (TABLE[0], *super().hints())
