"""A batch that was confirmed: what came of each payment as it happens, a stop, and what waits."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from stancer_tui.desk import Desk
from stancer_tui.language import N_, _, ngettext
from stancer_tui.services.refunds.batch_run import BatchProgress, Phase, Stop
from stancer_tui.services.refunds.batch_words import all_made, counts, stop_text
from stancer_tui.store.batch import Batch, BatchState
from stancer_tui.store.intent import Intent
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.dialogs import BATCH
from stancer_tui.ui.commands.lists import TABLE
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.dialogs.key_guard import KeyGuard
from stancer_tui.ui.refunds.batch_rows import ProgressLine, progress_columns
from stancer_tui.ui.refunds.batch_summary import EXPORT, summary
from stancer_tui.ui.shell.clipboard import copy
from stancer_tui.ui.shell.copy_export import export, file_name
from stancer_tui.ui.shell.desk_clock import DeskClock
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.records import LineRecords

_BUTTONS = {
    "stop": N_("Stop after this one"),
    "go_on": N_("Wait, then go on"),
    "leave": N_("Leave the rest"),
    "rest": N_("Go on with the rest…"),
}


class RunsBatches(Protocol):
    """What owns the batches: the program, so that closing the dialog stops nothing."""

    clock: Callable[[], float]
    desk_clock: DeskClock

    def identity_of(self, desk: Desk, payment: str) -> str:
        """Order, person and instrument of a payment, as far as it is loaded; safe to show."""
        ...

    def review_rest(self, desk: Desk, batch: Batch) -> None:
        """Read what waits of a batch again, for a new confirmation."""
        ...

    def leave_rest(self, desk: Desk, batch: Batch) -> None:
        """Send nothing more of a batch, for good."""
        ...


class BatchDialog(Dialog[None]):
    """Follows a batch under way, or shows one that was left; the batch itself belongs to the program."""

    CSS_PATH = Path(__file__).with_name("batch.tcss")
    KEYS = (*BATCH, *TABLE)
    BINDINGS: ClassVar[list[BindingType]] = bindings(BATCH)
    AUTO_FOCUS = "RecordTable"

    def __init__(self, desk: Desk, batch: Batch, batches: RunsBatches) -> None:
        super().__init__(mode=desk.mode)
        self.desk = desk
        self.confirmed = batch
        self.batches = batches
        self.progress: BatchProgress | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._key_guard = KeyGuard(batches.clock, ready=True)
        self._shown: tuple[Phase, bool] | None = None
        self._place_before = 0

    def compose(self) -> ComposeResult:
        """Lay out where the batch stands, its payments, the one under the cursor, and the answers."""
        with Vertical(classes="dialog-box batch-box") as box:
            title = _("Batch of refunds")
            box.border_title = Content(f"{title} · {self.desk.mode.word}")
            keys = (
                _("{key} copies", key=key_of("batch.copy")),
                _("{key} exports", key=key_of("batch.export")),
                _("{key} closes, stops nothing", key=key_of("dialog.cancel")),
            )
            box.border_subtitle = Content(" · ".join(keys))
            yield Static(id="state")
            yield RecordTable(progress_columns(), id="items")
            yield Static(id="story")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Close")), compact=True, id="close")
                for name, label in _BUTTONS.items():
                    yield Button(Content(_(label)), compact=True, id=name)

    def on_mount(self) -> None:
        """Follow the batch, where it is under way here."""
        self._unsubscribe = self.desk.refund_batches.subscribe(self._moved)
        run = self.desk.refund_batches.run
        if run is not None and run.progress.batch.id == self.confirmed.id:
            self.progress = run.progress
            self.confirmed = run.progress.batch
        self._draw()

    def on_unmount(self) -> None:
        """Stop following; the batch goes on."""
        self._unsubscribe()

    def follows(self, intent: Intent) -> bool:
        """Whether this dialog shows the outcome."""
        return any(item.intent_id == intent.id for item in self.confirmed.items)

    def _moved(self, progress: BatchProgress) -> None:
        if progress.batch.id == self.confirmed.id and self.query(RecordTable):  # none, while it closes
            self.progress, self.confirmed = progress, progress.batch
            self._draw()

    @property
    def phase(self) -> Phase:
        """What the batch does now; one that is not under way here has stopped or ended."""
        if self.progress is not None:
            return self.progress.phase
        return Phase.ENDED if self.confirmed.state is BatchState.ENDED else Phase.STOPPED

    def _draw(self) -> None:
        current = self.progress.current if self.progress is not None else None
        lines = tuple(
            ProgressLine(
                item.payment, self.batches.identity_of(self.desk, item.payment), item, item.payment == current
            )
            for item in self.confirmed.items
        )
        table, before = self.query_one(RecordTable), self.query_one(RecordTable).records
        table.show(LineRecords(lines))
        if current is not None and (not len(before) or table.cursor == self._place_before):
            table.move_to(current)
        self._place_before = table.cursor
        self.query_one("#state", Static).update(self._state())
        self._tell()
        self._draw_buttons()

    def _state(self) -> Content:
        batch, progress, warning = self.confirmed, self.progress, "bold $text-warning"
        seen = len(batch.items) - len(batch.waiting)
        text, style = _("Nothing more is sent. Each line says what came of its payment."), warning
        match self.phase:
            case Phase.SENDING if progress is not None and progress.stopping:
                text, style = _("Stopping after the refund that is being sent…"), ""
            case Phase.SENDING:
                text, style = _("Sending, one after another…"), ""
            case Phase.ASKING:
                text = _(
                    "What came of the last one is not certain, and nothing else is sent. Wait until it is "
                    "known and go on, or stop here?"
                )
            case Phase.WAITING:
                text, style = _("Waiting until the outcome is known, then it goes on…"), ""
            case Phase.STOPPED:
                text = self._stopped()
            case _ if all_made(batch):
                text, style = _("All refunds were made."), "$text-success"
        far = _("{place} of {total}", place=seen, total=len(batch.items))
        head = f"{far} · {counts(batch)}"
        return Content.assemble((head, "bold"), "\n", (text, style))

    def _stopped(self) -> str:
        stop = self.progress.stop if self.progress is not None else None
        if stop is None:
            words = {each.value: each for each in Stop}
            stop = words.get(self.confirmed.stopped or "", Stop.INTERRUPTED)
        waiting = len(self.confirmed.waiting)
        told = _("Stopped. {why}", why=stop_text(stop))
        if not waiting:
            return told
        rest = ngettext(
            "{count} not sent: going on needs a new confirmation.",
            "{count} not sent: going on needs a new confirmation.",
            waiting,
        )
        return f"{told} {rest}"

    def _draw_buttons(self) -> None:
        phase = self.phase
        stopping = self.progress is not None and self.progress.stopping
        taken = self.progress is not None and self.progress.stop is Stop.TAKEN_OVER
        waits = phase is Phase.STOPPED and bool(self.confirmed.waiting) and not taken
        shown = {
            "stop": phase not in {Phase.STOPPED, Phase.ENDED} and not stopping,
            "go_on": phase is Phase.ASKING,
            "leave": waits,
            "rest": waits,
        }
        if (phase, waits) != self._shown:
            self._shown = (phase, waits)
            self._key_guard.begin()  # what is pressed in this moment was meant for what was there before
            stop = self.query_one("#stop", Button)
            label = N_("Stop here") if phase is Phase.ASKING else _BUTTONS["stop"]
            stop.label = Content(_(label))
        for name, visible in shown.items():
            self.query_one(f"#{name}", Button).display = visible

    @on(RecordTable.Highlighted)
    def _tell(self) -> None:
        line = self.query_one(RecordTable).current
        story = f"{line.who} · {line.story}" if isinstance(line, ProgressLine) else ""
        self.query_one("#story", Static).update(Content(story))

    @on(Button.Pressed, "#stop")
    def action_stop(self) -> None:
        """Send no more after the refund in flight: it takes effect at once, whatever was pressed before."""
        run = self.desk.refund_batches.run
        if run is not None and run.progress.batch.id == self.confirmed.id:
            run.stop()

    @on(Button.Pressed, "#go_on")
    def go_on(self) -> None:
        """Wait for the outcome, then go on."""
        run = self.desk.refund_batches.run
        if run is not None and not self._key_guard and run.progress.batch.id == self.confirmed.id:
            run.go_on()

    @on(Button.Pressed, "#rest")
    def review_rest(self) -> None:
        """Read what waits again, for a new confirmation."""
        if not self._key_guard and self.is_current:
            self.dismiss(None)
            self.batches.review_rest(self.desk, self.confirmed)

    @on(Button.Pressed, "#leave")
    def leave(self) -> None:
        """Send nothing more of it, for good."""
        if not self._key_guard and self.is_current:
            self.dismiss(None)
            self.batches.leave_rest(self.desk, self.confirmed)

    def action_copy(self) -> None:
        """Copy what came of it, for the ticket."""
        clock = self.batches.desk_clock
        text = summary(self._lines(), self.confirmed, clock.now(), clock.zone)
        copy(self.app, text, _("Batch of refunds"))

    def action_export(self) -> None:
        """Offer to write what came of each payment to a file."""
        clock, rows = self.batches.desk_clock, self._lines()
        file, what = file_name(self.desk.mode, "batch", clock.now()), _("of the batch")
        allowed = self.desk.may_export
        export(self.app, rows, EXPORT, noun="refunds", what=what, file=file, zone=clock.zone, allowed=allowed)

    def _lines(self) -> list[ProgressLine]:
        records = self.query_one(RecordTable).records
        return [records.row(place) for place in range(len(records))]

    @on(Button.Pressed, "#close")
    def close(self) -> None:
        """The button does what escape does."""
        self.action_cancel()
