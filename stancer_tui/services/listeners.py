"""Who is told when something happens."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Listeners(Generic[T]):
    """Functions to call when something happens."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def subscribe(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Call `listener` each time, in this event loop; calling the answer ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, event: T) -> None:
        """Tell every listener, soon: an error in a listener must not stop the write that tells it."""
        for listener in tuple(self._listeners):
            asyncio.get_running_loop().call_soon(listener, event)
