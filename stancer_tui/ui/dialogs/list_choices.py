"""How a list is shown: as the agent chose, and as the settings say where nothing was chosen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from stancer_tui.config import NEWEST_FIRST, UiSettings
from stancer_tui.language import N_, _
from stancer_tui.models.mode import Mode
from stancer_tui.services.payments.windows import DEFAULT, Preset, Window, window_of
from stancer_tui.store.desk_state import DeskState, ListState

if TYPE_CHECKING:
    from stancer_tui.render.columns import Column

PAYMENTS = "payments"
"""The list that the settings are about."""

_DIRECTIONS = {
    **dict.fromkeys(("created", "answered", "paid", "bank"), (N_("oldest first"), N_("newest first"))),
    **dict.fromkeys(
        ("amount", "payments", "refunds", "disputes", "fees"), (N_("lowest first"), N_("highest first"))
    ),
}
_WORDS = (N_("a to z"), N_("z to a"))


class Sort(NamedTuple):
    """A column by which a list is sorted, and whether in descending order."""

    key: str
    descending: bool = False

    @classmethod
    def parse(cls, text: str) -> "Sort":
        """Read "amount", or "-amount" for descending order."""
        return cls(text.removeprefix("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.key}" if self.descending else self.key

    @property
    def direction(self) -> str:
        """The direction in words."""
        return _(_DIRECTIONS.get(self.key, _WORDS)[self.descending])

    @property
    def reversed(self) -> "Sort":
        """The same column the other way round."""
        return self._replace(descending=not self.descending)


def first_sort(key: str) -> Sort:
    """How a column is sorted when it is chosen: what is new or large comes first."""
    return Sort(key, key in _DIRECTIONS)


class ListChoices:
    """Columns, sorting, window and preview of one section's list in one mode.

    The settings say with which columns, sorting and dates Payments begins; every other list begins with all
    its columns, newest first, with the dates of `preset`.
    """

    def __init__(
        self,
        settings: UiSettings,
        state: DeskState,
        mode: Mode,
        section: str = PAYMENTS,
        preset: Preset = DEFAULT,
    ) -> None:
        self._settings = settings if section == PAYMENTS else _of_other_lists(settings, preset)
        self._state = state
        self._mode = mode
        self._section = section
        self._preset = preset

    @property
    def _kept(self) -> ListState:
        return self._state[self._mode].list_of(self._section)

    def shown(self, every: "Sequence[Column[Any]]") -> "tuple[Column[Any], ...]":
        """The columns to draw, in the order in which they were named."""
        by_key = {column.key: column for column in every}
        wanted = self._kept.columns or self._settings.columns
        chosen = tuple(replace(by_key[key], asked=False) for key in wanted if key in by_key)
        return chosen or tuple(column for column in every if not column.asked)

    def choose_columns(self, keys: Sequence[str]) -> None:
        """Show these columns from now on."""
        self._state.change_list(self._mode, self._section, columns=tuple(keys))

    @property
    def sort(self) -> Sort:
        """The sorting; newest first unless another was chosen."""
        return Sort.parse(self._kept.sort or self._settings.sort)

    def choose_sort(self, sort: Sort) -> None:
        """Sort so from now on."""
        self._state.change_list(self._mode, self._section, sort=str(sort))

    def window(self, now: datetime, zone: tzinfo) -> Window:
        """The window to load as of `now`."""
        kept = self._kept.window
        return (
            (window_of(kept, now, zone) if kept else None)
            or window_of(self._settings.window, now, zone)
            or self._preset.window(now)
        )

    def choose_window(self, window: Window) -> None:
        """Load this window from now on."""
        self._state.change_list(self._mode, self._section, window=window.key or None)

    @property
    def preview(self) -> bool:
        """Whether the preview is shown where there is room."""
        kept = self._kept.preview
        return self._settings.preview if kept is None else kept

    def choose_preview(self, shown: bool) -> None:
        """Show the preview, or hide it, from now on."""
        self._state.change_list(self._mode, self._section, preview=shown)


def _of_other_lists(settings: UiSettings, preset: Preset) -> UiSettings:
    return settings._replace(columns=(), sort=NEWEST_FIRST, window=preset.key)
