"""The window of payments of one mode and the reading of it: the program's own, so that sections share it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing, suppress
from enum import Enum, auto
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App
from textual.widgets import Input

from stancer_tui.api.errors import ApiError, RateLimited
from stancer_tui.desk import Desk
from stancer_tui.language import _, ngettext
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import ListedPayment, UnreadableItem, payment_row
from stancer_tui.services.payments.windows import Window
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.shell.first_paint import SCREENFUL
from stancer_tui.ui.shell.freshness import AutoRefresh
from stancer_tui.ui.shell.loaded_payments import LoadedPayments, Progress
from stancer_tui.ui.shell.number_lookup import NumberLookup

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment
    from stancer_tui.services.payments.window_load import Rest, WindowLoad
    from stancer_tui.ui.dialogs.list_choices import ListChoices
    from stancer_tui.ui.shell.desk_clock import DeskClock
    from stancer_tui.ui.shell.first_paint import FirstPaint


KEYS_LAST = 0.3
"""Seconds after a key in which more are likely."""

_KEYS_PAUSE = 0.04
"""Seconds of rest before each page in that time."""

_READING = "stancer_tui.ui.shell.window_reading"

_FEW = 1000
"""Payments of a window that is read whole by itself now and then: ten pages."""


class LoadStep(Enum):
    """What has just happened to the window."""

    BEGAN = auto()
    """A reading began, or what was known of the last one was dropped."""
    ROWS = auto()
    """Rows arrived; a screen that draws them all does so now and then, not each time."""
    RESTS = auto()
    """The reading rests, and goes on by itself, or has just gone on."""
    ENDED = auto()
    """Nothing is being read any longer: done, stopped, or failed."""


class ShowsWindow(Protocol):
    """A screen that shows the loaded payments, as a list or in sum."""

    def window_moved(self, moment: LoadStep) -> None:
        """Show what has happened to the window."""
        ...

    def rows_on_screen(self) -> Iterable[ListedPayment]:
        """The payments that the agent sees one by one."""
        ...


class WindowLoader:
    """Reads the window that the agent chose, goes on where that was cut off, and looks for what is new.

    Its work belongs to the program: a change of section does not stop it, a change of mode does. `choices`
    are what the agent chose for a mode, `refresh_seconds` how often it looks by itself (0: never),
    `since_key` gives the seconds since the last key, `loaded` is called when a whole window was read.
    """

    def __init__(
        self,
        app: App[Any],
        mode: Mode,
        *,
        clock: "DeskClock",
        choices: "Callable[[Mode], ListChoices]",
        refresh_seconds: float | None,
        first_paint: "FirstPaint",
        since_key: Callable[[], float],
        loaded: Callable[[Desk], None],
    ) -> None:
        self.rows = LoadedPayments()
        self.window: Window | None = None
        self.trouble: ApiError | None = None
        self.looking = False
        """Whether what is new is being read because the agent asked for it."""
        self.numbers = NumberLookup(app, mode, self.rows, lambda: self._tell(LoadStep.ROWS))
        self.auto = AutoRefresh(app.set_interval, self._look_unasked)
        self._app = app
        self._mode = mode
        self._clock = clock
        self._choices = choices
        self._refresh_seconds = refresh_seconds
        self._first_paint = first_paint
        self._since_key = since_key
        self._loaded = loaded
        self._group = f"load {mode} {id(self)}"  # each account has a loader of this mode
        self._desk: Desk | None = None
        self._window_load: WindowLoad | None = None
        """The last load of the window with this desk, to go on with where it was stopped."""
        self._rest: Rest | None = None
        """The rest that the screens know of."""
        self._cut_off = False
        self._screens: list[ShowsWindow] = []

    def follow(self, screen: ShowsWindow) -> None:
        """Tell a screen of each moment from now on."""
        self._screens.append(screen)

    def unfollow(self, screen: ShowsWindow) -> None:
        """The screen is gone."""
        with suppress(ValueError):
            self._screens.remove(screen)

    def open(self, desk: Desk) -> None:
        """Load the window with this desk, unless that has begun."""
        begun = self._desk is desk and self.rows.progress is not Progress.NOT_STARTED
        if self._desk is not desk:
            self._desk, self._window_load = desk, None
        if self.window is None:
            self.window = self._choices(self._mode).window(desk.now(), self._clock.zone)
            self.rows.window = self.window
            self.auto.begin(self._refresh_seconds)
        if begun:
            self._tell(LoadStep.ROWS)
        else:
            self.load()

    def choose(self, window: Window) -> None:
        """Load other dates."""
        self.window = window
        self._choices(self._mode).choose_window(window)
        self.rows.restart(window)
        self.load()

    def load(self) -> None:
        """Read the window (again); the rows that are there stay until they are replaced."""
        self.trouble = None
        if self._desk is not None and self.window is not None:
            if self.rows.rest is not None:
                self.rows.stopped()  # to go on at once
            going_on = self.rows.started()
            if going_on is None or self._window_load is None:
                window = self.window if going_on is None else self.window._replace(until=going_on)
                self._window_load = self._desk.payments.reading(window)
            self._run(self._load(self._desk, self._window_load))
        self._tell(LoadStep.BEGAN)

    def look(self, *, asked: bool = True) -> bool:
        """Read what is new, where a whole window that reaches until now is loaded.

        Where nobody `asked`, with one request, and without a word on the screen.
        """
        done = self.rows.progress is Progress.DONE
        if self._desk is None or self.window is None or self.window.until is not None or not done:
            return False
        self.looking = asked
        self._run(self._look_again(self._desk, self.window, asked=asked))
        if asked:
            self._tell(LoadStep.BEGAN)
        return True

    def refresh(self) -> None:
        """Read what is new; the window where that is not possible, or where most of it was read long ago."""
        self.rows.fresh.clear()
        if self.rows.old(self._clock.now()) or not self.look():
            self.load()

    def look_back(self) -> None:
        """Read as much again from before the dates that are loaded."""
        if self._desk is not None and self.window is not None and self.rows.progress is Progress.DONE:
            back_to = self.rows.back_to
            window = self.window if back_to is None else self.window._replace(since=back_to)
            self.trouble = None
            self.rows.progress = Progress.LOOKING_BACK
            self._run(self._look_back(self._desk, window))
            self._tell(LoadStep.BEGAN)

    def stop(self) -> None:
        """Stop reading; what was read stays."""
        self._app.workers.cancel_group(self._app, self._group)
        self.numbers.stop()
        self.rows.stopped()
        self._tell(LoadStep.ENDED)

    def leave(self) -> None:
        """The agent goes to the other mode: stop reading, to go on when they come back."""
        self._cut_off = self.rows.progress is Progress.LOADING
        self.stop()

    def come_back(self) -> None:
        """Read on where the agent left while the window was loading."""
        if self._cut_off:
            self._cut_off = False
            self.load()

    def close(self) -> None:
        """Stop for good: the desk is about to be closed."""
        self._screens.clear()
        self.auto.stop()
        self.stop()

    @property
    def reading(self) -> bool:
        """Whether something is being read now."""
        workers = self._app.workers
        return any(worker.group == self._group and worker.is_running for worker in workers)

    def created(self, payment: "Payment") -> None:
        """Take in a payment that was created here, where the dates reach until now: no request is needed."""
        if self.window is None or self.window.until is not None:
            return
        with suppress(UnreadableItem):
            self.rows.made_here(payment_row(payment.raw))
            self._tell(LoadStep.ROWS)

    def read_again(self, payment_id: str) -> None:
        """Read one payment of the list again, where it is there."""
        if self._desk is not None and self.rows.index.get(payment_id) is not None:
            self._app.run_worker(self._read_one(self._desk, payment_id), group=f"row {self._mode}")

    def _run(self, work: Awaitable[None]) -> None:
        self._app.run_worker(work, group=self._group, exclusive=True)

    def _tell(self, moment: LoadStep) -> None:
        if moment is LoadStep.ENDED:
            self.looking = False
        rest = self.rows.rest
        if moment is LoadStep.ROWS and rest is not self._rest:
            self.trouble = None if rest is None else rest.error
            moment = LoadStep.RESTS
        self._rest = rest
        for screen in tuple(self._screens):
            screen.window_moved(moment)

    async def _load(self, desk: Desk, load: "WindowLoad") -> None:
        from stancer_tui.store.bulk import keeping_many

        try:
            with keeping_many():
                async with aclosing(load.batches()) as batches:
                    async for batch in batches:
                        self.rows.add(batch)
                        self._tell(LoadStep.ROWS)
                        await self._let_others_go_first()
            self.rows.finished(desk.now())
            self.auto.went_well()
            self._loaded(desk)
        except ApiError as error:
            self.trouble = error
            self.rows.stopped()
            self.auto.slow_down()
        self._tell(LoadStep.ENDED)

    async def _let_others_go_first(self) -> None:
        """Let the first screenful be painted before more is read, and what keys do before the next page."""
        if len(self.rows) >= SCREENFUL:
            await self._first_paint.wait()
            if not self.rows.index.rows.kept:
                await asyncio.to_thread(import_module, _READING)  # with numpy: ten times what a key takes
                from stancer_tui.ui.shell.window_reading import keep_ties

                keep_ties(self.rows)
        if self._since_key() < KEYS_LAST:
            await asyncio.sleep(_KEYS_PAUSE)

    async def _look_again(self, desk: Desk, window: Window, *, asked: bool) -> None:
        """Read what is new and what is on the screen and may have moved on."""
        from stancer_tui.ui.shell import window_reading

        visible = [row for screen in self._in_front() for row in screen.rows_on_screen()]
        try:
            if asked:
                await window_reading.look_again(self.rows, desk.payments, window, visible)
            else:
                await window_reading.look_unasked(self.rows, desk.payments, window, visible)
        except ApiError as error:
            self.trouble = error
            if not asked or isinstance(error, RateLimited):
                self.auto.slow_down()
        else:
            self.trouble = None
            self.rows.looked_at = desk.now()
            self.auto.went_well()
        self._tell(LoadStep.ENDED)

    async def _look_back(self, desk: Desk, window: Window) -> None:
        """Ask for the number that is searched for; where that gives nothing, read what is before."""
        from stancer_tui.ui.shell import window_reading

        try:
            found = await window_reading.ask(self.rows, desk.payments)
            if found:
                text = ngettext(
                    "{count} found outside these dates. {key} looks further back.",
                    "{count} found outside these dates. {key} looks further back.",
                    found,
                    key=key_of("payments.look_back"),
                )
                self._app.notify(text, title=_("Stancer was asked for this number"), markup=False)
            else:
                earlier = window_reading.look_back(self.rows, desk.payments, window.before(desk.now()))
                async with aclosing(earlier) as batches:
                    async for _batch in batches:
                        self._tell(LoadStep.ROWS)
        except ApiError as error:
            self.trouble = error
        self.rows.stopped()
        self._tell(LoadStep.ENDED)

    async def _read_one(self, desk: Desk, payment_id: str) -> None:
        from stancer_tui.ui.shell import window_reading

        with suppress(ApiError):
            await window_reading.read_one(self.rows, desk.payments, payment_id)
        self._tell(LoadStep.ROWS)

    def _look_unasked(self) -> None:
        """Read what is new, unless something is read, the agent types, or a dialog lies over the rows."""
        cut_short = self.trouble is not None and self.rows.progress is Progress.STOPPED
        if self.reading or not self._in_front() or isinstance(self._app.focused, Input):
            self.auto.put_off()
        elif cut_short or (self.rows.old(self._clock.now()) and len(self.rows) <= _FEW):
            self.load()
        else:
            self.look(asked=False)

    def _in_front(self) -> list[ShowsWindow]:
        """The screen that the agent sees, where it shows the window; a dialog shows nothing of it."""
        front: object = self._app.screen
        return [screen for screen in self._screens if screen is front]
