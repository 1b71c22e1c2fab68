"""The database of a large shop: used again, begun anew when cut short, refused when it is another's."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from stancer_tui.sandbox.database import StoreError
from stancer_tui.sandbox.kinds import CUSTOMER, PAYMENT
from stancer_tui.sandbox.lookup import Lookup
from stancer_tui.sandbox.shop import stories
from stancer_tui.sandbox.shop.record import CountedRandom
from stancer_tui.sandbox.shop.scenario import Shop
from stancer_tui.sandbox.store import Store
from stancer_tui.sandbox.timeline import Timeline
from tests.sandbox.conftest import Api

Start = Callable[..., Api]

DAY = 739_000
LATER = 1_773_140_400
"""A day of 2024, and a moment of 2026."""


async def built(api: Api) -> Api:
    """A sandbox whose data is all there."""
    await api.sandbox.ready(True)
    await api.sandbox.ready(False)
    return api


async def answers(api: Api) -> list[str]:
    """What it answers about its newest and its oldest objects."""
    found = []
    for client in (api.live, api.test):
        for path in ("checkout", "refunds", "disputes", "payouts"):
            found.append((await client.get(f"/v1/{path}", params={"limit": 100})).text)
    return found


async def first_payment(api: Api) -> dict[str, Any]:
    """The oldest one of a customer in live mode."""
    payments = (await api.live.get("/v1/checkout", params={"limit": 50})).json()["payments"]
    payment: dict[str, Any] = next(each for each in payments if each["customer"])
    return payment


async def test_a_file_holds_the_shop_and_its_changes(start_large: Start, tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    first = await built(start_large(db=path, payments=400))
    payment = await first_payment(first)
    gone = f"/v1/customers/{payment['customer']['id']}"
    assert (await first.live.delete(gone)).status_code == 204
    made = (await first.live.post("/v1/checkout", json={"amount": 700, "currency": "eur"})).json()
    await first.live.patch(f"/v1/checkout/{made['id']}", json={"description": "Later"})
    before = await answers(first)
    await first.aclose()

    second = start_large(db=path, payments=7, seed=9)
    assert second.sandbox.is_ready(True)
    assert second.sandbox.is_ready(False)
    assert await answers(second) == before
    assert (await second.live.get(gone)).status_code == 404
    assert (await second.live.get(f"/v1/checkout/{made['id']}")).json()["description"] == "Later"
    newest = (await second.live.get("/v1/checkout", params={"start": 400})).json()["payments"]
    assert [each["id"] for each in newest] == [made["id"]]
    assert (await second.live.get(f"/v1/checkout/{payment['id']}")).json() == payment


async def test_a_shop_that_was_cut_short_is_invented_again(
    start_large: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sandbox.db"
    with monkeypatch.context() as patch:
        patch.setattr(Lookup, "complete", lambda *_arguments: None)
        patch.setattr(Store, "write_note", _forgets_built(Store.write_note))
        await (await built(start_large(db=path, payments=90))).aclose()
    second = await built(start_large(db=path, payments=40))
    assert second.sandbox.store.count(False, PAYMENT) == 40
    assert json.loads((await answers(second))[0])["range"]["has_more"] is False


def _forgets_built(write: Callable[[Store, str, str], None]) -> Callable[[Store, str, str], None]:
    """As if the program had ended before its last note."""

    def writing(store: Store, name: str, value: str) -> None:
        if name != "built":
            write(store, name, value)

    return writing


async def test_a_shop_that_tells_something_else_is_refused(
    start_large: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sandbox.db"
    await (await built(start_large(db=path, payments=40))).aclose()
    Store(path).close()
    monkeypatch.setattr(stories, "EVERY", (stories.page_left,) * len(stories.EVERY))
    with pytest.raises(StoreError, match="another version of the sandbox invented"):
        Store(path)


async def test_a_file_of_the_first_version_is_still_used(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    first = await built(start(db=path, payments=300))
    payout = (await first.live.get("/v1/payouts")).json()["payouts"][5]
    members = f"/v1/payouts/{payout['id']}/payments"
    before = [*await answers(first), (await first.live.get(members)).text]
    await first.aclose()
    _as_the_first_version(path)

    second = start(db=path)
    assert [*await answers(second), (await second.live.get(members)).text] == before
    await second.aclose()
    third = start(db=path)
    assert await answers(third) == before[:-1]


def _as_the_first_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as opened, opened:
        for table in ("day", "lookup", "chronology", "gone"):
            opened.execute(f"DROP TABLE {table}")
        payouts = opened.execute("SELECT number, private FROM object WHERE kind = 'payouts'").fetchall()
        for number, text in payouts:
            private = {name: ids for name, ids in json.loads(text).items() if name != "ordered"}
            private = {name: list(reversed(ids)) for name, ids in private.items()}
            opened.execute("UPDATE object SET private = ? WHERE number = ?", (json.dumps(private), number))
        opened.execute("PRAGMA user_version = 1")


async def test_an_object_of_the_data_file_stands_before_an_invented_one(
    start_large: Start, tmp_path: Path
) -> None:
    plain = await built(start_large(payments=400))
    payment = await first_payment(plain)
    own = {"id": payment["id"], "amount": 4321, "currency": "eur", "created": payment["created"] + 5}
    file = tmp_path / "data.json"
    file.write_text(json.dumps({"live": {"payments": [own]}}))
    api = await built(start_large(payments=400, data=file))
    assert api.sandbox.store.count(True, PAYMENT) == 400
    found = (await api.live.get("/v1/checkout", params={"limit": 100})).json()["payments"]
    assert [each["amount"] for each in found if each["id"] == payment["id"]] == [4321]
    assert (await api.live.get(f"/v1/checkout/{payment['id']}")).json()["amount"] == 4321
    order = payment["order_id"] or payment["unique_id"] or "none"
    among = (await api.live.get("/v1/checkout", params={"order_id": order})).json().get("payments", ())
    assert payment["id"] not in {each["id"] for each in among}


async def test_a_file_is_no_second_source_of_what_is_invented(start_large: Start, tmp_path: Path) -> None:
    path, file = tmp_path / "sandbox.db", tmp_path / "data.json"
    first = await built(start_large(db=path, payments=400))
    payment = await first_payment(first)
    await first.aclose()
    own = {"id": payment["id"], "amount": 4321, "currency": "eur"}
    file.write_text(json.dumps({"live": {"payments": [own]}}))
    second = start_large(db=path, data=file)
    assert second.sandbox.store.count(True, PAYMENT) == 400
    assert await first_payment(second) == payment


async def test_a_dump_begins_another_sandbox(start_large: Start) -> None:
    api = await built(start_large(payments=400))
    other = Store()
    other.load(api.sandbox.dump())
    payment = await first_payment(api)
    assert other.text(True, PAYMENT, payment["id"]) is not None
    assert other.holds(payment["customer"]["id"])
    assert other.row(False, CUSTOMER, payment["customer"]["id"]) is None
    other.close()


async def test_a_large_shop_is_replaced(start_large: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    api = await built(start_large(payments=400))
    before = await answers(api)
    monkeypatch.setattr("stancer_tui.sandbox.core.KEPT_WHOLE", 50)
    for payments in (20, 70):
        api.sandbox.fill(seed=4, payments=payments)
        await built(api)
        assert api.sandbox.store.count(False, PAYMENT) == payments
        assert await answers(api) != before
    api.sandbox.fill()
    assert await answers(await built(api)) == before


def test_a_visit_is_told_by_itself() -> None:
    shop = Shop.of(True, seed=1, payments=4000)
    day = shop.recorded_day(DAY, LATER)
    assert day.record is not None
    whole = {each["id"]: each for each in day.payments}
    assert day == Shop.of(True, seed=1, payments=4000).recorded_day(DAY, LATER)
    places = list(range(len(day.record.persons)))
    rng = Random(5)
    for chosen in ([places[-1]], [0], sorted(rng.sample(places, 9)), places):
        told = [each for _, till in shop.again(day.record, chosen, LATER) for each in till.payments]
        assert told == [whole[each["id"]] for each in told]
        assert len(told) >= len(chosen)


def test_numbers_that_cannot_be_counted_are_noticed() -> None:
    rng = CountedRandom("a")
    rng.random()
    rng.choice("abc")
    rng.check("a")
    with pytest.raises(RuntimeError, match="cannot be counted"):
        rng.check("b")


def test_a_story_with_more_objects_than_numbers_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancer_tui.sandbox.shop.record.SLOTS", 4)
    with pytest.raises(RuntimeError, match="more"):
        Shop.of(True, seed=1, payments=4000).recorded_day(DAY, LATER)


def test_a_timeline_knows_the_rows_below_a_number() -> None:
    timeline = Timeline([5, 6, 7], [1, 90, 2])
    assert [part.tolist() for part in timeline.below(91)] == [[5, 6, 7], [1, 90, 2]]
    assert [part.tolist() for part in timeline.below(90)] == [[5, 7], [1, 2]]
    assert [part.tolist() for part in Timeline().below(1)] == [[], []]
