"""Payments: created, refused, disputed, captured, changed, authorised, authenticated, expired."""

from typing import Any

import httpx
import pytest

from tests.sandbox.conftest import Api
from tests.sandbox.payloads import (
    ACCEPTED,
    CAPTURED,
    CAPTURED_IBAN,
    DEVICE,
    DISPUTED,
    DISPUTED_IBANS,
    FAILED_IBANS,
    MUST_AUTHENTICATE,
    NOT_ENROLLED,
    OTHER,
    REFUSED,
    RETURN,
    card,
    payment,
    sepa,
)


async def create(client: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await client.post("/v1/checkout/", json=payment(**fields))
    assert answer.status_code == 200, answer.text
    created: dict[str, Any] = answer.json()
    return created


async def message(answer: httpx.Response, status: int) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()["error"]["message"]


async def test_a_card_is_charged_and_the_payment_can_be_read_again(api: Api) -> None:
    customer = {"name": "John Doe", "email": "john.doe@example.com"}
    made = await create(api.test, card=card(), customer=customer, description="Wire", currency="EUR")
    assert made["id"].startswith("paym_")
    assert len(made["id"]) == 29
    assert (made["status"], made["response"], made["method"]) == ("to_capture", "00", "card")
    assert made["currency"] == "eur"
    assert made["created"] == api.clock()
    assert len(made["response_author"]) == 6
    assert made["auth"] is None
    assert "sepa" not in made
    assert not {"number", "cvc", "tokenize"} & set(made["card"])
    assert made["card"]["last4"] == "4242"
    assert made["card"]["nature"] == "personnal"
    assert made["customer"]["id"].startswith("cust_")
    read = await api.test.get(f"/v1/checkout/{made['id']}")
    assert read.json() == made


async def test_a_payment_without_a_method_has_no_status_and_no_bank_dates(api: Api) -> None:
    made = await create(api.test)
    assert (made["status"], made["method"], made["response"]) == (None, None, None)
    assert not {"card", "sepa", "date_paym", "date_bank", "fee"} & set(made)


@pytest.mark.parametrize(("number", "code"), REFUSED.items())
async def test_a_refusing_card_is_a_200_with_its_code(api: Api, number: str, code: str) -> None:
    made = await create(api.test, card=card(number))
    assert (made["status"], made["response"]) == ("refused", code)


async def test_an_expired_card_is_refused(api: Api) -> None:
    made = await create(api.test, card=card(exp_year=2026, exp_month=2))
    assert (made["status"], made["response"]) == ("refused", "54")


async def test_a_card_that_must_be_authenticated_is_refused_without_it(api: Api) -> None:
    made = await create(api.test, card=card(MUST_AUTHENTICATE))
    assert (made["status"], made["response"]) == ("refused", "A1")


async def test_capture_false_only_authorises(api: Api) -> None:
    made = await create(api.test, card=card(), capture=False)
    assert made["status"] == "authorized"
    assert made["capture"] is False


@pytest.mark.parametrize("method", [{"card": card(CAPTURED)}, {"sepa": sepa(CAPTURED_IBAN)}])
async def test_the_captured_card_and_account_are_captured_at_once(api: Api, method: dict[str, Any]) -> None:
    made = await create(api.test, **method)
    assert made["status"] == "captured"
    assert made["date_bank"] is not None


@pytest.mark.parametrize("number", DISPUTED)
async def test_a_dispute_card_is_disputed_at_once(api: Api, number: str) -> None:
    made = await create(api.test, card=card(number), order_id="o-7")
    assert made["status"] == "disputed"
    page = (await api.test.get("/v1/disputes/", params={"created": made["created"]})).json()
    (listed,) = page["disputes"]
    assert listed["payment"] == made["id"]
    assert listed["order_id"] == "o-7"
    assert listed["type"] == "chargeback"
    assert "date_bank" in listed
    assert not {"currency", "live_mode"} & set(listed)
    single = (await api.test.get(f"/v1/disputes/{listed['id']}")).json()
    assert (single["currency"], single["live_mode"], single["amount"]) == ("eur", False, 1000)


@pytest.mark.parametrize(("iban", "code"), DISPUTED_IBANS.items())
async def test_a_dispute_account_gives_its_reason(api: Api, iban: str, code: str) -> None:
    await create(api.test, sepa=sepa(iban))
    (listed,) = (await api.test.get("/v1/disputes")).json()["disputes"]
    assert listed["response"] == code


@pytest.mark.parametrize(("iban", "code"), FAILED_IBANS.items())
async def test_a_failing_account_gives_its_reason(api: Api, iban: str, code: str) -> None:
    made = await create(api.test, sepa=sepa(iban))
    assert (made["status"], made["response"], made["method"]) == ("failed", code, "sepa")


async def test_an_account_is_debited_and_its_bic_invented(api: Api) -> None:
    made = await create(api.test, sepa=sepa("NL39RABO0300065264", mandate="m-1", date_mandate=1276008220))
    assert (made["status"], made["method"]) == ("to_capture", "sepa")
    assert "card" not in made
    assert made["sepa"]["bic"].startswith("TEST")
    assert made["sepa"]["mandate"] == "m-1"
    assert "iban" not in made["sepa"]


async def test_a_unique_id_is_used_once_and_in_each_mode(api: Api) -> None:
    first = await create(api.test, unique_id="u-1", card=card())
    answer = await api.test.post("/v1/checkout", json=payment(unique_id="u-1"))
    assert await message(answer, 409) == {
        "error": "Payment already exists, duplicate unique_id",
        "id": first["id"],
    }
    await create(api.live, unique_id="u-1")


async def test_an_identical_card_and_customer_are_reused_silently(api: Api) -> None:
    customer = {"name": "Jane Doe", "email": "jane@example.com"}
    first = await create(api.test, card=card(), customer=customer)
    second = await create(api.test, card=card(cvc="999"), customer=customer)
    assert second["card"]["id"] == first["card"]["id"]
    assert second["customer"]["id"] == first["customer"]["id"]
    third = await create(api.test, card=card(exp_month=11), customer=customer | {"external_id": "x"})
    assert third["card"]["id"] != first["card"]["id"]
    assert third["customer"]["id"] != first["customer"]["id"]


async def test_a_stored_card_and_customer_are_given_by_id(api: Api) -> None:
    stored = (await api.test.post("/v1/cards/", json=card("4000000000009995"))).json()
    made = await create(api.test, card=stored["id"])
    assert made["card"]["id"] == stored["id"]
    assert (made["status"], made["response"]) == ("refused", "51")


@pytest.mark.parametrize("field", ["card", "sepa", "customer"])
async def test_an_unknown_embedded_id_is_not_found_and_nothing_is_kept(api: Api, field: str) -> None:
    unknown = {"card": "card_", "sepa": "sepa_", "customer": "cust_"}[field] + "0" * 24
    answer = await api.test.post("/v1/checkout", json=payment(**{field: unknown}))
    assert await message(answer, 404) == {"id": f"No such {field} {unknown}"}
    assert (await api.test.get("/v1/checkout")).status_code == 404


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"amount": 49}, "amount"),
        ({"amount": "100.0"}, "amount"),
        ({"amount": 100.5}, "amount"),
        ({"amount": True}, "amount"),
        ({"amount": None}, "amount"),
        ({"currency": "xxx"}, "currency"),
        ({"description": "ab"}, "description"),
        ({"description": "x" * 65}, "description"),
        ({"order_id": "x" * 37}, "order_id"),
        ({"unique_id": ""}, "unique_id"),
        ({"return_url": "http://www.example.org"}, "return_url"),
        ({"methods_allowed": ["cash"]}, "methods_allowed"),
        ({"capture": "yes"}, "capture"),
        ({"card": card(number="4242424242424241")}, "card.number"),
        ({"card": card(exp_month=13)}, "card.exp_month"),
        ({"card": card(exp_year=2025)}, "card.exp_year"),
        ({"card": card(cvc="12")}, "card.cvc"),
        ({"sepa": {"iban": "FR0000000000000000000000000"}}, "sepa.iban"),
        ({"customer": {"name": "No Contact"}}, "customer.email"),
        ({"card": card(), "sepa": sepa()}, "sepa"),
        ({"card": card(), "methods_allowed": ["sepa"]}, "card"),
        ({"sepa": sepa(), "currency": "usd"}, "currency"),
        ({"card": card(), "auth": {"status": "request"}}, "device"),
        ({"auth": {"status": "success"}}, "auth.status"),
        ({"device": {"ip": "nowhere", "port": 1}}, "device.ip"),
        ({"device": {"ip": "::1", "port": 65536}}, "device.port"),
    ],
)
async def test_a_bad_field_is_named(api: Api, fields: dict[str, Any], named: str) -> None:
    answer = await api.test.post("/v1/checkout/", json=payment(**fields))
    assert list(await message(answer, 400)) == [named]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b'{"amount":NaN}', b"[" * 100_000])
async def test_a_body_that_is_no_json_object_is_a_400(api: Api, content: bytes) -> None:
    answer = await api.test.post("/v1/checkout/", content=content)
    assert isinstance(await message(answer, 400), str)


async def test_a_refused_request_leaves_nothing_behind(api: Api) -> None:
    customer = {"name": "Jane Doe", "email": "jane@example.com"}
    body = payment(customer=customer, card=card(), auth={"status": "request"})
    assert (await api.test.post("/v1/checkout", json=body)).status_code == 400
    assert (await api.test.post("/v1/customers", json=customer)).status_code == 200
    assert (await api.test.post("/v1/cards", json=card())).status_code == 200


async def test_a_method_is_attached_then_authorised_then_captured(api: Api) -> None:
    made = await create(api.test)
    path = f"/v1/checkout/{made['id']}"
    attached = (await api.test.patch(path, json={"card": card()})).json()
    assert (attached["method"], attached["status"]) == ("card", None)
    assert attached["card"]["id"].startswith("card_")
    authorised = (await api.test.patch(path, json={"status": "authorize"})).json()
    assert authorised["status"] == "authorized"
    captured = (await api.test.patch(path, json={"status": "capture"})).json()
    assert captured["status"] == "to_capture"


async def test_an_account_without_a_mandate_is_attached(api: Api) -> None:
    made = await create(api.test)
    body = {"sepa": {"bic": "JUBIGB21XXX", "iban": "GB33BUKB20201555555555", "name": "John Doe"}}
    attached = (await api.test.patch(f"/v1/checkout/{made['id']}", json=body)).json()
    assert attached["status"] is None
    assert attached["sepa"]["id"].startswith("sepa_")


async def test_a_capture_without_a_method_is_refused(api: Api) -> None:
    made = await create(api.test)
    answer = await api.test.patch(f"/v1/checkout/{made['id']}", json={"status": "capture"})
    assert list(await message(answer, 400)) == ["status"]


@pytest.mark.parametrize("number", list(REFUSED)[:1])
async def test_a_refused_payment_is_not_captured(api: Api, number: str) -> None:
    made = await create(api.test, card=card(number))
    answer = await api.test.patch(f"/v1/checkout/{made['id']}", json={"status": "capture"})
    assert "refused" in await message(answer, 409)


async def test_a_processed_payment_keeps_its_amount_but_not_its_description(api: Api) -> None:
    made = await create(api.test, card=card())
    path = f"/v1/checkout/{made['id']}"
    await message(await api.test.patch(path, json={"amount": 5000}), 409)
    changed = (await api.test.patch(path, json={"description": "Another", "order_id": "o-2"})).json()
    assert (changed["description"], changed["amount"]) == ("Another", 1000)
    found = (await api.test.get("/v1/checkout", params={"order_id": "o-2"})).json()
    assert [each["id"] for each in found["payments"]] == [made["id"]]


async def test_a_patch_of_nothing_known_is_a_404(api: Api) -> None:
    answer = await api.test.patch("/v1/checkout/paym_x", json={})
    assert await message(answer, 404) == {"id": "No such payment paym_x"}


async def test_authentication_is_offered_before_the_charge(api: Api) -> None:
    auth = {"status": "request", "return_url": RETURN}
    made = await create(api.test, card=card(OTHER), auth=auth, device=DEVICE)
    assert made["status"] is None
    assert made["auth"]["status"] == "available"
    assert made["auth"]["return_url"] == RETURN
    assert made["auth"]["redirect_url"].startswith("https://3ds.")
    assert made["device"]["ip"] == DEVICE["ip"]
    answer = await api.test.patch(f"/v1/checkout/{made['id']}", json={"status": "capture"})
    assert "authentication" in await message(answer, 409)


async def test_a_card_that_is_not_enrolled_is_charged_without_authentication(api: Api) -> None:
    made = await create(api.test, card=card(NOT_ENROLLED), auth={"status": "request"}, device=DEVICE)
    assert made["auth"]["status"] == "unavailable"
    assert made["status"] == "to_capture"


@pytest.mark.parametrize("auth", [True, {"status": "request"}])
async def test_authentication_for_the_payment_page_waits_for_a_card(api: Api, auth: Any) -> None:
    made = await create(api.test, auth=auth, return_url=RETURN)
    assert (made["method"], made["status"]) == (None, None)
    assert made["auth"] == {"status": "requested", "return_url": None, "redirect_url": None}
    assert made["return_url"] == RETURN


async def test_an_authorisation_expires_after_seven_days(api: Api) -> None:
    made = await create(api.test, card=card(), capture=False)
    path = f"/v1/checkout/{made['id']}"
    api.clock.advance(days=7, seconds=-1)
    assert (await api.test.get(path)).json()["status"] == "authorized"
    api.clock.advance(1)
    assert (await api.test.get(path)).json()["status"] == "expired"
    assert "expired" in await message(await api.test.patch(path, json={"status": "capture"}), 409)


async def test_an_authentication_expires_after_six_hours(api: Api) -> None:
    made = await create(api.test, card=card(), auth={"status": "request"}, device=DEVICE)
    path = f"/v1/checkout/{made['id']}"
    api.clock.advance(hours=6)
    expired = (await api.test.get(path)).json()
    assert (expired["auth"]["status"], expired["status"]) == ("expired", None)


async def test_live_payments_are_collected_in_time_and_test_ones_are_not(api: Api) -> None:
    live = await create(api.live, card=card(ACCEPTED))
    test = await create(api.test, card=card(ACCEPTED))

    async def statuses() -> tuple[str, str]:
        first = (await api.live.get(f"/v1/checkout/{live['id']}")).json()
        second = (await api.test.get(f"/v1/checkout/{test['id']}")).json()
        return first["status"], second["status"]

    assert await statuses() == ("to_capture", "to_capture")
    api.clock.advance(hours=12)
    assert await statuses() == ("capture_sent", "to_capture")
    api.clock.advance(days=3)
    assert await statuses() == ("captured", "to_capture")
    assert (await api.live.get(f"/v1/checkout/{live['id']}")).json()["date_bank"] is not None
