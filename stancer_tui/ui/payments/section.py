"""The Payments section: a window of payments, newest first, and a preview of the one under the cursor."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType

from stancer_tui.config import SavedView
from stancer_tui.desk import Desk
from stancer_tui.language import N_, _
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.services.payments.windows import Window, window_of
from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.lists import PAYMENTS
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.dialogs.list_choices import Sort
from stancer_tui.ui.payments.background_view import BackgroundView
from stancer_tui.ui.payments.entered import open_or_ask
from stancer_tui.ui.payments.selection import Selection
from stancer_tui.ui.shell.cursor_preview import REST, CursorPreview
from stancer_tui.ui.shell.first_paint import SCREENFUL
from stancer_tui.ui.shell.list_section import ListSection
from stancer_tui.ui.shell.row_kind import RowKind
from stancer_tui.ui.shell.throttle import Throttle
from stancer_tui.ui.widgets.list_pane import ListStatus
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.row_preview import Preview

if TYPE_CHECKING:
    from stancer_tui.models.money import Money
    from stancer_tui.models.payment_row import ListedPayment, PaymentRow
    from stancer_tui.render.columns import Column
    from stancer_tui.render.export import ExportColumn
    from stancer_tui.ui.payments.host import PaymentListHost
    from stancer_tui.ui.shell.loaded_payments import LoadedPayments
    from stancer_tui.ui.shell.subject import Subject
    from stancer_tui.ui.shell.window_loader import LoadStep, WindowLoader

LOOK_BACK = next(command for command in PAYMENTS if command.id == "payments.look_back")

_REPAINT = 1 / 10
_LONG_REST = 0.25
_MANY = 10_000
"""Rows from which on looking for those that belong together, or for hits, takes a moment."""


def _money(row: "ListedPayment") -> "Money | None":
    from stancer_tui.models.money import Money
    from stancer_tui.models.payment_row import PaymentRow

    return Money(row.amount, row.currency) if isinstance(row, PaymentRow) else None


def _payment(row: "ListedPayment") -> "PaymentRow | None":
    from stancer_tui.models.payment_row import PaymentRow

    return row if isinstance(row, PaymentRow) else None


def _ids(row: "ListedPayment") -> tuple[str, ...]:
    return (row.id,) if row.id is not None else ()


def _export() -> "Sequence[ExportColumn[ListedPayment]]":
    from stancer_tui.render.export import PAYMENT_COLUMNS

    return PAYMENT_COLUMNS


class PaymentsScreen(ListSection):
    """Loads a window of payments in the background and lets the agent narrow, walk and open it."""

    KEYS = PAYMENTS
    BINDINGS: ClassVar[list[BindingType]] = bindings(PAYMENTS)
    ROWS_FOLLOW = True
    KIND = RowKind("payments", _money, _export, payment=_payment, ids=_ids)
    SEARCH_HINT = N_("words, or fields such as status:refused amount:30..50 date:yesterday last4:4242")

    def __init__(self, host: "PaymentListHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: PaymentListHost = host
        self.selection = Selection(lambda: self.table.current, lambda: self.table.marks)
        self.preview = CursorPreview(
            lambda: self.table.current,
            self.draw_preview,
            lambda: len(self.rows) < _MANY or self.host.keys.since_key() >= _LONG_REST,
            lambda: self.host.first_paint.warm,
        )
        self.finder.elsewhere = lambda typed: (
            self.desk is not None
            and not self.rows.shown
            and open_or_ask(
                typed,
                lambda kind, each: self.host.navigation.open(self, kind, each),
                self.search_for,
                partial(self.loader.numbers.ask, self.desk),
                lambda message: self.notify(
                    message, title=_("Not searched"), severity="warning", markup=False
                ),
            )
        )
        self.typed.takes_long = lambda: len(self.rows) >= _MANY
        self._soon = Throttle(partial(self.draw_list, grown=True), self.set_timer)
        self._background = BackgroundView(
            lambda: self.rows, self.run_worker, self, lambda: self.table, host.keys.since_key
        )
        self._shown_window: Window | None = None

    @property
    def loader(self) -> "WindowLoader":
        """What reads the payments of this mode, for every section."""
        return self.host.windows.loader(self.mode)

    @property
    def rows(self) -> "LoadedPayments":
        """The payments of this mode that are loaded; other sections read them too."""
        return self.loader.rows

    def every_column(self) -> "tuple[Column[ListedPayment], ...]":
        """The columns of payments."""
        from stancer_tui.render.columns import payment_columns

        return payment_columns(self.zone, self.now, mask=self.host.mask)

    def status(self) -> ListStatus:
        """How the reading of the window goes."""
        from stancer_tui.ui.payments import list_words
        from stancer_tui.ui.shell.loaded_payments import Progress
        from stancer_tui.ui.shell.loaded_words import payments_age

        rows, auto = self.rows, self.loader.auto
        trouble = self.loader.trouble or self.loader.numbers.trouble
        age = payments_age(rows, trouble, auto.words, self.now(), stale_after=auto.stale_after)
        return ListStatus(
            title=list_words.title(rows, self.zone),
            progress=list_words.progress_words(rows, trouble),
            notice=list_words.notice_words(rows, trouble) if trouble is not None and len(rows.view) else "",
            empty=list_words.why_empty(rows, trouble, self.zone),
            age=_("reading") if self.loader.looking else age,
            loading=rows.progress in {Progress.NOT_STARTED, Progress.LOADING},
        )

    def preview_of(self, row: Any, *, whole: bool) -> Preview:
        """Amount and status, why, who; and likely duplicates."""
        from stancer_tui.ui.payments.preview import payment_preview

        now, zone, mask = self.now(), self.zone, self.host.mask
        return payment_preview(row, self.rows.index, whole=whole, now=now, zone=zone, mask=mask)

    def hints(self) -> tuple[Command, ...]:
        """A search that found little offers to look further back, before all else."""
        if self.desk is None:
            return super().hints()
        from stancer_tui.ui.payments.list_words import few

        offered = [LOOK_BACK._replace(hint=True)] if few(self.rows) else []
        return (*offered, *super().hints())

    def on_mount(self) -> None:
        """Follow the reading of the window, once the frame is painted."""

        def follow() -> None:
            self.table.fresh = self.rows.fresh
            self._shown_window = self.loader.window
            self._background.begin()
            self.loader.follow(self)
            self.preview.wait_for_rest(partial(self.set_interval, REST, pause=True))

        self.table.focus()
        self.call_after_refresh(follow)

    def on_unmount(self) -> None:
        """Follow the reading no longer."""
        self._background.end()
        self.loader.unfollow(self)

    def desk_ready(self, desk: Desk) -> None:
        """Load the window, newest payments first, unless another section has begun to."""
        self.loader.open(desk)

    def window_moved(self, moment: "LoadStep") -> None:
        """Show how the reading goes."""
        from stancer_tui.ui.shell.loaded_payments import Progress
        from stancer_tui.ui.shell.window_loader import KEYS_LAST, LoadStep

        if not self.whole:
            return
        if self.loader.window is not self._shown_window:
            self._shown_window = self.loader.window
            self.table.marks.clear()
        growing = self.rows.progress in {Progress.LOADING, Progress.LOOKING_BACK}
        first = self.host.first_paint
        if growing and (moment is LoadStep.BEGAN if not first.seen else moment is LoadStep.ROWS):
            pressing = self.host.keys.since_key() < KEYS_LAST
            self._soon.call(_REPAINT * (8 if pressing else 1))
        else:
            self.draw()
        if not first.seen and (moment is LoadStep.ENDED or len(self.rows) >= SCREENFUL):
            self.call_after_refresh(first.shown)
        if moment is LoadStep.ENDED:
            self.preview.show()
            self._background.loaded()

    def rows_on_screen(self) -> "Sequence[ListedPayment]":
        """The payments that the agent sees."""
        rows: Sequence[ListedPayment] = self.table.on_screen
        return rows

    @on(RecordTable.Opened)
    def open_payment(self, event: RecordTable.Opened) -> None:
        """Open the payment under the cursor."""
        if event.row.id is not None:
            self.host.navigation.open(self, Kind.PAYMENT, event.row.id, row=event.row)
        else:
            self.notify(
                _("The API sent it without an id that could be read, so there is nothing to ask for."),
                title=_("This payment cannot be opened"),
                severity="warning",
                markup=False,
            )

    def action_back(self) -> None:
        """Clear the search, or stop loading."""
        from stancer_tui.ui.shell.loaded_payments import Progress

        progress = self.rows.progress
        if self.pane.bar.display and progress is not Progress.LOOKING_BACK:
            super().action_back()
        elif progress in {Progress.LOADING, Progress.LOOKING_BACK}:
            self.loader.stop()

    def action_window(self) -> None:
        """Choose the dates."""
        from stancer_tui.ui.dialogs.choose_dates import ChooseWindow

        self.app.push_screen(
            ChooseWindow(zone=self.zone, now=self.now()),
            lambda window: None if window is None else self.loader.choose(window),
        )

    def action_load(self, what: str) -> None:
        """Read what is new, now ("refresh") or every now and then ("auto"), or what is older ("back")."""
        loader = self.loader
        {"refresh": loader.refresh, "auto": loader.auto.toggle, "back": loader.look_back}[what]()
        self.show_state(self.status().age)

    def action_views(self) -> None:
        """Choose a saved view."""
        from stancer_tui.ui.dialogs.views import ChooseView

        self.app.push_screen(ChooseView(self.host.settings.views), self.show_view)

    def show_view(self, view: SavedView | None) -> None:
        """Show the search, dates and sorting of a saved view; what it does not name stays."""
        if view is None:
            return
        window = window_of(view.window, self.now(), self.zone) if view.window else None
        loaded = self.loader.window
        if window is not None and (loaded is None or window.key != loaded.key):
            self.loader.choose(window)
        if view.sort is not None:
            self.arrangement.take_sort(Sort.parse(view.sort))
        self.search_for(view.query)
        self.table.action_first()

    def action_refund(self) -> None:
        """Open the refund form for the payment under the cursor; of several that are marked, their review."""
        row = self.table.current
        if self.selection.several and self.desk is not None:

            def begun() -> None:
                self.table.marks.clear()  # they are being refunded: not marked for something else
                self.draw()

            marked = self.rows.of(self.table.marks)
            self.rows.view.finish()
            hidden = [row.id for row in marked if row.id and self.rows.view.position_of(row.id) is None]
            self.host.refunds.batches.review(self.desk, marked, hidden, begun)
        elif row is not None and row.id is not None:
            self.host.open_refund(self.mode, row.id)

    def action_capture(self) -> None:
        """Ask whether to capture the payment under the cursor; several are not captured at once."""
        row = self.selection.one
        if self.desk is None or row is None or self.refuses("capture"):
            return
        from stancer_tui.services.payments.actions import PaymentAction
        from stancer_tui.ui.payments.action_dialog import ask_payment_action

        ask_payment_action(self.host.payment_writes, self.desk, row.id, PaymentAction.CAPTURE)

    def why_not(self, action: str) -> str | None:
        """What the state of the payment under the cursor does not allow."""
        return self.selection.why_not_captured(self.desk) if action == "capture" else None

    def payment_changed(self, payment_id: str) -> None:
        """Read a payment of the list again."""
        self.loader.read_again(payment_id)

    def to_watch(self) -> "Subject | None":
        """The payment under the cursor."""
        return self.selection.to_watch()

    def action_copy(self) -> None:
        """Offer what can be copied of the payment under the cursor; no request is made."""
        row = self.selection.one
        if row is not None:
            from stancer_tui.services.payments.service import listed
            from stancer_tui.ui.payments.copy_payment import copy_payment

            copy_payment(self, listed(row), self.rows.index, whole=False)

    def action_payout(self) -> None:
        """Find the payout that paid the payment under the cursor."""
        row = self.selection.one
        if row is not None:
            self.host.find_payout(self, row)
