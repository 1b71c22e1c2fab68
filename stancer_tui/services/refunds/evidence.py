"""What an answer proves, which refund can be an intent's, and when the search for it may end. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from stancer_tui.api.errors import ApiError, Effect
from stancer_tui.language import N_
from stancer_tui.services.refunds.events import Echoed, Found, Lost, NotSent, RefundAnswer, Refused, Several
from stancer_tui.services.refunds.offer import PaymentView, RefundFields, SeenRefund
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.store.intent import Intent, State

POLLING = PollSchedule((1, 2, 4, 8, 15, 30), window=120)
"""When a payment is read again after a refund whose outcome is unknown."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long an unknown refund is looked for, and how far a server's `created` may lie from the sending.

    The window of `polling` is the only protection against a refund that Stancer books late; one booked after
    it is still found for as long as `watch` says. `watch_every` is seconds. A request leaves within `prompt`
    of being journaled as sending, or never does; after `request` other programs may take it for lost.
    """

    polling: PollSchedule = POLLING
    good_readings: int = 3
    watch_every: float = 300
    watch: timedelta = timedelta(hours=24)
    approval: timedelta = timedelta(hours=24)
    created_before: timedelta = timedelta(seconds=60)
    request: timedelta = timedelta(minutes=5)
    prompt: timedelta = timedelta(minutes=4)

    def settled(self, good_readings: int, elapsed: float) -> bool:
        """Whether enough readings over a long enough time show no trace of the refund."""
        return good_readings >= self.good_readings and self.polling.is_over(elapsed)

    def watches(self, intent: Intent, *, now: datetime, server_now: datetime | None = None) -> bool:
        """Whether a refund that was not found may still appear, by the server's clock if known."""
        if intent.server_date is not None and server_now is not None:
            return server_now - intent.server_date < self.watch
        return now - (intent.sent_at or intent.created_at) < self.watch

    def has_lapsed(self, intent: Intent, now: datetime) -> bool:
        """Whether it waited for its approval for too long, by the ledger's clock."""
        return intent.state is State.WAITING and now - intent.created_at >= self.approval

    def is_over(self, intent: Intent, now: datetime) -> bool:
        """Whether its request must have ended by now, on this machine and in the network."""
        return abs(now - (intent.sent_at or intent.created_at)) > self.request


def classify(error: ApiError) -> RefundAnswer:
    """What an error of the one request proves; `Lost` if it proves nothing."""
    name = type(error).__name__
    if error.effect is Effect.NOT_SENT:
        return NotSent(name, error.message)
    if error.effect is Effect.REFUSED:
        return Refused(name, error.status, f"{error.message}{_wait(error.retry_after)}")
    return Lost(name, error.status, error.message)


def _wait(seconds: float | None) -> str:
    return "" if seconds is None else f" (asked to wait {seconds:.0f} s)"


def echoed(intent: Intent, refund: RefundFields) -> RefundAnswer:
    """What an answer proves: only a new refund of exactly this payment and amount confirms."""
    exact = (
        refund.id.startswith("refd_")
        and refund.id not in intent.baseline_ids
        and refund.payment == intent.payment
        and type(refund.amount) is int
        and refund.amount == intent.amount
        and (refund.currency is None or refund.currency.lower() == intent.currency)
    )
    if exact:
        return Echoed(refund.id)
    return Lost("WrongObject", 200, N_("the answer is about another refund than the one asked for"))


def candidates(
    intent: Intent, refunds: Collection[SeenRefund], claimed: Collection[str], timing: Timing
) -> tuple[SeenRefund, ...]:
    """The refunds that can be this intent's: new, of its amount and time, and of no other intent.

    Those that a person was asked about are left out: the answer of that person stands.
    """
    return tuple(
        refund
        for refund in refunds
        if refund.id not in intent.baseline_ids
        and refund.id not in intent.candidate_ids
        and refund.id not in claimed
        and refund.amount == intent.amount
        and refund.currency in {None, intent.currency}
        and _of_its_time(intent, refund, timing)
    )


def _of_its_time(intent: Intent, refund: SeenRefund, timing: Timing) -> bool:
    """Compares by the server's clock alone, since this machine's may be a day off."""
    if intent.server_date is None or refund.created is None:
        return True
    earliest = intent.server_date - timing.created_before
    return earliest <= refund.created <= intent.server_date + timing.watch


def judge(
    intent: Intent, payment: PaymentView, claimed: Collection[str], timing: Timing
) -> Found | Several | None:
    """What one reading of the payment proves about an intent; None proves nothing yet."""
    if not good(intent, payment):
        return None
    return matched(candidates(intent, payment.refunds, claimed, timing), payment.total)


def matched(found: tuple[SeenRefund, ...], sum_after: int | None) -> Found | Several | None:
    """What the refunds that match prove."""
    match found:
        case ():
            return None
        case (refund,):
            return Found(refund.id, sum_after)
    return Several(tuple(refund.id for refund in found))


def good(intent: Intent, payment: PaymentView) -> bool:
    """Whether a reading counts: its payment, its mode, every refund readable, none of the known ones gone."""
    return (
        payment.id == intent.payment
        and payment.live_mode in {None, intent.live}
        and payment.unreadable_refunds == 0
        and payment.ids.issuperset(intent.baseline_ids)
    )


def alarm(intent: Intent) -> bool:
    """Whether more was refunded than this intent explains: someone refunded at the same time."""
    expected = intent.baseline_sum + intent.amount
    return intent.state is State.CONFIRMED and intent.sum_after is not None and intent.sum_after > expected
