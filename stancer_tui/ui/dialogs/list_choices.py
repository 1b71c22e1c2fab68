"""What the payments of a mode are shown with: the agent's choices, and the settings where there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from stancer_tui.config import NEWEST_FIRST, UiSettings
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.render.columns import Column, payment_columns
from stancer_tui.services.payments.windows import DEFAULT, Window, window_of
from stancer_tui.store.desk_state import DeskState
from stancer_tui.store.payment_index import View

_DIRECTIONS = {"created": ("oldest first", "newest first"), "amount": ("lowest first", "highest first")}
_WORDS = ("a to z", "z to a")


@dataclass(frozen=True, slots=True)
class Sort:
    """A column by which a list is sorted, and whether it runs down."""

    key: str
    descending: bool = False

    @classmethod
    def parse(cls, text: str) -> "Sort":
        """Read "amount", or "-amount" for running down."""
        return cls(text.removeprefix("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.key}" if self.descending else self.key

    @property
    def direction(self) -> str:
        """The direction in words."""
        return _DIRECTIONS.get(self.key, _WORDS)[self.descending]

    @property
    def turned(self) -> "Sort":
        """The same column the other way round."""
        return replace(self, descending=not self.descending)


def first_sort(key: str) -> Sort:
    """How a column is sorted when it is chosen: what is new or large comes first."""
    return Sort(key, key in _DIRECTIONS)


class ListChoices:
    """Columns, sorting, window and preview of the payments of one mode."""

    def __init__(self, settings: UiSettings, state: DeskState, mode: Mode) -> None:
        self._settings = settings
        self._state = state
        self._mode = mode

    def every_column(
        self, zone: tzinfo, now: Callable[[], datetime], *, mask: bool
    ) -> tuple[Column[ListedPayment], ...]:
        """All columns there are."""
        return payment_columns(zone, now, mask=mask)

    def shown(self, every: Sequence[Column[ListedPayment]]) -> tuple[Column[ListedPayment], ...]:
        """The columns to draw, in the order in which they were named."""
        by_key = {column.key: column for column in every}
        wanted = self._state[self._mode].columns or self._settings.columns
        return tuple(by_key[key] for key in wanted if key in by_key) or tuple(every)

    def choose_columns(self, keys: Sequence[str]) -> None:
        """Show these columns from now on."""
        self._state.change(self._mode, columns=tuple(keys))

    @property
    def sort(self) -> Sort:
        """The sorting; newest first unless another was chosen."""
        return Sort.parse(self._state[self._mode].sort or self._settings.sort)

    def choose_sort(self, sort: Sort) -> None:
        """Sort so from now on."""
        self._state.change(self._mode, sort=str(sort))

    def sort_view(self, view: View, every: Sequence[Column[ListedPayment]]) -> None:
        """Sort a view as chosen; newest first by a column that does not exist."""
        keys = {column.key: column.sort_key for column in every}
        if str(self.sort) == NEWEST_FIRST or self.sort.key not in keys:
            view.sort(None)
        else:
            view.sort(keys[self.sort.key], descending=self.sort.descending)

    def window(self, now: datetime, zone: tzinfo) -> Window:
        """The window to load as of `now`."""
        kept = self._state[self._mode].window
        return (
            (window_of(kept, now, zone) if kept else None)
            or window_of(self._settings.window, now, zone)
            or DEFAULT.window(now)
        )

    def choose_window(self, window: Window) -> None:
        """Load this window from now on."""
        self._state.change(self._mode, window=window.key or None)

    @property
    def preview(self) -> bool:
        """Whether the preview is shown where there is room."""
        kept = self._state[self._mode].preview
        return self._settings.preview if kept is None else kept

    def choose_preview(self, shown: bool) -> None:
        """Show the preview, or hide it, from now on."""
        self._state.change(self._mode, preview=shown)
