"""Answers of refunds that the ledger could not take down yet, as what happens to their intents."""

from stancer_tui.services.refunds.events import Echoed, Lost, NotSent, RefundAnswer, Refused
from stancer_tui.store.intent import Intent
from stancer_tui.store.spill import Spill, SpilledAnswer


class SpilledAnswers:
    """What is kept on this machine for one ledger and one mode."""

    def __init__(self, spill: Spill, ledger: str, *, live: bool) -> None:
        self._spill = spill
        self._ledger = ledger
        self._live = live

    def keep(self, intent: Intent, answer: RefundAnswer) -> bool:
        """Keep an answer until the ledger has it; False where this machine cannot either.

        At once, and not in a thread: a program that is being ended waits for no thread.
        """
        try:
            self._spill.write(self._kept(intent.id, answer))
        except OSError:
            return False
        return True

    def forget(self, intent_id: str) -> None:
        """The ledger has it now."""
        self._spill.remove(intent_id)

    def waiting(self) -> tuple[tuple[str, RefundAnswer], ...]:
        """The intents whose answers are kept, with them."""
        found = self._spill.read(self._ledger, self._live)
        return tuple((each.intent, answer) for each in found if (answer := _answer(each)) is not None)

    def _kept(self, intent_id: str, answer: RefundAnswer) -> SpilledAnswer:
        return SpilledAnswer(
            ledger=self._ledger,
            live=self._live,
            intent=intent_id,
            event=type(answer).__name__,
            error_class=getattr(answer, "error_class", None),
            http_status=getattr(answer, "http_status", None),
            reason=getattr(answer, "reason", None),
            refund_id=getattr(answer, "refund_id", None),
        )


def _answer(kept: SpilledAnswer) -> RefundAnswer | None:
    """The answer, None where this program does not know it."""
    if kept.event == "Echoed" and isinstance(kept.refund_id, str):
        return Echoed(kept.refund_id)
    error_class, reason = kept.error_class, kept.reason
    if not isinstance(error_class, str) or not isinstance(reason, str):
        return None
    status = kept.http_status if isinstance(kept.http_status, int) else None
    if kept.event == "NotSent":
        return NotSent(error_class, reason)
    if kept.event == "Refused":
        return Refused(error_class, status, reason)
    return Lost(error_class, status, reason) if kept.event == "Lost" else None
