"""The line of the search; it is imported when the first search begins."""

from collections.abc import Callable
from typing import Any

from stancer_tui.ui.widgets.line_input import LineInput


class SearchInput(LineInput):
    """Tells of each change before the key that made it is painted: its hits are painted with it."""

    def __init__(self, typed: Callable[[], object], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._typed = typed

    def watch_value(self) -> None:
        """The text is another."""
        self._typed()
