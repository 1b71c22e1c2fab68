"""`rest` sees what an event loop has to do."""

import asyncio
from threading import Event

import pytest

from tests.quiescence import SOON, observed, rest


async def _steps(done: list[str]) -> None:
    for step in "abc":
        await asyncio.sleep(0)
        done.append(step)


async def _timer(done: list[str]) -> None:
    await asyncio.sleep(SOON / 2)
    done.append("due")


async def _thread(done: list[str]) -> None:
    going = Event()
    asyncio.get_running_loop().call_later(SOON / 2, going.set)
    await asyncio.to_thread(going.wait)
    await asyncio.to_thread(done.append, "worked")


@pytest.mark.parametrize(
    ("work", "expected"), [(_steps, ["a", "b", "c"]), (_timer, ["due"]), (_thread, ["worked"])]
)
def test_it_returns_once_nothing_is_left_to_do(work: object, expected: list[str]) -> None:
    done: list[str] = []

    async def wait() -> None:
        assert callable(work)
        task = asyncio.create_task(work(done))
        later = asyncio.create_task(asyncio.sleep(3600))
        await asyncio.gather(rest(), rest())
        assert done == expected, "asyncio's loop no longer tells its selector what it has to do"
        assert task.done()
        assert later.cancel()

    with observed():
        asyncio.run(wait())
