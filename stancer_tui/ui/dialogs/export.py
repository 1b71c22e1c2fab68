"""Export of rows to a file: where, in which format, and never over a file unasked."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from io import BytesIO
from pathlib import Path
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from stancer_tui.language import Language, _, current
from stancer_tui.render.csv_text import PLAIN, excel_fr
from stancer_tui.render.export import ExportColumn, csv_lines, json_lines
from stancer_tui.render.safe import safe
from stancer_tui.store.export_file import ExportFailed, Problem, write_export
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.tick_box import TickBox

_CSV, _JSON_LINES = ".csv", ".jsonl"


class Export(Dialog[Path]):
    """Writes rows to a file readable by its owner only; answers the file, or None.

    In a browser the file is a download, and has no folder. `what` says in a sentence which rows they are;
    it is ours or safe. A CSV is written for programs, or for Excel in French with its instants in `zone`.
    """

    AUTO_FOCUS = "#path"

    def __init__(
        self, rows: Sequence[Any], what: str, path: Path, columns: Sequence[ExportColumn[Any]], zone: tzinfo
    ) -> None:
        super().__init__()
        self.rows = rows
        self.columns = columns
        self.what = what
        self.path = path
        self.zone = zone

    def compose(self) -> ComposeResult:
        """Lay out the file's name and the answers."""
        with Vertical(classes="dialog-box help-box") as box:
            box.border_title = Content(_("Export"))
            yield Static(Content(self.what), classes="dialog-text")
            yield Label(Content(_("File; .csv or .jsonl decides the format:")))
            offered = self.path.name if self.app.is_web else str(self.path)
            yield LineInput(offered, id="path", compact=True, max_length=400)
            french = current().language is Language.FR
            excel = _("CSV for Excel in French: semicolons, decimal commas")
            yield TickBox(Content(excel), french, id="excel-fr", compact=True, classes="consent")
            yield Label(Content(""), id="error", classes="field-error")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(_("Cancel")), compact=True, id="cancel")
                yield Button(Content(_("Replace the file")), compact=True, id="replace", variant="warning")
                write = _("Download") if self.app.is_web else _("Write")
                yield Button(Content(write), compact=True, id="write", variant="primary")

    def on_mount(self) -> None:
        """Offer to replace only a file that exists."""
        self.query_one("#replace").display = False

    @on(Input.Submitted)
    @on(Button.Pressed, "#write")
    def write(self) -> None:
        """Write a new file."""
        self._write(overwrite=False)

    @on(Button.Pressed, "#replace")
    def replace(self) -> None:
        """Replace the file that exists."""
        self._write(overwrite=True)

    @on(Input.Changed)
    def other_name(self) -> None:
        """Take back the offer to replace: another name may be free. Only a CSV has a form to choose."""
        self.query_one("#replace").display = False
        self.query_one("#excel-fr").display = self._chosen.suffix.lower() == _CSV
        self._say("")

    def _lines(self, ending: str) -> Iterable[str] | None:
        """The lines of the file in the format that `ending` names; None for any other ending."""
        if ending == _JSON_LINES:
            return json_lines(self.columns, self.rows)
        if ending != _CSV:
            return None
        french = self.query_one("#excel-fr", TickBox).value
        return csv_lines(self.columns, self.rows, excel_fr(self.zone) if french else PLAIN)

    @property
    def _chosen(self) -> Path:
        typed = Path(self.query_one("#path", Input).value.strip())
        try:
            return typed.expanduser()
        except RuntimeError:  # "~nobody/…": no such user
            return typed

    @work(group="export", exclusive=True)
    async def _write(self, *, overwrite: bool) -> None:
        path = self._chosen
        lines = self._lines(path.suffix.lower())
        if lines is None:
            self._say(_("The name must end in .csv or .jsonl."))
            return
        try:
            if self.app.is_web:
                await self._download(path, lines)
            else:
                await asyncio.to_thread(write_export, path, lines, overwrite=overwrite)
        except ExportFailed as error:
            self._say(safe(error))
            self.query_one("#replace").display = error.problem is Problem.EXISTS
        else:
            self.answer(path)

    async def _download(self, path: Path, lines: Iterable[str]) -> None:
        """Offer the file to the browser: the machine that the program runs on is not the reader's.

        The name becomes part of a header. Raises `ExportFailed` for one that is not plain.
        """
        if not re.fullmatch(r"[\w.-]{1,100}", str(path), re.ASCII):
            raise ExportFailed(Problem.BAD_NAME, path)
        text = await asyncio.to_thread(lambda: "".join(lines).encode())
        self.app.deliver_binary(BytesIO(text), save_filename=path.name)

    def _say(self, text: str) -> None:
        self.query_one("#error", Label).update(Content(text))

    @on(Button.Pressed, "#cancel")
    def close_pressed(self) -> None:
        """The button does what escape does."""
        self.action_cancel()
