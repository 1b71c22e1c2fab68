"""The desks that are open: opened when a mode is first needed, closed together."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.desk import AccountDesks, CannotOpen, Desk, Desks, import_services, not_twice
from stancer_tui.models.mode import Mode

if TYPE_CHECKING:
    from stancer_tui.ui.shell.first_paint import FirstPaint
    from stancer_tui.ui.shell.other_accounts import OtherAccounts
    from stancer_tui.ui.shell.places import Places

_LEFT_WITHOUT_KEY = 3
"""The exit code of a program that was left because there is no key."""


class OpenDesks:
    """Holds the desk of each mode that is open; screens are given them, and close none.

    `opened` takes up what an earlier run left unresolved at a desk, `closing` lets go of what is known of all
    desks. `others` knows the other accounts that are open.
    """

    def __init__(
        self,
        app: App[Any],
        source: Desks,
        *,
        places: "Places",
        first_paint: "FirstPaint",
        opened: Callable[[Desk], None],
        closing: Callable[[], None],
        others: "OtherAccounts",
    ) -> None:
        self._app = app
        self._places = places
        self._first_paint = first_paint
        self._opened = opened
        self._closing = closing
        self._others = others
        self._source = source
        self._open: dict[Mode, Desk] = {}
        self._opening = {each: asyncio.Lock() for each in Mode}

    @property
    def source(self) -> Desks:
        """Whose desks they are: an account's, or the demo's."""
        return self._source

    @property
    def demo(self) -> bool:
        """Whether they are the demo's."""
        return self._source.demo

    def now(self) -> datetime:
        """The current time, from which ages are counted."""
        return self._source.now()

    def __getitem__(self, mode: Mode) -> Desk | None:
        """The desk of a mode, where it is open."""
        return self._open.get(mode)

    @property
    def any_open(self) -> bool:
        """Whether the desk of a mode is open."""
        return bool(self._open)

    def prepare(self) -> None:
        """Import what opening a desk needs, while the first frame is painted."""
        work = asyncio.to_thread(partial(import_services, demo=self.demo))
        self._app.run_worker(work, group="desks")

    async def open(self, mode: Mode) -> Desk:
        """The desk of `mode`, opened on first use; raises `CannotOpen`."""
        async with self._opening[mode]:
            if mode not in self._open:
                desk = await self._source.open(mode)
                if not self.demo and (whose := self._others.whose_key(desk.key_fingerprint)):
                    await desk.aclose()
                    raise CannotOpen(mode, not_twice(whose))
                self.take(desk)
            return self._open[mode]

    def take(self, desk: Desk) -> None:
        """Hold a desk that was opened, and follow what is unresolved at it."""
        self._open[desk.mode] = desk
        self._app.run_worker(self._take_up(desk), group="desks", exit_on_error=False)

    async def _take_up(self, desk: Desk) -> None:
        """Once the first rows are seen, take up what an earlier run left unresolved."""
        await self._first_paint.wait()
        await self._first_paint.warm_up()
        if self._open.get(desk.mode) is desk:
            self._opened(desk)

    async def close(self) -> None:
        """Close every desk, and what they share; nothing that is known of them outlives them."""
        self._closing()
        async with AsyncExitStack() as closing:  # one that fails to close leaves none of the others open
            closing.push_async_callback(self._source.aclose)
            for desk in self._open.values():
                closing.push_async_callback(desk.aclose)

    def ask_for_key(self, trouble: CannotOpen) -> None:
        """Ask for a key, saying why none was found."""
        from stancer_tui.ui.shell.onboarding import Onboarding

        if isinstance(self._source, AccountDesks) and not isinstance(self._places.top, Onboarding):
            asks = Onboarding(
                self._source,
                trouble,
                alone=not self._places.account,
                whose_key=self._others.whose_key,
                take=self.take,
            )
            self._app.push_screen(asks, partial(self._onboarded, trouble.mode))

    def _onboarded(self, mode: Mode, answer: Desk | str | None) -> None:
        if isinstance(answer, Desk):  # it was taken when it was opened
            self._places.refresh()
        elif answer is not None:
            self._app.run_worker(self._others.show_demo(), group="desks")
        elif mode.other in self._open:
            self._places.enter(mode.other)
        elif not self._others.go_back():
            self._app.exit(_LEFT_WITHOUT_KEY)
