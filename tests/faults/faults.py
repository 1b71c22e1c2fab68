"""Every way in which the answer to a refund can go wrong on the wire."""

import asyncio
import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.faults.wire import Body, Play, Wire, head

DRIP = 0.02


@dataclass(frozen=True)
class Fault:
    name: str
    play: Play
    before_reading: bool = False
    plausible: bool = False
    """Whether the answer is an exact echo: a client can only believe it."""


def encoded(body: Any) -> bytes:
    return json.dumps(body).encode()


async def _reset(wire: Wire, _: Body) -> None:
    wire.reset()


async def _fin(wire: Wire, _: Body) -> None:
    await wire.close()


async def _silence(wire: Wire, _: Body) -> None:
    await wire.silence()


async def _half_close(wire: Wire, _: Body) -> None:
    wire.half_close()
    await wire.silence()


async def _drip_headers(wire: Wire, body: Body) -> None:
    await _drip(wire, b"", head(200, 400) + encoded(body))


async def _drip_body(wire: Wire, body: Body) -> None:
    await _drip(wire, head(200, len(encoded(body))), encoded(body))


async def _drip(wire: Wire, first: bytes, rest: bytes) -> None:
    await wire.write(first)
    for place in range(len(rest)):
        await wire.write(rest[place : place + 1])
        await asyncio.sleep(DRIP)


async def _half_headers(wire: Wire, _: Body) -> None:
    await wire.write(head(200, 400)[:40])
    await wire.close()


async def _too_long_fin(wire: Wire, body: Body) -> None:
    await wire.write(head(200, len(encoded(body)) + 10) + encoded(body))
    await wire.close()


async def _too_long_reset(wire: Wire, body: Body) -> None:
    await wire.write(head(200, len(encoded(body)) + 10) + encoded(body))
    await asyncio.sleep(DRIP)
    wire.reset()


async def _chunked_cut(wire: Wire, body: Body) -> None:
    data = encoded(body)
    await wire.write(head(200, None, headers=b"Transfer-Encoding: chunked\r\n"))
    await wire.write(b"%x\r\n%s\r\n" % (len(data), data))  # whole, but its end is never said
    await wire.close()


async def _no_length_cut(wire: Wire, body: Body) -> None:
    data = encoded(body)
    await wire.write(head(200, None, headers=b"Connection: close\r\n") + data[: len(data) // 2])
    await wire.close()


async def _not_http(wire: Wire, _: Body) -> None:
    await wire.write(b"SSH-2.0-OpenSSH_9.2p1\r\n")
    await wire.close()


async def _continues(wire: Wire, body: Body) -> None:
    await wire.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 50)
    await wire.answer(200, encoded(body))


async def _continues_and_ends(wire: Wire, _: Body) -> None:
    await wire.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 50)
    await wire.close()


async def _big_header(wire: Wire, body: Body) -> None:
    await wire.answer(200, encoded(body), headers=b"X-Big: " + b"x" * 200_000 + b"\r\n")


async def _two_answers(wire: Wire, body: Body) -> None:
    await wire.answer(200, encoded(body))
    await wire.answer(200, encoded(body | {"id": "refd_" + "Z" * 24}))


async def _huge(wire: Wire, body: Body) -> None:
    size = 50 * 1024 * 1024
    await wire.write(head(200, size) + encoded(body))
    for _ in range(size // 65536):
        await wire.write(b" " * 65536)


@cache
def _bomb() -> bytes:
    return gzip.compress(b" " * (40 * 1024 * 1024), 1)


async def _gzip_bomb(wire: Wire, _: Body) -> None:
    await wire.answer(200, _bomb(), headers=b"Content-Encoding: gzip\r\n")


async def _gzip_corrupt(wire: Wire, body: Body) -> None:
    data = bytearray(gzip.compress(encoded(body)))
    data[12:20] = b"\xff" * 8
    await wire.answer(200, bytes(data), headers=b"Content-Encoding: gzip\r\n")


def _status(status: int, *, html: bool = False, headers: bytes = b"") -> Play:
    async def play(wire: Wire, _: Body) -> None:
        if html:
            await wire.answer(status, b"<html>no</html>", headers=headers, kind=b"text/html")
        else:
            error = {"type": "invalid_request_error", "message": {"id": "the API said no"}}
            await wire.answer(status, encoded({"error": error}), headers=headers)

    return play


def _says(make: Callable[[Body], bytes | Any], *, kind: bytes = b"application/json") -> Play:
    """An answer of status 200 whose body is made of the true one."""

    async def play(wire: Wire, body: Body) -> None:
        made = make(body)
        await wire.answer(200, made if isinstance(made, bytes) else encoded(made), kind=kind)

    return play


def _without(name: str) -> Play:
    return _says(lambda body: {key: value for key, value in body.items() if key != name})


def _with(**changes: Any) -> Play:
    return _says(lambda body: body | changes)


async def _no_content(wire: Wire, _: Body) -> None:
    await wire.write(b"HTTP/1.1 204 No Content\r\n\r\n")
    await wire.close()


_CONNECTION = [
    Fault("reset on accept", _reset, before_reading=True),
    Fault("FIN on accept", _fin, before_reading=True),
    Fault("reset after read", _reset),
    Fault("FIN after read", _fin),
    Fault("no answer", _silence),
    Fault("half-close", _half_close),
    Fault("a byte at a time in the headers", _drip_headers),
    Fault("a byte at a time in the body", _drip_body),
    Fault("half the headers, then FIN", _half_headers),
    Fault("length too long, then FIN", _too_long_fin),
    Fault("length too long, then reset", _too_long_reset),
    Fault("chunks cut", _chunked_cut),
    Fault("no length, cut", _no_length_cut),
    Fault("not HTTP", _not_http),
    Fault("50 times 100, then the answer", _continues, plausible=True),
    Fault("50 times 100, then FIN", _continues_and_ends),
    Fault("a header of 200 KB", _big_header),
    Fault("two answers", _two_answers, plausible=True),
    Fault("a body of 50 MB", _huge),
    Fault("gzip bomb", _gzip_bomb),
    Fault("gzip corrupt", _gzip_corrupt),
]

_STATUSES = [
    Fault("204", _no_content),
    Fault("201 empty", _status(201, html=True)),
    *(
        Fault(str(status), _status(status, headers=b"Location: /v1/refunds/\r\n"))
        for status in (301, 302, 307, 308)
    ),
    *(
        Fault(f"{status} {'HTML' if html else 'JSON'}", _status(status, html=html))
        for status in (400, 401, 403, 404, 405, 407, 408, 409, 422, 429, 451, 498, 500, 501, 502, 503, 504)
        for html in (False, True)
    ),
    *(
        Fault(f"429 Retry-After {name}", _status(429, headers=b"Retry-After: %s\r\n" % value))
        for name, value in (
            ("seconds", b"7"),
            ("date", b"Fri, 01 Jan 2100 00:00:00 GMT"),
            ("past date", b"Fri, 01 Jan 1999 00:00:00 GMT"),
            ("0", b"0"),
            ("99999", b"99999"),
            ("garbage", b"soon \x7f"),
        )
    ),
]

_BODIES = [
    Fault("200 HTML", _says(lambda _: b"<html>hello</html>", kind=b"text/html")),
    Fault("200 empty", _says(lambda _: b"")),
    Fault("bad JSON", _says(lambda body: encoded(body)[:-1])),
    Fault("bad UTF-8", _says(lambda body: encoded(body | {"status": "@"}).replace(b"@", b"\xff\xfe"))),
    Fault("BOM", _says(lambda body: b"\xef\xbb\xbf" + encoded(body)), plausible=True),
    Fault("NaN", _says(lambda body: encoded(body | {"fee": float("nan")}))),
    Fault(
        "a number of 5,000 digits", _says(lambda body: encoded(body)[:-1] + b', "n": ' + b"9" * 5000 + b"}")
    ),
    Fault(
        "nested 100,000 deep",
        _says(lambda body: encoded(body)[:-1] + b', "n": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    ),
    Fault("duplicate keys", _says(lambda body: encoded(body)[:-1] + b', "amount": 1}')),
    Fault("lone surrogate", _says(lambda body: encoded(body)[:-1] + b', "note": "\\ud800"}'), plausible=True),
    Fault("an array", _says(lambda body: [body])),
    Fault("another payment", _with(payment="paym_" + "Z" * 24)),
    Fault("another amount", _says(lambda body: body | {"amount": body["amount"] + 1})),
    Fault("another currency", _with(currency="usd")),
    Fault("unknown status", _with(status="teleported"), plausible=True),
    Fault("unknown field", _with(colour="blue"), plausible=True),
    Fault("no id", _without("id")),
    Fault("no amount", _without("amount")),
    Fault("no payment", _without("payment")),
    Fault("no status", _without("status"), plausible=True),
    Fault("null everywhere", _says(dict.fromkeys)),
    Fault("numeric status", _with(status=2), plausible=True),
    Fault("decimal timestamp", _says(lambda body: body | {"created": body["created"] + 0.5}), plausible=True),
    Fault("timestamp as text", _says(lambda body: body | {"created": str(body["created"])}), plausible=True),
    Fault("amount as text", _says(lambda body: body | {"amount": str(body["amount"])})),
    Fault("amount with decimals", _says(lambda body: body | {"amount": float(body["amount"])})),
    Fault("amount as true", _with(amount=True)),
    Fault("the id of a payment", _with(id="paym_" + "Q" * 24)),
    Fault("the other mode", _with(live_mode=True)),
]

FAULTS = tuple(_CONNECTION + _STATUSES + _BODIES)
