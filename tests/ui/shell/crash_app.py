"""A small app that crashes on demand, or shows a hostile text. The tests run it in a terminal."""

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text
from textual.app import App, ComposeResult
from textual.content import Content
from textual.filter import LineFilter
from textual.message import Message
from textual.widgets import DataTable, Digits, Header, Input, Static

from stancer_tui.ui.shell.crash import CrashGuard
from stancer_tui.ui.shell.line_filter import ControlFilter


@dataclass
class Holder:
    """Something that holds a key."""

    key: str


class Carrier(Message):
    """A message that holds a key."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class DrawsItself(Exception):
    """An error with a Rich form, as Textual's own style errors have."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    def __rich__(self) -> Text:
        return Text(f"the key is {self.key}")


class CrashApp(CrashGuard[None]):
    """Crashes with the sentinel in the named place."""

    def __init__(self, where: str, reports: Path) -> None:
        super().__init__()
        self.where = where
        self.report_directory = reports

    def on_mount(self) -> None:
        key = os.environ["SENTINEL"]
        match self.where:
            case "worker":
                self.run_worker(self._work(key))
            case "message":
                self.post_message(Carrier(key))
            case "local" | "unwritable":
                raise RuntimeError("a crash")
            case "dict":
                held = {"key": key}
                raise KeyError(len(held))
            case "dataclass":
                holder = Holder(key)
                raise TypeError(str(len(holder.key)))
            case "text":
                raise ValueError(f"\x1b]52;c;aGk=\x07bad key {key}")
            case "rich":
                raise DrawsItself(key)

    def on_carrier(self, message: Carrier) -> None:
        raise RuntimeError("a crash in a handler")

    async def _work(self, key: str) -> None:
        await asyncio.sleep(0)
        raise RuntimeError(str(len(key)))


class HostileApp(App[None]):
    """Shows one text in every kind of widget, with the second wall only."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.title = text
        self._control_filter = ControlFilter()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._control_filter]

    def compose(self) -> ComposeResult:
        yield Header()
        plain = Static(Content(self.text))
        plain.border_title = Content(self.text)
        plain.styles.border = ("round", "white")
        yield plain
        yield Static(Text(self.text))
        yield Static(Text("a link", style=f"link https://a/{self.text}"))
        yield Input(self.text, placeholder=self.text)
        yield Digits(self.text)
        yield DataTable()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_column(Text(self.text))
        table.add_row(Text(self.text))
        self.notify(self.text, title=self.text, markup=False)
        self.set_timer(0.3, self.finish)

    def finish(self) -> None:
        self.exit(message="drawn")


def main(kind: str, *arguments: str) -> None:
    """`crash DIRECTORY PLACE...` crashes once for each place; `hostile TEXT` shows a text."""
    if kind == "hostile":
        HostileApp(*arguments).run()
        return
    directory, *places = arguments
    for place in places:
        app = CrashApp(place, Path(directory) / place)
        app.run()
        sys.stdout.write(f"<end of {place}: {app.return_code}>")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
