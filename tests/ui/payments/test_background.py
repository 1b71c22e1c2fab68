"""A list too long to be searched or sorted between two keys shows in the end what a short one does."""

from collections.abc import Callable, Coroutine
from math import inf
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.models.row_parts import text_keys
from stancer_tui.render.columns import Column, payment_columns
from stancer_tui.ui.dialogs.list_choices import Sort
from stancer_tui.ui.payments.background_view import BackgroundView
from stancer_tui.ui.shell.loaded_payments import LoadedPayments
from stancer_tui.ui.widgets.record_table import RecordTable
from tests.ui.driving import (
    NOW,
    PARIS,
    current,
    demo,
    desk_app,
    payments,
    press,
    rows,
    screen_text,
    settled,
    table,
    type_text,
    until,
)
from tests.unit.rows import row


@pytest.fixture(autouse=True)
def long_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo's few hundred payments are many, and a key has no time for more than a few of them."""
    monkeypatch.setattr("stancer_tui.ui.shell.loaded_payments.MANY", 10)
    for name in ("_BRIEF", "_AT_ONCE"):
        monkeypatch.setattr(f"stancer_tui.ui.shell.loaded_payments.{name}", 0)
    monkeypatch.setattr("stancer_tui.ui.payments.background_view._PIECE", 0)
    monkeypatch.setattr("stancer_tui.ui.payments.background_view._QUIET", 0)
    for name in ("_FIRST", "_LARGEST"):
        monkeypatch.setattr(f"stancer_tui.store.payment_search.{name}", 8)


def sort(pilot: Pilot[int], column: str) -> None:
    payments(pilot).arrangement.take_sort(Sort.parse(column))


def is_sorted(pilot: Pilot[int], key: Callable[[PaymentRow], tuple[str, int]]) -> bool:
    found = [key(row) for row in rows(pilot)]
    return found == sorted(found)


async def test_a_search_finds_every_hit_behind_the_keys() -> None:
    async with demo() as pilot:
        wanted = [row for row in rows(pilot) if row.brand == "visa"]
        await press(pilot, "slash")
        await type_text(pilot, "visa")
        view = payments(pilot).rows.view
        await until(pilot, lambda: not view.searching)
        assert rows(pilot) == wanted
        assert f"{len(wanted)} of" in screen_text(desk_app(pilot))
        assert "searching" not in screen_text(desk_app(pilot))


async def test_that_nothing_is_found_is_said_when_everything_was_looked_at() -> None:
    async with demo() as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "nobodyhasthis")
        await until(pilot, lambda: not payments(pilot).rows.view.searching)
        await settled(pilot)
        assert "No loaded payment matches" in screen_text(desk_app(pilot))


@pytest.mark.parametrize("column", ["amount", "customer"])
async def test_a_sort_begins_at_its_top_and_ends_with_every_row(column: str) -> None:
    async with demo() as pilot:
        everything = len(rows(pilot))
        await press(pilot, "G")
        sort(pilot, column)
        view = payments(pilot).rows.view
        await until(pilot, lambda: view.sorting is None)
        await settled(pilot)
        assert len(rows(pilot)) == everything
        assert table(pilot).cursor == 0
        assert current(pilot) == rows(pilot)[0]
        if column == "amount":
            assert is_sorted(pilot, lambda row: (row.currency, row.amount))
        assert "sorting" not in screen_text(desk_app(pilot))


async def test_what_is_exported_while_it_is_sorted_is_all_of_it() -> None:
    async with demo() as pilot:
        everything = len(rows(pilot))
        sort(pilot, "customer")
        shown = payments(pilot).rows.shown
        assert len(shown) == everything
        names = [row.customer_name for row in shown if isinstance(row, PaymentRow) and row.customer_name]
        assert len({name[:1].lower() for name in names[:3]}) == 1
        await settled(pilot)


async def test_newest_first_ends_a_sort_that_goes_on() -> None:
    async with demo() as pilot:
        before = rows(pilot)
        sort(pilot, "customer")
        sort(pilot, "-created")
        await settled(pilot)
        assert rows(pilot) == before


async def test_what_texts_are_sorted_by_is_known_before_somebody_sorts() -> None:
    async with demo() as pilot:
        loaded = payments(pilot).rows
        keys = text_keys(column.sort_key for column in payments(pilot).every_column())
        await until(pilot, lambda: not any(loaded.index.rows.ranks_of(key).missing for key in keys))
        assert loaded.view.begin_sort(keys[0]).prepare(0) is False


class Screen:
    """A list of payments with nothing around it."""

    cursor = 0

    def __init__(self) -> None:
        self.work: list[Coroutine[Any, Any, None]] = []

    def run(self, work: Coroutine[Any, Any, None], **_options: object) -> Any:
        self.work.append(work)

    def draw_list(self, *, grown: bool = False) -> None:
        """Nothing is drawn."""

    def every_column(self) -> tuple[Column[ListedPayment], ...]:
        """The usual ones."""
        return payment_columns(PARIS, lambda: NOW)


async def test_what_a_screen_left_half_done_is_gone_on_with_by_the_next() -> None:
    rows, screen = LoadedPayments(), Screen()
    rows.index.add(row(number, amount=100 + number % 7) for number in range(30))
    columns = {each.key: each for each in payment_columns(PARIS, lambda: NOW)}
    rows.view.begin_sort(columns["customer"].sort_key)
    rows.view.begin("eur")
    background = BackgroundView(
        lambda: rows, screen.run, screen, lambda: cast("RecordTable", screen), lambda: inf
    )
    background.begin()
    for work in screen.work:
        await work
    assert rows.view.sorting is None
    assert not rows.view.searching
    assert len(rows.view) == 30
