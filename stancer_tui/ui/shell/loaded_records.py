"""The loaded records of a window, and how far their reading has come; for lists of a few pages."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from stancer_tui.models import moments
from stancer_tui.models.moments import in_zone, paris
from stancer_tui.models.payment_row import UnreadableRow
from stancer_tui.ui.shell.loaded_payments import Progress

if TYPE_CHECKING:
    from stancer_tui.api.errors import ApiError
    from stancer_tui.services.payments.windows import Window


class LoadedItem(Protocol):
    """An object with an id."""

    @property
    def id(self) -> str: ...

    @property
    def created(self) -> datetime | None: ...


T = TypeVar("T", bound=LoadedItem)


class Loaded(Generic[T]):
    """The objects of a window, oldest first; a second reading replaces them once it is whole.

    `moving` says whether an object may still change: it is then read again with what is new.
    """

    def __init__(self, moving: Callable[[T], bool] = lambda _: False) -> None:
        self.window: Window | None = None
        self.items: list[T | UnreadableRow] = []
        self.progress = Progress.NOT_STARTED
        self.read_at: datetime | None = None
        self.looked_at: datetime | None = None
        """When what is new was read, where that was later."""
        self.trouble: ApiError | None = None
        self._coming: list[T | UnreadableRow] = []
        self._moving = moving

    @property
    def label(self) -> str:
        """Which dates are loaded."""
        return self.window.label if self.window is not None else ""

    @property
    def arrived(self) -> int:
        """How many this reading has brought so far."""
        return len(self._coming)

    def choose(self, window: "Window") -> None:
        """Choose other dates: forget the rows."""
        self.window = window
        self.items = []
        self.read_at = self.looked_at = self.trouble = None
        self.progress = Progress.NOT_STARTED

    def begin(self) -> None:
        """A reading begins; what was read before stays until the reading is whole."""
        self.progress = Progress.LOADING
        self.trouble = None
        self._coming = []

    def add(self, items: Iterable[T | UnreadableRow]) -> None:
        """Take in a page; it is shown at once unless an earlier reading is shown."""
        self._coming += items
        if self.read_at is None:
            self.items = list(self._coming)

    def finished(self, at: datetime) -> None:
        """The whole window has been read."""
        self.items = self._coming
        self.progress = Progress.DONE
        self.read_at, self.looked_at = at, None

    @property
    def look_from(self) -> datetime | None:
        """From when on there may be something new: the day of the newest object, or the oldest that moves.

        An object may be dated by its day alone, as midnight in Paris, and come after one of that day's noon.
        """
        dated = [(at, item) for item in self.items if (at := _created(item)) is not None]
        if not dated:
            return None
        newest = in_zone(max(at for at, _ in dated), paris())
        day = newest.replace(hour=0, minute=0, second=0, microsecond=0)
        moving = (at for at, item in dated if not isinstance(item, UnreadableRow) and self._moving(item))
        return min([day, *moving])

    def add_new(self, items: Iterable[T | UnreadableRow], at: datetime) -> set[str]:
        """Take in what was read from `look_from` on; returns the ids that were not there."""
        known, found = _by_key(self.items), _by_key(items)
        self.items = list((known | found).values())
        self.looked_at = at
        return set(found) - set(known)

    def look_failed(self, trouble: "ApiError") -> None:
        """What is new could not be read; what was read stays."""
        self.progress, self.trouble = Progress.STOPPED, trouble

    def stopped(self, trouble: "ApiError | None" = None) -> None:
        """The reading ended before the window did."""
        if self.progress is Progress.LOADING:
            self.progress = Progress.STOPPED
            self.trouble = trouble


def _by_key(items: Iterable[T | UnreadableRow]) -> dict[str, T | UnreadableRow]:
    """The objects by their ids; those without one by their dates, each for itself."""
    unnamed: Counter[str] = Counter()
    keyed: dict[str, T | UnreadableRow] = {}
    for item in items:
        key = item.id
        if key is None:
            date = f"unreadable {item.created}"
            unnamed[date] += 1
            key = f"{date} {unnamed[date]}"
        keyed[key] = item
    return keyed


def _created(item: LoadedItem | UnreadableRow) -> datetime | None:
    return item.created if not isinstance(item, UnreadableRow) else moments.instant(item.created)
