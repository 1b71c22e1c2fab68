"""Cards, SEPA accounts, customers and addresses: created, read, changed, deleted, repeated."""

import json
from typing import Any

import pytest

from tests.sandbox.conftest import Api
from tests.sandbox.payloads import FRENCH_IBAN, card, sepa

CUSTOMER = {"name": "John Doe", "email": "john.doe@example.com", "mobile": "+33612345678"}
ADDRESS = {"line1": "12 rue des champs", "city": "Paris", "zip_code": "75008", "country": "FR"}

KINDS = [
    ("/v1/cards", card(name="John Doe"), {"name": "Other Name", "exp_year": 2033}, "card"),
    ("/v1/sepa", sepa(), {"name": "Other Name"}, "sepa"),
    ("/v1/customers", CUSTOMER, {"name": "Jane Doe"}, "customer"),
    ("/v1/addresses", ADDRESS, {"city": "Lyon"}, "address"),
]


@pytest.mark.parametrize(("path", "body", "change", "noun"), KINDS, ids=[each[3] for each in KINDS])
async def test_create_read_change_delete(
    api: Api, path: str, body: dict[str, Any], change: dict[str, Any], noun: str
) -> None:
    created = await api.test.post(f"{path}/", json=body)
    assert created.status_code == 200
    item = created.json()
    one = f"{path}/{item['id']}"
    assert (item["live_mode"], item["created"]) == (False, api.clock())
    assert (await api.test.get(one)).json() == item

    changed = await api.test.patch(one, json=change)
    assert (changed.status_code, changed.content) == (204, b"")
    assert (await api.test.get(one)).json() == item | change

    assert (await api.live.get(one)).status_code == 404
    assert (await api.live.delete(one)).status_code == 404
    deleted = await api.test.delete(one)
    assert (deleted.status_code, deleted.content) == (204, b"")
    gone = [await api.test.get(one), await api.test.delete(one), await api.test.patch(one, json=change)]
    for answer in gone:
        assert answer.status_code == 404
        assert answer.json()["error"]["message"] == {"id": f"No such {noun} {item['id']}"}


@pytest.mark.parametrize(("path", "body", "change", "noun"), KINDS, ids=[each[3] for each in KINDS])
async def test_no_list_in_v1(
    api: Api, path: str, body: dict[str, Any], change: dict[str, Any], noun: str
) -> None:
    await api.test.post(path, json=body)
    answer = await api.test.get(path)
    assert answer.status_code == 404
    assert "Nothing matches the given URI" in answer.text


@pytest.mark.parametrize(
    ("path", "body", "text"),
    [
        ("/v1/cards", card(), "Card already exists, you may want to update it instead creating a new one"),
        (
            "/v1/customers",
            CUSTOMER,
            "Customer already exists, you may want to update it instead creating a new one",
        ),
        ("/v1/sepa", sepa(), "Sepa already exists, you may want to update it instead creating a new one"),
    ],
)
async def test_a_duplicate_is_a_409_with_the_id(api: Api, path: str, body: dict[str, Any], text: str) -> None:
    first = (await api.test.post(path, json=body)).json()
    answer = await api.test.post(path, json=body)
    assert answer.status_code == 409
    assert answer.json() == {
        "error": {"type": "invalid_request_error", "message": {"error": text, "id": first["id"]}}
    }
    assert (await api.live.post(path, json=body)).status_code == 200
    await api.test.delete(f"{path}/{first['id']}")
    assert (await api.test.post(path, json=body)).status_code == 200


async def test_a_card_with_another_expiry_is_another_card(api: Api) -> None:
    first = (await api.test.post("/v1/cards", json=card())).json()
    second = (await api.test.post("/v1/cards", json=card(exp_month=11))).json()
    assert first["id"] != second["id"]


async def test_customers_are_told_apart_by_their_external_id(api: Api) -> None:
    first = (await api.test.post("/v1/customers", json=CUSTOMER | {"external_id": "a"})).json()
    other = await api.test.post("/v1/customers", json=CUSTOMER | {"external_id": "b"})
    assert other.status_code == 200
    same = await api.test.post("/v1/customers", json=CUSTOMER | {"external_id": "a"})
    absent = await api.test.post("/v1/customers", json=CUSTOMER)
    for answer in (same, absent):
        assert answer.status_code == 409
        assert answer.json()["error"]["message"]["id"] == first["id"]
    reused = await api.test.post("/v1/customers", json={"email": "x@example.com", "external_id": "a"})
    assert reused.status_code == 200


async def test_identical_addresses_are_allowed_and_unset_lines_stay_absent(api: Api) -> None:
    first = (await api.test.post("/v1/addresses", json=ADDRESS)).json()
    second = (await api.test.post("/v1/addresses", json=ADDRESS)).json()
    assert first["id"] != second["id"]
    assert not {"line2", "line3", "state"} & set(first)


async def test_what_a_card_answers(api: Api) -> None:
    item = (await api.test.post("/v1/cards", json=card("4000000000000077", cvc=123))).json()
    assert set(item) == {
        *("id", "last4", "brand", "exp_month", "exp_year", "name", "country", "funding", "nature", "network"),
        *("preferred_network", "zip_code", "external_id", "created", "live_mode"),
    }
    assert (item["brand"], item["country"], item["network"], item["nature"]) == (
        "visa",
        "FR",
        "national",
        "personnal",
    )
    american = (await api.test.post("/v1/cards", json=card("4000000000003055"))).json()
    assert (american["country"], american["network"]) == ("US", "visa")


async def test_what_an_account_answers(api: Api) -> None:
    item = (await api.test.post("/v1/sepa", json=sepa(mandate="m-1", date_mandate=1700000000))).json()
    assert item["last4"] == FRENCH_IBAN[-4:]
    assert item["bic"] == "TESTFRPP"
    assert item["country"] == "FR"
    assert item["check"] is None
    assert "iban" not in item


async def test_a_mandate_needs_its_date_and_then_stays(api: Api) -> None:
    answer = await api.test.post("/v1/sepa", json=sepa(mandate="m-1"))
    assert list(answer.json()["error"]["message"]) == ["date_mandate"]
    item = (await api.test.post("/v1/sepa", json=sepa())).json()
    one = f"/v1/sepa/{item['id']}"
    assert (await api.test.patch(one, json={"mandate": "m-1", "date_mandate": 1700000000})).status_code == 204
    assert (await api.test.patch(one, json={"name": "Other Name"})).status_code == 409


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        ("/v1/cards", card(number="1234"), "number"),
        ("/v1/cards", card() | {"number": 4242424242424241}, "number"),
        ("/v1/cards", {"number": "4242424242424242", "exp_month": 1}, "exp_year"),
        ("/v1/cards", card(exp_year=2101), "exp_year"),
        ("/v1/cards", card(name="ab"), "name"),
        ("/v1/cards", card(zip_code="1"), "zip_code"),
        ("/v1/cards", card(preferred_network="amex"), "preferred_network"),
        ("/v1/cards", card(tokenize=1), "tokenize"),
        ("/v1/sepa", {"iban": FRENCH_IBAN}, "name"),
        ("/v1/sepa", sepa("FR14"), "iban"),
        ("/v1/sepa", sepa(bic="SHORT"), "bic"),
        ("/v1/sepa", sepa(date_birth="1978-13-09"), "date_birth"),
        ("/v1/sepa", sepa(mandate="ab", date_mandate=1), "mandate"),
        ("/v1/customers", {"name": "John Doe"}, "email"),
        ("/v1/customers", {"email": "a@b"}, "email"),
        ("/v1/customers", CUSTOMER | {"mobile": "123"}, "mobile"),
        ("/v1/customers", CUSTOMER | {"name": "\ud800abc"}, "name"),
        ("/v1/addresses", {"city": "Paris", "zip_code": "75008"}, "country"),
        ("/v1/addresses", ADDRESS | {"country": "FRA"}, "country"),
        ("/v1/addresses", ADDRESS | {"state": "ABCD"}, "state"),
        ("/v1/addresses", ADDRESS | {"line2": "ab"}, "line2"),
    ],
)
async def test_a_bad_field_is_named(api: Api, path: str, body: dict[str, Any], named: str) -> None:
    answer = await api.test.post(path, content=json.dumps(body))
    assert answer.status_code == 400, answer.text
    assert list(answer.json()["error"]["message"]) == [named]
