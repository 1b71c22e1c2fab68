"""Refunds: before the capture, after it, too much, and as time passes."""

from typing import Any

import httpx
import pytest

from stancer_tui.sandbox.kinds import REFUND
from stancer_tui.sandbox.rows import Row
from tests.sandbox.conftest import Api
from tests.sandbox.payloads import ACCEPTED, CAPTURED, DISPUTED, REFUSED, card, payment

PARTIAL = "Payment cannot be partially refunded before it has been captured"


async def paid(client: httpx.AsyncClient, number: str, **fields: Any) -> str:
    made = await client.post("/v1/checkout/", json=payment(card=card(number), **fields))
    return str(made.json()["id"])


async def refund(client: httpx.AsyncClient, payment_id: str, amount: int | None = None) -> httpx.Response:
    body = {"payment": payment_id} if amount is None else {"payment": payment_id, "amount": amount}
    return await client.post("/v1/refunds/", json=body)


async def read(client: httpx.AsyncClient, payment_id: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await client.get(f"/v1/checkout/{payment_id}")).json()
    return answer


@pytest.mark.parametrize("capture", [True, False])
async def test_a_partial_refund_before_the_capture_is_refused_word_for_word(api: Api, capture: bool) -> None:
    payment_id = await paid(api.test, ACCEPTED, capture=capture)
    answer = await refund(api.test, payment_id, 999)
    assert answer.status_code == 409
    assert answer.json() == {"error": {"type": "invalid_request_error", "message": PARTIAL}}
    assert "refunds" not in await read(api.test, payment_id)


@pytest.mark.parametrize("amount", [None, 1000])
async def test_a_full_refund_before_the_capture_cancels(api: Api, amount: int | None) -> None:
    payment_id = await paid(api.test, ACCEPTED)
    given = (await refund(api.test, payment_id, amount)).json()
    assert (given["status"], given["amount"], given["payment"]) == ("payment_canceled", 1000, payment_id)
    after = await read(api.test, payment_id)
    assert after["status"] == "canceled"
    assert after["refunds"] == [given]
    assert (await refund(api.test, payment_id)).status_code == 409


async def test_several_partial_refunds_and_the_rest(api: Api) -> None:
    payment_id = await paid(api.test, CAPTURED)
    first = (await refund(api.test, payment_id, 300)).json()
    api.clock.advance(5)
    second = (await refund(api.test, payment_id, 200)).json()
    rest = (await refund(api.test, payment_id)).json()
    assert [each["amount"] for each in (first, second, rest)] == [300, 200, 500]
    assert {each["status"] for each in (first, second, rest)} == {"to_refund"}
    after = await read(api.test, payment_id)
    assert [each["id"] for each in after["refunds"]] == [first["id"], second["id"], rest["id"]]
    assert after["status"] == "captured"
    again = await refund(api.test, payment_id, 1)
    assert (again.status_code, again.json()["error"]["message"]) == (
        409,
        "Payment has already been fully refunded",
    )


async def test_more_than_what_is_left_is_refused(api: Api) -> None:
    payment_id = await paid(api.test, CAPTURED)
    await refund(api.test, payment_id, 600)
    answer = await refund(api.test, payment_id, 401)
    assert answer.status_code == 400
    assert "400" in answer.json()["error"]["message"]["amount"]
    assert len((await read(api.test, payment_id))["refunds"]) == 1
    assert (await refund(api.test, payment_id, 400)).status_code == 200


async def test_no_refund_while_the_capture_is_sent(api: Api) -> None:
    payment_id = await paid(api.live, ACCEPTED)
    api.clock.advance(hours=12)
    assert (await read(api.live, payment_id))["status"] == "capture_sent"
    for amount in (None, 100):
        assert (await refund(api.live, payment_id, amount)).status_code == 409


async def test_a_refund_of_a_disputed_payment_is_not_honoured(api: Api) -> None:
    payment_id = await paid(api.test, DISPUTED[0])
    assert (await refund(api.test, payment_id, 100)).json()["status"] == "not_honored"


async def test_nothing_is_given_back_of_a_payment_that_took_nothing(api: Api) -> None:
    refused = await paid(api.test, next(iter(REFUSED)))
    empty = (await api.test.post("/v1/checkout/", json=payment())).json()["id"]
    for payment_id in (refused, empty):
        assert (await refund(api.test, payment_id)).status_code == 409


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"payment": 7}, 400),
        ({"payment": "paym_x"}, 404),
        ({"payment": "paym_x", "amount": 0}, 400),
        ({"payment": "paym_x", "amount": "fifty"}, 400),
        ({"payment": "paym_x", "amount": 50.5}, 400),
    ],
)
async def test_a_refund_with_a_bad_body_is_refused(api: Api, body: dict[str, Any], status: int) -> None:
    assert (await api.test.post("/v1/refunds", json=body)).status_code == status


async def test_another_modes_payment_is_not_found(api: Api) -> None:
    payment_id = await paid(api.test, CAPTURED)
    assert (await refund(api.live, payment_id)).status_code == 404


async def test_a_refund_is_sent_and_arrives_in_time_in_the_payment_too(api: Api) -> None:
    payment_id = await paid(api.test, CAPTURED)
    given = (await refund(api.test, payment_id, 250)).json()
    assert (given["date_refund"], given["date_bank"]) == (None, None)
    seen = []
    for hours in (0, 13, 36):
        api.clock.advance(hours=hours)
        now = (await api.test.get(f"/v1/refunds/{given['id']}")).json()
        assert (await read(api.test, payment_id))["refunds"] == [now]
        seen.append((now["status"], now["date_refund"] is not None, now["date_bank"] is not None))
    assert seen == [("to_refund", False, False), ("refund_sent", True, False), ("refunded", True, True)]


async def test_a_list_of_refunds_lacks_live_mode(api: Api) -> None:
    assert (await api.test.get("/v1/refunds")).status_code == 404
    payment_id = await paid(api.test, CAPTURED)
    given = (await refund(api.test, payment_id)).json()
    page = (await api.test.get("/v1/refunds/", params={"created": given["created"]})).json()
    assert page["refunds"] == [{name: value for name, value in given.items() if name != "live_mode"}]
    assert page["range"]["has_more"] is False


async def test_lost_refunds_leave_the_money_refundable(api: Api) -> None:
    payment_id = await paid(api.test, CAPTURED)
    given = (await refund(api.test, payment_id)).json()
    api.sandbox.store.replace(False, Row(REFUND, given | {"status": "failed"}))
    assert (await refund(api.test, payment_id)).status_code == 200
