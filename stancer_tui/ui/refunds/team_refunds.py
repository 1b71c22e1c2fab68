"""What colleagues refund, and what waits for a second agent: kept in step with the ledger of each desk."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from stancer_tui.desk import Desk
from stancer_tui.language import _, ngettext
from stancer_tui.models.mode import Mode
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent
from stancer_tui.store.ledger import LedgerChange


class TeamRefunds:
    """Follows the ledgers of the open desks; what a team of one has to approve is nothing.

    `changed` is called with a mode and the payment of which a colleague's refund moved, "" for any; `run`
    reads in the background.
    """

    def __init__(
        self,
        changed: Callable[[Mode, str], None],
        run: Callable[[Coroutine[Any, Any, None]], object],
    ) -> None:
        self._changed = changed
        self._run = run
        self._ends: list[Callable[[], None]] = []
        self._waiting: dict[Mode, tuple[Intent, ...]] = dict.fromkeys(Mode, ())
        self._desks: dict[Mode, Desk] = {}
        self._reading: set[Mode] = set()
        self._again: set[Mode] = set()

    def follow(self, desk: Desk) -> None:
        """Read what waits, and follow the ledger from now on."""
        if not desk.ledger.shared:
            return
        self._desks[desk.mode] = desk
        self._ends.append(desk.ledger.subscribe(partial(self._heard, desk)))
        self._read_soon(desk)

    def close(self) -> None:
        """Follow no longer; what was known does not hold for other desks."""
        for end in self._ends:
            end()
        self._ends.clear()
        self._desks.clear()
        self._waiting = dict.fromkeys(Mode, ())

    def waiting(self, mode: Mode) -> tuple[Intent, ...]:
        """What waits for the approval of a second agent, oldest first."""
        return self._waiting[mode]

    def badge(self, mode: Mode) -> str:
        """What waits for this agent, and what this agent waits for; the other mode is named."""
        desk, parts = self._desks.get(mode), []
        if desk is not None:
            mine = sum(desk.refunds.approvals.is_mine(each) for each in self._waiting[mode])
            theirs = len(self._waiting[mode]) - mine
            if theirs:
                parts.append(ngettext("{count} to approve", "{count} to approve", theirs))
            if mine:
                parts.append(ngettext("{count} waits for approval", "{count} wait for approval", mine))
        there = len(self._waiting[mode.other])
        if there:
            parts.append(_("{count} to approve in {mode}", count=there, mode=mode.other.word.lower()))
        return " · ".join(parts)

    def _heard(self, desk: Desk, change: LedgerChange) -> None:
        if change.kind == "away":  # reading finds out, and says so in the header
            self._read_soon(desk)
            return
        everything = change.kind == "all"
        if not everything and (change.kind != "intent" or change.live is not desk.mode.live):
            return
        self._read_soon(desk)
        if everything or not change.here:
            self._changed(desk.mode, "" if everything else change.payment)

    def _read_soon(self, desk: Desk) -> None:
        """One reading at a time: what is heard during one asks for another."""
        if desk.mode in self._reading:
            self._again.add(desk.mode)
            return
        self._reading.add(desk.mode)
        self._run(self._read(desk))

    async def _read(self, desk: Desk) -> None:
        try:
            while True:
                self._again.discard(desk.mode)
                await self._look(desk)
                if desk.mode not in self._again:
                    return
        finally:
            self._reading.discard(desk.mode)

    async def _look(self, desk: Desk) -> None:
        was_off = desk.refunds.journal_trouble is not None
        try:
            waiting = await desk.refunds.approvals.waiting()
        except LedgerUnavailable:
            waiting = self._waiting[desk.mode]  # the header says so; what was known stays
        off = desk.refunds.journal_trouble is not None
        changed = off is not was_off or waiting != self._waiting[desk.mode]
        if changed and self._desks.get(desk.mode) is desk:
            self._waiting[desk.mode] = waiting
            desk.marks.show_waiting(waiting)
            self._changed(desk.mode, "")
