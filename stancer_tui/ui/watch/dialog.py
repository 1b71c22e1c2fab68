"""What is watched, and what of it has changed."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from stancer_tui.language import N_, _
from stancer_tui.models.mode import Mode
from stancer_tui.render import dates
from stancer_tui.services.watched_object import WatchedObject
from stancer_tui.ui.commands.command import bindings
from stancer_tui.ui.commands.dialogs import WATCHED
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.dialogs.dialog import Dialog
from stancer_tui.ui.watch.words import change_words, now_words
from stancer_tui.ui.widgets.choice_list import ChoiceList

NOTE = N_(
    "Watching goes on in every section and in both modes. It ends when nothing more is expected, "
    "after a day without a change, and when the program ends."
)

_LINE = 70
"""Cells of an entry's line at 80 columns; a status that does not fit into it begins the next one."""


class Watches(Protocol):
    """What is listed: the watches themselves, when they were read, and how one is stopped."""

    @property
    def watches(self) -> tuple[WatchedObject, ...]:
        """What is watched or has changed unseen."""
        ...

    @property
    def now(self) -> Callable[[], datetime]:
        """The current time, from which ages are counted."""
        ...

    def stop(self, watch: WatchedObject) -> None:
        """Stop watching it."""
        ...


class Watched(Dialog[WatchedObject]):
    """Lists what is watched, in both modes; answers the one to open."""

    KEYS = WATCHED
    BINDINGS: ClassVar[list[BindingType]] = bindings(WATCHED)

    def __init__(self, watchlist: Watches) -> None:
        super().__init__()
        self._watchlist = watchlist
        self.shown: tuple[WatchedObject, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out one entry a watch."""
        with Vertical(classes="dialog-box help-box") as box:
            box.border_title = Content(_("Watched"))
            box.border_subtitle = Content(
                _(
                    "enter opens · {stop} stops · {cancel} closes",
                    stop=key_of("watched.stop"),
                    cancel=key_of("dialog.cancel"),
                )
            )
            yield ChoiceList()
            yield Static(Content.assemble((_(NOTE), "$muted")), classes="form-note")

    def on_mount(self) -> None:
        """Show the entries, and again as they are read."""
        self.set_interval(1, self._fill)
        self._fill()

    def _fill(self) -> None:
        entries = self.query_one(OptionList)
        place = entries.highlighted
        self.shown = self._watchlist.watches
        entries.clear_options()
        entries.add_options(Option(self._entry(watch)) for watch in self.shown)
        if not self.shown:
            words = _("Nothing is watched. {key} watches what is on the screen.", key=key_of("app.watch"))
            entries.add_option(Option(Content(words)))
        entries.highlighted = min(place or 0, max(len(self.shown) - 1, 0))

    def _entry(self, watch: WatchedObject) -> Content:
        read = (
            _("read {ago}", ago=dates.elapsed(watch.read_at, self._watchlist.now()))
            if watch.read_at
            else _("the first reading comes in a moment")
        )
        room = max(len(mode.word) for mode in Mode) + 1
        status = Content.styled(now_words(watch), "bold")
        head = Content.assemble((watch.mode.word.ljust(room), "bold"), watch.label)
        fits = head.cell_length + status.cell_length + 2 <= _LINE
        if fits:
            head = Content.assemble(head, "  ", status)
        if watch.news:
            about = Content.assemble(
                (_("! changed: "), "bold $text-warning"), change_words(watch, watch.news)
            )
        else:
            about = Content.assemble((" · ".join(part for part in (read, watch.trouble) if part), "$muted"))
        if not fits:
            about = Content.assemble(status, " · ", about)
        return Content("\n").join([head, Content.assemble(" " * room, about)])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        chosen = event.option_index
        self.answer(self.shown[chosen] if chosen < len(self.shown) else None)

    def action_stop(self) -> None:
        """Stop watching the one under the cursor."""
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self.shown):
            self._watchlist.stop(self.shown[place])
            self._fill()
