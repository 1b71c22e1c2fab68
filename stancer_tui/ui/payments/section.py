"""The Payments section: a window of payments, newest first, and a preview of the one under the cursor."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from stancer_tui.api.errors import ApiError
from stancer_tui.config import SavedView
from stancer_tui.desk import Desk
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.services.payments.windows import Window
from stancer_tui.ui.commands import PAYMENTS, TABLE, Command, bindings
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.payments import list_words
from stancer_tui.ui.payments.arrangement import ListArrangement
from stancer_tui.ui.payments.cursor_preview import CursorPreview
from stancer_tui.ui.payments.selection import Selection
from stancer_tui.ui.shell.freshness import AutoRefresh
from stancer_tui.ui.shell.loaded_payments import LoadedPayments, Progress
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.shell.status_bar import StatusBar
from stancer_tui.ui.shell.window_loader import KEYS_LAST, Moment, WindowLoader
from stancer_tui.ui.widgets.payment_preview import PaymentPreview
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.search_bar import SearchBar
from stancer_tui.ui.widgets.state_view import StateView

if TYPE_CHECKING:
    from stancer_tui.ui.payments.host import PaymentListHost
    from stancer_tui.ui.shell.subject import Subject

LOOK_BACK = next(command for command in PAYMENTS if command.id == "payments.look_back")

_REPAINT = 1 / 10


class PaymentsScreen(DeskScreen):
    """Loads a window of payments in the background and lets the agent narrow, walk and open it."""

    KEYS = PAYMENTS
    BINDINGS: ClassVar[list[BindingType]] = bindings(PAYMENTS)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#payments"
    ROWS_FOLLOW = True

    def __init__(self, host: "PaymentListHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: PaymentListHost = host
        self.arrangement = ListArrangement(self)
        self.in_hand = Selection(self)
        self.preview = CursorPreview(self)
        self._repaint_due = False
        self._shown_window: Window | None = None
        self._wanted: str | None = None
        self._titles = ("", "")

    def hints(self) -> tuple[Command, ...]:
        """The list's enter stands first; a search that found little offers to look further back."""
        offered = [replace(LOOK_BACK, hint=True)] if list_words.few(self.list) else []
        return (*offered, TABLE[0], *super().hints())

    def compose_body(self) -> ComposeResult:
        """Lay out the search, the list, the preview, and the strip for narrow terminals."""
        with Horizontal(id="body"):
            with Vertical(classes="frame", id="list") as frame:
                frame.border_title = Content("Payments")
                yield SearchBar(self.list.complete, id="search-bar")
                yield Static(id="notice")
                yield RecordTable(self.arrangement.columns, id="payments")
                yield StateView()
            yield PaymentPreview(classes="frame", id="preview")
        yield Static(id="strip")

    def now(self) -> datetime:
        """The moment by the desk's clock."""
        return self.desk.now() if self.desk is not None else self.host.clock.now()

    def on_mount(self) -> None:
        """Show skeleton rows until the first payments arrive."""
        self.set_class(not self.arrangement.choices.preview, "-no-preview")
        self.arrangement.sort()
        self.table.loading_rows = True
        self.table.matches = self.list.matches
        self.table.fresh = self.list.fresh
        self.table.focus()
        self.loader.follow(self)
        self._clock = self.set_interval(5, self._show_age)
        self.preview.begin()
        if self._wanted is not None:
            self.call_after_refresh(self.search_for, self._wanted)

    @property
    def zone(self) -> tzinfo:
        """The zone in which instants are shown."""
        return self.host.clock.zone

    @property
    def loader(self) -> WindowLoader:
        """What reads the payments of this mode, for every section."""
        return self.host.windows.loader(self.mode)

    @property
    def list(self) -> LoadedPayments:
        """The payments of this mode that are loaded; other sections read them too."""
        return self.loader.rows

    @property
    def trouble(self) -> ApiError | None:
        """Why the last reading failed, if it did."""
        return self.loader.trouble

    @property
    def auto(self) -> AutoRefresh:
        """The reading of what is new now and then."""
        return self.loader.auto

    @property
    def search(self) -> Input:
        """Where the agent types what to look for."""
        return self.query_one("#search", Input)

    @property
    def table(self) -> RecordTable:
        """The list widget."""
        return self.query_one("#payments", RecordTable)

    def on_unmount(self) -> None:
        """Follow the reading no longer."""
        self.loader.unfollow(self)

    def desk_ready(self, desk: Desk) -> None:
        """Load the window, newest payments first, unless another section has begun to."""
        self.loader.open(desk)

    def window_moved(self, moment: Moment) -> None:
        """Show how the reading goes."""
        if not self.whole:
            return
        if self.loader.window is not self._shown_window:
            self._shown_window = self.loader.window
            self.table.marks.clear()
        growing = self.list.progress in {Progress.LOADING, Progress.LOOKING_BACK}
        shown = self.host.first_paint.seen
        if growing and (moment is Moment.BEGAN if not shown else moment is Moment.ROWS):
            self._repaint_soon()
        else:
            self._repaint()
        first = self.host.first_paint
        if not first.seen and moment is not Moment.BEGAN:  # an empty page is all there is to see, too
            self.call_after_refresh(first.shown)
        if moment is Moment.ENDED:
            self.show_preview()

    def rows_on_screen(self) -> Sequence[ListedPayment]:
        """The payments that the agent sees."""
        rows: Sequence[ListedPayment] = self.table.on_screen
        return rows

    def on_screen_suspend(self) -> None:
        """Let the clock rest while another screen is shown."""
        self._clock.pause()

    def on_screen_resume(self) -> None:
        """Let the clock go on."""
        self._clock.resume()

    def _repaint_soon(self) -> None:
        """Tell the progress at most ten times a second, and seldom while the agent presses keys."""
        if not self._repaint_due:
            self._repaint_due = True
            pressing = self.host.keys.since_key() < KEYS_LAST
            self.set_timer(_REPAINT * (8 if pressing else 1), self._repaint)

    def _repaint(self) -> None:
        self._repaint_due = False
        if not self.whole:
            return
        self.table.loading_rows = self.list.progress in {Progress.NOT_STARTED, Progress.LOADING}
        self.table.show(self.list.view)
        self._show_title()
        self._show_notice()
        self._show_state_view()
        self._show_age()
        self.query_one(StatusBar).show_commands(self.hints())

    def _show_title(self) -> None:
        marks = len(self.table.marks)
        title = list_words.title(self.list, self.zone) + self.arrangement.words
        titles = (title, list_words.progress_words(self.list, marks, self.trouble))
        if titles != self._titles:  # each costs a painting of the whole frame
            self._titles = titles
            frame = self.query_one("#list")
            frame.border_title, frame.border_subtitle = map(Content, titles)

    def _show_notice(self) -> None:
        notice = self.query_one("#notice", Static)
        shown = self.trouble is not None and len(self.list.view) > 0
        notice.set_class(shown, "-shown")
        if self.trouble is not None and shown:
            notice.update(Content(list_words.notice_words(self.list, self.trouble)))

    def _show_state_view(self) -> None:
        view = self.query_one(StateView)
        list_words.show_why_empty(view, self.list, self.trouble, self.zone)
        shown = not view.has_class("-shown")
        if shown != self.table.display:  # setting it lays the screen out, changed or not
            self.table.display = shown
        if self.table.display and self.focused is None and self.is_current:
            self.set_focus(self.table)

    def _show_age(self) -> None:
        words = list_words.age_words(self.list, self.trouble, self.auto.words, self.now())
        self.show_state("reading" if self.loader.looking else words)

    @on(RecordTable.Highlighted)
    def preview_soon(self) -> None:
        """Let the preview follow the cursor."""
        self.preview.soon()

    def show_preview(self) -> None:
        """Show the payment under the cursor beside the list, and in the strip."""
        self.preview.show()
        self._show_title()

    @on(RecordTable.Opened)
    def open_payment(self, event: RecordTable.Opened) -> None:
        """Open the payment under the cursor."""
        if event.row.id is not None:
            self.host.navigation.open(self, Kind.PAYMENT, event.row.id, row=event.row)
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
        """Show the payments that match a text; a screen that is not laid out yet does so when it is."""
        if not self.whole:
            self._wanted = text
            return
        self.action_search()
        self.search.value = text
        self.set_focus(self.table)

    def show_search(self, text: str) -> None:
        """Show a text in the search, and what it leaves of the list."""
        self.query_one(SearchBar).display = True
        self.search.value = text
        self.search.cursor_position = len(text)
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
            self.loader.stop()

    def action_refresh_list(self) -> None:
        """Read what is new up to now; cursor, marks, sorting and search stay."""
        self.loader.refresh()

    def action_auto_refresh(self) -> None:
        """Read what is new every now and then, or stop doing so."""
        self.auto.toggle()
        self._show_age()

    def action_look_back(self) -> None:
        """Read as much again from before the dates that are loaded."""
        self.loader.look_back()

    def action_window(self) -> None:
        """Choose the dates."""
        from stancer_tui.ui.dialogs.choose_dates import ChooseWindow

        self.app.push_screen(ChooseWindow(zone=self.zone, now=self.now()), self._take_window)

    def _take_window(self, window: Window | None) -> None:
        if window is not None:
            self.loader.choose(window)

    def action_sort(self) -> None:
        """Choose by which column the list is sorted."""
        self.arrangement.choose_sort()

    def action_columns(self) -> None:
        """Choose which columns are shown."""
        self.arrangement.choose_columns()

    def action_views(self) -> None:
        """Choose a saved view."""
        self.arrangement.choose_view()

    def show_view(self, view: SavedView) -> None:
        """Show a saved view: the palette offers each by its name."""
        self.arrangement.show_view(view)

    def show_first(self) -> None:
        """Show the list from its first payment."""
        self._repaint()
        self.table.action_first()

    def action_refund(self) -> None:
        """Open the refund form for the payment under the cursor; several are not refunded at once."""
        self.in_hand.refund()

    def action_capture(self) -> None:
        """Ask whether to capture the payment under the cursor; several are not captured at once."""
        self.in_hand.capture()

    def why_not(self, action: str) -> str | None:
        """What the state of the payment under the cursor does not allow."""
        return self.in_hand.why_not_captured() if action == "capture" else None

    def payment_changed(self, payment_id: str) -> None:
        """Read a payment of the list again."""
        self.loader.read_again(payment_id)

    def to_watch(self) -> "Subject | None":
        """The payment under the cursor."""
        return self.in_hand.to_watch()

    def action_copy(self) -> None:
        """Offer what can be copied of the payment under the cursor; no request is made."""
        self.in_hand.copy()

    def action_payout(self) -> None:
        """Find the payout that paid the payment under the cursor."""
        self.in_hand.find_payout()

    def action_export(self) -> None:
        """Offer to write the marked rows, or those that are shown, to a file."""
        self.in_hand.export()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Looking further back begins where the window has been read."""
        return None if action == "look_back" and self.list.progress is not Progress.DONE else True

    def action_toggle_preview(self) -> None:
        """Show or hide the preview."""
        self.arrangement.toggle_preview()

    def times_changed(self) -> None:
        """Draw instants in the other zone."""
        self.arrangement.draw_columns()
        self.show_preview()
