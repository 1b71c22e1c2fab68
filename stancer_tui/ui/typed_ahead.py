"""Keys that come faster than the program follows: each waits for what the key before it opens.

Textual hands every key at once to what has the focus; the second key of one burst (a fast hand, a text
expander, one packet over SSH) would go to what the first one is about to leave.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

LONGEST = 1.0
"""Seconds after which the next key goes on in any case: what had the last one may be gone."""

_FILLING_IN = frozenset({"enter", "tab", "shift+tab", "backspace", "delete"})
"""Keys that are meant for a form's fields, beside those that type."""


@runtime_checkable
class ReadsFirst(Protocol):
    """A form that has nothing to type into until something was read, or it was left."""

    ready: asyncio.Event


class TypedAhead:
    """Holds keys and pastes back while the one before them is on its way through the widgets."""

    def __init__(self, app: App[Any], handle: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._handle = handle
        self._waiting: deque[events.Event] = deque()
        self._turn = 0
        self._limit: Timer | None = None
        self._reading: Screen[Any] | None = None

    async def take(self, event: events.Event) -> None:
        """Handle a key or a paste that has just come, or keep it until its turn."""
        if self._reading is not None and not _fills_in(event):
            await self._handle(event)
            return
        self._waiting.append(event)
        if self._limit is None and self._reading is None:
            await self._next()

    async def _next(self) -> None:
        if not self._waiting:
            return
        screen = self._app.screen
        if isinstance(screen, ReadsFirst) and not screen.ready.is_set() and _fills_in(self._waiting[0]):
            self._reading = screen
            self._app.run_worker(self._once_read(screen, screen.ready), group="typed ahead")
            return
        turn = self._begin_turn()
        start = self._app.focused or screen
        await self._handle(self._waiting.popleft())

        # The key bubbles from one queue to the next; this follows behind it through the same queues.
        def follow(node: MessagePump) -> None:
            above = node._parent
            if node is self._app or above is None:
                self._after(turn, opened=self._app.screen is not screen)
            elif not above.call_later(follow, above):
                self._app.call_later(follow, self._app)

        if not start.call_later(follow, start):
            self._app.call_later(follow, self._app)

    async def _once_read(self, screen: Screen[Any], ready: asyncio.Event) -> None:
        """Go on with the fields that were waited for; drop what a form that was left did not take."""
        await ready.wait()
        self._reading = None
        if self._app.screen is not screen:
            self._waiting.clear()
        self._after(self._begin_turn(), opened=True)

    def _begin_turn(self) -> int:
        self._turn += 1
        turn = self._turn
        self._limit = self._app.set_timer(LONGEST, lambda: self._done(turn))
        return turn

    def _after(self, turn: int, *, opened: bool) -> None:
        """What the key opened takes the next one once it stands and has its focus."""
        if opened:
            self._app.screen.call_after_refresh(self._done, turn)
        else:
            self._app.call_later(self._done, turn)

    async def _done(self, turn: int) -> None:
        if turn == self._turn and self._limit is not None:
            self._limit.stop()
            self._limit = None
            await self._next()


def _fills_in(event: events.Event) -> bool:
    """Whether it types, or walks from field to field."""
    return not isinstance(event, events.Key) or event.is_printable or event.key in _FILLING_IN
