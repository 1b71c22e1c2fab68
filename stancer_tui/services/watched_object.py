"""Watching one object until it changes: what is compared, how often it is read, and when that ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from stancer_tui.models.ids import Kind
from stancer_tui.models.mode import Mode
from stancer_tui.models.payment_row import PaymentRow, UnreadableItem, payment_row
from stancer_tui.services.payments.service import FINAL, MOVING_REFUNDS
from stancer_tui.services.waiting.polling import PollSchedule

POLLING = PollSchedule((5, 10, 20, 30, 60, 120, 300), window=24 * 3600)
"""When a watched object is read; watching ends by itself a day after the last change."""

SLOW_DOWN = 30.0
"""Seconds without a reading after the API asked to slow down; more if it asked for more."""

WATCHED = frozenset({Kind.PAYMENT, Kind.REFUND, Kind.PAYOUT, Kind.CHECK})
"""Kinds of object that change by themselves."""

Value = str | int | bool | tuple[str, ...] | None
Reading = Mapping[str, Value]
"""The fields that are compared, by name; one that is missing in either reading counts as unchanged."""

_COPIED = ("status", "response", "date_refund", "date_bank", "verified")
_FINAL: dict[Kind, frozenset[str]] = {
    Kind.REFUND: frozenset({"refunded", "failed", "not_honored", "payment_canceled"}),
    Kind.PAYOUT: frozenset({"paid", "failed"}),
    Kind.CHECK: frozenset({"checked", "check_error", "available", "unavailable"}),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A field whose value has changed."""

    field: str
    was: Value
    now: Value


@dataclass(slots=True)
class WatchedObject:
    """One object being watched; `began` is by the clock that never jumps, `name` is safe to show."""

    mode: Mode
    kind: Kind
    id: str
    name: Callable[[], str]
    began: float
    reading: Reading | None = None
    read_at: datetime | None = None
    trouble: str = ""
    number: int = 0
    news: tuple[Change, ...] = ()
    """The changes that the agent has not looked at yet."""
    ended: str = ""
    """Why watching has ended; empty while it goes on."""
    raw: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What it is called, in the language that is spoken."""
        return self.name()

    @property
    def key(self) -> tuple[Mode, str]:
        """Its identity among watched objects."""
        return self.mode, self.id

    def took(self, reading: Reading) -> tuple[Change, ...]:
        """Take in a reading; returns what changed since the one before."""
        found = changes(self.reading, reading) if self.reading is not None else ()
        self.reading = reading
        self.news = (*self.news, *found)
        return found

    def is_over(self, now: float) -> bool:
        """Whether it has been watched for long enough."""
        return POLLING.is_over(now - self.began)


def reading_of(kind: Kind, raw: Mapping[str, Any]) -> Reading:
    """What is compared of an object as the API answered it."""
    reading: dict[str, Value] = {name: _value(raw.get(name)) for name in _COPIED}
    if kind is Kind.PAYMENT:
        try:
            reading |= reading_of_row(payment_row(raw))
        except UnreadableItem:
            return {}
    return reading


def reading_of_row(row: PaymentRow) -> Reading:
    """What is compared of a payment as far as a list knows it."""
    return {
        "status": row.status,
        "response": row.response,
        "auth": row.auth_status,
        "refunded": row.refunded,
        "refunds": tuple(refund.status or "" for refund in row.refunds),
    }


def changes(before: Reading, after: Reading) -> tuple[Change, ...]:
    """The fields that differ, where both readings have them."""
    return tuple(
        Change(name, before[name], value)
        for name, value in after.items()
        if name in before and before[name] != value
    )


def settled(kind: Kind, reading: Reading) -> bool:
    """Whether it is expected to change no more by itself."""
    status = reading.get("status")
    if kind is Kind.PAYMENT:
        refunds = reading.get("refunds")
        moving = isinstance(refunds, tuple) and not MOVING_REFUNDS.isdisjoint(refunds)
        return status in FINAL and not moving
    return status in _FINAL.get(kind, frozenset())


def _value(value: Any) -> Value:
    if isinstance(value, float):
        return int(value) if abs(value) < 10**12 else None
    return value if isinstance(value, (str, int, bool)) else None
