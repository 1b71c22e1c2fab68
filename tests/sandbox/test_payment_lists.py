"""The list of payments: envelope, order, limits, filters, and 404 when nothing is found."""

from collections.abc import Callable
from typing import Any

import pytest

from stancer_tui.sandbox.kinds import PAYMENT
from stancer_tui.sandbox.rows import Row
from tests.sandbox.conftest import Api


def payment(number: int, created: int, **fields: Any) -> dict[str, Any]:
    base = {
        "id": f"paym_{number:024d}",
        "amount": 1000 + number,
        "currency": "eur",
        "created": created,
        "live_mode": False,
        "order_id": None,
        "unique_id": None,
    }
    return base | fields


def keep(api: Api, *payments: dict[str, Any], live: bool = False) -> None:
    api.sandbox.store.add(live, [Row(PAYMENT, each) for each in payments])


async def test_a_page_has_exactly_the_three_keys_and_the_seven_of_its_range(api: Api) -> None:
    keep(api, *(payment(n, 100 + n) for n in range(25)))
    answer = await api.test.get("/v1/checkout/", params={"start": 5})
    assert answer.status_code == 200
    page = answer.json()
    assert set(page) == {"live_mode", "payments", "range"}
    assert page["live_mode"] is False
    assert page["range"] == {
        "created": None,
        "end": 14,
        "has_more": True,
        "limit": 10,
        "order_id": None,
        "start": 5,
        "unique_id": None,
    }
    assert [item["amount"] for item in page["payments"]] == list(range(1005, 1015))


async def test_the_oldest_comes_first_whatever_the_order_of_arrival(api: Api) -> None:
    keep(api, payment(1, 300))
    keep(api, payment(2, 100), payment(3, 200))
    keep(api, payment(4, 400), payment(5, 150))
    page = (await api.test.get("/v1/checkout")).json()
    assert [item["created"] for item in page["payments"]] == [100, 150, 200, 300, 400]
    assert page["range"]["has_more"] is False


async def test_created_is_inclusive_and_start_counts_from_it(api: Api) -> None:
    keep(api, *(payment(n, 100 + n) for n in range(10)))
    page = (await api.test.get("/v1/checkout", params={"created": 105, "start": 2, "limit": 2})).json()
    assert [item["created"] for item in page["payments"]] == [107, 108]
    assert page["range"]["created"] == 105
    assert page["range"]["end"] == 3
    assert page["range"]["has_more"] is True


@pytest.mark.parametrize(
    "params", [{"limit": 0}, {"limit": 101}, {"limit": "x"}, {"start": -1}, {"created": "now"}]
)
async def test_a_number_out_of_range_is_refused_with_its_name(api: Api, params: dict[str, Any]) -> None:
    keep(api, payment(1, 100))
    answer = await api.test.get("/v1/checkout", params=params)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["type"] == "invalid_request_error"
    assert list(error["message"]) == list(params)


async def test_a_hundred_is_the_most(api: Api) -> None:
    keep(api, *(payment(n, n) for n in range(120)))
    page = (await api.test.get("/v1/checkout", params={"limit": 100})).json()
    assert len(page["payments"]) == 100


@pytest.mark.parametrize("params", [{}, {"created": 9999}, {"order_id": "none"}, {"start": 1}])
async def test_an_empty_page_is_a_404(api: Api, params: dict[str, Any]) -> None:
    if params:
        keep(api, payment(1, 100))
    answer = await api.test.get("/v1/checkout", params=params)
    assert answer.status_code == 404
    assert answer.json()["error"]["type"] == "invalid_request_error"


async def test_order_id_may_repeat_and_unique_id_finds_one(api: Api) -> None:
    keep(
        api,
        payment(1, 100, order_id="o-1", unique_id="u-1"),
        payment(2, 200, order_id="o-1", unique_id="u-2"),
        payment(3, 300, order_id="o-2"),
    )
    by_order = (await api.test.get("/v1/checkout", params={"order_id": "o-1"})).json()
    assert [item["created"] for item in by_order["payments"]] == [100, 200]
    assert by_order["range"]["order_id"] == "o-1"
    by_unique = (await api.test.get("/v1/checkout", params={"unique_id": "u-2"})).json()
    assert [item["created"] for item in by_unique["payments"]] == [200]


async def test_filters_together_are_a_union_as_the_reference_says(start: Callable[..., Api]) -> None:
    asked: dict[str, str | int] = {"order_id": "o-1", "created": 300}
    for filters, expected in (("union", [100, 300]), ("intersection", [])):
        api = start(filters=filters)
        keep(api, payment(1, 100, order_id="o-1"), payment(2, 200), payment(3, 300))
        answer = await api.test.get("/v1/checkout", params=asked)
        assert [item["created"] for item in answer.json().get("payments", [])] == expected


async def test_the_modes_do_not_see_each_other(api: Api) -> None:
    keep(api, payment(1, 100))
    keep(api, payment(2, 200, live_mode=True), live=True)
    assert (await api.live.get(f"/v1/checkout/paym_{1:024d}")).status_code == 404
    page = (await api.live.get("/v1/checkout")).json()
    assert page["live_mode"] is True
    assert [item["created"] for item in page["payments"]] == [200]


@pytest.mark.parametrize("object_id", [f"paym_{7:024d}", "paym_short", "x", "card_" + "a" * 24])
async def test_an_unknown_or_malformed_id_is_no_such_payment(api: Api, object_id: str) -> None:
    answer = await api.test.get(f"/v1/checkout/{object_id}")
    assert answer.status_code == 404
    assert answer.json() == {
        "error": {"type": "invalid_request_error", "message": {"id": f"No such payment {object_id}"}}
    }


async def test_invented_data_is_there_at_once_and_the_newest_first(start: Callable[..., Api]) -> None:
    api = start(payments=500)
    newest = await api.test.get("/v1/checkout", params={"created": api.clock() - 86400, "limit": 100})
    assert newest.status_code == 200
    seen, begin = 0, 0
    while True:
        page = (await api.test.get("/v1/checkout", params={"start": begin, "limit": 100})).json()
        seen += len(page["payments"])
        if not page["range"]["has_more"]:
            break
        begin += 100
    assert seen == 500
