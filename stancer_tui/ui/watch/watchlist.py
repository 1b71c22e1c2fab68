"""What is watched until it changes: read in every section and mode, reported, and opened from here."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.desk import Desk
from stancer_tui.language import _, ngettext
from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.shell.subject import Subject

if TYPE_CHECKING:
    from stancer_tui.api.errors import ApiError
    from stancer_tui.services.clock import Clock
    from stancer_tui.services.watched_object import Change, WatchedObject
    from stancer_tui.ui.shell.navigation import Navigation
    from stancer_tui.ui.shell.open_screens import OpenScreens
    from stancer_tui.ui.shell.places import Places


class Watchlist:
    """Owned by the program: closing a screen or a dialog stops no watch, leaving the program does."""

    def __init__(
        self,
        app: App[Any],
        *,
        places: "Places",
        screens: "OpenScreens",
        navigation: "Navigation",
        now: Callable[[], datetime],
        clock: "Clock | None" = None,
    ) -> None:
        self.now = now
        self._app = app
        self._places = places
        self._screens = screens
        self._navigation = navigation
        self._clock = clock
        self._watches: dict[tuple[Mode, str], WatchedObject] = {}
        self._tasks: dict[tuple[Mode, str], asyncio.Task[None]] = {}
        self._quiet: dict[Mode, float] = {}

    @property
    def clock(self) -> "Clock":
        """The clock that pauses are measured by."""
        if self._clock is None:
            from stancer_tui.services.clock import SystemClock

            self._clock = SystemClock()
        return self._clock

    @clock.setter
    def clock(self, clock: "Clock") -> None:
        self._clock = clock

    @property
    def watches(self) -> "tuple[WatchedObject, ...]":
        """What is watched or has changed unseen: what changed first."""
        return tuple(sorted(self._watches.values(), key=lambda watch: (not watch.news, watch.began)))

    def toggle(self, desk: Desk | None, subject: Subject) -> None:
        """Begin to watch, or stop."""
        from stancer_tui.services.watched_object import WATCHED

        if subject.followed:
            self._notify(_("Already followed"), subject.followed)
        elif desk is None or subject.kind not in WATCHED:
            self._notify(_("Not watched"), _("Payments, refunds, payouts and checks can be watched."))
        elif (known := self._watches.get((desk.mode, subject.id))) is not None and not known.ended:
            self.stop(known)
            text = _("{name}. {key} watches it again.", name=known.label, key=key_of("app.watch"))
            self._notify(_("No longer watched"), text)
        else:
            self._begin(desk, subject)

    def _begin(self, desk: Desk, subject: Subject) -> None:
        from stancer_tui.services.watched_object import WatchedObject

        watch = WatchedObject(
            desk.mode, subject.kind, subject.id, lambda: subject.label, self.clock.monotonic(), subject.known
        )
        self._watches[watch.key] = watch
        task = asyncio.create_task(self._follow(desk, watch), name=f"watch {watch.id}")
        self._tasks[watch.key] = task
        task.add_done_callback(partial(self._done, watch))
        self._notify(
            _("Watching"),
            _(
                "{name}, until it changes: a day at most, and while the program runs. "
                "{watch} stops, {watches} lists.",
                name=watch.label,
                watch=key_of("app.watch"),
                watches=key_of("app.watches"),
            ),
        )
        self.show_counts()

    def stop(self, watch: "WatchedObject") -> None:
        """Stop watching it."""
        task = self._tasks.pop(watch.key, None)
        if task is not None:
            task.cancel()
        self._watches.pop(watch.key, None)
        self.show_counts()

    def seen(self, watch: "WatchedObject") -> None:
        """The agent has opened what changed."""
        watch.news = ()
        if watch.ended:
            self._watches.pop(watch.key, None)
        self.show_counts()

    def close(self) -> None:
        """The desks are about to be closed: nothing is watched any longer."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._watches.clear()
        self._quiet.clear()

    @property
    def counts(self) -> tuple[int, int]:
        """How many are watched, in both modes, and how many have changed unseen."""
        watches = self._watches.values()
        return sum(not watch.ended for watch in watches), sum(bool(watch.news) for watch in watches)

    def words(self) -> str:
        """For the header: how many are watched, in both modes, and how many have changed."""
        going, changed = self.counts
        parts = [ngettext("{count} watched", "{count} watched", going)] if going else []
        if changed:
            key = key_of("app.watches")
            parts.append(ngettext("{count} changed ({key})", "{count} changed ({key})", changed, key=key))
        return " · ".join(parts)

    def show_counts(self) -> None:
        """Draw the count in every header."""
        self._screens.show_badges()

    def ask(self) -> None:
        """Show what is watched."""
        from stancer_tui.ui.watch.dialog import Watched

        if not isinstance(self._app.screen, Watched):
            self._app.push_screen(Watched(self), self._go)

    def _go(self, watch: "WatchedObject | None") -> None:
        screen = self._app.screen
        if watch is None or not isinstance(screen, DeskScreen):
            return
        if watch.mode is not self._places.mode:
            word = watch.mode.word
            self._notify(
                _("It is in {mode}", mode=word),
                _(
                    "{switch} goes to {mode}, then {watches} opens {name}.",
                    switch=key_of("app.mode"),
                    mode=word,
                    watches=key_of("app.watches"),
                    name=watch.label,
                ),
            )
            return
        self.seen(watch)
        self._navigation.open(screen, watch.kind, watch.id)

    async def _follow(self, desk: Desk, watch: "WatchedObject") -> None:
        """Read until nothing more is expected, a day has passed, or the key is refused."""
        from stancer_tui.api.errors import ApiError
        from stancer_tui.services.watched_object import POLLING, reading_of, settled

        if watch.reading is not None:
            await self._pause(watch, POLLING.delay(0))
            watch.number = 1
        while not watch.is_over(self.clock.monotonic()):
            try:
                raw = await _read(desk, watch)
            except ApiError as error:
                if self._failed(watch, error):
                    return
            else:
                watch.trouble, watch.read_at, watch.raw = "", desk.now(), raw
                reading = reading_of(watch.kind, raw)
                found = watch.took(reading)
                if found:
                    watch.number, watch.began = 0, self.clock.monotonic()
                    if settled(watch.kind, reading):
                        watch.ended = _("nothing more is expected")
                    self._tell_change(watch, found)
                if watch.ended:
                    return
            await self._pause(watch, POLLING.delay(watch.number))
            watch.number += 1
        self._end(watch, _("a day has passed without another change"))

    async def _pause(self, watch: "WatchedObject", seconds: float) -> None:
        """Wait, and longer where the API asked this mode to slow down."""
        await self.clock.sleep(seconds)
        while (left := self._quiet.get(watch.mode, 0.0) - self.clock.monotonic()) > 0:
            await self.clock.sleep(left)

    def _failed(self, watch: "WatchedObject", error: "ApiError") -> bool:
        """Note a reading that failed; whether that ends the watch."""
        from stancer_tui.api.errors import NotFound, RateLimited, TokenInvalid, Unauthorized
        from stancer_tui.services.watched_object import SLOW_DOWN
        from stancer_tui.ui.widgets.trouble import trouble_words

        watch.trouble = trouble_words(error).title
        if isinstance(error, (Unauthorized, TokenInvalid, NotFound)):
            self._end(watch, watch.trouble)
            return True
        if isinstance(error, RateLimited):
            wait = max(error.retry_after or 0.0, SLOW_DOWN)
            self._quiet[watch.mode] = self.clock.monotonic() + wait
        return False

    def _end(self, watch: "WatchedObject", why: str) -> None:
        watch.ended = why
        if not watch.news:
            self._watches.pop(watch.key, None)
        self._app.bell()
        self._notify(_("No longer watched"), f"{watch.label} ({watch.mode.word}): {why}")
        self.show_counts()

    def _tell_change(self, watch: "WatchedObject", found: "tuple[Change, ...]") -> None:
        from stancer_tui.ui.watch.words import change_words

        on = _("It is no longer watched.") if watch.ended else _("It is still watched.")
        opens = _("{key} opens it.", key=key_of("app.watches"))
        text = f"{change_words(watch, found)}. {on} {opens}"
        self._app.bell()
        self._app.notify(
            text,
            title=f"{watch.label} · {watch.mode.word}",
            timeout=120,
            markup=False,
            severity="information",
        )
        self.show_counts()
        payment = watch.id if watch.kind is Kind.PAYMENT else watch.raw.get("payment")
        if isinstance(payment, str):
            self._screens.payment_changed(watch.mode, payment)

    def _notify(self, title: str, text: str) -> None:
        self._app.notify(text, title=title, markup=False)

    def _done(self, watch: "WatchedObject", task: "asyncio.Task[None]") -> None:
        if self._tasks.get(watch.key) is task:
            del self._tasks[watch.key]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._end(watch, _("{name}: work in the background failed", name=type(error).__name__))


async def _read(desk: Desk, watch: "WatchedObject") -> dict[str, object]:
    from stancer_tui.services.object_reader import read_object

    return dict((await read_object(desk.client, watch.kind, watch.id)).raw)
