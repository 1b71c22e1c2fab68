"""What agents answer about refunds in the ledger: it is written whatever is closed meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.app import App

from stancer_tui.desk import Desk
from stancer_tui.language import _, capitalised
from stancer_tui.render.safe import safe
from stancer_tui.services.refunds import errors, words
from stancer_tui.store.errors import AlreadyClaimed, LedgerUnavailable, NotAllowed
from stancer_tui.store.intent import Intent
from stancer_tui.ui.refunds.summary import journal_words

Tell = Callable[[str], bool]
"""Shows a sentence (safe) where the answer was given; False where that is closed."""

_NOT_DONE = (errors.RefundNotBegun, LedgerUnavailable, NotAllowed, AlreadyClaimed, ValueError)


class RefundAnswers:
    """Owned by the program. `notify` shows in a notice why an answer was not written, and of which intent."""

    def __init__(self, app: App[Any], notify: Callable[[Desk, Intent, str], None]) -> None:
        self._app = app
        self._notify = notify
        self._under_way: set[str] = set()
        self._checks: set[asyncio.Task[Intent | None]] = set()

    def withdraw(self, desk: Desk, intent: Intent, tell: Tell) -> None:
        """Take back what this agent asked for."""
        self._begin(desk, intent, lambda: desk.refunds.approvals.withdraw(intent.id), tell)

    def decline(self, desk: Desk, intent: Intent, why: str, tell: Tell) -> None:
        """Say no to what a colleague asked for."""
        self._begin(desk, intent, lambda: desk.refunds.approvals.decline(intent.id, why), tell)

    def decide(self, desk: Desk, intent: Intent, refund_id: str | None, tell: Tell) -> None:
        """Say which refund is the intent's, or (None) that none is."""
        self._begin(desk, intent, lambda: desk.refunds.decide(intent.id, refund_id), tell)

    async def check(self, desk: Desk, intent: Intent) -> Intent | None:
        """Read the payment of an unresolved intent; what it proves is written even if nobody waits for it.

        Raises `LedgerUnavailable`.
        """
        task = asyncio.ensure_future(desk.refunds.check_again(intent.id))
        self._checks.add(task)
        task.add_done_callback(self._checked)
        return await asyncio.shield(task)

    def _checked(self, task: asyncio.Task[Intent | None]) -> None:
        self._checks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever still waits is told; the next reading of the ledger says it too

    def _begin(self, desk: Desk, intent: Intent, write: Callable[[], Awaitable[Intent]], tell: Tell) -> None:
        if intent.id not in self._under_way:  # else it is being answered
            self._under_way.add(intent.id)
            self._app.run_worker(
                self._carry_out(desk, intent, write, tell), group="team", exit_on_error=False
            )

    async def _carry_out(
        self, desk: Desk, intent: Intent, write: Callable[[], Awaitable[Intent]], tell: Tell
    ) -> None:
        try:
            await write()
        except _NOT_DONE as refusal:
            text = await _why_not(desk, intent, refusal)
            if not tell(text):
                self._notify(desk, intent, text)
        finally:
            self._under_way.discard(intent.id)


async def _why_not(desk: Desk, intent: Intent, refusal: Exception) -> str:
    """Why an answer was not written, and what is known of the refund then; safe to show."""
    match refusal:
        case errors.InProgress():
            return _moved_on(refusal.intent)
        case errors.JournalOff():
            return _not_known(refusal.error)
        case LedgerUnavailable():
            return _not_known(refusal)
        case AlreadyClaimed():
            return _(
                "{refund} belongs to another refund by now, so it cannot be this one. Nothing was decided.",
                refund=safe(refusal.refund_id),
            )
        case ValueError():
            return await _where_it_stands(desk, intent)
        case _:
            text = capitalised(safe(refusal, 300))
            return text if text.endswith(".") else f"{text}."


async def _where_it_stands(desk: Desk, intent: Intent) -> str:
    try:
        now = await desk.refunds.get(intent.id)
    except LedgerUnavailable as trouble:
        return _not_known(trouble)
    return _moved_on(now or intent)


def _moved_on(intent: Intent) -> str:
    return _("It does not wait any more: {outcome}", outcome=safe(words.outcome(intent), 600))


def _not_known(trouble: LedgerUnavailable) -> str:
    return " ".join((journal_words(trouble), _("It may still wait as before.")))
