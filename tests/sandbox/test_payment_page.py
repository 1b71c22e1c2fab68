"""The payment page: what it shows, what it tells its frame, and what it does to the payment."""

import json
import re
from typing import Any

import httpx
import pytest

from stancer_tui.sandbox.keys import DEMO_PUBLIC_LIVE, DEMO_PUBLIC_TEST, DEMO_SECRET_TEST
from tests.sandbox.conftest import Api
from tests.sandbox.payloads import ACCEPTED, DEVICE, MUST_AUTHENTICATE, OTHER, REFUSED, RETURN, card, payment


async def open_page(api: Api, **fields: Any) -> str:
    made = await api.test.post("/v1/checkout", json=payment(return_url=RETURN, **fields))
    return str(made.json()["id"])


def statuses(page: httpx.Response) -> list[str]:
    found = re.search(r"for \(const status of (\[.*?\])\)", page.text)
    assert found is not None
    said: list[str] = json.loads(found[1])
    return said


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
    ],
)
async def test_the_language(api: Api, lang: str, browser: str, language: str) -> None:
    payment_id = await open_page(api)
    page = await api.test.get(address(payment_id, lang), headers={"Accept-Language": browser})
    assert f'<html lang="{language}">' in page.text


async def test_foreign_text_stays_text(api: Api) -> None:
    made = await api.test.post(
        "/v1/checkout",
        json=payment(description="<b>x</b>", return_url="https://www.example.org/?</script><script>alert(1)"),
    )
    page = await api.test.get(address(made.json()["id"]))
    assert "<b>x</b>" not in page.text
    assert "</script><script>" not in page.text
