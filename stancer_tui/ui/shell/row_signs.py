"""The sign before a row of a list: what the team knows of the objects that the row stands for."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.content import Content

from stancer_tui.language import N_, _
from stancer_tui.render.marks import NOTE, WAITS, MarkKinds
from stancer_tui.render.tones import Tone
from stancer_tui.ui.shell.own_account import meanwhile_for
from stancer_tui.ui.widgets.row_preview import Preview

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from textual.app import App

    from stancer_tui.desk import Desk
    from stancer_tui.render.columns import Column
    from stancer_tui.render.export import ExportColumn
    from stancer_tui.services.team.marks import TeamMarks
    from stancer_tui.store.note import Note
    from stancer_tui.ui.shell.list_search import ListSearch
    from stancer_tui.ui.shell.open_screens import OpenScreens
    from stancer_tui.ui.widgets.record_table import RecordTable

_LAST = 20
"""The place of the notes among the columns that give way: before all others."""


class RowSigns:
    """`desk` knows the team's marks once it is open, `ids` are the objects of a row."""

    def __init__(self, desk: "Callable[[], Desk | None]", ids: Callable[[Any], Collection[str]]) -> None:
        self._desk = desk
        self._ids = ids

    def marks(self) -> "TeamMarks | None":
        """What the team knows in this mode; None before the first rows are there."""
        desk = self._desk()
        return None if desk is None else desk.known_marks

    def use_in(self, table: "RecordTable") -> None:
        """Keep room in a list for the signs in use."""
        kinds = MarkKinds()
        if (marks := self.marks()) is not None:
            kinds = MarkKinds(notes=bool(marks.notes), waits=marks.waits, claims=bool(marks.claims))
        table.signs_of = partial(self.of, kinds) if kinds.cells else None
        if table.painter.signs != kinds.cells:
            table.painter.signs = kinds.cells
            table.on_resize()

    def of(self, kinds: MarkKinds, row: Any) -> str:
        """The signs of a row."""
        marks = self.marks()
        if marks is None:
            return ""
        ids = self._ids(row)
        noted, holder = marks.of(ids)
        return kinds.text(noted=noted, waits=marks.waiting(ids) is not None, holder=holder)

    def waits(self, row: Any, *, mask: bool) -> str:
        """How much of it waits for approval, and who asked for that, safe to show; "" where nothing does."""
        marks = self.marks()
        intent = None if marks is None else marks.waiting(self._ids(row))
        if marks is None or intent is None:
            return ""
        from stancer_tui.models.money import Money
        from stancer_tui.render.money import money
        from stancer_tui.render.past_refunds import colleague_text

        worth = money(Money(intent.amount, intent.currency))
        if intent.agent == marks.claims.me:
            return _("{amount} of yours waits for approval", amount=worth)
        name = colleague_text(marks.claims.name(intent.agent), mask=mask)
        return _("{amount} waits for approval ({name})", amount=worth, name=name)

    def notes(self, row: Any, *, mask: bool = False) -> str:
        """What the notes that hold say, the newest first, safe to show; empty where none is known."""
        if (marks := self.marks()) is None or not any(map(marks.notes.has, ids := self._ids(row))):
            return ""
        from stancer_tui.render.notes import note_text

        found = sorted((note for each in ids for note in marks.notes.of(each)), key=_at, reverse=True)
        return " / ".join(note_text(note, mask=mask).replace("\n", " ") for note in found if not note.struck)

    def column(self, *, mask: bool) -> "Column[Any]":
        """What the notes say, in a list that was searched for it or whose agent wants it."""
        from stancer_tui.models.folding import sort_text
        from stancer_tui.render.columns import NOTHING, Column

        text = partial(self.notes, mask=mask)
        return Column(
            "note",
            N_("Notes"),
            20,
            "left",
            _LAST,
            lambda row: text(row) or NOTHING,
            lambda row: sort_text(text(row) or None),
            lambda _row: Tone.PLAIN,
            grow=True,
            asked=True,
        )

    def export_column(self, zone: "tzinfo") -> "ExportColumn[Any]":
        """The notes that hold in a file of rows: when, by whom, what; empty too where they are not known."""
        from stancer_tui.render.export import ExportColumn
        from stancer_tui.render.notes import holding

        def value(row: Any) -> str | None:
            if (marks := self.marks()) is None:
                return None
            notes = (note for each in self._ids(row) for note in marks.notes.of(each))
            return " | ".join(holding(notes, marks.notes.author, zone=zone)) or None

        return ExportColumn("notes", value, personal=True)

    @property
    def unknown(self) -> str:
        """What is not known of the rows, where the ledger could not be read."""
        if (marks := self.marks()) is None:
            return ""
        notes, claims = (not each.known and each.trouble is not None for each in (marks.notes, marks.claims))
        if notes and claims:
            return _("notes, and who works on what, not known")
        if claims:
            return _("who works on what not known")
        return _("notes not known") if notes else ""

    def noted(self, preview: Preview, row: Any, *, mask: bool) -> Preview:
        """What is said of a row, and with it what waits for approval and the newest note."""
        if row is None:
            return preview
        notes, waits = self.notes(row, mask=mask), self.waits(row, mask=mask)
        told = [
            (sign, label, text)
            for sign, label, text in ((WAITS, _("To approve"), waits), (NOTE, _("Notes"), notes))
            if text
        ]
        if not told:
            return preview
        said = [(f" · {sign} {text}", "$text-warning") for sign, _label, text in told]
        from stancer_tui.ui.widgets.fact_list import Fact

        first, *rest = preview.strip.split("\n")
        return preview._replace(
            strip=Content("\n").join([Content.assemble(first, *said), *rest]),
            facts=[*(Fact(label, text, "$text-warning") for _sign, label, text in told), *preview.facts],
        )

    def changed(
        self,
        table: "RecordTable",
        ids: Collection[str],
        finder: "ListSearch",
        draw: Callable[[], object],
    ) -> None:
        """Draw again the rows on the screen that stand for one of these objects, or what is found by them."""
        if finder.asks_team:
            finder.narrow_again()
            draw()
            return
        self.use_in(table)
        top = table.scroll_offset.y
        for place, row in enumerate(table.on_screen, top):
            if any(each in ids for each in self._ids(row)):
                table.refresh_line(place)
        on_cursor = table.current is not None and any(each in ids for each in self._ids(table.current))
        if on_cursor or (not ids and self.unknown):
            draw()


def follow_marks(app: "App[Any]", desk: "Desk", screens: "OpenScreens", *, profile: str, mask: bool) -> None:
    """Read what the team knows, and let every screen of the mode show what changes of it."""
    from stancer_tui.ui.notes.given import GivenNotices

    def notify(text: str, title: str) -> None:
        with meanwhile_for(profile):  # it is a colleague's work that brings it
            app.notify(text, title=title, timeout=30, markup=False)

    desk.marks.subscribe(lambda ids: screens.marks_changed(desk.mode, ids))
    desk.claims.subscribe(GivenNotices(desk.claims, notify, app.set_timer, mask=mask).changed)
    app.run_worker(desk.marks.load(), group="desks", exit_on_error=False)


def _at(note: "Note") -> "datetime":
    return note.at
