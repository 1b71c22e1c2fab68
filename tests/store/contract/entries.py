"""Entries as desks write them, and the ways by which an intent comes where a test needs it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from stancer_tui.services.refunds import events
from stancer_tui.store.batch import Batch, BatchItem, BatchState
from stancer_tui.store.intent import Intent, RefundKind, RefundReason, State
from stancer_tui.store.ledger import Ledger
from stancer_tui.store.pending_request import PendingRequest, RequestKind, RequestState
from tests.store.contract.stands import now

PAYMENT = "paym_" + "A" * 24
OTHER_PAYMENT = "paym_" + "Z" * 24
REFUND = "refd_" + "C" * 24
_NUMBERS = count(1)

Step = Callable[[Ledger], events.RefundEvent]


def intent(ledger: Ledger, **changes: Any) -> Intent:
    """An intent of this desk's agent, not written yet."""
    base = Intent(
        id=f"{next(_NUMBERS):032x}",
        created_at=now(ledger),
        key_fingerprint="0" * 12,
        live=False,
        kind=RefundKind.REFUND,
        payment=PAYMENT,
        amount=1250,
        currency="eur",
        baseline_ids=("refd_" + "B" * 24,),
        baseline_sum=100,
        baseline_status="captured",
        state=State.PREPARED,
        owner=ledger.owner,
        agent=ledger.me,
        ticket="T-1",
        refund_reason=RefundReason.DUPLICATE.value,
    )
    return replace(base, **changes)


def refund_id() -> str:
    """A refund that no other test has."""
    return f"refd_{next(_NUMBERS):024}"


def _send(ledger: Ledger) -> events.RefundEvent:
    return events.Send(now(ledger), now(ledger))


def _lose(_: Ledger) -> events.RefundEvent:
    return events.Lost("ReadTimeout", None, "no answer")


def _refuse(_: Ledger) -> events.RefundEvent:
    return events.Refused("Conflict", 409, "not now")


def _settle(_: Ledger) -> events.RefundEvent:
    return events.Settled()


WAYS: Mapping[State, tuple[Step, ...]] = {
    State.WAITING: (),
    State.PREPARED: (),
    State.SENDING: (_send,),
    State.UNKNOWN: (_send, _lose),
    State.AMBIGUOUS: (_send, _lose, lambda _: events.Several((refund_id(), refund_id()))),
    State.NOT_FOUND: (_send, _lose, _settle),
    State.CONFIRMED: (_send, lambda _: events.Echoed(refund_id())),
    State.REJECTED: (_send, _refuse, _settle),
    State.NOT_SENT: (_send, lambda _: events.NotSent("ConnectError", "refused")),
    State.ABANDONED: (lambda _: events.Abandon(),),
}
"""What happens to an intent until it stands in a state, at the desk of its agent alone."""


async def step(ledger: Ledger, intent: Intent, event: events.RefundEvent) -> Intent:
    """Move an intent by one event, as a desk does."""
    return await ledger.intents.advance(
        intent, event.apply_to(intent), at=now(ledger), detail=event.detail, alone=event.by_likeness
    )


async def written(ledger: Ledger, state: State = State.PREPARED, **changes: Any) -> Intent:
    """An intent in the ledger that came to a state by lawful steps."""
    first = State.WAITING if state is State.WAITING else State.PREPARED
    known = await ledger.intents.insert(intent(ledger, state=first, **changes), at=now(ledger))
    for event in WAYS[state]:
        known = await step(ledger, known, event(ledger))
    return known


def item(number: int, **changes: Any) -> BatchItem:
    """One payment of a batch."""
    base = BatchItem(
        payment=f"paym_{number:024}", amount=1250, currency="eur", intent_id=f"{next(_NUMBERS):032x}"
    )
    return replace(base, **changes)


def batch(ledger: Ledger, *items: BatchItem, **changes: Any) -> Batch:
    """A batch of this desk's agent, not written yet."""
    base = Batch(
        id=f"{next(_NUMBERS):032x}",
        created_at=now(ledger),
        key_fingerprint="0" * 12,
        live=False,
        owner=ledger.owner,
        agent=ledger.me,
        reason=RefundReason.DUPLICATE,
        ticket="T-81",
        state=BatchState.RUNNING,
        items=items or (item(2), item(1)),
    )
    return replace(base, **changes)


def pending(ledger: Ledger, **changes: Any) -> PendingRequest:
    """A request of this desk's agent, not written yet."""
    base = PendingRequest(
        id=f"{next(_NUMBERS):032x}",
        kind=RequestKind.CHECK,
        live=False,
        created_at=now(ledger),
        key_fingerprint="0" * 12,
        state=RequestState.SENDING,
        owner=ledger.owner,
        agent=ledger.me,
    )
    return replace(base, **changes)


def confirmed_of(known: Intent) -> tuple[object, ...]:
    """What the agent confirmed: no later step may change it."""
    return (
        *(known.id, known.live, known.kind, known.payment, known.amount, known.currency),
        *(known.baseline_ids, known.baseline_sum, known.baseline_status, known.key_fingerprint),
        *(known.agent, known.account, known.created_at, known.ticket, known.refund_reason, known.supersedes),
    )
