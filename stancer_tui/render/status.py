"""A status as glyph and word: never colour alone, never a word the API did not send or we do not derive."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stancer_tui.models.payment_row import PaymentRow, refund_state
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status as shown: a glyph one cell wide, the word, its tone."""

    glyph: str
    word: str
    tone: Tone

    def text(self) -> str:
        """Glyph and word, as one label."""
        return f"{self.glyph} {self.word}"


NO_STATUS = StatusView("·", "no status", Tone.MUTED)
REFUNDED = StatusView("↺", "refunded", Tone.ACCENT)
PART_REFUNDED = StatusView("↶", "part refunded", Tone.ACCENT)
UNREADABLE = StatusView("!", "unreadable", Tone.ERROR)


def _done(word: str) -> StatusView:
    return StatusView("✓", word, Tone.SUCCESS)


def _moving(word: str) -> StatusView:
    return StatusView("→", word, Tone.PLAIN)


def _waiting(word: str) -> StatusView:
    return StatusView("○", word, Tone.WARNING)


def _failed(word: str) -> StatusView:
    return StatusView("✗", word, Tone.ERROR)


def _over(word: str) -> StatusView:
    return StatusView("⊘", word, Tone.MUTED)


_PAYMENT = {
    "authorized": _waiting("authorized"),
    "canceled": _over("canceled"),
    "captured": _done("captured"),
    "capture_sent": _moving("capture sent"),
    "disputed": StatusView("⚑", "disputed", Tone.ERROR),
    "expired": _over("expired"),
    "failed": _failed("failed"),
    "refused": _failed("refused"),
    "to_capture": _moving("to capture"),
}
_REFUND = {
    "to_refund": _moving("to refund"),
    "refund_sent": _moving("refund sent"),
    "refunded": StatusView("↺", "refunded", Tone.SUCCESS),
    "not_honored": _failed("not honored"),
    "failed": _failed("failed"),
    "payment_canceled": _over("payment canceled"),
}
_AUTH = {
    "requested": _waiting("requested"),
    "available": _waiting("available"),
    "attempted": _waiting("attempted"),
    "success": _done("success"),
    "declined": _failed("declined"),
    "failed": _failed("failed"),
    "expired": _over("expired"),
    "unavailable": _over("unavailable"),
}
_PAYOUT = {
    "pending": _waiting("pending"),
    "to_pay": _moving("to pay"),
    "sent": _moving("sent"),
    "paid": _done("paid"),
    "failed": _failed("failed"),
}
_CHECK = {
    "check_sent": _waiting("check sent"),
    "checked": _done("checked"),
    "check_error": _failed("check error"),
    "available": _done("available"),
    "unavailable": _over("unavailable"),
}
_SCORING = {
    "requested": _waiting("requested"),
    "attempted": _waiting("attempted"),
    "success": _done("success"),
    "declined": _failed("declined"),
    "failed": _failed("failed"),
    "expired": _over("expired"),
    "unavailable": _over("unavailable"),
}
_MONEY_BACK = {
    view.word: view
    for view in (
        REFUNDED,
        PART_REFUNDED,
        _moving("to refund"),
        _moving("refund sent"),
        StatusView("?", "refund", Tone.WARNING),
    )
}
"""What refunds make of a payment, by the words of `refund_state`."""


def _view(table: Mapping[str, StatusView], status: str | None) -> StatusView:
    """A known status by its table, an unknown one in the API's own word behind a question mark."""
    if status is None:
        return NO_STATUS
    return table.get(status) or StatusView("?", safe(status, 24), Tone.WARNING)


def payment_status(
    status: str | None, *, amount: int = 0, refunded: int = 0, refunds: Iterable[str | None] = ()
) -> StatusView:
    """A payment's status (reference: Payment status codes).

    "refunded", "part refunded", "to refund" and "refund sent" are no payment's statuses of the API: they are
    derived from the refunds in it, whose statuses `refunds` are, while the API still says captured, capture
    sent or to capture (`refund_state`). Where only a part goes back the glyph is that of a part. Any other
    status is shown as sent.
    """
    derived = refund_state(status, amount, refunded, refunds)
    if derived is None:
        return _view(_PAYMENT, status)
    view = _MONEY_BACK[derived]
    return replace(view, glyph=PART_REFUNDED.glyph) if view.glyph == "→" and refunded < amount else view


def row_status(row: PaymentRow) -> StatusView:
    """The status that a list shows for a payment, derived from its refunds as `payment_status` says."""
    if not row.refunded:
        return _view(_PAYMENT, row.status)
    steps = [refund.status for refund in row.refunds]
    return payment_status(row.status, amount=row.amount, refunded=row.refunded, refunds=steps)


def whole_status(payment: "Payment") -> StatusView:
    """The same of a payment that was read whole."""
    steps = [refund.status for refund in payment.refunds]
    return payment_status(
        payment.status, amount=payment.amount, refunded=payment.refunded.amount, refunds=steps
    )


def refund_status(status: str | None) -> StatusView:
    """A refund's status (reference: Refund status codes; `payment_canceled` as official clients see it)."""
    return _view(_REFUND, status)


def auth_status(status: str | None) -> StatusView:
    """The status of a strong authentication (reference: Authenticated payment status codes)."""
    return _view(_AUTH, status)


def payout_status(status: str | None) -> StatusView:
    """A payout's status (reference: Payout status codes)."""
    return _view(_PAYOUT, status)


def check_status(status: str | None) -> StatusView:
    """An account check's status (reference: Account verification)."""
    return _view(_CHECK, status)


def scoring_status(status: str | None) -> StatusView:
    """A scoring's status (reference: Scoring status codes)."""
    return _view(_SCORING, status)
