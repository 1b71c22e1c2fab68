"""New objects' ids: drawn from the seed, never twice, and whatever else the sandbox invents while it runs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stancer_tui.sandbox.clock import FixedClock
from stancer_tui.sandbox.core import Sandbox
from stancer_tui.sandbox.kinds import KINDS, PAYMENT
from stancer_tui.sandbox.settings import SandboxSettings
from tests.sandbox.conftest import NOON, Api
from tests.sandbox.payloads import CAPTURED, DEVICE, DISPUTED, RETURN, card, payment, sepa

Start = Callable[..., Api]

AUTH = {"status": "request", "return_url": RETURN}
SCORING = {
    "amount": 120000,
    "currency": "eur",
    "customer": {"email": "pierre@martin.fr"},
    "duration": 12,
    "return_url": RETURN,
}
CHECK = {"customer": {"name": "Pierre Martin", "date_birth": "1978-09-09"}, "sepa": {"iban": sepa()["iban"]}}
REQUESTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/v1/checkout", payment(card=card(CAPTURED), customer={"email": "x@example.com"})),
    ("/v1/checkout", payment(card=card(DISPUTED[0]))),
    ("/v1/checkout", payment(card=card(), auth=AUTH, device=DEVICE)),
    ("/v1/checkout", payment(sepa=sepa())),
    ("/v1/customers", {"email": "y@example.com"}),
    ("/v1/addresses", {"city": "Paris", "zip_code": "75001", "country": "FR"}),
    ("/v1/sepa/check", CHECK),
    ("/v1/scoring", SCORING),
)


async def answers(api: Api) -> list[str]:
    """What the requests are answered in both modes, with a refund and the list of disputes at the end."""
    texts = []
    for client in (api.test, api.live):
        for path, body in REQUESTS:
            texts.append(await _answer(client.post(path, json=body)))
        refund = {"payment": json.loads(texts[-len(REQUESTS)])["id"], "amount": 100}
        texts.append(await _answer(client.post("/v1/refunds", json=refund)))
        texts.append(await _answer(client.get("/v1/disputes")))
    return texts


async def _answer(request: Any) -> str:
    answer = await request
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def ids(texts: list[str]) -> list[str]:
    return [json.loads(text)["id"] for text in texts if '"id"' in text[:2000] and "range" not in text]


async def test_the_same_requests_get_the_same_answers(start: Start) -> None:
    first, second = start(seed=7), start(seed=7)
    assert await answers(first) == await answers(second)


async def test_two_sandboxes_do_not_disturb_each_other(start: Start) -> None:
    alone = await answers(start(seed=7))
    one, other = start(seed=7), start(seed=7)
    beside: list[str] = []
    for path, body in REQUESTS:
        for api in (one, other):
            beside.append(await _answer(api.test.post(path, json=body)))
    assert beside[::2] == beside[1::2] == alone[: len(REQUESTS)]


async def test_another_seed_gives_other_ids(start: Start) -> None:
    first = ids(await answers(start(seed=7)))
    second = ids(await answers(start(seed=8)))
    assert len(first) == len(set(first)) > 16
    assert not set(first) & set(second)


async def test_the_clock_moves_no_id(start: Start) -> None:
    still, moved = start(seed=7), start(seed=7, now=FixedClock("2026-04-01T08:00:00+02:00"))
    moved.clock.advance(days=3)
    made = [(await api.test.post("/v1/checkout", json=payment())).json() for api in (still, moved)]
    assert made[0]["id"] == made[1]["id"]
    assert made[0]["created"] != made[1]["created"]


async def test_a_refused_request_and_another_kind_use_up_no_id(start: Start) -> None:
    plain, busy = start(seed=7), start(seed=7)
    await busy.test.post("/v1/checkout", json=payment(card=card(number="1")))
    await busy.test.post("/v1/checkout", json=payment(customer="cust_x"))
    await busy.test.post("/v1/customers", json={"email": "x@example.com"})
    await busy.test.post("/v1/customers", json={"email": "x@example.com"})
    made = [(await api.test.post("/v1/checkout", json=payment())).json()["id"] for api in (plain, busy)]
    assert made[0] == made[1]


async def test_invented_data_has_no_part_in_it_and_keeps_its_ids(start: Start) -> None:
    shop, empty = start(seed=7, payments=50), start(seed=7)
    assert ids(await answers(empty))[0] == ids(await answers(shop))[0]


async def test_ids_that_the_data_holds_are_passed_over(start: Start, tmp_path: Path) -> None:
    made = [(await start(seed=7).test.post("/v1/checkout", json=payment())).json()]
    file = tmp_path / "data.json"
    for section in ("test", "live"):
        file.write_text(
            json.dumps({section: {"payments": [each | {"live_mode": section == "live"} for each in made]}})
        )
        api = start(seed=7, data=file)
        new = (await api.test.post("/v1/checkout", json=payment())).json()["id"]
        assert new != made[0]["id"]
        reader = api.live if section == "live" else api.test
        assert (await reader.get(f"/v1/checkout/{made[0]['id']}")).status_code == 200


async def test_a_file_opened_again_repeats_no_id_not_even_of_what_was_deleted(
    start: Start, tmp_path: Path
) -> None:
    seen: list[str] = []
    for _ in range(3):
        api = start(seed=7, db=tmp_path / "kept.db")
        for _ in range(2):
            made = (await api.test.post("/v1/addresses", json=REQUESTS[5][1])).json()["id"]
            assert (await api.test.delete(f"/v1/addresses/{made}")).status_code == 204
            seen.append(made)
        await api.aclose()
    assert len(set(seen)) == 6


def test_every_kind_has_the_form_of_its_ids() -> None:
    sandbox = Sandbox(SandboxSettings(payments=0, now=FixedClock(NOON)))
    drawn = [sandbox.new_id(kind) for kind in KINDS for _ in range(50)]
    assert len(set(drawn)) == len(drawn)
    assert all(len(each) == 29 and each[5:].isalnum() and each[5:].isascii() for each in drawn)
    assert sandbox.new_id(PAYMENT).startswith("paym_")
    sandbox.close()
