"""The stretch of time that a list shows: its days, its slices, and where a walk through it ends."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stancer_tui.api.pages import Page
from stancer_tui.services.payments.window_walk import within
from stancer_tui.services.payments.windows import DEFAULT, PRESETS, Preset, Window, slices, window_of

NOW = datetime(2026, 3, 15, 12, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


def test_one_day_is_the_agents_whole_day() -> None:
    window = Window.days(date(2026, 3, 29), date(2026, 3, 29), PARIS)
    assert window.until is not None
    assert (window.since.astimezone(UTC), window.until.astimezone(UTC)) == (
        datetime(2026, 3, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 29, 22, tzinfo=UTC),  # the day on which summer time begins has 23 hours
    )
    assert (window.label, window.key) == ("2026-03-29", "2026-03-29/2026-03-29")


def test_some_days_are_named_by_both_ends() -> None:
    window = Window.days(date(2026, 3, 1), date(2026, 3, 3), UTC)
    assert (window.label, window.until) == ("2026-03-01 to 2026-03-03", datetime(2026, 3, 4, tzinfo=UTC))


def test_days_that_run_backwards_are_no_window() -> None:
    with pytest.raises(ValueError, match="before the first"):
        Window.days(date(2026, 3, 2), date(2026, 3, 1), UTC)


@pytest.mark.parametrize(("key", "hours"), [("24h", 24), ("7d", 168), ("30d", 720), ("90d", 2160)])
def test_a_presets_key_reaches_as_far_back_as_it_says(key: str, hours: int) -> None:
    window = window_of(key, NOW, UTC)
    assert window is not None
    assert (window.since, window.until, window.key) == (NOW - timedelta(hours=hours), None, key)


def test_the_program_opens_with_a_week() -> None:
    assert DEFAULT.key == "7d"
    assert [each.key for each in PRESETS] == ["24h", "7d", "30d", "90d"]


@pytest.mark.parametrize(
    "window",
    [Window.days(date(2026, 1, 1), date(2026, 1, 3), PARIS), Window.since_day(date(2026, 1, 1), PARIS)],
)
def test_a_window_of_days_is_made_again_from_its_key(window: Window) -> None:
    assert window_of(window.key, NOW, PARIS) == window


@pytest.mark.parametrize("key", ["", "8d", "yesterday/", "2026-01-03/2026-01-01", "9999-12-31/9999-12-31"])
def test_a_key_that_names_no_window(key: str) -> None:
    assert window_of(key, NOW, UTC) is None


def test_the_stretch_before_has_the_same_length() -> None:
    window = Window.days(date(2026, 3, 1), date(2026, 3, 2), UTC)
    before = window.before(NOW)
    assert (before.since, before.until) == (datetime(2026, 2, 27, tzinfo=UTC), window.since)
    assert before.label == "before 2026-03-01 to 2026-03-02"


def test_the_stretch_before_an_unfinished_day_is_as_long_as_what_is_over_of_it() -> None:
    today = Window.days(NOW.date(), NOW.date(), UTC)
    open_ended = Window.since_day(NOW.date(), UTC)
    for window in (today, open_ended):
        assert window.before(NOW).since == window.since - timedelta(hours=12)


def test_the_stretch_before_a_day_just_begun_is_an_hour() -> None:
    today = Window.since_day(NOW.date(), UTC)
    assert today.before(today.since + timedelta(minutes=5)).since == today.since - timedelta(hours=1)


def test_slices_meet_and_the_newest_comes_first() -> None:
    window = Window(NOW - timedelta(days=30), None, "")
    now = int(NOW.timestamp())
    hour, day = 3600, 86400
    assert slices(window, NOW) == [
        (now - hour, None),
        (now - day, now - hour),
        (now - 7 * day, now - day),
        (now - 30 * day, now - 7 * day),
    ]


def test_a_window_no_longer_than_a_step_is_not_cut_by_it() -> None:
    now = int(NOW.timestamp())
    assert slices(Window(NOW - timedelta(hours=1), None, ""), NOW) == [(now - 3600, None)]


def test_a_window_of_the_past_is_cut_from_its_end_and_a_part_of_a_second_counts() -> None:
    until = NOW - timedelta(days=10) + timedelta(milliseconds=500)
    first, *_ = slices(Window(NOW - timedelta(days=20), until, ""), NOW)
    assert first == (int(until.timestamp()) - 3600, int(until.timestamp()) + 1)


def test_a_window_that_ends_later_is_cut_from_now() -> None:
    until = NOW + timedelta(hours=12)
    first, *_ = slices(Window(NOW - timedelta(days=1), until, ""), NOW)
    assert first == (int(NOW.timestamp()) - 3600, int(until.timestamp()))


@dataclass(frozen=True)
class Thing:
    """Something with a date."""

    created: datetime | None


class Pages:
    """Pages that count how many were read."""

    def __init__(self, *pages: tuple[Thing, ...]) -> None:
        self.read = 0
        self.pages = pages

    async def walk(self) -> AsyncGenerator[Page[Thing], None]:
        for items in self.pages:
            self.read += 1
            yield Page(items, None, 0, None, len(items), has_more=True)


async def test_a_walk_stops_at_the_windows_end_and_reads_no_further() -> None:
    inside, undated = Thing(NOW - timedelta(seconds=1)), Thing(None)
    at_the_end, later = Thing(NOW), Thing(NOW + timedelta(days=1))
    pages = Pages((inside,), (inside, undated, at_the_end), (later,))
    window = Window(NOW - timedelta(days=1), NOW, "")
    assert [page async for page in within(pages.walk(), window)] == [(inside,), (inside, undated)]
    assert pages.read == 2


async def test_a_walk_without_an_end_reads_everything() -> None:
    pages = Pages((Thing(NOW),), (Thing(NOW + timedelta(days=1)),))
    window = Window(NOW - timedelta(days=1), None, "")
    assert sum([len(page) async for page in within(pages.walk(), window)]) == 2


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_a_key_that_was_typed_names_its_window(preset: Preset) -> None:
    typed = "".join(list(preset.key))  # equal to the preset's key, and not the same object
    assert typed is not preset.key
    assert window_of(typed, NOW, UTC) == preset.window(NOW)
