"""A section that is a list: search, sorting, columns, marks with their sum, preview, export, four states."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from stancer_tui.language import _
from stancer_tui.models.mode import Mode
from stancer_tui.services.payments.windows import DEFAULT, Preset
from stancer_tui.ui.commands.command import Command
from stancer_tui.ui.commands.lists import TABLE
from stancer_tui.ui.commands.sections import Section
from stancer_tui.ui.dialogs.list_choices import ListChoices
from stancer_tui.ui.shell.arrangement import Arrangement
from stancer_tui.ui.shell.cursor_preview import CursorPreview
from stancer_tui.ui.shell.held_key import HeldKey
from stancer_tui.ui.shell.list_search import ListRows, ListSearch
from stancer_tui.ui.shell.row_signs import RowSigns
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.shell.status_bar import StatusBar
from stancer_tui.ui.shell.unseen_marks import unseen_marks
from stancer_tui.ui.widgets.list_pane import ListPane, ListStatus
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.row_preview import Preview, RowPreview

if TYPE_CHECKING:
    from stancer_tui.render.columns import Column
    from stancer_tui.ui.shell.host import ListHost
    from stancer_tui.ui.shell.row_kind import RowKind


_CORNERS = 6
"""Cells of a frame's upper line that are none of its title's."""


class ListSection(DeskScreen):
    """Lets the agent narrow, arrange, mark and walk its rows; a section says what they are and reads them."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#records"
    KIND: "ClassVar[RowKind[Any]]"
    PRESET: ClassVar[Preset] = DEFAULT
    SEARCH_HINT: ClassVar[str]

    def __init__(self, host: "ListHost", mode: Mode, section: Section) -> None:
        super().__init__(host, mode, section)
        self.host: ListHost = host
        self.signs = RowSigns(lambda: self.desk, self.KIND.ids)

        def columns() -> "Sequence[Column[Any]]":
            return (*self.every_column(), self.signs.column(mask=host.mask))

        self.arrangement = Arrangement(
            lambda: ListChoices(host.settings, host.state, mode, section.name, self.PRESET),
            columns,
            self.arranged,
        )
        self.preview = CursorPreview(lambda: self.table.current, self.draw_preview)
        self.whose = lambda: None if (row := self.table.current) is None else self.KIND.payment(row)
        self.finder = ListSearch(
            lambda: self.rows, lambda: self.pane, columns, lambda: (self.now(), self.zone)
        )

        self.typed = HeldKey(self.narrow, self.set_timer)

        def draw_again() -> None:
            self.draw()
            self.preview.show()

        self.marks_changed = lambda ids: (
            self.signs.changed(self.table, ids, self.finder, draw_again) if self.whole else None
        )
        self.pane: ListPane
        self._wanted: str | None = None

    @property
    def rows(self) -> ListRows:
        """What is loaded."""
        raise NotImplementedError

    def every_column(self) -> "Sequence[Column[Any]]":
        """All columns there are."""
        raise NotImplementedError

    def status(self) -> ListStatus:
        """What the list says of itself now."""
        raise NotImplementedError

    def preview_of(self, row: Any, *, whole: bool) -> Preview:
        """What is said of a row; what costs more than a moment only where it is asked for whole."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """Lay out the list, the preview, and the strip for narrow terminals."""
        self.set_class(not self.arrangement.choices.preview, "-no-preview")
        self.pane = ListPane(
            _(self.section.title),
            (),
            lambda typed: self.rows.complete(typed),  # noqa: PLW0108 - no rows before the frame
            placeholder=_(self.SEARCH_HINT),
        )
        with Horizontal(id="body"):
            yield self.pane
            yield RowPreview(classes="frame", id="preview")
        yield Static(id="strip")

    def on_mount(self) -> None:
        """Show skeleton rows until the first rows arrive; what sorts and draws rows follows the frame."""

        def arrange() -> None:
            key, descending = self.arrangement.sort_key
            self.rows.sort(key, descending=descending)
            self.rows.marked = self.signs.marks
            self.table.matches = self.rows.matches
            self.table.head_clicked = self.arrangement.sort_by
            self.arranged("columns")

        self.table.loading_rows = True
        self.pane.bar.typed = self.typed.pressed
        self.call_after_refresh(arrange)
        self.set_interval(5, lambda: self.show_state(self.status().age) if self.is_current else None)
        if self._wanted is not None:
            self.call_after_refresh(self.search_for, self._wanted)

    @property
    def table(self) -> RecordTable:
        """The list widget."""
        return self.query_one("#records", RecordTable)

    @property
    def search(self) -> Input:
        """Where the agent types what to look for."""
        return self.pane.bar.input

    def hints(self) -> tuple[Command, ...]:
        """The list's enter stands first."""
        return (TABLE[0], *super().hints())

    def framed(self) -> ListStatus:
        """What the list says of itself, with its sorting and what is marked."""
        status, rows, marks = self.status(), self.rows, self.table.marks
        marked = rows.of(marks) if marks else ()
        unseen = unseen_marks(self.table, rows, self.pane.bar.value)
        words = self.KIND.marked_words(marked, unseen.hidden_words)
        title, sorting = " · ".join(filter(None, (status.title, self.finder.words))), self.arrangement.words
        fits = cell_len(f"{title} · {sorting}") <= self.pane.size.width - _CORNERS
        below = (words, "" if fits else sorting, status.progress, self.signs.unknown)
        return status._replace(
            title=" · ".join(filter(None, (title, sorting if fits else ""))),
            progress=" · ".join(filter(None, below)),
        )

    @on(RecordTable.Marked)
    def draw(self) -> None:
        """Draw the list as it is known now."""
        self.draw_list()

    def draw_list(self, *, grown: bool = False) -> None:
        """Draw the list; where nothing but the number of its rows can have changed, it has `grown`."""
        if not self.whole:
            return
        status, table = self.framed(), self.table
        self.signs.use_in(table)
        self.pane.show(status, self.rows.records, grown=grown)
        self.preview.catch_up()
        self.show_state(status.age)
        self.query_one(StatusBar).show_commands(self.hints())
        self.paint_together()

    @on(RecordTable.Highlighted)
    def follow_cursor(self) -> None:
        """Let the preview follow the cursor."""
        self.preview.soon()

    def draw_preview(self, row: Any | None, whole: bool) -> None:
        """Show what is known of a row; the frame too, where the cursor may have passed new ones."""
        preview = Preview() if row is None else self.preview_of(row, whole=whole)
        preview = self.signs.noted(preview, row, mask=self.host.mask)
        self.query_one(RowPreview).show(preview)
        self.query_one("#strip", Static).update(preview.strip, layout=False)
        status = self.framed()
        self.pane.show_frame(status.title, status.progress)

    def action_search(self) -> None:
        """Put the cursor into the search."""
        self.pane.bar.open()
        self.set_focus(self.search)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Leave the search with what was typed into it found: the next key is for one of the hits."""
        self.typed.finish()
        super().set_focus(widget, scroll_visible, from_app_focus)

    def search_for(self, text: str) -> None:
        """Show the rows that match a text; a screen that is not laid out yet does so when it is."""
        if not self.whole:
            self._wanted = text
            return
        self.pane.bar.open(text)
        self.narrow()
        self.set_focus(self.table)

    @on(Input.Blurred, "#search")
    def narrow(self) -> None:
        """Narrow the list as the agent types; what is left in the search is judged."""
        before = self.table.current
        self.finder.narrow(self.pane.bar.value, judged=not self.pane.bar.typing)
        self.draw()
        if self.table.current != before:
            self.table.action_first()
            self.paint_together()

    def on_key(self, event: events.Key) -> None:
        """From the search, enter and down step into the list, at once: the next key is the list's."""
        if event.key not in {"down", "enter"} or not self.pane.bar.typing:
            return
        event.stop()
        if event.key == "down" or self.finder.entered(self.pane.bar.value):
            self.set_focus(self.table)
        else:
            self.draw()

    def action_back(self) -> None:
        """Clear the search."""
        if self.pane.bar.display:
            self.pane.bar.clear()
            self.narrow()
            self.set_focus(self.table)

    def action_choose(self, what: str) -> None:
        """Choose by which column the list is sorted, which columns and whether the preview is shown."""
        self.arrangement.choose(what, self.app.push_screen)

    def arranged(self, what: str) -> None:
        """Show the sorting, the columns or the preview as chosen."""
        if what == "sort":
            key, descending = self.arrangement.sort_key
            done = self.rows.sort(key, descending=descending)
            self.draw()
            if done:
                self.table.action_first()
                self.paint_together()
        elif what == "columns":
            self.table.use_columns(self.arrangement.columns)
            if self.pane.bar.value:
                self.narrow()
        else:
            self.set_class(not self.arrangement.choices.preview, "-no-preview")

    def action_export(self) -> None:
        """Offer to write the marked rows, or those that are shown, to a file."""
        from stancer_tui.render.export import masked
        from stancer_tui.ui.shell.copy_export import export, file_name

        noun, marked = self.KIND.noun, self.rows.of(self.table.marks)
        rows = marked or self.rows.shown
        unseen = unseen_marks(self.table, self.rows, self.pane.bar.value).words
        if not marked:
            which = _("as shown")
        else:
            which = _("the marked ones, {unseen}", unseen=unseen) if unseen else _("the marked ones")
        words = (which, self.KIND.unknown(rows))
        file = file_name(self.mode, noun, self.now())
        columns = (*self.KIND.export(), self.signs.export_column(self.zone))
        columns = masked(columns) if self.host.mask else columns
        what = "; ".join(filter(None, words))
        allowed = self.desk is None or self.desk.may_export
        export(self.app, rows, columns, noun=noun, what=what, file=file, zone=self.zone, allowed=allowed)

    def times_changed(self) -> None:
        """Draw instants in the other zone."""
        self.arranged("columns")
        self.draw()
        self.preview.show()
