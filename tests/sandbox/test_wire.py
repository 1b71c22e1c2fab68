"""Keys, slashes, methods, bodies, the Date header, and what v1 does not have."""

import base64

import httpx
import pytest

from stancer_tui.sandbox.keys import DEMO_PUBLIC_TEST, DEMO_SECRET_TEST, BadKey, KnownKeys
from tests.sandbox.conftest import Api
from tests.sandbox.payloads import payment

NOBODY = {
    "error": {
        "type": "invalid_request_error",
        "message": "You are not authorized to access that resource",
    }
}


def client(api: Api, authorization: str | None) -> httpx.AsyncClient:
    headers = {} if authorization is None else {"Authorization": authorization}
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=api.app), base_url="http://sandbox", headers=headers
    )


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        basic("stest_" + "a" * 24 + ":"),
        basic(DEMO_PUBLIC_TEST + ":"),
        "Bearer " + DEMO_SECRET_TEST,
        "Basic !!!",
        "Basic",
        basic("\xff:"),
    ],
)
async def test_who_has_no_known_secret_key_is_not_authorised(api: Api, authorization: str | None) -> None:
    async with client(api, authorization) as stranger:
        for answer in (await stranger.get("/v1/checkout"), await stranger.get("/v1/payouts/")):
            assert answer.status_code == 401
            assert answer.json() == NOBODY


async def test_a_key_needs_no_colon_and_no_password(api: Api) -> None:
    async with client(api, basic(DEMO_SECRET_TEST)) as known:
        assert (await known.post("/v1/checkout", json=payment())).status_code == 200


@pytest.mark.parametrize("key", ["", "stest_short", "xtest_" + "a" * 24, "stest_" + "é" * 24])
def test_a_malformed_key_cannot_be_added(key: str) -> None:
    with pytest.raises(BadKey):
        KnownKeys([key])


def test_an_added_key_is_let_in() -> None:
    key = "sprod_" + "Z" * 24
    assert KnownKeys([key]).live_mode(basic(key + ":")) is True


@pytest.mark.parametrize("slash", ["", "/"])
async def test_collections_have_two_forms_and_no_redirect(api: Api, slash: str) -> None:
    made = await api.test.post(f"/v1/checkout{slash}", json=payment())
    assert made.status_code == 200
    assert (await api.test.get(f"/v1/checkout{slash}")).status_code == 200
    assert (await api.test.get(f"/v1/checkout/{made.json()['id']}{slash}")).status_code == (
        404 if slash else 200
    )


async def test_a_lower_case_method_is_understood(api: Api) -> None:
    answer = await api.test.request("get", "/v1/cards/?start=1")
    assert answer.status_code == 404
    scope = {
        "type": "http",
        "method": "get",
        "path": "/v1/checkout",
        "raw_path": b"/v1/checkout",
        "query_string": b"",
        "headers": [(b"authorization", basic(DEMO_SECRET_TEST + ":").encode())],
    }
    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    await api.app(scope, None, send)
    assert sent[0]["status"] == 404
    assert b"No payments found" in bytes(str(sent[1]["body"]), "utf-8")


async def test_bodies_of_reads_and_deletes_are_ignored(api: Api) -> None:
    made = (await api.test.post("/v1/customers", json={"email": "x@example.com"})).json()
    path = f"/v1/customers/{made['id']}"
    assert (await api.test.request("GET", path, content=b"{not json")).status_code == 200
    assert (await api.test.request("DELETE", path, content=b'{"amount":1}')).status_code == 204


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/nothing"),
        ("GET", "/v1/cards/"),
        ("DELETE", "/v1/checkout/paym_x"),
        ("PUT", "/v1/checkout/paym_x"),
        ("POST", "/v1/disputes/"),
        ("POST", "/"),
        ("GET", "/_sandbox/health"),
        ("POST", "/_sandbox/reset"),
        ("DELETE", "/_sandbox/journal"),
        ("GET", "/v2/ping"),
    ],
)
async def test_what_v1_lacks_is_a_404_with_a_json_body(api: Api, method: str, path: str) -> None:
    answer = await api.test.request(method, path)
    assert answer.status_code == 404
    assert answer.json()["error"]["message"] == "Nothing matches the given URI"


async def test_the_date_is_the_clocks(api: Api) -> None:
    answer = await api.test.get("/v1/checkout")
    assert answer.headers["date"] == "Tue, 10 Mar 2026 11:00:00 GMT"


async def test_the_description_needs_no_key(api: Api) -> None:
    async with client(api, None) as stranger:
        description = (await stranger.get("/openapi.json")).json()
    assert description["openapi"].startswith("3.1")
    assert "/v1/checkout/" in description["paths"]
