"""The sandbox below a path of another application, and run by a server of its owner's choice."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, MutableMapping
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

import stancer_tui.sandbox
from stancer_tui.sandbox import DEMO_PUBLIC_TEST, DEMO_SECRET_TEST
from stancer_tui.sandbox.kinds import PAYMENT
from tests.sandbox.conftest import Api
from tests.sandbox.payloads import ACCEPTED, payment


@pytest.fixture
async def mounted(start: Callable[..., Api]) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the outer application, with the sandbox below /pay/stancer."""
    outer = Starlette(
        routes=[Mount("/pay/stancer", start(control=True, allowed_hosts=("shop.example",)).app)]
    )
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=outer), base_url="https://shop.example", auth=(DEMO_SECRET_TEST, "")
    ) as client:
        yield client


async def test_the_api_and_the_payment_page_work_below_a_path(mounted: httpx.AsyncClient) -> None:
    made = (await mounted.post("/pay/stancer/v1/checkout/", json=payment())).json()
    page = f"/pay/stancer/{DEMO_PUBLIC_TEST}/{made['id']}"
    assert (await mounted.get(page)).status_code == 200
    await mounted.post(page, data={"number": ACCEPTED})
    after = (await mounted.get(f"/pay/stancer/v1/checkout/{made['id']}")).json()
    assert after["status"] == "to_capture"
    assert (await mounted.get("/v1/checkout")).status_code == 404


async def test_what_it_says_of_itself_names_the_path(mounted: httpx.AsyncClient) -> None:
    description = (await mounted.get("/pay/stancer/openapi.json")).json()
    assert description["servers"][0]["url"] == "https://shop.example/pay/stancer"
    for kind in ("text/html", "application/json"):
        index = await mounted.get("/pay/stancer/", headers={"Accept": kind})
        assert index.headers["content-type"].startswith(kind)
        assert "https://shop.example/pay/stancer/openapi.json" in index.text
    assert (await mounted.get("/pay/stancer/docs")).status_code == 200


async def test_faults_control_and_journal_see_the_paths_of_the_api(mounted: httpx.AsyncClient) -> None:
    control = "/pay/stancer/_sandbox"
    await mounted.put(f"{control}/faults", json={"answer": 503, "paths": ["/v1/refunds"]})
    assert (await mounted.get("/pay/stancer/v1/refunds")).status_code == 503
    assert (await mounted.get("/pay/stancer/v1/checkout")).status_code == 404
    requests = (await mounted.get(f"{control}/journal")).json()["requests"]
    assert [each["path"] for each in requests] == ["/v1/refunds", "/v1/checkout"]


async def test_the_end_of_the_lifespan_closes_it(start: Callable[..., Api]) -> None:
    api = start(payments=10)
    states: asyncio.Queue[str] = asyncio.Queue()
    orders: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def send(message: MutableMapping[str, Any]) -> None:
        await states.put(message["type"])

    running = asyncio.create_task(api.app({"type": "lifespan", "state": {}}, orders.get, send))
    await orders.put({"type": "lifespan.startup"})
    assert await states.get() == "lifespan.startup.complete"
    assert (await api.test.get("/v1/checkout")).status_code == 200
    await orders.put({"type": "lifespan.shutdown"})
    assert await states.get() == "lifespan.shutdown.complete"
    await running
    with pytest.raises(sqlite3.ProgrammingError):
        api.sandbox.store.text(False, PAYMENT, "paym_x")


def test_public_names_cost_nothing_until_they_are_used() -> None:
    program = (
        "import json, sys, stancer_tui.sandbox as it; before = sorted(sys.modules);"
        "[getattr(it, name) for name in it.__all__];"
        "it.create_app(it.SandboxSettings(payments=0)).state.sandbox.close();"
        "print(json.dumps([before, sorted(sys.modules)]))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    before, after = (set(each) for each in json.loads(run.stdout))
    heavy = {"starlette", "sqlite3", "asyncio", "stancer_tui.sandbox.keys"}
    assert not heavy & before
    assert heavy <= after
    wire = {f"stancer_tui.sandbox.wire.{name}" for name in ("control", "openapi", "index_page", "html_page")}
    assert not after & {"uvicorn", "trustme", "stancer_tui.sandbox.authority", *wire}, "the demo needs none"
    with pytest.raises(AttributeError, match="no attribute 'create_apps'"):
        _ = stancer_tui.sandbox.create_apps
