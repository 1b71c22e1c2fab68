"""/_sandbox: what it answers, what it changes, and whom it refuses."""

import json
import shlex
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from stancer_tui import __version__
from stancer_tui.sandbox.wire.faults import Faults
from tests.sandbox.conftest import Api
from tests.sandbox.payloads import OTHER, card, payment

NOON_SECONDS = 1773140400
JSON = {"Content-Type": "application/json"}


class Controlled:
    """A sandbox and somebody without a key who controls it."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=api.app), base_url="http://localhost:8765/_sandbox"
        )

    async def get(self, path: str, **more: Any) -> httpx.Response:
        return await self.client.get(path, **more)

    async def send(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        if body is None:
            return await self.client.request(method, path, headers=JSON | headers)
        return await self.client.request(method, path, json=body, headers=JSON | headers)


@pytest.fixture
def control(start: Callable[..., Api]) -> Controlled:
    return Controlled(start(control=True))


async def test_health_says_whether_all_is_there(start: Callable[..., Api]) -> None:
    control = Controlled(start(control=True, payments=30))
    control.api.sandbox.dump()
    state = (await control.get("/health")).json()
    assert state["ready"] is True
    assert (state["version"], state["clock"]["now"]) == (__version__, NOON_SECONDS)
    assert [state["modes"][mode]["ready"] for mode in ("test", "live")] == [True, True]
    assert state["modes"]["test"]["payments"] >= 30


async def test_data_begins_anew(control: Controlled) -> None:
    await control.api.test.post("/v1/checkout", json=payment())
    state = (await control.send("POST", "/seed", {"seed": 3, "payments": 20})).json()
    assert state["clock"]["now"] == NOON_SECONDS
    control.api.sandbox.dump()
    assert (await control.get("/health")).json()["modes"]["test"]["payments"] >= 20
    control.api.clock.advance(60)
    control.api.sandbox.faults = Faults(answer=503)
    state = (await control.send("POST", "/reset")).json()
    assert (state["modes"]["test"]["payments"], state["clock"]["now"]) == (0, NOON_SECONDS)
    assert control.api.sandbox.faults == Faults()
    assert len(control.api.sandbox.journal) == 0


async def test_the_clock_is_read_moved_set_and_resumed(control: Controlled) -> None:
    assert (await control.get("/clock")).json() == {
        "now": NOON_SECONDS,
        "iso": "2026-03-10T12:00:00+01:00",
        "running": False,
    }
    moved = (await control.send("POST", "/clock/advance", {"days": 1, "hours": 1, "seconds": 1})).json()
    assert moved["now"] == NOON_SECONDS + 90_001
    assert (await control.send("PUT", "/clock", {"now": "2026-03-10T12:00:00+01:00"})).json()[
        "now"
    ] == NOON_SECONDS
    assert (await control.send("PUT", "/clock", {"now": 5})).json()["now"] == 5
    assert (await control.send("POST", "/clock/resume")).json()["running"] is True


async def test_faults_are_put_read_and_taken_away(control: Controlled) -> None:
    put = await control.send(
        "PUT", "/faults", {"answer": 429, "retry_after": 2, "times": 2, "methods": ["post"]}
    )
    assert put.json() == {
        "lose_answer": False,
        "delay_first_ms": 0,
        "error_rate": 0.0,
        "answer": 429,
        "retry_after": 2,
        "times": 2,
        "paths": [],
        "methods": ["POST"],
        "left": 2,
    }
    assert (await control.api.test.post("/v1/checkout", json=payment())).headers["retry-after"] == "2"
    assert (await control.get("/faults")).json()["left"] == 1
    assert (await control.client.delete("/faults")).status_code == 204
    assert control.api.sandbox.faults == Faults()
    assert (await control.get("/faults")).json()["left"] is None


async def test_the_journal_is_filtered_and_emptied(control: Controlled) -> None:
    await control.api.test.post("/v1/checkout", json=payment(card=card(OTHER)))
    await control.api.live.get("/v1/checkout")
    await control.get("/health")
    requests = (await control.get("/journal")).json()["requests"]
    assert [each["method"] for each in requests] == ["POST", "GET"], "the control is not written down"
    assert requests[0]["body"]["card"]["number"] == f"…{OTHER[-4:]}"
    for query, numbers in (
        ("method=POST", [1]),
        ("path=/v1/checkout&status=404", [2]),
        (f"since={NOON_SECONDS + 1}", []),
        ("after=1", [2]),
        ("limit=1", [2]),
    ):
        found = (await control.get(f"/journal?{query}")).json()["requests"]
        assert [each["number"] for each in found] == numbers
    assert (await control.client.delete("/journal")).status_code == 204
    assert (await control.get("/journal")).json() == {"requests": []}


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("PUT", "/faults", {"lose_answers": True}, "lose_answers"),
        ("PUT", "/faults", {"answer": 200}, "answer"),
        ("PUT", "/faults", {"error_rate": 1.5}, "error_rate"),
        ("PUT", "/faults", {"error_rate": True}, "error_rate"),
        ("PUT", "/faults", {"methods": ["FETCH"]}, "methods"),
        ("PUT", "/faults", {"methods": "POST"}, "methods"),
        ("PUT", "/faults", {"paths": ["refunds"]}, "paths"),
        ("PUT", "/clock", {}, "now"),
        ("PUT", "/clock", {"now": "noon"}, "now"),
        ("PUT", "/clock", {"now": "9999-01-01"}, "now"),
        ("POST", "/clock/advance", {"days": -1}, "days"),
        ("POST", "/clock/advance", {"days": 100_000}, "days"),
        ("POST", "/clock/advance", {"weeks": 1}, "weeks"),
        ("POST", "/seed", {"payments": 10_000_000}, "payments"),
        ("POST", "/reset", {"seed": 1}, "seed"),
        ("GET", "/journal?limit=x", None, "limit"),
        ("GET", "/journal?methods=GET", None, "methods"),
    ],
)
async def test_an_error_names_the_field(
    control: Controlled, method: str, path: str, body: Any, field: str
) -> None:
    answer = await control.send(method, path, body)
    assert answer.status_code == 400
    assert list(answer.json()["error"]["message"]) == [field]


@pytest.mark.parametrize("content", [b"", b"{", b"[]"])
async def test_what_is_no_object_is_refused(control: Controlled, content: bytes) -> None:
    answer = await control.client.put("/faults", content=content, headers=JSON)
    assert (answer.status_code, answer.json()["error"]["type"]) == (400, "invalid_request_error")


async def test_a_kept_file_is_not_emptied(start: Callable[..., Api], tmp_path: Path) -> None:
    control = Controlled(start(control=True, db=tmp_path / "kept.db"))
    await control.api.test.post("/v1/checkout", json=payment())
    for path in ("/reset", "/seed"):
        answer = await control.send("POST", path)
        assert (answer.status_code, "kept.db" in answer.json()["error"]["message"]) == (409, True)
    assert (await control.api.test.get("/v1/checkout")).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://attacker.example"},
        {"Origin": "http://localhost:3000"},
        {"Origin": "https://localhost:8765"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_page_of_another_site_is_refused(control: Controlled, headers: dict[str, str]) -> None:
    control.api.sandbox.faults = Faults(answer=503)
    for method, path in (
        ("GET", "/journal"),
        ("POST", "/reset"),
        ("DELETE", "/faults"),
        ("OPTIONS", "/reset"),
    ):
        answer = await control.send(method, path, **headers)
        assert answer.status_code == 403
        assert not [each for each in answer.headers if each.startswith("access-control")]
    assert control.api.sandbox.faults == Faults(answer=503)
    assert (await control.send("POST", "/reset", Origin="http://localhost:8765")).status_code == 200


@pytest.mark.parametrize("content", ["text/plain", "application/x-www-form-urlencoded", None])
async def test_a_write_must_be_json(control: Controlled, content: str | None) -> None:
    headers = {} if content is None else {"Content-Type": content}
    answer = await control.client.post("/reset", content=b"{}", headers=headers)
    assert answer.status_code == 415
    answer = await control.client.post("/reset", headers={"Content-Type": "Application/JSON; charset=utf-8"})
    assert answer.status_code == 200


async def test_a_name_that_was_rebound_is_refused(start: Callable[..., Api]) -> None:
    control = Controlled(start(control=True, allowed_hosts=("sandbox",)))
    for host, status in (("attacker.example", 400), ("sandbox:8765", 200), ("127.0.0.1", 200)):
        assert (await control.get("/health", headers={"Host": host})).status_code == status


async def test_it_has_no_other_routes_and_methods(control: Controlled) -> None:
    for method, path in (("GET", "/nothing"), ("POST", "/health"), ("GET", "/reset")):
        answer = await control.send(method, path)
        assert (answer.status_code, "Nothing matches" in answer.text) == (404, True)


async def test_every_line_of_the_guide_works(control: Controlled) -> None:
    guide = Path(__file__).parents[2] / "docs" / "sandbox.md"
    lines = [line for line in guide.read_text(encoding="utf-8").splitlines() if "$at" in line]
    assert len(lines) == 13
    curl = ArgumentParser()
    for option, default in (("-X", "GET"), ("-H", None), ("-d", None)):
        curl.add_argument(option, default=default)
    curl.add_argument("url")
    for line in lines:
        said = curl.parse_args(shlex.split(line.replace('"$json"', "json"), comments=True)[1:])
        headers = JSON if said.H else {}
        answer = await control.client.request(
            said.X, said.url.replace("$at", ""), content=said.d, headers=headers
        )
        assert answer.status_code in {200, 204}, line


@pytest.mark.parametrize(
    "body", [b'{"a": "\\ud800"}', b'{"\\ud800": 1}', b'{"a": 1e999}', b'{"a": [-1e999]}']
)
async def test_the_journal_can_be_read_whatever_was_sent(control: Controlled, body: bytes) -> None:
    await control.api.test.post("/v1/checkout", content=body)
    answer = await control.get("/journal")
    assert answer.status_code == 200
    (request,) = json.loads(answer.text, parse_constant=pytest.fail)["requests"]
    assert request["path"] == "/v1/checkout"


async def test_half_a_character_in_a_path_is_refused(control: Controlled) -> None:
    refused = await control.client.put("/faults", content=b'{"paths": ["/v1\\ud800"]}', headers=JSON)
    assert (refused.status_code, refused.json()["error"]["message"]) == (
        400,
        {"paths": "must be Unicode text"},
    )
    assert (await control.get("/faults")).json()["paths"] == []


async def test_every_origin_that_is_named_counts(control: Controlled) -> None:
    own, other = ("Origin", "http://localhost:8765"), ("Origin", "http://evil.example")
    for headers in ([own, other], [other, own], [("Sec-Fetch-Site", "Cross-Site")]):
        answer = await control.client.get("/health", headers=headers)
        assert answer.status_code == 403
    assert (await control.client.get("/health", headers=[own])).status_code == 200
