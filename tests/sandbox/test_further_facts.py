"""Literal requests of suites and modules: a test is named by its row in the contract's "Further facts"."""

import json
import socket
from typing import Any

import httpx
import pytest

from stancer_tui.sandbox.settings import SandboxSettings
from stancer_tui.sandbox.wire.faults import Faults
from tests.sandbox.conftest import Api
from tests.sandbox.serving import serving

CARD = b'{"number":"4242424242424242","exp_month":12,"exp_year":2030,"cvc":"123"}'
CAPTURED = b'{"number":"4000000000000077","exp_month":12,"exp_year":2030,"cvc":"123"}'
PAYMENT = "/v1/checkout/"


async def send(api: Api, method: str, path: str, body: bytes) -> httpx.Response:
    return await api.test.request(
        method, path, content=body, headers={"Content-Type": "application/json", "Accept": "*/*"}
    )


async def done(api: Api, method: str, path: str, body: bytes) -> dict[str, Any]:
    answer = await send(api, method, path, body)
    assert answer.status_code == 200, answer.text
    item: dict[str, Any] = answer.json()
    kept = await api.test.get(f"{path if method == 'PATCH' else path.rstrip('/') + '/' + item['id']}")
    assert kept.content == answer.content
    return item


async def named(api: Api, method: str, path: str, body: bytes, status: int = 400) -> Any:
    answer = await send(api, method, path, body)
    assert answer.status_code == status, answer.text
    message = answer.json()["error"]["message"]
    return list(message) if isinstance(message, dict) else message


async def authorized(api: Api) -> str:
    body = b'{"amount":1050,"currency":"eur","capture":false,"order_id":"100000012","card":%b}' % CARD
    item = await done(api, "POST", PAYMENT, body)
    assert item["status"] == "authorized"
    return f"{PAYMENT}{item['id']}"


@pytest.mark.parametrize("currency", [b"usd", b"GBP", b"jpy"])
async def test_w1_no_sepa_in_another_currency(api: Api, currency: bytes) -> None:
    item = await done(api, "POST", PAYMENT, b'{"amount":1000,"currency":"%b"}' % currency)
    assert item["methods_allowed"] == ["card"]
    paid = await done(api, "POST", PAYMENT, b'{"amount":1000,"currency":"%b","card":%b}' % (currency, CARD))
    assert (paid["methods_allowed"], paid["status"]) == (["card"], "to_capture")


async def test_w1_the_same_after_a_patch_of_the_currency(api: Api) -> None:
    item = await done(api, "POST", PAYMENT, b'{"amount":1000,"currency":"eur"}')
    assert item["methods_allowed"] == ["card", "sepa"]
    path = f"{PAYMENT}{item['id']}"
    assert (await done(api, "PATCH", path, b'{"currency":"usd"}'))["methods_allowed"] == ["card"]
    assert (await done(api, "PATCH", path, b'{"currency":"eur"}'))["methods_allowed"] == ["card", "sepa"]


@pytest.mark.parametrize("country", ["FR", "fr", "Fr", "F1", "--", "é€"])
async def test_w2_an_addresss_country_is_given_back_as_sent(api: Api, country: str) -> None:
    body = json.dumps({"city": "Paris", "country": country, "zip_code": "75001"}).encode()
    assert (await done(api, "POST", "/v1/addresses/", body))["country"] == country


@pytest.mark.parametrize("country", ["F", "FRA", ""])
async def test_w2_its_length_is_two(api: Api, country: str) -> None:
    body = json.dumps({"city": "Paris", "country": country, "zip_code": "75001"}).encode()
    assert await named(api, "POST", "/v1/addresses/", body) == ["country"]


async def test_w3_a_capture_repeats_amount_and_currency(api: Api) -> None:
    path = await authorized(api)
    item = await done(api, "PATCH", path, b'{"amount":1050,"currency":"eur","status":"capture"}')
    assert (item["status"], item["amount"], item["capture"]) == ("to_capture", 1050, True)


async def test_w3_a_capture_of_less_takes_less(api: Api) -> None:
    path = await authorized(api)
    whole = (await api.test.get(path)).json()
    item = await done(api, "PATCH", path, b'{"amount":500,"currency":"eur","status":"capture"}')
    assert (item["status"], item["amount"]) == ("to_capture", 500)
    assert item["fee"] < whole["fee"]


async def test_w3_a_capture_of_more_is_refused(api: Api) -> None:
    path = await authorized(api)
    before = (await api.test.get(path)).content
    body = b'{"amount":1051,"currency":"eur","status":"capture"}'
    assert "more than was authorized" in await named(api, "PATCH", path, body, 409)
    assert "currency" in await named(api, "PATCH", path, b'{"currency":"usd","status":"capture"}', 409)
    assert "amount" in await named(api, "PATCH", path, b'{"amount":1000}', 409)
    assert (await api.test.get(path)).content == before


async def test_w4_amounts_as_floats_without_a_fraction(api: Api) -> None:
    item = await done(api, "POST", PAYMENT, b'{"amount": 1050.0, "currency": "EUR", "card": %b}' % CAPTURED)
    refund = await send(
        api, "POST", "/v1/refunds/", b'{"payment": "%b", "amount": 1050.0}' % item["id"].encode()
    )
    for answered in ((await api.test.get(f"{PAYMENT}{item['id']}")).text, refund.text):
        assert '"amount":1050,' in answered


@pytest.mark.parametrize(
    "amount",
    [
        *(b"1050.5", b"1050.000001", b"1e400", b"-1e400", b"1e308", b"1e999999999999", b"1e-400", b"NaN"),
        *(b"Infinity", b"-Infinity", b"true", b"-1050.0", b"9" * 5_000, b"[1050]", b"9007199254740993.0"),
    ],
)
@pytest.mark.parametrize("path", [PAYMENT, "/v1/refunds/"])
async def test_w4_what_is_no_whole_amount_is_refused(api: Api, path: str, amount: bytes) -> None:
    body = b'{"payment":"paym_x","currency":"eur","amount":%b}' % amount
    assert (await send(api, "POST", path, body)).status_code == 400


async def test_w5_texts_words_and_numbers_of_a_module_in_php(api: Api) -> None:
    body = (
        b'{"amount":"1050","currency":"eur","order_id":4711,"unique_id":4712,"methods_allowed":"card",'
        b'"description":"Invoice #4711","return_url":"https:\\/\\/www.example.org\\/viewinvoice.php?id=4711"}'
    )
    item = await done(api, "POST", PAYMENT, body)
    assert (item["amount"], item["methods_allowed"]) == (1050, ["card"])
    assert (item["order_id"], item["unique_id"]) == ("4711", "4712")
    found = (await api.test.get("/v1/checkout/", params={"order_id": "4711"})).json()
    assert [each["id"] for each in found["payments"]] == [item["id"]]
    assert await named(api, "POST", PAYMENT, body, 409) == ["error", "id"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("amount", b'"1050.0"'), ("amount", b'" 1050"'), ("amount", b'""'), ("amount", b'"-1050"')),
        *(
            ("amount", '"١٠٥٠"'.encode()),
            ("order_id", b"-1"),
            ("order_id", b"1e20"),
            ("order_id", b"4711.5"),
            ("order_id", b"true"),
        ),
        *(("methods_allowed", b'"cash"'), ("methods_allowed", b'""'), ("methods_allowed", b"[]")),
    ],
)
async def test_w5_what_stays_refused(api: Api, field: str, value: bytes) -> None:
    body = b'{"amount":1050,"currency":"eur","%b":%b}' % (field.encode(), value)
    assert await named(api, "POST", PAYMENT, body) == [field]


async def test_w6_authentication_with_a_return_url_alone(api: Api) -> None:
    device = b'{"ip":"212.27.48.10","port":1337}'
    auth = b'{"return_url":"https://www.example.org/return"}'
    body = b'{"amount":1050,"currency":"eur","auth":%b,"device":%b,"card":%b}' % (auth, device, CARD)
    item = await done(api, "POST", PAYMENT, body)
    assert (item["status"], item["auth"]["status"]) == (None, "available")
    assert item["auth"]["return_url"] == "https://www.example.org/return"
    empty = b'{"amount":1050,"currency":"eur","auth":{}}'
    assert await named(api, "POST", PAYMENT, empty) == ["auth.status"]


async def test_w7_a_mandate_needs_its_date(api: Api) -> None:
    body = b'{"iban":"FR1420041010050500013M02606","name":"Pierre Martin","mandate":"mandate-identifier"}'
    assert await named(api, "POST", "/v1/sepa/", body) == ["date_mandate"]


HEAD = b"GET /v1/checkout/ HTTP/1.1\r\nHost: localhost\r\n"
MALFORMED = {
    "blank in a name": HEAD + b"X Name: 1\r\n\r\n",
    "blank after a name": HEAD + b"X-Name : 1\r\n\r\n",
    "tab in a name": HEAD + b"X\tName: 1\r\n\r\n",
    "no name": HEAD + b": 1\r\n\r\n",
    "no colon": HEAD + b"X-Name 1\r\n\r\n",
    "letters beyond ASCII in a name": HEAD + "X-É: 1\r\n\r\n".encode(),
    "NUL in a value": HEAD + b"X-Name: a\0b\r\n\r\n",
    "first header folded": b"GET / HTTP/1.1\r\n Host: localhost\r\n\r\n",
    "blank in the path": b"GET /v1/check out/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no version": b"GET /v1/checkout/\r\nHost: localhost\r\n\r\n",
    "no host": b"GET /v1/checkout/ HTTP/1.1\r\n\r\n",
    "length that is none": HEAD + b"Content-Length: one\r\n\r\n",
    "TLS": bytes.fromhex("16030100a5010000a10303") + b"\0" * 160,
}


@pytest.fixture(scope="module")
def port() -> Any:
    with serving(SandboxSettings(payments=0, port=0)) as served:
        yield served.port


@pytest.mark.parametrize("head", MALFORMED.values(), ids=MALFORMED)
def test_w8_a_malformed_head_gets_the_apis_own_error(port: int, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(head)
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    top, _, body = answer.partition(b"\r\n\r\n")
    assert top.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"content-type: application/json" in top
    assert json.loads(body) == {
        "error": {"type": "invalid_request_error", "message": "The request is not HTTP"}
    }


@pytest.mark.parametrize("settings", [{"faults": Faults(answer=429)}, {"rate_limit": 0.001}])
async def test_w9_every_429_says_how_long_to_wait(start: Any, settings: dict[str, Any]) -> None:
    api = start(**settings)
    answers = [await api.test.get("/v1/checkout/") for _ in range(3)]
    refused = [each for each in answers if each.status_code == 429]
    assert len(refused) >= 2
    for answer in refused:
        assert answer.headers["retry-after"].isdecimal()
        assert int(answer.headers["retry-after"]) >= 1
