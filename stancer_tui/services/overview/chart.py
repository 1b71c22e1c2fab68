"""The overview's chart: the payments of a period in columns of hours or days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from stancer_tui.language import _, calendar
from stancer_tui.models.moments import in_zone
from stancer_tui.services.overview.figures import Figures, hour_of
from stancer_tui.services.payments.windows import Window
from stancer_tui.services.search.values import Stretch, dates

HOURLY = timedelta(hours=48)
"""A window up to this long is drawn by hours, a longer one by days."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The period that is summed up, and the search term that finds the same payments."""

    term: str
    stretch: Stretch
    hourly: bool
    first: int
    last: int
    """The first and the last hour of the agent's calendar, as `hour_of` numbers them."""


def scope(window: Window, now: datetime, zone: tzinfo) -> Scope:
    """The scope of a window as of `now`; that of an open-ended window moves with the time."""
    term = _term(window, zone)
    low, high = dates(term.removeprefix("date:"), now=now, zone=zone)
    end = min(high, int(now.timestamp()))
    hourly = end - low <= HOURLY.total_seconds()
    return Scope(term, (low, high), hourly, hour_of(int(low), zone), hour_of(int(max(low, end)), zone))


def _term(window: Window, zone: tzinfo) -> str:
    first, slash, last = window.key.partition("/")
    if slash:
        return f"date:{first}..{last}" if first != last else f"date:{first}"
    if window.key:
        return f"date:{window.key}"
    end = "" if window.until is None else f"{in_zone(window.until - timedelta(seconds=1), zone):%Y-%m-%d}"
    return f"date:{in_zone(window.since, zone):%Y-%m-%d}..{end}"


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """One column of the chart: the counts of payments by outcome, its names, and the search for them."""

    label: str
    name: str
    """As `label`, longer where there is room."""
    title: str
    term: str
    outcomes: tuple[int, int, int]

    @property
    def total(self) -> int:
        """Every payment of the column."""
        return sum(self.outcomes)


def chart(figures: Figures, asked: Scope, most: int) -> list[ChartColumn]:
    """The payments of the scope in at most `most` columns, by hours or days, empty ones too.

    Where there are more of them than columns, several share one.
    """
    unit = 1 if asked.hourly else 24
    first, last = asked.first // unit, asked.last // unit
    size = -(-(last - first + 1) // max(most, 1))
    sums: dict[int, list[int]] = {}
    for hour, outcomes in figures.hours.items():
        column = sums.setdefault((hour // unit - first) // size, [0, 0, 0])
        for place, count in enumerate(outcomes):
            column[place] += count
    columns = []
    for place in range((last - first) // size + 1):
        begin = first + place * size
        end = min(begin + size - 1, last)
        accepted, declined, undecided = sums.get(place, (0, 0, 0))
        texts = _hour_words(begin, end) if asked.hourly else _day_words(begin, end)
        columns.append(ChartColumn(*texts, (accepted, declined, undecided)))
    return columns


def _hour_words(first: int, last: int) -> tuple[str, str, str, str]:
    """Label, name, title and search term of an hour, or of several."""
    begin, end = (f"{date.fromordinal(hour // 24)}T{hour % 24:02d}" for hour in (first, last))
    clock = f"{first % 24:02d}"
    until = f"{last % 24:02d}"
    title = _("{day} {first}:00 to {last}:59", day=begin[:10], first=clock, last=until)
    return clock, f"{clock}:00", title, f"date:{begin}" if first == last else f"date:{begin}..{end}"


def _day_words(first: int, last: int) -> tuple[str, str, str, str]:
    """Label, name, title and search term of a day, or of several."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    weekday = calendar.weekday(begin.weekday())
    if first == last:
        label = calendar.month(begin.month) if begin.day == 1 else f"{begin.day}"
        return label, f"{weekday} {begin.day}", f"{weekday} {begin}", f"date:{begin}"
    label = calendar.month(end.month) if end.day <= last - first + 1 else f"{begin.day}"
    name = _("{month:02d}-{day:02d}", month=begin.month, day=begin.day)
    return label, name, _("{first} to {last}", first=begin, last=end), f"date:{begin}..{end}"
