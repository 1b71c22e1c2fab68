"""Every stop, order, comparison and release around one refund that a user or the money would miss."""

import asyncio
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from stancer_tui.api.errors import BadRequest, Effect
from stancer_tui.models.refund import Refund
from stancer_tui.services.refunds.errors import ConsentMissing, OfferSpent, PaymentChanged
from stancer_tui.services.refunds.events import Echoed, Lost
from stancer_tui.services.refunds.evidence import Timing, alarm, candidates, echoed, good
from stancer_tui.services.refunds.ledger import RefundLedger
from stancer_tui.services.refunds.offer import Consent, Reason
from stancer_tui.services.refunds.offer import seen as read_refund
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.refunds.words import outcome
from stancer_tui.services.waiting.polling import PollSchedule
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import Intent, State
from stancer_tui.store.sqlite.intent_rows import INSERT, row_of
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.services.refund_desk import OTHER, Desk, failing, paused, until
from tests.services.refund_server import Listed, lost
from tests.services.refund_world import NOW, PAYMENT, intent, offer, refund_id, seen, view
from tests.services.test_refund_evidence import Answered

TIMING = Timing()
AGAIN = frozenset({Consent.AGAIN})


async def without_trace(refunds: RefundsService, amount: int, **options: Any) -> Intent:
    """Confirm a refund whose answer is lost and that never appears."""
    made = await refunds.confirm(await refunds.prepare(PAYMENT), amount, **options)
    settled = await refunds.settled(made.id)
    assert settled is not None
    assert settled.state is State.NOT_FOUND
    return settled


async def test_a_refund_that_got_lost_since_the_form_was_filled_in_stops_the_next(desk: Desk) -> None:
    """The payment looks the same: only the journal knows that a refund may still appear on it."""
    async with desk.open() as refunds, desk.open(OTHER) as other:
        form = await refunds.prepare(PAYMENT)
        failing(lost())(desk.server)
        unseen = await without_trace(other, 1250)
        with pytest.raises(PaymentChanged) as caught:
            await refunds.confirm(form, 1250)
        assert [each.id for each in caught.value.offer.not_found] == [unseen.id]
        assert caught.value.offer.consents == AGAIN
    assert desk.server.requests.count("POST") == 1


async def test_the_open_refund_is_weighed_before_the_older_one_that_it_keeps_waiting(desk: Desk) -> None:
    async with desk.open() as refunds:
        old, new = await one_without_trace_and_one_open(desk, refunds)
        assert new.state is State.UNKNOWN
        desk.server.book(700)
        desk.server.book(1250)
        shown = await refunds.prepare(PAYMENT)
        assert {each.id for each in shown.found} == {old.id, new.id}
        assert shown.block is Reason.FOUND_EARLIER


async def test_the_second_try_names_the_last_of_the_lost_ones(desk: Desk) -> None:
    async with desk.open() as refunds:
        failing(lost())(desk.server)
        await without_trace(refunds, 700)
        failing(lost())(desk.server)
        second = await without_trace(refunds, 800, consents=AGAIN)
        third = await refunds.confirm(await refunds.prepare(PAYMENT), 900, consents=AGAIN)
        assert third.supersedes == second.id


async def test_a_reading_without_the_refund_itself_sums_up_nothing(desk: Desk) -> None:
    """A reading that lags behind shows a colleague's refund and not ours: its sum proves nothing."""

    async def on_create(_: int) -> None:
        desk.server.hidden = {f"refd_{1:024}"}
        desk.server.book(4000)

    desk.server.on_create = on_create
    async with desk.open() as refunds:
        made = await refunds.confirm(await refunds.prepare(PAYMENT), 1000)
    assert made.state is State.CONFIRMED
    assert made.sum_after is None
    assert "another refund" not in outcome(made)


@pytest.mark.parametrize("failures", [0, 1, 2])
async def test_what_got_lost_is_looked_for_again_and_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, failures: int
) -> None:
    """The journal failing at one sweep ends none of the later ones."""
    failing(lost())(desk.server)
    async with desk.open() as refunds:
        missing = await without_trace(refunds, 1250)
    desk.clock.hold = TIMING.watch_every + 1
    desk.clock.stop()
    failed: list[bool] = []
    unresolved = Journal.unresolved

    def fails(journal: Journal, live: bool) -> tuple[Intent, ...]:
        if len(failed) < failures:
            failed.append(live)
            raise LedgerUnavailable(LedgerTrouble.LOCKED)
        return unresolved(journal, live)

    async with desk.open() as refunds:
        assert await refunds.resume() == (missing,)
        monkeypatch.setattr(Journal, "unresolved", fails)
        desk.server.book(1250)
        desk.clock.go()
        await until(lambda: desk.journal()[0].state is State.CONFIRMED)
        assert len(failed) == failures


async def test_an_answer_that_cannot_be_written_down_is_tried_often(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    advance = Journal.advance
    tries: list[float] = []

    def fails(journal: Journal, before: Intent, after: Intent, **rest: Any) -> Intent:
        if after.state is State.CONFIRMED and len(tries) < 4:
            tries.append(desk.clock.ticks)
            raise LedgerUnavailable(LedgerTrouble.FULL)
        return advance(journal, before, after, **rest)

    async with desk.open() as refunds:
        form = await refunds.prepare(PAYMENT)
        monkeypatch.setattr(Journal, "advance", fails)
        await refunds.confirm(form, 1250)
        await until(lambda: desk.journal()[0].state is State.CONFIRMED)
    # the sum after it is tried once in between, and costs no time
    assert sorted(set(tries)) == [0, 1, 3]


@pytest.mark.parametrize("live", [True, False])
async def test_an_offer_of_the_other_mode_is_not_taken(desk: Desk, live: bool) -> None:
    desk.server.live = live
    async with desk.open(live=live) as refunds:
        form = await refunds.prepare(PAYMENT)
        with pytest.raises(OfferSpent):
            await refunds.confirm(replace(form, live=not live), 1250)
    assert "POST" not in desk.server.requests


def test_a_ceiling_as_high_as_the_least_refund_blocks_nothing() -> None:
    assert offer(view(), ceilings={"eur": 50}).block is None
    assert offer(view(status="to_capture"), ceilings={"eur": 5000}).block is None


def test_a_request_is_over_five_minutes_either_side_of_the_sending() -> None:
    sent = intent(State.SENDING, created_at=NOW - timedelta(days=2))
    for minutes, over in ((-5.1, True), (-5, False), (0, False), (5, False), (5.1, True)):
        assert TIMING.is_over(sent, NOW + timedelta(minutes=minutes)) is over
    unsent = intent(State.PREPARED)
    assert not TIMING.is_over(unsent, NOW)
    assert TIMING.is_over(unsent, NOW + timedelta(minutes=6))


def test_looking_takes_as_long_as_the_agent_is_told() -> None:
    assert (TIMING.polling.window, TIMING.good_readings) == (120, 3)
    assert (TIMING.watch_every, TIMING.watch) == (300, timedelta(days=1))
    assert TIMING.settled(4, 121)
    assert Timing(PollSchedule((1,), window=10), good_readings=1).settled(1, 10)


def test_a_reading_of_another_payment_proves_nothing() -> None:
    for letter in ("0", "Z"):
        assert not good(intent(State.UNKNOWN), view(id="paym_" + letter * 24))


def test_the_watch_counts_from_the_sending() -> None:
    slept = intent(State.NOT_FOUND, created_at=NOW - timedelta(days=3), server_date=None)
    assert TIMING.watches(slept, now=NOW + timedelta(hours=1))
    never_sent = intent(State.PREPARED)
    assert TIMING.watches(never_sent, now=NOW + timedelta(hours=1))


def test_the_watch_ends_for_good() -> None:
    missing = intent(State.NOT_FOUND)
    late = NOW + timedelta(days=1, seconds=1)
    assert not TIMING.watches(missing, now=late)
    assert not TIMING.watches(missing, now=NOW, server_now=late)


def test_another_object_is_lost_with_the_answers_status() -> None:
    sending = intent(State.SENDING)
    same = f"{PAYMENT[:5]}{PAYMENT[5:]}"
    assert echoed(sending, Answered(payment=same)) == Echoed(refund_id("B"))
    assert isinstance(echoed(sending, Answered(currency="aud")), Lost)
    answer = echoed(sending, Answered(amount=1))
    assert isinstance(answer, Lost)
    assert (answer.error_class, answer.http_status) == ("WrongObject", 200)


@pytest.mark.parametrize("state", [State.UNKNOWN, State.NOT_FOUND, State.REJECTED])
def test_what_a_person_was_asked_about_is_no_candidate_again(state: State) -> None:
    asked = intent(state, candidate_ids=(refund_id("B"),))
    assert [each.id for each in candidates(asked, (seen("B"), seen("C")), (), TIMING)] == [refund_id("C")]


@pytest.mark.parametrize("state", State)
def test_only_a_confirmed_refund_that_explains_less_than_was_refunded_is_an_alarm(state: State) -> None:
    more = intent(state, sum_after=99_999)
    assert alarm(more) is (state is State.CONFIRMED)
    assert not alarm(replace(more, sum_after=1249))


async def test_an_intent_that_is_not_known_is_waited_for_by_nobody(desk: Desk) -> None:
    async with desk.open() as refunds:
        assert await refunds.settled("none of ours") is None


@pytest.mark.parametrize("state", sorted(set(State) - {State.AMBIGUOUS}))
async def test_what_waits_for_no_decision_takes_none(desk: Desk, state: State) -> None:
    journal = Journal(desk.path)
    journal.insert(intent(state), at=NOW)
    journal.close()
    async with desk.open() as refunds:
        with pytest.raises(ValueError, match="no decision"):
            await refunds.decide("one", None)


async def test_a_consent_that_was_not_asked_for_stops_nothing(desk: Desk) -> None:
    async with desk.open() as refunds:
        form = await refunds.prepare(PAYMENT)
        assert (await refunds.confirm(form, 1250, consents=AGAIN)).state is State.CONFIRMED


async def test_only_the_consent_that_is_missing_is_asked_for(desk: Desk) -> None:
    desk.server.status = "disputed"
    async with desk.open() as refunds:
        with pytest.raises(ConsentMissing) as caught:
            await refunds.confirm(await refunds.prepare(PAYMENT), 1250, consents=AGAIN)
    assert caught.value.missing == {Consent.DISPUTED}
    assert "POST" not in desk.server.requests


async def test_a_lost_refund_that_can_appear_no_more_keeps_no_form_from_going_on(desk: Desk) -> None:
    failing(lost())(desk.server)
    async with desk.open() as refunds:
        await without_trace(refunds, 1250)
        form = await refunds.prepare(PAYMENT)
        desk.clock.time += timedelta(days=2)
        assert (await refunds.confirm(form, 1250, consents=AGAIN)).state is State.CONFIRMED


async def test_what_is_left_to_a_person_is_not_summed_up(desk: Desk) -> None:
    async def on_create(amount: int) -> None:
        desk.server.book(amount)
        desk.server.book(amount)
        raise BadRequest("no", status=400, effect=Effect.REFUSED)

    desk.server.on_create = on_create
    desk.clock.stop()
    async with desk.open() as refunds:
        made = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
    assert made.state is State.AMBIGUOUS
    assert desk.server.requests == ["GET", "GET", "POST", "GET"]


async def test_nothing_works_on_after_the_end(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refund in flight whose answer the journal does not take either."""
    arrived, _ = paused(desk.server)
    async with desk.open() as refunds:
        sending = asyncio.create_task(refunds.confirm(await refunds.prepare(PAYMENT), 1250))
        await arrived.wait()

        def fails(*_: Any, **__: Any) -> None:
            raise LedgerUnavailable(LedgerTrouble.FULL)

        monkeypatch.setattr(Journal, "advance", fails)
        await refunds.aclose()
        await asyncio.gather(sending, return_exceptions=True)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        monkeypatch.undo()
    assert [each.state for each in desk.journal()] == [State.SENDING]


async def test_a_form_that_was_being_read_at_the_end_begins_nothing(desk: Desk) -> None:
    failing(lost())(desk.server)
    desk.clock.stop()
    async with desk.open() as refunds:
        await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        await refunds.aclose()
        assert (await refunds.prepare(PAYMENT)).block is Reason.IN_PROGRESS
        assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize(("later", "found"), [(timedelta(hours=23), True), (timedelta(hours=25), False)])
async def test_a_refused_refund_that_is_booked_after_the_window_is_found_for_a_day(
    desk: Desk, later: timedelta, found: bool
) -> None:
    async def on_create(_amount: int) -> None:
        raise BadRequest("no", status=400, effect=Effect.REFUSED)

    desk.server.on_create = on_create
    async with desk.open() as refunds:
        made = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        refused = await refunds.settled(made.id)
        assert refused is not None
        assert refused.state is State.REJECTED
        desk.server.book(1250)
        desk.clock.time += later
        await refunds.resume()
        shown = await refunds.get(made.id)
        assert shown is not None
        assert (shown.state is State.CONFIRMED) is found


async def test_an_absence_that_cannot_be_written_down_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    advance = Journal.advance
    failed: list[float] = []

    def fails(journal: Journal, before: Intent, after: Intent, **rest: Any) -> Intent:
        if after.state is State.NOT_FOUND and len(failed) < 2:
            failed.append(desk.clock.ticks)
            raise LedgerUnavailable(LedgerTrouble.LOCKED)
        return advance(journal, before, after, **rest)

    monkeypatch.setattr(Journal, "advance", fails)
    failing(lost())(desk.server)
    async with desk.open() as refunds:
        await without_trace(refunds, 1250)
    assert len(failed) == 2


def test_a_payment_of_nothing_gives_nothing_back() -> None:
    assert offer(view(amount=0)).block is Reason.IMPOSSIBLE_AMOUNTS
    assert offer(view(amount=1)).block is Reason.LEFT_UNDER_MINIMUM
    assert offer(view(amount=50)).block is None
    assert offer(view(seen("B", 1))).block is None


@pytest.mark.parametrize("live", [True, False])
def test_a_payment_of_the_other_mode_is_not_refunded(live: bool) -> None:
    assert offer(view(live_mode=live), live=live).block is None
    assert offer(view(live_mode=not live), live=live).block is Reason.OTHER_MODE


def test_any_amount_between_the_least_and_the_most_is_taken() -> None:
    made = offer(view(), ceilings={"eur": 2000})
    assert made.maximum == 2000
    assert {made.refusal(amount) for amount in range(50, 2001)} == {None}


def test_a_rest_is_too_little_by_what_is_left_alone() -> None:
    made = offer(view())
    warned = [amount for amount in range(50, 5051) if made.leaves_too_little(amount)]
    assert warned == list(range(4951, 5000))


def test_a_refund_that_names_no_currency_is_taken_as_it_is() -> None:
    assert read_refund(Answered(currency=None)).currency is None
    assert read_refund(Answered(currency="EUR")).currency == "eur"


async def test_what_another_running_program_looks_for_is_left_to_it(desk: Desk) -> None:
    failing(lost())(desk.server)
    desk.clock.stop()
    async with desk.open(OTHER) as other, desk.open() as refunds, asyncio.timeout(5):
        made = await other.confirm(await other.prepare(PAYMENT), 1250)
        before = desk.server.requests.count("GET")
        assert await refunds.resume() == (made,)
        assert desk.server.requests.count("GET") == before
        assert (await refunds.prepare(PAYMENT)).in_progress == made
        assert await refunds.settled(made.id) == made, "nothing here waits for it"


async def test_what_is_unresolved_is_open_or_still_watched(desk: Desk) -> None:
    journal = Journal(desk.path)
    journal.insert(intent(State.NOT_FOUND), at=NOW)
    journal.insert(intent(State.AMBIGUOUS, id="two", payment="paym_" + "Z" * 24), at=NOW)
    journal.close()
    async with desk.open() as refunds:
        assert [each.id for each in await refunds.unresolved()] == ["one", "two"]
        desk.clock.time += timedelta(days=2)
        assert [each.id for each in await refunds.unresolved()] == ["two"]


async def test_a_list_of_refunds_that_cannot_be_read_proves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def page(**_: object) -> None:
        raise lost()

    monkeypatch.setattr(desk.server, "page", page)
    failing(lost())(desk.server)
    async with desk.open() as refunds:
        await without_trace(refunds, 1250)


@pytest.mark.parametrize("letter", ["0", "Z"])
async def test_the_list_shows_refunds_of_other_payments_too(desk: Desk, letter: str) -> None:
    failing(lost())(desk.server)
    desk.server.listed = True
    async with desk.open() as refunds:
        form = await refunds.prepare(PAYMENT)
        other = desk.server.book(1250)
        desk.server.refunds[-1]["payment"] = "paym_" + letter * 24
        desk.server.hidden = {other}
        made = await refunds.confirm(form, 1250)
        settled = await refunds.settled(made.id)
    assert settled is not None
    assert settled.state is State.NOT_FOUND


async def test_the_list_confirms_the_refund_of_this_payment(desk: Desk) -> None:
    failing(lost(), commit=True)(desk.server)
    desk.server.listed = True
    desk.server.hidden = {f"refd_{0:024}"}
    async with desk.open() as refunds:
        desk.clock.stop()
        made = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        desk.server.refunds[-1]["payment"] = f"{PAYMENT[:5]}{PAYMENT[5:]}"
        desk.clock.go()
        settled = await refunds.settled(made.id)
    assert settled is not None
    assert settled.state is State.CONFIRMED


async def test_what_is_found_at_the_start_is_unresolved_no_more(desk: Desk) -> None:
    failing(lost())(desk.server)
    async with desk.open() as refunds:
        await without_trace(refunds, 1250)
        desk.server.book(1250)
        assert await refunds.resume() == ()
        assert await refunds.unresolved() == ()


async def test_one_refund_is_looked_for_by_one(desk: Desk) -> None:
    failing(lost())(desk.server)
    desk.clock.stop()
    async with desk.open() as refunds:
        await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        await until(lambda: any(step.next_check for step in desk.steps))
        told = len(desk.steps)
        await refunds.prepare(PAYMENT)
        await refunds.resume()
        await refunds.prepare(PAYMENT)
        assert len(desk.steps) == told, "nobody else announces a reading"


async def test_three_good_readings_are_three_however_late_they_come(desk: Desk) -> None:
    good_ones: list[float] = []

    async def on_read() -> None:
        if desk.clock.ticks < 200:
            raise lost()
        good_ones.append(desk.clock.ticks)

    failing(lost())(desk.server)
    async with desk.open() as refunds:
        form = await refunds.prepare(PAYMENT)
        made = await refunds.confirm(form, 1250)
        desk.server.on_read = on_read
        settled = await refunds.settled(made.id)
    assert settled is not None
    assert settled.state is State.NOT_FOUND
    assert len(good_ones) == 3


async def one_without_trace_and_one_open(desk: Desk, refunds: RefundsService) -> tuple[Intent, Intent]:
    """Two refunds of one payment whose answers were lost: of 7.00 and of 12.50."""
    failing(lost())(desk.server)
    old = await without_trace(refunds, 700)
    desk.clock.stop()
    failing(lost())(desk.server)
    return old, await refunds.confirm(await refunds.prepare(PAYMENT), 1250, consents=AGAIN)


async def test_what_an_open_refund_may_explain_is_left_for_later(desk: Desk) -> None:
    async with desk.open() as refunds:
        old, new = await one_without_trace_and_one_open(desk, refunds)
        desk.server.book(700)
        shown = await refunds.prepare(PAYMENT)
        assert (shown.in_progress, shown.found) == (new, ())
        assert [each.id for each in shown.not_found] == [old.id]


async def test_an_answer_with_the_refund_of_another_intent_is_no_proof(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def create(*_: object, **__: object) -> Refund:
        return Refund.read(desk.server.refunds[0])

    async with desk.open() as refunds:
        first = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        assert first.refund_id is not None
        desk.server.hidden = {first.refund_id}
        monkeypatch.setattr(desk.server, "create", create)
        desk.clock.stop()
        second = await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        assert (second.state, second.error_class) == (State.UNKNOWN, "AlreadyClaimed")


@pytest.mark.parametrize("live", [True, False])
async def test_an_intent_is_known_in_its_own_mode_alone(desk: Desk, live: bool) -> None:
    journal = Journal(desk.path)
    journal.insert(intent(State.CONFIRMED, live=live), at=NOW)
    journal.close()
    async with desk.open(live=live) as own, desk.open(live=not live) as other:
        assert await own.get("one") is not None
        assert await other.get("one") is None


async def test_the_history_is_of_the_last_thousand(desk: Desk) -> None:
    journal = Journal(desk.path)
    with journal.writing() as connection:
        many = (intent(State.CONFIRMED, id=f"{number:04}") for number in range(1001))
        connection.executemany(INSERT, map(row_of, many))
    assert [each.id for each in journal.history()] == [f"{number:04}" for number in range(1000, 0, -1)]
    journal.close()
    async with desk.open() as refunds:
        assert len(await refunds.history()) == 1000
        assert [each.id for each in await refunds.history(2)] == ["1000", "0999"]
    async with aclosing(SqliteLedger(Journal(desk.path))) as thread:
        assert len(await RefundLedger(thread, desk.clock, live=False).history()) == 1000


async def test_what_is_told_stands_in_the_journal(desk: Desk) -> None:
    async with desk.open() as refunds:
        await refunds.confirm(await refunds.prepare(PAYMENT), 1250)
        await asyncio.sleep(0)
    assert [step.journaled for step in desk.steps] == [True] * 4
    assert [step.next_check for step in desk.steps] == [None] * 4


async def test_only_what_a_dead_program_left_changes_hands(desk: Desk) -> None:
    journal = Journal(desk.path)
    journal.insert(intent(State.SENDING), at=NOW)
    asked = intent(State.AMBIGUOUS, id="two", payment="paym_" + "Z" * 24, candidate_ids=("refd_x",))
    journal.insert(asked, at=NOW)
    journal.close()
    desk.dead.add(asked.owner.pid)
    desk.clock.stop()
    async with desk.open(OTHER) as other:
        taken = {each.id: each for each in await other.resume()}
        assert (taken["one"].state, taken["one"].owner) == (State.UNKNOWN, OTHER)
        decided = await other.decide("two", "refd_x")
        assert (decided.state, decided.owner) == (State.CONFIRMED, asked.owner)


async def test_two_that_match_are_found_by_nobody_yet(desk: Desk) -> None:
    failing(lost())(desk.server)
    async with desk.open() as refunds:
        missing = await without_trace(refunds, 1250)
        desk.server.book(1250)
        desk.server.book(1250)
        shown = await refunds.prepare(PAYMENT)
        assert shown.found == ()
        assert shown.in_progress is not None
        assert (shown.in_progress.id, shown.in_progress.state) == (missing.id, State.AMBIGUOUS)
        before = list(desk.server.requests)
        assert [each.state for each in await refunds.resume()] == [State.AMBIGUOUS]
        assert desk.server.requests == before, "a person decides: nothing is read for it"


async def test_the_window_is_counted_from_the_first_look(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    since: list[Any] = []

    async def page(*, created: object = None) -> Listed:
        since.append(created)
        return Listed()

    monkeypatch.setattr(desk.server, "page", page)
    failing(lost())(desk.server)
    desk.clock.ticks = 1000
    async with desk.open() as refunds:
        missing = await without_trace(refunds, 1250)
    assert desk.clock.ticks >= 1120
    assert missing.server_date is not None
    assert since == [missing.server_date - timedelta(seconds=60)]
