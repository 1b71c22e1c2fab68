"""Reading one object: what is repeated, what is refused, and when it ends."""

import asyncio
import base64
import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from stancer_tui.api.errors import (
    AnswerTooLarge,
    ApiError,
    DeadlineExceeded,
    Effect,
    InvalidField,
    NotFound,
    RateLimited,
    ServerError,
    Unauthorized,
    UnexpectedStatus,
    Unreachable,
    UnreadableAnswer,
    WrongMode,
    WrongObject,
)
from tests.api.stub import KEY, PATIENCE, QUICK, Seen, always, http, in_turn, refusal, reset, talking
from tests.api.things import PAYMENT_ID, payment

GOOD = http(200, payment())


async def test_a_payment_is_read_with_the_key_as_user_and_no_password() -> None:
    async with talking(always(GOOD)) as (client, stub):
        found = await client.payments.get(PAYMENT_ID)
    assert (found.id, found.money.amount, found.money.currency) == (PAYMENT_ID, 1000, "eur")
    request = stub.seen[0]
    assert (request.method, request.path) == ("GET", f"/v1/checkout/{PAYMENT_ID}")
    assert base64.b64decode(request.headers["authorization"].removeprefix("Basic ")).decode() == f"{KEY}:"
    assert request.headers["user-agent"].startswith("stancer-tui/")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_a_passing_failure_is_asked_again(status: int) -> None:
    async with talking(in_turn(http(status, refusal("later")), http(status, b"<html>"), GOOD)) as (
        client,
        stub,
    ):
        assert (await client.payments.get(PAYMENT_ID)).id == PAYMENT_ID
    assert len(stub.seen) == 3
    assert [(record.status, record.attempt) for record in client.log.records] == [
        (status, 1),
        (status, 2),
        (200, 3),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        http(200, b"<html>", content_type="text/html"),
        http(200, b'{"id": "paym_K'),
        http(200, b""),
        http(200, b"\xff\xfe{"),
        http(200, b'{"id": NaN}'),
        http(200, b'{"id": ' + b"9" * 5000 + b"}"),
        http(200, b"[" * 100_000),
        http(200, payment("paym_anotherOneOfTwentyFourCh")),
        http(200, [payment()]),
        http(200, b"not gzip at all", headers={"Content-Encoding": "gzip"}),
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{",
        b"SSH-2.0-OpenSSH\r\n\r\n",
    ],
    ids=[
        "html",
        "cut",
        "empty",
        "utf8",
        "nan",
        "digits",
        "deep",
        "other id",
        "array",
        "gzip",
        "short",
        "ssh",
    ],
)
async def test_an_answer_that_cannot_be_right_is_asked_again(answer: bytes) -> None:
    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(answer if len(stub.seen) == 1 else GOOD)
        if len(stub.seen) == 1:
            writer.close()

    async with talking(script) as (client, stub):
        assert (await client.payments.get(PAYMENT_ID)).id == PAYMENT_ID
    assert len(stub.seen) == 2


async def test_a_reset_is_asked_again() -> None:
    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        if len(stub.seen) < 3:
            reset(writer)
        else:
            writer.write(GOOD)

    async with talking(script) as (client, stub):
        assert (await client.payments.get(PAYMENT_ID)).id == PAYMENT_ID
    assert len(stub.seen) == 3


async def test_attempts_end_with_the_last_failure() -> None:
    async with talking(always(http(500, refusal("on fire")))) as (client, stub):
        with pytest.raises(ServerError) as caught:
            await client.payments.get(PAYMENT_ID)
    assert len(stub.seen) == QUICK.attempts
    assert caught.value.message == "on fire"
    assert (caught.value.method, caught.value.path) == ("GET", f"/v1/checkout/{PAYMENT_ID}")
    assert caught.value.effect is Effect.NONE


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 498, 501, 505, 301, 302, 307, 308])
async def test_a_lasting_failure_is_not_asked_again(status: int) -> None:
    answer = http(status, refusal("no"), headers={"Location": "https://example.com/"})
    async with talking(always(answer)) as (client, stub):
        with pytest.raises(ApiError) as caught:
            await client.payments.get(PAYMENT_ID)
    assert (len(stub.seen), caught.value.status, caught.value.message) == (1, status, "no")
    assert caught.value.effect is Effect.NONE


async def test_the_kinds_of_failure() -> None:
    answers = in_turn(http(401, refusal("a")), http(404, refusal({"id": "No such payment x"})), http(302))
    async with talking(answers) as (client, _):
        with pytest.raises(Unauthorized):
            await client.payments.get(PAYMENT_ID)
        with pytest.raises(NotFound, match="No such payment x"):
            await client.payments.get(PAYMENT_ID)
        with pytest.raises(UnexpectedStatus):
            await client.payments.get(PAYMENT_ID)


async def test_an_answer_of_the_other_mode_is_thrown_away() -> None:
    async with talking(always(http(200, payment(live_mode=True)))) as (client, stub):
        with pytest.raises(WrongMode):
            await client.payments.get(PAYMENT_ID)
    assert len(stub.seen) == 1


async def test_an_answer_without_its_mode_is_accepted() -> None:
    plain = payment()
    del plain["live_mode"]
    async with talking(always(http(200, plain))) as (client, _):
        assert (await client.payments.get(PAYMENT_ID)).live_mode is None


async def test_another_object_is_never_returned() -> None:
    async with talking(always(http(200, payment("paym_anotherOneOfTwentyFourCh")))) as (client, _):
        with pytest.raises(WrongObject):
            await client.payments.get(PAYMENT_ID)


@pytest.mark.parametrize("amount", [True, "50", 50.0, None])
async def test_money_that_is_not_a_whole_number_is_unreadable(amount: object) -> None:
    async with talking(always(http(200, payment(amount=amount)))) as (client, stub):
        with pytest.raises(UnreadableAnswer, match="amount"):
            await client.payments.get(PAYMENT_ID)
    assert len(stub.seen) == 1


@pytest.mark.parametrize("text", ["0", "past", "future"])
async def test_retry_after_is_obeyed_in_both_forms(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(UTC)
    value = {
        "0": "0",
        "past": format_datetime(now - timedelta(hours=1), usegmt=True),
        "future": format_datetime(now + timedelta(seconds=3), usegmt=True),
    }[text]
    slept: list[float] = []
    real_sleep, here = asyncio.sleep, asyncio.get_running_loop()

    async def sleep(seconds: float) -> None:
        if asyncio.get_running_loop() is not here:  # a server of another test, in a thread of its own
            return await real_sleep(seconds)
        slept.append(seconds)
        return await real_sleep(0)

    limited = http(
        429, refusal("slow"), headers={"Retry-After": value, "Date": format_datetime(now, usegmt=True)}
    )
    monkeypatch.setattr(asyncio, "sleep", sleep)
    async with talking(in_turn(limited, GOOD)) as (client, stub):
        await client.payments.get(PAYMENT_ID)
    assert len(stub.seen) == 2
    assert [round(pause, 2) for pause in slept if pause] == [3.0 if text == "future" else 0.05]


@pytest.mark.parametrize("text", ["soon", "-1", "", "99999999999999999999"])
async def test_a_retry_after_that_is_none_is_as_if_absent(text: str) -> None:
    limited = http(429, refusal("slow"), headers={"Retry-After": text})
    async with talking(in_turn(limited, GOOD)) as (client, stub):
        await client.payments.get(PAYMENT_ID)
    assert len(stub.seen) == 2


@pytest.mark.parametrize("seconds", ["99999", "6"])
async def test_a_wait_longer_than_the_deadline_is_told_at_once(seconds: str) -> None:
    limited = http(429, refusal("slow"), headers={"Retry-After": seconds})
    async with talking(always(limited)) as (client, stub):
        with pytest.raises(RateLimited) as caught:
            await client.payments.get(PAYMENT_ID)
    assert (len(stub.seen), caught.value.retry_after) == (1, float(seconds))


async def test_one_byte_at_a_time_meets_the_deadline() -> None:
    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        for byte in GOOD:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.02)

    timeouts = replace(PATIENCE, read_total=0.15)
    async with talking(script, timeouts=timeouts) as (client, stub):
        with pytest.raises(DeadlineExceeded):
            await client.payments.get(PAYMENT_ID)
    assert len(stub.seen) == 1
    assert [record.error for record in client.log.records] == ["DeadlineExceeded"]


async def test_silence_ends_an_attempt() -> None:
    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with talking(
        script, limits=replace(QUICK, attempts=2), timeouts=replace(PATIENCE, read_answer=0.2)
    ) as (client, stub):
        with pytest.raises(Unreachable, match="no answer in time"):
            await client.payments.get(PAYMENT_ID)
    assert len(stub.seen) == 2


async def test_a_body_larger_than_the_cap_is_not_read_to_its_end() -> None:
    bomb = gzip.compress(b" " * 20_000_000)
    compressed = http(200, bomb, headers={"Content-Encoding": "gzip"})
    large = http(200, json.dumps(payment(description="x" * 9_000_000)).encode())
    for answer in (compressed, large):
        async with talking(always(answer)) as (client, stub):
            with pytest.raises(AnswerTooLarge):
                await client.payments.get(PAYMENT_ID)
        assert len(stub.seen) == 1


async def test_an_id_that_would_change_the_path_is_not_sent() -> None:
    async with talking(always(GOOD)) as (client, stub):
        for bad in ("", "..", "a/b", "paym_x?limit=1", "é"):
            with pytest.raises(InvalidField):
                await client.payments.get(bad)
    assert stub.seen == []


async def test_no_more_requests_at_once_than_the_limit() -> None:
    running, most = 0, 0
    release = asyncio.Event()

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        if len(stub.seen) >= 3:
            release.set()
        await release.wait()
        await asyncio.sleep(0)
        running -= 1
        writer.write(http(200, payment(request.path.rpartition("/")[2])))

    async with talking(script, limits=replace(QUICK, in_flight=3)) as (client, stub):
        await asyncio.gather(*(client.payments.get(f"paym_{number}") for number in range(12)))
    assert (most, len(stub.seen)) == (3, 12)
