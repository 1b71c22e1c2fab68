"""The overview's numbers: one tally of the loaded payments, kept up with the rows piece by piece.

A row is looked at once when it arrives and once more when it changes; `Tally.follow` yields after every
`PIECE` rows, so that whoever runs it gives other work its turn (a piece takes about a millisecond, a hundred
thousand rows that are known already a few). Amounts of different currencies are never added up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from enum import IntEnum

from stancer_tui.models.moments import in_zone, instant_of
from stancer_tui.models.payment_row import ListedPayment, PaymentRow
from stancer_tui.services.payments.expiry import AUTHORISATION
from stancer_tui.services.payments.service import MOVING_REFUNDS
from stancer_tui.services.payments.windows import Window
from stancer_tui.services.search.values import Stretch, dates

PIECE = 500
"""Rows that are looked at before other work gets its turn."""

SOON = timedelta(days=2)
"""An authorisation that runs out within this time is named."""

HOURLY = timedelta(hours=48)
"""A window up to this long is drawn by hours, a longer one by days."""

CAPTURED = ("captured",)
ON_THE_WAY = ("to_capture", "capture_sent")
DECLINED = ("refused", "failed")
ACCEPTED = ("authorized", *ON_THE_WAY, *CAPTURED, "disputed", "expired")
"""Statuses of payments to which the bank said yes, whatever came later (reference: Payment status codes)."""

LOST_REFUNDS = frozenset({"failed", "not_honored"})

DEFINITION = (
    "accepted ÷ (accepted + refused + failed), by the status of each payment; accepted are authorized, "
    "to capture, capture sent, captured, disputed and expired; payments without a status and canceled ones "
    "are left out."
)
"""What the acceptance rate is."""


class Outcome(IntEnum):
    """What a payment came to, as the chart tells it."""

    ACCEPTED = 0
    DECLINED = 1
    OPEN = 2
    """No status yet, canceled, or a status that we do not know."""


_OUTCOMES: dict[str | None, Outcome] = {
    **dict.fromkeys(ACCEPTED, Outcome.ACCEPTED),
    **dict.fromkeys(DECLINED, Outcome.DECLINED),
}
_QUARTER = 900
"""Seconds: no zone changes its clocks, and none begins an hour, within a quarter of an hour."""


def outcome(status: str | None) -> Outcome:
    """What a payment of this status came to."""
    return _OUTCOMES.get(status, Outcome.OPEN)


@dataclass(frozen=True, slots=True)
class Part:
    """So many payments or refunds, and their sum in minor units of the one currency."""

    count: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Expiring:
    """Authorisations that run out soon, and when the first one does (Unix seconds, computed)."""

    count: int
    first: int | None


@dataclass(slots=True)
class Figures:
    """The tally of one currency.

    What is loaded counts for refunds and authorisations, the window alone for everything else.
    """

    statuses: dict[str | None, list[int]] = field(default_factory=dict)
    codes: dict[str | None, int] = field(default_factory=dict)
    hours: dict[int, list[int]] = field(default_factory=dict)
    """Outcomes by the hour of the agent's calendar: the day's ordinal times 24, and the hour."""
    refunds: dict[str | None, list[int]] = field(default_factory=dict)
    authorized: dict[str, int] = field(default_factory=dict)
    """When each was created, by id."""

    def part(self, *statuses: str | None) -> Part:
        """The payments of the window with one of these statuses."""
        return _sum(self.statuses.get(status) for status in statuses)

    @property
    def all(self) -> Part:
        """Every payment of the window."""
        return _sum(self.statuses.values())

    @property
    def accepted(self) -> int:
        """Payments to which the bank said yes."""
        return self.part(*ACCEPTED).count

    @property
    def decided(self) -> int:
        """Payments to which the bank said yes or no."""
        return self.accepted + self.part(*DECLINED).count

    @property
    def per_mille(self) -> int | None:
        """The acceptance rate in thousandths, rounded down; None where nothing was decided."""
        return self.accepted * 1000 // self.decided if self.decided else None

    @property
    def undecided(self) -> Part:
        """Payments that came to neither a yes nor a no."""
        known = {*ACCEPTED, *DECLINED}
        return _sum(numbers for status, numbers in self.statuses.items() if status not in known)

    def declines(self) -> list[tuple[str | None, int]]:
        """Refused and failed payments by their response code, the most frequent first."""
        return sorted(
            ((code, count) for code, count in self.codes.items() if count),
            key=lambda each: (-each[1], each[0] or ""),
        )

    @property
    def moving_refunds(self) -> Part:
        """Refunds under way."""
        return _sum(self.refunds.get(status) for status in MOVING_REFUNDS)

    @property
    def lost_refunds(self) -> Part:
        """Refunds that failed or were not honoured."""
        return _sum(self.refunds.get(status) for status in LOST_REFUNDS)

    def expiring(self, now: datetime) -> Expiring:
        """Authorisations that run out within `SOON`, or whose time is over, counted from `created`."""
        last = int((now + SOON - AUTHORISATION).timestamp())
        soon = [created for created in self.authorized.values() if created <= last]
        return Expiring(len(soon), min(soon) + int(AUTHORISATION.total_seconds()) if soon else None)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell of this currency."""
        return not (self.all.count or self.moving_refunds.count or self.lost_refunds.count or self.authorized)


def _sum(parts: Iterable[list[int] | None]) -> Part:
    known = [each for each in parts if each is not None]
    return Part(sum(each[0] for each in known), sum(each[1] for each in known))


class Tally:
    """Counts rows by currency for one stretch of time and one zone."""

    def __init__(self, stretch: Stretch, zone: tzinfo) -> None:
        self.stretch = stretch
        self.zone = zone
        self._low, self._high = stretch
        self._seen: list[ListedPayment] = []
        self._figures: dict[str, Figures] = {}
        self._hours: dict[int, int] = {}
        self.unreadable = 0
        self.undated = 0

    @property
    def size(self) -> int:
        """How many rows have been looked at."""
        return len(self._seen)

    def follow(self, rows: Sequence[ListedPayment]) -> Iterator[None]:
        """Take in what is new or changed in `rows`, which may grow meanwhile; yields after every piece."""
        if len(rows) < len(self._seen):
            self._forget()
        place = 0
        while place < len(rows):
            part, known = rows[place : place + PIECE], self._seen[place : place + PIECE]
            if part != known:
                for row in known:
                    self._count(row, -1)
                for row in part:
                    self._count(row, 1)
                self._seen[place : place + PIECE] = part
            place += PIECE
            yield
            if len(rows) < len(self._seen):  # other dates were chosen meanwhile
                self._forget()
                place = 0

    def currencies(self) -> list[str]:
        """The currencies that there are payments in, the one with the most first."""
        shown = {code: figures for code, figures in self._figures.items() if not figures.empty}
        return sorted(shown, key=lambda code: (-shown[code].all.count, code))

    def of(self, currency: str) -> Figures:
        """The figures of one currency."""
        return self._figures.get(currency) or Figures()

    def _forget(self) -> None:
        self._seen.clear()
        self._figures.clear()
        self.unreadable = self.undated = 0

    def _count(self, row: ListedPayment, sign: int) -> None:
        if not isinstance(row, PaymentRow):
            self.unreadable += sign
            return
        figures = self._figures.get(row.currency)
        if figures is None:
            figures = self._figures[row.currency] = Figures()
        created, status = row.created, row.status
        if created is None:
            self.undated += sign
        elif self._low <= created <= self._high:
            numbers = figures.statuses.setdefault(status, [0, 0])
            numbers[0] += sign
            numbers[1] += sign * row.amount
            came_to = _OUTCOMES.get(status, Outcome.OPEN)
            if came_to is Outcome.DECLINED:
                figures.codes[row.response] = figures.codes.get(row.response, 0) + sign
            quarter = created // _QUARTER
            hour = self._hours.get(quarter)
            if hour is None:
                hour = self._hours[quarter] = hour_of(created, self.zone)
            figures.hours.setdefault(hour, [0, 0, 0])[came_to] += sign
        for refund in row.refunds:
            numbers = figures.refunds.setdefault(refund.status, [0, 0])
            numbers[0] += sign
            numbers[1] += sign * refund.amount
        if status == "authorized" and created is not None:
            if sign > 0:
                figures.authorized[row.id] = created
            else:
                figures.authorized.pop(row.id, None)


def hour_of(created: int, zone: tzinfo) -> int:
    """The hour of the zone's calendar in which an instant lies: the day's ordinal times 24, and the hour."""
    there = in_zone(instant_of(created), zone)
    return there.toordinal() * 24 + there.hour


@dataclass(frozen=True, slots=True)
class Scope:
    """The stretch of time that is summed up, and the search term that gives the same payments."""

    term: str
    stretch: Stretch
    hourly: bool
    first: int
    last: int
    """The first and the last hour of the agent's calendar, as `hour_of` numbers them."""


def scope(window: Window, now: datetime, zone: tzinfo) -> Scope:
    """The scope of a window as of `now`: one that ends now moves on with the time."""
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
class Column:
    """One column of the chart: how many payments came to what, its name, and the search for them."""

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


def chart(figures: Figures, asked: Scope, most: int) -> list[Column]:
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
        columns.append(Column(*texts, (accepted, declined, undecided)))
    return columns


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _hour_words(first: int, last: int) -> tuple[str, str, str, str]:
    """Label, name, title and search term of an hour, or of several."""
    begin, end = (f"{date.fromordinal(hour // 24)}T{hour % 24:02d}" for hour in (first, last))
    clock = f"{first % 24:02d}"
    title = f"{begin[:10]} {clock}:00 to {last % 24:02d}:59"
    return clock, f"{clock}:00", title, f"date:{begin}" if first == last else f"date:{begin}..{end}"


def _day_words(first: int, last: int) -> tuple[str, str, str, str]:
    """Label, name, title and search term of a day, or of several."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    weekday = _WEEKDAYS[begin.weekday()]
    if first == last:
        label = _MONTHS[begin.month - 1] if begin.day == 1 else f"{begin.day}"
        return label, f"{weekday} {begin.day}", f"{weekday} {begin}", f"date:{begin}"
    label = _MONTHS[end.month - 1] if end.day <= last - first + 1 else f"{begin.day}"
    return label, f"{begin:%m-%d}", f"{begin} to {end}", f"date:{begin}..{end}"
