"""Answers that would fill the memory, never end, or say nothing while they look like something."""

import asyncio
import gzip
import json
import tracemalloc
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import (
    AnswerTooLarge,
    ApiError,
    DeadlineExceeded,
    Effect,
    EndlessList,
    NotFound,
    UnexpectedStatus,
    UnreadableAnswer,
)
from stancer_tui.api.in_process import InProcess, Message
from stancer_tui.api.pages import Page
from stancer_tui.models.dispute import Dispute
from stancer_tui.models.payment_row import payment_row
from stancer_tui.models.refund import Refund
from tests.api.stub import KEY, PATIENCE, QUICK, Script, Seen, always, http, refusal, talking
from tests.api.things import envelope, payment, payment_id

ONCE = replace(QUICK, attempts=1, body=200_000)
"""One attempt, and a cap that a test reaches quickly."""

PAGE = json.dumps(envelope([payment()])).encode()
BOMB = gzip.compress(b" " * 50_000_000, 1)


def encoded(body: bytes, *encodings: str, status: int = 200) -> bytes:
    """An answer with one Content-Encoding header for each of `encodings`."""
    lines = "".join(f"Content-Encoding: {encoding}\r\n" for encoding in encodings)
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{lines}\r\n".encode() + body


async def failure(script: Script, kind: type[ApiError]) -> ApiError:
    async with talking(script, limits=ONCE) as (client, _):
        with pytest.raises(kind) as caught:
            await client.payments.page(read=payment_row)
    return caught.value


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip"])
async def test_one_gzip_is_read(encoding: str) -> None:
    async with talking(always(encoded(gzip.compress(PAGE), encoding))) as (client, _):
        assert len((await client.payments.page(read=payment_row)).items) == 1


@pytest.mark.parametrize(
    "encodings",
    [
        ("gzip, gzip",),
        ("gzip", "gzip"),
        ("gzip, identity",),
        ("deflate",),
        ("br",),
        ("zstd",),
        ("compress",),
        ("gzip\t, br",),
    ],
    ids=", ".join,
)
async def test_no_other_encoding_is_unpacked(encodings: tuple[str, ...]) -> None:
    twice = gzip.compress(gzip.compress(PAGE))
    error = await failure(always(encoded(twice, *encodings)), UnreadableAnswer)
    assert "not asked for" in error.message


@pytest.mark.parametrize("status", [200, 400, 401, 404, 500])
async def test_a_bomb_is_left_packed_whatever_its_status(status: int) -> None:
    tracemalloc.start()
    try:
        error = await failure(always(encoded(BOMB, "gzip", status=status)), AnswerTooLarge)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert error.status == status
    assert peak < 10_000_000, "the bomb holds fifty"


@pytest.mark.parametrize(
    "body", [gzip.compress(PAGE)[:-9], b"not gzip", gzip.compress(PAGE)[:12]], ids=["cut", "plain", "head"]
)
async def test_broken_compression_is_no_answer(body: bytes) -> None:
    error = await failure(always(encoded(body, "gzip")), UnreadableAnswer)
    assert "compression is broken" in error.message


async def test_an_empty_body_needs_no_compression() -> None:
    async with talking(always(b"HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n")) as (client, _):
        await client.cards.delete("card_x")


async def test_of_a_write_the_outcome_of_a_bomb_is_unknown() -> None:
    async with talking(always(encoded(BOMB, "gzip")), limits=ONCE) as (client, stub):
        with pytest.raises(AnswerTooLarge) as caught:
            await client.refunds.create(payment_id(1), 100)
    assert (caught.value.effect, len(stub.seen)) == (Effect.UNKNOWN, 1)


async def test_a_body_without_an_end_ends_at_the_cap() -> None:
    async def script(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        while not writer.is_closing():
            writer.write(b"1000\r\n" + b" " * 4096 + b"\r\n")
            await writer.drain()

    await failure(script, AnswerTooLarge)


async def test_a_body_that_drips_ends_at_the_deadline() -> None:
    async def script(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"1\r\n \r\n" * 500)  # a flood of tiny pieces must not starve the deadline
            await writer.drain()

    limits, timeouts = replace(QUICK, body=1 << 40), replace(PATIENCE, read_total=0.3)
    async with talking(script, limits=limits, timeouts=timeouts) as (client, _):
        with pytest.raises(DeadlineExceeded):
            await client.payments.page(read=payment_row)


async def test_an_application_in_process_is_stopped_at_the_cap() -> None:
    given = 0

    async def app(_scope: Message, _receive: object, send: Callable[[Message], Awaitable[None]]) -> None:
        nonlocal given
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while given < 50:
            given += 1
            await send({"type": "http.response.body", "body": b" " * 50_000, "more_body": True})

    wire = InProcess(SecretStr(KEY), app, ONCE)
    with pytest.raises(AnswerTooLarge):
        await wire.exchange("GET", "/", shown="/", params=(), body=None, write=False, single=False)
    assert given == 5


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b'{"a":' * 200 + b"1" + b"}" * 200, b'{"payments": [%s]}' % (b"[" * 100 + b"]" * 100)],
    ids=["open", "objects", "a list in lists"],
)
async def test_json_without_a_floor_is_not_walked_through(body: bytes) -> None:
    await failure(always(http(200, body)), UnreadableAnswer)


@pytest.mark.parametrize("value", ["1e400", "-1e400", "9" * 4000, "9" * 5000, "1e308"])
async def test_a_number_without_measure_stops_one_row_or_one_answer(value: str) -> None:
    item = json.dumps(payment(payment_id(1), created="@")).replace('"@"', value)
    good = json.dumps(payment(payment_id(2)))
    body = f'{{"payments": [{item}, {good}], "range": {{"has_more": false}}}}'.encode()
    async with talking(always(http(200, body)), limits=ONCE) as (client, _):
        try:
            page = await client.payments.page(read=payment_row)
        except UnreadableAnswer:
            return
    assert page.items[1].id == payment_id(2)


async def test_a_gateways_404_is_not_about_an_object() -> None:
    page = http(404, b"<html>", content_type="text/html")
    async with talking(always(page), limits=ONCE) as (client, _):
        with pytest.raises(UnexpectedStatus):
            await client.payments.get(payment_id(1))
    async with talking(always(http(404, refusal("No such payment"))), limits=ONCE) as (client, _):
        with pytest.raises(NotFound):
            await client.payments.get(payment_id(1))


def endless(new: str) -> Script:
    """A list that always says that more follows: the same page, an empty one, items without ids, new ones."""

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        start = int(request.query["start"])
        key = next(name for name in ("disputes", "refunds", "payments", "payouts") if _asks(request, name))
        every: dict[str, list[str | None]] = {
            "same": [_id(key, number) for number in range(100)],
            "empty": [],
            "without ids": [None] * 100,
            "new": [_id(key, start + number) for number in range(100)],
        }
        items = [{**payment(each or ""), "id": each, "payment": payment_id(1)} for each in every[new]]
        range_ = {"start": start, "limit": 100, "end": start + 99, "has_more": True}
        writer.write(http(200, {"live_mode": False, key: items, "range": range_}))

    return script


def _asks(request: Seen, key: str) -> bool:
    last = request.path.rstrip("/").rpartition("/")[2]
    return last == {"payments": "checkout"}.get(key, key) or last == key


def _id(key: str, number: int) -> str:
    prefix = {"payments": "paym", "disputes": "dspt", "refunds": "refd", "payouts": "pout"}[key]
    return f"{prefix}_{number:024}"


def walks(client: StancerClient) -> dict[str, AsyncGenerator[Page[Any], None]]:
    """Every walk that there is."""
    return {
        "payments": client.payments.walk(read=payment_row),
        "payments of an order": client.payments.walk(read=payment_row, order_id="x"),
        "payments until a date": client.payments.walk(read=payment_row, until=9e9),
        "disputes": client.disputes.walk(),
        "refunds": client.refunds.walk(),
        "payouts": client.payouts.walk(),
        "members: payments": client.payouts.walk_members("pout_x", "payments", read=payment_row),
        "members: refunds": client.payouts.walk_members("pout_x", "refunds", read=Refund.read),
        "members: disputes": client.payouts.walk_members("pout_x", "disputes", read=Dispute.read),
        "members": client.payouts.walk_members("pout_x", "payments", read=payment_row, first=7),
    }


WALKS = (
    "payments",
    "payments of an order",
    "payments until a date",
    "disputes",
    "refunds",
    "payouts",
    "members: payments",
    "members: refunds",
    "members: disputes",
    "members",
)


@pytest.mark.parametrize("which", WALKS)
@pytest.mark.parametrize(
    ("new", "requests", "words"),
    [
        ("same", 16, "nothing new"),
        ("empty", 1, "nothing new"),
        ("without ids", 16, "nothing new"),
        ("new", 12, "after 12 pages"),
    ],
    ids=["same", "empty", "without ids", "new"],
)
async def test_every_walk_has_an_end_and_says_so(which: str, new: str, requests: int, words: str) -> None:
    async with talking(endless(new), limits=replace(QUICK, pages=12)) as (client, stub):
        with pytest.raises(EndlessList) as caught:
            _ = [page async for page in walks(client)[which]]
    assert words in caught.value.message
    assert len(stub.seen) <= requests


async def test_a_last_page_that_repeats_is_the_end() -> None:
    """The list shifted by one while it was read: what stands on the last page came before."""

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        start = int(request.query["start"])
        numbers = range(100) if start == 0 else range(99, 100)
        items = [payment(payment_id(number)) for number in numbers]
        writer.write(http(200, envelope(items, start=start, limit=100, more=start == 0)))

    async with talking(script) as (client, _):
        found = [item.id async for page in client.payments.walk(read=payment_row) for item in page.items]
    assert found == [payment_id(number) for number in range(100)]
