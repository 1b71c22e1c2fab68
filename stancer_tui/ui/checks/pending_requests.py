"""Pending requests: the count in the header, the notice when an answer comes."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.desk import Desk
from stancer_tui.language import N_, _, ngettext
from stancer_tui.models.mode import Mode
from stancer_tui.ui.commands.naming import key_of

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from stancer_tui.services.waiting.request_ledger import RequestProgress
    from stancer_tui.store.pending_request import PendingRequest
    from stancer_tui.ui.forms.submissions import Report
    from stancer_tui.ui.shell.open_screens import OpenScreens
    from stancer_tui.ui.shell.places import Places


class PendingRequests:
    """Follows the pending requests of every open desk, whatever screen is shown.

    `look_for_payments` looks for the payments whose creation an earlier run left unknown. With `mask`
    customers are not named, whatever is shown of another account.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        places: "Places",
        screens: "OpenScreens",
        notify: "Report",
        look_for_payments: Callable[[Desk], Awaitable[None]],
        mask: bool,
    ) -> None:
        self._app = app
        self._places = places
        self._screens = screens
        self._notify = notify
        self._look_for_payments = look_for_payments
        self._mask = mask
        self._desks: dict[Mode, Desk] = {}

    def follow(self, desk: Desk) -> None:
        """Await what an earlier run left waiting, and report what comes of it."""
        self._app.run_worker(self._follow(desk), group="pending_requests", exit_on_error=False)

    async def _follow(self, desk: Desk) -> None:
        from stancer_tui.store.errors import LedgerUnavailable
        from stancer_tui.store.pending_request import RequestKind

        self._desks[desk.mode] = desk
        desk.pending_requests.subscribe(partial(self._moved, desk))
        try:
            await desk.pending_requests.resume()
            left = await desk.pending_requests.unknown(RequestKind.PAYMENT)
        except LedgerUnavailable:
            return  # the refunds say so already
        if left:
            await self._look_for_payments(desk)
        self._screens.show_badges()

    def close(self) -> None:
        """The desks are closed."""
        self._desks.clear()

    def badge(self, mode: Mode) -> str:
        """How many payments are unresolved and how many answers are awaited, the other mode's named."""
        parts = (
            self._doubt(mode),
            _count(self._desks.get(mode)),
            _count(self._desks.get(mode.other), _(mode.other)),
        )
        return " · ".join(part for part in parts if part)

    def _doubt(self, mode: Mode) -> str:
        """Payments whose creation has no known outcome, and the key that lists them."""
        from stancer_tui.store.pending_request import RequestKind

        here, there = (
            desk.pending_requests.doubtful(RequestKind.PAYMENT) if desk is not None else 0
            for desk in (self._desks.get(mode), self._desks.get(mode.other))
        )
        parts, other = [], _(mode.other)
        if here:
            parts.append(ngettext("{count} payment unresolved", "{count} payments unresolved", here))
        if there and here:
            parts.append(_("{count} in {mode}", count=there, mode=other))
        elif there:
            words = ngettext(
                "{count} unresolved in {mode}", "{count} unresolved in {mode}", there, mode=other
            )
            parts.append(words)
        return f"⚠ {' · '.join(parts)} ({key_of('app.unsettled')})" if parts else ""

    def desk(self, mode: Mode) -> Desk | None:
        """The desk of a mode that is followed."""
        return self._desks.get(mode)

    def _moved(self, desk: Desk, news: "RequestProgress") -> None:
        if self._desks.get(desk.mode) is not desk:
            return
        self._screens.show_badges()
        for screen in self._screens.of(desk.mode):
            screen.request_moved(news)
        self._report(desk, news)

    def _whom(self, desk: Desk, pending: "PendingRequest") -> str:
        from stancer_tui.ui.checks.rows import subject_text

        known = subject_text(desk.pending_requests.results.subject(pending), mask=self._mask)
        return _("{name}: ", name=known) if known else ""

    def _report(self, desk: Desk, news: "RequestProgress") -> None:
        from stancer_tui.store.pending_request import NOT_FOUND, RequestState
        from stancer_tui.ui.checks.rows import verdict_of
        from stancer_tui.ui.shell.object_screen import ObjectScreen

        pending, paused = news.pending, desk.pending_requests.paused
        other = f" ({desk.mode.word})" if desk.mode is not self._places.mode else ""
        screen = self._app.screen if self._places.shown else None
        if isinstance(screen, ObjectScreen) and screen.object_id == pending.object_id:
            return  # its own screen says so
        if news.answer is not None and pending.state is RequestState.DONE and pending.kind in _TITLES:
            verdict = verdict_of(news.answer)
            leads = _(
                "{list} lists it, {open} opens it.",
                list=key_of("app.section_checks"),
                open=key_of("list.open"),
            )
            self._notify(
                f"{_(_TITLES[pending.kind])}{other}",
                f"{self._whom(desk, pending)}{verdict.text} {leads}",
                _SEVERITY.get(verdict.leaning, "warning"),
            )
        elif pending.reason == NOT_FOUND:
            self._notify(
                f"{_(_LOST[pending.kind])}{other}",
                _(
                    "Stancer gave its id but no longer knows it, so no answer is awaited. {key} lists it.",
                    key=key_of("app.section_checks"),
                ),
                "warning",
            )
        elif pending.waits and paused is not None:
            self._notify(
                f"{_(_TITLES[pending.kind])}{other}",
                _(
                    "Stancer does not accept the key, so answers are no longer read. "
                    "{key} in Checks continues.",
                    key=key_of("checks.refresh"),
                ),
                "warning",
            )


_SEVERITY: "dict[str, SeverityLevel]" = {"good": "information", "none": "information", "bad": "error"}
"""The severity of a result's notice, by its tone: one that is not confirmed never looks like success."""

_TITLES = {"check": N_("Account check answered"), "scoring": N_("Scoring answered")}

_LOST = {"check": N_("Account check not found"), "scoring": N_("Scoring not found")}


def _count(desk: Desk | None, elsewhere: str = "") -> str:
    """How many answers are awaited; `elsewhere` names the mode, where it is not the one that is shown."""
    if desk is None:
        return ""
    from stancer_tui.store.pending_request import RequestKind

    parts, awaited = [], desk.pending_requests.waiting
    if checks := awaited(RequestKind.CHECK):
        parts.append(ngettext("{count} check waiting", "{count} checks waiting", checks))
    if scorings := awaited(RequestKind.SCORING):
        parts.append(ngettext("{count} scoring waiting", "{count} scorings waiting", scorings))
    if elsewhere:
        parts = [_("{what} in {mode}", what=each, mode=elsewhere) for each in parts]
    return " · ".join(parts)
