"""The payment page's address and its frame."""

import re

import pytest
from pydantic import SecretStr

from stancer_tui.api.errors import InvalidField
from stancer_tui.api.payment_page import iframe_snippet, payment_page_url
from stancer_tui.models.mode import Mode

TEST_KEY = "ptest_" + "k" * 24
LIVE_KEY = "pprod_" + "k" * 24
PAYMENT = "paym_" + "a" * 24


def url(key: str = TEST_KEY, payment: str = PAYMENT, mode: Mode = Mode.TEST, **more: str) -> str:
    return payment_page_url(SecretStr(key), payment, mode=mode, **more)


def test_the_page_of_each_mode() -> None:
    assert url() == f"https://payment.stancer.com/{TEST_KEY}/{PAYMENT}"
    assert url(LIVE_KEY, mode=Mode.LIVE) == f"https://payment.stancer.com/{LIVE_KEY}/{PAYMENT}"


@pytest.mark.parametrize("lang", ["fr", "fr-fr", "FR_be", "zh-Hant-TW", "sr_Latn_RS", "de-CH-1996", "es-419"])
def test_a_language_tag_in_either_form(lang: str) -> None:
    assert url(lang=lang).endswith(f"?lang={lang}")


@pytest.mark.parametrize(
    "lang", ["", "f", "fr-", "-fr", "fr--fr", "fr fr", "fr&x=1", "français", "fr/../x", "a" * 40]
)
def test_what_is_no_language_tag_is_refused(lang: str) -> None:
    with pytest.raises(InvalidField, match="lang"):
        url(lang=lang)


def test_a_host_of_ones_own_serves_the_page_itself() -> None:
    assert url(base_url="http://127.0.0.1:8765/") == f"http://127.0.0.1:8765/{TEST_KEY}/{PAYMENT}"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("stest_" + "k" * 24, "secret key"),
        ("sprod_" + "k" * 24, "secret key"),
        (LIVE_KEY, "key of test mode"),
        ("ptest_short", "ptest_ or pprod_"),
        ("ptest_" + "k" * 23 + "/", "ptest_ or pprod_"),
    ],
)
def test_only_a_public_key_of_the_mode_stands_in_an_address(key: str, said: str) -> None:
    with pytest.raises(InvalidField, match=said) as caught:
        url(key)
    assert "kkk" not in str(caught.value)


@pytest.mark.parametrize("payment", ["", "refd_" + "a" * 24, "paym_a", "paym_" + "a" * 23 + "/"])
def test_only_a_payment_has_a_page(payment: str) -> None:
    with pytest.raises(InvalidField, match="payment"):
        url(payment=payment)


def test_the_frame_believes_only_the_pages_origin() -> None:
    html = iframe_snippet(url(lang="fr_fr"))
    assert f'src="https://payment.stancer.com/{TEST_KEY}/{PAYMENT}?lang=fr_fr"' in html
    check = html.index('event.origin !== "https://payment.stancer.com"')
    for key in ("width", "height", "status", "url"):
        assert html.index(f"{key}", html.index("} = event.data") - 30) > check
    documented = {
        "error",
        "init",
        "invalid",
        "finished",
        "pending",
        "secure-auth-end",
        "secure-auth-error",
        "secure-auth-start",
    }
    assert all(re.search(rf"\b{word}\b", html) for word in documented)
    assert 'url.startsWith("https://")' in html


def test_the_frame_of_a_host_of_ones_own() -> None:
    html = iframe_snippet(url(base_url="http://127.0.0.1:8765"))
    assert 'event.origin !== "http://127.0.0.1:8765"' in html


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "", "/relative", "data:text/html,x"])
def test_a_frame_holds_only_a_web_address(bad: str) -> None:
    with pytest.raises(InvalidField):
        iframe_snippet(bad)


def test_a_frame_cannot_be_broken_out_of() -> None:
    html = iframe_snippet('https://payment.stancer.com/"></iframe><script>alert(1)</script>')
    assert "<script>alert" not in html
    odd = iframe_snippet("https://evil</script><script>alert(1)/x")
    assert "<script>alert" not in odd
