"""A large shop is told again where a small one is kept: both answer the same, before and after changes."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from typing import Any

import httpx
import pytest

from stancer_tui.sandbox.clock import FixedClock
from tests.sandbox.conftest import NOON, Api

Start = Callable[..., Api]
Both = Callable[..., Awaitable[tuple[Api, Api]]]

PATHS = {"payments": "/v1/checkout", "cards": "/v1/cards", "sepa": "/v1/sepa", "customers": "/v1/customers",
         "addresses": "/v1/addresses", "refunds": "/v1/refunds", "disputes": "/v1/disputes",
         "payouts": "/v1/payouts"}  # fmt: skip
LISTED = ("payments", "refunds", "disputes", "payouts")


@pytest.fixture
def both(start: Start, start_large: Start) -> Both:
    """Start two sandboxes of one shop: one keeps its objects, the other tells them again."""

    async def starting(**changes: Any) -> tuple[Api, Api]:
        kept, told = start(now=FixedClock(NOON), **changes), start_large(now=FixedClock(NOON), **changes)
        for api in (kept, told):
            await api.sandbox.ready(True)
            await api.sandbox.ready(False)
        return kept, told

    return starting


def ids(api: Api, live: bool) -> list[tuple[str, str]]:
    """The kind and the id of each object that a sandbox keeps in its table."""
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(api.sandbox.dump().database)
        return copy.execute("SELECT kind, id FROM object WHERE live = ? ORDER BY number", (live,)).fetchall()


def clients(*apis: Api) -> list[tuple[httpx.AsyncClient, ...]]:
    """Their clients, mode by mode."""
    return [tuple(api.live for api in apis), tuple(api.test for api in apis)]


async def walk(client: httpx.AsyncClient, path: str, **query: Any) -> list[str]:
    """The pages of a list, of an odd length, as they were answered."""
    pages: list[str] = []
    more = True
    while more:
        answer = await client.get(path, params={**query, "start": 37 * len(pages), "limit": 37})
        pages.append(answer.text)
        more = answer.status_code == 200 and answer.json()["range"]["has_more"]
    return pages


async def assert_alike(kept: Api, told: Api, *, every: int = 1) -> None:
    """Every list and every object, or some of the objects, are the same in both modes."""
    for live, (one, other) in zip((True, False), clients(kept, told), strict=True):
        for name in LISTED:
            assert await walk(other, PATHS[name]) == await walk(one, PATHS[name])
        for name, object_id in ids(kept, live)[::every]:
            answers = [await client.get(f"{PATHS[name]}/{object_id}") for client in (one, other)]
            assert answers[1].text == answers[0].text
            assert answers[0].status_code == (501 if name == "payouts" and not live else 200)


@pytest.mark.parametrize(("seed", "payments"), [(1, 2), (2, 150), (3, 400)])
async def test_every_object_and_every_page_is_the_same(both: Both, seed: int, payments: int) -> None:
    kept, told = await both(seed=seed, payments=payments)
    await assert_alike(kept, told)
    assert len(ids(told, False)) < len(ids(kept, False)) / 2


@pytest.mark.parametrize("days", [1, 8, 40])
async def test_time_changes_the_same(both: Both, days: int) -> None:
    kept, told = await both(payments=200)
    for api in (kept, told):
        api.clock.advance(days=days)
    await assert_alike(kept, told, every=7)


@pytest.mark.parametrize("filters", ["union", "intersection"])
async def test_filters_find_the_same(both: Both, filters: str) -> None:
    kept, told = await both(payments=200, filters=filters)
    for one, other in clients(kept, told):
        payments = (await one.get("/v1/checkout", params={"limit": 100, "start": 50})).json()["payments"]
        middle = payments[50]["created"]
        found = 0
        for payment in payments[::3]:
            named = {name: payment[name] for name in ("order_id", "unique_id") if payment[name]}
            for created in ({}, {"created": middle}, {"created": middle, "start": 3, "limit": 5}):
                for chosen in (named, *({name: value} for name, value in named.items())):
                    answers = [
                        await client.get("/v1/checkout", params={**chosen, **created})
                        for client in (one, other)
                    ]
                    assert answers[1].text == answers[0].text
                    found += answers[0].status_code == 200
        assert found > 50
        assert await walk(other, "/v1/checkout", created=middle) == await walk(
            one, "/v1/checkout", created=middle
        )
        for unknown in ({"order_id": "none"}, {"unique_id": "none"}):
            assert (await other.get("/v1/checkout", params=unknown)).status_code == 404


async def test_payouts_have_the_same_members(both: Both) -> None:
    kept, told = await both(payments=900)
    seen = 0
    payouts = (await kept.live.get("/v1/payouts", params={"limit": 100})).json()["payouts"]
    for payout in payouts[::7]:
        for name in ("payments", "refunds", "disputes"):
            path = f"/v1/payouts/{payout['id']}/{name}"
            pages = await walk(kept.live, path)
            assert await walk(told.live, path) == pages
            seen += len(pages)
            for created in (payout["created"] - 3 * 86_400, payout["created"]):
                since = [await api.live.get(path, params={"created": created}) for api in (kept, told)]
                assert since[1].text == since[0].text
    assert seen > 10


def some(payments: list[Any], *, status: str | None) -> list[Any]:
    """A few payments of a status whose money nobody has asked back."""
    return [each for each in payments if each["status"] == status and not each.get("refunds")][:4]


async def change(api: Api, client: httpx.AsyncClient) -> list[tuple[int, str]]:
    """Write to invented objects of every kind; what was answered."""
    answers: list[httpx.Response] = []
    payments = []
    for start_at in (0, 100):
        page = await client.get("/v1/checkout", params={"limit": 100, "start": start_at})
        payments += page.json()["payments"]
    captured = some(payments, status="captured")
    for payment in captured:
        answers.append(await client.post("/v1/refunds", json={"payment": payment["id"], "amount": 60}))
    given_back = next(each for each in payments if each.get("refunds") and each["status"] == "captured")
    answers.append(await client.post("/v1/refunds", json={"payment": given_back["id"], "amount": 50}))
    answers.append(await client.post("/v1/refunds", json={"payment": captured[0]["id"]}))
    answers.append(await client.post("/v1/refunds", json={"payment": captured[0]["id"], "amount": 50}))
    for payment in some(payments, status=None):
        words = {"description": "Another one", "order_id": f"new-{payment['id'][-4:]}"}
        answers.append(await client.patch(f"/v1/checkout/{payment['id']}", json=words))
        found = {"order_id": payment["order_id"] or "none"}
        answers.append(await client.get("/v1/checkout", params=found))
        answers.append(await client.get("/v1/checkout", params={"order_id": words["order_id"]}))
    taken = next(each["unique_id"] for each in payments if each["unique_id"])
    twice = {"amount": 500, "currency": "eur", "unique_id": taken}
    answers.append(await client.post("/v1/checkout", json=twice))
    for name, part in (("cards", "card"), ("customers", "customer"), ("sepa", "sepa")):
        owners = list(dict.fromkeys(each[part]["id"] for each in payments if each.get(part)))[:3]
        first, second = (f"{PATHS[name]}/{each}" for each in owners[:2])
        answers.append(await client.patch(first, json={"name": "Somebody Else"}))
        answers.append(await client.get(first))
        for path in (first, second):
            answers.append(await client.delete(path))
            answers.append(await client.get(path))
            answers.append(await client.delete(path))
    answers.append(await client.post("/v1/checkout", json={"amount": 500, "currency": "eur"}))
    api.clock.advance(days=3)
    for payment in captured:
        answers.append(await client.get(f"/v1/checkout/{payment['id']}"))
    return [(each.status_code, each.text) for each in answers]


async def test_changes_are_answered_and_kept_the_same(both: Both) -> None:
    kept, told = await both(payments=200)
    for one, other in clients(kept, told):
        first = await change(kept, one)
        assert await change(told, other) == first
        assert {200, 204, 404} <= {status for status, _text in first}
        assert [status for status, _text in first[:4]] == [200] * 4
    await assert_alike(kept, told, every=3)
