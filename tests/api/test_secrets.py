"""The key goes to Stancer and nowhere else; references of the merchant stay out of the log."""

import base64
import logging
import pickle
import traceback

import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.address import checked_base_url
from stancer_tui.api.errors import ApiError, InvalidField, NotFound
from stancer_tui.api.request_log import RequestLog, RequestRecord
from stancer_tui.models.mode import Mode
from stancer_tui.sandbox.keys import DEMO_SECRET_LIVE
from tests.api.stub import (
    KEY,
    QUICK,
    Script,
    always,
    client_of,
    closing,
    http,
    in_turn,
    refusal,
    serving,
    talking,
)
from tests.api.things import PAYMENT_ID, envelope, payment

LIVE_KEY = "sprod_SENTINELsentinel0123456a"
FORBIDDEN = (KEY, KEY[6:], base64.b64encode(f"{KEY}:".encode()).decode())

FAULTS: dict[str, Script] = {
    "401": always(http(401, refusal("You are not authorized to access that resource"))),
    "500": always(http(500, refusal("oops"))),
    "redirect": always(http(302, headers={"Location": "https://example.com/"})),
    "html": always(http(200, b"<html>")),
    "cut": closing(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
    "reset": closing(b"", rst=True),
    "other object": always(http(200, payment("paym_anotherOneOfTwentyFourCh"))),
    "unreadable": always(http(200, payment(amount="50"))),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_the_key_is_in_no_error_traceback_or_log(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with talking(FAULTS[name]) as (client, stub):
        for call in (client.payments.get, client.refunds.read_payment, client.payments.capture):
            with pytest.raises(ApiError) as caught:
                await call(PAYMENT_ID)
            whole = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
            texts = ["".join(whole.format()), repr(caught.value), str(caught.value)]
            assert (caught.value.__cause__, caught.value.__context__) == (
                None,
                None,
            )  # httpx's hold the request
            for text in [*texts, repr(vars(caught.value)), repr(client), repr(vars(client))]:
                assert not [part for part in FORBIDDEN if part in text]
        assert stub.seen[0].headers["authorization"] == f"Basic {FORBIDDEN[2]}"
    assert not [part for part in FORBIDDEN if part in caplog.text]
    assert PAYMENT_ID not in "".join(
        record.getMessage() for record in caplog.records if record.name == "httpx"
    )
    assert not [part for part in FORBIDDEN if part in repr(client.log.records)]


async def test_an_error_can_be_pickled_only_without_the_key() -> None:
    async with talking(FAULTS["500"]) as (client, _):
        with pytest.raises(ApiError) as caught:
            await client.payments.get(PAYMENT_ID)
    assert KEY.encode() not in pickle.dumps(vars(caught.value))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("ptest_SENTINELsentinel0123456a", "public key"),
        ("pprod_SENTINELsentinel0123456a", "public key"),
        ("stest_tooshort", "not a secret key"),
        ("sk_test_SENTINELsentinel0123", "not a secret key"),
        ("stest_SENTINELsentinel01234\n6a", "not a secret key"),
        ("", "not a secret key"),
    ],
)
def test_a_key_that_is_no_secret_key_is_refused_without_repeating_it(key: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        StancerClient(SecretStr(key))
    assert "SENTINEL" not in str(caught.value)


def test_the_mode_is_the_keys() -> None:
    assert StancerClient(SecretStr(KEY)).mode is Mode.TEST
    assert StancerClient(SecretStr(LIVE_KEY)).mode is Mode.LIVE


@pytest.mark.parametrize(
    "address",
    [
        "http://api.stancer.com",
        "http://192.168.1.10",
        "http://localhost.example.com",
        "ftp://api.stancer.com",
        "ftp://localhost",
        "wss://localhost",
        "wss://api.stancer.com",
        "api.stancer.com",
        "https://",
        "https://user@api.stancer.com",
        "https://user:secret@api.stancer.com",
        "https://:secret@api.stancer.com",
        "https://api.stancer.com/?a=1",
        "https://api.stancer.com/?",
        "https://api.stancer.com/#a",
        "https://api.stancer.com:port",
        "https://[::1",
        "https://a..b",
        "https:// x",
        "https://a b",
        "",
    ],
)
def test_a_key_goes_to_no_such_address(address: str) -> None:
    with pytest.raises(ValueError, match="API address") as caught:
        StancerClient(SecretStr(KEY), base_url=address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://api.stancer.com",
        "https://proxy.example.com/stancer/",
        "http://localhost:8765",
        "http://127.0.0.1:8765",
        "http://127.8.9.10",
        "http://[::1]:8765/",
        "https://localhost",
    ],
)
def test_a_test_key_goes_to_safe_addresses(address: str) -> None:
    assert StancerClient(SecretStr(KEY), base_url=address).base_url == address.rstrip("/")


def test_a_live_key_goes_to_stancer_only() -> None:
    key = SecretStr(LIVE_KEY)
    StancerClient(key, base_url="https://api.stancer.com")
    StancerClient(SecretStr(DEMO_SECRET_LIVE), base_url="http://127.0.0.1:1")
    with pytest.raises(ValueError, match="live key"):
        StancerClient(SecretStr(DEMO_SECRET_LIVE), base_url="https://example.com")
    for address in (
        "http://127.0.0.1:1",
        "https://localhost",
        "https://api.example.com",
        "https://example.com",
        "https://api.stancer.com.example.com",
        "https://127.0.0.1.example.com",
    ):
        with pytest.raises(ValueError, match="live key"):
            StancerClient(key, base_url=address)
        StancerClient(key, base_url=address, allow_custom_live_host=True)


@pytest.mark.parametrize("key", [KEY, DEMO_SECRET_LIVE])
def test_plain_http_goes_to_another_host_only_where_it_was_named(key: str) -> None:
    for address in ("http://sandbox:8765", "http://SANDBOX/"):
        StancerClient(key, base_url=address, http_hosts=["other", "Sandbox"])
        StancerClient(key, base_url=address, http_hosts="sandbox")
        with pytest.raises(ValueError, match="API address"):
            StancerClient(key, base_url=address)
        with pytest.raises(ValueError, match="API address"):
            StancerClient(key, base_url=address, http_hosts=["sandbox.example.com", "box"])
    with pytest.raises(ValueError, match="API address"):
        StancerClient(key, base_url="http://s", http_hosts="sandbox")


def test_a_live_key_never_goes_over_plain_http_to_another_host() -> None:
    for allowed in (True, False):
        with pytest.raises(ValueError, match="https"):
            StancerClient(
                LIVE_KEY,
                base_url="http://sandbox",
                http_hosts=["sandbox"],
                allow_custom_live_host=allowed,
            )


@pytest.mark.parametrize("address", ["https://example.com", "http://127.0.0.1:1"])
def test_another_place_for_a_live_key_is_never_taken_for_granted(address: str) -> None:
    with pytest.raises(ValueError, match="live key"):
        checked_base_url(address, Mode.LIVE)
    assert checked_base_url(address, Mode.LIVE, allow_custom_live_host=True) == address


async def test_a_redirect_takes_the_key_nowhere() -> None:
    async with serving(always(http(200, payment()))) as elsewhere:
        location = {"Location": f"{elsewhere.url}/v1/checkout/{PAYMENT_ID}"}
        async with talking(always(http(307, headers=location))) as (client, _):
            with pytest.raises(ApiError):
                await client.payments.get(PAYMENT_ID)
        assert elsewhere.seen == []


async def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving(always(http(200, payment()))) as proxy, serving(always(http(200, payment()))) as stub:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        async with client_of(stub) as client:
            await client.payments.get(PAYMENT_ID)
        assert (len(proxy.seen), len(stub.seen)) == (0, 1)


async def test_the_log_says_what_was_asked_without_references() -> None:
    answers = in_turn(http(500, refusal("x")), http(200, envelope([payment()])), http(404, refusal("none")))
    log = RequestLog(capacity=2)
    heard: list[RequestRecord] = []
    stop = log.subscribe(heard.append)
    async with (
        serving(answers) as stub,
        StancerClient(SecretStr(KEY), base_url=stub.url, log=log, limits=QUICK) as client,
    ):
        await client.payments.page(order_id="Mme Dupont 42")
        stop()
        await client.payments.page(unique_id="secret-reference")
    assert stub.seen[0].query["order_id"] == "Mme Dupont 42"
    assert [(record.status, record.attempt, record.error) for record in heard] == [
        (500, 1, None),
        (200, 2, None),
    ]
    assert {record.path for record in heard} == {"/v1/checkout/?order_id=…&start=0&limit=100"}
    assert [record.status for record in log.records] == [200, 404]
    assert all(record.at.tzinfo is not None and record.ms >= 0 for record in log.records)
    assert "Dupont" not in repr(heard)
    assert "secret-reference" not in repr(log.records)


@pytest.mark.parametrize("mistaken", [KEY, "GB33BUKB20201555555555", "4242424242424242"])
async def test_a_key_or_a_number_is_in_no_error_whoever_repeats_it(mistaken: str) -> None:
    script = in_turn(http(404, refusal({"id": f"No such payment {mistaken}"})), http(200, payment()))
    async with talking(script) as (client, stub):
        with pytest.raises(NotFound) as found:
            await client.payments.get(PAYMENT_ID)
        assert "redacted" in str(found.value)
        with pytest.raises(InvalidField) as passed_for_an_id:
            await client.payments.get(mistaken)
    assert len(stub.seen) == 1
    assert mistaken not in f"{found.value} {passed_for_an_id.value} {client.log.records}"


async def test_a_reference_is_in_no_error_of_a_list() -> None:
    async with talking(always(http(400, refusal("no")))) as (client, _):
        with pytest.raises(ApiError) as caught:
            await client.payments.page(order_id="Mme Dupont 42")
    assert "Dupont" not in str(caught.value)
