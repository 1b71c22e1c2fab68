"""What is new in a list of a few pages is read by itself, while the agent looks at it and types nothing."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from stancer_tui.api.errors import ApiError, NotImplementedByApi
from stancer_tui.ui.shell.freshness import AutoRefresh
from stancer_tui.ui.shell.loaded_payments import Progress
from stancer_tui.ui.shell.loaded_records import Loaded

if TYPE_CHECKING:
    from textual.timer import Timer

    from stancer_tui.desk import Desk
    from stancer_tui.services.payments.windows import Window


class NewRecords:
    """Looks for new records now and then, from the newest record's day on, or the oldest that may change.

    `idle` says whether the agent looks at the list and does nothing else, `pages` reads a window, `load`
    reads the whole window again where the last reading failed, `run` runs a reading, `looked` is told of the
    keys of what is new, `ended` that a look was answered or failed.
    """

    def __init__(
        self,
        loaded: Callable[[], Loaded[Any]],
        desk: "Callable[[], Desk | None]",
        pages: "Callable[[Desk, Window], AsyncGenerator[tuple[Any, ...], None]]",
        *,
        idle: Callable[[], bool],
        load: Callable[[], None],
        run: Callable[[Awaitable[None]], Any],
        timer: "Callable[[float, Callable[[], None]], Timer]",
        looked: "Callable[[Desk, set[str]], None]",
        ended: Callable[[], None],
    ) -> None:
        self.auto = AutoRefresh(timer, self._look_unasked)
        self._loaded = loaded
        self._desk = desk
        self._pages = pages
        self._idle = idle
        self._load = load
        self._run = run
        self._looked = looked
        self._ended = ended

    def _look_unasked(self) -> None:
        loaded, desk = self._loaded(), self._desk()
        window = loaded.window
        if desk is None or window is None or window.until is not None:
            return  # nothing new comes into dates that are over
        if isinstance(loaded.trouble, NotImplementedByApi):
            return
        if not self._idle() or loaded.progress is Progress.LOADING:
            self.auto.put_off()
        elif loaded.progress is Progress.DONE:
            self._run(self._look(desk, window))
        else:
            self._load()

    async def _look(self, desk: "Desk", window: "Window") -> None:
        loaded = self._loaded()
        since = loaded.look_from
        found: list[Any] = []
        try:
            stretch = window if since is None else window._replace(since=max(since, window.since))
            async with aclosing(self._pages(desk, stretch)) as pages:
                async for items in pages:
                    found += items
        except ApiError as error:
            loaded.look_failed(error)
            self.auto.slow_down()
        else:
            self._looked(desk, loaded.add_new(found, desk.now()))
            self.auto.went_well()
        self._ended()
