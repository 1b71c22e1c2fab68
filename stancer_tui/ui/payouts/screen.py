"""One payout: whether payments − refunds − disputes − fees = amount, and every member of it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stancer_tui.api.errors import ApiError, NotImplementedByApi
from stancer_tui.desk import Desk
from stancer_tui.language import _
from stancer_tui.models.base import StancerObject
from stancer_tui.models.ids import Kind, kind_of
from stancer_tui.models.mode import Mode
from stancer_tui.models.payout import Payout
from stancer_tui.render.safe import safe
from stancer_tui.services.payments.by_ids import payments_by_ids
from stancer_tui.services.payouts.members import Member
from stancer_tui.services.payouts.sums import equation
from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.lists import TABLE
from stancer_tui.ui.commands.money import PAYOUT
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.objects import HISTORY
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.payouts import summary as facts
from stancer_tui.ui.payouts.member_list import KINDS, MemberList, unknown_payments
from stancer_tui.ui.payouts.member_preview import member_preview
from stancer_tui.ui.payouts.member_rows import MemberLine, member_columns, row_of
from stancer_tui.ui.payouts.reading import MembersReading
from stancer_tui.ui.shell.cursor_preview import CursorPreview
from stancer_tui.ui.shell.detail_screen import DetailScreen
from stancer_tui.ui.shell.payments_behind import ReadingBehind
from stancer_tui.ui.shell.subject import Subject
from stancer_tui.ui.shell.throttle import Throttle
from stancer_tui.ui.widgets.notice import Notice
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.records import LineRecords
from stancer_tui.ui.widgets.row_preview import Preview, RowPreview
from stancer_tui.ui.widgets.unmarked_table import UnmarkedTable

if TYPE_CHECKING:
    from stancer_tui.ui.payouts.host import PayoutHost

_REDRAW = 1 / 10
_REST = 0.25
"""Seconds for which the list rests before the payments behind its members are read."""


class PayoutScreen(DetailScreen):
    """Shows the payout's own totals at once, then reads its members page by page."""

    KEYS = (*PAYOUT, *HISTORY)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#members"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall")]  # noqa: RUF012 - as Textual declares it

    def __init__(
        self,
        host: "PayoutHost",
        mode: Mode,
        section: Section,
        payout_id: str,
        known: StancerObject | None = None,
    ) -> None:
        super().__init__(host, mode, section)
        self.host: PayoutHost = host
        self.payout_id = payout_id
        self.whose = lambda: row_of(self.table.current)
        self.payout = known if isinstance(known, Payout) else None
        self.trouble: ApiError | None = None
        self.members = MembersReading()
        self.list = MemberList(host.windows.payments(mode).index.get)
        self.reading = ReadingBehind(
            self.list.behind,
            lambda: unknown_payments(self.table.on_screen),
            partial(self.run_worker, group="payments"),
            self._draw_soon,
        )
        self.preview = CursorPreview(lambda: self.table.current, self.draw_preview)

        def read_payments() -> None:
            if self.desk is not None and self.is_current:
                self.reading.look(partial(payments_by_ids, self.desk.payments.get))

        self._rest = Throttle(read_payments, self.set_timer)
        self._draw_due = False

    def compose_body(self) -> ComposeResult:
        """Lay out the head, the verdict and the sum over the members."""
        with Vertical(classes="frame", id="payout") as frame:
            frame.border_title = Content(self.trail())
            with VerticalScroll(id="top"):
                yield Notice()
                yield Static(id="head")
                yield self.notes_panel()
                yield Static(id="verdict")
                yield Static(id="sum")
            yield Static(id="kinds")
            with Horizontal(id="body"):
                yield UnmarkedTable(member_columns(self.zone, self.now, mask=self.host.mask), id="members")
                yield RowPreview(id="preview")
            yield Static(id="strip")

    def hints(self) -> tuple[Command, ...]:
        """The list's enter comes first."""
        return (TABLE[0], *super().hints())

    def on_mount(self) -> None:
        """Show what the list knows."""
        self._draw()

    @property
    def crumb(self) -> str:
        """The id, which names its kind."""
        return safe(self.payout_id)

    @property
    def raw(self) -> dict[str, Any] | None:
        """The answer as it was received."""
        return None if self.payout is None else self.payout.raw

    @property
    def table(self) -> UnmarkedTable:
        """The list of members."""
        return self.query_one(UnmarkedTable)

    def desk_ready(self, desk: Desk) -> None:
        """Read the members, and the payout where the list did not just answer it."""
        self._read(desk, again=self.payout is None or not desk.payouts.fresh(self.payout_id))

    def come_back(self, desk: Desk) -> None:
        """Read on what was cut off."""
        self._read(desk, again=self.payout is None)

    @work(group="read", exclusive=True)
    async def _read(self, desk: Desk, *, again: bool) -> None:
        if again:
            self.show_state(_("reading"))
            try:
                self.payout = await desk.payouts.get(self.payout_id)
                self.trouble = None
            except ApiError as error:
                self.trouble = error
            self._draw()
        if self.payout is not None:
            self.read_at = self.now()
            await self.members.read_on(desk.payouts, self.payout_id, self._draw_soon)
            self._draw()

    def _draw_soon(self) -> None:
        """Show the progress a few times a second, however fast the pages come."""
        if not self._draw_due and self.is_mounted:
            self._draw_due = True
            self.set_timer(_REDRAW, self._draw)

    def _draw(self) -> None:
        self._draw_due = False
        if not self.is_mounted:
            return
        self._draw_notice()
        payout = self.payout
        if payout is None:
            text = "" if self.trouble else _("Reading the payout…")  # the notice says why there is none
            self.query_one("#head", Static).update(Content.assemble((text, "$muted")))
            return
        sums = equation(payout, self.members.items, self.members.complete)
        self.query_one("#head", Static).update(facts.head_content(payout, now=self.now()))
        self.query_one("#verdict", Static).update(facts.verdict_content(sums, self.members))
        self.query_one("#sum", Static).update(facts.sum_content(sums))
        frame = self.query_one("#payout")
        frame.border_title = Content(self.trail())
        frame.border_subtitle = Content(facts.progress_words(self.members))
        self._draw_members()

    def _draw_notice(self) -> None:
        if isinstance(self.trouble, NotImplementedByApi) and not self.mode.live:
            asks = _("{key} switches to live; it asks first.", key=key_of("app.mode"))
            self.query_one(Notice).say(f"! {_(facts.LIVE_ONLY)} {asks}\n{_(facts.WHY_LIVE_ONLY)}")
        else:
            self.query_one(Notice).say_trouble(self.trouble, "payout.refresh")
        if self.trouble is not None:
            self.show_state(_("not read"))
        elif self.members.busy:
            self.show_state(_("reading"))
        elif self.payout is not None:
            self.show_age()

    def _draw_members(self) -> None:
        reading = self.members.kinds[self.list.kind]
        self.query_one("#kinds", Static).update(self.list.names(self.members))
        self.table.loading_rows = self.members.busy is reading and not reading.kept
        self.table.use_columns(member_columns(self.zone, self.now, mask=self.host.mask))
        self.table.show(LineRecords(self.list.lines(self.members)))
        self.preview.show()

    @on(RecordTable.Highlighted)
    def follow_cursor(self) -> None:
        """Let the preview follow the cursor."""
        self.preview.soon()

    def draw_preview(self, line: MemberLine | None, whole: bool) -> None:
        """Show what is known of a member; the payment behind it is read when the cursor rests."""
        preview = Preview()
        if line is not None:
            why = self.list.behind.why(getattr(line.item, "payment", None))
            preview = member_preview(line, why=why, now=self.now(), zone=self.zone, mask=self.host.mask)
        self.query_one(RowPreview).show(preview)
        self.query_one("#strip", Static).update(preview.strip, layout=False)
        self._rest.call(_REST)

    def action_kind(self, step: int) -> None:
        """Show the next kind of members, or the one before."""
        self.list.step(step)
        self._draw()
        self.table.action_first()

    @on(RecordTable.Opened)
    def open_member(self, event: RecordTable.Opened) -> None:
        """Open the member under the cursor."""
        line = event.row
        kind = kind_of(line.item.id or "") if isinstance(line, MemberLine) else None
        if kind is not None:
            row = line.item.row if isinstance(line.item, Member) else None
            self.host.navigation.open(self, kind, line.item.id, row=row)

    def action_read_on(self) -> None:
        """Read the members that are missing."""
        if self.desk is not None and self.members.busy is None:
            self._read(self.desk, again=self.payout is None)

    def action_refresh_object(self) -> None:
        """Read the payout and all its members again."""
        if self.desk is not None:
            self.workers.cancel_group(self, "read")
            self.members = MembersReading(self.members)
            self.reading.go_on()
            self._read(self.desk, again=True)

    def action_back(self) -> None:
        """Stop reading; when nothing is being read, go back."""
        if self.members.busy is not None:
            self.workers.cancel_group(self, "read")
        else:
            super().action_back()

    def to_watch(self) -> Subject:
        """The payout."""
        return payout_subject(self.payout_id, self.payout)

    def action_export(self) -> None:
        """Offer to write the members, the fees and what they do not explain to a file."""
        from stancer_tui.render.accounts import ENTRY_COLUMNS, entries
        from stancer_tui.render.export import masked
        from stancer_tui.ui.shell.copy_export import export, file_name

        items = [item for kind in KINDS for item in self.members.kinds[kind].items]
        members = [item for item in items if isinstance(item, Member)]
        if self.payout is None or not self.members.done or len(members) != len(items):
            self.notify(
                _(
                    "A file without those members would look right and be wrong. "
                    "{key} reads the missing members.",
                    key=key_of("payout.read_on"),
                ),
                title=_("Not all members are read"),
                severity="warning",
                markup=False,
            )
            return
        rows = list(entries(self.payout, members, self.list.row))
        columns = masked(ENTRY_COLUMNS) if self.host.mask else ENTRY_COLUMNS
        what = _("members, fees and what they do not explain; their sum is the payout")
        name = f"payout-{safe(self.payout_id, 40)}" if kind_of(self.payout_id) else "payout"
        file = file_name(self.mode, name, self.host.clock.now())
        allowed = self.desk is None or self.desk.may_export
        export(self.app, rows, columns, noun="lines", what=what, file=file, zone=self.zone, allowed=allowed)

    def times_changed(self) -> None:
        """Redraw times in the other zone."""
        self._draw()


def payout_subject(payout_id: str, payout: Payout | None) -> Subject:
    """A payout as something to watch."""
    from stancer_tui.services.watched_object import reading_of

    known = reading_of(Kind.PAYOUT, payout.raw) if payout is not None else None
    return Subject(Kind.PAYOUT, payout_id, known=known)
