"""TLS: certificates are checked, a company's own is given through the environment."""

import asyncio
import ssl
from pathlib import Path

import pytest
import trustme
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import BadEnvironment, Effect, TlsFailure
from tests.api.stub import KEY, QUICK, Stub, always, http
from tests.api.things import PAYMENT_ID, payment


async def ask(name: str, *, trusted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stub:
    """Read a payment and refund it from a TLS server whose certificate is for `name`."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    bundle = tmp_path / "ca.pem"
    (authority if trusted else trustme.CA()).cert_pem.write_to_path(bundle)
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    stub = Stub(always(http(200, payment())))
    server = await asyncio.start_server(stub.serve, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    try:
        client = StancerClient(SecretStr(KEY), base_url=f"https://localhost:{port}", limits=QUICK)
        async with client:
            if trusted and name == "localhost":
                await client.payments.get(PAYMENT_ID)
                return stub
            with pytest.raises(TlsFailure) as caught:
                await client.payments.get(PAYMENT_ID)
            assert caught.value.effect is Effect.NONE
            with pytest.raises(TlsFailure) as caught:
                await client.refunds.create(PAYMENT_ID, 500)
            assert caught.value.effect is Effect.NOT_SENT
            assert len(client.log.records) == 2
    finally:
        server.close()
    return stub


async def test_a_certificate_of_the_given_authority_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = await ask("localhost", trusted=True, tmp_path=tmp_path, monkeypatch=monkeypatch)
    assert len(stub.seen) == 1


async def test_a_ca_file_is_trusted_in_place_of_everything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, other = trustme.CA(), trustme.CA()
    ours.cert_pem.write_to_path(tmp_path / "ours.pem")
    other.cert_pem.write_to_path(tmp_path / "other.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.issue_cert("localhost").configure_cert(context)
    stub = Stub(always(http(200, payment())))
    server = await asyncio.start_server(stub.serve, "127.0.0.1", 0, ssl=context)
    url = f"https://localhost:{server.sockets[0].getsockname()[1]}"
    try:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "other.pem"))
        async with StancerClient(KEY, base_url=url, limits=QUICK, ca_file=tmp_path / "ours.pem") as client:
            await client.payments.get(PAYMENT_ID)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ours.pem"))
        named = str(tmp_path / "other.pem")
        async with StancerClient(KEY, base_url=url, limits=QUICK, ca_file=named) as client:
            with pytest.raises(TlsFailure):
                await client.payments.get(PAYMENT_ID)
    finally:
        server.close()
    assert len(stub.seen) == 1


def test_a_ca_file_that_cannot_be_used_is_said_at_once(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("no certificate\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"empty\.pem holds no certificates"):
        StancerClient(KEY, ca_file=empty)
    with pytest.raises(ValueError, match=r"nowhere\.pem.*No such file"):
        StancerClient(KEY, ca_file=tmp_path / "nowhere.pem")


async def test_a_ca_file_that_has_gone_is_named_and_nothing_is_sent(tmp_path: Path) -> None:
    file = tmp_path / "ours.pem"
    trustme.CA().cert_pem.write_to_path(file)
    client = StancerClient(KEY, base_url="https://localhost:1", limits=QUICK, ca_file=file)
    file.write_text("no certificate\n", encoding="utf-8")
    with pytest.raises(BadEnvironment, match=r"ca_file: .*ours\.pem: holds no certificate") as caught:
        await client.payments.get(PAYMENT_ID)
    assert caught.value.effect is Effect.NONE
    file.unlink()
    with pytest.raises(BadEnvironment, match=r"ca_file: .*ours\.pem: no such file") as caught:
        await client.refunds.create(PAYMENT_ID, 500)
    assert caught.value.effect is Effect.NOT_SENT


@pytest.mark.parametrize(("name", "trusted"), [("localhost", False), ("example.com", True)])
async def test_a_wrong_certificate_is_refused_once_and_nothing_is_sent(
    name: str, trusted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = await ask(name, trusted=trusted, tmp_path=tmp_path, monkeypatch=monkeypatch)
    assert stub.seen == []
