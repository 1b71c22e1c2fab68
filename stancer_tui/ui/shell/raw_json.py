"""The answer of the API as it was received: folded by its structure, searched as you type."""

from collections.abc import Iterator
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Tree
from textual.widgets.tree import TreeNode

from stancer_tui.language import _, ngettext
from stancer_tui.models.folding import fold
from stancer_tui.render.plain import without_persons
from stancer_tui.render.safe import safe
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.dialogs import RAW
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.shell.clipboard import copy
from stancer_tui.ui.widgets.line_input import LineInput

_LONGEST = 4096


class JsonTree(Tree[str]):
    """The structure of an answer, in which j and k move too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]


class RawJson(Dialog[None]):
    """Shows one object of the API; every name and value passes the one door.

    With `mask` customers' data is hidden, in what is copied too.
    """

    KEYS = RAW
    BINDINGS: ClassVar[list[BindingType]] = bindings(RAW)
    AUTO_FOCUS = "JsonTree"

    def __init__(self, title: str, raw: dict[str, Any], *, mask: bool = False) -> None:
        super().__init__()
        self.heading = title
        self.raw: dict[str, Any] = without_persons(raw) if mask else raw
        self._form = _("persons hidden") if mask else _("as received")

    def compose(self) -> ComposeResult:
        """Lay out the search and the tree, all of it unfolded."""
        with Vertical(classes="dialog-box raw-box") as box:
            box.border_title = Content(f"{safe(self.heading)} · {self._form}")
            box.border_subtitle = Content(
                _(
                    "{fold} folds · {search} searches · {next} next · {copy} copies · {close} closes",
                    fold=_("space"),
                    search=key_of("raw.search"),
                    next=key_of("raw.next"),
                    copy=key_of("raw.copy"),
                    close=key_of("dialog.cancel"),
                )
            )
            search = LineInput(placeholder=_("a name or a value"), id="raw-search", compact=True)
            search.display = False
            yield search
            tree = JsonTree(Text("{ }"), id="raw")
            tree.guide_depth = 2
            _grow(tree.root, self.raw)
            tree.root.expand_all()
            yield tree

    @property
    def tree_view(self) -> JsonTree:
        """The answer's structure."""
        return self.query_one(JsonTree)

    def action_search(self) -> None:
        """Type what to look for."""
        search = self.query_one(Input)
        search.display = True
        self.set_focus(search)

    @on(Input.Changed)
    def look(self) -> None:
        """Go to the first match as the agent types."""
        self._find(after=-1)

    @on(Input.Submitted)
    def back_to_tree(self) -> None:
        """Keep the match and go back to the structure."""
        self.set_focus(self.tree_view)

    def action_next(self) -> None:
        """Go to the next match, around the end."""
        self._find(after=self.tree_view.cursor_line)

    def _find(self, *, after: int) -> None:
        wanted = fold(self.query_one(Input).value.strip())
        if not wanted:
            return
        tree = self.tree_view
        tree.root.expand_all()
        lines = [node.line for node in _nodes(tree.root) if wanted in fold(str(node.label))]
        line = next((line for line in lines if line > after), lines[0] if lines else None)
        count = ngettext("{count} match", "{count} matches", len(lines))
        self.query_one(".raw-box").border_subtitle = Content(
            _(
                "{count} · {next} next · {close} closes",
                count=count,
                next=key_of("raw.next"),
                close=key_of("dialog.cancel"),
            )
        )
        if line is not None:
            tree.cursor_line = line
            tree.scroll_to_line(line, animate=False)

    def action_copy(self) -> None:
        """Copy the answer."""
        from stancer_tui.render.json_text import json_text

        copy(self.app, json_text(self.raw), _("JSON {form}", form=self._form))


def _nodes(node: "TreeNode[str]") -> "Iterator[TreeNode[str]]":
    yield node
    for child in node.children:
        yield from _nodes(child)


def _grow(node: "TreeNode[str]", value: Any) -> None:
    """Add the parts of an object or a list below a node."""
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in parts:
        name = safe(key) if isinstance(key, str) else f"[{key}]"
        if isinstance(inner, dict | list):
            shape = "{ }" if isinstance(inner, dict) else f"[ {len(inner)} ]"
            _grow(node.add(Text.assemble((name, "bold"), f": {shape}")), inner)
        else:
            node.add_leaf(Text.assemble((name, "bold"), f": {_written(inner)}"))


def _written(value: Any) -> str:
    """A value as JSON writes it, safe to show."""
    if isinstance(value, str):
        return f'"{safe(value, _LONGEST)}"'
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
