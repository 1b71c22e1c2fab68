"""The one way of every request: what is refused before it leaves, accepted after, counted and logged."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import (
    DeadlineExceeded,
    Effect,
    InvalidField,
    NotFound,
    UnreadableAnswer,
    WrongMode,
    WrongObject,
)
from stancer_tui.api.limits import Limits
from stancer_tui.api.pages import MOST_PAGES, Pace
from stancer_tui.api.pipeline import Pipeline, item_path
from stancer_tui.api.request_log import RequestLog, RequestRecord
from stancer_tui.api.resources.customers import NewCustomer
from stancer_tui.api.transport import Transport
from stancer_tui.models.customer import Customer
from stancer_tui.models.mode import Mode
from tests.api.stub import KEY, PATIENCE, QUICK, Seen, always, http, in_turn, refusal, serving, talking
from tests.api.things import PAYMENT_ID, payment

CUSTOMER_ID = "cust_" + "a" * 24
ANNA = {"id": CUSTOMER_ID, "email": "anna@example.org"}
NEW = NewCustomer(email="anna@example.org")


@asynccontextmanager
async def pipeline(url: str, limits: Limits = QUICK) -> AsyncIterator[Pipeline]:
    def wire() -> Transport:
        return Transport(SecretStr(KEY), url, limits, PATIENCE)

    async with aclosing(Pipeline(wire, Mode.TEST, RequestLog(), limits, PATIENCE)) as made:
        yield made


async def silent(request: Seen, writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("name", [KEY, KEY.lower(), "4242424242424242", "FR1420041010050500013M02606"])
def test_a_key_or_a_number_of_a_card_or_an_account_is_no_id(name: str) -> None:
    with pytest.raises(InvalidField) as caught:
        item_path("/v1/cards/", name)
    assert name not in str(caught.value)


@pytest.mark.parametrize("name", ["a", "Z", "0", "9", "_", "-", "x" * 64])
def test_an_id_is_letters_digits_and_two_signs(name: str) -> None:
    assert item_path("/v1/cards/", name) == f"/v1/cards/{name}"


@pytest.mark.parametrize("name", ["", "x" * 65, "a b", "a/", "a.", "a\n", "%61", "é"])
def test_nothing_else_is_put_into_a_path(name: str) -> None:
    with pytest.raises(InvalidField, match="at most 64"):
        item_path("/v1/cards/", name)


async def test_what_was_created_is_what_was_asked_for() -> None:
    async with talking(always(http(200, ANNA))) as (client, _):
        assert (await client.customers.create(NEW)).id == CUSTOMER_ID
    for other in ("paym_" + "a" * 24, "custa" * 6, "a" * 24):
        async with talking(always(http(200, ANNA | {"id": other}))) as (client, stub):
            with pytest.raises(WrongObject, match="another kind") as caught:
                await client.customers.create(NEW)
        assert (caught.value.effect, caught.value.method, caught.value.status) == (
            Effect.UNKNOWN,
            "POST",
            200,
        )
        assert len(stub.seen) == 1


@pytest.mark.parametrize("answer", [http(204), http(200, b""), http(200, b" \r\n"), http(202, b"")])
async def test_an_update_may_be_answered_without_words(answer: bytes) -> None:
    async with talking(always(answer)) as (client, stub):
        await client.customers.update(CUSTOMER_ID, NEW)
    assert [seen.method for seen in stub.seen] == ["PATCH"]


@pytest.mark.parametrize("letter", ["0", "b"])
async def test_an_update_that_is_answered_is_about_what_was_updated(letter: str) -> None:
    async with talking(always(http(200, ANNA | {"id": "cust_" + letter * 24}))) as (client, _):
        with pytest.raises(WrongObject, match=f"not about {CUSTOMER_ID}") as caught:
            await client.customers.update(CUSTOMER_ID, NEW)
    assert caught.value.effect is Effect.UNKNOWN


async def test_an_update_of_nothing_is_not_sent() -> None:
    async with talking(always(http(204))) as (client, stub):
        with pytest.raises(InvalidField, match="nothing to change"):
            await client.customers.update(CUSTOMER_ID, NewCustomer())
    assert stub.seen == []


@pytest.mark.parametrize("live", [True, False])
async def test_an_object_of_the_other_mode_is_refused_by_read_and_write(live: bool) -> None:
    key = "sprod_SandboxDemoKey0123456789" if live else KEY
    async with (
        serving(always(http(200, ANNA | {"live_mode": not live}))) as stub,
        StancerClient(SecretStr(key), base_url=stub.url, limits=replace(QUICK, attempts=1)) as client,
    ):
        words = "the answer is of test mode, the key of live mode"
        if not live:
            words = "the answer is of live mode, the key of test mode"
        with pytest.raises(WrongMode, match=words) as caught:
            await client.customers.get(CUSTOMER_ID)
        assert caught.value.effect is Effect.NONE
        with pytest.raises(WrongMode, match=words) as caught:
            await client.customers.update(CUSTOMER_ID, NEW)
        assert (caught.value.effect, caught.value.method) == (Effect.UNKNOWN, "PATCH")
    async with (
        serving(always(http(200, ANNA | {"live_mode": live}))) as stub,
        StancerClient(SecretStr(key), base_url=stub.url, limits=QUICK) as client,
    ):
        assert (await client.customers.get(CUSTOMER_ID)).id == CUSTOMER_ID


@pytest.mark.parametrize("body", [[], [ANNA], "text", 1, None])
async def test_what_is_no_object_is_unreadable(body: Any) -> None:
    answer = http(200, b"null") if body is None else http(200, body)
    async with talking(always(answer), limits=replace(QUICK, attempts=1)) as (client, _):
        with pytest.raises(UnreadableAnswer, match="not an object"):
            await client.customers.get(CUSTOMER_ID)


@pytest.mark.parametrize(("status", "missing"), [(404, True), (404, False), (403, True), (409, True)])
async def test_only_what_may_be_missing_may_be_answered_with_404(status: int, missing: bool) -> None:
    async with (
        serving(always(http(status, refusal("none")))) as stub,
        pipeline(stub.url, replace(QUICK, attempts=1)) as asking,
    ):
        reading = asking.read("/v1/x/", lambda answer: answer.status, accept_missing=missing)
        if status == 404 and missing:
            assert await reading == 404
        else:
            with pytest.raises(Exception, match="none") as caught:
                await reading
            assert isinstance(caught.value, NotFound) is (status == 404)


async def test_one_request_stands_in_the_log_with_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([10.0, 25.0])
    monkeypatch.setattr("stancer_tui.api.pipeline.perf_counter", lambda: next(moments))
    async with talking(always(http(200, payment()))) as (client, _):
        await client.payments.get(PAYMENT_ID)
    (record,) = client.log.records
    assert (record.ms, record.attempt, record.status, record.error) == (15_000, 1, 200, None)


async def test_a_passing_failure_has_its_name_in_the_log_and_the_next_try_its_number() -> None:
    broken = http(200, b"<html>", headers={"Content-Encoding": "br"})
    async with talking(in_turn(broken, http(200, payment()))) as (client, _):
        await client.payments.get(PAYMENT_ID)
    assert [(each.attempt, each.status, each.error) for each in client.log.records] == [
        (1, 200, "UnreadableAnswer"),
        (2, 200, None),
    ]


@pytest.mark.parametrize("write", [True, False])
async def test_a_listener_that_fails_hides_neither_an_answer_nor_an_error(
    write: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """Its error is logged."""
    heard: list[RequestRecord] = []
    failing = ZeroDivisionError("of the listener")

    def fails(_record: RequestRecord) -> None:
        raise failing

    async with talking(in_turn(http(200, payment()), http(404, refusal("none")))) as (client, _):
        client.log.subscribe(fails)
        client.log.subscribe(heard.append)
        ask = client.payments.capture if write else client.payments.get
        made = await ask(PAYMENT_ID)
        assert made is not None
        assert made.id == PAYMENT_ID
        with pytest.raises(NotFound):
            await ask(PAYMENT_ID)
    assert [record.status for record in heard] == [200, 404]
    assert [record.exc_info and record.exc_info[1] for record in caplog.records] == [failing, failing]


async def test_what_asks_for_no_connection_of_its_own_shares_one() -> None:
    async with serving(always(http(200, ANNA))) as stub, pipeline(stub.url) as asking:
        for _ in range(2):
            await asking.get("/v1/x/", CUSTOMER_ID, Customer)
            await asking.read("/v1/x/", lambda answer: answer.status)
            await asking.delete("/v1/x/", CUSTOMER_ID)
        assert (stub.connections, len(stub.seen)) == (1, 6)
        assert {record.attempt for record in asking.log.records} == {1}


async def test_a_429_slows_every_walk_of_the_key() -> None:
    good, broken, slow = http(200, payment()), http(500, refusal("oops")), http(429, refusal("slow"))
    async with (
        serving(in_turn(good, broken, good, slow, good)) as stub,
        pipeline(stub.url, replace(QUICK, in_flight=8)) as asking,
    ):
        paces = [asking.walking_pace(4), asking.walking_pace(20)]
        for _ in range(2):
            await asking.read("/v1/x/", lambda answer: answer.status)
        assert [pace.allowed for pace in paces] == [4, 8]
        await asking.read("/v1/x/", lambda answer: answer.status)
        assert [pace.allowed for pace in paces] == [2, 4]


async def test_a_walk_may_begin_in_another_thread_while_a_429_slows_those_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later: list[object] = []
    async with talking(in_turn(http(429, refusal("slow")), http(200, payment()))) as (client, _):
        walks = [client.payments.walk() for _ in range(3)]
        # as if it came between two of them
        monkeypatch.setattr(Pace, "slower", lambda _pace: later.append(client.payments.walk()))
        assert (await client.payments.get(PAYMENT_ID)).id == PAYMENT_ID
    assert len(later) == len(walks)


@pytest.mark.parametrize("write", [True, False])
async def test_a_call_ends_at_its_deadline_and_not_before(
    write: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = 50.0
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: clock)
    own, other = 1_000.0, 100_000.0
    timeouts = replace(
        PATIENCE,
        read_total=other if write else own,
        write_total=own if write else other,
        read_answer=other,
        write_answer=other,
    )
    async with talking(silent, limits=replace(QUICK, attempts=1), timeouts=timeouts) as (client, stub):
        call = client.refunds.create(PAYMENT_ID, 500) if write else client.payments.get(PAYMENT_ID)
        asking: asyncio.Future[object] = asyncio.ensure_future(call)
        await stub.arrived.wait()
        clock = 1_049.0
        for _ in range(20):
            await asyncio.sleep(0)
        assert not asking.done()
        clock = 1_050.0
        with pytest.raises(DeadlineExceeded, match="within 1000 s") as caught:
            await asking
    error = caught.value
    assert (error.method, error.effect) == (("POST", Effect.UNKNOWN) if write else ("GET", Effect.NONE))
    assert [each.error for each in client.log.records] == ["DeadlineExceeded"]


async def given_up(asking: Coroutine[Any, Any, object], sent: asyncio.Event) -> None:
    """Ask, and let a deadline of our own pass as soon as the request has arrived."""
    task = asyncio.ensure_future(asking)
    async with asyncio.timeout(None) as own:
        await sent.wait()
        own.reschedule(0)
        await task


async def test_a_deadline_of_the_callers_own_stays_the_callers() -> None:
    async with talking(silent) as (client, stub):
        for asking in (client.payments.get(PAYMENT_ID), client.refunds.create(PAYMENT_ID, 500)):
            stub.arrived.clear()
            with pytest.raises(TimeoutError):
                await given_up(asking, stub.arrived)
    assert [each.error for each in client.log.records] == ["Cancelled", "Cancelled"]


async def test_a_walk_ends_after_as_many_pages_as_the_limits_say() -> None:
    nowhere = "https://localhost:1"
    async with pipeline(nowhere) as asking, pipeline(nowhere, replace(QUICK, pages=7)) as few:
        assert (asking.most_pages, few.most_pages) == (MOST_PAGES, 7)
