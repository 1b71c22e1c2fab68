"""One exchange: what each failure proves about the request, how long is waited, what is kept open."""

import asyncio
import ssl
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import httpcore
import httpx
import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import ApiError, Effect, NotSent, TlsFailure, Unreachable
from stancer_tui.api.streams import StreamTransport
from tests.api.stub import KEY, PATIENCE, QUICK, Seen, always, http, in_turn, serving, talking
from tests.api.things import PAYMENT_ID, envelope, payment

ONCE = replace(QUICK, attempts=1)


def below(error: BaseException, *, cause: bool = False) -> httpx.ConnectError:
    """A connection error that was raised because of another one, or while that one was handled."""
    above = httpx.ConnectError("no")
    if cause:
        above.__cause__ = error
        above.__context__ = KeyError()
    else:
        above.__context__ = error
    return above


def certificate(message: str) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError()
    error.verify_message = message
    return error


def tls(reason: str) -> ssl.SSLError:
    error = ssl.SSLError()
    error.reason = reason
    return error


SURE = [
    (httpx.PoolTimeout("no"), NotSent, "no connection was free in time"),
    (httpx.ProxyError("no"), NotSent, "the proxy refused"),
    (httpx.UnsupportedProtocol("no"), NotSent, "the address is not http or https"),
    (httpx.InvalidURL("no"), NotSent, "the address is not a URL"),
    (httpx.ConnectError("no"), Unreachable, "no connection to the API"),
    (httpx.ConnectTimeout("no"), Unreachable, "no connection in time to the API"),
    (below(OSError("no")), Unreachable, "no connection to the API"),
    (below(certificate("it has expired")), TlsFailure, "the secure connection was refused: it has expired"),
    (below(certificate("")), TlsFailure, "the secure connection was refused: certificate not accepted"),
    (below(tls("UNKNOWN")), TlsFailure, "the secure connection was refused: UNKNOWN"),
    (below(tls("")), TlsFailure, "the secure connection was refused: TLS failed"),
    (below(below(tls("UNKNOWN"))), TlsFailure, "the secure connection was refused: UNKNOWN"),
    (below(tls("UNKNOWN"), cause=True), TlsFailure, "the secure connection was refused: UNKNOWN"),
]
DOUBT = [
    (httpx.ReadTimeout("no"), Unreachable, "no answer in time"),
    (httpx.WriteTimeout("no"), Unreachable, "no answer in time"),
    (httpx.ReadError("no"), Unreachable, "the connection broke (ReadError)"),
    (httpx.RemoteProtocolError("no"), Unreachable, "the connection broke (RemoteProtocolError)"),
    (httpx.DecodingError("no"), Unreachable, "the connection broke (DecodingError)"),
    (httpx.StreamClosed(), Unreachable, "the connection broke (StreamClosed)"),
]


@pytest.mark.parametrize(
    ("error", "kind", "words", "effect"),
    [(*row, Effect.NOT_SENT) for row in SURE] + [(*row, Effect.UNKNOWN) for row in DOUBT],
    ids=repr,
)
async def test_what_a_failure_proves(
    error: Exception, kind: type[ApiError], words: str, effect: Effect, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any) -> None:
        raise error

    monkeypatch.setattr(StreamTransport, "handle_async_request", fails)
    async with StancerClient(SecretStr(KEY), base_url="https://localhost:1", limits=ONCE) as client:
        with pytest.raises(ApiError) as read:
            await client.payments.get(PAYMENT_ID)
        with pytest.raises(ApiError) as sent:
            await client.refunds.create(PAYMENT_ID, 500)
    for caught, proved in ((read, Effect.NONE), (sent, effect)):
        assert type(caught.value) is kind
        assert (caught.value.message, caught.value.effect) == (words, proved)
    assert (sent.value.method, sent.value.path) == ("POST", "/v1/refunds/")


OF_HTTPCORE = [
    name for name, kind in vars(httpcore).items() if isinstance(kind, type) and issubclass(kind, Exception)
]
OF_HTTPCORE.remove("ConnectionNotAvailable")  # its pool's own: it opens another connection


@pytest.mark.parametrize("name", OF_HTTPCORE)
async def test_a_failure_of_a_connection_is_raised_as_httpx_names_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any) -> None:
        raise getattr(httpcore, name)("why")

    monkeypatch.setattr(httpcore.AsyncHTTP11Connection, "handle_async_request", fails)
    async with (
        serving(always(http(200, payment()))) as stub,
        aclosing(StreamTransport(ssl.create_default_context(), httpx.Limits())) as transport,
    ):
        with pytest.raises(httpx.HTTPError, match="why") as caught:
            await transport.handle_async_request(httpx.Request("GET", stub.url))
    assert type(caught.value) is getattr(httpx, name)


async def silent(request: Seen, writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("write", [True, False])
async def test_silence_is_allowed_as_long_as_its_limit_says(write: bool) -> None:
    """The other limit is longer than the whole call may take."""
    short, long = 0.05, 100.0
    timeouts = replace(PATIENCE, read_answer=long if write else short, write_answer=short if write else long)
    async with talking(silent, limits=ONCE, timeouts=timeouts) as (client, _):
        with pytest.raises(Unreachable, match="no answer in time") as caught:
            await (client.refunds.create(PAYMENT_ID, 500) if write else client.payments.get(PAYMENT_ID))
    assert caught.value.effect is (Effect.UNKNOWN if write else Effect.NONE)


async def test_connections_of_reads_are_used_again_and_those_of_writes_are_not() -> None:
    """As many as may be in flight at once are kept."""
    waiting, together = 0, asyncio.Event()

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        nonlocal waiting
        waiting += 1
        if waiting % 8 == 0:
            together.set()
        await together.wait()
        writer.write(http(200, payment(request.path.rpartition("/")[2])))

    async with talking(script, limits=replace(ONCE, in_flight=8)) as (client, stub):
        for _ in range(2):
            together.clear()
            await asyncio.gather(*(client.payments.get(f"paym_{number}") for number in range(8)))
        assert stub.connections == 8
        for _ in range(2):
            await client.refunds.read_payment(PAYMENT_ID)
        assert stub.connections == 10


async def test_a_body_says_that_it_is_json_and_a_read_has_none() -> None:
    async with talking(always(http(200, payment())), limits=ONCE) as (client, stub):
        await client.payments.get(PAYMENT_ID)
        with pytest.raises(ApiError):
            await client.refunds.create(PAYMENT_ID, 500)
    assert [seen.headers.get("content-type") for seen in stub.seen] == [None, "application/json"]


async def test_what_is_searched_for_arrives_letter_by_letter() -> None:
    reference = "Mme Dupont & fils + 42 % é/?#"
    answers = in_turn(http(200, envelope([payment()])), http(200, payment()))
    async with talking(answers, limits=ONCE) as (client, stub):
        await client.payments.page(order_id=reference)
        await client.payments.get(PAYMENT_ID)
    assert [seen.query for seen in stub.seen] == [
        {"order_id": reference, "start": "0", "limit": "100"},
        {},
    ]


async def test_closing_closes_every_connection() -> None:
    async with serving(always(http(200, payment()))) as stub:
        client = StancerClient(SecretStr(KEY), base_url=stub.url, limits=ONCE)
        await client.payments.get(PAYMENT_ID)
        await client.refunds.read_payment(PAYMENT_ID)
        open_ones = {task for task in asyncio.all_tasks() if "Stub.serve" in repr(task)}
        assert open_ones
        await client.aclose()
        async with asyncio.timeout(5):
            await asyncio.gather(*open_ones)


async def test_a_client_that_never_asked_is_closed() -> None:
    await StancerClient(SecretStr(KEY)).aclose()
