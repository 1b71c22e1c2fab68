"""Errands: sent once, written down without what was typed, read again in the rhythm until answered."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.api.errors import (
    ApiError,
    BadRequest,
    Effect,
    NotFound,
    NotSent,
    RateLimited,
    ServerError,
    Unauthorized,
    Unreachable,
)
from stancer_tui.models.check import Check
from stancer_tui.services.payments.writing import PaymentWriting
from stancer_tui.services.waiting.pending_requests import POLLING, PendingRequestsService
from stancer_tui.services.waiting.request_ledger import RequestProgress
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.pending_request import PendingRequest, RequestKind, RequestState
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ID = "chck_" + "a" * 24
SECRETS = ("FR1420041010050500013M02606", "Pierre", "anna@example.org")


def check(status: str) -> Check:
    return Check.read({"id": ID, "status": status})


@dataclass
class Clock:
    """Time that passes only in pauses, all of them noted."""

    time: float = 0
    pauses: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)


@dataclass
class Bank:
    """Answers readings in turn; the last answer is repeated."""

    answers: list[Check | ApiError]
    read: int = 0

    async def get(self, object_id: str, /) -> Check:
        assert object_id == ID
        answer = self.answers[min(self.read, len(self.answers) - 1)]
        self.read += 1
        if isinstance(answer, ApiError):
            raise answer
        return answer


@dataclass
class World:
    """One run of the program on a journal."""

    journal: Path
    bank: Bank
    clock: Clock = field(default_factory=Clock)
    news: list[RequestProgress] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.thread = SqliteLedger(Journal(self.journal, busy_seconds=0.05))
        self.pending_requests = PendingRequestsService(
            lambda kind: self.bank,
            self.thread,
            self.clock,
            live=False,
            key_fingerprint="abc",
            now=self.clock.now,
        )
        self.pending_requests.subscribe(self.news.append)

    async def ask(self, status: str = "check_sent") -> Check:
        async def create() -> Check:
            return check(status)

        return await self.pending_requests.send(RequestKind.CHECK, create)

    async def fail(self, error: ApiError) -> PendingRequest:
        async def create() -> Check:
            raise error

        with pytest.raises(type(error)):
            await self.pending_requests.send(RequestKind.CHECK, create)
        return (await self.pending_requests.history())[0]

    async def over(self) -> None:
        """Let every reading end."""
        await asyncio.gather(
            *(task for task in asyncio.all_tasks() if task.get_name().startswith("request "))
        )
        await asyncio.sleep(0)

    async def stop(self) -> None:
        await self.pending_requests.aclose()
        await self.thread.aclose()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = World(tmp_path / "journal.db", Bank([check("check_sent")]))
    yield made
    await made.stop()


async def test_an_answer_is_read_in_the_rhythm_and_reading_ends_with_it(world: World) -> None:
    world.bank.answers = [*[check("check_sent")] * 6, check("checked")]
    await world.ask()
    assert world.pending_requests.waiting(RequestKind.CHECK) == 1
    await world.over()
    assert world.clock.pauses == [2, 4, 8, 15, 30, 30, 30]
    assert world.bank.read == 7
    assert world.pending_requests.waiting(RequestKind.CHECK) == 0
    (pending,) = await world.pending_requests.history()
    assert (pending.state, pending.reason, pending.object_id) == (RequestState.DONE, "checked", ID)
    assert world.news[-1].answer.status == "checked"


async def test_reading_ends_after_a_quarter_of_an_hour_and_goes_on_when_asked(world: World) -> None:
    await world.ask()
    await world.over()
    assert 15 * 60 <= world.clock.time < 15 * 60 + 30
    assert world.pending_requests.waiting(RequestKind.CHECK) == 1, "it still waits"
    world.bank.answers = [check("check_error")]
    world.pending_requests.go_on()
    await world.over()
    assert (await world.pending_requests.history())[0].reason == "check_error"


async def test_a_restart_goes_on_reading(tmp_path: Path) -> None:
    first = World(tmp_path / "journal.db", Bank([check("check_sent")]))
    await first.ask()
    await first.stop()
    second = World(tmp_path / "journal.db", Bank([check("checked")]))
    (left,) = await second.pending_requests.resume()
    assert left.object_id == ID
    assert second.pending_requests.waiting(RequestKind.CHECK) == 1
    await second.over()
    assert (await second.pending_requests.history())[0].state is RequestState.DONE
    assert second.news[-1].answer.status == "checked"
    await second.stop()


async def test_a_refused_key_pauses_every_reading(world: World) -> None:
    world.bank.answers = [Unauthorized("no", status=401)]
    await world.ask()
    await world.over()
    assert world.bank.read == 1
    assert str(world.pending_requests.paused) == "no (401)"
    assert world.pending_requests.waiting(RequestKind.CHECK) == 1
    world.bank.answers = [check("checked")]
    world.bank.read = 0
    world.pending_requests.go_on()
    await world.over()
    assert world.pending_requests.paused is None
    assert world.pending_requests.waiting(RequestKind.CHECK) == 0


async def test_a_rate_limit_is_obeyed_and_failures_are_lived_through(world: World) -> None:
    world.bank.answers = [
        RateLimited("slow", status=429, retry_after=120),
        ServerError("down", status=500),
        Unreachable("cut"),
        check("checked"),
    ]
    await world.ask()
    await world.over()
    assert world.clock.pauses == [2, 120, 8, 15]


async def test_what_is_not_there_is_not_asked_for_again(world: World) -> None:
    world.bank.answers = [NotFound("no", status=404)]
    await world.ask()
    await world.over()
    assert world.bank.read == 4
    assert world.pending_requests.waiting(RequestKind.CHECK) == 0


async def test_what_is_not_there_yet_is_asked_for_again(world: World) -> None:
    world.bank.answers = [NotFound("no", status=404), NotFound("no", status=404), check("checked")]
    await world.ask()
    await world.over()
    assert (await world.pending_requests.history())[0].state is RequestState.DONE


async def test_an_object_that_is_read_again_ends_the_pause(world: World) -> None:
    world.bank.answers = [Unauthorized("no", status=401), check("checked")]
    await world.ask()
    await world.over()
    await world.pending_requests.seen(RequestKind.CHECK, check("check_sent"))
    await world.over()
    assert (await world.pending_requests.history())[0].state is RequestState.DONE


async def test_an_answer_seen_elsewhere_ends_the_waiting(world: World) -> None:
    await world.ask()
    await world.pending_requests.seen(RequestKind.CHECK, check("checked"))
    assert world.pending_requests.waiting(RequestKind.CHECK) == 0
    await world.over()
    assert (await world.pending_requests.history())[0].state is RequestState.DONE


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (BadRequest(" ".join(SECRETS), status=400, effect=Effect.REFUSED), RequestState.REFUSED),
        (NotSent(" ".join(SECRETS), effect=Effect.NOT_SENT), RequestState.NOT_SENT),
        (Unreachable(" ".join(SECRETS), effect=Effect.UNKNOWN), RequestState.UNKNOWN),
    ],
)
async def test_what_failed_is_written_down_without_a_word_of_what_was_typed(
    world: World, error: ApiError, state: RequestState
) -> None:
    pending = await world.fail(error)
    assert pending.state is state
    assert pending.error_class == type(error).__name__
    assert world.pending_requests.waiting(RequestKind.CHECK) == 0
    content = world.journal.read_bytes()
    assert not [secret for secret in SECRETS if secret.encode() in content]


async def test_without_a_journal_it_is_sent_all_the_same_and_that_is_known(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"")
    world = World(tmp_path / "journal.db", Bank([check("checked")]))
    assert await world.pending_requests.usable() is False
    await world.ask()
    assert world.news == [] or not world.news[0].journaled
    await world.over()
    (pending,) = await world.pending_requests.history()
    assert pending.state is RequestState.DONE
    assert not world.news[-1].journaled
    await world.stop()


def test_when_an_answer_is_read() -> None:
    assert [POLLING.delay(reading) for reading in range(7)] == [2, 4, 8, 15, 30, 30, 30]


async def lose_a_payment(world: World, effect: Effect = Effect.UNKNOWN) -> None:
    async def create() -> Check:
        raise ServerError("lost", status=500, effect=effect)

    with pytest.raises(ServerError):
        await world.pending_requests.send(
            RequestKind.PAYMENT, create, unique_id="cart-1", amount=1250, currency="eur"
        )


async def test_what_is_unknown_is_of_the_key_that_asked(world: World) -> None:
    await lose_a_payment(world)
    other = PendingRequestsService(
        lambda kind: world.bank,
        world.thread,
        world.clock,
        live=False,
        key_fingerprint="another",
        now=world.clock.now,
    )
    assert len(await world.pending_requests.unknown(RequestKind.PAYMENT)) == 1
    assert await other.unknown(RequestKind.PAYMENT) == ()


@pytest.mark.parametrize("written", [True, False])
async def test_a_refusal_is_concluded_also_where_the_journal_fails(
    world: World, monkeypatch: pytest.MonkeyPatch, written: bool
) -> None:
    async def fails(*_: object) -> None:
        raise LedgerUnavailable(LedgerTrouble.FULL)

    await lose_a_payment(world, Effect.REFUSED)
    assert world.pending_requests.doubtful(RequestKind.PAYMENT) == 1
    if not written:
        monkeypatch.setattr(world.thread, "run", fails)
    await world.pending_requests.without_trace(RequestKind.PAYMENT, "cart-1")
    assert world.pending_requests.doubtful(RequestKind.PAYMENT) == 0
    assert [each.state for each in await world.pending_requests.history()] == [RequestState.REFUSED]


@pytest.mark.parametrize(("later", "left"), [(timedelta(hours=23, minutes=59), 1), (timedelta(hours=24), 0)])
async def test_a_lost_creation_is_unresolved_for_a_day(world: World, later: timedelta, left: int) -> None:
    await lose_a_payment(world)
    now = world.clock.now() + later
    writing = PaymentWriting(Unasked(), world.clock, pending_requests=world.pending_requests, now=lambda: now)
    assert len(await writing.left()) == left


class Unasked:
    """An API that is not needed."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)
