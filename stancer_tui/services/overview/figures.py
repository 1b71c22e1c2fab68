"""The overview's numbers: a tally of the loaded payments, updated in pieces as rows arrive.

A row is counted once when it arrives and again when it changes; `Tally.follow` yields after every `PIECE`
rows, which take a millisecond or two, so that other tasks run. Amounts of different currencies are never
added up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from enum import IntEnum

from stancer_tui.models.moments import in_zone, instant_of
from stancer_tui.models.payment_row import LOST_REFUNDS, ListedPayment, ListedRefund, PaymentRow
from stancer_tui.services.payments.expiry import AUTHORISATION
from stancer_tui.services.payments.service import MOVING_REFUNDS
from stancer_tui.services.search.values import Stretch
from stancer_tui.store.packed_rows import PackedRows
from stancer_tui.store.payment_index import PaymentIndex

PIECE = 50_000
"""Rows that are counted before other tasks run."""

SOON = timedelta(days=2)
"""An authorisation that expires within this time is shown as expiring."""

CAPTURED = ("captured",)
ON_THE_WAY = ("to_capture", "capture_sent")
DECLINED = ("refused", "failed")
ACCEPTED = ("authorized", *ON_THE_WAY, *CAPTURED, "disputed", "expired")
"""Statuses of payments that the bank accepted, whatever came later (reference: Payment status codes)."""


class PaymentOutcome(IntEnum):
    """The outcome of a payment in the chart."""

    ACCEPTED = 0
    DECLINED = 1
    OPEN = 2
    """No status yet, canceled, or an unknown status."""


_OUTCOMES: dict[str | None, PaymentOutcome] = {
    **dict.fromkeys(ACCEPTED, PaymentOutcome.ACCEPTED),
    **dict.fromkeys(DECLINED, PaymentOutcome.DECLINED),
}
_QUARTER = 900
"""Seconds of a quarter of an hour: in every zone, hours and clock changes start at one."""

_NEAR = 24
"""Quarters in six hours, within which no zone changes its clocks twice."""


def outcome(status: str | None) -> PaymentOutcome:
    """The outcome of a payment with this status."""
    return _OUTCOMES.get(status, PaymentOutcome.OPEN)


@dataclass(frozen=True, slots=True)
class Total:
    """A number of payments or refunds, and their sum in minor units of one currency."""

    count: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Expiring:
    """How many authorisations expire soon, and when the first one does (Unix seconds, computed)."""

    count: int
    first: int | None


@dataclass(slots=True)
class Figures:
    """The tally of one currency.

    Refunds and authorisations are counted over all loaded payments, the rest over the window only.
    """

    statuses: dict[str | None, list[int]] = field(default_factory=dict)
    codes: dict[str | None, int] = field(default_factory=dict)
    hours: dict[int, list[int]] = field(default_factory=dict)
    """Outcomes by the hour of the agent's calendar: the day's ordinal times 24, and the hour."""
    refunds: dict[str | None, list[int]] = field(default_factory=dict)
    authorized: dict[int, int] = field(default_factory=dict)
    """The creation time of each authorised payment (Unix seconds) by its slot."""

    def part(self, *statuses: str | None) -> Total:
        """The payments of the window with one of these statuses."""
        return _sum(self.statuses.get(status) for status in statuses)

    @property
    def all(self) -> Total:
        """Every payment of the window."""
        return _sum(self.statuses.values())

    @property
    def accepted(self) -> int:
        """Payments that the bank accepted."""
        return self.part(*ACCEPTED).count

    @property
    def decided(self) -> int:
        """Payments that the bank accepted or declined."""
        return self.accepted + self.part(*DECLINED).count

    @property
    def per_mille(self) -> int | None:
        """The acceptance rate in thousandths, rounded down; None where nothing was decided.

        Payments without a status and canceled ones are left out of it.
        """
        return self.accepted * 1000 // self.decided if self.decided else None

    @property
    def undecided(self) -> Total:
        """Payments that the bank neither accepted nor declined."""
        known = {*ACCEPTED, *DECLINED}
        return _sum(numbers for status, numbers in self.statuses.items() if status not in known)

    def declines(self) -> list[tuple[str | None, int]]:
        """Refused and failed payments by their response code, the most frequent first."""
        return sorted(
            ((code, count) for code, count in self.codes.items() if count),
            key=lambda each: (-each[1], each[0] or ""),
        )

    @property
    def moving_refunds(self) -> Total:
        """Refunds under way."""
        return _sum(self.refunds.get(status) for status in MOVING_REFUNDS)

    @property
    def lost_refunds(self) -> Total:
        """Refunds that failed or were not honoured."""
        return _sum(self.refunds.get(status) for status in LOST_REFUNDS)

    def expiring(self, now: datetime) -> Expiring:
        """Authorisations that expire within `SOON`, or should have expired, counted from `created`."""
        last = int((now + SOON - AUTHORISATION).timestamp())
        soon = [created for created in self.authorized.values() if created <= last]
        return Expiring(len(soon), min(soon) + int(AUTHORISATION.total_seconds()) if soon else None)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show for this currency."""
        return not (self.all.count or self.moving_refunds.count or self.lost_refunds.count or self.authorized)


def _sum(parts: Iterable[list[int] | None]) -> Total:
    known = [each for each in parts if each is not None]
    return Total(sum(each[0] for each in known), sum(each[1] for each in known))


class Tally:
    """Counts rows by currency for one period and one zone, and follows the changes of an index."""

    def __init__(self, stretch: Stretch, zone: tzinfo) -> None:
        self.stretch = stretch
        self.zone = zone
        self._low, self._high = stretch
        self._index: PaymentIndex | None = None
        self.size = 0
        """How many rows have been counted: the slots below this number."""
        self._figures: dict[str, Figures] = {}
        self._hours: dict[int, int] = {}
        self.unreadable = 0
        self.undated = 0

    def follow(self, index: PaymentIndex) -> Iterator[None]:
        """Count the rows that are new in the index; yields after every piece.

        Rows that arrive meanwhile are left for the next call, since they may arrive as fast as they are
        counted.
        """
        if self._index is not index:
            self._index = index
            self.forget()
            index.follow(self)
        known = len(index)
        while self.size < (end := min(known, len(index))):
            slots = range(self.size, min(self.size + PIECE, end))
            self.size = slots.stop
            self._count_many(index.rows, slots)
            yield

    def lose(self, slot: int) -> None:
        """For the index: a row is about to change."""
        if self._index is not None and slot < self.size:
            self._count(slot, self._index.rows[slot], -1)

    def took(self, slots: Sequence[int]) -> None:
        """For the index: rows are new, or changed."""
        if self._index is not None:
            for slot in slots:
                if slot < self.size:
                    self._count(slot, self._index.rows[slot], 1)

    def forget(self) -> None:
        """For the index: every row is gone."""
        self._figures.clear()
        self.size = self.unreadable = self.undated = 0

    def reworded(self) -> None:
        """For the index: nothing to do, since search texts are not counted."""

    def currencies(self) -> list[str]:
        """The currencies with something to show, the one with the most payments first."""
        shown = {code: figures for code, figures in self._figures.items() if not figures.empty}
        return sorted(shown, key=lambda code: (-shown[code].all.count, code))

    def of(self, currency: str) -> Figures:
        """The figures of one currency."""
        return self._figures.get(currency) or Figures()

    def _of(self, currency: str) -> Figures:
        figures = self._figures.get(currency)
        if figures is None:
            figures = self._figures[currency] = Figures()
        return figures

    def _count_many(self, rows: PackedRows, slots: range) -> None:
        """Count new rows: by their kinds where possible, else one by one."""
        from stancer_tui.store.kind_tally import tally_kinds

        currencies = list(dict.fromkeys(kind.currency for kind in rows.kinds))
        places = {currency: place for place, currency in enumerate(currencies)}
        outcomes = len(PaymentOutcome)
        groups = [places[kind.currency] * outcomes + outcome(kind.status) for kind in rows.kinds]
        open_kinds = [number for number, kind in enumerate(rows.kinds) if kind.status == "authorized"]
        tally = tally_kinds(rows, slots, self.stretch, groups=groups, seconds=_QUARTER, listed=open_kinds)
        for number, count, amount in tally.kinds:
            kind = rows.kinds[number]
            self._count_status(self._of(kind.currency), kind, count, amount)
        for group, quarter, count in tally.times:
            place, came_to = divmod(group, outcomes)
            self._count_hour(self._of(currencies[place]), quarter, came_to, count)
        self.undated += tally.undated
        for slot in [slot for slot in rows.whole if slot in slots]:
            self._count(slot, rows[slot], 1)
        for slot in (rows.refunds.keys() & slots) - rows.whole.keys() if rows.refunds else ():
            _count_refunds(self._of(rows.kinds[rows.kind_of[slot]].currency), rows.refunds[slot], 1)
        for slot, created in tally.listed:
            self._of(rows.kinds[rows.kind_of[slot]].currency).authorized[slot] = created

    def _count(self, slot: int, row: ListedPayment, sign: int) -> None:
        if not isinstance(row, PaymentRow):
            self.unreadable += sign
            return
        figures, created = self._of(row.currency), row.created
        if created is None:
            self.undated += sign
        elif self._low <= created <= self._high:
            self._count_status(figures, row, sign, sign * row.amount)
            self._count_hour(figures, created // _QUARTER, outcome(row.status), sign)
        _count_refunds(figures, row.refunds, sign)
        if row.status == "authorized" and created is not None:
            if sign > 0:
                figures.authorized[slot] = created
            else:
                figures.authorized.pop(slot, None)

    def _count_status(self, figures: Figures, kind: PaymentRow, count: int, amount: int) -> None:
        numbers = figures.statuses.setdefault(kind.status, [0, 0])
        numbers[0] += count
        numbers[1] += amount
        if outcome(kind.status) is PaymentOutcome.DECLINED:
            figures.codes[kind.response] = figures.codes.get(kind.response, 0) + count

    def _count_hour(self, figures: Figures, quarter: int, came_to: int, count: int) -> None:
        hour = self._hours.get(quarter)
        if hour is None:
            self._learn_hours(quarter)
            hour = self._hours[quarter]
        numbers = figures.hours.get(hour)
        if numbers is None:
            numbers = figures.hours[hour] = [0, 0, 0]
        numbers[came_to] += count

    def _learn_hours(self, quarter: int) -> None:
        """Find the hours of a quarter and its neighbours, converting each one only around a clock change."""
        first = quarter - quarter % _NEAR
        near = range(first, first + _NEAR)
        begin, end = (_local_quarter(each, self.zone) for each in (near[0], near[-1]))
        for each in near:
            steady = end - begin == _NEAR - 1
            local = begin + each - first if steady else _local_quarter(each, self.zone)
            self._hours[each] = local // 4


def _count_refunds(figures: Figures, refunds: Iterable[ListedRefund], sign: int) -> None:
    for refund in refunds:
        numbers = figures.refunds.setdefault(refund.status, [0, 0])
        numbers[0] += sign
        numbers[1] += sign * refund.amount


def _local_quarter(quarter: int, zone: tzinfo) -> int:
    """The quarter of an hour of the zone's calendar: the day's ordinal times 96, and those of the day."""
    there = in_zone(instant_of(quarter * _QUARTER), zone)
    return (there.toordinal() * 24 + there.hour) * 4 + there.minute // 15


def hour_of(created: int, zone: tzinfo) -> int:
    """The hour of the zone's calendar in which an instant lies: the day's ordinal times 24, and the hour."""
    there = in_zone(instant_of(created), zone)
    return there.toordinal() * 24 + there.hour
