"""A month of the calendar, as instants of a zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from stancer_tui.models.moments import in_zone

_MONTHS = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month: `number` is 1 for January."""

    year: int
    number: int

    @classmethod
    def at(cls, moment: datetime, zone: tzinfo) -> "Month":
        """The month in which a moment lies by the calendar of a zone."""
        there = in_zone(moment, zone)
        return cls(there.year, there.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def step(self, by: int) -> "Month":
        """The month so many after this one, or before it."""
        years, place = divmod(self.number - 1 + by, _MONTHS)
        return Month(self.year + years, place + 1)

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Its first moment, and the first one of the next month."""
        return self.begin(zone), self.step(1).begin(zone)

    def begin(self, zone: tzinfo) -> datetime:
        """Its first moment."""
        return datetime.combine(date(self.year, self.number, 1), time(), zone)
