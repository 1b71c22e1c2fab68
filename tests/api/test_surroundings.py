"""The environment on the way to the API: what cannot be used is named, and nothing is sent."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from stancer_tui.api import StancerClient
from stancer_tui.api.errors import ApiError, Effect, Misconfigured, NotSent
from tests.api.stub import KEY, QUICK, always, http, serving
from tests.api.things import PAYMENT_ID, payment

AWAY = "https://stancer.invalid"


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


async def refusals() -> tuple[Misconfigured, Misconfigured]:
    """What a read and a refund raise."""
    async with StancerClient(SecretStr(KEY), base_url=AWAY, limits=QUICK) as client:
        with pytest.raises(Misconfigured) as reading:
            await client.payments.get(PAYMENT_ID)
        with pytest.raises(Misconfigured) as writing:
            await client.refunds.create(PAYMENT_ID, 500)
    assert (reading.value.effect, writing.value.effect) == (Effect.NONE, Effect.NOT_SENT)
    return reading.value, writing.value


async def test_a_certificate_file_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    garbage = tmp_path / "garbage.pem"
    garbage.write_text("no certificate", encoding="utf-8")
    for path in (tmp_path / "nowhere.pem", garbage):
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        for error in await refusals():
            assert f"SSL_CERT_FILE: {path} cannot be used" in error.message
            assert "Correct or unset SSL_CERT_FILE" in error.advice


@pytest.mark.parametrize(
    ("variable", "proxy", "words"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:1080", "socks5:// is not supported"),
        ("HTTPS_PROXY", "ftp://127.0.0.1:21", "ftp:// is not supported"),
        ("https_proxy", "http://user:secretword@127.0.0.1:port", "not the address of a proxy"),
        ("HTTPS_PROXY", "http://127.0.0.1:99999999", "not the address of a proxy"),
        ("HTTPS_PROXY", "http://", "not the address of a proxy"),
    ],
)
async def test_a_proxy_that_cannot_be_used_is_named_without_its_password(
    variable: str, proxy: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, proxy)
    for error in await refusals():
        assert error.variable == variable
        assert words in error.message
        assert "secretword" not in str(error)


@pytest.mark.parametrize("left_out", ["localhost,[::1]", "fd07:b51a:cc66:f0::/64", "::1,*.example", "[", ""])
async def test_whatever_stands_in_no_proxy_the_proxy_is_used(
    left_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(always(http(200, payment()))) as stub:
        monkeypatch.setenv("HTTPS_PROXY", stub.url)
        monkeypatch.setenv("NO_PROXY", left_out)
        async with StancerClient(SecretStr(KEY), base_url=AWAY, limits=QUICK) as client:
            with pytest.raises(ApiError) as caught:  # this proxy leads nowhere
                await client.payments.get(PAYMENT_ID)
    assert not isinstance(caught.value, NotSent)
    assert stub.seen[0].method == "CONNECT"
