"""The payment page: what it shows, what it tells its frame, and what it does to the payment."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from stancer_tui.reference.testdata import TEST_IBANS
from stancer_tui.sandbox.keys import DEMO_PUBLIC_LIVE, DEMO_PUBLIC_TEST, DEMO_SECRET_TEST
from tests.sandbox.conftest import Api
from tests.sandbox.payloads import ACCEPTED, DEVICE, MUST_AUTHENTICATE, OTHER, REFUSED, RETURN, card, payment


async def open_page(api: Api, **fields: Any) -> str:
    made = await api.test.post("/v1/checkout", json=payment(return_url=RETURN, **fields))
    return str(made.json()["id"])


def statuses(page: httpx.Response) -> list[str]:
    found = re.search(r'<body data-page="([^"]*)">', page.text)
    assert found is not None
    said: list[str] = json.loads(unescape(found[1]))["statuses"]
    return said


KEPT = "paym_" + "0" * 24


def data_file(folder: Path, **fields: Any) -> Path:
    """A file with one payment, as `--data` takes it."""
    kept = {"id": KEPT, "amount": 1000, "currency": "eur", "created": 1773140400} | fields
    path = folder / "data.json"
    path.write_text(json.dumps({"test": {"payments": [kept]}}), encoding="utf-8")
    return path


async def read(api: Api, payment_id: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.test.get(f"/v1/checkout/{payment_id}")).json()
    return answer


def address(payment_id: str, lang: str = "") -> str:
    return f"/{DEMO_PUBLIC_TEST}/{payment_id}" + (f"?lang={lang}" if lang else "")


async def test_a_card_pays_and_the_payer_goes_back(api: Api) -> None:
    payment_id = await open_page(api)
    shown = await api.test.get(address(payment_id))
    assert shown.status_code == 200
    assert statuses(shown) == ["init", "pending"]
    done = await api.test.post(address(payment_id), data={"number": ACCEPTED, "name": "Jane Doe"})
    assert statuses(done) == ["finished"]
    assert RETURN in done.text
    after = await read(api, payment_id)
    assert (after["status"], after["method"], after["card"]["name"]) == ("to_capture", "card", "Jane Doe")
    again = await api.test.get(address(payment_id))
    assert statuses(again) == ["init", "invalid"]


async def test_an_account_pays(api: Api) -> None:
    payment_id = await open_page(api)
    await api.test.post(address(payment_id), data={"iban": "FR1420041010050500013M02606", "name": "Pierre"})
    assert (await read(api, payment_id))["method"] == "sepa"


async def test_a_refusing_card_is_an_error(api: Api) -> None:
    payment_id = await open_page(api)
    done = await api.test.post(address(payment_id), data={"number": next(iter(REFUSED))})
    assert statuses(done) == ["error"]
    assert (await read(api, payment_id))["status"] == "refused"


@pytest.mark.parametrize(
    ("answer", "said", "status"),
    [
        ("success", ["secure-auth-end", "finished"], "to_capture"),
        ("declined", ["secure-auth-error"], "failed"),
        ("failed", ["secure-auth-error"], "failed"),
    ],
)
async def test_the_bank_is_asked_when_authentication_is(
    api: Api, answer: str, said: list[str], status: str
) -> None:
    payment_id = await open_page(api, auth={"status": "request"})
    asked = await api.test.post(address(payment_id), data={"number": OTHER})
    assert statuses(asked) == ["secure-auth-start"]
    assert (await read(api, payment_id))["status"] is None
    done = await api.test.post(address(payment_id), data={"bank": answer})
    assert statuses(done) == said
    after = await read(api, payment_id)
    assert (after["auth"]["status"], after["status"]) == (answer, status)


async def test_a_payment_begun_by_the_api_is_authenticated_on_the_page(api: Api) -> None:
    payment_id = await open_page(api, card=card(OTHER), auth={"status": "request"}, device=DEVICE)
    assert statuses(await api.test.get(address(payment_id))) == ["init", "secure-auth-start"]
    await api.test.post(address(payment_id), data={"bank": "success"})
    assert (await read(api, payment_id))["status"] == "to_capture"


async def test_a_card_that_must_be_authenticated_is_accepted_then(api: Api) -> None:
    payment_id = await open_page(api, auth=True)
    await api.test.post(address(payment_id), data={"number": MUST_AUTHENTICATE})
    await api.test.post(address(payment_id), data={"bank": "success"})
    after = await read(api, payment_id)
    assert (after["status"], after["response"]) == ("to_capture", "00")


@pytest.mark.parametrize("key", [DEMO_PUBLIC_LIVE, "ptest_" + "a" * 24])
async def test_another_key_sees_an_invalid_payment(api: Api, key: str) -> None:
    payment_id = await open_page(api)
    page = await api.test.get(f"/{key}/{payment_id}")
    assert page.status_code == 404
    assert statuses(page) == ["init", "invalid"]


async def test_a_secret_key_opens_no_page(api: Api) -> None:
    payment_id = await open_page(api)
    page = await api.test.get(f"/{DEMO_SECRET_TEST}/{payment_id}")
    assert page.status_code == 404
    assert page.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("lang", "browser", "language"),
    [
        ("fr-fr", "en", "fr"),
        ("FR_BE", "en", "fr"),
        ("pt-pt", "fr-CA,en;q=0.5", "fr"),
        ("", "it-IT", "en"),
        ("en", "fr", "en"),
        ("", "en;q=0.4, fr-FR;q=0.9", "fr"),
        ("", "fr;q=0", "en"),
        ("", "*, fr;q=0.1", "fr"),
        ("français", "fr", "fr"),
        ("fr_", "en", "en"),
        ("french", "en", "en"),
    ],
)
async def test_the_page_speaks_the_asked_language_else_the_browsers(
    api: Api, lang: str, browser: str, language: str
) -> None:
    payment_id = await open_page(api)
    page = await api.test.get(address(payment_id, lang), headers={"Accept-Language": browser})
    assert f'<html lang="{language}">' in page.text


def shown(page: httpx.Response) -> list[str]:
    """The texts of a page, between its tags."""
    body = page.text[page.text.index("<body") : page.text.index("<script>")]
    return [text for each in re.split(r"<[^>]*>", body) if (text := unescape(each).strip())]


STEPS: dict[str, list[dict[str, str]]] = {
    "form": [],
    "mistake": [{"number": "4012888888881881"}],
    "bank": [{"number": OTHER}],
    "paid": [{"number": OTHER}, {"bank": "success"}],
    "refused": [{"number": next(iter(REFUSED))}, {"bank": "success"}],
    "not authenticated": [{"number": OTHER}, {"bank": "failed"}],
}
NAMES = {"Visa", "Mastercard", "JCB", *(each.name for each in TEST_IBANS)}


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
async def test_every_word_is_in_the_language(api: Api, steps: list[dict[str, str]]) -> None:
    """What both languages show is a number, a country, or a name."""
    said: list[set[str]] = []
    for lang in ("en", "fr"):
        at = address(await open_page(api, auth={"status": "request"}), lang)
        page = await api.test.get(at)
        for form in steps:
            page = await api.test.post(at, data=form)
        said.append({part for text in shown(page) for part in text.split(" · ")})
    in_both = {text for text in said[0] & said[1] if re.search(r"[a-z]", text)}
    assert in_both - NAMES - {"www.example.org"} == set()


async def test_an_amount_is_money(api: Api) -> None:
    payment_id = await open_page(api, amount=2599)
    assert "25.99\u00a0EUR" in shown(await api.test.get(address(payment_id, "en")))
    assert "25,99\u00a0EUR" in shown(await api.test.get(address(payment_id, "fr")))


async def test_a_form_that_is_sent_twice_pays_once(api: Api) -> None:
    payment_id = await open_page(api)
    await api.test.post(address(payment_id), data={"number": ACCEPTED})
    paid = await read(api, payment_id)
    api.clock.advance(60)
    again = await api.test.post(address(payment_id), data={"number": next(iter(REFUSED))})
    assert (again.status_code, statuses(again)) == (200, ["finished"])
    assert await read(api, payment_id) == paid


async def test_the_bank_s_answer_counts_once(api: Api) -> None:
    payment_id = await open_page(api, auth={"status": "request"})
    early = await api.test.post(address(payment_id), data={"bank": "success"})
    assert statuses(early) == ["pending"]
    for _time in range(2):
        asked = await api.test.post(address(payment_id), data={"number": OTHER})
        assert statuses(asked) == ["secure-auth-start"]
    await api.test.post(address(payment_id), data={"bank": "declined"})
    again = await api.test.post(address(payment_id), data={"bank": "success"})
    assert statuses(again) == ["secure-auth-error"]
    assert (await read(api, payment_id))["auth"]["status"] == "declined"


async def test_a_bank_that_is_answered_too_late_has_not_authenticated(api: Api) -> None:
    payment_id = await open_page(api, auth={"status": "request"})
    await api.test.post(address(payment_id), data={"number": OTHER})
    api.clock.advance(hours=7)
    assert statuses(await api.test.post(address(payment_id), data={"bank": "success"})) == [
        "secure-auth-error"
    ]
    assert statuses(await api.test.get(address(payment_id))) == ["init", "invalid"]


async def test_a_payment_that_was_canceled_meanwhile_is_invalid(api: Api) -> None:
    payment_id = await open_page(api)
    await api.test.post(address(payment_id), data={"number": ACCEPTED})
    await api.test.post("/v1/refunds/", json={"payment": payment_id})
    assert (await read(api, payment_id))["status"] == "canceled"
    assert statuses(await api.test.post(address(payment_id), data={"number": ACCEPTED})) == ["invalid"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"number": "4012888888881881"}, "Choose one of the test cards: never type a real one."),
        ({"iban": "FR7630006000011234567890189"}, "Choose one of the test accounts."),
        ({"number": ACCEPTED, "name": " x "}, "A name has 3 to 64 characters."),
        ({"name": "Jane Doe"}, "Choose one of the test cards: never type a real one."),
        ({"number": ACCEPTED, "more": "x" * 20_000}, "Choose one of the test cards: never type a real one."),
        ({f"f{each}": "x" for each in range(30)}, "Choose one of the test cards: never type a real one."),
    ],
)
async def test_a_mistake_is_told_beside_the_form(api: Api, form: dict[str, str], said: str) -> None:
    payment_id = await open_page(api)
    page = await api.test.post(address(payment_id), data=form)
    assert (page.status_code, statuses(page)) == (400, ["pending"])
    assert said in shown(page)
    assert form.get("number") in {None, ACCEPTED} or form["number"] not in page.text
    after = await read(api, payment_id)
    assert (after["status"], after["method"]) == (None, None)


@pytest.mark.parametrize("field", ["number", "iban"])
async def test_after_a_mistake_the_form_is_as_it_was_sent(api: Api, field: str) -> None:
    chosen = {"number": OTHER, "iban": TEST_IBANS[-1].iban}[field]
    page = await api.test.post(address(await open_page(api)), data={field: chosen, "name": 'J"'})
    assert page.status_code == 400
    assert f'value="{chosen}" required checked>' in page.text
    assert re.findall(r'<input name="name"[^>]*?(?: value="(.*?)")?>', page.text) == (
        ["J&quot;", ""] if field == "number" else ["", "J&quot;"]
    )


async def test_a_card_number_that_was_typed_as_a_name_is_not_shown_again(api: Api) -> None:
    form = {"number": "1", "name": "4012 8888 8888 1881"}
    page = await api.test.post(address(await open_page(api)), data=form)
    assert 'value="…1881"' in page.text
    assert "4012" not in page.text


async def test_only_what_the_payment_allows_is_offered(api: Api) -> None:
    by_account = await open_page(api, methods_allowed=["sepa"])
    assert "Card" not in shown(await api.test.get(address(by_account)))
    refused = await api.test.post(address(by_account), data={"number": ACCEPTED})
    assert "This payment is not made in that way. Choose another one." in shown(refused)
    in_yen = await open_page(api, currency="jpy")
    assert "Bank account" not in shown(await api.test.get(address(in_yen)))


async def test_a_payment_that_allows_no_way_is_invalid(start: Callable[..., Api], tmp_path: Path) -> None:
    """The API takes none such; a file of data may hold one."""
    api = start(data=data_file(tmp_path, currency="jpy", methods_allowed=["sepa"]))
    assert statuses(await api.test.get(address(KEPT))) == ["init", "invalid"]


async def test_only_the_page_s_own_script_and_style_count(api: Api) -> None:
    page = await api.test.get(address(await open_page(api)))
    policy = dict(each.split(" ", 1) for each in page.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "*"
    for tag in ("script", "style"):
        found = re.search(f"<{tag}>(.*?)</{tag}>", page.text, re.DOTALL)
        assert found is not None
        digest = b64encode(sha256(found[1].encode()).digest()).decode()
        assert policy[f"{tag}-src"] == f"'sha256-{digest}'"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://www.example.org/", "https://[", "https://a b/"]
)
async def test_a_payer_is_sent_to_https_only(start: Callable[..., Api], tmp_path: Path, url: str) -> None:
    """A file of data is taken at its word, but not by the page."""
    api = start(data=data_file(tmp_path, return_url=url))
    done = await api.test.post(address(KEPT), data={"number": ACCEPTED})
    assert statuses(done) == ["finished"]
    assert url not in done.text


async def test_foreign_text_stays_text(api: Api) -> None:
    made = await api.test.post(
        "/v1/checkout",
        json=payment(description="<b>x</b>", return_url="https://www.example.org/?</script><script>alert(1)"),
    )
    page = await api.test.get(address(made.json()["id"]))
    assert "<b>x</b>" not in page.text
    assert "</script><script>" not in page.text
