"""The disputes that are loaded, and how many are new since they were looked at."""

from typing import TYPE_CHECKING, Any

from textual.app import App

from stancer_tui.api.errors import ApiError
from stancer_tui.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.ui.shell.loaded_records import Loaded
from stancer_tui.ui.shell.payments_behind import PaymentsBehind

if TYPE_CHECKING:
    from stancer_tui.services.disputes import Count, LastVisit
    from stancer_tui.store.desk_state import DeskState
    from stancer_tui.ui.shell.open_screens import OpenScreens


class DisputeList(Loaded[Any]):
    """The disputes of a mode that are loaded, and the payments behind them that were read for them."""

    def __init__(self) -> None:
        super().__init__()
        self.behind = PaymentsBehind()
        """The payments that were read for them."""
        self.seen: LastVisit | None = None
        """The visit before this one."""
        self.new: Count | None = None
        """How many came since then, as far as is known."""
        self.asked = False


class NewDisputes:
    """Owned by the program: the section, the screens of disputes and every header ask it."""

    def __init__(self, app: App[Any], *, screens: "OpenScreens", state: "DeskState") -> None:
        self._app = app
        self._screens = screens
        self._state = state
        self._lists = {mode: DisputeList() for mode in Mode}

    def of(self, mode: Mode) -> DisputeList:
        """The disputes of a mode that are loaded."""
        return self._lists[mode]

    def badge(self, mode: Mode) -> str:
        """How many disputes are new, as the header says it; empty where none is known to be."""
        new = self._lists[mode].new
        return str(new) if new else ""

    def look(self, desk: Desk) -> None:
        """Ask once how many are new since the last visit; without an earlier visit nothing is asked."""
        known = self._lists[desk.mode]
        seen = self._last(desk.mode)
        if seen is not None and not known.asked:
            known.asked = True
            self._app.run_worker(self._look(desk, seen), group=f"disputes-{desk.mode}", exit_on_error=False)

    async def _look(self, desk: Desk, seen: "LastVisit") -> None:
        try:
            new = await desk.disputes.since(seen)
        except ApiError:
            return  # the section itself reports trouble
        if self._last(desk.mode) == seen:
            self._lists[desk.mode].new = new
            self._screens.show_badges()

    def visited(self, desk: Desk) -> None:
        """The agent has seen the disputes: those that come from now on are new."""
        known = self._lists[desk.mode]
        known.seen = self._last(desk.mode)
        known.asked, known.new = True, None
        now = int(desk.now().timestamp())
        self._state.change(desk.mode, disputes_seen=now, disputes_known=self._of_today(known, now))
        self._screens.show_badges()

    def _last(self, mode: Mode) -> "LastVisit | None":
        from stancer_tui.services.disputes import LastVisit

        left = self._state[mode]
        ids = left.disputes_known
        if left.disputes_seen is None:
            return None
        return LastVisit(left.disputes_seen, None if ids is None else frozenset(ids))

    @staticmethod
    def _of_today(known: DisputeList, now: int) -> tuple[str, ...]:
        """Today's disputes that are listed, or were at the previous visit."""
        from stancer_tui.services.disputes import LastVisit, day_begins

        today = LastVisit(now, frozenset())
        ids = {str(item.id) for item in known.items if today.is_new(item)}
        before = known.seen
        if before is not None and before.known and day_begins(before.seconds) == today.since:
            ids |= before.known
        return tuple(sorted(ids))
