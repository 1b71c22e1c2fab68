"""The walk from page to page: how many are asked for at once, what is left out, where it ends."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

import pytest

from stancer_tui.api.errors import EndlessList
from stancer_tui.api.pages import PAGE, WALKING, Pace, Page, PagesLeft, walk
from stancer_tui.models.payment_row import UnreadableRow


class Item(NamedTuple):
    """What a walk looks at of an item."""

    id: str | None
    created: Any = None


def page(items: list[Item], start: int = 0, limit: int = PAGE, *, more: bool = True) -> Page[Item]:
    return Page(tuple(items), False, start, start + len(items) - 1, limit, has_more=more)


class Shelf:
    """A list of so many items, and the offsets at which it was asked."""

    def __init__(self, count: int, *, limit: int = PAGE, given: int | None = None) -> None:
        self.asked: list[int] = []
        self._count, self._limit, self._given = count, limit, limit if given is None else given

    async def fetch(self, start: int) -> Page[Item]:
        self.asked.append(start)
        end = min(start + self._given, self._count)
        items = [Item(f"i{number}") for number in range(start, end)]
        return page(items, start, self._limit, more=end < self._count)


async def found(walked: AsyncGenerator[Page[Item], None]) -> list[str | None]:
    return [item.id async for each in walked for item in each.items]


async def found_before_giving_up(walked: AsyncGenerator[Page[Item], None]) -> tuple[list[str | None], str]:
    """The ids that came before the walk said that the list has no end, and what it said."""
    ids: list[str | None] = []
    try:
        async for each in walked:
            ids += [item.id for item in each.items]
    except EndlessList as error:
        return ids, error.message
    raise AssertionError("the walk came to an end")


def numbered(count: int) -> list[str]:
    return [f"i{number}" for number in range(count)]


def test_the_page_of_nothing_is_the_last() -> None:
    assert Page.empty() == Page((), None, 0, None, 100, has_more=False)
    assert Page.empty(5, 7) == Page((), None, 5, None, 7, has_more=False)


@pytest.mark.parametrize(
    ("limit", "given", "count", "step"),
    [(10, 10, 35, 10), (10, 3, 8, 3), (10, 9, 30, 9), (10, 12, 45, 10), (1, 1, 3, 1)],
)
async def test_the_first_page_tells_how_far_the_next_one_is(
    limit: int, given: int, count: int, step: int
) -> None:
    shelf = Shelf(count, limit=limit, given=given)
    assert await found(walk(shelf.fetch, concurrency=1)) == numbered(count)
    steps = [after - before for before, after in pairwise(shelf.asked)]
    assert set(steps) == {step}


@pytest.mark.parametrize("limit", [0, -5])
async def test_a_limit_without_sense_does_not_stand_still(limit: int) -> None:
    shelf = Shelf(3, limit=limit, given=1)
    assert await found(walk(shelf.fetch, concurrency=1)) == numbered(3)
    assert shelf.asked[:3] == [0, 1, 2]


async def test_a_last_page_is_not_followed() -> None:
    shelf = Shelf(5, limit=10)
    async for _ in walk(shelf.fetch):
        await asyncio.sleep(0)  # what had been asked for ahead would begin here
    assert shelf.asked == [0]


@pytest.mark.parametrize("most", [1, 2, 3])
async def test_as_many_pages_are_read_as_may_be(most: int) -> None:
    shelf = Shelf(1_000, limit=10)
    told = await found_before_giving_up(walk(shelf.fetch, most=most))
    assert told == (numbered(10 * most), f"more follows after {most} pages")
    assert shelf.asked == [10 * number for number in range(most)]


@pytest.mark.parametrize(("most", "asked"), [(1, 1), (2, 2), (4, 4), (5, 5), (6, 5), (100, 5)])
async def test_no_page_is_asked_for_ahead_that_may_not_be_read(most: int, asked: int) -> None:
    shelf = Shelf(1_000, limit=10)
    async with aclosing(walk(shelf.fetch, most=most)) as pages:
        await anext(pages)
        await asyncio.sleep(0)
        assert len(shelf.asked) == asked


async def test_a_list_of_as_many_pages_as_may_be_has_an_end() -> None:
    assert await found(walk(Shelf(30, limit=10).fetch, most=3)) == numbered(30)


async def test_a_walk_that_is_told_nothing_ends_after_a_million_items() -> None:
    async def fetch(start: int) -> Page[Item]:
        return page([Item(f"i{start}")], start, 1)

    ids, said = await found_before_giving_up(walk(fetch))
    assert (len(ids) * PAGE, said) == (1_000_000, "more follows after 10,000 pages")


@pytest.mark.parametrize("items", [[], [Item(None)], [Item("i0")]])
async def test_a_page_of_nothing_new_that_says_more_follows_is_no_list(items: list[Item]) -> None:
    async def fetch(start: int) -> Page[Item]:
        return page(items if start else [Item("i0")], start, 1)

    ids, said = await found_before_giving_up(walk(fetch, concurrency=1))
    assert ids == (["i0", None] if items == [Item(None)] else ["i0"])
    assert said == "a page that holds nothing new says that more follows"


async def test_a_page_of_repeated_items_is_given_without_them() -> None:
    async def fetch(start: int) -> Page[Item]:
        if start == 0:
            return page([Item("a"), Item("b")], 0, 2)
        return page([Item("b"), Item("c"), Item(None), Item("c")], start, 2, more=False)

    pages = [each async for each in walk(fetch)]
    assert [[item.id for item in each.items] for each in pages] == [["a", "b"], ["c", None]]
    assert (pages[1].start, pages[1].limit, pages[1].has_more) == (2, 2, False)


async def test_a_last_page_of_repeated_items_is_the_end() -> None:
    async def fetch(start: int) -> Page[Item]:
        return page([Item("a")], start, 1, more=start == 0)

    assert [len(each.items) async for each in walk(fetch)] == [1, 0]


async def repeated(page_number: int, at: int, size: int = PAGE) -> int:
    """How often the first item of a page comes when it stands on a later page too."""

    async def fetch(start: int) -> Page[Item]:
        items = [Item(f"i{start + number}") for number in range(size)]
        if start == at * size:
            items[0] = Item(f"i{page_number * size}")
        return page(items, start, size, more=start < at * size)

    return (await found(walk(fetch))).count(f"i{page_number * size}")


async def test_an_item_that_came_up_to_twenty_pages_before_is_left_out() -> None:
    assert [await repeated(0, at) for at in (1, 19, 20, 39)] == [1, 1, 1, 1]
    assert [await repeated(1, at) for at in (21, 39)] == [1, 1]
    assert await repeated(19, 39) == 1


async def test_what_came_long_before_is_no_longer_remembered() -> None:
    assert await repeated(0, 40) == 2
    assert await repeated(19, 40) == 2
    assert await repeated(20, 40) == 1
    # Pages of thirty: twice sixty-seven of them hold more than four thousand items.
    assert [await repeated(0, at, 30) for at in (133, 134)] == [1, 2]


async def test_a_list_that_is_longer_than_was_told_is_read_page_by_page() -> None:
    shelf = Shelf(35, limit=10)
    assert await found(walk(shelf.fetch, left=lambda _page: 0.0)) == numbered(35)
    assert shelf.asked == [0, 10, 20, 30]


async def test_a_list_whose_end_is_told_is_asked_for_no_more() -> None:
    shelf = Shelf(35, limit=10)
    left = iter([3.0, 2.0, 1.0, 0.0])
    assert await found(walk(shelf.fetch, left=lambda _page: next(left))) == numbered(35)
    assert shelf.asked == [0, 10, 20, 30]


@pytest.mark.parametrize(
    ("left", "asked"), [(0.0, 1), (0.05, 1), (0.06, 1), (1.0, 1), (1.05, 1), (1.06, 2), (2.5, 3)]
)
async def test_of_what_is_left_a_sliver_is_not_asked_for_ahead(left: float, asked: int) -> None:
    shelf = Shelf(1_000, limit=10)
    async with aclosing(walk(shelf.fetch, left=lambda _page: left)) as pages:
        await anext(pages)
        await asyncio.sleep(0)
        assert len(shelf.asked) - 1 == asked - (left <= 0.05)


async def test_pages_are_tasks_with_a_name_and_none_is_left() -> None:
    def walking() -> int:
        return sum(task.get_name() == WALKING for task in asyncio.all_tasks())

    stuck = asyncio.Event()

    async def fetch(start: int) -> Page[Item]:
        if start:
            await stuck.wait()
        return page([Item(f"i{start}")], start, 1)

    async with aclosing(walk(fetch, concurrency=3)) as pages:
        await anext(pages)
        assert walking() == 3
    assert walking() == 0


async def test_a_failure_of_a_later_page_is_no_ones_when_the_walk_is_left() -> None:
    async def fetch(start: int) -> Page[Item]:
        if start:
            raise ValueError("on fire")
        return page([Item("i0")], start, 1)

    async with aclosing(walk(fetch)) as pages:
        await anext(pages)
        await asyncio.sleep(0)
    with pytest.raises(ValueError, match="on fire"):
        await found(walk(fetch))


def test_a_pace_begins_with_four_of_eight() -> None:
    pace = Pace()
    assert (pace.allowed, pace.with_left(None)) == (4, 4)
    for _ in range(4):
        assert pace.allowed == 4
        pace.faster()
    assert pace.allowed == 8
    for _ in range(30):
        pace.faster()
    assert pace.allowed == 8
    assert pace.with_left(None) == 10


def test_a_pace_does_not_pass_its_most() -> None:
    pace = Pace(3, 5)
    for _ in range(3):
        pace.faster()
    assert (pace.allowed, pace.with_left(None)) == (5, 7)
    assert Pace(6, 6).with_left(None) == 8


def test_after_a_429_half_is_asked_for_and_more_only_after_ten_good_pages() -> None:
    pace = Pace(8, 8)
    for allowed in (4, 2, 1, 1):
        pace.slower()
        assert pace.allowed == allowed
    for begun, half in ((5, 2), (7, 3)):
        odd = Pace(begun, 8)
        odd.slower()
        assert odd.allowed == half
    for good in range(1, 80):
        pace.faster()
        assert pace.allowed == min(1 + good // 10, 8)


def test_what_came_well_before_a_429_does_not_count_after_it() -> None:
    pace = Pace(4, 8)
    for _ in range(3):
        pace.faster()
    pace.slower()
    for _ in range(9):
        pace.faster()
    assert pace.allowed == 2
    pace.faster()
    assert pace.allowed == 3


@pytest.mark.parametrize(("left", "asked", "allowed"), [(7.9, 4, 4), (8.0, 8, 8), (9.0, 9, 8), (90.0, 10, 8)])
def test_a_long_list_is_asked_for_at_full_speed_at_once(left: float, asked: int, allowed: int) -> None:
    pace = Pace(4, 8)
    assert pace.with_left(left) == asked
    assert pace.allowed == allowed


def test_a_long_list_is_not_asked_for_at_full_speed_after_a_429() -> None:
    pace = Pace(4, 8)
    pace.slower()
    assert (pace.with_left(90.0), pace.allowed) == (2, 2)


def dated(*moments: Any) -> Page[Item]:
    return page([Item(f"i{number}", moment) for number, moment in enumerate(moments)])


def test_what_is_left_is_told_by_the_dates_so_far() -> None:
    left = PagesLeft(until=1_103)
    # Five items in forty seconds, sixty seconds to go: six items, of five a page.
    assert left(dated(1_003, 1_013, 1_023, 1_033, 1_043)) == 6 / 5
    # Nine items in eighty seconds, twenty seconds to go: two items, of four a page.
    assert left(dated(1_053, 1_063, 1_073, 1_083)) == 2 / 4
    assert left(dated(1_093, 1_103)) == 0
    assert left(dated(1_104)) == 0


def test_two_dates_tell_something_and_one_does_not() -> None:
    assert PagesLeft(until=10)(dated(0, 1)) == 9 / 2
    assert PagesLeft(until=10)(dated(0, 4)) == 1.5 / 2
    assert PagesLeft(until=10)(dated(0)) is None
    left = PagesLeft(until=10)
    assert (left(dated(0)), left(dated(1))) == (None, 9)


@pytest.mark.parametrize(
    "moments", [(), (5, 5), (5, 4), (None, None), (None, 5), (5, None), ("5", "6"), (5.0, 6.0)]
)
def test_dates_that_say_nothing_tell_nothing(moments: tuple[Any, ...]) -> None:
    assert PagesLeft(until=10)(dated(*moments)) is None


def test_a_row_that_cannot_be_read_counts_and_has_a_date_where_it_says_one() -> None:
    rows: Page[Item] = replace(dated(), items=(UnreadableRow("a", "odd", 0), Item("b"), Item("c", 10)))
    assert PagesLeft(until=25)(rows) == 3 / 3


def test_a_page_of_nothing_leaves_what_is_known() -> None:
    left = PagesLeft(until=100)
    left(dated(0, 10))
    assert left(dated()) is None
    assert left(dated(20)) == 8
