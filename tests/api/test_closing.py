"""A client that is closed while something is under way leaves no connection, and says what is known."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme

from stancer_tui.api import Effect, StancerClient, Unreachable
from tests.api.stub import KEY, PATIENCE, QUICK, Seen, Stub, client_of, http, serving
from tests.api.things import PAYMENT_ID, payment

ONE = replace(QUICK, in_flight=1, attempts=1)


@asynccontextmanager
async def holding() -> AsyncIterator[Stub]:
    """A stub that answers reads, and no write."""

    async def script(request: Seen, writer: asyncio.StreamWriter) -> None:
        if request.method == "GET":
            writer.write(http(200, payment()))

    async with serving(script) as stub:
        yield stub


async def test_of_a_write_that_is_cut_off_the_outcome_is_unknown() -> None:
    async with holding() as stub:
        client = client_of(stub, limits=ONE)
        refund = asyncio.create_task(client.refunds.create(PAYMENT_ID, 500))
        await stub.arrived.wait()
        await client.aclose()
        with pytest.raises(Unreachable) as caught:
            await refund
    assert caught.value.effect is Effect.UNKNOWN
    assert len(stub.seen) == 1


async def test_who_waited_for_a_slot_has_a_connection_that_is_closed_as_well() -> None:
    async with holding() as stub:
        client = client_of(stub, limits=ONE)
        refund = asyncio.create_task(client.refunds.create(PAYMENT_ID, 500))
        await stub.arrived.wait()
        reading = asyncio.create_task(client.payments.get(PAYMENT_ID))
        await asyncio.sleep(0)
        await client.aclose()
        assert (await reading).id == PAYMENT_ID
        with pytest.raises(Unreachable):
            await refund
        await client.aclose()
        async with asyncio.timeout(5):
            await asyncio.gather(*stub.tasks)  # both connections ended


async def test_a_connection_that_is_being_opened_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    connect, closed, connecting = loop.create_connection, asyncio.Event(), asyncio.Event()

    async def slowly(*args: Any, **options: Any) -> Any:
        made = await connect(*args, **options)
        connecting.set()
        await closed.wait()
        return made

    monkeypatch.setattr(loop, "create_connection", slowly)
    async with holding() as stub:
        client = client_of(stub, limits=ONE)
        refund = asyncio.create_task(client.refunds.create(PAYMENT_ID, 500))
        await connecting.wait()
        await client.aclose()
        closed.set()
        with pytest.raises(Unreachable) as caught:
            await refund
        async with asyncio.timeout(5):
            await asyncio.gather(*stub.tasks)
    assert caught.value.effect is Effect.NOT_SENT
    assert stub.seen == []


async def test_a_connection_in_its_handshake_is_not_used(tmp_path: Path) -> None:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    authority.issue_cert("localhost").configure_cert(context)
    connected, closed, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()
    read: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        await closed.wait()
        await writer.start_tls(context)
        with suppress(ConnectionError):
            read.append(await reader.read())
        writer.close()
        ended.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"https://localhost:{server.sockets[0].getsockname()[1]}"
    async with server:
        client = StancerClient(KEY, base_url=url, ca_file=tmp_path / "ca.pem", limits=ONE, timeouts=PATIENCE)
        refund = asyncio.create_task(client.refunds.create(PAYMENT_ID, 500))
        await connected.wait()
        await client.aclose()
        closed.set()
        with pytest.raises(Unreachable) as caught:
            await refund
        async with asyncio.timeout(5):
            await ended.wait()
    assert caught.value.effect is Effect.NOT_SENT
    assert b"".join(read) == b""
