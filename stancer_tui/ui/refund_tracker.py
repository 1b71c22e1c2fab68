"""What the program knows of refunds under way, in both modes: for the badge, the notices and the list."""

from collections.abc import Callable

from stancer_tui.desk import Desk
from stancer_tui.models.mode import Mode
from stancer_tui.services.refund_core import alarm
from stancer_tui.services.refund_ledger import Progress
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.journal_schema import JournalUnavailable

_UNRESOLVED = frozenset({State.UNKNOWN, State.AMBIGUOUS, State.NOT_FOUND})


class RefundTracker:
    """Follows the refunds of every open desk; `changed` is called with each step, in the event loop."""

    def __init__(self, changed: Callable[[Desk, Progress], None]) -> None:
        self._changed = changed
        self._desks: dict[Mode, Desk] = {}
        self._sending: set[str] = set()
        self._unresolved: dict[Mode, dict[str, Progress]] = {mode: {} for mode in Mode}
        self.trouble: JournalUnavailable | None = None

    async def follow(self, desk: Desk) -> tuple[Intent, ...]:
        """Take up what an earlier run left in this desk's mode; returns what is unresolved."""
        self._desks[desk.mode] = desk
        desk.refunds.subscribe(lambda progress: self._took(desk, progress))
        try:
            left = await desk.refunds.resume()
        except JournalUnavailable as trouble:
            self.trouble = trouble
            return ()
        self.trouble = None
        for intent in left:
            self._unresolved[desk.mode].setdefault(intent.id, Progress(intent))
        return left

    def _took(self, desk: Desk, progress: Progress) -> None:
        intent = progress.intent
        held = self._unresolved[desk.mode]
        if intent.state in {State.PREPARED, State.SENDING}:
            self._sending.add(intent.id)
        else:
            self._sending.discard(intent.id)
        if intent.state in _UNRESOLVED or alarm(intent) or not progress.journaled:
            held[intent.id] = progress
        else:
            held.pop(intent.id, None)
        self._changed(desk, progress)

    def progress_of(self, intent_id: str) -> Progress | None:
        """The last step of an unresolved intent."""
        return next((held[intent_id] for held in self._unresolved.values() if intent_id in held), None)

    @property
    def in_flight(self) -> int:
        """Refunds that were confirmed and are not answered yet."""
        return sum(len(desk.refunds.in_flight()) for desk in self._desks.values())

    def badge(self, mode: Mode) -> str:
        """What the header must not let the agent forget; the other mode is named."""
        parts = [_count(len(self._unresolved[mode]), "refund unresolved", "refunds unresolved")]
        elsewhere = len(self._unresolved[mode.other])
        if elsewhere:
            parts.append(f"{elsewhere} in {mode.other}")
        parts.append(_count(len(self._sending), "refund being sent", "refunds being sent"))
        if self.trouble is not None:
            parts.append("refunds off")
        words = " · ".join(part for part in parts if part)
        return f"⚠ {words}" if words else ""


def _count(number: int, one: str, many: str) -> str:
    if not number:
        return ""
    return f"{number} {one if number == 1 else many}"
