"""The windows of payments, one a mode, which every section shows."""

from collections.abc import Callable

from stancer_tui.models.mode import Mode
from stancer_tui.ui.shell.loaded_payments import LoadedPayments
from stancer_tui.ui.shell.window_loader import WindowLoader


class Windows:
    """Holds what loads the payments of each mode."""

    def __init__(self, make: Callable[[Mode], WindowLoader]) -> None:
        self._loaders = {mode: make(mode) for mode in Mode}

    def loader(self, mode: Mode) -> WindowLoader:
        """What loads the payments of a mode."""
        return self._loaders[mode]

    def payments(self, mode: Mode) -> LoadedPayments:
        """The payments of a mode that are loaded."""
        return self._loaders[mode].rows

    def close(self) -> None:
        """Stop reading for good."""
        for loader in self._loaders.values():
            loader.close()
