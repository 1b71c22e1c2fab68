"""Where the calendar of an answer's dates begins and ends, and what a zone can do to an instant."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest

from stancer_tui.models.moments import in_zone, instant, instant_of, utc_text

BEGIN, END = datetime(1000, 1, 2, tzinfo=UTC), datetime(9998, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize("end", [BEGIN, END])
def test_the_first_and_the_last_second_of_the_calendar_are_dates(end: datetime) -> None:
    assert instant(end.timestamp()) == instant_of(end.timestamp()) == end


@pytest.mark.parametrize(("end", "beyond"), [(BEGIN, -0.5), (BEGIN, -1), (END, 0.5), (END, 1)])
def test_what_lies_beyond_is_no_date_and_a_clock_of_ours_stays_at_the_end(
    end: datetime, beyond: float
) -> None:
    assert instant(end.timestamp() + beyond) is None
    assert instant_of(end.timestamp() + beyond) == end


class Refusing(tzinfo):
    """A zone whose system cannot say what time it is there."""

    def __init__(self, error: type[Exception]) -> None:
        self.error = error

    def fromutc(self, dt: datetime) -> datetime:
        raise self.error

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        raise self.error

    def dst(self, dt: datetime | None) -> timedelta | None:
        raise self.error

    def tzname(self, dt: datetime | None) -> str | None:
        raise self.error


@pytest.mark.parametrize("error", [OverflowError, ValueError, OSError])
@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=2))])
def test_an_instant_that_its_zone_cannot_show_is_shown_in_utc(error: type[Exception], zone: timezone) -> None:
    at = datetime(2026, 11, 21, 17, 4, 11, tzinfo=zone)
    shown = in_zone(at, Refusing(error))
    assert (shown, shown.tzinfo) == (at, UTC)


def test_a_file_names_an_instant_in_utc() -> None:
    at = datetime(2026, 11, 21, 18, 4, 11, tzinfo=timezone(timedelta(hours=1)))
    assert utc_text(at) == "2026-11-21T17:04:11Z"
