"""Refunds: one request, whatever happens, and the truth about what is known."""

import asyncio
import gzip
import json
import socket
from dataclasses import replace
from typing import Any

import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import (
    AnswerTooLarge,
    ApiError,
    Conflict,
    DeadlineExceeded,
    Effect,
    InvalidField,
    NotSent,
    RateLimited,
    Unreachable,
    UnreadableAnswer,
    WrongMode,
    WrongObject,
)
from tests.api.stub import (
    KEY,
    PATIENCE,
    QUICK,
    Script,
    Seen,
    always,
    client_of,
    closing,
    http,
    in_turn,
    refusal,
    reset,
    serving,
    talking,
)
from tests.api.things import PAYMENT_ID, REFUND_ID, envelope, payment, refund

GOOD = http(200, refund())


async def test_a_refund_names_payment_and_amount_and_is_sent_once() -> None:
    async with talking(always(GOOD)) as (client, stub):
        made = await client.refunds.create(PAYMENT_ID, 500)
    assert (made.id, made.payment, made.amount, made.status) == (REFUND_ID, PAYMENT_ID, 500, "to_refund")
    assert [(seen.method, seen.path, seen.json) for seen in stub.seen] == [
        ("POST", "/v1/refunds/", {"payment": PAYMENT_ID, "amount": 500})
    ]
    assert stub.seen[0].headers["content-type"] == "application/json"


async def silence(request: Seen, writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def half_close(request: Seen, writer: asyncio.StreamWriter) -> None:
    writer.write_eof()


def dripping(answer: bytes) -> Script:
    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        for byte in answer:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.02)

    return script


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
HTML = b"<html><body>Bad gateway</body></html>"

UNKNOWN: dict[str, tuple[Script, type[ApiError]]] = {
    "reset after read": (closing(b"", rst=True), Unreachable),
    "fin after read": (closing(b""), Unreachable),
    "half close": (half_close, Unreachable),
    "no answer": (silence, Unreachable),
    "drip in headers": (dripping(HEAD + b"X: " + b"x" * 500), DeadlineExceeded),
    "drip in body": (dripping(HEAD + b"Content-Length: 400\r\n\r\n" + b" " * 400), DeadlineExceeded),
    "half headers": (closing(b"HTTP/1.1 200 OK\r\nContent-"), Unreachable),
    "length too long, fin": (closing(HEAD + b"Content-Length: 999\r\n\r\n{}"), Unreachable),
    "length too long, rst": (closing(HEAD + b"Content-Length: 999\r\n\r\n{}", rst=True), Unreachable),
    "chunked cut": (closing(HEAD + b"Transfer-Encoding: chunked\r\n\r\n50\r\n{"), Unreachable),
    "no length, cut": (closing(HEAD + b'\r\n{"id": "refd_'), UnreadableAnswer),
    "not http": (closing(b"220 mail.example.com ESMTP\r\n\r\n"), Unreachable),
    "fifty continues": (closing(b"HTTP/1.1 100 Continue\r\n\r\n" * 50), Unreachable),
    "huge header": (closing(HEAD + b"X: " + b"x" * 200_000 + b"\r\n\r\n"), Unreachable),
    "204": (always(http(204)), UnreadableAnswer),
    "html 200": (always(http(200, HTML, content_type="text/html")), UnreadableAnswer),
    "empty 200": (always(http(200, b"")), UnreadableAnswer),
    "bad json": (always(http(200, b'{"id":')), UnreadableAnswer),
    "bad utf-8": (always(http(200, b'{"id": "\xff"}')), UnreadableAnswer),
    "nan": (always(http(200, b'{"id": NaN}')), UnreadableAnswer),
    "5000 digits": (always(http(200, b'{"amount": ' + b"9" * 5000 + b"}")), UnreadableAnswer),
    "deep": (always(http(200, b"[" * 100_000)), UnreadableAnswer),
    "gzip corrupt": (
        always(http(200, b"\x1f\x8b broken", headers={"Content-Encoding": "gzip"})),
        UnreadableAnswer,
    ),
    "gzip bomb": (
        always(http(200, gzip.compress(b" " * 20_000_000), headers={"Content-Encoding": "gzip"})),
        AnswerTooLarge,
    ),
    "large body": (always(http(200, b" " * 9_000_000)), AnswerTooLarge),
    "array": (always(http(200, [refund()])), UnreadableAnswer),
    "other payment": (always(http(200, refund(payment="paym_" + "z" * 24))), WrongObject),
    "no payment": (always(http(200, refund(payment=None))), WrongObject),
    "other amount": (always(http(200, refund(amount=501))), WrongObject),
    "other currency": (always(http(200, refund(currency="usd"))), WrongObject),
    "a payment": (always(http(200, payment())), WrongObject),
    "no id": (always(http(200, {"amount": 500, "payment": PAYMENT_ID})), UnreadableAnswer),
    "no amount": (always(http(200, refund(amount=None))), UnreadableAnswer),
    "null everywhere": (always(http(200, dict.fromkeys(refund()))), UnreadableAnswer),
    "amount as text": (always(http(200, refund(amount="500"))), UnreadableAnswer),
    "amount as float": (always(http(200, refund(amount=500.0))), UnreadableAnswer),
    "amount true": (always(http(200, refund(amount=True))), UnreadableAnswer),
    "other mode": (always(http(200, refund(live_mode=True))), WrongMode),
}
for _status in (301, 302, 307, 308, 403, 405, 408, 451, 498, 500, 501, 502, 503, 504):
    UNKNOWN[f"{_status} json"] = (always(http(_status, refusal("words"))), ApiError)
for _status in (301, 400, 401, 403, 404, 405, 408, 409, 422, 429, 500, 502, 503, 504):
    UNKNOWN[f"{_status} html"] = (always(http(_status, HTML, content_type="text/html")), ApiError)
for _status in (400, 409):
    UNKNOWN[f"{_status} foreign json"] = (always(http(_status, {"reason": "proxy"})), ApiError)
    UNKNOWN[f"{_status} html called json"] = (always(http(_status, HTML)), ApiError)


@pytest.mark.parametrize("name", UNKNOWN)
async def test_a_fault_after_sending_is_unknown_and_sends_nothing_more(name: str) -> None:
    script, kind = UNKNOWN[name]
    slow = name.startswith("drip")
    timeouts = replace(PATIENCE, write_total=0.15) if slow else replace(PATIENCE, write_answer=0.1)
    async with talking(script, timeouts=timeouts) as (client, stub):
        with pytest.raises(kind) as caught:
            await client.refunds.create(PAYMENT_ID, 500, currency="eur")
    assert caught.value.effect is Effect.UNKNOWN
    assert [seen.method for seen in stub.seen] == ["POST"]
    assert stub.connections == 1


@pytest.mark.parametrize("status", [400, 401, 404, 409, 422, 429])
@pytest.mark.parametrize("body", [refusal("no"), {"error": "no"}, {"detail": [{"loc": ["a"], "msg": "no"}]}])
async def test_the_apis_own_no_means_that_nothing_was_done(status: int, body: dict[str, Any]) -> None:
    async with talking(always(http(status, body))) as (client, stub):
        with pytest.raises(ApiError) as caught:
            await client.refunds.create(PAYMENT_ID, 500)
    assert (caught.value.effect, caught.value.status) == (Effect.REFUSED, status)
    assert "no" in caught.value.message
    assert len(stub.seen) == 1


async def test_a_429_is_not_waited_for() -> None:
    for text, wait in (("7", 7.0), ("0", 0.0), ("99999", 99999.0), ("soon", None)):
        answer = http(429, refusal("slow"), headers={"Retry-After": text})
        async with talking(always(answer)) as (client, stub):
            with pytest.raises(RateLimited) as caught:
                await client.refunds.create(PAYMENT_ID, 500)
        assert (len(stub.seen), caught.value.retry_after) == (1, wait)


async def test_a_partial_refund_before_capture_is_a_conflict_without_an_id() -> None:
    text = "Payment cannot be partially refunded before it has been captured"
    async with talking(always(http(409, refusal(text)))) as (client, _):
        with pytest.raises(Conflict) as caught:
            await client.refunds.create(PAYMENT_ID, 500)
    assert (caught.value.message, caught.value.existing_id) == (text, None)


async def test_a_reset_before_reading_cannot_be_told_from_one_after() -> None:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reset(writer)

    async with talking(always(GOOD)) as (_, stub):
        server = await asyncio.start_server(handler, "127.0.0.1", 0)
        stub.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with client_of(stub) as client:
            with pytest.raises(Unreachable) as caught:
                await client.refunds.create(PAYMENT_ID, 500)
        server.close()
    assert caught.value.effect is Effect.UNKNOWN


async def test_a_closed_port_proves_that_nothing_was_sent() -> None:
    async with talking(always(GOOD)) as (_, stub):
        pass
    async with client_of(stub) as client:
        with pytest.raises(Unreachable) as caught:
            await client.refunds.create(PAYMENT_ID, 500)
    assert caught.value.effect is Effect.NOT_SENT
    assert "Nothing was sent" not in caught.value.message


async def test_a_proxy_that_refuses_proves_that_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(always(http(403, b"no"))) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = StancerClient(SecretStr(KEY), base_url="https://stancer.invalid", limits=QUICK)
        async with client:
            with pytest.raises(NotSent) as caught:
                await client.refunds.create(PAYMENT_ID, 500)
    assert caught.value.effect is Effect.NOT_SENT
    assert [seen.method for seen in proxy.seen] == ["CONNECT"]
    assert "authorization" not in proxy.seen[0].headers


async def test_a_name_that_is_not_found_proves_that_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    async with StancerClient(SecretStr(KEY), base_url="https://stancer.invalid", limits=QUICK) as client:
        with pytest.raises(Unreachable) as caught:
            await client.refunds.create(PAYMENT_ID, 500)
    assert caught.value.effect is Effect.NOT_SENT


async def test_waiting_for_a_slot_is_not_sending() -> None:
    limits, timeouts = replace(QUICK, in_flight=1), replace(PATIENCE, write_total=0.05, read_answer=1)
    async with talking(silence, limits=limits, timeouts=timeouts) as (client, stub):
        reading = asyncio.create_task(client.payments.get(PAYMENT_ID))
        await stub.arrived.wait()
        with pytest.raises(DeadlineExceeded) as caught:
            await client.refunds.create(PAYMENT_ID, 500)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    assert caught.value.effect is Effect.NOT_SENT
    assert [seen.method for seen in stub.seen] == ["GET"]


async def test_being_cancelled_under_way_stays_a_cancellation() -> None:
    async with talking(silence) as (client, stub):
        refunding = asyncio.create_task(client.refunds.create(PAYMENT_ID, 500))
        await stub.arrived.wait()
        refunding.cancel()
        with pytest.raises(asyncio.CancelledError):
            await refunding
    assert len(stub.seen) == 1
    assert client.log.records[-1].error == "Cancelled"


@pytest.mark.parametrize(
    ("payment_id", "amount"),
    [(PAYMENT_ID, 49), (PAYMENT_ID, 0), (PAYMENT_ID, -50), (PAYMENT_ID, True), ("card_x", 50), ("", 50)],
)
async def test_what_the_reference_forbids_is_not_sent(payment_id: str, amount: int) -> None:
    async with talking(always(GOOD)) as (client, stub):
        with pytest.raises(InvalidField) as caught:
            await client.refunds.create(payment_id, amount)
    assert caught.value.effect is Effect.NOT_SENT
    assert stub.seen == []


ODD = {
    "unknown words and fields": (refund(status="teleported", metadata={"a": [1]}), "teleported"),
    "numeric status": (refund(status=2), "2"),
    "no status": (refund(status=None), None),
    "timestamps": (refund(created=1540231459.0, date_bank="soon"), "to_refund"),
    "lone surrogate": (refund(status="\ud800"), "\ud800"),
}


@pytest.mark.parametrize("name", ODD)
async def test_what_is_odd_but_repeats_the_refund_is_accepted(name: str) -> None:
    answer, status = ODD[name]
    async with talking(always(http(200, answer))) as (client, _):
        made = await client.refunds.create(PAYMENT_ID, 500)
    assert (made.status, made.raw) == (status, answer)


async def test_a_byte_order_mark_and_a_repeated_key_are_read() -> None:
    body = json.dumps(refund())
    twice = body.replace('"amount": 500', '"amount": 9, "amount": 500')
    async with talking(always(http(200, b"\xef\xbb\xbf" + twice.encode()))) as (client, _):
        assert (await client.refunds.create(PAYMENT_ID, 500)).amount == 500


async def test_a_compressed_answer_is_read() -> None:
    body = gzip.compress(json.dumps(refund()).encode())
    async with talking(always(http(200, body, headers={"Content-Encoding": "gzip"}))) as (client, stub):
        assert (await client.refunds.create(PAYMENT_ID, 500)).amount == 500
    assert stub.seen[0].headers["accept-encoding"] == "gzip"


async def test_the_reads_around_a_refund_keep_no_connection() -> None:
    dated = http(200, payment(), headers={"Date": "Sun, 22 Nov 2026 12:00:00 GMT"})
    async with talking(in_turn(dated, GOOD, dated)) as (client, stub):
        reading = await client.refunds.read_payment(PAYMENT_ID)
        await client.refunds.create(PAYMENT_ID, 500)
        await client.refunds.read_payment(PAYMENT_ID)
    assert reading.payment.id == PAYMENT_ID
    assert reading.server_date is not None
    assert reading.server_date.isoformat() == "2026-11-22T12:00:00+00:00"
    assert [seen.connection for seen in stub.seen] == [1, 2, 3]


async def test_a_stray_second_answer_is_never_read() -> None:
    """Two answers to one request: the second must not be taken for the next one's."""
    async with talking(always(GOOD + http(200, refund(id="refd_" + "S" * 24)))) as (client, _):
        first = await client.refunds.create(PAYMENT_ID, 500)
        second = await client.refunds.create(PAYMENT_ID, 500)
    assert first.id == second.id == REFUND_ID


async def test_a_refund_is_read_and_listed() -> None:
    async with talking(in_turn(GOOD, http(200, envelope([refund()], key="refunds")))) as (client, stub):
        assert (await client.refunds.get(REFUND_ID)).amount == 500
        page = await client.refunds.page(created=1540231459)
    assert [getattr(item, "id", None) for item in page.items] == [REFUND_ID]
    assert stub.seen[1].query == {"created": "1540231459", "start": "0", "limit": "100"}
