"""Payouts: live only, their sums, their members, their way to the bank."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.conftest import Api

DAY = 1773097200  # 2026-03-10 00:00 in Paris, the tests' day


async def everything(client: httpx.AsyncClient, path: str, key: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    while True:
        answer = await client.get(path, params={"start": len(items), "limit": 100})
        if answer.status_code == 404:
            return items
        items += answer.json()[key]


@pytest.mark.parametrize("path", ["", "/", "/pout_x", "/pout_x/payments", "/pout_x/refunds/"])
async def test_a_test_key_gets_501(api: Api, path: str) -> None:
    answer = await api.test.get(f"/v1/payouts{path}")
    assert answer.status_code == 501
    assert answer.json()["error"]["type"] == "invalid_request_error"


async def test_the_invented_payouts_add_up_but_one(start: Callable[..., Api]) -> None:
    api = start(payments=600)
    payouts = await everything(api.live, "/v1/payouts/", "payouts")
    assert len(payouts) > 20
    short = []
    for payout in payouts:
        sums = {}
        for kind in ("payments", "refunds", "disputes"):
            members = await everything(api.live, f"/v1/payouts/{payout['id']}/{kind}", kind)
            sums[kind] = sum(member["amount"] for member in members)
            if kind == "payments":
                fees = sum(member["fee"] for member in members)
        assert {kind: payout[kind]["amount"] for kind in sums} == sums
        assert payout["fees"] == fees
        missing = sums["payments"] - sums["refunds"] - sums["disputes"] - fees - payout["amount"]
        if missing:
            short.append(missing)
    assert short == [1]


def loaded(start: Callable[..., Api], tmp_path: Path, **payout: Any) -> Api:
    item = {"id": "pout_" + "0" * 24, "amount": 2000, "currency": "eur", "created": DAY, "status": "pending"}
    payments = [
        {"id": f"paym_{number:024d}", "amount": 1000, "currency": "eur", "status": status, "created": created}
        for number, (status, created) in enumerate(
            [("captured", DAY), ("captured", DAY + 60), ("refused", DAY + 90), ("captured", DAY - 1)]
        )
    ]
    path = tmp_path / "data.json"
    path.write_text(json.dumps({"live": {"payouts": [item | payout], "payments": payments}}))
    return start(data=path)


async def test_a_loaded_payout_holds_what_was_paid_on_its_day(
    start: Callable[..., Api], tmp_path: Path
) -> None:
    api = loaded(start, tmp_path, date_paym=DAY)
    path = "/v1/payouts/pout_" + "0" * 24
    page = (await api.live.get(f"{path}/payments", params={"limit": 1})).json()
    assert page["range"]["has_more"] is True
    assert [each["id"] for each in page["payments"]] == [f"paym_{0:024d}"]
    later = (await api.live.get(f"{path}/payments/", params={"created": DAY + 1})).json()
    assert [each["id"] for each in later["payments"]] == [f"paym_{1:024d}"]
    assert (await api.live.get(f"{path}/refunds")).status_code == 404
    assert (await api.live.get(f"{path}/cards")).status_code == 404
    assert (await api.live.get("/v1/payouts/pout_x/payments")).status_code == 404


async def test_a_payout_is_paid_in_time(start: Callable[..., Api], tmp_path: Path) -> None:
    api = loaded(start, tmp_path)
    seen = []
    for hours in (0, 12, 24, 4 * 24):
        api.clock.advance(hours=hours)
        seen.append((await api.live.get("/v1/payouts/pout_" + "0" * 24)).json()["status"])
    assert seen == ["pending", "to_pay", "sent", "paid"]
