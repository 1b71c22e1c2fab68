"""Lists: a page, and the walk over all of them."""

import asyncio
import os
import socket
from contextlib import aclosing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr

from stancer_tui.api.errors import (
    ApiError,
    BadRequest,
    InvalidField,
    NotFound,
    UnexpectedStatus,
    UnreadableAnswer,
    WrongMode,
)
from stancer_tui.api.lists import Listing
from stancer_tui.api.pages import WALKING, Pace, Page, walk
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.api.request_log import RequestLog
from stancer_tui.api.transport import Transport
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_batch import payment_rows
from stancer_tui.models.payment_row import PaymentRow, UnreadableRow, payment_row
from tests.api.stub import (
    KEY,
    PATIENCE,
    QUICK,
    Script,
    Seen,
    always,
    client_of,
    http,
    in_turn,
    refusal,
    serving,
    talking,
)
from tests.api.things import envelope, payment, payment_id

NOTHING = http(404, refusal("Nothing found"))


def shop(count: int, *, keep: list[int] | None = None) -> Script:
    """A list of `count` payments, oldest first; 404 after its end."""

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        start, limit = int(request.query["start"]), int(request.query["limit"])
        if keep is not None:
            keep.append(start)
        numbers = range(count)[start : start + limit]
        if not numbers:
            writer.write(NOTHING)
            return
        items = [payment(payment_id(number)) for number in numbers]
        writer.write(http(200, envelope(items, start=start, limit=limit, more=start + limit < count)))

    return script


def walking() -> list[asyncio.Task[object]]:
    return [task for task in asyncio.all_tasks() if task.get_name() == WALKING]


async def test_a_page_tells_its_place() -> None:
    async with talking(shop(250)) as (client, stub):
        page = await client.payments.page(created=1_600_000_000, start=100, limit=50)
    assert (page.start, page.end, page.limit, page.has_more, page.live_mode) == (100, 149, 50, True, False)
    assert stub.seen[0].query == {"created": "1600000000", "start": "100", "limit": "50"}
    assert stub.seen[0].path == "/v1/checkout/"


async def test_nothing_found_is_an_empty_page() -> None:
    for answer in (NOTHING, http(200, envelope([]))):
        async with talking(always(answer)) as (client, _):
            page = await client.payments.page(order_id="none")
        assert (page.items, page.has_more) == ((), False)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (http(404, b"<html>not here</html>", content_type="text/html"), UnexpectedStatus),
        (http(404), UnexpectedStatus),
        (http(404, {"message": "no Route matched with those values"}), UnexpectedStatus),
        (http(404, {"status": 404, "error": "Not Found"}), NotFound),
        (http(404, refusal("Nothing matches the given URI")), NotFound),
    ],
    ids=["middle box", "no body", "gateway", "another gateway", "no such route"],
)
async def test_a_404_that_is_not_about_the_list_is_no_empty_page(answer: bytes, kind: type[ApiError]) -> None:
    async with talking(always(answer)) as (client, _):
        with pytest.raises(kind):
            await client.payments.page(order_id="none")


async def test_one_bad_item_is_one_unreadable_row() -> None:
    items = [payment(payment_id(1)), payment(payment_id(2), amount="50", created=1538492150), 7]
    async with talking(always(http(200, envelope(items)))) as (client, _):
        page = await client.payments.page(read=payment_row)
    first, second, third = page.items
    assert isinstance(first, PaymentRow)
    assert second == UnreadableRow(payment_id(2), "the amount is not a whole number", 1538492150)
    assert third == UnreadableRow(None, "the item is not an object", None)


async def test_an_item_of_the_other_mode_refuses_the_page() -> None:
    items = [payment(payment_id(1)), payment(payment_id(2), live_mode=True)]
    async with talking(always(http(200, envelope(items)))) as (client, _):
        with pytest.raises(WrongMode):
            await client.payments.page(read=payment_row)


@pytest.mark.parametrize("said", [None, [], {}, {"has_more": "yes", "limit": True, "start": -1, "end": "9"}])
async def test_a_page_that_does_not_tell_its_place_is_followed_when_it_is_full(said: object) -> None:
    for count, more in ((2, True), (1, False)):
        body = {"payments": [payment(payment_id(number)) for number in range(count)], "range": said}
        async with talking(always(http(200, body))) as (client, _):
            page = await client.payments.page(start=4, limit=2)
        assert (page.has_more, page.start, page.end, page.limit) == (more, 4, None, 2)


async def test_an_answer_without_the_list_is_not_an_empty_one() -> None:
    async with talking(always(http(200, {"live_mode": False}))) as (client, _):
        with pytest.raises(UnreadableAnswer):
            await client.payments.page()


async def test_filters_are_never_sent_together() -> None:
    async with talking(shop(1)) as (client, stub):
        with pytest.raises(InvalidField):
            await client.payments.page(created=1, order_id="a")
        with pytest.raises(InvalidField):
            await client.payments.page(order_id="a", unique_id="b")
        with pytest.raises(InvalidField):
            await client.payments.page(limit=101)
        with pytest.raises(InvalidField):
            await client.payments.page(start=-1)
        with pytest.raises(InvalidField):
            await client.payments.page(order_id="a\udc80")
        with pytest.raises(InvalidField):
            await client.payments.page(order_id="a" * 37)
        with pytest.raises(InvalidField):
            await client.payments.page(created=datetime(2026, 1, 1))  # noqa: DTZ001 - without a zone is the case
    assert stub.seen == []


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 400, 1234])
async def test_a_walk_finds_everything_once_and_in_order(count: int) -> None:
    async with talking(shop(count)) as (client, _):
        found = [item.id async for page in client.payments.walk(read=payment_row) for item in page.items]
    assert found == [payment_id(number) for number in range(count)]


async def test_a_short_list_costs_one_request() -> None:
    async with talking(shop(80)) as (client, stub):
        assert [len(page.items) async for page in client.payments.walk(read=payment_row)] == [80]
    assert len(stub.seen) == 1


async def test_pages_are_asked_for_together() -> None:
    waiting = asyncio.Event()

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        if len(stub.seen) == 5:
            waiting.set()
        if len(stub.seen) > 1:
            await waiting.wait()  # answers only when four requests of the walk have come
        await shop(2000)(request, writer)

    async with talking(script) as (client, stub):
        count = 0
        async for page in client.payments.walk(read=payment_row):
            count += len(page.items)
    assert count == 2000


async def test_a_list_that_shifts_while_it_is_read_gives_no_item_twice() -> None:
    """Two older payments appear at the front after the first page: later pages repeat its last items."""

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        start = int(request.query["start"])
        shift = 2 if len(stub.seen) > 1 else 0
        numbers = range(-shift, 250)[start : start + 100]
        items = [payment(payment_id(number + 10)) for number in numbers]
        writer.write(http(200, envelope(items, start=start, more=start + 100 < 250 + shift)))

    async with talking(script) as (client, stub):
        found = [item.id async for page in client.payments.walk(read=payment_row) for item in page.items]
    assert len(found) == len(set(found))
    assert found[:250] == [payment_id(number + 10) for number in range(250)]


async def test_a_server_with_smaller_pages_is_read_without_gaps() -> None:
    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        request.query["limit"] = "30"
        await shop(200)(request, writer)

    async with talking(script) as (client, _):
        found = [item.id async for page in client.payments.walk(read=payment_row) for item in page.items]
    assert found == [payment_id(number) for number in range(200)]


async def test_a_failure_comes_after_the_pages_before_it() -> None:
    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        if request.query["start"] == "200":
            writer.write(http(400, refusal({"start": "no"})))
        else:
            await shop(1000)(request, writer)

    async with talking(script) as (client, _), aclosing(client.payments.walk(read=payment_row)) as pages:
        assert [(await anext(pages)).start, (await anext(pages)).start] == [0, 100]
        with pytest.raises(BadRequest, match="start: no"):
            await anext(pages)


async def test_a_walk_left_early_leaves_no_task() -> None:
    async with talking(shop(5000)) as (client, _):
        async with aclosing(client.payments.walk(read=payment_row)) as pages:
            async for _ in pages:
                assert walking()
                break
        assert walking() == []


def connected_to(url: str) -> int:
    """How many sockets of this process are connected to a port."""
    port, found = urlsplit(url).port, 0
    for handle in filter(Path.is_socket, Path("/dev/fd").iterdir()):
        with suppress(OSError), socket.socket(fileno=os.dup(int(handle.name))) as each:
            found += each.family == socket.AF_INET and each.getpeername()[1] == port
    return found


async def test_a_cancelled_walk_leaves_no_task_and_no_connection() -> None:
    stuck = asyncio.Event()

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        if int(request.query["start"]) >= 200:
            stuck.set()
            await asyncio.Event().wait()
        await shop(5000)(request, writer)

    async def read_all() -> None:
        async with aclosing(client.payments.walk(read=payment_row)) as pages:
            async for _ in pages:
                pass

    async with serving(script) as stub:
        async with client_of(stub) as client:
            reading = asyncio.create_task(read_all())
            await stuck.wait()
            assert connected_to(stub.url) > 1
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            assert walking() == []
            # What waited for an answer is closed; what rested may be used again.
            assert connected_to(stub.url) <= 1
        assert connected_to(stub.url) == 0
        assert all(record.error in {None, "Cancelled"} for record in client.log.records)


def row_page(start: int, *, more: bool = True) -> Page[PaymentRow]:
    rows = tuple(payment_row(payment(payment_id(start + number))) for number in range(100))
    return Page(rows, live_mode=False, start=start, end=start + 99, limit=100, has_more=more)


async def test_the_walk_asks_for_as_much_at_once_as_its_pace_allows() -> None:
    pace = Pace(start=4, most=8)
    gates: dict[int, asyncio.Event] = {}

    async def fetch(start: int) -> Page[PaymentRow]:
        if start:
            gates[start] = asyncio.Event()
            await gates[start].wait()
            del gates[start]
        return row_page(start)

    at_once = {}
    async with aclosing(walk(fetch, pace=pace)) as pages:
        async for page in pages:
            await asyncio.sleep(0)  # the new requests begin
            at_once[page.start] = len(gates)
            if page.start == 3000:
                pace.slower()
            if page.start == 4000:
                break
            gates[page.start + 100].set()
    assert [at_once[start] for start in (0, 100, 300, 400, 3000)] == [4, 4, 4, 10, 10]
    # None anew until few are left, then slowly more.
    assert [at_once[start] for start in (3100, 3200, 3300, 3500, 3600, 4000)] == [9, 8, 7, 5, 4, 5]


def test_a_pace_rises_at_once_but_slowly_after_a_429() -> None:
    pace = Pace(start=4, most=8)
    for allowed in (4, 4, 4, 8, 8):
        pace.faster()
        assert pace.allowed == allowed
    for allowed in (4, 2, 1, 1):
        pace.slower()
        assert pace.allowed == allowed
    for _ in range(9):
        pace.faster()
    assert pace.allowed == 1
    pace.faster()
    assert pace.allowed == 2


async def test_a_429_slows_every_walk_of_the_key() -> None:
    answers = in_turn(http(429, refusal("slow")), http(200, envelope([], key="disputes")))
    async with (
        serving(answers) as stub,
        aclosing(Transport(SecretStr(KEY), stub.url, QUICK, PATIENCE)) as transport,
    ):
        pipeline = Pipeline(lambda: transport, Mode.TEST, RequestLog(), QUICK, PATIENCE)
        pace = pipeline.walking_pace(4)
        await Listing(pipeline, "/v1/disputes/", "disputes").page(payment_row)
    assert pace.allowed == 2


async def test_the_walk_stops_at_an_empty_page() -> None:
    async def fetch(start: int) -> Page[PaymentRow]:
        if start >= 200:
            return Page.empty(start)
        return row_page(start)

    assert [page.start async for page in walk(fetch)] == [0, 100]


def dated(count: int, *, apart: int, keep: list[int]) -> Script:
    """A list of `count` payments made at even distances from the second 1,000,000 on."""

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        start, limit = int(request.query["start"]), int(request.query["limit"])
        keep.append(start)
        numbers = range(count)[start : start + limit]
        if not numbers:
            writer.write(NOTHING)
            return
        items = [payment(payment_id(number)) | {"created": 1_000_000 + apart * number} for number in numbers]
        writer.write(http(200, envelope(items, start=start, limit=limit, more=start + limit < count)))

    return script


@pytest.mark.parametrize(("count", "asked"), [(250, 3), (1_050, 11), (1_000, 10)])
async def test_a_list_whose_end_is_known_is_not_asked_for_pages_it_does_not_have(
    count: int, asked: int
) -> None:
    keep: list[int] = []
    async with talking(dated(count, apart=60, keep=keep)) as (client, _):
        walk = client.payments.walk(read=payment_row, created=1, until=1_000_000 + 60 * count)
        found = [item.id async for page in walk for item in page.items]
    assert len(found) == count
    assert keep[:1] == [0]
    assert sorted(keep) == [100 * number for number in range(asked)]


async def test_more_than_was_told_is_read_all_the_same() -> None:
    keep: list[int] = []
    async with talking(dated(730, apart=60, keep=keep)) as (client, _):
        walk = client.payments.walk(read=payment_row, created=1, until=1_000_000)
        found = [item.id async for page in walk for item in page.items]
    assert len(found) == 730


async def test_a_long_list_is_asked_for_as_fast_as_is_allowed() -> None:
    eight = asyncio.Barrier(8)

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        if 0 < int(request.query["start"]) <= 800:
            await eight.wait()  # for ever, where fewer are asked for at once
        await dated(3_000, apart=60, keep=[])(request, writer)

    async with talking(script) as (client, _):
        walk = client.payments.walk(read=payment_row, created=1, until=1_000_000 + 60 * 3_000)
        async with aclosing(walk) as pages:
            places = [(await anext(pages)).start for _ in range(9)]
    assert places == list(range(0, 900, 100))


async def test_whole_pages_give_what_items_give() -> None:
    async with talking(shop(450)) as (client, _):
        slow = [page async for page in client.payments.walk(read=payment_row)]
        fast = [page async for page in client.payments.walk(read=payment_row, read_page=payment_rows)]
    assert fast == slow


async def test_a_page_of_the_other_mode_is_refused_when_it_is_read_at_once() -> None:
    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        start = int(request.query["start"])
        items = [payment(payment_id(start + number)) for number in range(100)]
        if start:
            items[50] |= {"live_mode": True}
        writer.write(http(200, envelope(items, start=start, limit=100, more=True)))

    async with talking(script) as (client, _):
        with pytest.raises(WrongMode):
            async for _ in client.payments.walk(read=payment_row, read_page=payment_rows):
                pass


async def test_a_connection_that_was_closed_while_it_rested_is_not_used_again() -> None:
    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        await shop(3)(request, writer)
        writer.close()

    async with talking(script, limits=replace(QUICK, attempts=1)) as (client, stub):
        for _ in range(3):
            assert len((await client.payments.page()).items) == 3
            await asyncio.sleep(0)
    assert stub.connections == 3


async def test_what_came_unasked_on_a_resting_connection_is_no_answer() -> None:
    writers: list[asyncio.StreamWriter] = []

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        await shop(3)(request, writer)

    async with talking(script, limits=replace(QUICK, attempts=1)) as (client, stub):
        assert len((await client.payments.page()).items) == 3
        writers[0].write(http(200, envelope([payment(payment_id(99))], start=0, limit=100)))
        await writers[0].drain()
        for _ in range(10):
            await asyncio.sleep(0)
        assert len((await client.payments.page()).items) == 3
    assert stub.connections == 2
