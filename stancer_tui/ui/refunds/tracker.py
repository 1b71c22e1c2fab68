"""What the program knows of refunds under way, in both modes: for the badge, the notices and the screens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stancer_tui.desk import Desk
from stancer_tui.language import _, ngettext
from stancer_tui.models.mode import Mode
from stancer_tui.services.refunds.evidence import alarm
from stancer_tui.services.refunds.ledger import RefundProgress
from stancer_tui.store.errors import LedgerUnavailable
from stancer_tui.store.intent import Intent, State

_SENDING = frozenset({State.PREPARED, State.SENDING})
_UNRESOLVED = frozenset({State.UNKNOWN, State.AMBIGUOUS, State.NOT_FOUND})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an intent; `news` when its outcome differs from the last one reported."""

    desk: Desk
    progress: RefundProgress
    news: bool


class RefundTracker:
    """Follows the refunds of every open desk; `changed` is called with each step, in the event loop."""

    def __init__(self, changed: Callable[[Step], None]) -> None:
        self._changed = changed
        self._desks: dict[Mode, Desk] = {}
        self._last: dict[Mode, dict[str, RefundProgress]] = {mode: {} for mode in Mode}
        self._unresolved: dict[Mode, dict[str, RefundProgress]] = {mode: {} for mode in Mode}

    async def follow(self, desk: Desk) -> tuple[Intent, ...]:
        """Take up what an earlier run left in this desk's mode; returns what is unresolved.

        Raises `LedgerUnavailable`; the desk is still followed.
        """
        self._desks[desk.mode] = desk
        desk.refunds.subscribe(lambda progress: self._took(desk, progress))
        left = await desk.refunds.resume()
        self.take_stock(desk.mode, left)
        return left

    def forget(self) -> None:
        """Forget everything: the desks were closed."""
        self._desks.clear()
        for mode in Mode:
            self._last[mode].clear()
            self._unresolved[mode].clear()

    def take_stock(self, mode: Mode, unresolved: Iterable[Intent]) -> None:
        """Believe what the journal holds: another program on this machine may have resolved or left some."""
        held = self._unresolved[mode]
        standing = {intent.id: intent for intent in unresolved if intent.state in _UNRESOLVED}
        for intent_id, progress in tuple(held.items()):
            if intent_id not in standing and progress.journaled and not alarm(progress.intent):
                del held[intent_id]
        for intent_id, intent in standing.items():
            known = held.get(intent_id)
            if known is None or known.intent.state is not intent.state:
                held[intent_id] = RefundProgress(intent)

    def _took(self, desk: Desk, progress: RefundProgress) -> None:
        if self._desks.get(desk.mode) is not desk:
            return
        intent = progress.intent
        before = self._last[desk.mode].get(intent.id)
        self._last[desk.mode][intent.id] = progress
        held = self._unresolved[desk.mode]
        if intent.state in _UNRESOLVED or alarm(intent) or not progress.journaled:
            held[intent.id] = progress
        else:
            held.pop(intent.id, None)
        news = intent.state not in _SENDING and (
            before is None or _outcome(before) != _outcome(progress) or before.intent.state in _SENDING
        )
        self._changed(Step(desk, progress, news))

    def of_payment(self, mode: Mode, payment_id: str) -> tuple[RefundProgress, ...]:
        """The refunds of a payment that must not be forgotten: being sent, unresolved, or alarming."""
        sending = (each for each in self._last[mode].values() if each.intent.state in _SENDING)
        found = (*self._unresolved[mode].values(), *sending)
        return tuple(each for each in found if each.intent.payment == payment_id)

    @property
    def trouble(self) -> LedgerUnavailable | None:
        """Why refunds are off, if they are."""
        troubles = (desk.refunds.journal_trouble for desk in self._desks.values())
        return next((each for each in troubles if each is not None), None)

    @property
    def in_flight(self) -> int:
        """Refunds that were confirmed and are not answered yet."""
        return sum(len(desk.refunds.in_flight()) for desk in self._desks.values())

    def badge(self, mode: Mode) -> str:
        """What the header must not let the agent forget; the other mode is named."""
        sending = sum(each.intent.state in _SENDING for last in self._last.values() for each in last.values())
        here, there = len(self._unresolved[mode]), len(self._unresolved[mode.other])
        parts = [
            ngettext("{count} refund unresolved", "{count} refunds unresolved", here) if here else "",
            _("{count} in {mode}", count=there, mode=mode.other.word.lower()) if there else "",
            ngettext("{count} refund being sent", "{count} refunds being sent", sending) if sending else "",
            _("refunds off") if self.trouble is not None else "",
        ]
        words = " · ".join(part for part in parts if part)
        return f"⚠ {words}" if words else ""


def _outcome(progress: RefundProgress) -> tuple[State, bool, bool]:
    return progress.intent.state, alarm(progress.intent), progress.journaled
