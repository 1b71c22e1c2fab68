"""Another language while the program runs: every place is rebuilt, and is as it was left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.app import App
from textual.screen import Screen

from stancer_tui.language import N_, Language, _, change_to, current
from stancer_tui.ui.dialogs.menu import Menu, MenuEntry
from stancer_tui.ui.shell.list_section import ListSection
from stancer_tui.ui.shell.screen import DeskScreen
from stancer_tui.ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from stancer_tui.ui.shell.navigation import Navigation, Request
    from stancer_tui.ui.shell.places import Places, Resume

_CLOSE_FIRST = N_("What was typed there would be lost: finish it or close it first.")


@runtime_checkable
class _Grouped(Protocol):
    """A section that shows one group of its rows."""

    group: Any


@runtime_checkable
class _LooksUp(Protocol):
    """A section with a search of its own."""

    query_text: str

    def look_up(self, text: str) -> None:
        """Narrow the list to a text."""
        ...


@dataclass(frozen=True, slots=True)
class _LeftPlace:
    """How a place was left: what its list showed, and what was opened over it, the first thing first."""

    group: Any
    search: str
    marks: frozenset[str]
    at: str | None
    opened: "tuple[Request, ...]"


class LanguageSwitch:
    """Offers the languages and changes to one; desks, loaded payments, writes and watches stay."""

    def __init__(self, app: App[Any], accounts: "Sequence[tuple[Places, Navigation]]") -> None:
        self._app = app
        self._accounts = accounts

    def ask(self) -> None:
        """Offer the languages, each by its own name, unless something typed would be lost."""
        if self._refuses():
            return
        spoken = current().language
        entries = [
            MenuEntry(each.value[0], each.own_name, _("spoken now") if each is spoken else "", each)
            for each in Language
        ]
        self._app.push_screen(Menu(_("Language"), entries, beside=True), self._chosen)

    def _chosen(self, entry: MenuEntry[Language] | None) -> None:
        if entry is not None and entry.value is not current().language:
            self._app.run_worker(self._change(entry.value), group="language", exclusive=True)

    def _refuses(self) -> bool:
        """Whether a form or a dialog is open, in either mode of any account; says so."""
        holding = [
            places
            for places, _navigation in self._accounts
            for place in places.known
            for screen in places.stack(place)
            if not isinstance(screen, DeskScreen) and (places.shown or not _asked_again(screen))
        ]
        if holding:
            where = "" if holding[0].shown else f" · {holding[0].account}"
            self._app.notify(
                _(_CLOSE_FIRST),
                title=_("A form or a dialog is open") + where,
                severity="warning",
                markup=False,
            )
        return bool(holding)

    async def _change(self, language: Language) -> None:
        if self._refuses():
            return
        shown = next(places for places, _navigation in self._accounts if places.shown)
        resumed = [self._resumed(places, navigation) for places, navigation in self._accounts]
        change_to(language)
        for (places, _navigation), resume in zip(self._accounts, resumed, strict=True):
            await places.clear()
            places.add(resume)
        shown.enter(shown.mode)
        setting = f'language = "{language}"'
        self._app.notify(
            _(
                "To start in it every time, put {line} into the settings.",
                line=setting,
            ),
            title=language.own_name,
            markup=False,
        )

    def _resumed(self, places: "Places", navigation: "Navigation") -> "dict[str, Resume]":
        stacks = {place: places.stack(place) for place in places.known}
        return {
            place: partial(self._resume, self._left(stack, navigation), navigation)
            for place, stack in stacks.items()
            if stack
        }

    def _left(self, stack: list[Screen[Any]], navigation: "Navigation") -> _LeftPlace:
        base, *over = stack
        table = _table(base)
        return _LeftPlace(
            group=base.group if isinstance(base, _Grouped) else None,
            search=_searched(base),
            marks=frozenset(table.marks) if table is not None else frozenset(),
            at=None if table is None or table.current is None else table.records.key(table.cursor),
            opened=tuple(_known(navigation.request_of(screen) for screen in over)),
        )

    def _resume(self, left: _LeftPlace, navigation: "Navigation", screen: Screen[Any]) -> None:
        """Let the new screen of a place become as the old one was left."""
        if isinstance(screen, _Grouped):
            screen.group = left.group
        self._app.call_after_refresh(self._restore, left, navigation, screen)

    def _restore(self, left: _LeftPlace, navigation: "Navigation", screen: Screen[Any]) -> None:
        if screen not in self._app.screen_stack:
            return
        if isinstance(screen, DeskScreen) and not screen.whole:
            self._app.call_after_refresh(self._restore, left, navigation, screen)
            return
        if left.search and isinstance(screen, ListSection):
            screen.search_for(left.search)
        elif left.search and isinstance(screen, _LooksUp):
            screen.look_up(left.search)
        if (table := _table(screen)) is not None:
            table.marks.update(left.marks)
            table.expected = left.at
            table.show(table.records)
        for request in left.opened:
            self._app.push_screen(navigation.screen_of(request))


def _asked_again(screen: Screen[Any]) -> bool:
    """Whether it is a question for a key into which nothing was typed: its account asks again."""
    from stancer_tui.ui.shell.onboarding import Onboarding

    return isinstance(screen, Onboarding) and not screen.holds_typed


def _table(screen: Screen[Any]) -> RecordTable | None:
    tables = screen.query(RecordTable)
    return tables.first() if tables else None


def _searched(screen: Screen[Any]) -> str:
    if isinstance(screen, ListSection):
        return screen.pane.bar.value if screen.whole else ""
    return screen.query_text if isinstance(screen, _LooksUp) else ""


def _known(requests: "Iterable[Request | None]") -> "Iterable[Request]":
    return (request for request in requests if request is not None)
