"""A window is loaded whole from a server in trouble: each payment once, no page asked for too often."""

import asyncio
import random
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import ServerError
from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from stancer_tui.services.payments.service import PaymentsService
from stancer_tui.services.payments.window_load import RESTS, Rest
from stancer_tui.services.payments.windows import PRESETS
from tests.benchmarks.faulty import Faulty, Trouble
from tests.benchmarks.written import Pages, query_of
from tests.faults.made_time import in_made_time

COUNT = 5_000
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ONE_WAY = 0.1
ATTEMPTS = Limits().attempts


@cache
def shop() -> Pages:
    """Five thousand payments, the last one a minute old."""
    return Pages(COUNT, int(NOW.timestamp()) - 60)


@dataclass
class Server:
    """Answers after a way there and a way back."""

    faulty: Faulty
    arrived: list[float] = field(default_factory=list)
    limited: list[tuple[float, float]] = field(default_factory=list)
    """When a 429 was given, and how long it asked to wait."""
    at_once: int = 0
    most_at_once: int = 0

    async def __call__(self, scope: MutableMapping[str, Any], _receive: Any, send: Any) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(ONE_WAY)
            now = asyncio.get_running_loop().time()
            self.arrived.append(now)
            target = f"{scope['path']}?{scope['query_string'].decode()}"
            status, pieces, headers = self._answer(target, now)
            await asyncio.sleep(ONE_WAY)
        finally:
            self.at_once -= 1
        kinds = [(b"content-type", b"application/json"), *headers]
        await send({"type": "http.response.start", "status": status, "headers": kinds})
        await send({"type": "http.response.body", "body": b"".join(pieces)})

    def _answer(
        self, target: str, now: float
    ) -> tuple[int, list[bytes | memoryview], list[tuple[bytes, bytes]]]:
        query = query_of(target)
        assert query is not None
        refusal = self.faulty.refusal(shop().first(query), now)
        if refusal is None:
            return *shop().answer(target), []
        name, _, value = refusal.headers.strip().encode().partition(b": ")
        if refusal.status == 429:
            self.limited.append((now, float(value)))
        return refusal.status, [refusal.body], [(name, value)] if name else []


@dataclass
class Load:
    """What one load brought."""

    found: list[str | None] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    complete: bool = False


async def load(server: Server, into: Load) -> None:
    """The last ninety days, with the limits of the program."""
    client = StancerClient(SecretStr(DEMO_SECRET_TEST), app=server, timeouts=Timeouts())
    async with client:
        async for batch in PaymentsService(client, lambda: NOW).load(PRESETS[-1].window(NOW)):
            into.found += [row.id for row in batch.rows]
            into.rests += [batch.rest] if batch.rest is not None else []
            into.complete = batch.complete


def loaded(trouble: Trouble, monkeypatch: pytest.MonkeyPatch) -> tuple[Load, Server]:
    monkeypatch.setattr("stancer_tui.api.retry.random", random.Random(trouble.seed))
    server, came = Server(Faulty(trouble)), Load()
    in_made_time(load(server, came))
    return came, server


@pytest.mark.parametrize("limit", [0, 3, 10, 30])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everything_comes_once_and_no_page_is_asked_for_too_often(
    seed: int, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    came, server = loaded(Trouble(errors=0.02, limit=limit, seed=seed), monkeypatch)
    assert came.complete
    assert (len(came.found), len(set(came.found))) == (COUNT, COUNT)
    assert server.faulty.most <= ATTEMPTS
    assert server.most_at_once <= Limits().in_flight
    assert not came.rests or limit < 10, "where more is allowed, no page uses up its attempts"
    assert bool(server.limited) is (limit != 0)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_page_that_fails_in_every_attempt_is_asked_for_again_after_a_rest(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    came, server = loaded(Trouble(errors=0.6, limit=20, seed=seed), monkeypatch)
    assert came.complete
    assert (len(came.found), len(set(came.found))) == (COUNT, COUNT)
    assert {type(rest.error) for rest in came.rests} >= {ServerError}
    assert {rest.seconds for rest in came.rests} <= set(RESTS)
    assert server.most_at_once <= Limits().in_flight


def test_a_429_pauses_every_read_and_not_only_the_one_that_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    _came, server = loaded(Trouble(errors=0.0, limit=10, seed=1), monkeypatch)
    assert len(server.limited) > 1
    for moment, asked in server.limited:
        # what left before the answer was heard arrives until here
        heard = moment + 2 * ONE_WAY
        early = [each for each in server.arrived if heard < each < heard + asked - 1e-6]
        assert early == [], f"told at {moment:.2f} to wait {asked:g} s"
    told = len(server.limited)
    assert told < len(server.arrived) / 5, "most requests are answered"


def test_a_server_that_stays_broken_is_given_up_with_what_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancer_tui.api.retry.random", random.Random(1))
    server, came = Server(Faulty(Trouble())), Load()
    broken = Faulty(Trouble(errors=1.0))

    def breaks() -> None:
        server.faulty = broken

    async def works_for_a_while() -> None:
        asyncio.get_running_loop().call_later(2.0, breaks)
        await load(server, came)

    with pytest.raises(ServerError):
        in_made_time(works_for_a_while())
    assert not came.complete
    assert 1_000 < len(came.found) == len(set(came.found)) < COUNT
    assert [rest.seconds for rest in came.rests] == list(RESTS)
    assert broken.most <= ATTEMPTS * (len(RESTS) + 1)
