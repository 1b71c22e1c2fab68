"""Keys that come faster than the program follows: each waits for what the key before it opens.

Textual hands every key at once to what has the focus; the second key of one burst (a fast hand, a text
expander, one packet over SSH) would go to what the first one is about to leave.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.timer import Timer

LONGEST = 20.0
"""Seconds after which the next key goes on in any case: more than what a key opens needs to appear."""

_OFTEN = 0.2
"""Seconds between two checks whether the widget that has the last key was taken away with it."""

_FILLING_IN = frozenset({"enter", "tab", "shift+tab", "backspace", "delete"})
"""Keys that are meant for a form's fields, besides those that type."""


@runtime_checkable
class ReadsFirst(Protocol):
    """A form with nothing to type into until something was read and has the focus, or the form was left."""

    ready: asyncio.Event


class TypedAhead:
    """Holds keys and pastes back while the one before them is on its way through the widgets."""

    def __init__(self, app: App[Any], handle: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._handle = handle
        self._waiting: deque[events.Event] = deque()
        self._turn = 0
        self._began = 0.0
        self._carrier: DOMNode = app
        self._guard: Timer | None = None
        self._reading: Screen[Any] | None = None
        self._pressed_at = float("-inf")

    def since_key(self) -> float:
        """Seconds since the last key: what is read in the background waits a little for more of them."""
        return monotonic() - self._pressed_at

    async def take(self, event: events.Event) -> None:
        """Handle a key or a paste that has just come, or keep it until its turn."""
        if isinstance(event, events.Key):
            self._pressed_at = monotonic()
        if self._reading is not None and not _fills_in(event):
            await self._handle(event)
            return
        self._waiting.append(event)
        if self._guard is None and self._reading is None:
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
        # Twice: after the key itself, then after what the widget says of it (Input.Submitted and the like).
        key_bubbled = partial(self._bubbled, turn, screen)
        self._follow(start, partial(self._follow, start, key_bubbled))

    def _follow(self, node: DOMNode, then: Callable[[], None]) -> None:
        """Wait behind a message, which bubbles from one queue to the next, through the same queues."""
        self._carrier = node
        if node is self._app:
            node.call_later(then)
        elif not node.call_later(self._follow, node.parent or self._app, then):
            self._follow(self._app, then)

    def _bubbled(self, turn: int, screen: Screen[Any]) -> None:
        self._after(turn, opened=self._app.screen is not screen)

    async def _once_read(self, screen: Screen[Any], ready: asyncio.Event) -> None:
        """Go on with the fields that were waited for; drop what a form that was left did not take."""
        await ready.wait()
        self._reading = None
        if self._app.screen is not screen:
            self._waiting.clear()
        self._after(self._begin_turn(), opened=True)

    def _begin_turn(self) -> int:
        self._turn += 1
        self._began = monotonic()
        self._carrier = self._app
        self._guard = self._app.set_interval(_OFTEN, self._look)
        return self._turn

    async def _look(self) -> None:
        """Give up on a key whose widget has gone before it let go of it."""
        if not self._carrier.is_attached or monotonic() - self._began > LONGEST:
            await self._done(self._turn)

    def _after(self, turn: int, *, opened: bool) -> None:
        """What the key opened takes the next one once it is shown and has its focus."""
        if opened:
            self._carrier = self._app.screen
            # Textual gives a widget the focus through the app's queue.
            self._carrier.call_after_refresh(self._app.call_later, self._done, turn)
        else:
            self._app.call_later(self._done, turn)

    async def _done(self, turn: int) -> None:
        if turn == self._turn and self._guard is not None:
            self._guard.stop()
            self._guard = None
            await self._next()


def _fills_in(event: events.Event) -> bool:
    """Whether it types, or moves from field to field."""
    return not isinstance(event, events.Key) or event.is_printable or event.key in _FILLING_IN
