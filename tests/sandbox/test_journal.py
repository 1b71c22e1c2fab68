"""The requests that a sandbox received, as a test reads them; and what is never kept of them."""

import json
from base64 import b64encode
from typing import Any

import pytest

from stancer_tui.reference.testdata import TEST_CARDS, TEST_IBANS
from stancer_tui.sandbox.journal import MOST_ENTRIES, Received
from stancer_tui.sandbox.keys import DEMO_PUBLIC_TEST, DEMO_SECRET_TEST
from stancer_tui.sandbox.redaction import redacted, redacted_text
from stancer_tui.sandbox.wire.faults import Faults
from tests.sandbox.conftest import Api
from tests.sandbox.payloads import OTHER, card, payment

NOON_SECONDS = 1773140400


def last(api: Api) -> Received:
    return list(api.sandbox.journal)[-1]


async def test_a_request_is_kept_with_its_answer(api: Api) -> None:
    made = (await api.test.post("/v1/checkout/", json=payment(card=card(OTHER), unique_id="u-1"))).json()
    entry = last(api)
    assert (entry.number, entry.at, entry.method, entry.path) == (1, NOON_SECONDS, "POST", "/v1/checkout/")
    assert (entry.mode, entry.status, entry.object_id, entry.fault) == ("test", 200, made["id"], None)
    assert entry.body["unique_id"] == "u-1"
    assert (entry.body["card"]["number"], entry.body["card"]["cvc"]) == (f"…{OTHER[-4:]}", "…")
    assert entry.milliseconds >= 0
    api.clock.advance(5)
    await api.live.get("/v1/checkout?limit=3&order_id=")
    entry = last(api)
    assert (entry.number, entry.at, entry.mode, entry.status) == (2, NOON_SECONDS + 5, "live", 404)
    assert (entry.query, entry.body, entry.object_id) == ({"limit": "3", "order_id": ""}, None, None)
    await api.test.get(f"/v1/checkout/{made['id']}")
    assert last(api).object_id == made["id"]
    await api.test.get("/v1/checkout")
    assert last(api).object_id is None, "a list is no object"


async def test_what_was_spoiled_is_kept_whole(api: Api) -> None:
    api.sandbox.faults = Faults(lose_answer=True, times=1)
    with pytest.raises(ConnectionResetError):
        await api.test.post("/v1/checkout", json=payment(unique_id="u-1"))
    lost = last(api)
    assert (lost.status, lost.fault) == (200, "lose-answer")
    assert lost.object_id == api.sandbox.store.payment_with(False, "u-1")
    api.sandbox.faults = Faults(lose_answer=True, times=1)
    with pytest.raises(ConnectionResetError):
        await api.test.post("/v1/checkout", json=payment(unique_id="u-1"))
    assert (last(api).status, last(api).fault, last(api).object_id) == (409, "lose-answer", None)
    api.sandbox.faults = Faults(answer=429)
    await api.test.post("/v1/checkout", json=payment(unique_id="u-1"))
    assert (last(api).status, last(api).fault) == (429, "answer")
    assert last(api).body == lost.body, "the same request was sent again"


async def test_a_limit_on_requests_is_named(start: Any) -> None:
    api: Api = start(rate_limit=0.01)
    await api.test.get("/v1/checkout")
    await api.test.get("/v1/checkout")
    assert [each.fault for each in api.sandbox.journal] == [None, "rate-limit"]


async def test_the_journal_is_filtered_by_method_path_status_and_time(api: Api) -> None:
    await api.test.post("/v1/checkout", json=payment())
    await api.test.get("/v1/refunds")
    api.clock.advance(60)
    await api.test.get("/v1/checkout")
    found = api.sandbox.journal.requests
    assert [each.number for each in found()] == [1, 2, 3]
    assert [each.number for each in found(method="get")] == [2, 3]
    assert [each.number for each in found(path="/v1/checkout")] == [1, 3]
    assert [each.number for each in found(status=404)] == [2]
    assert [each.number for each in found(since=NOON_SECONDS + 1)] == [3]
    assert [each.number for each in found(after=1, method="GET", limit=1)] == [3]
    assert found(limit=0) == []
    api.sandbox.journal.clear()
    await api.test.get("/v1/checkout")
    assert [each.number for each in found()] == [1]


async def test_the_journal_keeps_only_the_newest_requests(api: Api) -> None:
    for _ in range(MOST_ENTRIES + 1):
        await api.test.get("/v1/nothing")
    assert (len(api.sandbox.journal), last(api).number) == (MOST_ENTRIES, MOST_ENTRIES + 1)
    assert next(iter(api.sandbox.journal)).number == 2


@pytest.mark.parametrize(
    "body", [b"", b"{not json", b"\xff", b'{"a": NaN}', b"[" * 9_000, b'"' + b"x" * 30_000 + b'"']
)
async def test_a_body_that_is_no_json_or_too_large_is_not_kept(api: Api, body: bytes) -> None:
    await api.test.post("/v1/checkout", content=body)
    assert (last(api).body, last(api).status) == (None, 400)


async def test_no_secret_is_kept_wherever_it_stands(api: Api) -> None:
    number, iban = OTHER, TEST_IBANS[0].iban
    spaced = " ".join(number[at : at + 4] for at in range(0, 16, 4))
    await api.test.get(f"/{DEMO_PUBLIC_TEST}/paym_x?key={DEMO_SECRET_TEST}&{number}={iban}")
    await api.test.get(f"/v1/cards/{number}")
    await api.test.post(
        "/v1/checkout",
        json={
            "description": f"{spaced} and {DEMO_SECRET_TEST}, {iban.lower()}.",
            "card": {"number": int(number), "cvc": 123, "name": [number, {"iban": [iban], number: 1}]},
            "Number": {"CVC": "987"},
        },
    )
    untimed = [entry._replace(milliseconds=0.0) for entry in api.sandbox.journal]
    kept = repr(untimed)
    for secret in (number, spaced, iban, iban.lower(), "SandboxDemoKey", "123", "987"):
        assert secret not in kept
    assert kept.count(f"…{number[-4:]}") >= 4
    assert "ptest_…" in kept


def test_every_test_card_and_account_is_known_as_one() -> None:
    for secret in (*(each.number for each in TEST_CARDS), *(each.iban for each in TEST_IBANS)):
        assert redacted({"description": f"<{secret}>"}) == {"description": f"<…{secret[-4:]}>"}


@pytest.mark.parametrize(
    "apart",
    [" ", "  ", "-", ".", " - ", "\u00a0", "\u202f"],
    ids=["1", "2", "hyphen", "dot", "3", "nbsp", "thin"],
)
@pytest.mark.parametrize("around", ["{}", "{} 12/38", "12 {}", "see {}. Thank you 12", "iban_{}"])
def test_groups_and_what_stands_beside_them_hide_no_number(apart: str, around: str) -> None:
    for secret in (OTHER, TEST_IBANS[0].iban):
        grouped = apart.join(secret[at : at + 4] for at in range(0, len(secret), 4))
        assert redacted_text(around.format(grouped)) == around.format(f"…{secret[-4:]}")


def test_a_code_is_not_kept_under_another_name_or_within() -> None:
    body = {
        "cvv": "987",
        "CVC2": 986,
        "cvc": {"value": "985", "more": ["984"]},
        "number": {"value": "1" * 16},
    }
    assert redacted(body) == {"cvv": "…", "CVC2": "…", "cvc": "…", "number": {"value": "…1111"}}


async def test_a_request_under_way_is_not_kept_when_it_was_forgotten(api: Api) -> None:
    journal = api.sandbox.journal

    async def receive() -> dict[str, Any]:
        journal.clear()
        return {"type": "http.request", "body": b"{}", "more_body": False}

    async def send(_message: Any) -> None:
        pass

    scope = {"type": "http", "method": "POST", "path": "/v1/checkout/", "query_string": b"", "headers": []}
    key = b64encode(f"{DEMO_SECRET_TEST}:".encode())
    await api.app(scope | {"headers": [(b"authorization", b"Basic " + key)]}, receive, send)
    assert len(journal) == 0
    await api.test.get("/v1/checkout")
    assert [each.number for each in journal] == [1]


def test_what_only_looks_alike_is_kept() -> None:
    body = {
        "amount": 999_999_999_999,
        "order_id": "1773140400000",
        "unique_id": "20260310-120000-000123",
        "created": 1773140400,
        "customer": "cust_AAAAAAAAAAAAAAAAAAAAAAAA",
        "capture": False,
        "card": None,
    }
    assert json.dumps(redacted(body)) == json.dumps(body)


async def test_it_is_kept_before_its_sender_has_the_answer(api: Api) -> None:
    kept: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        kept.append(len(api.sandbox.journal))

    scope = {"type": "http", "method": "GET", "path": "/v1/checkout", "query_string": b"", "headers": []}
    await api.app(scope, receive, send)
    assert kept == [1, 1], "a reader may go on with the head of the answer"
    assert len(api.sandbox.journal) == 1
