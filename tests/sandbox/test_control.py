"""What a test does to a running sandbox: faults, the clock, the data begun anew."""

import asyncio
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from stancer_tui.sandbox.clock import FixedClock, SystemClock
from stancer_tui.sandbox.core import CannotReset
from stancer_tui.sandbox.kinds import PAYMENT
from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.faults import BadFault, Faults
from tests.sandbox.conftest import NOON, Api
from tests.sandbox.payloads import OTHER, card, payment

NOON_SECONDS = 1773140400


async def pay(api: Api, **fields: Any) -> httpx.Response:
    return await api.test.post("/v1/checkout", json=payment(**fields))


async def pay_in_vain(api: Api, **fields: Any) -> None:
    with pytest.raises(ConnectionResetError):
        await pay(api, **fields)


async def listed(api: Api) -> int:
    answer = await api.test.get("/v1/checkout")
    return len(answer.json()["payments"]) if answer.status_code == 200 else 0


async def test_the_next_writes_lose_their_answer_and_no_other_one(api: Api) -> None:
    api.sandbox.faults = Faults(lose_answer=True, times=2)
    assert await listed(api) == 0, "a read is no write"
    await pay_in_vain(api)
    await pay_in_vain(api)
    assert (await pay(api)).status_code == 200
    assert await listed(api) == 3


async def test_the_next_answer_is_429_and_names_the_seconds(api: Api) -> None:
    api.sandbox.faults = Faults(answer=429, retry_after=2, times=1)
    refused = await pay(api)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "2")
    assert await listed(api) == 0
    assert (await pay(api)).status_code == 200


@pytest.mark.parametrize(
    ("faults", "header"),
    [
        (Faults(answer=429), "1"),
        (Faults(answer=503), None),
        (Faults(answer=503, retry_after=30), "30"),
        (Faults(error_rate=1.0, retry_after=30), None),
    ],
)
async def test_only_a_429_always_says_when_to_come_back(api: Api, faults: Faults, header: str | None) -> None:
    api.sandbox.faults = faults
    assert (await pay(api)).headers.get("retry-after") == header


async def test_only_the_paths_and_methods_named_are_spoiled(api: Api) -> None:
    api.sandbox.faults = Faults(answer=503, paths=("/v1/refunds", "/v1/cards"), methods=("post",), times=1)
    made = (await pay(api, card=card(OTHER))).json()
    assert (await api.test.get("/v1/refunds")).status_code == 404
    assert (await api.test.post("/v1/refunds", json={"payment": made["id"]})).status_code == 503
    assert (await api.test.post("/v1/refunds", json={"payment": made["id"]})).status_code == 200


async def test_an_assignment_counts_anew(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    loop, sleep = asyncio.get_running_loop(), asyncio.sleep

    async def wait(seconds: float) -> None:
        if asyncio.get_running_loop() is not loop:  # a server in a thread, of another test's
            await sleep(seconds)
            return
        waited.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", wait)
    for _ in range(2):
        api.sandbox.faults = Faults(delay_first_ms=250, methods=("GET",))
        await pay(api)
        await listed(api)
        await listed(api)
    assert waited == [0.25, 0.25]
    for _ in range(2):
        api.sandbox.faults = Faults(answer=500, times=1)
        assert api.sandbox.injector.left == 1
        await listed(api)
        assert api.sandbox.injector.left == 0


async def test_the_share_of_errors_is_the_same_after_each_assignment(api: Api) -> None:
    runs = []
    for _ in range(2):
        api.sandbox.faults = Faults(error_rate=0.5)
        runs.append([(await api.test.get("/v1/checkout")).status_code for _ in range(12)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {404, 500}


async def test_time_that_is_moved_changes_what_is_due(api: Api) -> None:
    made = (await pay(api, card=card(OTHER), capture=False)).json()
    assert made["status"] == "authorized"
    api.sandbox.clock.advance(days=7, hours=-1)
    assert (await api.test.get(f"/v1/checkout/{made['id']}")).json()["status"] == "authorized"
    api.sandbox.clock.advance(hours=1)
    assert (await api.test.get(f"/v1/checkout/{made['id']}")).json()["status"] == "expired"


def test_a_running_clock_is_moved_stopped_and_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    machine = 1_000.0
    monkeypatch.setattr(time, "time", lambda: machine)
    clock.advance(60)
    machine += 5
    assert (clock(), clock.running) == (1_065, True)
    clock.set(NOON)
    machine += 5
    assert (clock(), clock.running) == (NOON_SECONDS, False)
    clock.advance(hours=1)
    assert clock() == NOON_SECONDS + 3600
    clock.resume()
    assert (clock(), clock.running) == (1_010, True)
    clock.advance(60)
    clock.reset()
    assert clock() == 1_010


def test_a_clock_that_stands_goes_back_to_where_it_began() -> None:
    clock = FixedClock(NOON)
    clock.resume()
    assert clock.running
    clock.reset()
    clock.advance(1)
    assert clock() == NOON_SECONDS + 1
    clock.reset()
    assert (clock(), clock.running) == (NOON_SECONDS, False)


async def test_a_reset_is_the_start_again(start: Any, tmp_path: Path) -> None:
    file = tmp_path / "objects.json"
    file.write_text(
        '{"test": {"customers": [{"id": "cust_AAAAAAAAAAAAAAAAAAAAAAAA", "email": "a@example.org"}]}}'
    )
    api: Api = start(data=file, faults=Faults(answer=503, times=1))
    customer = "/v1/customers/cust_AAAAAAAAAAAAAAAAAAAAAAAA"
    made: list[str] = []
    for _ in range(2):
        assert (await api.test.get(customer)).status_code == 503
        assert (await api.test.delete(customer)).status_code == 204
        made.append((await pay(api)).json()["id"])
        api.sandbox.faults = Faults(answer=500)
        api.clock.advance(days=1)
        assert len(api.sandbox.journal) == 3
        api.sandbox.reset()
        assert (len(api.sandbox.journal), api.clock()) == (0, NOON_SECONDS)
        assert api.sandbox.faults == Faults(answer=503, times=1)
        assert api.sandbox.store.count(False, PAYMENT) == 0
    assert made[0] == made[1], "ids are drawn anew"
    api.sandbox.faults = Faults()
    api.sandbox.fill(seed=2)
    assert (await pay(api)).json()["id"] not in made


async def test_invented_data_is_invented_again_or_otherwise(start: Any) -> None:
    api: Api = start(payments=40)

    async def first() -> Any:
        return (await api.test.get("/v1/checkout?limit=1")).json()["payments"][0]["id"]

    ours = await first()
    api.sandbox.fill(seed=2)
    assert await first() != ours
    api.sandbox.fill(payments=0)
    assert await listed(api) == 0
    api.sandbox.reset()
    assert await first() == ours


async def test_a_request_that_waits_for_data_is_not_answered_from_an_empty_store(start: Any) -> None:
    api: Api = start(payments=400)
    waiting = asyncio.create_task(api.test.get("/v1/checkout?limit=1"))
    await asyncio.sleep(0)
    api.sandbox.reset()
    assert (await waiting).status_code == 200


def test_a_kept_file_is_not_emptied(start: Any, tmp_path: Path) -> None:
    api: Api = start(db=tmp_path / "kept.db")
    api.clock.advance(days=1)
    for attempt in (api.sandbox.reset, api.sandbox.fill):
        with pytest.raises(CannotReset, match=r"kept\.db"):
            attempt()
    assert api.clock() == NOON_SECONDS + 86_400, "nothing was reset"


@pytest.mark.parametrize(
    "fields",
    [
        {"paths": "/v1/refunds"},
        {"paths": ("refunds",)},
        {"methods": "POST"},
        {"methods": ("SEND",)},
        {"answer": 200},
        {"error_rate": 1.5},
        {"times": -1},
        {"retry_after": -1},
        {"delay_first_ms": -1},
    ],
)
def test_a_fault_that_no_request_could_meet_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(BadFault, match=next(iter(fields))):
        Faults(**fields)


async def test_an_answer_is_that_of_the_faults_at_its_beginning(api: Api) -> None:
    api.sandbox.faults = Faults(answer=429)
    started: list[Any] = []

    async def receive() -> dict[str, Any]:
        api.sandbox.faults = Faults()
        return {"type": "http.request", "body": b"{}", "more_body": False}

    async def send(message: Any) -> None:
        started.append(message)

    scope = {"type": "http", "method": "POST", "path": "/v1/checkout/", "query_string": b"", "headers": []}
    await api.app(scope, receive, send)
    assert started[0]["status"] == 429


MOMENTS = ["0001-01-01", "1969-12-31T23:59:59", "2100-01-01T00:00:01", "9999-12-31", -1, 10**18]


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_clock_stays_where_there_are_dates(moment: str | int) -> None:
    with pytest.raises(ValueError, match="1970"):
        FixedClock(moment)
    clock = FixedClock(NOON)
    with pytest.raises(ValueError, match="1970"):
        clock.set(moment)
    for seconds in (1e308, -1e308, float("inf"), float("nan"), 10**18, -NOON_SECONDS - 1):
        with pytest.raises(ValueError, match="1970"):
            clock.advance(seconds)
    assert clock() == NOON_SECONDS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("payments", "20"),
        ("payments", -1),
        ("payments", True),
        ("seed", 1.5),
        ("port", 65_536),
        ("latency_ms", -1),
        ("check_delay", None),
        ("rate_limit", 0),
        ("rate_limit", "5/s"),
        ("filters", "union intersection"),
        ("faults", "lose-answer"),
        ("now", "2026-03-10"),
        ("keys", "stest_aaaaaaaaaaaaaaaaaaaaaaaa"),
        ("allowed_hosts", "sandbox"),
        ("data", "shop.json"),
        ("db", "shop.db"),
        ("certfile", "server.pem"),
        ("host", None),
    ],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{name} must be"):
        SandboxSettings(**{name: value})
