"""How the list of payments is arranged: its columns, its sorting, the saved views; the agent chooses each."""

from typing import TYPE_CHECKING

from stancer_tui.config import NEWEST_FIRST, SavedView
from stancer_tui.models.payment_row import ListedPayment
from stancer_tui.render.columns import Column
from stancer_tui.services.payments.windows import window_of
from stancer_tui.ui.dialogs.list_choices import ListChoices, Sort

if TYPE_CHECKING:
    from stancer_tui.ui.payments.section import PaymentsScreen


class ListArrangement:
    """Asks for what can be chosen, keeps it, and lets the list show it."""

    def __init__(self, screen: "PaymentsScreen") -> None:
        self._screen = screen

    @property
    def choices(self) -> ListChoices:
        """What the agent chose for this mode's list, or the settings say."""
        return self._screen.host.choices(self._screen.mode)

    @property
    def every_column(self) -> tuple[Column[ListedPayment], ...]:
        """All columns there are."""
        screen = self._screen
        return self.choices.every_column(screen.zone, screen.now, mask=screen.host.mask)

    @property
    def columns(self) -> tuple[Column[ListedPayment], ...]:
        """The columns to draw."""
        return self.choices.shown(self.every_column)

    @property
    def words(self) -> str:
        """By what the list is sorted, for its title; empty for newest first."""
        sort = self.choices.sort
        return "" if str(sort) == NEWEST_FIRST else f" · by {sort.key}, {sort.direction}"

    def sort(self) -> None:
        """Sort the list as chosen."""
        self.choices.sort_view(self._screen.list.view, self.every_column)

    def draw_columns(self) -> None:
        """Draw the columns as chosen."""
        self._screen.table.use_columns(self.columns)

    def choose_sort(self) -> None:
        """Let the agent choose by which column the list is sorted."""
        from stancer_tui.ui.dialogs.sort import ChooseSort

        self._screen.app.push_screen(ChooseSort(self.every_column, self.choices.sort), self._take_sort)

    def _take_sort(self, sort: Sort | None) -> None:
        if sort is not None:
            self.choices.choose_sort(sort)
            self.sort()
            self._screen.show_first()

    def choose_columns(self) -> None:
        """Let the agent choose which columns are shown."""
        from stancer_tui.ui.dialogs.columns import ChooseColumns

        shown = [column.key for column in self.columns]
        self._screen.app.push_screen(ChooseColumns(self.every_column, shown), self._take_columns)

    def _take_columns(self, keys: tuple[str, ...] | None) -> None:
        if keys is not None:
            self.choices.choose_columns(keys)
            self.draw_columns()

    def choose_view(self) -> None:
        """Let the agent choose a saved view."""
        from stancer_tui.ui.dialogs.views import ChooseView

        views = self._screen.host.settings.views
        self._screen.app.push_screen(ChooseView(views), self.show_view)

    def show_view(self, view: SavedView | None) -> None:
        """Show the search, dates and sorting of a saved view; what it does not name stays."""
        if view is None:
            return
        screen = self._screen
        window = window_of(view.window, screen.now(), screen.zone) if view.window else None
        loaded = screen.loader.window
        if window is not None and (loaded is None or window.key != loaded.key):
            screen.loader.choose(window)
        if view.sort is not None:
            self._take_sort(Sort.parse(view.sort))
        screen.show_search(view.query)
        screen.call_later(screen.show_first)

    def toggle_preview(self) -> None:
        """Show or hide the preview."""
        self._screen.toggle_class("-no-preview")
        self.choices.choose_preview(not self._screen.has_class("-no-preview"))
