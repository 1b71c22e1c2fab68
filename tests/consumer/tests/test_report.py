"""The report, over a socket: with the client that is not async, and with another library."""

import json
from base64 import b64encode
from datetime import UTC, datetime
from urllib.request import Request, urlopen

import pytest
from corner_shop.report import by_status, first_page, taken

from stancer_tui.api import SyncStancerClient

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.stancer(payments=30, seed=5)
def test_a_shop_with_a_past(stancer_sync_client: SyncStancerClient) -> None:
    counted = by_status(stancer_sync_client, BEGINNING)
    assert sum(counted.values()) == 30
    assert len(taken(stancer_sync_client, BEGINNING)) == counted.get("captured", 0)
    good, unreadable = first_page(stancer_sync_client)
    assert (len(good), unreadable) == (10, [])


def test_two_ways_to_one_sandbox(stancer_url: str, stancer_key: str) -> None:
    body = json.dumps({"amount": 2599, "currency": "eur"}).encode()
    request = Request(f"{stancer_url}/v1/checkout/", body)
    request.add_header("Authorization", f"Basic {b64encode(f'{stancer_key}:'.encode()).decode()}")
    with urlopen(request) as answer:
        made = json.load(answer)
    with SyncStancerClient(stancer_key, base_url=stancer_url) as client:
        assert [payment.id for payment in client.payments.all()] == [made["id"]]
