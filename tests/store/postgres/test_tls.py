"""A server of another machine proves who it is before anything is said to it."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from pydantic import SecretStr

from stancer_tui.models.ledger_address import ledger_address
from stancer_tui.models.secret import Secret
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable
from stancer_tui.store.postgres import schema
from tests.store.server import PostgresServer, authorities, missing, running

GUIDE = (Path(__file__).parents[3] / "docs" / "team.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def server(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A server that speaks TLS to localhost, with a certificate of the authority."""
    if reason := missing():
        pytest.skip(reason)
    with running(tcp=True) as made:
        certificate = authority.issue_cert("localhost")
        key, chain = made.folder / "server.key", made.folder / "server.crt"
        certificate.private_key_pem.write_to_path(key)
        chain.write_bytes(b"".join(each.bytes() for each in certificate.cert_chain_pems))
        key.chmod(0o600)
        if os.geteuid() == 0:
            shutil.chown(key, "postgres", "postgres")
        made.configure(ssl_cert_file=str(chain), ssl_key_file=str(key))
        made.configure(ssl="on")
        yield made


@pytest.fixture
def roots(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "roots.pem"
    authority.cert_pem.write_to_path(path)
    return path


def url(server: PostgresServer, host: str, **options: object) -> str:
    """Where the server is, by a name."""
    asked = "&".join(f"{name}={value}" for name, value in options.items())
    return f"postgresql://postgres@{host}:{server.port}/postgres?{asked}"


async def test_a_server_with_the_right_certificate_is_believed(server: PostgresServer, roots: Path) -> None:
    asked = url(server, "localhost", sslmode="verify-full", sslrootcert=roots)
    assert (await schema.status(ledger_address(asked))).me == "postgres"


async def test_one_by_another_name_is_not(server: PostgresServer, roots: Path) -> None:
    with pytest.raises(LedgerUnavailable, match="127") as caught:
        await schema.status(
            ledger_address(url(server, "127.0.0.1", sslmode="verify-full", sslrootcert=roots))
        )
    assert caught.value.trouble is LedgerTrouble.AWAY
    await schema.status(ledger_address(url(server, "127.0.0.1", sslmode="verify-ca", sslrootcert=roots)))


@pytest.mark.parametrize("mode", ["verify-full", "verify-ca"])
async def test_one_of_another_authority_is_not(server: PostgresServer, tmp_path: Path, mode: str) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(other)
    for root in (other, "system"):
        with pytest.raises(LedgerUnavailable, match="certificate") as caught:
            await schema.status(ledger_address(url(server, "localhost", sslmode=mode, sslrootcert=root)))
        assert caught.value.trouble is LedgerTrouble.AWAY


async def test_who_asks_for_no_proof_is_encrypted_all_the_same(server: PostgresServer) -> None:
    await schema.status(ledger_address(url(server, "127.0.0.1", sslmode="require")))


async def test_a_server_without_tls_gets_no_word(server: PostgresServer, roots: Path) -> None:
    server.configure(ssl="off")
    try:
        for mode in ("require", "verify-full"):
            with pytest.raises(LedgerUnavailable):
                await schema.status(ledger_address(url(server, "localhost", sslmode=mode, sslrootcert=roots)))
    finally:
        server.configure(ssl="on")


async def test_a_certificate_file_that_is_not_there_is_said(server: PostgresServer, tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable, match="No such file"):
        await schema.status(
            ledger_address(url(server, "localhost", sslmode="verify-full", sslrootcert=tmp_path / "none.pem"))
        )


async def test_the_line_of_the_guide_takes_passwords_over_an_encrypted_network_alone(
    server: PostgresServer, roots: Path
) -> None:
    line = re.search(r"^(hostssl .*?)\s+#", GUIDE, re.MULTILINE)
    assert line is not None
    server.sql("CREATE DATABASE stancer", "CREATE ROLE nadia LOGIN PASSWORD 'correct-horse'")

    async def trouble(typed: str, **options: object) -> LedgerTrouble | None:
        async def password() -> Secret:
            return SecretStr(typed)

        asked = (
            url(server, "localhost", **options)
            .replace("postgres@", "nadia@")
            .replace("/postgres", "/stancer")
        )
        try:
            assert (await schema.status(ledger_address(asked), password)).me == "nadia"
        except LedgerUnavailable as error:
            return error.trouble
        return None

    with authorities(server, "local all all trust", line[1].replace("10.0.0.0/8", "127.0.0.0/8")):
        proof = {"sslmode": "verify-full", "sslrootcert": roots}
        assert await trouble("correct-horse", **proof) is None
        assert await trouble("battery-staple", **proof) is LedgerTrouble.PASSWORD
        assert await trouble("correct-horse", sslmode="disable") is LedgerTrouble.LOGIN
