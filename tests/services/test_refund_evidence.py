from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from stancer_tui.api.errors import ApiError, Effect
from stancer_tui.services.refunds.events import (
    Abandon,
    Decided,
    Echoed,
    Found,
    Impossible,
    Lost,
    NotSent,
    OwnerGone,
    RefundEvent,
    Refused,
    Send,
    Settled,
    Several,
    Summed,
)
from stancer_tui.services.refunds.evidence import Timing, alarm, candidates, classify, echoed, good, judge
from stancer_tui.services.refunds.words import arrival, outcome
from stancer_tui.store.intent import OPEN, State
from tests.services.refund_world import NOW, PAYMENT, intent, refund_id, seen, view

TIMING = Timing()
EVENTS: dict[RefundEvent, tuple[set[State], State | None]] = {
    Send(NOW, NOW): ({State.PREPARED}, State.SENDING),
    Abandon(): ({State.PREPARED}, State.ABANDONED),
    OwnerGone(): ({State.SENDING}, State.UNKNOWN),
    NotSent("NotSent", "no network"): (
        {State.SENDING, State.UNKNOWN, State.NOT_FOUND, State.AMBIGUOUS},
        State.NOT_SENT,
    ),
    Refused("Conflict", 409, "no"): (
        {State.SENDING, State.UNKNOWN, State.NOT_FOUND, State.AMBIGUOUS},
        None,
    ),
    Echoed(refund_id("B")): (
        {State.SENDING, State.UNKNOWN, State.NOT_FOUND, State.AMBIGUOUS},
        State.CONFIRMED,
    ),
    Lost("Unreachable", None, "cut"): ({State.SENDING}, State.UNKNOWN),
    Found(refund_id("B"), 1250): (
        {State.UNKNOWN, State.NOT_FOUND, State.REJECTED},
        State.CONFIRMED,
    ),
    Several((refund_id("B"), refund_id("C"))): (
        {State.UNKNOWN, State.NOT_FOUND, State.REJECTED},
        State.AMBIGUOUS,
    ),
    Settled(): ({State.UNKNOWN}, State.NOT_FOUND),
    Decided(refund_id("B"), "agent"): ({State.AMBIGUOUS}, State.CONFIRMED),
    Decided(None, "agent"): ({State.AMBIGUOUS}, State.NOT_FOUND),
    Summed(1250): ({State.CONFIRMED}, State.CONFIRMED),
}


REFUSED_TO = {
    State.SENDING: State.UNKNOWN,
    State.UNKNOWN: State.UNKNOWN,
    State.NOT_FOUND: State.NOT_FOUND,
    State.AMBIGUOUS: State.AMBIGUOUS,
}
"""A refusal proves nothing: what is open stays open."""


def test_a_refusal_is_believed_once_the_window_was_read() -> None:
    refused = Refused("Conflict", 409, "no").apply_to(intent(State.SENDING))
    assert refused.open
    assert Settled().apply_to(refused).state is State.REJECTED
    assert Settled().apply_to(intent(State.UNKNOWN)).state is State.NOT_FOUND


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.detail)
@pytest.mark.parametrize("state", State)
def test_an_event_moves_the_states_it_may_and_no_other(event: RefundEvent, state: State) -> None:
    allowed, target = EVENTS[event]
    before = intent(state)
    assert event.applies_to(before) == (state in allowed)
    if state in allowed:
        assert event.apply_to(before).state is (REFUSED_TO[state] if target is None else target)
    else:
        with pytest.raises(Impossible):
            event.apply_to(before)


def test_after_sending_only_a_proof_says_that_no_money_moved() -> None:
    harmless = {State.NOT_SENT, State.REJECTED, State.ABANDONED}
    for event, (allowed, target) in EVENTS.items():
        if target in harmless and State.PREPARED not in allowed:
            assert isinstance(event, NotSent)


@pytest.mark.parametrize(
    ("effect", "answer"),
    [(Effect.NOT_SENT, NotSent), (Effect.REFUSED, Refused), (Effect.UNKNOWN, Lost), (Effect.NONE, Lost)],
)
def test_an_error_proves_what_its_effect_says_and_no_more(effect: Effect, answer: type[RefundEvent]) -> None:
    assert type(classify(ApiError("words", status=409, effect=effect))) is answer


@dataclass(frozen=True)
class Answered:
    id: str = refund_id("B")
    amount: int = 1250
    currency: str | None = "eur"
    status: str | None = "to_refund"
    created: datetime | None = NOW
    payment: str | None = PAYMENT


def test_only_the_exact_echo_confirms() -> None:
    sending = intent(State.SENDING, baseline_ids=(refund_id("K"),))
    assert echoed(sending, Answered()) == Echoed(refund_id("B"))
    assert echoed(sending, Answered(currency="EUR")) == Echoed(refund_id("B"))
    assert echoed(sending, Answered(currency=None)) == Echoed(refund_id("B"))
    for wrong in (
        Answered(amount=1251),
        Answered(amount=True),
        Answered(payment="paym_" + "Z" * 24),
        Answered(payment=None),
        Answered(currency="usd"),
        Answered(id="paym_" + "B" * 24),
        Answered(id=refund_id("K")),
    ):
        assert isinstance(echoed(sending, wrong), Lost), wrong


def test_one_new_refund_that_matches_is_the_intents() -> None:
    unknown = intent(State.UNKNOWN, baseline_ids=(refund_id("K"),))
    known = seen("K", after=-3600)
    assert judge(unknown, view(known), (), TIMING) is None
    assert judge(unknown, view(known, seen("B")), (), TIMING) == Found(refund_id("B"), 2500)
    assert judge(unknown, view(known, seen("B", 1251)), (), TIMING) is None
    assert judge(unknown, view(known, seen("B")), {refund_id("B")}, TIMING) is None
    assert judge(unknown, view(known, seen("B"), seen("C")), (), TIMING) == Several(
        (refund_id("B"), refund_id("C"))
    )


def test_refunds_that_a_person_ruled_out_are_never_taken_by_likeness() -> None:
    there = [seen("B"), seen("C")]
    ruled_out = intent(State.UNKNOWN)
    for more in (seen("D"), seen("E")), (seen("F"), seen("G")):
        found = judge(ruled_out, view(*there), (), TIMING)
        assert isinstance(found, Several)
        ruled_out = Decided(None, "agent").apply_to(found.apply_to(ruled_out))
        assert judge(ruled_out, view(*there), (), TIMING) is None
        there += more


def test_a_refund_made_and_already_failed_was_still_made() -> None:
    assert judge(intent(State.UNKNOWN), view(seen("B", status="failed")), (), TIMING) == Found(
        refund_id("B"), 1250
    )


@pytest.mark.parametrize(
    ("after", "matches"), [(-61, False), (-60, True), (0, True), (86_400, True), (86_401, False)]
)
def test_a_refund_of_another_time_is_not_the_intents(after: float, matches: bool) -> None:
    found = candidates(intent(State.UNKNOWN), view(seen("B", after=after)).refunds, (), TIMING)
    assert bool(found) is matches


def test_without_the_servers_clock_the_baseline_alone_decides() -> None:
    unknown = intent(State.UNKNOWN, server_date=None)
    assert candidates(unknown, view(seen("B", after=-9999)).refunds, (), TIMING)
    undated = replace(seen("B"), created=None)
    assert candidates(intent(State.UNKNOWN), view(undated).refunds, (), TIMING)


def test_a_reading_that_hides_something_proves_nothing() -> None:
    unknown = intent(State.UNKNOWN, baseline_ids=(refund_id("K"),))
    whole = view(seen("K", after=-60), seen("B"))
    assert good(unknown, whole)
    for poor in (
        replace(whole, unreadable_refunds=1),
        replace(whole, id="paym_" + "Z" * 24),
        replace(whole, live_mode=True),
        view(seen("B")),
    ):
        assert not good(unknown, poor)
        assert judge(unknown, poor, (), TIMING) is None


def test_looking_ends_only_after_the_window_and_enough_good_readings() -> None:
    assert not TIMING.settled(2, 1000)
    assert not TIMING.settled(50, 119.9)
    assert TIMING.settled(3, 120)
    assert [TIMING.polling.delay(number) for number in range(8)] == [1, 2, 4, 8, 15, 30, 30, 30]


def test_a_day_is_measured_on_the_servers_clock_when_it_is_known() -> None:
    lost = intent(State.NOT_FOUND)
    tomorrow = NOW + timedelta(days=1)
    assert TIMING.watches(lost, now=NOW + timedelta(hours=23))
    assert not TIMING.watches(lost, now=tomorrow)
    assert TIMING.watches(lost, now=tomorrow, server_now=NOW + timedelta(minutes=1))
    assert TIMING.watches(lost, now=NOW - timedelta(days=1))
    assert not TIMING.watches(lost, now=NOW, server_now=tomorrow)


def test_more_on_the_payment_than_the_intent_explains_is_an_alarm() -> None:
    confirmed = intent(State.CONFIRMED, refund_id=refund_id("B"), baseline_sum=100)
    assert not alarm(confirmed)
    assert not alarm(replace(confirmed, sum_after=1350))
    assert alarm(replace(confirmed, sum_after=1351))
    assert "another refund" in outcome(replace(confirmed, sum_after=2600))


@pytest.mark.parametrize("state", State)
def test_what_the_agent_reads_is_true_of_the_money(state: State) -> None:
    sentence = outcome(intent(state, reason="because", candidate_ids=("refd_x",), refund_id=refund_id("B")))
    harmless = state in {
        State.PREPARED,
        State.ABANDONED,
        State.NOT_SENT,
        State.REJECTED,
        State.DECLINED,
        State.WITHDRAWN,
        State.LAPSED,
    }
    assert ("No money moved" in sentence) is harmless
    if state in OPEN - {State.WAITING, State.PREPARED, State.SENDING}:
        assert "Do not refund again" in sentence


def test_the_words_of_the_states() -> None:
    lost = intent(State.UNKNOWN)
    assert outcome(lost, next_check=8) == (
        "Outcome not known yet. Do not refund again. Checking… (next in 8 s)"
    )
    refused = intent(State.REJECTED, reason="Payment cannot be partially refunded.")
    assert outcome(refused) == (
        "Refused by Stancer: Payment cannot be partially refunded. "
        "No money moved: the payment was read again since."
    )
    doubted = outcome(intent(State.UNKNOWN, refused=True, reason="no."), next_check=4)
    assert doubted.startswith("Refused by Stancer: no. Do not refund again yet.")
    assert "No money moved" not in doubted
    assert doubted.endswith("(next in 4 s)")
    made = intent(State.CONFIRMED, refund_id=refund_id("B"))
    assert outcome(made) == f"Refund made ({refund_id('B')})."
    assert outcome(replace(made, error_class="Unreachable")).startswith("Found: the refund was made")


@pytest.mark.parametrize(
    "status",
    ["to_refund", "refund_sent", "refunded", "not_honored", "failed", "payment_canceled", None, "new word"],
)
def test_every_refund_status_has_one_honest_sentence(status: str | None) -> None:
    sentence = arrival(status)
    assert sentence.count(".") == 1
    assert "report" in sentence
