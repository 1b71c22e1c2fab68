"""The sign before a row of a list: what the team knows of the objects that the row stands for."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from stancer_tui.render.marks import mark_cells, mark_text

if TYPE_CHECKING:
    from textual.app import App

    from stancer_tui.desk import Desk
    from stancer_tui.services.team.marks import TeamMarks
    from stancer_tui.ui.shell.list_search import ListSearch
    from stancer_tui.ui.shell.open_screens import OpenScreens
    from stancer_tui.ui.widgets.record_table import RecordTable


class RowSigns:
    """`desk` knows the team's marks once it is open, `ids` are the objects of a row."""

    def __init__(self, desk: "Callable[[], Desk | None]", ids: Callable[[Any], Collection[str]]) -> None:
        self._desk = desk
        self._ids = ids

    def marks(self) -> "TeamMarks | None":
        """What the team knows in this mode; None before the desk is open."""
        desk = self._desk()
        return None if desk is None else desk.marks

    def use_in(self, table: "RecordTable") -> None:
        """Keep room in a list for the signs that there are."""
        notes, claims = marks.kinds if (marks := self.marks()) is not None else (False, False)
        table.signs_of = partial(self.of, notes=notes, claims=claims)
        cells = mark_cells(notes=notes, claims=claims)
        if table.painter.signs != cells:
            table.painter.signs = cells
            table.on_resize()

    def of(self, row: Any, *, notes: bool, claims: bool) -> str:
        """The sign of a row."""
        marks = self.marks()
        if marks is None:
            return ""
        has_note, holder = marks.of(self._ids(row))
        return mark_text(has_note, holder, notes=notes, claims=claims)

    def changed(
        self,
        table: "RecordTable",
        ids: Collection[str],
        finder: "ListSearch",
        draw: Callable[[], object],
    ) -> None:
        """Draw anew the rows on the screen that stand for one of these objects, or what is found by them."""
        if finder.asks_team:
            finder.narrow_again()
            draw()
            return
        self.use_in(table)
        top = table.scroll_offset.y
        for place, row in enumerate(table.on_screen, top):
            if any(each in ids for each in self._ids(row)):
                table.refresh_line(place)


def follow_marks(app: "App[Any]", desk: "Desk", screens: "OpenScreens") -> None:
    """Read what the team knows, and let every screen of the mode show what changes of it."""
    desk.marks.subscribe(lambda ids: screens.marks_changed(desk.mode, ids))
    app.run_worker(desk.marks.load(), group="desks", exit_on_error=False)
