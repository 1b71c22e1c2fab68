"""What happened to a payment and when, and what is expected: only facts that the API reports."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from stancer_tui.language import N_, _
from stancer_tui.models.money import Money
from stancer_tui.models.payment import Payment
from stancer_tui.models.refund import Refund
from stancer_tui.services.payments.expiry import payment_expiry

_ANNOUNCED = {
    "to_capture": N_("the money is taken within the day"),
    "capture_sent": N_("the capture is completed"),
}
_REFUND_ANNOUNCED = {
    "to_refund": N_("refund goes to the bank within the day:"),
    "refund_sent": N_("the bank answers the refund of"),
}
_RUNNING_OUT = {
    "authorisation": N_("the authorisation runs out"),
    "3-D Secure attempt": N_("the 3-D Secure attempt runs out"),
}
_RUN_OUT = {
    "authorisation": N_("the authorisation should have run out"),
    "3-D Secure attempt": N_("the 3-D Secure attempt should have run out"),
}


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One fact or expectation. `source` is the path of the field that proves it, or the computation.

    `at` is None where the API gives no date. `day` marks a calendar date (midnight in Paris), which is shown
    without a time. `text` may end in a word of the API: it passes render.safe before it is shown.
    """

    at: datetime | None
    text: str
    source: str
    day: bool = False
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What happened, in order of time, with undated facts last; and what is expected, the next first."""

    happened: tuple[TimelineEvent, ...]
    expected: tuple[TimelineEvent, ...]


def story(payment: Payment, now: datetime, noted: Iterable[TimelineEvent] = ()) -> Story:
    """The past of a payment, with the events that the team `noted`, and its future.

    A date of the API in the future is expected: a bank date says when money is to arrive. Current statuses
    are not events, since no field says when they were reached.
    """
    events = _in_order([*timeline(payment), *noted])
    ahead = [event for event in events if event.at is not None and _moment(event) > now]
    happened = tuple(event for event in events if event not in ahead)
    dated = sorted((*ahead, *_running_out(payment, now)), key=_moment)
    return Story(happened, (*dated, *_next_steps(payment)))


def timeline(payment: Payment) -> tuple[TimelineEvent, ...]:
    """Every event of the payment in order of time; undated facts last, in the order of the process.

    A calendar date comes after the instants of its day.
    """
    return _in_order([*_payment_events(payment), *_refund_events(payment)])


def _in_order(events: Sequence[TimelineEvent]) -> tuple[TimelineEvent, ...]:
    dated = [event for event in events if event.at is not None]
    return (*sorted(dated, key=_moment), *(event for event in events if event.at is None))


def _running_out(payment: Payment, now: datetime) -> Iterator[TimelineEvent]:
    runs_out = payment_expiry(payment, now)
    if runs_out is not None:
        words = _RUN_OUT if runs_out.over else _RUNNING_OUT
        yield TimelineEvent(runs_out.at, _(words[runs_out.subject]), runs_out.basis)


def _next_steps(payment: Payment) -> Iterator[TimelineEvent]:
    """What a status announces without a date (reference: Payment status codes, Refund status codes)."""
    if payment.status in _ANNOUNCED:
        yield TimelineEvent(None, _(_ANNOUNCED[payment.status]), "status")
    for number, refund in enumerate(payment.refunds):
        if refund.status in _REFUND_ANNOUNCED and refund.date_bank is None:
            text, money = _(_REFUND_ANNOUNCED[refund.status]), _refund_money(refund, payment)
            yield TimelineEvent(None, text, f"refunds[{number}].status", money=money)


def _moment(event: TimelineEvent) -> datetime:
    if event.at is None:
        raise ValueError("an event without a date has no place in time")
    return event.at + timedelta(days=1, seconds=-1) if event.day else event.at


def _payment_events(payment: Payment) -> Iterator[TimelineEvent]:
    if payment.created is not None:
        yield TimelineEvent(payment.created, _("payment created"), "created", money=payment.money)
    if payment.date_paym is not None and payment.date_paym != payment.created:
        yield TimelineEvent(payment.date_paym, _("payment date"), "date_paym")
    if payment.auth is not None and payment.auth.status is not None:
        status = _(payment.auth.status.replace("_", " "))
        yield TimelineEvent(None, _("3-D Secure {status}", status=status), "auth.status")
    if payment.response is not None:
        yield TimelineEvent(None, _("bank answered {code}", code=payment.response), "response")
    if payment.capture is False:
        yield TimelineEvent(None, _("capture left to a later request"), "capture")
    if payment.date_bank is not None:
        yield TimelineEvent(payment.date_bank, _("funds delivery date at the bank"), "date_bank", day=True)


def _refund_events(payment: Payment) -> Iterator[TimelineEvent]:
    for number, refund in enumerate(payment.refunds):
        path, money = f"refunds[{number}]", _refund_money(refund, payment)
        if refund.created is not None:
            yield TimelineEvent(refund.created, _("refund created"), f"{path}.created", money=money)
        if refund.date_refund is not None:
            yield TimelineEvent(
                refund.date_refund, _("refund sent to the bank"), f"{path}.date_refund", money=money
            )
        if refund.date_bank is not None and not refund.lost:
            yield TimelineEvent(
                refund.date_bank,
                _("refund delivery date at the bank"),
                f"{path}.date_bank",
                day=True,
                money=money,
            )


def _refund_money(refund: Refund, payment: Payment) -> Money:
    """The amount of a refund inside a payment, whose currency it has if it names none."""
    return Money(refund.amount, (refund.currency or payment.currency).lower())
