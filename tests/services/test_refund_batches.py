"""Several refunds confirmed at once: each sent once, one after another, stoppable, and gone on with later."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from stancer_tui.api.errors import (
    ApiError,
    BadRequest,
    Effect,
    NotFound,
    NotSent,
    RateLimited,
    Unauthorized,
    Unreachable,
)
from stancer_tui.services.refunds.batch import AT_ONCE, BatchBusy, BatchRefused
from stancer_tui.services.refunds.batch_plan import MOST, PlannedRefund, PlanTrouble
from stancer_tui.services.refunds.batch_run import REFUSALS_IN_A_ROW, Phase, Stop
from stancer_tui.services.refunds.batch_words import LEFT_OUT, counts
from stancer_tui.store.batch import Batch, BatchState, ItemState
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.intent import RefundReason, State
from stancer_tui.store.sqlite.journal import Journal
from tests.services.batch_world import AMOUNT, PAYMENTS, Shop, World, plan
from tests.services.refund_desk import ME, OTHER, until
from tests.services.refund_server import HandClock, lost

FIRST, SECOND, THIRD, FOURTH, FIFTH = PAYMENTS
Hook = Callable[[str], Awaitable[None]]


@pytest.fixture
def world(tmp_path: Path) -> World:
    clock = HandClock()
    return World(Shop(clock), clock, tmp_path / "journal.db")


def at(place: str, error: ApiError, *, before: Callable[[str], object] = str) -> Hook:
    """Fail every request of one payment."""

    async def hook(payment: str) -> None:
        if payment == place:
            before(payment)
            raise error

    return hook


def always(error: ApiError) -> Hook:
    async def hook(_: str) -> None:
        raise error

    return hook


def held(world: World, payment: str) -> tuple[asyncio.Event, asyncio.Event]:
    """Hold the request of one payment until told: (it has arrived, it may go on)."""
    arrived, go = asyncio.Event(), asyncio.Event()

    async def hook(asked: str) -> None:
        if asked == payment:
            arrived.set()
            await go.wait()

    world.shop.on_create = hook
    return arrived, go


def states(batch: Batch) -> list[State | str | None]:
    """What came of each item: the state of its intent, else why it was left out, else None."""
    return [item.note if item.intent is None else item.intent.state for item in batch.items]


def refused(status: int = 400, kind: type[ApiError] = BadRequest) -> ApiError:
    return kind("no", status=status, effect=Effect.REFUSED)


def nothing_twice(world: World) -> None:
    for payment in PAYMENTS:
        assert world.shop.back(payment) <= AMOUNT, payment
        assert world.shop.posts.count(payment) <= 1, payment


async def test_each_payment_is_refunded_once_in_the_order_that_was_confirmed(world: World) -> None:
    order = (THIRD, FIRST, FIFTH)
    async with world.program() as till:
        batch = await till.ended(await till.begin(order))
        assert states(batch) == [State.CONFIRMED] * 3
        assert (till.batches.under_way, batch.state) == (False, BatchState.ENDED)
        assert await till.batches.left() == ()
    assert tuple(world.shop.posts) == order
    assert [each.ticket for each in world.intents()] == ["T-81"] * 3
    assert counts(batch) == "3 made"


async def test_the_whole_batch_is_in_the_journal_before_the_first_request(world: World) -> None:
    seen: list[Batch] = []

    async def hook(_: str) -> None:
        seen.extend(world.batches())

    world.shop.on_create = hook
    async with world.program() as till:
        await till.ended(await till.begin())
    first = seen[0]
    assert (first.state, first.reason, first.ticket) == (BatchState.RUNNING, RefundReason.DUPLICATE, "T-81")
    assert [(item.payment, item.amount) for item in first.items] == [(each, AMOUNT) for each in PAYMENTS]


async def test_never_two_requests_at_once(world: World) -> None:
    under_way: set[str] = set()

    async def hook(payment: str) -> None:
        assert not under_way
        under_way.add(payment)
        await asyncio.sleep(0)
        under_way.discard(payment)

    world.shop.on_create = hook
    async with world.program() as till:
        assert counts(await till.ended(await till.begin())) == "5 made"


@pytest.mark.parametrize("place", range(len(PAYMENTS)))
async def test_a_stop_lets_the_refund_in_flight_finish_and_sends_no_other(world: World, place: int) -> None:
    arrived, go = held(world, PAYMENTS[place])
    async with world.program() as till:
        run = await till.begin()
        await arrived.wait()
        run.stop()
        assert run.progress.stopping
        go.set()
        batch = await till.ended(run)
        assert states(batch) == [State.CONFIRMED] * (place + 1) + [None] * (len(PAYMENTS) - place - 1)
        last = place == len(PAYMENTS) - 1
        assert run.progress.stop is (None if last else Stop.AGENT)
        assert batch.state is (BatchState.ENDED if last else BatchState.STOPPED)
    assert world.shop.posts == list(PAYMENTS[: place + 1])


async def test_the_rest_of_a_stopped_batch_needs_a_new_confirmation(world: World) -> None:
    arrived, go = held(world, SECOND)
    async with world.program() as till:
        run = await till.begin()
        await arrived.wait()
        run.stop()
        go.set()
        await till.ended(run)
        (left,) = await till.batches.left()
        assert [item.payment for item in left.waiting] == [THIRD, FOURTH, FIFTH]
        rest = await till.rest(left)
        again = await till.ended(await till.batches.go_on(left, [rest[0], rest[2]]))
        assert states(again) == [*[State.CONFIRMED] * 3, LEFT_OUT, State.CONFIRMED]
        assert await till.batches.left() == ()
    assert world.shop.posts == [FIRST, SECOND, THIRD, FIFTH]


async def test_what_is_left_for_good_is_not_offered_again(world: World) -> None:
    arrived, go = held(world, FIRST)
    async with world.program() as till:
        run = await till.begin()
        await arrived.wait()
        run.stop()
        go.set()
        batch = await till.ended(run)
        await till.batches.leave(batch)
        assert await till.batches.left() == ()
        assert (run.progress.phase, run.progress.batch.waiting) == (Phase.ENDED, ())
        with pytest.raises(BatchBusy):
            await till.batches.go_on(batch, await till.rest(batch))
    assert [item.state for item in world.batches()[0].items[1:]] == [ItemState.SKIPPED] * 4
    assert world.shop.posts == [FIRST]


async def test_a_payment_that_a_colleague_refunded_in_the_middle_is_left_out(world: World) -> None:
    async def hook(payment: str) -> None:
        if payment == FIRST:
            world.shop.book(THIRD)

    world.shop.on_create = hook
    async with world.program() as till:
        batch = await till.ended(await till.begin())
    assert states(batch)[2] == "Somebody refunded it since it was shown: nothing is left."
    assert counts(batch) == "4 made, 1 left out"
    assert THIRD not in world.shop.posts
    nothing_twice(world)


async def test_a_payment_that_is_disputed_in_the_middle_is_left_out(world: World) -> None:
    async def hook(payment: str) -> None:
        if payment == FIRST:
            world.shop.statuses[SECOND] = "disputed"

    world.shop.on_create = hook
    async with world.program() as till:
        batch = await till.ended(await till.begin())
    assert states(batch)[1] == "It changed since it was shown."
    assert SECOND not in world.shop.posts


async def test_an_unknown_outcome_asks_before_anything_else_is_sent(world: World) -> None:
    world.clock.stop()
    world.shop.on_create = at(SECOND, lost())
    async with world.program() as till:
        run = await till.begin()
        await till.asked(run)
        assert run.progress.current == SECOND
        assert world.shop.posts == [FIRST, SECOND]
        run.stop()
        batch = await till.ended(run)
        assert (run.progress.stop, batch.state) == (Stop.AGENT, BatchState.STOPPED)
        assert states(batch) == [State.CONFIRMED, State.UNKNOWN, None, None, None]
    assert world.shop.posts == [FIRST, SECOND]


async def test_an_unknown_outcome_that_was_made_lets_the_batch_go_on(world: World) -> None:
    world.shop.on_create = at(SECOND, lost(), before=world.shop.book)
    async with world.program() as till:
        run = await till.begin()
        await till.asked(run)
        run.go_on()
        batch = await till.ended(run)
    assert states(batch) == [State.CONFIRMED] * 5
    nothing_twice(world)


async def test_an_unknown_outcome_without_a_trace_stops_the_batch(world: World) -> None:
    world.shop.on_create = at(SECOND, lost())
    async with world.program() as till:
        run = await till.begin()
        await till.asked(run)
        run.go_on()
        batch = await till.ended(run)
        assert (run.progress.stop, states(batch)[1:]) == (Stop.UNKNOWN, [State.NOT_FOUND, None, None, None])
        (left,) = await till.batches.left()
        assert [item.payment for item in left.waiting] == [THIRD, FOURTH, FIFTH]
    assert world.batches()[0].stopped == Stop.UNKNOWN.value


async def test_waiting_for_an_outcome_can_be_stopped(world: World) -> None:
    world.clock.stop()
    world.shop.on_create = at(SECOND, lost())
    async with world.program() as till:
        run = await till.begin()
        await till.asked(run)
        run.go_on()
        await until(lambda: run.progress.phase is Phase.WAITING)
        run.stop()
        await till.ended(run)
        assert run.progress.stop is Stop.AGENT
    assert world.shop.posts == [FIRST, SECOND]


async def test_a_refund_beside_ours_asks_before_anything_else_is_sent(world: World) -> None:
    async def hook(payment: str) -> None:
        if payment == FIRST:
            world.shop.book(FIRST, 500)

    world.shop.on_create = hook
    async with world.program() as till:
        run = await till.begin([FIRST, SECOND])
        await till.asked(run)
        assert world.shop.posts == [FIRST]
        run.go_on()
        assert states(await till.ended(run)) == [State.CONFIRMED] * 2


async def test_one_refusal_is_told_and_the_others_are_sent(world: World) -> None:
    world.clock.stop()
    world.shop.on_create = at(SECOND, refused())
    async with world.program() as till:
        run = await till.begin()
        batch = await till.ended(run)
        assert counts(batch) == "4 made, 1 refused"
        assert states(batch)[1] is State.UNKNOWN, "a refusal is no proof until the window is over"
        world.clock.go()
        await until(lambda: states(run.progress.batch)[1] is State.REJECTED)
    nothing_twice(world)


async def test_refusals_in_a_row_stop_the_batch(world: World) -> None:
    world.shop.on_create = always(refused())
    async with world.program() as till:
        run = await till.begin()
        await till.ended(run)
        assert run.progress.stop is Stop.REFUSALS
    assert len(world.shop.posts) == REFUSALS_IN_A_ROW


async def test_refusals_that_do_not_follow_each_other_stop_nothing(world: World) -> None:
    async def hook(payment: str) -> None:
        if payment != THIRD:
            raise refused()

    world.shop.on_create = hook
    async with world.program() as till:
        run = await till.begin()
        await till.ended(run)
        assert run.progress.stop is None
    assert len(world.shop.posts) == len(PAYMENTS)


ENDS_IT = {
    "key": (refused(401, Unauthorized), Stop.KEY),
    "limit": (refused(429, RateLimited), Stop.LIMITED),
    "offline": (NotSent("no route", effect=Effect.NOT_SENT), Stop.OFFLINE),
}


@pytest.mark.parametrize("name", ENDS_IT)
async def test_what_holds_for_every_payment_stops_at_the_first(world: World, name: str) -> None:
    error, stop = ENDS_IT[name]
    world.shop.on_create = at(SECOND, error)
    async with world.program() as till:
        run = await till.begin()
        batch = await till.ended(run)
        assert run.progress.stop is stop
        assert states(batch)[2:] == [None] * 3
    assert world.shop.posts == [FIRST, SECOND]
    assert world.batches()[0].stopped == stop.value


READINGS = {
    "key": (Unauthorized("no", status=401), Stop.KEY),
    "limit": (RateLimited("slow", status=429), Stop.LIMITED),
    "offline": (Unreachable("no route"), Stop.OFFLINE),
}


@pytest.mark.parametrize("name", READINGS)
async def test_a_payment_that_cannot_be_read_again_stops_the_batch_and_stays_waiting(
    world: World, name: str
) -> None:
    error, stop = READINGS[name]
    async with world.program() as till:
        candidates = await till.read()
        world.shop.on_read = at(SECOND, error)
        run = await till.batches.begin(plan(candidates))
        batch = await till.ended(run)
        assert run.progress.stop is stop
        assert [item.payment for item in batch.waiting] == list(PAYMENTS[1:])
    assert world.shop.posts == [FIRST]


async def test_a_payment_that_is_gone_is_left_out(world: World) -> None:
    async with world.program() as till:
        candidates = await till.read()
        world.shop.on_read = at(SECOND, NotFound("no such payment", status=404))
        batch = await till.ended(await till.batches.begin(plan(candidates)))
    assert states(batch)[1] == "Stancer does not know this payment."
    assert counts(batch) == "4 made, 1 left out"


@pytest.mark.parametrize("trouble", [LedgerTrouble.FULL, LedgerTrouble.READ_ONLY])
async def test_a_journal_that_fails_in_the_middle_stops_the_batch(
    world: World, monkeypatch: pytest.MonkeyPatch, trouble: LedgerTrouble
) -> None:
    insert = Journal.insert

    def fails(journal: Journal, intent: object, **options: object) -> None:
        if world.shop.posts == [FIRST, SECOND]:
            raise LedgerUnavailable(trouble)
        insert(journal, intent, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Journal, "insert", fails)
    async with world.program() as till:
        run = await till.begin()
        batch = await till.ended(run)
        assert run.progress.stop is Stop.JOURNAL
        assert [item.payment for item in batch.waiting] == [THIRD, FOURTH, FIFTH]
    assert world.shop.posts == [FIRST, SECOND]


async def test_a_batch_that_cannot_be_journaled_sends_nothing(world: World) -> None:
    async with world.program() as till:
        candidates = await till.read()
        world.path.unlink()
        with pytest.raises(LedgerUnavailable):
            await till.batches.begin(plan(candidates))
        assert not till.batches.under_way
    assert world.shop.posts == []


async def test_a_second_press_begins_no_second_batch(world: World) -> None:
    arrived, go = held(world, FIRST)
    async with world.program() as till:
        candidates = await till.read()
        both = await asyncio.gather(
            till.batches.begin(plan(candidates)),
            till.batches.begin(plan(candidates)),
            return_exceptions=True,
        )
        assert sum(isinstance(each, BatchBusy) for each in both) == 1
        await arrived.wait()
        with pytest.raises(BatchBusy):
            await till.batches.begin(plan(candidates))
        go.set()
        await until(lambda: not till.batches.under_way)
    assert world.shop.posts == list(PAYMENTS)
    assert len(world.batches()) == 1


async def killed_at(world: World, place: int) -> None:
    """A program begins a batch and is gone while it sends the item at `place`."""
    arrived, _ = held(world, PAYMENTS[place])
    async with world.program() as till:
        await till.begin()
        await arrived.wait()
    world.dead.add(ME.pid)
    world.shop.on_create = None


@pytest.mark.parametrize("place", range(len(PAYMENTS)))
async def test_after_a_crash_the_rest_is_offered_and_nothing_goes_twice(world: World, place: int) -> None:
    await killed_at(world, place)
    async with world.program(OTHER) as till:
        for intent in await till.refunds.resume():
            await till.refunds.settled(intent.id)
        left = await till.batches.left()
        if place == len(PAYMENTS) - 1:
            assert left == (), "nothing waits: there is nothing to go on with"
        else:
            (batch,) = left
            assert [item.payment for item in batch.waiting] == list(PAYMENTS[place + 1 :])
            assert states(batch)[: place + 1] == [*[State.CONFIRMED] * place, State.NOT_FOUND]
            again = await till.ended(await till.batches.go_on(batch, await till.rest(batch)))
            assert states(again)[place + 1 :] == [State.CONFIRMED] * (len(PAYMENTS) - place - 1)
    assert world.shop.posts == list(PAYMENTS)
    nothing_twice(world)


async def test_a_crash_between_two_items_leaves_the_next_one_waiting(world: World) -> None:
    """Written down as a whole and not begun: nothing was sent, and the next start says so."""
    stopped = asyncio.Event()
    async with world.program() as till:
        candidates = await till.read()

        async def hook(payment: str) -> None:
            if payment == FIRST:
                stopped.set()
                await asyncio.Event().wait()

        world.shop.on_read = hook
        await till.batches.begin(plan(candidates))
        await stopped.wait()
    world.dead.add(ME.pid)
    world.shop.on_read = None
    async with world.program(OTHER) as till:
        (batch,) = await till.batches.left()
        assert len(batch.waiting) == len(PAYMENTS)
        assert states(await till.ended(await till.batches.go_on(batch, await till.rest(batch)))) == (
            [State.CONFIRMED] * 5
        )
    assert world.shop.posts == list(PAYMENTS)


async def test_an_item_that_was_prepared_and_abandoned_is_not_sent_by_the_batch(world: World) -> None:
    """Its intent exists: whatever its state, the batch is done with it."""
    await killed_at(world, 1)
    journal = Journal(world.path)
    with journal.writing() as connection:  # as a crash leaves it between its two commits
        connection.execute("UPDATE intents SET state = 'prepared' WHERE payment = ?", (SECOND,))
    journal.close()
    async with world.program(OTHER) as till:
        await till.refunds.resume()
        (batch,) = await till.batches.left()
        assert states(batch)[:2] == [State.CONFIRMED, State.ABANDONED]
        await till.ended(await till.batches.go_on(batch, await till.rest(batch)))
    assert world.shop.posts == list(PAYMENTS)


async def test_a_running_batch_is_not_offered_to_another_window(world: World) -> None:
    arrived, go = held(world, SECOND)
    async with world.program() as mine, world.program(OTHER) as other:
        run = await mine.begin()
        await arrived.wait()
        assert await other.batches.left() == ()
        with pytest.raises(BatchBusy):
            await other.batches.go_on(run.progress.batch, await other.rest(run.progress.batch))
        with pytest.raises(BatchBusy):
            await other.batches.leave(run.progress.batch)
        go.set()
        assert counts(await mine.ended(run)) == "5 made"
    nothing_twice(world)


async def test_of_two_windows_that_go_on_with_one_batch_one_is_told_no(world: World) -> None:
    await killed_at(world, 0)
    third = type(OTHER)(3, "boot:3", "third")
    async with world.program(OTHER) as other, world.program(third) as another:
        (batch,) = await other.batches.left()
        assert await another.batches.left() == (batch,)
        rest, same = await other.rest(batch), await another.rest(batch)
        arrived, go = held(world, SECOND)
        run = await other.batches.go_on(batch, rest)
        await arrived.wait()  # nobody writes now
        with pytest.raises(BatchBusy):
            await another.batches.go_on(batch, same)
        go.set()
        await other.ended(run)
    assert world.shop.posts == list(PAYMENTS)
    nothing_twice(world)


async def test_a_program_that_was_taken_for_dead_sends_nothing_more(world: World) -> None:
    """Two machines on one home directory cannot see each other's processes."""
    arrived, go = held(world, SECOND)
    async with world.program() as mine:
        run = await mine.begin()
        await arrived.wait()
        world.dead.add(ME.pid)
        async with world.program(OTHER) as other:
            (batch,) = await other.batches.left()
            rest = await other.rest(batch)
            taken = await other.batches.go_on(batch, rest)
            go.set()
            await mine.ended(run)
            await other.ended(taken)
        assert run.progress.stop is Stop.TAKEN_OVER
    assert world.shop.posts == list(PAYMENTS)
    nothing_twice(world)


async def test_a_program_whose_batch_was_left_elsewhere_sends_nothing_more(world: World) -> None:
    arrived, go = held(world, SECOND)
    async with world.program() as mine:
        run = await mine.begin()
        await arrived.wait()
        world.dead.add(ME.pid)
        async with world.program(OTHER) as other:
            (batch,) = await other.batches.left()
            await other.batches.leave(batch)
            go.set()
            await mine.ended(run)
        assert run.progress.stop is Stop.TAKEN_OVER
    assert world.shop.posts == [FIRST, SECOND]
    assert world.batches()[0].state is BatchState.ENDED, "what the other one wrote stands"


async def test_the_journal_takes_an_item_once_whoever_sends_it(world: World) -> None:
    """The last guard: even where both programs have passed every check, the second intent is not written."""
    async with world.program() as mine, world.program(OTHER) as other:
        first = await mine.refunds.confirm(await mine.refunds.prepare(FIRST), 500, intent_id="item")
        assert first.state is State.CONFIRMED
        run = await other.begin([SECOND])
        await other.ended(run)
        item = run.progress.batch.items[0].intent_id
        offer = await mine.refunds.prepare(THIRD)
        with pytest.raises(Exception, match="already in progress"):
            await mine.refunds.confirm(offer, AMOUNT, intent_id=item)
    assert world.shop.posts == [FIRST, SECOND]


async def test_what_was_left_in_the_middle_goes_on_only_as_it_was_confirmed(world: World) -> None:
    await killed_at(world, 0)
    world.shop.book(THIRD, 500)
    async with world.program(OTHER) as till:
        (batch,) = await till.batches.left()
        rest = await till.rest(batch)
        assert [each.payment for each in rest if not each.sendable] == [THIRD]
        with pytest.raises(BatchRefused):
            await till.batches.go_on(batch, rest)
        with pytest.raises(BatchRefused):
            await till.batches.go_on(batch, [])
        other_amount = await till.batches.read([SECOND], lambda _: None, {SECOND: 700})
        with pytest.raises(BatchRefused):
            await till.batches.go_on(batch, other_amount)
    assert world.shop.posts == [FIRST]


async def test_a_read_only_desk_begins_no_batch(world: World) -> None:
    async with world.program(read_only=True) as till:
        candidates = await till.read()
        assert not any(each.sendable for each in candidates)
        with pytest.raises(BatchRefused) as caught:
            await till.batches.begin(plan(candidates))
        assert caught.value.trouble is PlanTrouble.NOT_SENDABLE
    assert world.shop.posts == []


async def test_what_needs_a_confirmation_of_its_own_is_in_no_batch(world: World) -> None:
    world.shop.statuses |= {FIRST: "disputed", SECOND: "capture_sent", THIRD: "refused"}
    world.shop.book(FOURTH)
    async with world.program() as till:
        candidates = await till.read()
        assert [each.payment for each in candidates if each.sendable] == [FIFTH]
        for each in candidates[:4]:
            with pytest.raises(BatchRefused) as caught:
                await till.batches.begin(plan([each, candidates[4]]))
            assert caught.value.trouble is PlanTrouble.NOT_SENDABLE
    assert world.shop.posts == []


async def test_a_review_reads_a_few_payments_at_once_and_says_which_could_not_be_read(world: World) -> None:
    world.shop.on_read = at(SECOND, Unreachable("no route"))
    read: list[str] = []
    async with world.program() as till:
        many = [*PAYMENTS, *(f"paym_{number:024}" for number in range(10, 30)), FIRST]
        candidates = await till.batches.read(many, lambda each: read.append(each.payment))
    assert [each.payment for each in candidates] == many[:-1], "each once, in their order"
    assert [each.payment for each in candidates if each.error is not None] == [SECOND]
    assert sorted(read) == sorted(many[:-1])
    assert world.shop.most_at_once == AT_ONCE


async def test_a_plan_that_cannot_be_right_is_refused_before_anything_is_written(world: World) -> None:
    world.shop.currencies[SECOND] = "usd"
    async with world.program() as till:
        first, second, third, *_ = await till.read()
        assert first.offer is not None
        twice = plan([first, first])
        many = plan([first]).refunds * (MOST + 1)
        too_much = PlannedRefund(first.offer, AMOUNT + 1)
        wrong = {
            PlanTrouble.EMPTY: plan([]),
            PlanTrouble.TWICE: twice,
            PlanTrouble.TOO_MANY: type(twice)(many, RefundReason.OTHER),
            PlanTrouble.CURRENCIES: plan([first, second]),
            PlanTrouble.NO_REASON: plan([first, third], reason=None),
            PlanTrouble.SEVERAL_PERSONS: plan([first, third], persons=2),
            PlanTrouble.TICKET_TOO_LONG: plan([first], ticket="x" * 101),
            PlanTrouble.NOT_SENDABLE: type(twice)((too_much,), RefundReason.OTHER),
        }
        for trouble, refused_plan in wrong.items():
            with pytest.raises(BatchRefused) as caught:
                await till.batches.begin(refused_plan)
            assert caught.value.trouble is trouble
        assert len(wrong) == len(PlanTrouble)
        incident = plan([first, third], reason=RefundReason.INCIDENT, persons=2)
        assert [each.amount for each in incident.totals] == [2 * AMOUNT]
        assert counts(await till.ended(await till.batches.begin(incident))) == "2 made"
    assert world.shop.posts == [FIRST, THIRD]
