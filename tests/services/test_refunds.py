import asyncio
from datetime import timedelta
from typing import Any

import pytest

from stancer_tui.api.errors import (
    ApiError,
    BadRequest,
    Conflict,
    Effect,
    NotFound,
    NotSent,
    RateLimited,
    Unauthorized,
    Unreachable,
)
from stancer_tui.services.refunds.errors import (
    ConsentMissing,
    DeskReadOnly,
    InProgress,
    JournalOff,
    NotPossible,
    OfferSpent,
    PaymentChanged,
    PaymentNotRead,
    TicketTooLong,
)
from stancer_tui.services.refunds.ledger import RefundProgress
from stancer_tui.services.refunds.offer import Consent, Reason
from stancer_tui.services.refunds.words import outcome, why_not
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import Intent, RefundKind, State
from stancer_tui.store.sqlite.journal import Journal
from tests.services.refund_desk import ME, OTHER, Desk, InterruptedJournal, failing, paused, until
from tests.services.refund_server import lost
from tests.services.refund_world import PAYMENT


async def test_a_refund_takes_four_requests_and_is_confirmed(desk: Desk) -> None:
    async with desk.open() as refunds:
        offer = await refunds.prepare(PAYMENT)
        assert (offer.captured, offer.refunded, offer.available) == (5000, 0, 5000)
        intent = await refunds.confirm(offer, 1250, ticket=" T-77 ")
        assert intent.state is State.CONFIRMED
        assert intent.refund_id == desk.server.refunds[0]["id"]
        assert (intent.sum_after, intent.ticket) == (1250, "T-77")
        assert desk.server.requests == ["GET", "GET", "POST", "GET"]
        assert (await refunds.prepare(PAYMENT)).available == 3750
        await asyncio.sleep(0)
    assert [each.intent.state for each in desk.steps] == ["prepared", "sending", "confirmed", "confirmed"]


async def test_the_intent_is_durable_before_the_request_leaves(desk: Desk) -> None:
    seen: list[State] = []

    async def on_create(_: int) -> None:
        seen.extend(each.state for each in desk.journal())

    desk.server.on_create = on_create
    async with desk.open() as refunds:
        await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
    assert seen == [State.SENDING]


async def test_a_whole_payment_is_cancelled_before_capture(desk: Desk) -> None:
    desk.server.status = "to_capture"
    async with desk.open() as refunds:
        offer = await refunds.prepare(PAYMENT)
        with pytest.raises(NotPossible) as caught:
            await refunds.confirm(offer, 1250)
        assert caught.value.reason is Reason.PARTIAL_BEFORE_CAPTURE
        intent = await refunds.confirm(offer, 5000)  # the amount could be corrected on the same offer
    assert intent.kind is RefundKind.CANCEL
    assert outcome(intent).startswith("Cancelled before capture")


async def test_a_second_press_finds_the_offer_spent(desk: Desk) -> None:
    arrived, go = paused(desk.server)
    async with desk.open() as refunds:
        offer = await refunds.prepare(PAYMENT)
        first = asyncio.create_task(refunds.confirm(offer, 1250))
        await arrived.wait()
        for _ in range(3):
            with pytest.raises(OfferSpent):
                await refunds.confirm(offer, 1250)
        go.set()
        await first
        with pytest.raises(OfferSpent):
            await refunds.confirm(offer, 1250)
    assert desk.server.requests.count("POST") == 1


async def test_presses_at_once_send_one_refund(desk: Desk) -> None:
    async with desk.open() as refunds:
        offers = [await refunds.prepare(PAYMENT) for _ in range(5)]
        results = await asyncio.gather(
            *(refunds.confirm(offer, 1250) for offer in offers for _ in range(2)), return_exceptions=True
        )
    assert sum(isinstance(each, Intent) for each in results) == 1
    assert {type(each) for each in results} == {Intent, OfferSpent, InProgress}
    assert desk.server.total == 1250


async def test_whoever_waits_may_leave_and_the_refund_goes_on(desk: Desk) -> None:
    arrived, go = paused(desk.server)
    async with desk.open() as refunds:
        waiter = asyncio.create_task(refunds.confirm(await refunds.prepare(PAYMENT), 1250))
        await arrived.wait()
        assert [(each.payment, each.amount) for each in refunds.in_flight()] == [(PAYMENT, 1250)]
        waiter.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiter
        assert len(refunds.in_flight()) == 1
        go.set()
        await refunds.drain()
        assert refunds.in_flight() == ()
    assert [each.state for each in desk.journal()] == [State.CONFIRMED]


async def test_quitting_in_flight_is_taken_up_at_the_next_start(desk: Desk) -> None:
    arrived, _ = paused(desk.server)
    async with desk.open() as refunds:
        waiter = asyncio.create_task(refunds.confirm(await refunds.prepare(PAYMENT), 1250))
        await arrived.wait()
    with pytest.raises(asyncio.CancelledError):
        await waiter
    assert [each.state for each in desk.journal()] == [State.UNKNOWN]
    desk.server.book(1250)
    desk.dead.add(ME.pid)
    async with desk.open(OTHER) as refunds:
        (found,) = await refunds.resume()
        settled = await refunds.settled(found.id)
    assert settled is not None
    assert settled.state is State.CONFIRMED


@pytest.mark.parametrize("late", [0.5, 20, 100, 119])
async def test_a_lost_answer_is_found_by_reading(desk: Desk, late: float) -> None:
    failing(lost(), late=late)(desk.server)
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        assert intent.state is State.UNKNOWN
        assert "Do not refund again" in outcome(intent)
        blocked = await refunds.prepare(PAYMENT)
        if late > 1:
            assert blocked.block is Reason.IN_PROGRESS
        settled = await refunds.settled(intent.id)
        assert settled is not None
        assert (settled.state, settled.sum_after) == (State.CONFIRMED, 1250)
        assert outcome(settled).startswith("Found: the refund was made")
    assert desk.server.total == 1250
    assert desk.server.requests.count("POST") == 1
    assert "LIST" not in desk.server.requests, "what is found is looked for no more"


async def test_a_refund_without_trace_is_said_so_only_after_the_window(desk: Desk) -> None:
    failing(lost())(desk.server)
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        settled = await refunds.settled(intent.id)
        assert settled is not None
        assert settled.state is State.NOT_FOUND
        assert desk.clock.ticks >= 120
        assert "LIST" in desk.server.requests
        again = await refunds.prepare(PAYMENT)
        with pytest.raises(ConsentMissing) as caught:
            await refunds.confirm(again, 1250)
        assert caught.value.missing == {Consent.AGAIN}
        second = await refunds.confirm(again, 1250, consents=frozenset({Consent.AGAIN}))
    assert (second.state, second.supersedes) == (State.CONFIRMED, intent.id)
    assert [each.next_check for each in desk.steps if each.next_check][:6] == [1, 2, 4, 8, 15, 30]


async def test_readings_that_fail_do_not_count_as_absence(desk: Desk) -> None:
    failing(lost(), commit=True)(desk.server)

    async def offline() -> None:
        if desk.clock.ticks > 0:
            raise Unreachable("no connection")

    async with desk.open() as refunds:
        offer = await refunds.prepare(PAYMENT)
        desk.server.on_read = offline
        intent = await refunds.confirm(offer, 1250)
        await until(lambda: desk.clock.ticks > 1000)
        (standing,) = await refunds.unresolved()
        assert standing.state is State.UNKNOWN
        desk.server.on_read = None
        settled = await refunds.settled(intent.id)
    assert settled is not None
    assert settled.state is State.CONFIRMED


async def test_one_that_appears_after_the_window_is_still_found(desk: Desk) -> None:
    failing(lost())(desk.server)
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        await refunds.settled(intent.id)
        desk.server.book(1250)
        checked = await refunds.check_again(intent.id)
    assert checked is not None
    assert checked.state is State.CONFIRMED


async def test_a_late_one_stops_the_second_try_before_it_is_sent(desk: Desk) -> None:
    failing(lost())(desk.server)
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        await refunds.settled(intent.id)
        again = await refunds.prepare(PAYMENT)
        desk.server.book(1250)
        with pytest.raises(PaymentChanged) as caught:
            await refunds.confirm(again, 1250, consents=frozenset({Consent.AGAIN}))
    assert caught.value.offer.refunded == 1250
    assert [each.state for each in desk.journal()] == [State.CONFIRMED]
    assert desk.server.requests.count("POST") == 1


async def test_the_list_of_refunds_may_confirm_what_the_payment_does_not_show(desk: Desk) -> None:
    failing(lost(), commit=True)(desk.server)
    desk.server.listed = True
    desk.server.hidden = {f"refd_{0:024}"}
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        settled = await refunds.settled(intent.id)
    assert settled is not None
    assert (settled.state, settled.sum_after) == (State.CONFIRMED, None)


async def test_two_that_match_are_left_to_a_person(desk: Desk) -> None:
    failing(lost(), commit=True)(desk.server)
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        desk.server.book(1250)
        settled = await refunds.settled(intent.id)
        assert settled is not None
        assert settled.state is State.AMBIGUOUS
        assert (await refunds.prepare(PAYMENT)).block is Reason.IN_PROGRESS
        with pytest.raises(ValueError, match="not one of those"):
            await refunds.decide(intent.id, "refd_" + "Z" * 24)
        decided = await refunds.decide(intent.id, f"refd_{0:024}")
        assert decided.state is State.CONFIRMED
        assert (await refunds.prepare(PAYMENT)).block is None
        assert (await refunds.changes(intent.id))[-1].detail == f"Decided refd_{0:024} by agent"
        with pytest.raises(ValueError, match="no decision"):
            await refunds.decide(intent.id, None)


async def test_none_of_them_may_be_the_decision_too(desk: Desk) -> None:
    failing(lost())(desk.server)
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        desk.server.book(1250)
        desk.server.book(1250)
        await refunds.settled(intent.id)
        assert (await refunds.decide(intent.id, None)).state is State.NOT_FOUND
        checked = await refunds.check_again(intent.id)  # what was ruled out is not asked about again
        assert checked is not None
        assert checked.state is State.NOT_FOUND


async def test_a_colleague_in_between_stops_the_refund(desk: Desk) -> None:
    async with desk.open() as refunds:
        offer = await refunds.prepare(PAYMENT)
        desk.server.book(1250)
        with pytest.raises(PaymentChanged) as caught:
            await refunds.confirm(offer, 1250)
        assert caught.value.offer.available == 3750
        assert desk.journal() == ()
        assert (await refunds.confirm(caught.value.offer, 1250)).state is State.CONFIRMED


async def test_a_colleague_at_the_same_moment_raises_the_alarm(desk: Desk) -> None:
    async def on_create(_: int) -> None:
        desk.server.book(700)

    desk.server.on_create = on_create
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
    assert intent.sum_after == 1950
    assert "another refund was made" in outcome(intent)


REFUSALS: dict[int, type[ApiError]] = {
    400: BadRequest,
    401: Unauthorized,
    404: NotFound,
    409: Conflict,
    422: BadRequest,
    429: RateLimited,
}


@pytest.mark.parametrize("status", REFUSALS)
async def test_a_refusal_is_said_and_holds_the_payment_until_the_window_was_read(
    desk: Desk, status: int
) -> None:
    words = "Payment cannot be partially refunded before it has been captured"
    failing(REFUSALS[status](words, status=status, effect=Effect.REFUSED))(desk.server)
    async with desk.open() as refunds:
        desk.clock.stop()
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        assert desk.server.requests[-2:] == ["POST", "GET"], "read again before it is told"
        assert outcome(intent).startswith(f"Refused by Stancer: {words}. Do not refund again yet.")
        assert "No money moved" not in outcome(intent)
        assert intent.http_status == status
        again = await refunds.prepare(PAYMENT)
        assert (again.block, again.in_progress) == (Reason.IN_PROGRESS, intent)
        desk.clock.go()
        settled = await refunds.settled(intent.id)
        assert settled is not None
        assert outcome(settled).startswith(f"Refused by Stancer: {words}. No money moved")
        assert desk.clock.monotonic() >= 120
        assert (await refunds.prepare(PAYMENT)).block is None


@pytest.mark.parametrize("status", REFUSALS)
@pytest.mark.parametrize("late", [None, 1, 30])
async def test_a_refusal_that_hides_a_refund_is_found_out(
    desk: Desk, late: float | None, status: int
) -> None:
    """What stands between sent it twice, or says no to what was made, or before it is made."""
    error = REFUSALS[status]("no", status=status, effect=Effect.REFUSED)
    failing(error, commit=late is None, late=late)(desk.server)
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        if late is None:
            assert intent.state is State.CONFIRMED
        await until(lambda: desk.journal()[0].state is State.CONFIRMED)
    assert len(desk.server.refunds) == 1


async def test_a_refusal_outlives_its_program_and_holds_the_payment(desk: Desk) -> None:
    failing(Conflict("no", status=409, effect=Effect.REFUSED), late=30)(desk.server)
    async with desk.open() as refunds:
        desk.clock.stop()
        await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
    desk.dead.add(ME.pid)
    async with desk.open(OTHER) as refunds:
        assert (await refunds.prepare(PAYMENT)).block is Reason.IN_PROGRESS
        desk.clock.go()
        await until(lambda: desk.journal()[0].state is State.CONFIRMED)
        assert len(desk.server.refunds) == 1


async def test_an_offer_that_finds_an_earlier_refund_made_reports_it_and_sends_nothing(desk: Desk) -> None:
    failing(Conflict("no", status=409, effect=Effect.REFUSED))(desk.server)
    async with desk.open() as refunds:
        first = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        refused = await refunds.settled(first.id)
        assert refused is not None
        assert refused.state is State.REJECTED
        made = desk.server.book(1250)  # later than any window
        offer = await refunds.prepare(PAYMENT)
        assert offer.block is Reason.FOUND_EARLIER
        assert [each.refund_id for each in offer.found] == [made]
        assert made in why_not(Reason.FOUND_EARLIER, offer, lambda money: str(money.amount))
        with pytest.raises(NotPossible):
            await refunds.confirm(offer, 1250)
        assert desk.server.requests.count("POST") == 1
        again = await refunds.prepare(PAYMENT)
        assert (again.block, again.found, again.available) == (None, (), 3750), "a new decision is possible"


async def test_a_refund_found_just_before_sending_stops_the_new_one(desk: Desk) -> None:
    failing(Conflict("no", status=409, effect=Effect.REFUSED))(desk.server)
    async with desk.open() as refunds:
        first = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        await refunds.settled(first.id)
        offer = await refunds.prepare(PAYMENT)
        desk.server.book(1250)
        with pytest.raises(PaymentChanged) as caught:
            await refunds.confirm(offer, 1250)
        assert caught.value.offer.block is Reason.FOUND_EARLIER
        assert desk.server.requests.count("POST") == 1


async def test_a_long_ticket_is_refused_before_anything_is_sent(desk: Desk) -> None:
    async with desk.open() as refunds:
        offer = await refunds.prepare(PAYMENT)
        with pytest.raises(TicketTooLong):
            await refunds.confirm(offer, 1250, ticket="T" * 101)
        assert desk.server.requests == ["GET"]
        intent = await refunds.confirm(offer, 1250, ticket=f"  {'T' * 100} ")
        assert intent.ticket == "T" * 100


async def test_what_never_left_is_said_so(desk: Desk) -> None:
    failing(NotSent("the proxy refused", effect=Effect.NOT_SENT))(desk.server)
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        assert outcome(intent) == "Not sent: the proxy refused. No money moved."
        assert (await refunds.prepare(PAYMENT)).block is None


@pytest.mark.parametrize("surprise", [ValueError("5000 digits"), RecursionError(), RuntimeError("a bug")])
async def test_a_surprise_after_sending_leaves_the_outcome_unknown(desk: Desk, surprise: Exception) -> None:
    failing(surprise, commit=True)(desk.server)
    async with desk.open() as refunds:
        with pytest.raises(type(surprise)):
            await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        (intent,) = await refunds.unresolved()
        assert intent.state is State.UNKNOWN
        settled = await refunds.settled(intent.id)
    assert settled is not None
    assert settled.state is State.CONFIRMED


async def test_nothing_is_sent_when_the_payment_cannot_be_read_again(desk: Desk) -> None:
    async with desk.open() as refunds:
        offer = await refunds.prepare(PAYMENT)

        async def offline() -> None:
            raise Unreachable("no connection")

        desk.server.on_read = offline
        with pytest.raises(PaymentNotRead):
            await refunds.confirm(offer, 1250)
    assert "POST" not in desk.server.requests


async def test_a_read_only_desk_sends_nothing(desk: Desk) -> None:
    async with desk.open(read_only=True) as refunds:
        offer = await refunds.prepare(PAYMENT)
        assert offer.block is Reason.READ_ONLY
        with pytest.raises(DeskReadOnly):
            await refunds.confirm(offer, 1250)
    assert desk.server.requests == ["GET"]


async def test_an_offer_of_another_desk_is_not_taken(desk: Desk) -> None:
    async with desk.open() as refunds, desk.open(OTHER) as others:
        with pytest.raises(OfferSpent):
            await others.confirm(await refunds.prepare(PAYMENT), 1250)


async def test_the_modes_never_mix(desk: Desk) -> None:
    failing(lost())(desk.server)
    async with desk.open() as refunds:
        test = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        desk.clock.stop()  # looking for it again must not run ahead of the other desk
        desk.server.live = True
        async with desk.open(live=True) as live:
            assert await live.history() == ()
            assert await live.check_again(test.id) is None
            assert (await live.prepare(PAYMENT)).block is None
            intent = await live.confirm(await live.prepare(PAYMENT), 500)
            assert (intent.live, intent.state) == (True, State.CONFIRMED)
        assert (await refunds.prepare(PAYMENT)).block is Reason.OTHER_MODE


async def test_two_programs_on_one_journal_hold_each_other(desk: Desk) -> None:
    arrived, go = paused(desk.server)
    async with desk.open() as first, desk.open(OTHER) as second:
        offer, other = await first.prepare(PAYMENT), await second.prepare(PAYMENT)
        sending = asyncio.create_task(first.confirm(offer, 1250))
        await arrived.wait()
        with pytest.raises(InProgress) as caught:
            await second.confirm(other, 1250)
        assert caught.value.intent.owner == ME
        assert [each.state for each in await second.resume()] == [
            State.SENDING
        ]  # its owner lives: left alone
        go.set()
        await sending
    assert desk.server.requests.count("POST") == 1


@pytest.mark.parametrize(
    ("state", "expected"),
    [(State.PREPARED, State.ABANDONED), (State.SENDING, State.CONFIRMED)],
)
async def test_what_a_dead_program_left_is_taken_up(desk: Desk, state: State, expected: State) -> None:
    async def killed() -> None:
        if state is State.SENDING:
            desk.server.book(1250)
        raise asyncio.CancelledError

    async with desk.open(thread=InterruptedJournal(desk.path, state, killed)) as refunds:
        with pytest.raises(asyncio.CancelledError):
            await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
    assert [each.state for each in desk.journal()] == [state]
    desk.dead.add(ME.pid)
    async with desk.open(OTHER) as refunds:
        for intent in await refunds.resume():
            await refunds.settled(intent.id)
    assert [each.state for each in desk.journal()] == [expected]
    assert "POST" not in desk.server.requests


async def test_a_program_that_dies_later_is_followed_from_the_next_form_on(desk: Desk) -> None:
    arrived, _ = paused(desk.server)
    async with desk.open(OTHER) as other, desk.open() as refunds:
        waiter = asyncio.create_task(refunds.confirm(await refunds.prepare(PAYMENT), 1250))
        await arrived.wait()
        await other.resume()
        desk.dead.add(ME.pid)
        blocked = await other.prepare(PAYMENT)
        assert blocked.block is Reason.IN_PROGRESS
        assert blocked.in_progress is not None
        desk.server.book(1250)
        settled = await other.settled(blocked.in_progress.id)
        assert settled is not None
        assert settled.state is State.CONFIRMED
        waiter.cancel()
        await asyncio.gather(waiter, return_exceptions=True)


async def test_an_intent_taken_for_dead_is_not_sent_after_all(desk: Desk) -> None:
    """A machine slept between writing and sending: another program has abandoned the intent meanwhile."""

    async def asleep() -> None:
        desk.dead.add(ME.pid)
        await other.resume()

    thread = InterruptedJournal(desk.path, State.PREPARED, asleep)
    async with desk.open(thread=thread) as refunds, desk.open(OTHER) as other:
        with pytest.raises(InProgress) as caught:
            await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        assert caught.value.intent.state is State.ABANDONED
    assert "POST" not in desk.server.requests


async def test_an_answer_counts_even_when_another_program_took_the_intent_over(desk: Desk) -> None:
    arrived, go = paused(desk.server)
    async with desk.open() as refunds, desk.open(OTHER) as other:
        sending = asyncio.create_task(refunds.confirm(await refunds.prepare(PAYMENT), 1250))
        await arrived.wait()
        desk.dead.add(ME.pid)
        (taken,) = await other.resume()
        assert taken.state is State.UNKNOWN
        await other.settled(taken.id)
        go.set()
        assert (await sending).state is State.CONFIRMED
    assert [each.state for each in desk.journal()] == [State.CONFIRMED]


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1)])
async def test_a_clock_that_is_a_day_off_changes_nothing(desk: Desk, jump: timedelta) -> None:
    async def on_create(amount: int) -> None:
        desk.server.book_later(amount, after=20)
        desk.clock.time += jump  # ours only: the server's stays right
        desk.server.skew = -jump
        raise lost()

    desk.server.on_create = on_create
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        settled = await refunds.settled(intent.id)
    assert settled is not None
    assert settled.state is State.CONFIRMED
    assert desk.server.requests.count("POST") == 1


async def test_a_journal_that_fails_switches_refunds_off_and_leaves_reading_on(desk: Desk) -> None:
    desk.path.write_bytes(b"")
    async with desk.open() as refunds:
        offer = await refunds.prepare(PAYMENT)
        assert (offer.block, offer.available) == (Reason.JOURNAL_OFF, 5000)
        assert refunds.journal_trouble is not None
        assert refunds.journal_trouble.trouble is LedgerTrouble.DAMAGED
        with pytest.raises(NotPossible):
            await refunds.confirm(offer, 1250)
        with pytest.raises(LedgerUnavailable):
            await refunds.resume()
    assert "POST" not in desk.server.requests
    assert desk.path.read_bytes() == b""


async def test_a_journal_lost_between_form_and_sending_stops_the_refund(desk: Desk) -> None:
    async with desk.open() as refunds:
        offer = await refunds.prepare(PAYMENT)
        desk.path.unlink()
        with pytest.raises(JournalOff) as caught:
            await refunds.confirm(offer, 1250)
        assert caught.value.error.trouble is LedgerTrouble.REPLACED
    assert "POST" not in desk.server.requests


@pytest.mark.parametrize(
    "trouble",
    [LedgerTrouble.FULL, LedgerTrouble.READ_ONLY, LedgerTrouble.LOCKED, LedgerTrouble.INPUT_OUTPUT],
)
@pytest.mark.parametrize("state", [State.PREPARED, State.SENDING])
async def test_nothing_is_sent_that_the_journal_did_not_take(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, trouble: LedgerTrouble, state: State
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise LedgerUnavailable(trouble)

    async with desk.open() as refunds:
        offer = await refunds.prepare(PAYMENT)
        monkeypatch.setattr(Journal, "insert" if state is State.PREPARED else "advance", fails)
        with pytest.raises(JournalOff) as caught:
            await refunds.confirm(offer, 1250)
        assert caught.value.error.trouble is trouble
        assert "POST" not in desk.server.requests
        monkeypatch.undo()
        await refunds.resume()  # once the journal works again, so do refunds
        again = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        assert again.state is State.CONFIRMED
    assert desk.server.total == 1250


async def test_an_answer_that_cannot_be_written_down_is_shown_and_written_later(desk: Desk) -> None:
    aside = desk.path.with_name("aside.db")

    async def on_create(_: int) -> None:
        desk.path.rename(aside)

    desk.server.on_create = on_create
    async with desk.open() as refunds:
        intent = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        assert intent.state is State.CONFIRMED
        await asyncio.sleep(0)
        assert [each.journaled for each in desk.steps][-1] is False
        aside.rename(desk.path)
        await until(lambda: desk.journal()[0].state is State.CONFIRMED)


async def test_a_listener_that_fails_stops_no_refund(desk: Desk) -> None:
    problems: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: problems.append(context))

    def broken(_: RefundProgress) -> None:
        raise RuntimeError("a screen that is gone")

    async with desk.open() as refunds:
        refunds.subscribe(broken)
        assert (await refunds.confirm(await refunds.prepare(PAYMENT), 1250)).state is State.CONFIRMED
        await asyncio.sleep(0)
    assert problems
