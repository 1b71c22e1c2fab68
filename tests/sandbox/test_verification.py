"""Account checks and scoring: asked now, answered when the clock says so."""

from typing import Any

import pytest

from tests.sandbox.conftest import Api
from tests.sandbox.payloads import FRENCH_IBAN, RETURN, sepa

PIERRE = {"name": "Pierre Martin", "date_birth": "1978-09-09"}


async def checked(api: Api, body: dict[str, Any]) -> dict[str, Any]:
    asked = await api.test.post("/v1/sepa/check/", json=body)
    assert asked.status_code == 200, asked.text
    item = asked.json()
    assert item["id"].startswith("chck_")
    assert (item["status"], item["score_name"], item["verified"]) == ("check_sent", None, None)
    api.clock.advance(api.sandbox.settings.check_delay - 1)
    assert (await api.test.get(f"/v1/sepa/check/{item['id']}")).json()["status"] == "check_sent"
    api.clock.advance(1)
    answer: dict[str, Any] = (await api.test.get(f"/v1/sepa/check/{item['id']}")).json()
    return answer


async def test_the_right_name_and_birth_date_verify(api: Api) -> None:
    done = await checked(api, {"customer": PIERRE, "sepa": {"iban": FRENCH_IBAN}})
    assert done["status"] == "checked"
    assert (done["response"], done["score_name"]) == ("00", 100)
    assert (done["date_birth_valid"], done["iban_valid"], done["verified"]) == (True, True, True)


async def test_case_and_accents_do_not_count(api: Api) -> None:
    done = await checked(
        api,
        {
            "customer": {"name": "JUAN PEREZ", "date_birth": "1976-07-07"},
            "sepa": {"iban": "ES0700120345030000067890"},
        },
    )
    assert (done["score_name"], done["verified"]) == (100, True)


@pytest.mark.parametrize(
    ("customer", "score_is_full", "born"),
    [({"name": "Pierre Durand"}, False, True), ({"date_birth": "1978-09-10"}, True, False)],
)
async def test_another_name_or_birth_date_does_not(
    api: Api, customer: dict[str, str], score_is_full: bool, born: bool
) -> None:
    done = await checked(api, {"customer": PIERRE | customer, "sepa": {"iban": FRENCH_IBAN}})
    assert (done["score_name"] == 100) is score_is_full
    assert 0 < done["score_name"] <= 100
    assert done["date_birth_valid"] is born
    assert done["verified"] is False


async def test_a_closed_account_is_not_valid(api: Api) -> None:
    holder = {"name": "Marie-Jeanne Sansbanque", "date_birth": "1993-12-24"}
    done = await checked(api, {"customer": holder, "sepa": {"iban": "FR8191676442817818484578833"}})
    assert (done["response"], done["iban_valid"], done["verified"]) == ("AC04", False, False)


async def test_stored_objects_and_the_older_form_are_accepted(api: Api) -> None:
    account = (await api.test.post("/v1/sepa", json=sepa(date_birth="1978-09-09"))).json()
    body = PIERRE | {"email": "pierre@example.com"}
    customer = (await api.test.post("/v1/customers", json=body)).json()
    by_id = await checked(api, {"customer": customer["id"], "sepa": account["id"]})
    older = await checked(api, {"id": account["id"]})
    inline = await checked(api, {"iban": FRENCH_IBAN, "name": "Pierre Martin", "date_birth": "1978-09-09"})
    assert [each["verified"] for each in (by_id, older, inline)] == [True, True, True]
    assert by_id["customer"]["id"] == customer["id"]
    assert by_id["sepa"]["id"] == account["id"]


async def test_an_account_whose_bank_cannot_be_asked_is_a_400(api: Api) -> None:
    body = {"customer": PIERRE, "sepa": {"iban": "FR7630006000011234567890189"}}
    answer = await api.test.post("/v1/sepa/check", json=body)
    assert answer.status_code == 400
    assert list(answer.json()["error"]["message"]) == ["sepa"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"sepa": {"iban": FRENCH_IBAN}, "customer": {"name": "Pierre Martin"}}, 400),
        ({"sepa": "sepa_unknown"}, 404),
        ({"sepa": {"iban": FRENCH_IBAN}, "customer": "cust_unknown"}, 404),
    ],
)
async def test_a_check_that_cannot_be_asked(api: Api, body: dict[str, Any], status: int) -> None:
    assert (await api.test.post("/v1/sepa/check/", json=body)).status_code == status


async def test_an_unknown_check_is_not_found(api: Api) -> None:
    assert (await api.test.get("/v1/sepa/check/chck_x")).status_code == 404


def scoring(**fields: Any) -> dict[str, Any]:
    return {
        "amount": 120000,
        "currency": "eur",
        "customer": {"email": "pierre@martin.fr", "name": "Pierre Martin"},
        "duration": 12,
        "return_url": RETURN,
    } | fields


async def test_a_scoring_is_requested_then_scored(api: Api) -> None:
    asked = (await api.test.post("/v1/scoring/", json=scoring(sepa=sepa(), upfront=40000))).json()
    assert asked["id"].startswith("scor_")
    assert (asked["status"], asked["score"], asked["upfront"]) == ("requested", None, 40000)
    assert asked["customer"]["email"] == "pierre@martin.fr"
    assert asked["redirect_url"].startswith("https://")
    api.clock.advance(api.sandbox.settings.check_delay)
    done = (await api.test.get(f"/v1/scoring/{asked['id']}")).json()
    assert done["status"] == "success"
    assert 0 <= done["score"] <= 100


async def test_a_scoring_nobody_answers_expires_after_six_hours(api: Api) -> None:
    asked = (await api.test.post("/v1/scoring", json=scoring())).json()
    api.clock.advance(hours=5)
    assert (await api.test.get(f"/v1/scoring/{asked['id']}")).json()["status"] == "requested"
    api.clock.advance(hours=1)
    assert (await api.test.get(f"/v1/scoring/{asked['id']}")).json()["status"] == "expired"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"duration": 25}, "duration"),
        ({"upfront": 120000}, "upfront"),
        ({"currency": "usd"}, "currency"),
        ({"return_url": None}, "return_url"),
        ({"customer": {"mobile": "+33612345678"}}, "customer.email"),
    ],
)
async def test_a_bad_scoring_is_refused(api: Api, fields: dict[str, Any], named: str) -> None:
    answer = await api.test.post("/v1/scoring", json=scoring(**fields))
    assert answer.status_code == 400
    assert list(answer.json()["error"]["message"]) == [named]
