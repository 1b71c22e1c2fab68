"""What happened to a payment and when: only what a field of the answer proves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.models.refund import Refund


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One fact. `source` is the path of the field that proves it.

    `at` is None where the API dates nothing. `day` marks a calendar date (midnight in Paris), to be shown
    without a time. `text` may end in a word of the API and is foreign text until it went through the door.
    """

    at: datetime | None
    text: str
    source: str
    day: bool = False
    money: Money | None = None


def timeline(payment: Payment) -> tuple[TimelineEvent, ...]:
    """The payment's events in order of time; facts without a date stand last, in the order of the process.

    A calendar date comes after the instants of its day. The current status is a fact without a date: no
    field says when it was reached.
    """
    events = [*_payment_events(payment), *_refund_events(payment)]
    dated = [event for event in events if event.at is not None]
    return (*sorted(dated, key=_moment), *(event for event in events if event.at is None))


def _moment(event: TimelineEvent) -> datetime:
    if event.at is None:
        raise ValueError("an event without a date has no place in time")
    return event.at + timedelta(days=1, seconds=-1) if event.day else event.at


def _payment_events(payment: Payment) -> Iterator[TimelineEvent]:
    if payment.created is not None:
        yield TimelineEvent(payment.created, "payment created", "created", money=payment.money)
    if payment.date_paym is not None:
        yield TimelineEvent(payment.date_paym, "payment date", "date_paym")
    if payment.auth is not None and payment.auth.status is not None:
        yield TimelineEvent(None, f"3-D Secure {_words(payment.auth.status)}", "auth.status")
    if payment.response is not None:
        yield TimelineEvent(None, f"bank answered {payment.response}", "response")
    if payment.capture is False:
        yield TimelineEvent(None, "capture left to a later request", "capture")
    if payment.status is not None:
        yield TimelineEvent(None, f"status now: {_words(payment.status)}", "status")
    if payment.date_bank is not None:
        yield TimelineEvent(payment.date_bank, "funds delivery date at the bank", "date_bank", day=True)


def _refund_events(payment: Payment) -> Iterator[TimelineEvent]:
    for number, refund in enumerate(payment.refunds):
        path, money = f"refunds[{number}]", _refund_money(refund, payment)
        if refund.created is not None:
            yield TimelineEvent(refund.created, "refund created", f"{path}.created", money=money)
        if refund.date_refund is not None:
            yield TimelineEvent(
                refund.date_refund, "refund sent to the bank", f"{path}.date_refund", money=money
            )
        if refund.date_bank is not None:
            yield TimelineEvent(
                refund.date_bank,
                "refund delivery date at the bank",
                f"{path}.date_bank",
                day=True,
                money=money,
            )
        if refund.status is not None:
            text = f"refund status now: {_words(refund.status)}"
            yield TimelineEvent(None, text, f"{path}.status", money=money)


def _refund_money(refund: Refund, payment: Payment) -> Money:
    """A refund inside a payment may leave out its currency: then it is the payment's."""
    return Money(refund.amount, (refund.currency or payment.currency).lower())


def _words(status: str) -> str:
    return status.replace("_", " ")
