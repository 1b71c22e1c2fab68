"""The requests made in this mode, newest first, as they happen: never a body, never a key."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from stancer_tui.api.request_log import RequestRecord
from stancer_tui.desk import Desk
from stancer_tui.language import N_, _, ngettext, pgettext
from stancer_tui.models.mode import Mode
from stancer_tui.models.moments import in_zone, utc_text
from stancer_tui.render import dates
from stancer_tui.render.cells import Align
from stancer_tui.render.columns import NOTHING, Column
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.dialogs import REQUEST_LOG
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.shell.clipboard import copy
from stancer_tui.ui.widgets.empty_state import EmptyState
from stancer_tui.ui.widgets.record_table import RecordTable


class LogRecords:
    """The records that the log keeps, newest first."""

    def __init__(self, records: Sequence[RequestRecord]) -> None:
        self._records = records
        self._places = {_key(record): len(records) - 1 - at for at, record in enumerate(records)}

    def __len__(self) -> int:
        return len(self._records)

    def row(self, position: int) -> RequestRecord:
        """The record at a place, newest first."""
        return self._records[len(self._records) - 1 - position]

    def key(self, position: int) -> str:
        """What identifies it."""
        return _key(self.row(position))

    def position_of(self, key: str) -> int | None:
        """The place of a record now."""
        return self._places.get(key)


class RequestLogDialog(Dialog[None]):
    """Shows method, path, status, time, attempt and error of each request of one desk."""

    KEYS = REQUEST_LOG
    BINDINGS: ClassVar[list[BindingType]] = bindings(REQUEST_LOG)
    AUTO_FOCUS = "#requests"

    def __init__(self, mode: Mode, desk: Desk | None, zone: tzinfo) -> None:
        super().__init__(classes=f"mode-{mode}")
        self.mode = mode
        self.desk = desk
        self.zone = zone
        self._unsubscribe: Callable[[], None] = lambda: None
        self._due = False

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(classes="dialog-box log-box frame", id="log") as box:
            box.border_subtitle = Content(
                _(
                    "{copy} copies the line · {close} closes",
                    copy=key_of("log.copy"),
                    close=key_of("dialog.cancel"),
                )
            )
            yield RecordTable(log_columns(self.zone), id="requests")

    @property
    def table(self) -> RecordTable:
        """The list widget."""
        return self.query_one(RecordTable)

    def on_mount(self) -> None:
        """Follow the log."""
        if self.desk is not None:
            self._unsubscribe = self.desk.log.subscribe(self._follow)
        self._draw()

    def on_unmount(self) -> None:
        """Leave the log alone."""
        self._unsubscribe()

    def _follow(self, _record: RequestRecord) -> None:
        if not self._due:
            self._due = True
            self.call_after_refresh(self._draw_due)

    def _draw_due(self) -> None:
        self._due = False
        if self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        records = self.desk.log.records if self.desk is not None else ()
        newest = self.table.cursor == 0
        self.table.show(LogRecords(records), empty=None if records else self._why_none())
        if newest:
            self.table.cursor = 0
        failed = sum(record.error is not None or not _fine(record) for record in records)
        count = _("the last {count}", count=len(records)) if records else pgettext("HTTP", "none yet")
        failures = ngettext("{count} failed", "{count} failed", failed) if failed else ""
        words = (_("Requests"), self.mode.word, count, failures, dates.zone_name(self.zone))
        title = " · ".join(filter(None, words))
        self.query_one("#log").border_title = Content(title)

    def _why_none(self) -> EmptyState:
        if self.desk is None:
            return EmptyState(
                _("No requests yet."), _("This mode has no key, so nothing is asked of the API.")
            )
        return EmptyState(_("No requests yet."), _("They appear here as they happen."))

    def action_copy(self) -> None:
        """Copy the line under the cursor, with the time in UTC."""
        record = self.table.current
        if isinstance(record, RequestRecord):
            copy(self.app, log_line(record), pgettext("HTTP", "Request"))


def log_line(record: RequestRecord) -> str:
    """One request in one line, as support needs it."""
    status = record.status if record.status is not None else _("no answer")
    error = f" {record.error}" if record.error else ""
    at = utc_text(record.at)
    tried = _("{duration} ms, attempt {attempt}", duration=record.ms, attempt=record.attempt)
    return safe(f"{at} {record.method} {record.path} {status}{error} {tried}")


def log_columns(zone: tzinfo) -> tuple[Column[RequestRecord], ...]:
    """The columns of the request log."""

    def column(
        key: str,
        label: str,
        width: int,
        priority: int,
        text: Callable[[RequestRecord], str],
        *,
        right: bool = False,
    ) -> Column[RequestRecord]:
        align: Align = "right" if right else "left"
        tone = _tone if key in {"status", "error"} else _muted if key in {"time", "attempt"} else _plain
        return Column(
            key, label, width, align, priority, text, text, tone, grow=key == "path", cut_at="middle"
        )

    return (
        column("time", N_("Time"), 12, 2, lambda record: _clock(record.at, zone)),
        column("method", pgettext("HTTP", "Method"), 6, 3, lambda record: safe(record.method)),
        column("path", N_("Path"), 24, 1, lambda record: safe(record.path)),
        column("status", N_("Status"), 6, 1, _status, right=True),
        column("ms", "ms", 6, 4, lambda record: f"{record.ms:,}", right=True),
        column("attempt", N_("Try"), 3, 5, lambda record: str(record.attempt), right=True),
        column("error", N_("Error"), 16, 6, lambda record: safe(record.error or "")),
    )


def _key(record: RequestRecord) -> str:
    return f"{record.at.timestamp()} {record.ms} {record.path} {record.attempt}"


def _clock(at: datetime, zone: tzinfo) -> str:
    there = in_zone(at, zone)
    return f"{there:%H:%M:%S}.{there.microsecond // 1000:03d}"


def _status(record: RequestRecord) -> str:
    return NOTHING if record.status is None else str(record.status)


def _fine(record: RequestRecord) -> bool:
    """A list answers 404 when nothing was found."""
    return record.status is not None and (record.status < 400 or record.status == 404)


def _tone(record: RequestRecord) -> Tone:
    if record.error is not None and record.status is None:
        return Tone.ERROR
    if not _fine(record):
        return Tone.WARNING
    return Tone.PLAIN if record.status == 404 else Tone.SUCCESS


def _plain(_record: RequestRecord) -> Tone:
    return Tone.PLAIN


def _muted(_record: RequestRecord) -> Tone:
    return Tone.MUTED
