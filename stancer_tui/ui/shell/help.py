"""The keys that work where the agent is."""

from textwrap import wrap
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from stancer_tui.language import _
from stancer_tui.render.marks import NOTE, WAITS, initials
from stancer_tui.ui.commands.command import Command, commands_of
from stancer_tui.ui.commands.naming import key_of, shown_key
from stancer_tui.ui.commands.sections import SECTIONS
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.shell.list_search import ListSearch

if TYPE_CHECKING:
    from stancer_tui.services.search.query import Fields

_KEY = 10
_EXAMPLE = 28
"""Cells of an example of the search."""

_SENTENCE = 55
"""Cells of a sentence beside its key, in a terminal of eighty."""


class Help(Dialog[None]):
    """Lists the commands of the screen, of what has focus, and of the program, with their real keys."""

    def __init__(self, groups: list[tuple[str, list[Command]]], *, fields: "Fields | None" = None) -> None:
        super().__init__()
        self.groups = groups
        self.fields = fields
        """What the list of the screen can be searched by, whose language is told too; None without one."""

    @classmethod
    def of(cls, screen: Screen[object], focused: Widget | None) -> "Help":
        """The help of `screen` with `focused` holding the focus."""
        finder = getattr(screen, "finder", None)
        return cls(
            [
                (_("This screen"), commands_of(screen)),
                (_("The list"), commands_of(focused)),
                (_("Everywhere"), commands_of(screen.app)),
            ],
            fields=finder.fields if isinstance(finder, ListSearch) else None,
        )

    def compose(self) -> ComposeResult:
        """Lay out one line a command."""
        with VerticalScroll(classes="dialog-box help-box") as box:
            box.border_title = Content(_("Keys"))
            box.border_subtitle = Content(_("arrows scroll · {key} closes", key=key_of("dialog.cancel")))
            yield Static(self._text())

    def _text(self) -> Content:
        lines: list[Content] = []
        for title, commands in self.groups:
            if not commands:
                continue
            lines.append(Content.assemble((title, "bold $text-primary")))
            for shown, tooltip in _rows(commands):
                first, *more = wrap(tooltip, _SENTENCE)
                key = f"  {shown:<{_KEY}}"
                lines.append(Content.assemble((key, "bold"), first))
                lines.extend(Content(" " * len(key) + words) for words in more)
            lines.append(Content(""))
        if self.fields is not None:
            lines += [*_search_lines(self.fields), Content(""), *_sign_lines(), Content("")]
        return Content("\n").join(lines[:-1])

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()


def _rows(commands: list[Command]) -> list[tuple[str, str]]:
    """Key and sentence of each command; the sections share a row while their keys are the digits."""
    rows = [(shown_key(command), _(command.tooltip)) for command in commands]
    sections = [(section.digit, _(section.go)) for section in SECTIONS]
    if not set(sections) <= set(rows):
        return rows
    others = [row for row in rows if row not in sections]
    titles = ", ".join(_(section.title) for section in SECTIONS)
    return [(f"{SECTIONS[0].digit}–{SECTIONS[-1].digit}", _("Go to {sections}.", sections=titles)), *others]


def _search_lines(fields: "Fields") -> list[Content]:
    """The language of the search as far as a list has its fields: an example, and what it finds."""
    from stancer_tui.services.search.grammar import help_lines

    lines = [Content.assemble((_("Searching"), "bold $text-primary"))]
    for example, meaning in help_lines(fields):
        first, *more = wrap(meaning, _SENTENCE + _KEY - _EXAMPLE)
        lines.append(Content.assemble((f"  {example:<{_EXAMPLE}}", "bold"), first))
        lines.extend(Content(" " * (_EXAMPLE + 2) + words) for words in more)
    return lines


def _sign_lines() -> list[Content]:
    """What the team's marks before a row mean."""
    signs = (
        (NOTE, _("somebody noted something on it")),
        (WAITS, _("a refund of the payment waits for approval")),
        (initials("Nadia Perrin"), _("the initials of who works on it")),
    )
    rows = [Content.assemble((f"  {sign:<{_KEY}}", "bold"), words) for sign, words in signs]
    return [Content.assemble((_("Before a row"), "bold $text-primary")), *rows]
