"""Looks for garbage while nobody presses a key: the screens that were closed, above all."""

import gc
from collections.abc import Callable
from typing import Any

from textual.app import App

_LOOK = 5.0
"""Seconds between two looks at the keys."""

_CALM = 3.0
"""Seconds without a key after which the next one is not likely to come at once."""

_EVERY = 60.0
"""Seconds between two collections: each walks through all that lives, for a tenth to a third of a second."""


class IdleGarbage:
    """Collects garbage once a minute, when no key was pressed for a moment.

    A closed screen and its widgets hold each other. Those that stood open for a while have come to the oldest
    generation, which Python looks through so seldom here that they would stay for the rest of the day.
    `since_key` gives the seconds since the last key.
    """

    def __init__(self, app: App[Any], since_key: Callable[[], float], clock: Callable[[], float]) -> None:
        self._app = app
        self._since_key = since_key
        self._clock = clock
        self._collected = clock()

    def begin(self) -> None:
        """Look from now on."""
        self._app.set_interval(_LOOK, self.look)

    def look(self) -> None:
        """Collect, if it is time to, and if the program no longer starts: it collects none until then."""
        if gc.isenabled() and self._since_key() >= _CALM and self._clock() - self._collected >= _EVERY:
            gc.collect()
            self._collected = self._clock()
