"""One list of the API, asked over a wire that writes down what it is asked: pages, rows, clocks, walks."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from stancer_tui.api.answers import Answer
from stancer_tui.api.errors import ApiError, UnexpectedStatus, UnreadableAnswer, WrongMode
from stancer_tui.api.lanes import Params
from stancer_tui.api.limits import Limits, Timeouts
from stancer_tui.api.lists import Listing
from stancer_tui.api.pages import Page
from stancer_tui.api.pipeline import Pipeline
from stancer_tui.api.request_log import RequestLog
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_batch import PaymentBatch, payment_rows
from stancer_tui.models.payment_row import UnreadableRow, payment_row
from tests.api.things import envelope, payment, payment_id

NOON = "Thu, 10 Mar 2011 12:00:00 GMT"
NOTHING = {"error": {"type": "invalid_request_error", "message": "Nothing found"}}

Reply = Callable[[dict[str, str]], tuple[int, Any]]


class WrittenDown:
    """A wire that answers from the query of each request, and keeps the queries."""

    def __init__(self, reply: Reply) -> None:
        self.queries: list[dict[str, str]] = []
        self.under_way = 0
        self.most_at_once = 0
        self._reply = reply

    async def exchange(
        self,
        method: str,
        path: str,
        *,
        shown: str,
        params: Params,
        body: bytes | None,
        write: bool,
        single: bool,
    ) -> Answer:
        self.queries.append(dict(params))
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        status, payload = self._reply(dict(params))
        headers = {"content-type": "application/json", "date": NOON}
        return Answer(status, headers, json.dumps(payload).encode(), method, path, write)

    async def aclose(self) -> None: ...


def listing(reply: Reply) -> tuple[Listing, WrittenDown]:
    """The payments of a test key, and what they were asked through."""
    wire = WrittenDown(reply)
    limits = Limits(attempts=1)
    return Listing(
        Pipeline(lambda: wire, Mode.TEST, RequestLog(), limits, Timeouts()), "/v1/checkout/", "payments"
    ), wire


def always(payload: object, status: int = 200) -> Reply:
    return lambda _query: (status, payload)


def shop(count: int) -> Reply:
    """A list of `count` payments, one a second; 404 after its end."""

    def reply(query: dict[str, str]) -> tuple[int, Any]:
        start, limit = int(query["start"]), int(query["limit"])
        numbers = range(count)[start : start + limit]
        items = [payment(payment_id(number), created=1_000 + number) for number in numbers]
        more = start + limit < count
        return (200, envelope(items, start=start, limit=limit, more=more)) if items else (404, NOTHING)

    return reply


async def page_of(payload: object, status: int = 200, **asked: Any) -> Page[Any]:
    return await listing(always(payload, status))[0].page(payment_row, **asked)


async def test_what_is_not_asked_otherwise_is_the_first_hundred() -> None:
    payments, wire = listing(shop(250))
    page = await payments.page(payment_row)
    assert wire.queries == [{"start": "0", "limit": "100"}]
    assert (page.start, page.end, page.limit, page.has_more, len(page.items)) == (0, 99, 100, True, 100)


async def test_nothing_found_is_an_empty_page_of_what_was_asked() -> None:
    assert await page_of(NOTHING, 404, start=7, limit=9) == Page((), None, 7, None, 9, has_more=False)


async def test_other_tasks_get_their_turn_while_a_page_is_read() -> None:
    read: list[object] = []
    turns: list[int] = []

    def reading(item: object) -> object:
        read.append(item)
        return item

    async def another() -> None:
        while len(read) < 50:
            if not turns or turns[-1] != len(read):
                turns.append(len(read))
            await asyncio.sleep(0)

    payments, _wire = listing(always({"payments": list(range(50))}))
    await asyncio.gather(payments.page(reading), another())
    assert turns == [0, 20, 40]


async def test_two_pages_of_a_key_are_not_built_in_turns() -> None:
    read: list[object] = []
    payments, _wire = listing(always({"payments": list(range(50))}))
    await asyncio.gather(payments.page(read.append), payments.page(read.append))
    assert read == [*range(50), *range(50)]


@pytest.mark.parametrize("error", [ValueError("odd"), OverflowError("odd")])
async def test_an_item_that_cannot_be_read_says_what_it_can(error: Exception) -> None:
    def refuse(_item: object) -> object:
        raise error

    items = [{"id": "a", "created": 5}, {"id": 7, "created": True}, {"id": None, "created": 5.0}, {}, 7, None]
    page = await listing(always({"payments": items}))[0].page(refuse)
    unknown = UnreadableRow(None, "odd", None)
    assert page.items == (UnreadableRow("a", "odd", 5), *[unknown] * 5)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"start": 0, "end": 0, "limit": 0, "has_more": True}, (0, 0, 0, True)),
        ({"start": 1, "end": 1, "limit": 1, "has_more": False}, (1, 1, 1, False)),
        ({"start": -1, "end": -1, "limit": -1}, (4, -1, 2, True)),
        ({"start": False, "end": True, "limit": True, "has_more": 0}, (4, None, 2, True)),
        ({"start": 1.0, "end": 5.0, "limit": "1", "has_more": None}, (4, None, 2, True)),
        ({}, (4, None, 2, True)),
        ("far", (4, None, 2, True)),
    ],
)
async def test_a_page_tells_its_place_where_the_api_does(said: object, told: tuple[object, ...]) -> None:
    body = {"payments": [payment(payment_id(1)), payment(payment_id(2))], "range": said}
    page = await page_of(body, start=4, limit=2)
    assert (page.start, page.end, page.limit, page.has_more) == told


@pytest.mark.parametrize(("count", "more"), [(1, False), (2, True), (3, True)])
async def test_a_full_page_that_does_not_tell_is_followed(count: int, more: bool) -> None:
    body = {"payments": [payment(payment_id(number)) for number in range(count)]}
    assert (await page_of(body, limit=2)).has_more is more


@pytest.mark.parametrize(("said", "mode"), [(False, False), (0, None), ("false", None), (None, None)])
async def test_a_page_tells_its_mode_where_the_api_does(said: object, mode: bool | None) -> None:
    assert (await page_of({"payments": [], "live_mode": said})).live_mode is mode


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        ({"live_mode": True, "payments": []}, WrongMode),
        ({"payments": [7, payment(live_mode=True)]}, WrongMode),
        ({"payments": {}}, UnreadableAnswer),
        ({"payments": None}, UnreadableAnswer),
        ({"refunds": []}, UnreadableAnswer),
        ([], UnreadableAnswer),
    ],
)
async def test_what_is_no_list_of_this_key_is_no_page(payload: object, kind: type[ApiError]) -> None:
    for read_page in (None, payment_rows):
        with pytest.raises(kind):
            await page_of(payload, read_page=read_page)


async def test_the_list_that_is_missing_is_named() -> None:
    with pytest.raises(UnreadableAnswer, match="the answer holds no list of payments"):
        await page_of({"refunds": []})


async def test_a_404_that_is_none_of_the_apis_is_a_failure() -> None:
    with pytest.raises(UnexpectedStatus):
        await page_of({"message": "no route"}, 404)


@pytest.mark.parametrize("whole", [False, True])
async def test_a_page_is_read_at_once_where_that_can_be(whole: bool) -> None:
    def read_page(body: bytes) -> PaymentBatch | None:
        assert json.loads(body) == good
        return payment_rows(body) if whole else None

    def read(item: object) -> Any:
        one_by_one.append(item)
        return payment_row(item)

    one_by_one: list[object] = []
    good = envelope([payment(payment_id(1)), payment(payment_id(2))], start=4, limit=2, more=True)
    page = await listing(always(good))[0].page(read, start=4, limit=2, read_page=read_page)
    rows = tuple(payment_row(item) for item in good["payments"])
    assert page == Page(rows, False, 4, 5, 2, has_more=True)
    assert one_by_one == ([] if whole else good["payments"])


async def test_what_is_not_done_is_not_read_at_once() -> None:
    """A page in the body of a 404 is no page."""
    with pytest.raises(ApiError):
        await page_of(envelope([payment()]), 404, read_page=payment_rows)


@pytest.mark.parametrize("body", [envelope([payment(live_mode=True)]), envelope([]) | {"live_mode": True}])
async def test_a_page_of_the_other_mode_is_not_read_at_once_either(body: dict[str, Any]) -> None:
    assert payment_rows(json.dumps(body).encode()) is not None
    with pytest.raises(WrongMode):
        await page_of(body, read_page=payment_rows)


@pytest.mark.parametrize(("status", "payload"), [(200, envelope([payment()])), (404, NOTHING)])
async def test_the_servers_clock_costs_one_item_at_most(status: int, payload: object) -> None:
    payments, wire = listing(always(payload, status))
    assert await payments.server_date() == datetime(2011, 3, 10, 12, tzinfo=UTC)
    assert wire.queries == [{"start": "0", "limit": "1"}]


async def test_an_answer_of_the_other_mode_tells_no_time() -> None:
    payments, _wire = listing(always(envelope([payment(live_mode=True)])))
    with pytest.raises(WrongMode):
        await payments.server_date()


@pytest.mark.parametrize(("first", "starts"), [(0, [0, 100, 200]), (30, [30, 130, 230]), (1, [1, 101, 201])])
async def test_a_walk_begins_where_it_is_told(first: int, starts: list[int]) -> None:
    payments, wire = listing(shop(250))
    walk = payments.walk(payment_row, first=first, order_id="A-1", until=1_250)
    found = [item.id async for page in walk for item in page.items]
    assert found == [payment_id(number) for number in range(first, 250)]
    assert wire.queries == [{"order_id": "A-1", "start": str(each), "limit": "100"} for each in starts]


@pytest.mark.parametrize("asked", [{"created": 1_000}, {"unique_id": "u"}])
async def test_a_walk_begins_with_the_first_item_and_passes_its_filter_on(asked: dict[str, Any]) -> None:
    payments, wire = listing(shop(3))
    assert [len(page.items) async for page in payments.walk(payment_row, **asked)] == [3]
    texts = {name: str(value) for name, value in asked.items()}
    assert wire.queries == [{**texts, "start": "0", "limit": "100"}]


async def test_the_first_page_of_a_walk_is_not_read_at_once() -> None:
    at_once: list[bytes] = []

    def read_page(body: bytes) -> None:
        at_once.append(body)

    payments, _wire = listing(shop(300))
    assert [page.start async for page in payments.walk(payment_row, read_page=read_page)] == [0, 100, 200]
    assert [json.loads(body)["range"]["start"] for body in at_once] == [100, 200]


async def test_a_walk_asks_for_four_pages_after_the_first_one() -> None:
    payments, wire = listing(shop(100_000))
    pages = payments.walk(payment_row)
    await anext(pages)
    await anext(pages)
    assert wire.most_at_once == 4
    await pages.aclose()


async def test_a_walk_asks_for_as_many_pages_as_it_is_told() -> None:
    payments, wire = listing(shop(100_000))
    pages = payments.walk(payment_row, concurrency=2)
    await anext(pages)
    await anext(pages)
    assert wire.most_at_once == 2
    await pages.aclose()
