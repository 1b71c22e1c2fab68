"""What a section that lists a window of records has: dates, search, the four states, age, export."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.models.folding import fold
from stancer_tui.models.ids import kind_of
from stancer_tui.models.mode import Mode
from stancer_tui.models.typed_text import cleaned
from stancer_tui.render.columns import Column
from stancer_tui.render.safe import safe
from stancer_tui.services.payments.windows import Preset, Window
from stancer_tui.ui.commands import TABLE, Command
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.dialogs.choose_dates import ChooseWindow
from stancer_tui.ui.shell import loaded_words
from stancer_tui.ui.shell.loaded_payments import Progress
from stancer_tui.ui.shell.loaded_records import LineRecords, Loaded
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.state_view import StateView
from stancer_tui.ui.widgets.trouble import trouble_words

if TYPE_CHECKING:
    from stancer_tui.ui.shell.host import Host

_LONGEST = 64


class WindowListScreen(DeskScreen):
    """Reads a window in the background, newest shown first; subclasses say what a record is."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#records"
    NOUN: ClassVar[str]
    PRESET: ClassVar[Preset]

    def __init__(self, host: "Host", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.typed = ""
        self.open_only_match = False
        """Whether the one record that matches is opened as soon as the window is read."""

    @property
    def loaded(self) -> Loaded[Any]:
        """What is loaded."""
        raise NotImplementedError

    def columns(self) -> Sequence[Column[Any]]:
        """The columns of the list."""
        raise NotImplementedError

    def lines(self) -> Sequence[Any]:
        """What is loaded as lines, newest first."""
        raise NotImplementedError

    def pages(self, desk: Desk, window: Window) -> AsyncGenerator[tuple[Any, ...], None]:
        """The reading of a window, page by page."""
        raise NotImplementedError

    def search_words(self, line: Any) -> str:
        """What a typed word is held against, lower-cased."""
        raise NotImplementedError

    def told(self, line: Any) -> Content:
        """What is said of the line under the cursor."""
        raise NotImplementedError

    def read(self, desk: Desk) -> None:
        """The whole window has been read."""

    def news(self) -> str:
        """What the title says beside the dates."""
        return ""

    def compose_body(self) -> ComposeResult:
        """Lay out the search, the list and what is said of the line under the cursor."""
        with Vertical(classes="frame", id="list") as frame:
            frame.border_title = Content(self.section.title)
            yield LineInput(
                placeholder="words; all of them have to be there", id="search", max_length=_LONGEST
            )
            yield Static(id="notice")
            yield RecordTable(self.columns(), id="records")
            yield StateView()
        yield Static(id="outcome")

    @property
    def zone(self) -> tzinfo:
        """The zone in which instants are shown."""
        return self.host.clock.zone

    def now(self) -> datetime:
        """The moment by the desk's clock."""
        return self.host.clock.now()

    def key(self, name: str) -> str:
        """The key of one of this section's own commands, for a sentence."""
        return key_of(f"{self.section.name}.{name}")

    @property
    def table(self) -> RecordTable:
        """The list widget."""
        return self.query_one("#records", RecordTable)

    @property
    def search_input(self) -> Input:
        """The search."""
        return self.query_one("#search", Input)

    def hints(self) -> tuple[Command, ...]:
        """The list's enter stands first."""
        return (TABLE[0], *super().hints())

    def on_mount(self) -> None:
        """Show skeleton rows until the first records arrive."""
        self.table.loading_rows = True
        self._clock = self.set_interval(5, self._show_age)

    def on_screen_suspend(self) -> None:
        """Let the clock rest while another screen is shown."""
        self._clock.pause()

    def on_screen_resume(self) -> None:
        """Let the clock go on."""
        self._clock.resume()
        self.draw()

    def desk_ready(self, desk: Desk) -> None:
        """Read the window, unless it is there."""
        if self.loaded.window is None:
            self.loaded.choose(self.PRESET.window(desk.now()))
        if self.loaded.progress is not Progress.DONE:
            self.load()

    def come_back(self, desk: Desk) -> None:
        """Read on what was cut off."""
        self.desk_ready(desk)

    def leave(self) -> None:
        """Stop reading; what was loaded is there when the agent comes back."""
        super().leave()
        self.loaded.stopped()

    def load(self) -> None:
        """Read the window (again)."""
        desk, window = self.desk, self.loaded.window
        if desk is not None and window is not None:
            self.loaded.begin()
            self.draw()
            self._load(desk, window)

    @work(group="load", exclusive=True)
    async def _load(self, desk: Desk, window: Window) -> None:
        loaded = self.loaded
        try:
            async with aclosing(self.pages(desk, window)) as pages:
                async for items in pages:
                    loaded.add(items)
                    self.draw()
            loaded.finished(desk.now())
        except ApiError as error:
            loaded.stopped(error)
        if not self.whole:
            return
        self.draw()
        if loaded.progress is Progress.DONE:
            self.read(desk)
            self._open_only_match()

    def _open_only_match(self) -> None:
        wanted, self.open_only_match = self.open_only_match, False
        if wanted and self.typed and len(self.table.records) == 1:
            self.table.action_open()

    def shown_lines(self) -> list[Any]:
        """The lines that hold every word that was typed."""
        words = fold(self.typed).split()
        lines = self.lines()
        return [line for line in lines if all(word in self.search_words(line) for word in words)]

    def export_lines(self) -> tuple[list[Any], str]:
        """The marked lines, or all that are shown where none is; and how they are called."""
        lines, marks = self.shown_lines(), self.table.marks
        marked = [line for line in lines if line.key in marks]
        return (marked, "the marked ones") if marked else (lines, "as shown")

    def draw(self) -> None:
        """Draw the list as it is known now."""
        if not self.whole:
            return
        loaded, table, shown = self.loaded, self.table, self.shown_lines()
        table.loading_rows = loaded.progress in {Progress.LOADING, Progress.NOT_STARTED}
        table.use_columns(self.columns())
        table.show(LineRecords(shown))
        frame = self.query_one("#list")
        frame.border_title = Content(loaded_words.title(self.section.title, loaded, self.news(), len(shown)))
        frame.border_subtitle = Content(loaded_words.progress_words(loaded, self.key("back")))
        self._show_notice(shown)
        self._show_state(shown)
        self._show_age()
        self.tell()

    def _show_notice(self, shown: Sequence[Any]) -> None:
        notice, loaded = self.query_one("#notice", Static), self.loaded
        cut_off = loaded.progress is Progress.STOPPED and len(shown) > 0
        notice.set_class(cut_off, "-shown")
        if cut_off:
            notice.update(Content(loaded_words.notice_words(loaded, self.NOUN, self.key("refresh"))))

    def _show_state(self, shown: Sequence[Any]) -> None:
        view, loaded, table = self.query_one(StateView), self.loaded, self.table
        if shown or loaded.progress in {Progress.LOADING, Progress.NOT_STARTED}:
            view.hide()
        elif loaded.trouble is not None:
            self.show_trouble(view, loaded.trouble)
        elif loaded.progress is Progress.STOPPED:
            view.show_empty("Reading was stopped before anything came.", f"{self.key('refresh')} reads again")
        elif self.typed:
            view.show_empty(
                f"Nothing loaded matches “{safe(self.typed, _LONGEST)}” · {loaded.label}.",
                f"{self.key('back')} clears the search · {self.key('window')} loads other dates · "
                f"{self.key('refresh')} reads again",
            )
        else:
            self.show_empty(view)
        table.display = not view.has_class("-shown")
        if table.display and self.focused is None and self.is_current:
            self.set_focus(table)

    def show_empty(self, view: StateView) -> None:
        """Say that the window holds nothing, and that this is an answer."""
        view.show_empty(
            f"No {self.NOUN} · {self.loaded.label}.",
            f"{self.key('window')} chooses other dates · {key_of('app.mode')} switches between test and live",
        )

    def show_trouble(self, view: StateView, trouble: ApiError) -> None:
        """Say why nothing could be read."""
        words = trouble_words(trouble)
        view.show_trouble(words.title, words.detail, f"{words.advice} {self.key('refresh')} tries again.")

    def _show_age(self) -> None:
        self.show_state(loaded_words.age_words(self.loaded, self.now()))

    @on(RecordTable.Highlighted)
    def tell(self) -> None:
        """Say what is known of the line under the cursor."""
        line = self.table.current
        self.query_one("#outcome", Static).update(Content("") if line is None else self.told(line))

    def action_search(self) -> None:
        """Put the cursor into the search."""
        self.search_input.add_class("-shown")
        self.set_focus(self.search_input)

    def search_for(self, text: str, *, open_only_match: bool = False) -> None:
        """Narrow the list to a text; the one record that matches is opened, now or once it is read."""
        self.search_input.add_class("-shown")
        self.search_input.value = text[:_LONGEST]
        self.typed = text[:_LONGEST].strip()
        self.draw()
        self.set_focus(self.table)
        self.open_only_match = open_only_match
        if self.loaded.progress is Progress.DONE:
            self._open_only_match()

    @on(Input.Changed, "#search")
    def narrow(self, event: Input.Changed) -> None:
        """Narrow the list as the agent types."""
        typed = event.value.strip()
        if typed != self.typed:
            self.typed = typed
            self.draw()
            self.table.action_first()

    def on_key(self, event: events.Key) -> None:
        """From the search, enter and down step into the list; enter opens the one record that is left."""
        if event.key in {"down", "enter"} and self.focused is self.search_input:
            event.stop()
            self.set_focus(self.table)
            if event.key == "enter" and len(self.table.records) == 1:
                self.table.action_open()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is searched for, but for an id, which opens its object."""
        text = cleaned(event.text)
        if self.focused is not self.search_input and text and kind_of(text) is None:
            event.stop()
            self.search_for(text)

    def action_back(self) -> None:
        """Stop reading, or clear the search."""
        if self.loaded.progress is Progress.LOADING:
            self.workers.cancel_group(self, "load")
            self.loaded.stopped()
            self.draw()
        elif self.search_input.has_class("-shown"):
            self.search_input.remove_class("-shown")
            self.search_input.value = self.typed = ""
            self.draw()
            self.set_focus(self.table)

    def action_refresh_list(self) -> None:
        """Read the window again; what is shown stays until it is whole."""
        if self.desk is not None and self.loaded.window is not None:
            key = self.loaded.window.key
            if key == self.PRESET.key:
                self.loaded.window = self.PRESET.window(self.desk.now())
            self.load()

    def action_window(self) -> None:
        """Choose the dates."""
        self.app.push_screen(ChooseWindow(zone=self.zone, now=self.now()), self._take_window)

    def _take_window(self, window: Window | None) -> None:
        if window is not None:
            self.loaded.choose(window)
            self.table.marks.clear()
            self.load()

    def times_changed(self) -> None:
        """Draw instants in the other zone."""
        self.draw()
