"""How much money was refunded for which reason, from the ledger. Pure: reads nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from stancer_tui.store.intent import Intent, State

UNCERTAIN = frozenset({State.SENDING, State.UNKNOWN, State.AMBIGUOUS, State.NOT_FOUND})
"""States in which the money may have gone back, which nobody knows yet."""


@dataclass(frozen=True, slots=True)
class RefundSum:
    """Refunds that belong together: how many, and their sum in minor units of their currency.

    `of` is what they have in common: a reason as the ledger keeps it, or an agent's login; "" is none.
    """

    of: str
    currency: str
    refunds: int
    amount: int


@dataclass(frozen=True, slots=True)
class KnownRefunds:
    """What a ledger gave: its newest intents, all of them from `complete_since` on (None: all there are)."""

    intents: tuple[Intent, ...] = ()
    complete_since: datetime | None = None

    @classmethod
    def of(cls, history: Sequence[Intent], limit: int) -> "KnownRefunds":
        """The answer to a question for at most `limit` intents, the newest first."""
        return cls(tuple(history), history[-1].created_at if history and len(history) >= limit else None)

    def lacks(self, since: datetime | None) -> bool:
        """Whether there may be refunds from `since` on that the ledger did not give."""
        return self.complete_since is not None and (since is None or since < self.complete_since)

    def made(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Intent, ...]:
        """Those that were made, of the agents' confirmations from `since` (included) to `until` (not)."""
        return self._between(frozenset({State.CONFIRMED}), since, until)

    def uncertain(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Intent, ...]:
        """Those of these dates whose outcome is not known."""
        return self._between(UNCERTAIN, since, until)

    def _between(
        self, states: frozenset[State], since: datetime | None, until: datetime | None
    ) -> tuple[Intent, ...]:
        return tuple(
            intent
            for intent in self.intents
            if intent.state in states
            and (since is None or intent.created_at >= since)
            and (until is None or intent.created_at < until)
        )


def by_reason(intents: Iterable[Intent]) -> tuple[RefundSum, ...]:
    """A sum for each reason and currency, the most minor units first; currencies are never added up."""
    return _sums(intents, lambda intent: intent.refund_reason or "")


def by_agent(intents: Iterable[Intent]) -> tuple[RefundSum, ...]:
    """A sum for each agent who confirmed some and each currency, likewise."""
    return _sums(intents, confirmed_by)


def by_currency(intents: Iterable[Intent]) -> tuple[RefundSum, ...]:
    """A sum for each currency, likewise."""
    return _sums(intents, lambda _intent: "")


def confirmed_by(intent: Intent) -> str:
    """The login of who confirmed a refund; entries of older versions have the system's user."""
    return intent.agent or intent.owner.user


def _sums(intents: Iterable[Intent], word: Callable[[Intent], str]) -> tuple[RefundSum, ...]:
    amounts: dict[tuple[str, str], list[int]] = {}
    for intent in intents:
        amounts.setdefault((word(intent), intent.currency), []).append(intent.amount)
    sums = (RefundSum(of, currency, len(each), sum(each)) for (of, currency), each in amounts.items())
    return tuple(sorted(sums, key=lambda each: each.amount, reverse=True))
