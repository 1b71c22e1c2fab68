"""The top line: program, mode, account, sections, state of the last request."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from stancer_tui.desk import Account, Desk
from stancer_tui.language import _, pgettext
from stancer_tui.models.mode import Mode
from stancer_tui.render.cells import cut
from stancer_tui.render.safe import safe
from stancer_tui.ui.commands.naming import shown_key
from stancer_tui.ui.commands.sections import DISPUTES, SECTIONS, Section
from stancer_tui.ui.commands.shell import SHELL
from stancer_tui.ui.shell.themes import account_colour
from stancer_tui.ui.widgets.click_targets import clickable, clicked_target, run_command
from stancer_tui.ui.widgets.late_drawing import SurvivesLeaving

if TYPE_CHECKING:
    from stancer_tui.api.request_log import RequestRecord

_ANYWHERE = {command.id: command for command in SHELL}

_ROOMY = 100
"""The width from which the program and its sections are named."""

_REQUEST = 10
"""Cells of the state of a request: "● 1234 ms "."""

_PAUSE = 0.2
"""Seconds between two paintings of the last request: while a list loads there are dozens."""

_MERCHANT = (8, 24)
"""Cells of a merchant's name among several, at least and at most: it is never left out."""

_LONGEST_NAME = 40

_SHORTEST = 10
"""Fewer characters of an account say nothing."""


class Merchant(NamedTuple):
    """Whose desk it is, where the program has several: the place among them, from 1 on, and the name."""

    number: int
    name: str

    @property
    def words(self) -> str:
        """Its place and its name, which another merchant may have too; safe to show."""
        return f"{self.number} {safe(self.name, _LONGEST_NAME)}"

    def short(self, most: int = _MERCHANT[1]) -> str:
        """The same, cut to so many cells."""
        return cut(self.words, most)

    def content(self, most: int = _MERCHANT[1]) -> Content:
        """Its own bar, its place and its name, cut to so many cells."""
        return Content.assemble(("▌", account_colour(self.number)), (self.short(most), "bold"))


class Badges(NamedTuple):
    """What a header must not let the agent forget, each empty where there is nothing of it.

    `unresolved` are refunds, payments and answers, `new_disputes` a number, `watched` how many are watched.
    """

    unresolved: str = ""
    new_disputes: str = ""
    watched: str = ""


class DeskHeader(SurvivesLeaving, Widget):
    """One line that always shows whether this is live or test, whose desk it is, and how requests fare."""

    DEFAULT_CSS = """
    DeskHeader {
        dock: top;
        height: 1;
        background: $panel;
        color: $foreground;
    }
    """

    def __init__(self, mode: Mode, *, demo: bool, section: Section, merchant: Merchant | None = None) -> None:
        super().__init__()
        self.mode = mode
        self.demo = demo
        self.section = section
        self.account: Account | None = None
        self.merchant = merchant
        self.badges = Badges()
        self.read_only = False
        self.closed = False
        self._request = Content("")
        self._pause: Timer | None = None
        self._behind = False
        self._unsubscribe: Callable[[], None] | None = None

    def attach(self, desk: Desk) -> None:
        """Show the desk's account and follow its requests."""
        self.account = desk.account
        self.read_only = desk.read_only
        self._stop_following()
        self._unsubscribe = desk.log.subscribe(self._follow)
        self.refresh()

    def show_closed(self) -> None:
        """Say that no key opens this mode's desk."""
        self.closed = self.account is None
        self.refresh()

    def _follow(self, record: "RequestRecord") -> None:
        """Show at once how a request after a pause ended; of many in a row only the last, now and then."""
        self._request = request_state(record.status, record.error, record.ms)
        if self._pause is None:
            self.refresh()
            self._pause = self.set_timer(_PAUSE, self._follow_on)
        else:
            self._behind = True

    def _follow_on(self) -> None:
        self._pause = None
        if self._behind:
            self._behind = False
            self.refresh()

    def _stop_following(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def on_unmount(self) -> None:
        """Stop following the requests."""
        self._stop_following()

    def show_badges(self, badges: Badges) -> None:
        """Show what must not be forgotten."""
        self.badges = badges
        self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """Go to the section that is clicked, to what is watched, or to the request log."""
        if (command := clicked_target(event)) is not None:
            await run_command(self.screen, command)

    def render(self) -> Content:
        """Fit the parts into the width, the mode first."""
        width = self.size.width
        mode = self._mode_word()
        right = clickable(self._request, "app.request_log")
        if self.badges.watched:
            watched = clickable(Content.assemble((f"{self.badges.watched}  ", "$text-accent")), "app.watches")
            right = Content.assemble(watched, right)
        if self.badges.unresolved:
            right = Content.assemble((f"{self.badges.unresolved}  ", "bold $text-warning"), right)
        if self.badges.new_disputes and width < _ROOMY:
            text = f"{_digit(DISPUTES)} {_new_disputes(self.badges.new_disputes)}  "
            new = Content.assemble((text, "bold $text-warning"))
            right = Content.assemble(clickable(new, f"app.section_{DISPUTES.name}"), right)
        left = Content.assemble(" stancer-tui  ", mode) if width >= _ROOMY else Content.assemble(" ", mode)
        if self.merchant is not None:
            alone = self._section(self.section, _title).cell_length
            most = width - left.cell_length - alone - right.cell_length - 8
            left = Content.assemble(
                left, "  ", self.merchant.content(max(_MERCHANT[0], min(_MERCHANT[1], most)))
            )
        # The time of a request has its place, so that no digit of it moves the sections.
        reserved = right.cell_length + max(_REQUEST - self._request.cell_length, 0) + 3
        room = width - left.cell_length - reserved
        account = self._account(room - self._kept(room) - 2)
        if account:
            left = Content.assemble(left, "  ", account)
        sections = self._sections(width - left.cell_length - reserved)
        gap = max(width - left.cell_length - right.cell_length - sections.cell_length - 2, 1)
        return Content.assemble(left, "  ", sections, " " * gap, right)

    def _mode_word(self) -> Content:
        word = _("DEMO·{mode}", mode=self.mode.word) if self.demo else self.mode.word
        style = "bold $background on $live" if self.mode.live else "bold $background on $success"
        shown = Content.assemble((f"▌{word}▐", style))
        return (
            Content.assemble(shown, (" " + _("READ-ONLY"), "bold $text-warning")) if self.read_only else shown
        )

    def _account(self, room: int) -> Content:
        if self.account is None:
            return Content.assemble((_("no key") if self.closed else _("opening…"), "$muted"))
        text, named = self._shortest(), self._named()
        if len(named) <= room:
            text = named
        return Content.assemble((cut(text, room) if room >= _SHORTEST else "", "$muted"))

    def _kept(self, room: int) -> int:
        """Cells that the account leaves to the sections: to all of them where there is room to spare."""
        *named, digits = (every.cell_length for every in self._every())
        if self.size.width < _ROOMY:
            alone = self._section(self.section, _title).cell_length
            return digits if digits + len(self._shortest()) + 2 <= room else alone
        # Shorter names of the sections rather than an account without the merchant's.
        whole, short = named
        wanted = len(self._named()) + 2
        if short < whole and short + wanted <= room < whole + wanted:
            return short
        # A host that is not Stancer's must be seen, whatever the sections are called.
        foreign = len(self._shortest()) + 2 if self.account is not None and self.account.host else 0
        return next((cells for cells in named if cells + foreign <= room), digits)

    def _shortest(self) -> str:
        """The key, and the host where it is not Stancer's."""
        if self.account is None:
            return ""
        return self.account.key + (f" · {safe(self.account.host)}" if self.account.host else "")

    def _named(self) -> str:
        """The merchant's name too, where there is one and it is not named already."""
        known = self.merchant is None and self.account is not None and self.account.name
        name = safe(known) if known else ""
        return f"{name} · {self._shortest()}" if name else self._shortest()

    def _every(self) -> Iterator[Content]:
        """Every section: by its name, by a shorter one, by its digit alone; the current one by its name."""
        for words, gap in ((_title, "  "), (_short_title, "  "), (_no_title, " ")):
            yield Content(gap).join(self._section(each, words) for each in SECTIONS)

    def _sections(self, room: int) -> Content:
        """Every section in the longest way that fits."""
        for every in self._every():
            if every.cell_length <= room:
                return every
        alone = self._section(self.section, _title)
        if self.badges.new_disputes and self.section is not DISPUTES and self.size.width >= _ROOMY:
            return Content.assemble(alone, "  ", self._section(DISPUTES, _no_title))
        return alone

    def _section(self, section: Section, words: Callable[[Section], str]) -> Content:
        current = section is self.section
        title = _title(section) if current else words(section)
        text = f"{_digit(section)} {title}".rstrip()
        shown = Content.assemble((text, "bold $text-primary" if current else "$muted"))
        if section is DISPUTES and self.badges.new_disputes and self.size.width >= _ROOMY:
            shown = Content.assemble(
                shown, (f" {_new_disputes(self.badges.new_disputes)}", "bold $text-warning")
            )
        return clickable(shown, f"app.section_{section.name}")


def _new_disputes(number: str) -> str:
    return _("{number} new", number=number)


def _title(section: Section) -> str:
    return _(section.title)


def _short_title(section: Section) -> str:
    """Its name in a header that has no room for whole ones; English has none that is shorter."""
    short = {
        "overview": pgettext("short", "Overview"),
        "payments": pgettext("short", "Payments"),
        "refunds": pgettext("short", "Refunds"),
        "disputes": pgettext("short", "Disputes"),
        "payouts": pgettext("short", "Payouts"),
        "checks": pgettext("short", "Checks"),
        "reference": pgettext("short", "Reference"),
    }
    return short.get(section.name) or _title(section)


def _no_title(section: Section) -> str:
    del section
    return ""


def _digit(section: Section) -> str:
    return shown_key(_ANYWHERE[f"app.section_{section.name}"])


def request_state(status: int | None, error: str | None, ms: float) -> Content:
    """How the last request ended, and after how many milliseconds."""
    if error is not None and status is None:
        return Content.assemble((_("! no answer") + " ", "$text-error"))
    if status is not None and status >= 400 and status != 404:
        return Content.assemble((f"! {status} ", "$text-warning"))
    return Content.assemble(("● ", "$text-success"), (_("{duration} ms", duration=round(ms)) + " ", "$muted"))
