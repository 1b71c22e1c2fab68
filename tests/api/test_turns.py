"""How many reads are sent at once, and when: the pause of all after a 429, fewer, then slowly more."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from stancer_tui.api.turns import Turns
from tests.faults.made_time import in_made_time


def turns(most: int = 8, *, longest: float = 20.0) -> Turns:
    return Turns(most, backoff=0.25, cap=4.0, longest=longest)


async def wait_for_turn(of: Turns, order: list[str], name: str, rested_until: float | None = None) -> None:
    async with of.turn(rested_until=rested_until):
        order.append(name)
        await asyncio.sleep(1)


def test_half_as_many_after_a_429_then_one_more_after_ten_and_the_last_one_after_a_hundred() -> None:
    async def story() -> None:
        of = turns()
        assert of.limited(0, 1.0)
        assert of.allowed == 4
        for allowed in (5, 6, 7):
            for _ in range(9):
                of.went_well()
            assert of.allowed == allowed - 1
            of.went_well()
            assert of.allowed == allowed
        for _ in range(99):
            of.went_well()
        assert of.allowed == 7, "eight were too many"
        of.went_well()
        assert of.allowed == 8

    in_made_time(story())


def test_one_more_that_was_too_many_is_one_less() -> None:
    async def story() -> None:
        of = turns()
        of.limited(0, 1.0)
        for _ in range(10):
            of.went_well()
        assert of.allowed == 5
        of.limited(1, 1.0)
        assert of.allowed == 4
        of.limited(2, 1.0)
        assert of.allowed == 2
        of.limited(3, 1.0)
        of.limited(4, 1.0)
        assert of.allowed == 1

    in_made_time(story())


def test_what_was_under_way_says_the_same_again() -> None:
    async def story() -> None:
        of = turns()
        async with AsyncExitStack() as stack:
            sent_after = [await stack.enter_async_context(of.turn()) for _ in range(8)]
            assert [of.limited(slowed, 1.0) for slowed in sent_after] == [True, *[False] * 7]
            assert of.allowed == 4
            assert of.resumes == 1.0
            of.limited(sent_after[0], 3.0)
            assert of.resumes == 3.0, "it may ask for more"
            of.limited(sent_after[0], None)
            assert of.resumes == 3.0

    in_made_time(story())


def test_everybody_waits_until_the_pause_is_over_and_who_was_sent_before_goes_first() -> None:
    async def story() -> None:
        of, order = turns(2), list[str]()
        of.limited(0, 5.0)
        async with asyncio.TaskGroup() as group:
            group.create_task(wait_for_turn(of, order, "first"))
            group.create_task(wait_for_turn(of, order, "second"))
            group.create_task(wait_for_turn(of, order, "again", rested_until=4.0))
            await asyncio.sleep(4.9)
            assert order == []
            assert of.pause_left() == pytest.approx(0.1)
            await asyncio.sleep(0.2)
            assert order == ["again"], "one at a time now"
        assert order == ["again", "first", "second"]

    in_made_time(story())


def test_who_rested_through_the_pause_goes_at_once_if_it_is_the_same_one() -> None:
    async def story() -> None:
        of = turns()
        of.limited(0, 5.0)
        async with asyncio.timeout(1), of.turn(rested_until=of.resumes):
            pass

    in_made_time(story())


def test_without_a_time_to_wait_the_pause_doubles_and_a_good_answer_ends_that() -> None:
    async def story() -> None:
        of = turns()
        pauses = []
        for slowed in range(6):
            of.limited(slowed, None)
            pauses.append(of.pause_left())
            await asyncio.sleep(of.pause_left())
        assert pauses == [0.25, 0.5, 1.0, 2.0, 4.0, 4.0]
        of.went_well()
        of.limited(6, None)
        assert of.pause_left() == 0.25

    in_made_time(story())


def test_a_pause_that_no_read_waits_for_is_a_short_one() -> None:
    async def story() -> None:
        of = turns(longest=20.0)
        of.limited(0, 19.0)
        assert of.pause_left() == 19.0
        of = turns(longest=20.0)
        of.limited(0, 20.0)
        assert of.pause_left() == 4.0

    in_made_time(story())


def test_who_gives_up_waiting_takes_no_turn() -> None:
    async def story() -> None:
        of, order = turns(1), list[str]()
        tasks = [asyncio.create_task(wait_for_turn(of, order, name)) for name in "abcd"]
        await asyncio.sleep(0.5)
        tasks[1].cancel()
        await asyncio.sleep(0.5)  # in the moment in which it is another one's turn
        tasks[2].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert order[0] == "a"
        assert order[-1] == "d"
        async with asyncio.timeout(1), of.turn():
            pass

    in_made_time(story())
