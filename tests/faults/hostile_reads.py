"""Hostile answers to `stancer-tui list payments`: a real process, a real socket, and what each costs.

Run `python -m tests.faults.hostile_reads`; it prints a table, a line of figures, and exits 1 when a bound is
broken. Each answer stands for a kind: what would fill the memory, what never ends, what only looks like
nothing, what no type expects.
"""

import asyncio
import gzip
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from stancer_tui.sandbox.keys import DEMO_SECRET_TEST
from tests.api.stub import Script, Seen, Stub, always, http, refusal
from tests.api.things import envelope, payment, payment_id

MEMORY = 100
"""Megabytes of the largest process."""

REQUESTS = 16
"""Requests of one command."""


LINES = 3
"""Lines of words that a command says at the most; an unreadable item has one of its own."""


@dataclass(frozen=True)
class Hostile:
    """An answer, the exit code that is right, and words that must be said."""

    name: str
    script: Script
    code: int
    words: str


@dataclass(frozen=True)
class Outcome:
    """What one command did."""

    name: str
    code: int
    words: str
    requests: int
    megabytes: int
    faults: tuple[str, ...]


def _encoded(body: bytes, *encodings: str, status: int = 200) -> bytes:
    lines = "".join(f"Content-Encoding: {each}\r\n" for each in encodings)
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{lines}\r\n".encode() + body


@cache
def _bomb(layers: int) -> bytes:
    """A hundred megabytes of blanks, compressed so many times; they are never whole in memory here."""
    if layers > 1:
        return gzip.compress(_bomb(layers - 1), 9)
    pack = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    return b"".join([*(pack.compress(b" " * 1_000_000) for _ in range(100)), pack.flush()])


def _bombed(layers: int, *encodings: str, status: int = 200) -> Script:
    """Compressed when it is first asked for: it takes a second, and most runs of the tests never ask."""

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(_encoded(_bomb(layers), *encodings, status=status))

    return script


def _for_ever(item: Callable[[int], Any], *, count: int = 100) -> Script:
    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        start = int(request.query["start"])
        items = [item(start + number) for number in range(count)]
        writer.write(http(200, envelope(items, start=start, limit=100, more=True)))

    return script


def _pour(piece: bytes) -> Script:
    async def script(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()

    return script


def _raw(**values: str) -> bytes:
    """A page of two payments, the first with raw JSON in place of its fields."""
    first = json.dumps(payment(payment_id(1)) | {name: f"@{name}@" for name in values})
    for name, value in values.items():
        first = first.replace(f'"@{name}@"', value)
    body = '{"live_mode": false, "payments": [%s, %s], "range": {"has_more": false}}'
    return (body % (first, json.dumps(payment(payment_id(2))))).encode()


def campaign() -> Iterator[Hostile]:
    """Every hostile answer."""
    for encodings in (("gzip, gzip",), ("gzip", "gzip"), ("deflate",), ("br",), ("zstd",), ("gzip, br",)):
        yield Hostile(f"encoding {' + '.join(encodings)}", _bombed(2, *encodings), 1, "not asked for")
    for status in (200, 404, 500):
        yield Hostile(f"100 MB in one gzip, {status}", _bombed(1, "gzip", status=status), 1, "too large")
    yield Hostile("endless body", _pour(b"10000\r\n" + b" " * 65536 + b"\r\n"), 1, "too large")
    yield Hostile("endless headers", _headers, 1, "could not be reached")
    yield Hostile("deep nesting", always(http(200, b"[" * 3_000_000)), 1, "could not be read")
    yield Hostile(
        "the same page for ever", _for_ever(lambda n: payment(payment_id(n % 100))), 1, "does not end"
    )
    yield Hostile("items without ids for ever", _for_ever(lambda _: {"amount": 5}), 1, "does not end")
    yield Hostile("empty pages for ever", _for_ever(lambda _: None, count=0), 1, "does not end")
    yield Hostile("404 without a body", always(http(404)), 1, "unexpected status")
    page = http(404, b"<html>Not here</html>", content_type="text/html")
    yield Hostile("404 of a gateway", always(page), 1, "unexpected status")
    yield Hostile(
        "404 of a gateway in JSON", always(http(404, {"message": "no route"})), 1, "unexpected status"
    )
    yield Hostile("404 of the API", always(http(404, refusal("Nothing"))), 0, "No payments match")
    yield Hostile("an empty page", always(http(200, envelope([]))), 0, "No payments match")
    yield Hostile("HTML with 200", always(http(200, b"<html>")), 1, "could not be read")
    for value in (
        "253402300800",
        "-62135596801",
        "1e300",
        "1e400",
        "-1",
        "9" * 4000,
        "1.5",
        "true",
        '"x"',
        "[]",
    ):
        shown = value if len(value) < 20 else f"{value[:4]}… ({len(value)} digits)"
        yield Hostile(f"created: {shown}", always(http(200, _raw(created=value))), -1, "")
    for name, value in (
        ("amount", '"50"'),
        ("amount", "9" * 400),
        ("currency", "[]"),
        ("status", "2"),
        ("customer", "[[[]]]"),
        ("card", '"card"'),
        ("refunds", '{"a": 1}'),
        ("id", '"\\ud800"'),
        ("order_id", '"\\u001b]52;c;aGk=\\u0007"'),
    ):
        yield Hostile(f"{name}: {value[:24]}", always(http(200, _raw(**{name: value}))), -1, "")
    repeated = _raw().replace(b'"payments"', b'"payments": [], "payments"', 1)
    yield Hostile("repeated keys", always(http(200, repeated)), 0, "")


async def _headers(_: Seen, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while not writer.is_closing():
        writer.write(b"X-More: " + b"x" * 4096 + b"\r\n")
        await writer.drain()


async def run(hostile: Hostile, home: Path) -> Outcome:
    """One command against one answer."""
    stub = Stub(hostile.script)
    server = await asyncio.start_server(stub.serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        code, words, memory = await asyncio.to_thread(_command, url, home)
    finally:
        server.close()
    faults = tuple(_faults(hostile, code, words, len(stub.seen), memory))
    said = " ".join(words.split())
    return Outcome(hostile.name, code, said, len(stub.seen), memory, faults)


_CHILD = """
import resource, subprocess, sys
ran = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(ran.returncode)
"""
"""Measures one command alone: the figure of a process is the largest of all its children."""


def _command(url: str, home: Path) -> tuple[int, str, int]:
    program = [sys.executable, "-m", "stancer_tui", "list", "payments", "--api-url", url]
    environment = {"STANCER_TUI_HOME": str(home), "STANCER_API_KEY_TEST": DEMO_SECRET_TEST}
    ran = subprocess.run(
        [sys.executable, "-c", _CHILD, *program],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=120,
    )
    per_megabyte = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return ran.returncode, ran.stderr, int(ran.stdout.split()[-1]) // per_megabyte


def _faults(hostile: Hostile, code: int, words: str, requests: int, megabytes: int) -> Iterator[str]:
    if "Traceback" in words or "unexpected error" in words:
        yield "crashed"
    if code not in {0, 1} or (hostile.code >= 0 and code != hostile.code):
        yield f"exit code {code}"
    if hostile.words not in words:
        yield f"did not say {hostile.words!r}"
    lines = [line for line in words.splitlines() if not line.startswith("Unreadable, not listed:")]
    if len(lines) > LINES:
        yield f"{len(lines)} lines"
    if "\x1b" in words or DEMO_SECRET_TEST in words:
        yield "said what it must not"
    if requests > REQUESTS:
        yield f"{requests} requests"
    if megabytes > MEMORY:
        yield f"{megabytes} MB"


async def main() -> int:
    """Run all of them, one after the other."""
    say = sys.stdout.write
    outcomes = []
    say("| answer | requests | memory | exit | words |\n| --- | --- | --- | --- | --- |\n")
    with TemporaryDirectory() as home:
        for hostile in campaign():
            outcome = await run(hostile, Path(home))
            outcomes.append(outcome)
            said, name = outcome.words[:64] or "(rows)", outcome.name
            say(f"| {name} | {outcome.requests} | {outcome.megabytes} MB | {outcome.code} | {said} |\n")
            for fault in outcome.faults:
                say(f"  FAULT: {fault}\n")
    faults = sum(len(each.faults) for each in outcomes)
    requests, megabytes = (
        max(each) for each in zip(*((o.requests, o.megabytes) for o in outcomes), strict=True)
    )
    say(
        f"{len(outcomes)} hostile answers: at most {requests} requests and {megabytes} MB, {faults} faults "
        f"(bounds: {REQUESTS} requests, {MEMORY} MB)\n"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
