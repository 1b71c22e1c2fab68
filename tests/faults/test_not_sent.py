"""Failures that provably happen before the request: the agent reads "not sent", and it is true."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
import trustme

from stancer_tui.api.client import StancerClient
from stancer_tui.api.pages import Page
from stancer_tui.api.resources.refunds import PaymentReading
from stancer_tui.models.refund import Refund
from stancer_tui.services.clock import SystemClock
from stancer_tui.services.refunds.offer import RefundPolicy
from stancer_tui.services.refunds.service import RefundsService
from stancer_tui.services.refunds.words import outcome
from stancer_tui.store.intent import State
from stancer_tui.store.sqlite.journal import Journal
from stancer_tui.store.sqlite.ledger import SqliteLedger
from tests.faults.campaign import AMOUNT, KEY, LIMITS, TIMEOUTS, TIMING
from tests.faults.wire import Body, Commit, FaultServer, Wire

PAYMENT = "paym_" + "N" * 24


@dataclass
class ReadsHereSendsThere:
    """An API whose readings work while the sending goes to another address."""

    here: StancerClient
    there: StancerClient

    async def read_payment(self, payment_id: str) -> PaymentReading:
        return await self.here.refunds.read_payment(payment_id)

    async def page(self, *, created: datetime | None = None) -> Page[Refund]:
        return await self.here.refunds.page(created=created)

    async def create(self, payment_id: str, amount: int, *, currency: str | None = None) -> Refund:
        return await self.there.refunds.create(payment_id, amount, currency=currency)


async def well(wire: Wire, body: Body) -> None:
    raise AssertionError("nothing may arrive")


async def send_to(url: str, path: Path) -> None:
    """Refund with the sending going to `url`: not sent, then sent well once the way is free."""
    thread = SqliteLedger(Journal(path / "journal.db"))
    server = FaultServer(well, Commit.NEVER, PAYMENT)
    async with (
        server,
        StancerClient(KEY, base_url=server.url, limits=LIMITS, timeouts=TIMEOUTS) as here,
        StancerClient(KEY, base_url=url, limits=LIMITS, timeouts=replace(TIMEOUTS, write_total=8)) as there,
    ):
        server.spent = True  # no fault here: what fails is the way
        api = ReadsHereSendsThere(here, there)
        refunds = RefundsService(
            api,
            thread,
            SystemClock(),
            policy=RefundPolicy(live=False),
            key_fingerprint="0" * 12,
            timing=TIMING,
        )
        try:
            intent = await refunds.confirm(await refunds.prepare(PAYMENT), AMOUNT)
            assert intent.state is State.NOT_SENT, outcome(intent)
            assert outcome(intent).startswith("Not sent:")
            assert outcome(intent).endswith("No money moved.")
            assert server.posts == 0
            api.there = here
            again = await refunds.confirm(await refunds.prepare(PAYMENT), AMOUNT)
            assert (again.state, server.total) == (State.CONFIRMED, AMOUNT)
        finally:
            await refunds.aclose()
            await thread.aclose()


@asynccontextmanager
async def listening(
    answer: bytes = b"", *, tls: ssl.SSLContext | None = None, seen: list[bytes] | None = None
) -> AsyncIterator[int]:
    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            got = await reader.read(65536)
            if seen is not None:
                seen.append(got)
            writer.write(answer)
            await writer.drain()
        except (ConnectionError, ssl.SSLError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


async def test_a_refused_connection(tmp_path: Path) -> None:
    async with listening() as port:
        pass
    await send_to(f"http://127.0.0.1:{port}", tmp_path)


async def test_a_name_that_does_not_resolve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    await send_to("https://api.stancer.invalid", tmp_path)


async def test_a_server_that_speaks_no_tls(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with listening(b"HTTP/1.1 400 Bad Request\r\n\r\n", seen=seen) as port:
        await send_to(f"https://127.0.0.1:{port}", tmp_path)
    assert seen
    assert not any(b"POST" in each for each in seen)


async def test_a_certificate_of_another_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("elsewhere.example").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    seen: list[bytes] = []
    async with listening(tls=context, seen=seen) as port:
        await send_to(f"https://127.0.0.1:{port}", tmp_path)
    assert not any(seen)


async def test_a_proxy_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    async with listening(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", seen=seen) as port:
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        await send_to("https://api.stancer.invalid", tmp_path)
    assert all(each.startswith(b"CONNECT") for each in seen)
