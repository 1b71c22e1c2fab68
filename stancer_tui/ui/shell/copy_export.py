"""Copying a text, and writing rows to a file."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.language import _, capitalised
from stancer_tui.models.mode import Mode
from stancer_tui.render.safe import safe
from stancer_tui.ui.dialogs.copy_menu import copy_menu
from stancer_tui.ui.dialogs.export import Export
from stancer_tui.ui.shell.clipboard import copy
from stancer_tui.ui.shell.list_nouns import counted

if TYPE_CHECKING:
    from stancer_tui.render.clipboard import CopyEntry
    from stancer_tui.render.export import ExportColumn
    from stancer_tui.ui.dialogs.menu import MenuEntry


def copy_one_of(app: App[Any], entries: "Sequence[CopyEntry]") -> None:
    """Offer texts to copy, where there are some."""

    def chosen(entry: "MenuEntry[CopyEntry] | None") -> None:
        if entry is not None:
            copy(app, entry.value.text, capitalised(entry.value.label))

    if entries:
        app.push_screen(copy_menu(entries), chosen)


def file_name(mode: Mode, name: str, at: datetime) -> str:
    """What a file of rows is called; `name` is ours, or made of an id."""
    return f"stancer-{mode}-{name}-{at:%Y-%m-%d}.csv"


def export(
    app: App[Any],
    rows: Sequence[Any],
    columns: "Sequence[ExportColumn[Any]]",
    *,
    noun: str,
    what: str,
    file: str,
    zone: tzinfo,
    allowed: bool,
) -> None:
    """Offer to write rows to a file of the working directory, or to download them where a browser shows the
    program; `noun` names them, `what` says which.

    It is refused where it is not `allowed`. Instants that cannot name their zone stand in `zone`.
    """

    def written(path: Path | None) -> None:
        if path is not None:
            title = _("{rows} written", rows=counted_rows)
            if app.is_web:
                title = _("{rows} sent to your browser", rows=counted_rows)
            app.notify(safe(path), title=title, timeout=10, markup=False)

    if not allowed:
        text = _("The policy of this machine does not allow to write what is shown to files.")
        app.notify(text, title=_("Export is off"), severity="warning", markup=False)
        return
    counted_rows = counted(noun, len(rows))
    said = _("{rows}, {which}.", rows=counted_rows, which=what)
    app.push_screen(Export(rows, said, Path.cwd() / file, columns, zone), written)
