"""A list of the records of a window that are read in a few pages: dates, the reading, its freshness."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.widgets import Input

from stancer_tui.api.errors import ApiError, RateLimited
from stancer_tui.desk import Desk
from stancer_tui.language import N_, _
from stancer_tui.models.ids import kind_of
from stancer_tui.models.mode import Mode
from stancer_tui.models.moments import in_zone, instant_of
from stancer_tui.models.typed_text import cleaned
from stancer_tui.render.safe import safe
from stancer_tui.services.payments.windows import Window, window_of
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.dialogs.choose_dates import ChooseWindow
from stancer_tui.ui.shell import loaded_words
from stancer_tui.ui.shell.lines import Lines, Searchable
from stancer_tui.ui.shell.list_nouns import NONE
from stancer_tui.ui.shell.list_section import ListSection
from stancer_tui.ui.shell.loaded_payments import Progress
from stancer_tui.ui.shell.loaded_records import Loaded
from stancer_tui.ui.shell.new_records import NewRecords
from stancer_tui.ui.widgets.empty_state import EmptyState
from stancer_tui.ui.widgets.list_pane import ListStatus
from stancer_tui.ui.widgets.trouble import trouble_words

if TYPE_CHECKING:
    from stancer_tui.ui.shell.host import ListHost

_LONGEST = 64
_OLDEST = instant_of(0)


class WindowList(ListSection):
    """Reads a window in the background, newest shown first; subclasses say what a record is."""

    SEARCHABLE: ClassVar[Searchable[Any]]

    def __init__(self, host: "ListHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.lines = Lines(self.SEARCHABLE)
        self.new = NewRecords(
            lambda: self.loaded,
            lambda: self.desk,
            self.pages,
            idle=lambda: self.app.screen is self and not isinstance(self.focused, Input),
            load=self.load,
            run=partial(self.run_worker, group="load", exclusive=True),
            timer=self.set_interval,
            looked=self.looked,
            ended=self.draw_loaded,
        )
        self.auto = self.new.auto
        self._open_only_match = self._begun = False

    @property
    def rows(self) -> Lines[Any]:
        """The records as lines."""
        return self.lines

    @property
    def loaded(self) -> Loaded[Any]:
        """What is loaded."""
        raise NotImplementedError

    def line_of(self, item: Any) -> Any:
        """A record as a line, which has the moment when it was `created`."""
        raise NotImplementedError

    def pages(self, desk: Desk, window: Window) -> AsyncGenerator[tuple[Any, ...], None]:
        """The reading of a window, page by page."""
        raise NotImplementedError

    def read(self, desk: Desk) -> None:
        """The whole window has been read."""

    def looked(self, desk: Desk, new: set[str]) -> None:
        """What is new has been read; `new` are the keys of what was not there."""
        self.table.fresh.update(new)

    def news(self) -> str:
        """What the title says beside the dates."""
        return ""

    def key(self, name: str) -> str:
        """The key of one of this section's own commands, for a sentence."""
        return key_of(f"{self.section.name}.{name}")

    def status(self) -> ListStatus:
        """How the reading of the window goes."""
        loaded, shown, noun = self.loaded, len(self.lines.shown), self.KIND.noun
        stopped = loaded.progress is Progress.STOPPED and shown
        notice = loaded_words.notice_words(loaded, noun, self.key("refresh")) if stopped else ""
        loading = loaded.progress in {Progress.LOADING, Progress.NOT_STARTED}
        age = loaded_words.age_words(
            loaded, self.now(), self.key("refresh"), stale_after=self.auto.stale_after
        )
        return ListStatus(
            title=loaded_words.title(_(self.section.title), loaded, self.news(), shown),
            progress=loaded_words.progress_words(loaded, self.key("back")),
            notice=notice,
            empty=None if shown or loading else self.why_empty(),
            age=" · ".join(filter(None, (age, self.auto.words))),
            loading=loading,
        )

    def why_empty(self) -> EmptyState:
        """In place of rows: failed, stopped, without a match, or an empty window, which is an answer."""
        loaded, again = self.loaded, self.key("refresh")
        if loaded.trouble is not None:
            words = trouble_words(loaded.trouble)
            tries = _("{key} tries again.", key=again)
            return EmptyState(words.title, f"{words.advice} {tries}", words.detail)
        if loaded.progress is Progress.STOPPED:
            return EmptyState(
                _("Reading was stopped before anything came."), _("{key} reads again", key=again)
            )
        if self.lines.query:
            typed = safe(self.lines.query.text.strip(), _LONGEST)
            return EmptyState(
                _("Nothing loaded matches “{typed}” · {dates}.", typed=typed, dates=loaded.label),
                _(
                    "{clear} clears the search · {dates} loads other dates · {again} reads again",
                    clear=self.key("back"),
                    dates=self.key("window"),
                    again=again,
                ),
            )
        return EmptyState(
            _(NONE[self.KIND.noun], dates=loaded.label),
            _(
                "{dates} chooses other dates · {mode} switches between test and live",
                dates=self.key("window"),
                mode=key_of("app.mode"),
            ),
        )

    def draw_loaded(self) -> None:
        """Draw what is loaded as it is known now, newest first."""
        lines = [self.line_of(item) for item in self.loaded.items]
        self.lines.take(sorted(lines, key=lambda line: line.created or _OLDEST, reverse=True))
        self.draw()

    def on_screen_resume(self) -> None:
        """Draw what became known meanwhile."""
        self.draw_loaded()

    def desk_ready(self, desk: Desk) -> None:
        """Read the window, unless it is there."""
        if self.loaded.window is None:
            self.loaded.choose(self.arrangement.choices.window(desk.now(), self.zone))
        if not self._begun:
            self._begun = True
            self.auto.begin(self.host.settings.refresh_seconds)
        if self.loaded.progress is not Progress.DONE:
            self.load()
        else:
            self.draw()

    come_back = desk_ready

    def leave(self) -> None:
        """Stop reading; what was loaded is there when the agent comes back."""
        super().leave()
        self.loaded.stopped()

    def load(self) -> None:
        """Read the window (again)."""
        desk, window = self.desk, self.loaded.window
        if desk is not None and window is not None:
            self.loaded.begin()
            self.draw_loaded()
            self._load(desk, window)

    @work(group="load", exclusive=True)
    async def _load(self, desk: Desk, window: Window) -> None:
        loaded = self.loaded
        try:
            async with aclosing(self.pages(desk, window)) as pages:
                async for items in pages:
                    loaded.add(items)
                    self.draw_loaded()
            loaded.finished(desk.now())
            self.auto.went_well()
        except ApiError as error:
            loaded.stopped(error)
            if isinstance(error, RateLimited):
                self.auto.slow_down()
        if not self.whole:
            return
        self.draw_loaded()
        if loaded.progress is Progress.DONE:
            self.read(desk)
            self._open_match()

    def search_for(self, text: str, *, open_only_match: bool = False) -> None:
        """Narrow the list to a text; the one record that matches is opened, now or once it is read."""
        self._open_only_match = open_only_match
        super().search_for(text[:_LONGEST])
        if self.loaded.progress is Progress.DONE:
            self._open_match()

    def _open_match(self) -> None:
        wanted, self._open_only_match = self._open_only_match, False
        if wanted and self.lines.query and len(self.lines.shown) == 1:
            self.table.action_open()

    def on_key(self, event: events.Key) -> None:
        """Enter in the search opens the one record that is left."""
        if (
            event.key == "enter"
            and self.pane.bar.typing
            and self.finder.understood
            and len(self.lines.shown) == 1
        ):
            self.table.action_open()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is searched for, but for an id, which opens its object."""
        text = cleaned(event.text)
        if not self.pane.bar.typing and text and kind_of(text) is None:
            event.stop()
            self.search_for(text)

    def action_back(self) -> None:
        """Stop reading, or clear the search."""
        if self.loaded.progress is Progress.LOADING:
            self.workers.cancel_group(self, "load")
            self.loaded.stopped()
            self.draw()
        else:
            super().action_back()

    def action_load(self, what: str) -> None:
        """Read the window again, now ("refresh") or every now and then ("auto"), or twice as far ("back").

        What is shown stays until the window is read whole.
        """
        window = self.loaded.window
        if what == "auto":
            self.auto.toggle()
            self.draw()
        elif self.desk is not None and window is not None and what == "back":
            since = window.before(self.desk.now()).since
            day = in_zone(since, self.zone).date().isoformat()
            self.loaded.window = Window(since, window.until, N_("back to {day}"), values=(("day", day),))
            self.load()
        elif self.desk is not None and window is not None:
            self.loaded.window = window_of(window.key, self.desk.now(), self.zone) or window
            self.load()

    def action_window(self) -> None:
        """Choose the dates."""
        self.app.push_screen(ChooseWindow(zone=self.zone, now=self.now()), self._take_window)

    def _take_window(self, window: Window | None) -> None:
        if window is not None:
            self.loaded.choose(window)
            self.arrangement.choices.choose_window(window)
            self.table.marks.clear()
            self.load()
