"""The Reference section: every code, every status, test cards and test IBANs, searched as you type."""

from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from stancer_tui.desk import CannotOpen
from stancer_tui.language import _, grouped
from stancer_tui.models.ids import kind_of
from stancer_tui.models.typed_text import cleaned
from stancer_tui.reference.statuses import StatusEntry
from stancer_tui.reference.testdata import TestCard, TestIban
from stancer_tui.ui.commands.command import Command, bindings
from stancer_tui.ui.commands.lists import REFERENCE, TABLE
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.reference.entry import entry_facts
from stancer_tui.ui.reference.item_columns import item_columns
from stancer_tui.ui.reference.items import ReferenceGroup, ReferenceItem, search
from stancer_tui.ui.shell.clipboard import copy
from stancer_tui.ui.shell.header import DeskHeader
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.shell.status_bar import StatusBar
from stancer_tui.ui.widgets.empty_state import EmptyState
from stancer_tui.ui.widgets.fact_list import FactList
from stancer_tui.ui.widgets.line_input import LineInput
from stancer_tui.ui.widgets.record_table import RecordTable
from stancer_tui.ui.widgets.records import LineRecords
from stancer_tui.ui.widgets.unmarked_table import UnmarkedTable

_GROUPS = tuple(ReferenceGroup)
_LABEL = 19
"""Cells of the labels of an entry, and the blank behind them, where none is longer."""

_TALL = 34
"""Rows from which an entry is set with blank lines; below, enter gives it the whole screen."""


class EntryPane(VerticalScroll):
    """Holds the entry; it takes the focus to be scrolled."""


class ReferenceScreen(DeskScreen):
    """Needs no desk and no network: it opens without a key."""

    KEYS = REFERENCE
    BINDINGS: ClassVar[list[BindingType]] = bindings(REFERENCE)
    CSS_PATH = Path(__file__).with_suffix(".tcss")
    AUTO_FOCUS = "#items"

    group = ReferenceGroup.ALL
    query_text = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the groups, the search and the list beside the entry."""
        with Horizontal(id="body"):
            with Vertical(classes="frame", id="list"):
                yield Static(id="groups")
                yield LineInput(placeholder=_("code, word of a meaning, brand, country, holder"), id="search")
                yield UnmarkedTable(item_columns(self.group), id="items")
            with EntryPane(classes="frame", id="entry"):
                yield FactList(label_width=_LABEL)

    @property
    def table(self) -> UnmarkedTable:
        """The list widget."""
        return self.query_one(UnmarkedTable)

    @property
    def search_input(self) -> Input:
        """The search."""
        return self.query_one("#search", Input)

    @property
    def current(self) -> ReferenceItem | None:
        """The item under the cursor."""
        item = self.table.current
        return item if isinstance(item, ReferenceItem) else None

    def on_mount(self) -> None:
        """Show everything."""
        self._draw()

    def cannot_open(self, trouble: CannotOpen) -> None:
        """Nothing here needs a key: the header says that there is none."""
        self.query_one(DeskHeader).show_closed()

    def on_resize(self, event: events.Resize) -> None:
        """Set the entry more tightly where there is little room."""
        super().on_resize(event)
        self.set_class(event.size.height < _TALL, "-low")
        self.call_after_refresh(self.show_entry)

    def _draw(self) -> None:
        found = search(self.query_text)
        counts = {group: sum(item.group is group for item in found) for group in _GROUPS}
        counts[ReferenceGroup.ALL] = len(found)
        shown = [item for item in found if self.group in {ReferenceGroup.ALL, item.group}]
        self.table.use_columns(item_columns(self.group))
        self.table.show(LineRecords(shown), empty=None if shown else self._why_none(counts))
        if self.query_text:
            self.table.cursor = 0
        title = (_("Reference"), self.group.words, grouped(len(shown)))
        self.query_one("#list").border_title = Content(" · ".join(title))
        self.query_one("#groups", Static).update(self._groups(counts))
        self.show_entry()

    def _groups(self, counts: dict[ReferenceGroup, int]) -> Content:
        """The groups in one line; how much each holds of what is searched, where there is room to say."""
        plain = self._group_line(counts, counted=False)
        if not self.query_text:
            return plain
        counted = self._group_line(counts, counted=True)
        return counted if counted.cell_length <= self.query_one("#groups").content_size.width else plain

    def _group_line(self, counts: dict[ReferenceGroup, int], *, counted: bool) -> Content:
        parts = []
        for group in _GROUPS:
            style = (
                "bold $text-primary underline" if group is self.group else "" if counts[group] else "$muted"
            )
            count = f" {counts[group]}" if counted and counts[group] else ""
            parts.append(Content.assemble((group.title, style), (count, "$muted")))
        return Content("  ").join(parts)

    def _why_none(self, counts: dict[ReferenceGroup, int]) -> EmptyState:
        if counts[ReferenceGroup.ALL]:
            others = ", ".join(f"{group.title} {counts[group]}" for group in _GROUPS[1:] if counts[group])
            return EmptyState(
                _("Nothing among the {group}.", group=self.group.words),
                _(
                    "Found elsewhere: {groups} · {previous} {next}",
                    groups=others,
                    previous=key_of("reference.previous"),
                    next=key_of("reference.next"),
                ),
            )
        return EmptyState(
            _("Not known here."),
            _(
                "No code, status or test data holds these words. Ask Stancer what an unknown code means. "
                "{key} clears the search.",
                key=key_of("reference.back"),
            ),
        )

    @on(RecordTable.Highlighted)
    def show_entry(self) -> None:
        """Show the item under the cursor in full."""
        item = self.current
        pane = self.query_one("#entry")
        airy = self.has_class("-wide") and not self.has_class("-low")
        facts = [] if item is None else entry_facts(item, airy=airy)
        listed = pane.query_one(FactList)
        labels = (cell_len(fact.label) + 2 for fact in facts if fact.value is not None)
        listed.label_width = max(_LABEL, *labels, 0)
        listed.show(facts)
        pane.border_title = Content("" if item is None else item.kind)
        pane.border_subtitle = Content(_copy_words(item))
        pane.scroll_home(animate=False)
        self.query_one(StatusBar).refresh()

    @on(RecordTable.Opened)
    def read_entry(self) -> None:
        """Give the entry the focus, and all of a narrow or low screen."""
        self.add_class("-reading")
        self.set_focus(self.query_one("#entry"))

    def action_group(self, step: int) -> None:
        """Show the next group, or the one before."""
        self.group = _GROUPS[(_GROUPS.index(self.group) + step) % len(_GROUPS)]
        self._draw()

    def action_search(self) -> None:
        """Put the cursor into the search."""
        self.remove_class("-reading")
        self.search_input.add_class("-shown")
        self.set_focus(self.search_input)

    @on(Input.Changed, "#search")
    def narrow(self, event: Input.Changed) -> None:
        """Narrow the list as the agent types."""
        self.query_text = event.value.strip()
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """From the search, enter and down step into the list."""
        if event.key in {"down", "enter"} and self.focused is self.search_input:
            self.set_focus(self.table)
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is looked up, but for an id, which opens its object."""
        text = cleaned(event.text)
        if self.focused is not self.search_input and text and kind_of(text) is None:
            event.stop()
            self.action_search()
            self.search_input.value = text[:64]

    def look_up(self, text: str) -> None:
        """Narrow the list to a text."""
        self.action_search()
        self.search_input.value = text
        self.set_focus(self.table)

    def action_back(self) -> None:
        """Leave the entry, then the search, then the group."""
        if self.has_class("-reading"):
            self.remove_class("-reading")
        elif self.search_input.has_class("-shown"):
            self.search_input.value = ""
            self.search_input.remove_class("-shown")
        elif self.group is not ReferenceGroup.ALL:
            self.group = ReferenceGroup.ALL
            self._draw()
        self.set_focus(self.table)

    def action_copy(self) -> None:
        """Copy the number, the IBAN, or the sentence for the customer."""
        item = self.current
        if item is None:
            return
        if (entry := item.advised) is not None:
            copy(self.app, entry.say_en, _("For the customer, {word}", word=item.word))
        elif isinstance(item.entry, TestCard | TestIban):
            what = _("Test card number") if isinstance(item.entry, TestCard) else _("Test IBAN")
            copy(self.app, item.word, what)

    def action_copy_french(self) -> None:
        """Copy the sentence for the customer in French."""
        item = self.current
        if item is not None and (entry := item.advised) is not None:
            copy(self.app, entry.say_fr, f"Pour le client, {item.word}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A word that is only sent has nothing to copy; only codes and statuses have words in French."""
        item = self.current if action in {"copy", "copy_french"} and self.is_mounted else None
        if action == "copy":
            silent = item is None or (isinstance(item.entry, StatusEntry) and item.entry.settable)
            return None if silent else True
        if action == "copy_french":
            return True if item is not None and item.advised is not None else None
        return True

    def hints(self) -> tuple[Command, ...]:
        """The list's enter stands first."""
        return (TABLE[0], *super().hints())


def _copy_words(item: ReferenceItem | None) -> str:
    if item is not None and item.advised is not None:
        return _(
            "{key} copies the English, {french_key} the French",
            key=key_of("reference.copy"),
            french_key=key_of("reference.copy_french"),
        )
    if item is None or isinstance(item.entry, StatusEntry):
        return ""
    return _("{key} copies {what}", key=key_of("reference.copy"), what=item.word)
