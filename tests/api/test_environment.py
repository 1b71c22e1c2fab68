"""Variables about certificates and proxies: followed, or named in one error before anything is sent."""

from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.environment import proxy_for, tls_context
from stancer_tui.api.errors import ApiError, BadEnvironment, Effect, NotSent, Unreachable
from tests.api.stub import KEY, QUICK, always, http, serving, talking
from tests.api.things import PAYMENT_ID, payment

VARIABLES = (
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "SSLKEYLOGFILE",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
)


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file that holds no certificate."""
    path = tmp_path / "garbage.pem"
    path.write_text("garbage")
    return path


BAD = [
    ("SSL_CERT_FILE", "/nonexistent.pem"),
    ("SSL_CERT_FILE", "{broken}"),
    ("SSL_CERT_FILE", "/"),
    ("SSL_CERT_DIR", "/nonexistent"),
    ("SSL_CERT_DIR", "{broken}"),
    ("SSLKEYLOGFILE", "/nonexistent/log"),
    ("ALL_PROXY", "socks5://127.0.0.1:1080"),
    ("all_proxy", "socks5h://127.0.0.1:1080"),
    ("HTTPS_PROXY", "ftp://proxy.example:21"),
    ("HTTPS_PROXY", "http://proxy.example:port"),
    ("HTTPS_PROXY", "http://user:Hidden1@proxy.example:99999"),
    ("HTTPS_PROXY", "http://"),
    ("https_proxy", "http://[::1"),
    ("HTTPS_PROXY", "http://a b"),
]


@pytest.mark.parametrize(("variable", "value"), BAD)
async def test_a_variable_that_cannot_be_followed_is_named_and_nothing_is_sent(
    variable: str, value: str, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = value.format(broken=broken)
    monkeypatch.setenv(variable, value)
    async with StancerClient(SecretStr(KEY), limits=QUICK) as client:
        with pytest.raises(BadEnvironment) as caught:
            await client.payments.get(PAYMENT_ID)
        assert caught.value.effect is Effect.NONE
        with pytest.raises(BadEnvironment) as caught:
            await client.refunds.create(PAYMENT_ID, 500)
        assert caught.value.effect is Effect.NOT_SENT
    assert variable in caught.value.message
    assert caught.value.variable == variable
    assert "Hidden1" not in str(caught.value)
    if "PROXY" not in variable.upper():
        assert value in caught.value.message


async def test_what_was_corrected_works_without_a_new_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "later.pem"
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    async with StancerClient(SecretStr(KEY), base_url="https://localhost:1", limits=QUICK) as client:
        with pytest.raises(BadEnvironment):
            await client.payments.get(PAYMENT_ID)
        trustme.CA().cert_pem.write_to_path(bundle)
        with pytest.raises(ApiError) as caught:
            await client.payments.get(PAYMENT_ID)
    assert not isinstance(caught.value, BadEnvironment)


@pytest.mark.parametrize(
    "exceptions",
    ["localhost,[::1]", "fd07:b51a:cc66:f0::/64", "https://other.example", ".example", "::1,10.0.0.0/8"],
)
async def test_a_proxy_works_whatever_its_exceptions_look_like(
    exceptions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(always(http(403, b"no"))) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", exceptions)
        async with StancerClient(SecretStr(KEY), limits=QUICK) as client:
            with pytest.raises(NotSent):
                await client.payments.get(PAYMENT_ID)
    assert [seen.method for seen in proxy.seen] == ["CONNECT"]


@pytest.mark.parametrize(
    "exceptions", ["api.stancer.com", ".stancer.com", "stancer.com", "*", "a, api.stancer.com"]
)
def test_a_host_among_the_exceptions_is_reached_directly(
    exceptions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", exceptions)
    assert proxy_for("https://api.stancer.com") is None


@pytest.mark.parametrize(
    "value", ["http://user:Hidden1@proxy.example:3128", "user:Hidden1@proxy.example:3128"]
)
def test_a_proxy_is_shown_without_its_password(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", value)
    found = proxy_for("https://api.stancer.com")
    assert str(found) == "http://proxy.example:3128 (ALL_PROXY)"
    assert "Hidden1" not in repr(found)


async def test_a_broken_proxy_does_not_stand_before_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1080")
    monkeypatch.setenv("HTTP_PROXY", "ftp://x")
    async with talking(always(http(200, payment()))) as (client, stub):
        await client.payments.get(PAYMENT_ID)
    assert len(stub.seen) == 1


def test_a_directory_of_certificates_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert tls_context().get_ca_certs() == []


async def test_a_proxy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://user:Hidden1@localhost:1")
    async with StancerClient(SecretStr(KEY), limits=replace(QUICK, attempts=1)) as client:
        with pytest.raises(
            Unreachable, match=r"no connection to the proxy http://localhost:1 \(HTTPS_PROXY\)"
        ):
            await client.payments.get(PAYMENT_ID)
