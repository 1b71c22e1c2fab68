"""A window is loaded newest slice first from an API that lists oldest first."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancer_tui.api.errors import ApiError
from stancer_tui.models.payment_row import ListedPayment, UnreadableRow
from stancer_tui.services.payments.service import PaymentsService
from stancer_tui.services.payments.window_load import Batch
from stancer_tui.services.payments.windows import PRESETS, Window, slices
from tests.services.fake_payments import FakeClient, FakePayments

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
T = int(NOW.timestamp())
HOUR, DAY = 3600, 86_400
WEEK = PRESETS[1].window(NOW)


def payment(number: int, created: int | None, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"paym_{number:024d}",
        "created": created,
        "amount": 3021,
        "currency": "eur",
        "order_id": f"o{number}",
        **fields,
    }


def service(*items: dict[str, Any], size: int = 3) -> tuple[PaymentsService, FakePayments]:
    source = FakePayments(list(items), size)
    return PaymentsService(FakeClient(source), lambda: NOW), source


async def everything(desk: PaymentsService, window: Window) -> list[Batch]:
    return [batch async for batch in desk.load(window)]


def numbers(rows: tuple[ListedPayment, ...]) -> list[int]:
    return [int((row.id or "0").removeprefix("paym_")) for row in rows]


SPREAD = (
    payment(1, T - 6 * DAY),
    payment(2, T - 5 * DAY),
    payment(3, T - DAY - 1),
    payment(4, T - DAY),
    payment(5, T - 2 * HOUR),
    payment(6, T - HOUR),
    payment(7, T - 60),
)


async def test_the_last_hour_comes_first_then_the_day_then_the_rest() -> None:
    desk, _ = service(*SPREAD)
    batches = await everything(desk, WEEK)
    assert [numbers(batch.rows) for batch in batches] == [[6, 7], [4, 5], [1, 2, 3], []]
    assert [batch.loaded for batch in batches] == [2, 4, 7, 7]
    assert [batch.complete for batch in batches] == [False, False, False, True]


async def test_each_slice_stops_where_the_newer_one_began() -> None:
    newest = [payment(100 + number, T - 1800 + number) for number in range(30)]
    desk, source = service(*SPREAD, *newest)
    await everything(desk, WEEK)
    assert source.asked.count((T - DAY, 0)) == 1
    assert [page for since, page in source.asked if since == T - DAY] == [0]
    assert [page for since, page in source.asked if since == T - 7 * DAY] == [0, 1]


async def test_progress_says_since_when_the_list_is_whole() -> None:
    desk, _ = service(*SPREAD)
    batches = await everything(desk, WEEK)
    ages = [(NOW - batch.oldest).total_seconds() for batch in batches]
    assert ages == [0, HOUR, DAY, 7 * DAY]
    assert [batch.covered for batch in batches] == sorted(batch.covered for batch in batches)
    assert batches[-1].covered == 1
    assert batches[0].expected is None
    assert batches[-1].expected == 7


async def test_an_even_stream_is_estimated_well_before_its_end() -> None:
    desk, _ = service(*(payment(n, T - n * HOUR // 2) for n in range(1, 337)), size=10)
    batches = await everything(desk, WEEK)
    estimates = [batch.expected for batch in batches if batch.expected is not None]
    assert len(estimates) > 10
    assert all(310 <= estimate <= 360 for estimate in estimates[2:])


async def test_an_empty_window_is_complete_at_once() -> None:
    desk, _ = service()
    assert [(batch.rows, batch.complete) for batch in await everything(desk, WEEK)] == [((), True)]


async def test_a_window_with_an_end_never_shows_a_later_payment() -> None:
    desk, source = service(*SPREAD)
    window = Window(NOW - timedelta(days=7), NOW - timedelta(days=1), "six days")
    rows = [row for batch in await everything(desk, window) for row in batch.rows]
    assert sorted(numbers(tuple(rows))) == [1, 2, 3]
    assert all(since <= T - DAY - HOUR for since, page in source.asked if page == 0)


async def test_an_error_comes_after_what_was_loaded_and_the_load_goes_on_from_there() -> None:
    desk, source = service(*SPREAD)
    source.fails_at[T - DAY, 0] = ApiError("no answer")
    load = desk.load(WEEK)
    first = await anext(load)
    assert numbers(first.rows) == [6, 7]
    with pytest.raises(ApiError):
        await anext(load)
    source.fails_at.clear()
    assert first.oldest == NOW  # the hour was not yet known to be whole
    rest = Window(WEEK.since, first.oldest, WEEK.label)
    rows = [row for batch in await everything(desk, rest) for row in batch.rows]
    assert sorted(numbers(tuple(rows))) == [1, 2, 3, 4, 5, 6, 7]


async def test_leaving_early_leaves_no_walk_open() -> None:
    desk, source = service(*SPREAD)
    load = desk.load(WEEK)
    await anext(load)
    assert source.open_walks == 1
    await load.aclose()
    assert source.open_walks == 0


async def test_unreadable_and_undated_rows_are_kept() -> None:
    desk, _ = service(payment(1, T - 60, amount="3021"), payment(2, None))
    rows = [row for batch in await everything(desk, WEEK) for row in batch.rows]
    assert {row.id for row in rows} == {f"paym_{1:024d}", f"paym_{2:024d}"}
    assert any(isinstance(row, UnreadableRow) for row in rows)


async def test_a_refresh_reads_from_the_newest_known_on() -> None:
    desk, _ = service(*SPREAD)
    assert numbers(await desk.refresh(T - HOUR)) == [6, 7]
    assert await desk.refresh(T) == ()


async def test_one_payment_by_its_references() -> None:
    again = payment(8, T - 10, order_id="o3", unique_id="u8")
    desk, _ = service(*SPREAD, again)
    assert numbers(await desk.by_order("o3")) == [3, 8]
    assert numbers(await desk.by_unique_id("u8")) == [8]
    assert await desk.by_order("unknown") == ()
    assert (await desk.get(f"paym_{8:024d}")).order_id == "o3"


@given(st.integers(1, 200 * DAY), st.none() | st.integers(-100 * DAY, 100 * DAY))
def test_slices_cover_a_window_once(reach: int, end: int | None) -> None:
    top = T if end is None else T + end
    window = Window(
        datetime.fromtimestamp(top - reach, UTC),
        None if end is None else datetime.fromtimestamp(top, UTC),
        "any",
    )
    stretches = slices(window, NOW)
    assert stretches[0][1] == (None if end is None else top)
    assert stretches[-1][0] == top - reach
    assert all(older_end == newer_start for (newer_start, _), (_, older_end) in pairwise(stretches))


def test_custom_days_are_whole_days_of_the_agents_calendar() -> None:
    window = Window.days(date(2026, 10, 25), date(2026, 10, 25), ZoneInfo("Europe/Paris"))
    assert window.until is not None
    assert window.until.timestamp() - window.since.timestamp() == 25 * HOUR
    assert window.label == "2026-10-25"
    with pytest.raises(ValueError, match="before the first"):
        Window.days(date(2026, 10, 26), date(2026, 10, 25), UTC)
