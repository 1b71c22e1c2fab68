"""Which failures of a read are followed by another attempt, after how long, and when it ends."""

import asyncio
import logging
import random
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from stancer_tui.api.errors import BadRequest, RateLimited, ServerError, Unavailable
from stancer_tui.api.limits import Limits
from stancer_tui.api.retry import again

NOW = 1000.0
"""What the loop's clock shows: it stands still."""

LATER = Unavailable("later", status=503)
LIMITS = replace(Limits(), attempts=5, backoff=1.0, backoff_cap=3.0)

Attempt = Callable[[int], Awaitable[int]]


@pytest.fixture
async def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses, none of which is waited for."""
    pauses: list[float] = []
    real, loop = asyncio.sleep, asyncio.get_running_loop()

    async def sleep(seconds: float) -> None:
        if asyncio.get_running_loop() is not loop:  # a server in a thread, of another test's
            await real(seconds)
            return
        pauses.append(seconds)
        await real(0)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: NOW)
    return pauses


def drawing(monkeypatch: pytest.MonkeyPatch, part: float) -> None:
    """Have what is drawn lie at this part of its range: 0 at its lower end, 1 at its upper end."""
    monkeypatch.setattr(random, "uniform", lambda low, high: low + part * (high - low))


def ending_with(*ends: Exception | None) -> tuple[Attempt, list[int]]:
    """Attempts that end so, one after the other, and the numbers of those that were made."""
    made: list[int] = []

    async def attempt(number: int) -> int:
        end = ends[len(made)]
        made.append(number)
        if end is not None:
            raise end
        return number

    return attempt, made


@pytest.mark.parametrize(
    ("part", "pauses"),
    [(0, [0.05, 0.05, 0.05, 0.05]), (0.5, [0.5, 1.0, 1.5, 1.5]), (1, [1.0, 2.0, 3.0, 3.0])],
)
async def test_pauses_are_drawn_from_a_range_that_doubles_up_to_its_limit(
    part: float, pauses: list[float], slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing(monkeypatch, part)
    last = ServerError("the last", status=500)
    attempt, made = ending_with(LATER, LATER, LATER, last)
    with pytest.raises(ServerError, match="the last"):
        await again(LATER, attempt, limits=LIMITS, until=NOW + 60)
    assert made == [2, 3, 4, 5]
    assert slept == pauses


async def test_the_first_answer_that_can_be_read_ends_it(slept: list[float]) -> None:
    attempt, made = ending_with(LATER, None)
    assert await again(LATER, attempt, limits=LIMITS, until=NOW + 60) == 3
    assert made == [2, 3]


@pytest.mark.parametrize("failure", [BadRequest("no", status=400), ValueError("a mistake of ours")])
async def test_what_will_not_pass_is_raised_at_once(failure: Exception, slept: list[float]) -> None:
    attempt, made = ending_with(failure)
    with pytest.raises(type(failure)) as caught:
        await again(LATER, attempt, limits=LIMITS, until=NOW + 60)
    assert caught.value is failure
    assert (made, len(slept)) == ([2], 1)


async def test_one_attempt_is_the_first(slept: list[float]) -> None:
    attempt, made = ending_with()
    with pytest.raises(Unavailable):
        await again(LATER, attempt, limits=replace(LIMITS, attempts=1), until=NOW + 60)
    assert (made, slept) == ([], [])


@pytest.mark.parametrize(("asked", "pause"), [(7.0, 7.0), (0.0, 0.05), (0.06, 0.06)])
async def test_the_wait_that_the_api_asks_is_waited(asked: float, pause: float, slept: list[float]) -> None:
    attempt, _made = ending_with(None)
    first = RateLimited("slow", status=429, retry_after=asked)
    await again(first, attempt, limits=LIMITS, until=NOW + 60)
    assert slept == [pause]


@pytest.mark.parametrize("left", [7.0, 6.9])
async def test_a_pause_that_leaves_no_time_is_not_begun(left: float, slept: list[float]) -> None:
    attempt, made = ending_with()
    first = RateLimited("slow", status=429, retry_after=7.0)
    with pytest.raises(RateLimited) as caught:
        await again(first, attempt, limits=LIMITS, until=NOW + left)
    assert caught.value is first
    assert (made, slept) == ([], [])


async def test_a_pause_that_leaves_some_time_is_waited(slept: list[float]) -> None:
    attempt, made = ending_with(None)
    first = RateLimited("slow", status=429, retry_after=7.0)
    await again(first, attempt, limits=LIMITS, until=NOW + 7.1)
    assert (made, slept) == ([2], [7.0])


async def test_nothing_is_logged(slept: list[float], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    attempt, made = ending_with(LATER, None)
    await again(LATER, attempt, limits=LIMITS, until=NOW + 60)
    assert (made, len(slept)) == ([2, 3], 2)
    assert [record for record in caplog.records if record.name != "asyncio"] == []


def test_a_library_that_has_settings_for_a_whole_process_is_not_used() -> None:
    code = (
        "import sys, stancer_tui.api.retry;"
        "print([name for name in ('stamina', 'structlog', 'prometheus_client') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
