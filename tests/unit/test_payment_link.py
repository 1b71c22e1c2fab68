"""The address at which a customer pays, and the frame around it: the right key and place, no secret."""

import json
import re
from html import unescape
from typing import Any

import pytest
from pydantic import SecretStr

from stancer_tui.api.errors import InvalidField
from stancer_tui.api.payment_link import iframe_snippet, payment_page_url
from stancer_tui.models.mode import Mode
from tests.api.things import PAYMENT_ID, REFUND_ID

BODY = "0123456789abcdefghijABCD"
TEST, LIVE = SecretStr(f"ptest_{BODY}"), SecretStr(f"pprod_{BODY}")
AT_STANCER = f"https://payment.stancer.com/ptest_{BODY}/{PAYMENT_ID}"


def test_the_page_is_stancers_with_the_key_of_the_mode() -> None:
    assert payment_page_url(TEST, PAYMENT_ID, mode=Mode.TEST) == AT_STANCER
    live = payment_page_url(LIVE, PAYMENT_ID, mode=Mode.LIVE)
    assert live == f"https://payment.stancer.com/pprod_{BODY}/{PAYMENT_ID}"
    slash = payment_page_url(TEST, PAYMENT_ID, mode=Mode.TEST, base_url="https://api.stancer.com/")
    assert slash == AT_STANCER


@pytest.mark.parametrize("base", ["https://pay.example.org", "http://127.0.0.1:8080", "https://a.example/"])
@pytest.mark.parametrize(("key", "mode"), [(TEST, Mode.TEST), (LIVE, Mode.LIVE)])
def test_an_address_of_ones_own_serves_its_page(base: str, key: SecretStr, mode: Mode) -> None:
    url = payment_page_url(key, PAYMENT_ID, mode=mode, base_url=base)
    assert url == f"{base.rstrip('/')}/{key.get_secret_value()}/{PAYMENT_ID}"


@pytest.mark.parametrize("base", ["http://pay.example.org", "https://pay.example.org?key=", "https://", "x"])
def test_an_address_that_is_not_safe_is_given_to_no_customer(base: str) -> None:
    for key, mode in ((TEST, Mode.TEST), (LIVE, Mode.LIVE)):
        with pytest.raises(ValueError, match="the API address"):
            payment_page_url(key, PAYMENT_ID, mode=mode, base_url=base)


@pytest.mark.parametrize("lang", ["fr", "fr-FR", "fr_FR", "zh-Hant-TW", "abcdefgh" + "-12345678" * 3])
def test_a_language_is_asked_for(lang: str) -> None:
    assert payment_page_url(TEST, PAYMENT_ID, mode=Mode.TEST, lang=lang) == f"{AT_STANCER}?lang={lang}"
    assert len(lang) <= 35


@pytest.mark.parametrize(
    "lang", ["", "f", "fr-", "fr FR", "fr&x=1", "français", "abcdefgh" + "-12345678" * 2 + "-12345-123"]
)
def test_what_is_no_language_stands_in_no_address(lang: str) -> None:
    with pytest.raises(InvalidField, match=r"^lang: a language tag such as fr-FR is needed"):
        payment_page_url(TEST, PAYMENT_ID, mode=Mode.TEST, lang=lang)


@pytest.mark.parametrize("wrong", [REFUND_ID, "card_" + "a" * 24, "zzzz_" + "a" * 24, "", "paym_x"])
def test_only_a_payment_has_a_page(wrong: str) -> None:
    with pytest.raises(InvalidField, match=r"^payment: a payment's id is needed"):
        payment_page_url(TEST, wrong, mode=Mode.TEST)


@pytest.mark.parametrize("prefix", ["stest_", "sprod_"])
@pytest.mark.parametrize("body", [BODY, "short"])
def test_a_secret_key_stands_in_no_address_and_in_no_message(prefix: str, body: str) -> None:
    for mode in Mode:
        with pytest.raises(InvalidField, match="this is a secret key") as caught:
            payment_page_url(SecretStr(prefix + body), PAYMENT_ID, mode=mode)
        assert body not in str(caught.value)


@pytest.mark.parametrize(
    "key",
    [
        f"pdemo_{BODY}",
        f"a_____{BODY}",
        f"zzzzz_{BODY}",
        f"ptest_{BODY}x",
        f"ptest_{BODY[1:]}",
        f"ptest_{BODY[1:]}é",
        f"ptest_{BODY[1:]}/",
        "",
    ],
)
def test_what_is_no_public_key_stands_in_no_address(key: str) -> None:
    for mode in Mode:
        with pytest.raises(InvalidField, match="ptest_ or pprod_ and 24 letters or digits"):
            payment_page_url(SecretStr(key), PAYMENT_ID, mode=mode)


def test_without_a_key_the_key_is_named() -> None:
    key: Any = None  # an environment without the variable, in a program that checks no types
    with pytest.raises(InvalidField, match="public key: ptest_ or pprod_"):
        payment_page_url(key, PAYMENT_ID, mode=Mode.TEST)


@pytest.mark.parametrize(("key", "mode"), [(LIVE, Mode.TEST), (TEST, Mode.LIVE)])
def test_a_key_of_the_other_mode_is_refused(key: SecretStr, mode: Mode) -> None:
    needed = "ptest_" if mode is Mode.TEST else "pprod_"
    with pytest.raises(InvalidField, match=f"a key of {mode.value} mode is needed, begins with {needed}"):
        payment_page_url(key, PAYMENT_ID, mode=mode)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (f"{AT_STANCER}?lang=fr", "https://payment.stancer.com"),
        ("http://127.0.0.1:8080/ptest_x/paym_x", "http://127.0.0.1:8080"),
        ('https://pay.example.org/?a=1&b="2"', "https://pay.example.org"),
        ("HTTPS://Pay.Example.ORG:443/", "https://pay.example.org"),
        ("http://sandbox_1:80/", "http://sandbox_1"),
        ("https://localhost:80", "https://localhost:80"),
        ("https://café.example/", "https://xn--caf-dma.example"),
        ("http://[::1]:8765/", "http://[::1]:8765"),
    ],
)
def test_the_frame_holds_the_page_and_believes_nobody_else(url: str, origin: str) -> None:
    snippet = iframe_snippet(url)
    source = re.search(r'<iframe [^>]*src="([^"]*)"', snippet)
    assert source is not None
    assert unescape(source[1]) == url
    assert f"if (event.origin !== {json.dumps(origin)} ||" in snippet
    assert "@" not in snippet


@pytest.mark.parametrize(
    "url",
    [
        *("", "payment.stancer.com", "https:", "https:///paym_x", "javascript:alert(1)", "ftp://a.example/"),
        *("https://[bad/", "https://a:99999/", "https://a b/", "https://a..b/", "https://a:b@c.example/"),
        "https://a<!--<script/",
    ],
)
def test_what_is_no_address_of_a_page_has_no_frame(url: str) -> None:
    with pytest.raises(InvalidField, match=r"^url: a payment page address is needed"):
        iframe_snippet(url)


def test_a_sandbox_that_is_reached_by_name_serves_the_page() -> None:
    key, base = TEST.get_secret_value(), "http://sandbox:8765"
    url = payment_page_url(key, PAYMENT_ID, mode=Mode.TEST, base_url=base, http_hosts=("sandbox",))
    assert url == f"{base}/{key}/{PAYMENT_ID}"
    with pytest.raises(ValueError, match="https"):
        payment_page_url(TEST, PAYMENT_ID, mode=Mode.TEST, base_url=base)
