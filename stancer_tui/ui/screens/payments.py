"""The Payments section: a window of payments, newest first, and a preview of the one under the cursor."""

from contextlib import aclosing, suppress
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from stancer_tui.api.errors import ApiError, RateLimited
from stancer_tui.config import NEWEST_FIRST, SavedView
from stancer_tui.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import ListedPayment, PaymentRow, UnreadableItem, payment_row
from stancer_tui.render.columns import Column
from stancer_tui.services.windows import Window, window_of
from stancer_tui.ui import list_words
from stancer_tui.ui.commands import PAYMENTS, TABLE, Command, bindings
from stancer_tui.ui.dialogs.columns import ChooseColumns
from stancer_tui.ui.dialogs.sort import ChooseSort
from stancer_tui.ui.dialogs.views import ChooseView
from stancer_tui.ui.dialogs.window import ChooseWindow
from stancer_tui.ui.freshness import AutoRefresh
from stancer_tui.ui.list_choices import ListChoices, Sort
from stancer_tui.ui.payment_list import PaymentList, Progress
from stancer_tui.ui.screens.desk_screen import DeskScreen
from stancer_tui.ui.sections import Section
from stancer_tui.ui.widgets.payment_preview import PaymentPreview, strip_content
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.search_bar import SearchBar
from stancer_tui.ui.widgets.state_view import StateView
from stancer_tui.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment

LOOK_BACK = next(command for command in PAYMENTS if command.id == "payments.look_back")

_REPAINT = 1 / 30
_REST = 0.04


class PaymentsScreen(DeskScreen):
    """Loads a window of payments in the background and lets the agent narrow, walk and open it."""

    KEYS = PAYMENTS
    BINDINGS: ClassVar[list[BindingType]] = bindings(PAYMENTS)
    CSS_PATH = "payments.tcss"
    AUTO_FOCUS = "#payments"

    def __init__(self, mode: Mode, section: Section) -> None:
        super().__init__(mode, section)
        self.window: Window | None = None
        self.trouble: ApiError | None = None
        self.auto = AutoRefresh(self, self._look_unasked)
        self._repaint_due = False
        self._cut_off = False

    def hints(self) -> tuple[Command, ...]:
        """The list's enter stands first; a search that found little offers to look further back."""
        offered = [replace(LOOK_BACK, hint=True)] if list_words.few(self.list) else []
        return (*offered, TABLE[0], *super().hints())

    def compose_body(self) -> ComposeResult:
        """Lay out the search, the list, the preview, and the strip for narrow terminals."""
        columns = self.choices.shown(self.every_column())
        with Horizontal(id="body"):
            with Vertical(classes="frame", id="list") as frame:
                frame.border_title = Content("Payments")
                yield SearchBar(self.list.complete, id="search-bar")
                yield Static(id="notice")
                yield RecordTable(columns, id="payments")
                yield StateView()
            yield PaymentPreview(classes="frame", id="preview")
        yield Static(id="strip")

    def now(self) -> datetime:
        """The moment by the desk's clock."""
        return self.desk.now() if self.desk is not None else self.desk_app.now()

    def on_mount(self) -> None:
        """Show skeleton rows until the first payments arrive."""
        self.set_class(not self.choices.preview, "-no-preview")
        self.choices.sort_view(self.list.view, self.every_column())
        self.table.loading_rows = True
        self.table.matches = self.list.matches
        self.table.fresh = self.list.fresh
        self.table.focus()
        every = self.desk_app.settings.refresh_seconds
        if every:
            self.auto.begin(every)
        self._clock = self.set_interval(5, self._show_age)
        self._preview_timer = self.set_interval(_REST, self.show_preview, pause=True)

    @property
    def zone(self) -> tzinfo:
        """The zone in which instants are shown."""
        return self.desk_app.shown_zone

    @property
    def list(self) -> PaymentList:
        """The payments of this mode that are loaded; other sections read them too."""
        return self.desk_app.payment_list(self.mode)

    @property
    def choices(self) -> ListChoices:
        """What the agent chose for this mode's list, or the settings say."""
        return self.desk_app.choices(self.mode)

    def every_column(self) -> tuple[Column[ListedPayment], ...]:
        """All columns there are."""
        return self.choices.every_column(self.zone, self.now, mask=self.desk_app.mask)

    @property
    def search(self) -> Input:
        """Where the agent types what to look for."""
        return self.query_one("#search", Input)

    @property
    def table(self) -> RecordTable:
        """The list widget."""
        return self.query_one("#payments", RecordTable)

    def desk_ready(self, desk: Desk) -> None:
        """Load the window, newest payments first."""
        if self.window is None:
            self.window = self.choices.window(desk.now(), self.zone)
            self.list.label = self.window.label
        self.load()

    def load(self) -> None:
        """Read the window (again); what is on screen stays until it is replaced."""
        self.trouble = None
        self.query_one(StateView).hide()
        self._show_notice()
        self._load()

    @work(group="load", exclusive=True)
    async def _load(self) -> None:
        desk, window = self.desk, self.window
        if desk is None or window is None:
            return
        going_on = self.list.started()
        if going_on is not None:
            window = replace(window, until=going_on)
        self.table.loading_rows = True
        self._show_title()
        self._show_age()
        try:
            async with aclosing(desk.payments.load(window)) as batches:
                async for batch in batches:
                    self.list.add(batch)
                    self.table.show(self.list.view)
                    self._repaint_soon()
            self.list.finished(desk.now())
        except ApiError as error:
            self.trouble = error
            self.list.stopped()
        self._rest()

    @work(group="load", exclusive=True)
    async def _look_again(self, desk: Desk, window: Window) -> None:
        """Read what is new and what is on the screen and may have moved on."""
        from stancer_tui.ui import reading

        self.show_state("reading")
        try:
            await reading.look_again(self.list, desk.payments, window, self.table.on_screen)
        except ApiError as error:
            self.trouble = error
            if isinstance(error, RateLimited):
                self.auto.slow_down()
        else:
            self.trouble = None
            self.list.looked_at = desk.now()
            self.auto.went_well()
        self._rest()
        self.show_preview()

    @work(group="load", exclusive=True)
    async def _look_back(self, desk: Desk, window: Window) -> None:
        """Ask for the number that is searched for; where that gives nothing, read what lies before."""
        from stancer_tui.ui import reading

        self.trouble = None
        self.list.progress = Progress.LOOKING_BACK
        self._repaint()
        try:
            found = await reading.ask(self.list, desk.payments)
            if found:
                text = f"{found} found outside these dates. b looks further back."
                self.notify(text, title="Stancer was asked for this number", markup=False)
            else:
                earlier = reading.look_back(self.list, desk.payments, window.before(self.now()))
                async with aclosing(earlier) as batches:
                    async for _ in batches:
                        self._repaint_soon()
        except ApiError as error:
            self.trouble = error
        self.list.stopped()
        self._rest()

    def _look_unasked(self) -> None:
        """It is time to read what is new, unless something is being read."""
        if not any(worker.group == "load" and worker.is_running for worker in self.workers):
            self._look()

    def _rest(self) -> None:
        """Show where the reading ended."""
        self.table.loading_rows = False
        self._repaint()

    def leave(self) -> None:
        """Stop reading; what was loaded is there when the agent comes back."""
        super().leave()
        self._cut_off = self.list.progress is Progress.LOADING
        self.list.stopped()
        self._rest()

    def come_back(self, desk: Desk) -> None:  # noqa: ARG002 - a desk is there
        """Read on where the agent left while the list was loading."""
        if self._cut_off:
            self.load()

    def on_screen_suspend(self) -> None:
        """Let the clock rest while another screen is shown."""
        self._clock.pause()
        self.auto.rest()

    def on_screen_resume(self) -> None:
        """Let the clock go on."""
        self._clock.resume()
        self.auto.go_on()

    def _repaint_soon(self) -> None:
        """Tell the progress at most thirty times a second."""
        if not self._repaint_due:
            self._repaint_due = True
            self.set_timer(_REPAINT, self._repaint)

    def _repaint(self) -> None:
        self._repaint_due = False
        if not self.is_mounted:
            return
        self.table.show(self.list.view)
        self._show_title()
        self._show_notice()
        self._show_state_view()
        self._show_age()
        self.query_one(StatusBar).show_commands(self.hints())

    def _show_title(self) -> None:
        frame = self.query_one("#list")
        sort = self.choices.sort
        order = "" if str(sort) == NEWEST_FIRST else f" · by {sort.key}, {sort.direction}"
        frame.border_title = Content(list_words.title(self.list, self.zone) + order)
        marks = len(self.table.marks)
        frame.border_subtitle = Content(list_words.progress_words(self.list, marks, self.trouble))

    def _show_notice(self) -> None:
        notice = self.query_one("#notice", Static)
        shown = self.trouble is not None and len(self.list.view) > 0
        notice.set_class(shown, "-shown")
        if self.trouble is not None and shown:
            notice.update(Content(list_words.notice_words(self.list, self.trouble)))

    def _show_state_view(self) -> None:
        view = self.query_one(StateView)
        list_words.show_why_empty(view, self.list, self.trouble, self.zone)
        self.table.display = not view.has_class("-shown")
        if self.table.display and self.focused is None and self.is_current:
            self.set_focus(self.table)

    def _show_age(self) -> None:
        self.show_state(list_words.age_words(self.list, self.trouble, self.auto.words, self.now()))

    @on(RecordTable.Highlighted)
    def preview_soon(self) -> None:
        """Let the cursor be painted first: the preview follows when it rests for a moment."""
        self._preview_timer.reset()
        self._preview_timer.resume()

    def show_preview(self) -> None:
        """Show the payment under the cursor beside the list, and in the strip."""
        self._preview_timer.pause()
        row = self.table.current
        company, twice = Content(""), False
        if isinstance(row, PaymentRow):
            from stancer_tui.services.duplicates import charged_twice, duplicates
            from stancer_tui.ui.company import company_content

            twins = duplicates(row, self.list.index)
            company = company_content(row, self.list.index, twins, now=self.now(), zone=self.zone)
            twice = charged_twice(row, twins)
        preview = self.query_one(PaymentPreview)
        preview.show(row, company, now=self.now(), zone=self.zone, mask=self.desk_app.mask)
        self.query_one("#strip", Static).update(strip_content(row, twice=twice), layout=False)
        self._show_title()

    @on(RecordTable.Opened)
    def open_payment(self, event: RecordTable.Opened) -> None:
        """Open the payment under the cursor."""
        if event.row.id is not None:
            self.desk_app.open_payment(self, event.row.id, event.row)
        else:
            self.notify(
                "The API sent it without an id that could be read, so there is nothing to ask for.",
                title="This payment cannot be opened",
                severity="warning",
                markup=False,
            )

    @on(RecordTable.Marked)
    def count_marks(self) -> None:
        """Count what is marked."""
        self._show_title()

    def action_search(self) -> None:
        """Put the cursor into the search."""
        self.query_one(SearchBar).display = True
        self.set_focus(self.search)

    def search_for(self, text: str) -> None:
        """Show the payments that match a text."""
        self.action_search()
        self.search.value = text
        self.set_focus(self.table)

    @on(Input.Changed, "#search")
    def narrow(self, event: Input.Changed) -> None:
        """Narrow the list as the agent types."""
        before = self.table.current
        query = self.list.search(event.value, now=self.now(), zone=self.zone)
        self.query_one(SearchBar).tell(event.value, query.mistakes)
        self._repaint()
        if self.table.current is not before:
            self.table.action_first()

    def on_key(self, event: events.Key) -> None:
        """From the search, enter and down step into the list, at once: the next key is the list's."""
        if event.key in {"down", "enter"} and self.focused is self.search:
            self.set_focus(self.table)
            event.stop()

    def action_back(self) -> None:
        """Clear the search, or stop loading."""
        bar, progress = self.query_one(SearchBar), self.list.progress
        if bar.display and progress is not Progress.LOOKING_BACK:
            self.search.value = ""
            bar.display = False
            self.set_focus(self.table)
        elif progress in {Progress.LOADING, Progress.LOOKING_BACK}:
            self.workers.cancel_group(self, "load")
            self.list.stopped()
            self._rest()

    def action_refresh_list(self) -> None:
        """Read what is new up to now; cursor, marks, sorting and search stay."""
        self.list.fresh.clear()
        if not self._look():
            self.load()

    def _look(self) -> bool:
        """Read what is new, where a whole window that reaches until now is there to go on from."""
        desk, window = self.desk, self.window
        done = self.list.progress is Progress.DONE
        if desk is None or window is None or window.until is not None or not done:
            return False
        self._look_again(desk, window)
        return True

    def action_auto_refresh(self) -> None:
        """Read what is new every now and then, or stop doing so."""
        self.auto.toggle()
        self._show_age()

    def action_look_back(self) -> None:
        """Read as much again from before the dates that are loaded."""
        if self.desk is not None and self.window is not None and self.list.progress is Progress.DONE:
            back_to = self.list.back_to
            window = self.window if back_to is None else replace(self.window, since=back_to)
            self._look_back(self.desk, window)

    def action_window(self) -> None:
        """Choose the dates."""
        self.app.push_screen(ChooseWindow(zone=self.zone, now=self.now()), self._take_window)

    def _take_window(self, window: Window | None) -> None:
        if window is not None:
            self.window = window
            self.choices.choose_window(window)
            self.list.restart(window.label)
            self.table.marks.clear()
            self.table.show(self.list.view)
            self.load()

    def action_sort(self) -> None:
        """Choose by which column the list is sorted."""
        self.app.push_screen(ChooseSort(self.every_column(), self.choices.sort), self._take_sort)

    def _take_sort(self, sort: Sort | None) -> None:
        if sort is not None:
            self.choices.choose_sort(sort)
            self.choices.sort_view(self.list.view, self.every_column())
            self._show_first()

    def _show_first(self) -> None:
        self._repaint()
        self.table.action_first()

    def action_columns(self) -> None:
        """Choose which columns are shown."""
        every = self.every_column()
        shown = [column.key for column in self.choices.shown(every)]
        self.app.push_screen(ChooseColumns(every, shown), self._take_columns)

    def _take_columns(self, keys: tuple[str, ...] | None) -> None:
        if keys is not None:
            self.choices.choose_columns(keys)
            self.table.use_columns(self.choices.shown(self.every_column()))

    def action_views(self) -> None:
        """Choose a saved view."""
        self.app.push_screen(ChooseView(self.desk_app.settings.views), self.show_view)

    def show_view(self, view: SavedView | None) -> None:
        """Search, dates and sorting of a saved view; what it does not name stays."""
        if view is None:
            return
        window = window_of(view.window, self.now(), self.zone) if view.window else None
        if window is not None and (self.window is None or window.key != self.window.key):
            self._take_window(window)
        if view.sort is not None:
            self._take_sort(Sort.parse(view.sort))
        self.query_one(SearchBar).display = True
        self.search.value = view.query
        self.search.cursor_position = len(view.query)
        self.set_focus(self.table)
        self.call_later(self._show_first)

    def action_refund(self) -> None:
        """Open the refund form for the payment under the cursor; several are not refunded at once."""
        if len(self.table.marks) > 1:
            from stancer_tui.services.refund_words import SEVERAL_PAYMENTS

            self.notify(
                SEVERAL_PAYMENTS, title="Several payments are marked", severity="warning", markup=False
            )
            return
        row = self.table.current
        if row is not None and row.id is not None:
            self.desk_app.open_refund(self.mode, row.id)

    def action_capture(self) -> None:
        """Ask whether to capture the payment under the cursor; several are not captured at once."""
        row = self.table.current
        if self.desk is None or not isinstance(row, PaymentRow) or self.refuses("capture"):
            return
        from stancer_tui.services.payment_words import Deed

        self.desk_app.payment_care.open_deed(self.desk, row.id, Deed.CAPTURE)

    def why_not(self, action: str) -> str | None:
        """What the state of the payment under the cursor does not allow."""
        if action != "capture" or self.desk is None:
            return None
        from stancer_tui.services.payment_actions import Action, standing, why_not

        if len(self.table.marks) > 1:
            return "Payments are captured one by one: each is read and confirmed on its own."
        row = self.table.current
        if not isinstance(row, PaymentRow):
            return "There is no payment under the cursor that could be read."
        return why_not(Action.CAPTURE, standing(row), live=self.mode.live, read_only=self.desk.read_only)

    def payment_moved(self, payment_id: str) -> None:
        """Read a payment of the list again."""
        self._read_again(payment_id)

    def payment_created(self, payment: "Payment") -> None:
        """Show a payment that was created here, where the dates reach until now."""
        if self.window is None or self.window.until is not None:
            return
        with suppress(UnreadableItem):
            self.list.made_here(payment_row(payment.raw))
            self._repaint()

    @work(group="row")
    async def _read_again(self, payment_id: str) -> None:
        from stancer_tui.ui import reading

        if self.desk is None or self.list.index.get(payment_id) is None:
            return
        with suppress(ApiError):
            await reading.read_one(self.list, self.desk.payments, payment_id)
        if self.is_mounted:
            self._repaint()
            self.show_preview()

    def action_copy(self) -> None:
        """Offer what can be copied of the payment under the cursor; no request is made."""
        row = self.table.current
        if isinstance(row, PaymentRow):
            from stancer_tui.services.payments import listed
            from stancer_tui.ui.take_along import copy_payment

            copy_payment(self, listed(row), whole=False)

    def action_export(self) -> None:
        """Offer to write the marked rows, or those that are shown, to a file."""
        from stancer_tui.ui.take_along import export_rows

        index, view, marks = self.list.index, self.list.view, self.table.marks
        if marks:
            slots = [slot for key in marks if (slot := index.slot_of(key)) is not None]
            rows = [index.rows[slot] for slot in sorted(slots, key=index.rank)]
        else:
            rows = view.rows(0, len(view))
        export_rows(self, rows, "the marked ones" if marks else "as shown")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Looking further back begins where the window has been read."""
        return None if action == "look_back" and self.list.progress is not Progress.DONE else True

    def action_toggle_preview(self) -> None:
        """Show or hide the preview."""
        self.toggle_class("-no-preview")
        self.choices.choose_preview(not self.has_class("-no-preview"))

    def times_changed(self) -> None:
        """Draw instants in the other zone."""
        self.table.use_columns(self.choices.shown(self.every_column()))
        self.show_preview()
