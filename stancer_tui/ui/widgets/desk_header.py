"""The top line: program, mode, account, sections, state of the last request."""

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from stancer_tui.api.request_log import RequestRecord
from stancer_tui.desk import Account, Desk
from stancer_tui.models.mode import Mode
from stancer_tui.render.safe import safe
from stancer_tui.ui.sections import DISPUTES, SECTIONS, Section

_ROOMY = 100
"""Columns from which the program and its sections are named."""


class DeskHeader(Widget):
    """One line that always tells whether this is live or test, whose desk it is, and how requests fare."""

    DEFAULT_CSS = """
    DeskHeader {
        dock: top;
        height: 1;
        background: $panel;
        color: $foreground;
    }
    """

    def __init__(self, mode: Mode, *, demo: bool, section: Section) -> None:
        super().__init__()
        self.mode = mode
        self.demo = demo
        self.section = section
        self.account: Account | None = None
        self.badge = ""
        self.new_disputes = ""
        self.watched = ""
        self.closed = False
        self._request = Content("")
        self._unsubscribe: Callable[[], None] | None = None

    def attach(self, desk: Desk) -> None:
        """Show the desk's account and follow its requests."""
        self.account = desk.account

        self._stop_following()
        self._unsubscribe = desk.log.subscribe(self._follow)
        self.refresh()

    def show_closed(self) -> None:
        """Say that no key opens this mode's desk."""
        self.closed = self.account is None
        self.refresh()

    def _follow(self, record: RequestRecord) -> None:
        self._request = _request_state(record.status, record.error, record.ms)
        self.refresh()

    def _stop_following(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def on_unmount(self) -> None:
        """Stop following the requests."""
        self._stop_following()

    def show_badge(self, text: str) -> None:
        """Show what must not be forgotten (a refund that is not resolved)."""
        self.badge = text
        self.refresh()

    def show_new_disputes(self, count: str) -> None:
        """Show how many disputes are new, beside their section; an empty count is none."""
        self.new_disputes = count
        self.refresh()

    def show_watched(self, text: str) -> None:
        """Show how many are watched and how many of them have changed."""
        if text != self.watched:
            self.watched = text
            self.refresh()

    def render(self) -> Content:
        """Fit the parts into the width, the mode first."""
        width = self.size.width
        mode = self._mode_word()
        right = self._request
        if self.watched:
            right = Content.assemble((f"{self.watched}  ", "$text-accent"), right)
        if self.badge:
            right = Content.assemble((f"{self.badge}  ", "bold $text-warning"), right)
        if self.new_disputes and width < _ROOMY:
            right = Content.assemble(
                (f"{DISPUTES.digit} {self.new_disputes} new  ", "bold $text-warning"), right
            )
        left = Content.assemble(" stancer-tui  ", mode) if width >= _ROOMY else Content.assemble(" ", mode)
        room = width - left.cell_length - right.cell_length - 2
        named = _sections_width() if width >= _ROOMY else len(self.section.title) + 2
        account = self._account(room - named - 4)
        left = Content.assemble(left, "  ", account)
        sections = self._sections(width - left.cell_length - right.cell_length - 4)
        gap = max(width - left.cell_length - right.cell_length - sections.cell_length - 3, 1)
        return Content.assemble(left, "  ", sections, " " * gap, right)

    def _mode_word(self) -> Content:
        word = f"DEMO·{self.mode.word}" if self.demo else self.mode.word
        style = "bold $background on $error" if self.mode.live else "bold $background on $success"
        return Content.assemble((f"▌{word}▐", style))

    def _account(self, room: int) -> Content:
        if self.account is None:
            return Content.assemble(("no key" if self.closed else "opening…", "$muted"))
        account = self.account
        parts = [safe(account.name)] if account.name else []
        host = f" · {safe(account.host)}" if account.host else ""
        text = " · ".join([*parts, account.key]) + host
        if len(text) > room:
            text = account.key + host
        return Content.assemble((text[: max(room, 0)], "$muted"))

    def _sections(self, room: int) -> Content:
        spans: list[tuple[str, str]] = []
        for section in SECTIONS:
            current = section is self.section
            spans.append((f"{section.digit} {section.title}", "bold $text-primary" if current else "$muted"))
        new = (f" {self.new_disputes} new", "bold $text-warning") if self.new_disputes else ""
        text = Content("  ").join(
            Content.assemble(span, new if section is DISPUTES else "")
            for span, section in zip(spans, SECTIONS, strict=True)
        )
        if text.cell_length <= room:
            return text
        alone = Content.assemble((f"{self.section.digit} {self.section.title}", "bold $text-primary"))
        if self.new_disputes and self.size.width >= _ROOMY:
            return Content.assemble(
                alone, (f"  {DISPUTES.digit} {self.new_disputes} new", "bold $text-warning")
            )
        return alone


def _sections_width() -> int:
    return sum(len(section.title) + 4 for section in SECTIONS)


def _request_state(status: int | None, error: str | None, ms: float) -> Content:
    if error is not None and status is None:
        return Content.assemble(("! no answer ", "$text-error"))
    if status is not None and status >= 400 and status != 404:
        return Content.assemble((f"! {status} ", "$text-warning"))
    return Content.assemble(("● ", "$text-success"), (f"{ms:.0f} ms ", "$muted"))
