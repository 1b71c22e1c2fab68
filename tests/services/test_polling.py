"""Reading again until an answer is there: when, how often, and when it ends."""

import pytest

from stancer_tui.api.errors import ServerError
from stancer_tui.services.waiting.polling import PollSchedule, poll_until_found
from tests.services.refund_server import HandClock

SCHEDULE = PollSchedule((2, 4, 8, 15, 30), window=120)


def clock() -> HandClock:
    """A clock that does not begin at zero, as none does."""
    hands = HandClock()
    hands.ticks = 5_000
    return hands


def test_the_last_delay_repeats() -> None:
    assert [SCHEDULE.delay(reading) for reading in range(7)] == [2, 4, 8, 15, 30, 30, 30]
    assert [PollSchedule((1, 2), window=1).delay(reading) for reading in range(4)] == [1, 2, 2, 2]


def test_the_window_ends_at_its_last_second() -> None:
    assert not SCHEDULE.is_over(119.9)
    assert SCHEDULE.is_over(120)
    assert SCHEDULE.is_over(121)


@pytest.mark.parametrize(("found_at", "told"), [(1, [2]), (3, [2, 4, 8]), (9, [2, 4, 8, 15, 30, 30, 30, 30])])
async def test_it_is_read_until_it_is_found_or_the_window_is_over(found_at: int, told: list[float]) -> None:
    readings: list[int] = []

    async def read() -> str | None:
        readings.append(1)
        return "found" if len(readings) == found_at else None

    seen: list[float] = []
    answer = await poll_until_found(read, clock(), schedule=SCHEDULE, tell=seen.append)
    assert answer == ("found" if found_at < 9 else None)
    assert seen == told


async def test_a_reading_that_fails_proves_nothing() -> None:
    readings: list[int] = []

    async def read() -> str | None:
        readings.append(1)
        if len(readings) < 12:
            raise ServerError("down", status=500)
        return None

    assert await poll_until_found(read, clock(), schedule=SCHEDULE) is None
    assert len(readings) == 12, "no trace is said only after a reading that could be made"


@pytest.mark.parametrize(("schedule", "seconds"), [(SCHEDULE, 929), (PollSchedule((100,), window=120), 900)])
async def test_reading_ends_where_nothing_can_be_read(schedule: PollSchedule, seconds: float) -> None:
    async def read() -> str | None:
        raise ServerError("down", status=500)

    hands = clock()
    with pytest.raises(ServerError):
        await poll_until_found(read, hands, schedule=schedule)
    assert hands.ticks == 5_000 + seconds, "the first failure 15 minutes or more after the beginning"
