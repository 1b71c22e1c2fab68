"""Callbacks for an event."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Listeners(Generic[T]):
    """The functions to call at an event."""

    def __init__(self) -> None:
        self._listeners: dict[object, Callable[[T], None]] = {}

    def subscribe(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Call `listener` at each event, in this event loop; returns what ends that, for good."""
        key = object()
        self._listeners[key] = listener

        def end() -> None:
            self._listeners.pop(key, None)

        return end

    def tell(self, event: T) -> None:
        """Call every listener soon, not at once: an error in one must not stop the write that reports."""
        for listener in tuple(self._listeners.values()):
            asyncio.get_running_loop().call_soon(listener, event)
