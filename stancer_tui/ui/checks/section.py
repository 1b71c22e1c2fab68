"""The Checks section: what this desk asked banks about accounts and customers, what waits first."""

from contextlib import aclosing
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType

from stancer_tui.desk import Desk
from stancer_tui.language import N_, _, grouped, ngettext
from stancer_tui.models.mode import Mode
from stancer_tui.render import dates
from stancer_tui.render.columns import Column
from stancer_tui.render.safe import safe
from stancer_tui.ui.checks.listing import (
    KIND,
    SEARCHABLE,
    check_columns,
    check_entries,
    check_preview,
    to_note,
)
from stancer_tui.ui.checks.rows import KINDS, CheckLine, check_lines
from stancer_tui.ui.commands.checks import CHECKS
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.shell.copy_export import copy_one_of
from stancer_tui.ui.shell.lines import Lines
from stancer_tui.ui.shell.list_section import ListSection
from stancer_tui.ui.widgets.empty_state import EmptyState
from stancer_tui.ui.widgets.list_pane import ListStatus
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.row_preview import Preview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancer_tui.services.waiting.request_ledger import RequestProgress
    from stancer_tui.store.pending_request import PendingRequest
    from stancer_tui.ui.checks.host import ChecksHost

_MOST = 200
"""Results that are read by themselves; older ones are read when they are opened."""


class ChecksScreen(ListSection):
    """Lists account checks and scorings; opening one reads its result from the API."""

    KEYS = CHECKS
    BINDINGS: ClassVar[list[BindingType]] = bindings(CHECKS)
    KIND = KIND
    SEARCH_HINT = N_("a name, an id, or fields such as status:waiting last4:2606 amount:>500 date:today")

    def __init__(self, host: "ChecksHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: ChecksHost = host
        self.lines: Lines[CheckLine] = Lines(SEARCHABLE)
        self.to_note = lambda: to_note(self.current)
        self._read_at: datetime | None = None

    @property
    def rows(self) -> Lines[CheckLine]:
        """The checks and scorings of this desk."""
        return self.lines

    @property
    def _shared(self) -> bool:
        """Whether a team shares the ledger, and so what was asked."""
        return self.desk is not None and self.desk.ledger.shared

    @property
    def current(self) -> CheckLine | None:
        """The line under the cursor."""
        line = self.table.current
        return line if isinstance(line, CheckLine) else None

    def every_column(self) -> tuple[Column[CheckLine], ...]:
        """The columns of checks."""
        return check_columns(self.zone, self.now, mask=self.host.mask)

    def preview_of(self, row: CheckLine, *, whole: bool) -> Preview:
        """What was asked and what came of it."""
        return check_preview(row, now=self.now(), zone=self.zone, mask=self.host.mask)

    def status(self) -> ListStatus:
        """How many there are and wait, and what keeps answers from being read."""
        shown, read_at = len(self.lines.shown), self._read_at
        waiting = sum(line.pending.waits and not line.foreign for line in self.lines)
        bad = sum(line.bad for line in self.lines)
        parts = (
            _("Checks and scorings of the team") if self._shared else _("Checks and scorings of this desk"),
            ngettext("{count} waiting", "{count} waiting", waiting) if waiting else "",
            ngettext("✗ {count} not confirmed", "✗ {count} not confirmed", bad) if bad else "",
            _("{shown} of {total}", shown=grouped(shown), total=grouped(len(self.lines))),
        )
        return ListStatus(
            title=" · ".join(filter(None, parts)),
            notice=self._notice(),
            empty=None if shown or read_at is None else self._why_empty(),
            age=_("read {ago}", ago=dates.elapsed(read_at, self.now()))
            if read_at is not None
            else _("reading"),
            loading=read_at is None,
        )

    def _notice(self) -> str:
        requests = self.desk.pending_requests if self.desk is not None else None
        if requests is None or self.desk is None:
            return ""
        if requests.trouble is not None:
            trouble = safe(requests.trouble)
            if self.desk.ledger.shared:
                return _("! Nothing is asked now: {reason}.", reason=trouble)
            return _("! A restart forgets what is asked now: {reason}.", reason=trouble)
        if self.desk.read_only:
            return _("! This desk is read-only: no bank can be asked from here.")
        if requests.paused is not None:
            again = key_of("checks.refresh")
            return _(
                "! Stancer does not accept the key: answers are not read. Set the key, then {key}.", key=again
            )
        return ""

    def _why_empty(self) -> EmptyState:
        """Why there are no rows: nothing matches, the journal cannot be read, or nothing was asked yet."""
        if len(self.lines):
            clears = _("{key} clears the search", key=key_of("checks.back"))
            return EmptyState(_("No check here matches."), clears)
        trouble = self.desk.pending_requests.trouble if self.desk is not None else None
        if trouble is not None:
            again = _("{key} tries again.", key=key_of("checks.refresh"))
            return EmptyState(_("What was asked before is not known."), again, safe(trouble))
        return EmptyState(
            _("No account was checked by the team yet.")
            if self._shared
            else _("No account was checked from this desk yet."),
            _(
                "{check} checks an account: IBAN, name and birth date, answered by the bank within minutes. "
                "{scoring} asks for a scoring. The API has no list of either: "
                "only those that were asked for with this program stand here.",
                check=key_of("checks.check"),
                scoring=key_of("checks.scoring"),
            ),
        )

    def desk_ready(self, desk: Desk) -> None:
        """Read the journal."""
        self.read()

    def on_screen_resume(self) -> None:
        """Show what has happened meanwhile."""
        self.read()

    def request_moved(self, news: "RequestProgress") -> None:
        """Read the journal again."""
        self.read()

    @work(group="read", exclusive=True)
    async def read(self) -> None:
        """Read the journal, then the results that are not known yet: the journal keeps none."""
        desk = self.desk
        if desk is None:
            return
        results = desk.pending_requests.results
        known = [each for each in await desk.pending_requests.history() if each.kind in KINDS]
        self._read_at = self.now()
        self._show(desk, known)
        async with aclosing(results.read(results.missing(known[:_MOST]))) as reading:
            async for _each in reading:
                self._show(desk, known)

    def _show(self, desk: Desk, known: "Sequence[PendingRequest]") -> None:
        self.lines.take(check_lines(known, desk.pending_requests.results))
        self.draw()

    @on(RecordTable.Opened)
    def open_request(self, event: RecordTable.Opened) -> None:
        """Read the result."""
        line = event.row
        if isinstance(line, CheckLine) and line.pending.object_id is not None:
            self.host.navigation.open(self, KINDS[line.pending.kind], line.pending.object_id)

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

    def action_copy(self) -> None:
        """Offer what can be copied of the check under the cursor."""
        line = self.current
        if line is not None:
            copy_one_of(self.app, check_entries(line, mask=self.host.mask))

    def action_load(self, what: str) -> None:
        """Read the journal again, and what still waits."""
        if self.desk is not None:
            self.desk.pending_requests.go_on()
            self.desk.pending_requests.results.go_on()
            self.read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is asked from a read-only desk."""
        read_only = self.desk is not None and self.desk.read_only
        return None if action in {"check", "scoring"} and read_only else True
