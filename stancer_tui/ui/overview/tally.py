"""What the overview counts and asks for: kept apart from how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.language import N_, _
from stancer_tui.models.payout import Payout
from stancer_tui.services.overview.chart import Scope, scope
from stancer_tui.services.overview.figures import Figures, Tally
from stancer_tui.services.payments.windows import Window
from stancer_tui.services.payouts.upcoming import Opened, next_payouts, opened_disputes
from stancer_tui.ui.commands.naming import key_of
from stancer_tui.ui.overview.figures import tries_again
from stancer_tui.ui.shell.desk_clock import DeskClock
from stancer_tui.ui.shell.give_way import in_pieces
from stancer_tui.ui.shell.window_loader import WindowLoader
from stancer_tui.ui.widgets.trouble import trouble_words

_SLIDES = 60
"""Seconds by which a window that ends now may have moved before everything is counted again."""

_ASK_AGAIN = timedelta(minutes=5)
"""Disputes and payouts are not asked for automatically more often than this."""

_COUNTED = object()
"""In place of a further piece."""

NO_TEST_PAYOUTS = N_(
    "Payouts exist in live mode only: with a test key Stancer answers 501. {key} shows live."
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A tally and the stretch of time that it covers."""

    tally: Tally
    scope: Scope

    def of(self, currency: str) -> Figures:
        """The figures of one currency."""
        return self.tally.of(currency)


async def count_loaded(
    known: Counted | None, loader: WindowLoader, clock: DeskClock, since_key: Callable[[], float]
) -> Counted | None:
    """Bring the tally of the loaded window up to date; None while there is no window.

    It is counted a piece at a time: keys and paint have their turn between pieces, and `since_key` gives the
    seconds since the last key. A `known` tally is continued; other dates, another zone or a minute gone by
    begin a new one.
    """
    if loader.window is None:
        return known
    known = _continued(known, loader.window, clock.now(), clock.zone)
    pieces = known.tally.follow(loader.rows.index)
    await in_pieces(lambda: next(pieces, _COUNTED) is not _COUNTED, since_key)
    return known


def _continued(known: Counted | None, window: Window, now: datetime, zone: tzinfo) -> Counted:
    wanted = scope(window, now, zone)
    if (
        known is None
        or known.tally.zone is not zone
        or known.scope.term != wanted.term
        or abs(wanted.stretch[0] - known.scope.stretch[0]) >= _SLIDES
    ):
        known = Counted(Tally(wanted.stretch, zone), wanted)
    return known


class SideFigures:
    """What the API is asked besides the payments, and when: disputes of the dates, payouts to come."""

    def __init__(self) -> None:
        self.disputes: Opened | None = None
        self.disputes_trouble = ""
        self.payouts: tuple[Payout, ...] = ()
        self.payouts_words = _("Reading…")
        self._asked_at: datetime | None = None

    def forget_disputes(self) -> None:
        """Other dates: they have other disputes."""
        self.disputes, self.disputes_trouble, self._asked_at = None, "", None

    def due(self, now: datetime) -> bool:
        """Whether it is time to ask again; the caller then asks."""
        if self._asked_at is not None and now - self._asked_at < _ASK_AGAIN:
            return False
        self._asked_at = now
        return True

    def ask_again(self) -> None:
        """Make the next check find that it is time."""
        self._asked_at = None

    async def read(self, desk: Desk, window: Window, zone: tzinfo, changed: Callable[[], None]) -> None:
        """Ask for disputes, then for payouts; `changed` is called after each."""
        await self.read_disputes(desk, window, zone)
        changed()
        await self.read_payouts(desk)
        changed()

    async def read_disputes(self, desk: Desk, window: Window, zone: tzinfo) -> None:
        """Ask for the disputes of a window."""
        stretch = scope(window, desk.now(), zone).stretch
        try:
            self.disputes = await opened_disputes(desk.client, int(stretch[0]), stretch[1])
            self.disputes_trouble = ""
        except ApiError as error:
            self.disputes_trouble = trouble_words(error).title

    async def read_payouts(self, desk: Desk) -> None:
        """Ask for the payouts to come, in live mode."""
        if not desk.mode.live:
            self.payouts_words = _(NO_TEST_PAYOUTS, key=key_of("app.mode"))
            return
        try:
            self.payouts = await next_payouts(desk.client, desk.now())
            self.payouts_words = _("None is on its way.")
        except ApiError as error:
            said = trouble_words(error)
            self.payouts, self.payouts_words = (), tries_again(f"{said.title} {said.advice}")
