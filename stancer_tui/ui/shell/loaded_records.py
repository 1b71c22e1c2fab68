"""The records of a window that are loaded, and how far the reading has come; for lists of a few pages."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.ui.shell.loaded_payments import Progress

if TYPE_CHECKING:
    from stancer_tui.api.errors import ApiError
    from stancer_tui.services.payments.windows import Window


class LoadedItem(Protocol):
    """An object with an id."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=LoadedItem)


class Loaded(Generic[T]):
    """The objects of a window, oldest first; a second reading takes their place when it is whole."""

    def __init__(self) -> None:
        self.window: Window | None = None
        self.items: list[T | UnreadableRow] = []
        self.progress = Progress.NOT_STARTED
        self.read_at: datetime | None = None
        self.trouble: ApiError | None = None
        self._coming: list[T | UnreadableRow] = []

    @property
    def label(self) -> str:
        """Which dates are loaded."""
        return self.window.label if self.window is not None else ""

    @property
    def arrived(self) -> int:
        """How many this reading has brought so far."""
        return len(self._coming)

    def choose(self, window: "Window") -> None:
        """Other dates: forget the rows."""
        self.window = window
        self.items = []
        self.read_at = self.trouble = None
        self.progress = Progress.NOT_STARTED

    def begin(self) -> None:
        """A reading begins; what was read before stays until it is whole."""
        self.progress = Progress.LOADING
        self.trouble = None
        self._coming = []

    def add(self, items: Iterable[T | UnreadableRow]) -> None:
        """Take in a page; it is shown at once where nothing older is."""
        self._coming += items
        if self.read_at is None:
            self.items = list(self._coming)

    def finished(self, at: datetime) -> None:
        """The whole window has been read."""
        self.items = self._coming
        self.progress = Progress.DONE
        self.read_at = at

    def stopped(self, trouble: "ApiError | None" = None) -> None:
        """The reading ended before the window did."""
        if self.progress is Progress.LOADING:
            self.progress = Progress.STOPPED
            self.trouble = trouble
