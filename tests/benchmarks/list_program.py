"""A list of payments alone in a program: ours, or Textual's DataTable. `l` shows it, then it is walked.

`python -m tests.benchmarks.list_program ours|datatable ROWS`
"""

import sys
from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable

from stancer_tui.models.payment_row import payment_row
from stancer_tui.render.columns import payment_columns
from stancer_tui.render.search_text import search_text
from stancer_tui.store.payment_index import PaymentIndex
from stancer_tui.store.payment_view import View
from stancer_tui.ui.shell.themes import with_our_own
from stancer_tui.ui.widgets.record_table import RecordTable
from tests.benchmarks.payments import NEWEST, items

ZONE, NOW = ZoneInfo("Europe/Paris"), datetime.fromtimestamp(NEWEST + 60, UTC)
COLUMNS = payment_columns(ZONE, lambda: NOW)[:8]


class Ours(App[None]):
    """The desk's list."""

    BINDINGS: ClassVar[list[BindingType]] = [("l", "load", "")]

    def __init__(self, rows: int) -> None:
        super().__init__()
        index = PaymentIndex(search_text)
        index.add(payment_row(item) for item in items(rows))
        self.view: View = View(index)

    def get_css_variables(self) -> dict[str, str]:
        """Textual's and the one of the desk's own that the list is drawn with."""
        return with_our_own(super().get_css_variables())

    def compose(self) -> ComposeResult:
        """The list."""
        yield RecordTable(COLUMNS)

    def action_load(self) -> None:
        """Show the rows."""
        self.query_one(RecordTable).show(self.view)


class Peer(App[None]):
    """Textual's table with the same cells."""

    BINDINGS: ClassVar[list[BindingType]] = [("l", "load", "")]

    def __init__(self, rows: int) -> None:
        super().__init__()
        made = [payment_row(item) for item in items(rows)]
        self.cells = [[column.text(row) for column in COLUMNS] for row in made]

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(cursor_type="row")

    def action_load(self) -> None:
        """Show the rows."""
        table: DataTable[Any] = self.query_one(DataTable)
        table.add_columns(*(column.label for column in COLUMNS))
        table.add_rows(self.cells)


if __name__ == "__main__":
    (Ours if sys.argv[1] == "ours" else Peer)(int(sys.argv[2])).run()
