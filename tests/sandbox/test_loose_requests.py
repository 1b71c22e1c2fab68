"""What other languages' clients send: values read before and sent back, loose types, texts kept as sent."""

import json
from typing import Any

import httpx
import pytest

from stancer_tui.sandbox.clock import FixedClock
from tests.sandbox.conftest import Api
from tests.sandbox.payloads import (
    ACCEPTED,
    DEVICE,
    FRENCH_IBAN,
    NOT_ENROLLED,
    OTHER,
    RETURN,
    card,
    payment,
    sepa,
)

DATED = sepa(mandate="m-1", date_mandate=1276008220)


async def created(client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(path, json=body)
    assert answer.status_code == 200, answer.text
    item: dict[str, Any] = answer.json()
    return item


async def patched(client: httpx.AsyncClient, item: dict[str, Any], body: Any) -> dict[str, Any]:
    path = f"/v1/checkout/{item['id']}"
    answer = await client.patch(path, json=body)
    assert answer.status_code == 200, answer.text
    assert (await client.get(path)).content == answer.content
    changed: dict[str, Any] = answer.json()
    return changed


async def refusal(client: httpx.AsyncClient, path: str, body: Any, status: int) -> Any:
    answer = await client.patch(path, json=body)
    assert answer.status_code == status, answer.text
    message = answer.json()["error"]["message"]
    return list(message) if isinstance(message, dict) else message


# Methods and currencies


@pytest.mark.parametrize(
    ("asked", "currency", "answered"),
    [
        (None, "eur", ["card", "sepa"]),
        (["sepa", "card"], "EUR", ["sepa", "card"]),
        (["card", "sepa"], "usd", ["card"]),
        (["card"], "usd", ["card"]),
    ],
)
async def test_sepa_is_answered_for_euros_only(
    api: Api, asked: list[str] | None, currency: str, answered: list[str]
) -> None:
    item = await created(api.test, "/v1/checkout", payment(currency=currency, methods_allowed=asked))
    assert item["methods_allowed"] == answered


async def test_sepa_alone_in_another_currency_is_refused(api: Api) -> None:
    answer = await api.test.post("/v1/checkout", json=payment(currency="usd", methods_allowed=["sepa"]))
    assert (answer.status_code, list(answer.json()["error"]["message"])) == (400, ["methods_allowed"])
    item = await created(api.test, "/v1/checkout", payment(methods_allowed=["sepa"]))
    assert await refusal(api.test, f"/v1/checkout/{item['id']}", {"currency": "usd"}, 400) == ["currency"]


@pytest.mark.parametrize(
    ("asked", "in_euros"),
    [(None, ["card", "sepa"]), (["card", "sepa"], ["card", "sepa"]), (["card"], ["card"])],
)
async def test_a_currency_changed_to_euros_allows_what_was_asked(
    api: Api, asked: list[str] | None, in_euros: list[str]
) -> None:
    item = await created(api.test, "/v1/checkout", payment(currency="usd", methods_allowed=asked))
    assert (await patched(api.test, item, {"currency": "EUR"}))["methods_allowed"] == in_euros
    assert (await patched(api.test, item, {"description": "Order 7"}))["methods_allowed"] == in_euros
    assert (await patched(api.test, item, {"currency": "gbp"}))["methods_allowed"] == ["card"]
    assert (await patched(api.test, item, {"currency": "eur"}))["methods_allowed"] == in_euros


async def test_an_account_is_attached_in_euros_only_and_keeps_them(api: Api) -> None:
    item = await created(api.test, "/v1/checkout", payment(currency="usd"))
    path = f"/v1/checkout/{item['id']}"
    assert await refusal(api.test, path, {"sepa": sepa()}, 400) == ["currency"]
    attached = await patched(api.test, item, {"sepa": sepa(), "currency": "eur"})
    assert (attached["method"], attached["methods_allowed"]) == ("sepa", ["card", "sepa"])
    assert await refusal(api.test, path, {"currency": "usd"}, 400) == ["currency"]
    by_card = await patched(api.test, item, {"currency": "usd", "card": card()})
    assert (by_card["method"], by_card["methods_allowed"]) == ("card", ["card"])


# Values that a PATCH repeats


@pytest.mark.parametrize(
    "method",
    [
        {"card": card()},
        {"card": card(), "capture": False, "customer": {"email": "x@example.com"}, "device": DEVICE},
        {"sepa": sepa(), "order_id": "o-1", "return_url": RETURN},
        {
            "card": card(NOT_ENROLLED),
            "auth": {"status": "request", "return_url": RETURN},
            "device": DEVICE,
        },
    ],
)
async def test_a_processed_payment_can_be_sent_back_as_it_was_read(api: Api, method: dict[str, Any]) -> None:
    item = await created(api.test, "/v1/checkout", payment(**method))
    assert item["status"] is not None
    assert await patched(api.test, item, item) == item
    assert await patched(api.test, item, item | {"description": "Order 7"}) == item | {
        "description": "Order 7"
    }


@pytest.mark.parametrize(
    "repeated",
    [
        {"amount": 1000.0},
        {"amount": "1000"},
        {"currency": "EUR"},
        {"card": card()},
        {"card": card(cvc="999")},
        {"auth": {"status": "request"}},
        {"auth": {"status": "request", "return_url": RETURN}},
        {"status": "to_capture"},
        {"status": "capture"},
    ],
)
async def test_what_is_settled_may_be_repeated(api: Api, repeated: dict[str, Any]) -> None:
    auth = {"status": "request", "return_url": RETURN}
    item = await created(api.test, "/v1/checkout", payment(card=card(NOT_ENROLLED), auth=auth, device=DEVICE))
    body = {"card": repeated["card"] | {"number": NOT_ENROLLED}} if "card" in repeated else repeated
    assert await patched(api.test, item, body) == item


async def test_a_method_is_repeated_by_its_id(api: Api) -> None:
    by_card = await created(api.test, "/v1/checkout", payment(card=card()))
    by_account = await created(api.test, "/v1/checkout", payment(sepa=sepa()))
    for item, name in ((by_card, "card"), (by_account, "sepa")):
        assert await patched(api.test, item, {name: item[name]["id"]}) == item
        assert await patched(api.test, item, {name: {"id": item[name]["id"]}}) == item


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": 999},
        {"amount": 1001.0},
        {"currency": "USD"},
        {"card": card(OTHER)},
        {"card": "card_" + "0" * 24},
        {"sepa": sepa()},
        {"auth": True},
        {"auth": {"return_url": RETURN}},
    ],
)
async def test_what_is_settled_is_not_changed(api: Api, changed: dict[str, Any]) -> None:
    item = await created(api.test, "/v1/checkout", payment(card=card()))
    assert next(iter(changed)) in await refusal(api.test, f"/v1/checkout/{item['id']}", changed, 409)
    assert (await api.test.get(f"/v1/checkout/{item['id']}")).json() == item
    # A refused change keeps no card either: it can still be created.
    assert (await api.test.post("/v1/cards", json=card(OTHER))).status_code == 200


async def test_false_for_true_is_no_repetition(api: Api) -> None:
    item = await created(api.test, "/v1/cards", card(exp_month=1))
    assert await refusal(api.test, f"/v1/cards/{item['id']}", {"exp_month": True}, 400) == ["exp_month"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/sepa", DATED),
        ("/v1/cards", card(name="John Doe", zip_code="75001")),
        ("/v1/customers", {"name": "John Doe", "email": "john@example.com", "country": "fr"}),
        ("/v1/addresses", {"city": "Paris", "zip_code": "75001", "country": "??"}),
    ],
)
async def test_a_kept_object_can_be_sent_back_as_it_was_read(
    api: Api, path: str, body: dict[str, Any]
) -> None:
    item = await created(api.test, path, body)
    one = f"{path}/{item['id']}"
    assert (await api.test.patch(one, json=item)).status_code == 204
    assert (await api.test.get(one)).json() == item


async def test_a_dated_mandate_may_be_repeated_and_not_changed(api: Api) -> None:
    one = f"/v1/sepa/{(await created(api.test, '/v1/sepa', DATED))['id']}"
    for body in ({"name": DATED["name"]}, {"mandate_date": 1276008220.0}, {"date_mandate": "1276008220"}):
        assert (await api.test.patch(one, json=body)).status_code == 204
    for body in ({"name": "Other Name"}, {"date_mandate": 1276008221}, {"mandate": "m-2"}):
        assert "mandate" in await refusal(api.test, one, body, 409)


async def test_a_card_that_has_expired_may_repeat_its_year(start: Any) -> None:
    clock = FixedClock("2026-03-10T12:00:00+01:00")
    api = start(now=clock)
    item = await created(api.test, "/v1/cards", card(exp_year=2026))
    clock.advance(days=400)
    one = f"/v1/cards/{item['id']}"
    assert (await api.test.patch(one, json={"exp_year": 2026, "name": "John Doe"})).status_code == 204
    assert (await api.test.get(one)).json() == item | {"name": "John Doe"}
    answer = await api.test.patch(one, json={"exp_year": 2025})
    assert list(answer.json()["error"]["message"]) == ["exp_year"]


# Numbers and texts


async def test_whole_floats_and_digits_are_integers_everywhere(api: Api) -> None:
    body = (
        '{"amount":1000.0,"currency":"eur","device":{"ip":"::1","port":443.0},'
        '"card":{"number":4242424242424242,"exp_month":"08","exp_year":2030.0,"cvc":7.0}}'
    )
    paid = await api.test.post("/v1/checkout", content=body)
    assert paid.status_code == 200, paid.text
    for text in ('"amount":1000,', '"port":443,', '"exp_month":8,', '"exp_year":2030,', '"last4":"4242"'):
        assert text in paid.text
    one = await created(api.test, "/v1/sepa", sepa(mandate="m-1", date_mandate=1276008220.0))
    assert repr(one["date_mandate"]) == "1276008220"
    asked = {
        "amount": "120000",
        "currency": "Eur",
        "duration": 12.0,
        "upfront": 40000.0,
        "return_url": RETURN,
    }
    scored = await created(api.test, "/v1/scoring", asked | {"customer": {"email": "x@example.com"}})
    kept = [scored[name] for name in ("amount", "duration", "upfront", "currency")]
    assert repr(kept) == "[120000, 12, 40000, 'eur']"


@pytest.mark.parametrize(
    "value", ["0.5", "NaN", "Infinity", "1e400", "1e308", "true", '"1.0"', '"x"', "[]", "{}"]
)
@pytest.mark.parametrize(
    ("path", "template", "field"),
    [
        ("/v1/cards", '{"number":"4242424242424242","exp_month":%s,"exp_year":2030}', "exp_month"),
        ("/v1/cards", '{"number":"4242424242424242","exp_month":1,"exp_year":%s}', "exp_year"),
        ("/v1/checkout", '{"amount":100,"currency":"eur","device":{"ip":"::1","port":%s}}', "device.port"),
        (
            "/v1/sepa",
            '{"iban":"FR1420041010050500013M02606","name":"Pierre","date_mandate":%s}',
            "date_mandate",
        ),
    ],
)
async def test_what_is_no_integer_is_refused_everywhere(
    api: Api, path: str, template: str, field: str, value: str
) -> None:
    answer = await api.test.post(path, content=template % value)
    assert answer.status_code == 400
    message = answer.json()["error"]["message"]
    assert message == "The body is not JSON" if value in {"NaN", "Infinity"} else list(message) == [field]


async def test_a_data_file_may_hold_whole_floats(start: Any, tmp_path: Any) -> None:
    file = tmp_path / "data.json"
    held = {"id": "paym_" + "a" * 24, "amount": 1050.0, "fee": 15.0, "currency": "eur", "created": 1}
    file.write_text(json.dumps({"test": {"payments": [held]}}))
    answer = await start(data=file).test.get(f"/v1/checkout/{held['id']}")
    assert '"amount":1050,' in answer.text
    assert '"fee":15,' in answer.text


async def test_what_is_all_digits_may_be_a_number(api: Api) -> None:
    customer = {"mobile": 33612345678, "external_id": 7, "legal_id": 123456789}
    kept = await created(api.test, "/v1/customers", customer)
    assert {name: kept[name] for name in customer} == {name: str(value) for name, value in customer.items()}
    place = await created(
        api.test, "/v1/addresses", {"city": "Paris", "zip_code": 75001, "country": "FR", "state": 75}
    )
    assert (place["zip_code"], place["state"]) == ("75001", "75")


# Values kept as sent


async def test_texts_are_given_back_as_they_were_sent(api: Api) -> None:
    customer = {
        "name": "  John  Doe ",
        "email": " John.Doe@Example.COM ",
        "mobile": "+33 6 12 34 56 78"[:16],
        "country": "fr",
        "external_id": " x ",
        "legal_id": "ab-1",
    }
    kept = await created(api.test, "/v1/customers", customer)
    assert {name: kept[name] for name in customer} == customer
    account = await created(api.test, "/v1/sepa", sepa(FRENCH_IBAN.lower(), bic="testfrpp", name=" Pierre "))
    assert (account["bic"], account["name"], account["last4"]) == ("testfrpp", " Pierre ", "2606")
    plastic = await created(api.test, "/v1/cards", card(ACCEPTED, zip_code=" 7 ", name=" John "))
    assert (plastic["zip_code"], plastic["name"]) == (" 7 ", " John ")


async def test_a_payments_texts_are_given_back_as_they_were_sent(api: Api) -> None:
    device = {
        "ip": "2001:DB8:0:0:0:0:0:1",
        "port": 443,
        "user_agent": " Mozilla/5.0 ",
        "http_accept": "*/*",
        "languages": "fr-FR, fr;q=0.9",
    }
    body = payment(
        description=" Order  7 ",
        order_id=" o ",
        return_url="HTTPS://WWW.Example.org:443/a?b=%7E#c",
        device=device,
    )
    kept = await created(api.test, "/v1/checkout", body)
    assert {name: kept[name] for name in body if name != "device"} == {
        name: value for name, value in body.items() if name != "device"
    }
    assert {name: kept["device"][name] for name in device} == device


@pytest.mark.parametrize("name", ["auth", "device"])
@pytest.mark.parametrize("value", [[], "request", 5])
async def test_what_must_be_an_object_is_named_once(api: Api, name: str, value: Any) -> None:
    refused = await api.test.post("/v1/checkout", json=payment(**{name: value}))
    assert (refused.status_code, list(refused.json()["error"]["message"])) == (400, [name])
