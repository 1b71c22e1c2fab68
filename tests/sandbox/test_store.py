"""The database file: kept, refused when it is another's; and the order of many objects."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from stancer_tui.sandbox.database import StoreError
from stancer_tui.sandbox.kinds import PAYMENT
from stancer_tui.sandbox.rows import Row
from stancer_tui.sandbox.store import Filter, Store
from stancer_tui.sandbox.timeline import Timeline
from tests.sandbox.conftest import Api
from tests.sandbox.payloads import card, payment


async def test_a_file_keeps_everything(start: Callable[..., Api], tmp_path: Path) -> None:
    first = start(db=tmp_path / "sandbox.db")
    made = (await first.test.post("/v1/checkout", json=payment(card=card()))).json()
    await first.aclose()
    second = start(db=tmp_path / "sandbox.db", payments=50)
    page = (await second.test.get("/v1/checkout")).json()
    assert page["payments"] == [made]
    duplicate = await second.test.post("/v1/cards", json=card())
    assert duplicate.json()["error"]["message"]["id"] == made["card"]["id"]


async def test_invented_data_is_invented_once(start: Callable[..., Api], tmp_path: Path) -> None:
    first = start(db=tmp_path / "sandbox.db", payments=40)
    before = (await first.test.get("/v1/checkout", params={"limit": 100})).json()["payments"]
    await first.live.get("/v1/payouts")
    await first.aclose()
    second = start(db=tmp_path / "sandbox.db", payments=40, seed=2)
    after = (await second.test.get("/v1/checkout", params={"limit": 100})).json()["payments"]
    assert after == before
    assert len(after) == 40


async def test_data_that_was_cut_short_is_invented_again(start: Callable[..., Api], tmp_path: Path) -> None:
    first = start(db=tmp_path / "sandbox.db", payments=2000)
    await first.aclose()
    second = start(db=tmp_path / "sandbox.db", payments=30)
    page = (await second.test.get("/v1/checkout", params={"limit": 100})).json()
    assert len(page["payments"]) == 30


def test_a_file_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    Store(path).close()
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="another version"):
        Store(path)


def test_another_programs_file_is_refused(tmp_path: Path) -> None:
    other, text = tmp_path / "other.db", tmp_path / "text.txt"
    with closing(sqlite3.connect(other)) as opened, opened:
        opened.execute("CREATE TABLE something (id)")
    opened.close()
    text.write_text("not a database at all, but long enough to be looked at" * 10)
    with pytest.raises(StoreError, match="not a database of this sandbox"):
        Store(other)
    with pytest.raises(StoreError, match="cannot open"):
        Store(text)
    with pytest.raises(StoreError, match="cannot open"):
        Store(tmp_path / "missing" / "sandbox.db")


def test_a_refused_change_leaves_no_trace() -> None:
    store = Store()
    row = Row(PAYMENT, {"id": "paym_1", "created": 5})
    with suppress(RuntimeError), store.transaction():
        store.add(False, [row])
        raise RuntimeError
    assert store.count(False, PAYMENT) == 0
    assert store.page(False, PAYMENT, Filter(), 0, 10) == ([], False)
    store.add(False, [row])
    assert store.count(False, PAYMENT) == 1


def test_any_order_of_arrival_gives_one_order() -> None:
    rng = random.Random(3)
    rows = [(rng.randrange(200), number) for number in range(500)]
    timeline = Timeline()
    rest = rows[:]
    while rest:
        size = rng.randrange(1, 40)
        timeline.add(rest[:size])
        rest = rest[size:]
    gone = rng.sample(rows, 100)
    for created, number in gone:
        timeline.remove(created, number)
    kept = sorted(set(rows) - set(gone))
    assert timeline.slice(0, 1000) == [number for _, number in kept]
    assert timeline.slice(37, 5) == [number for _, number in kept[37:42]]
    assert timeline.since(100) == sum(created < 100 for created, _ in kept)
    assert timeline.between(50, 60) == [number for created, number in kept if 50 <= created < 60]


async def test_a_deep_page_is_reached_without_walking(
    start: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def connecting(*place: Any, **options: Any) -> sqlite3.Connection:
        opened.append(connect(*place, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", connecting)
    api = start()
    rows = (Row(PAYMENT, {"id": f"paym_{n:024d}", "created": n, "amount": n}) for n in range(3000))
    api.sandbox.store.add(False, rows)
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    for connection in opened:
        connection.set_progress_handler(count, 1)
    costs = []
    for start_at in (0, 2900):
        steps = 0
        api.sandbox.store.page(False, PAYMENT, Filter(), start_at, 100)
        costs.append(steps)
    assert costs[1] <= costs[0] * 1.1
