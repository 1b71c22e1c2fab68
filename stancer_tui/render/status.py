"""A status as glyph and word: never colour alone, and only the API's words or those derived here."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from stancer_tui.language import N_, _
from stancer_tui.models.payment_row import PaymentRow, refund_state
from stancer_tui.render.safe import safe
from stancer_tui.render.tones import Tone

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment


class StatusView(NamedTuple):
    """A status as shown: a glyph one cell wide, the word, its tone.

    `word` is always English: statuses are compared, searched, sorted and exported by it.
    """

    glyph: str
    word: str
    tone: Tone
    said: str = ""
    """Shown in place of the translated word."""

    @property
    def shown(self) -> str:
        """The translated word; an unknown word of the API stays as it is."""
        return self.said or _(self.word)

    def text(self) -> str:
        """Glyph and word, as one label."""
        return f"{self.glyph} {self.shown}"


NO_STATUS = StatusView("·", N_("no status"), Tone.MUTED)
REFUNDED = StatusView("↺", N_("refunded"), Tone.ACCENT)
PART_REFUNDED = StatusView("↶", N_("part refunded"), Tone.ACCENT)
UNREADABLE = StatusView("!", N_("unreadable"), Tone.ERROR)


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
    "authorized": _waiting(N_("authorized")),
    "canceled": _over(N_("canceled")),
    "captured": _done(N_("captured")),
    "capture_sent": _moving(N_("capture sent")),
    "disputed": StatusView("⚑", N_("disputed"), Tone.ERROR),
    "expired": _over(N_("expired")),
    "failed": _failed(N_("failed")),
    "refused": _failed(N_("refused")),
    "to_capture": _moving(N_("to capture")),
}
_REFUND = {
    "to_refund": _moving(N_("to refund")),
    "refund_sent": _moving(N_("refund sent")),
    "refunded": StatusView("↺", N_("refunded"), Tone.SUCCESS),
    "not_honored": _failed(N_("not honored")),
    "failed": _failed(N_("failed")),
    "payment_canceled": _over(N_("payment canceled")),
}
_AUTH = {
    "requested": _waiting(N_("requested")),
    "available": _waiting(N_("available")),
    "attempted": _waiting(N_("attempted")),
    "success": _done(N_("success")),
    "declined": _failed(N_("declined")),
    "failed": _failed(N_("failed")),
    "expired": _over(N_("expired")),
    "unavailable": _over(N_("unavailable")),
}
_PAYOUT = {
    "pending": _waiting(N_("pending")),
    "to_pay": _moving(N_("to pay")),
    "sent": _moving(N_("sent")),
    "paid": _done(N_("paid")),
    "failed": _failed(N_("failed")),
}
_CHECK = {
    "check_sent": _waiting(N_("check sent")),
    "checked": _done(N_("checked")),
    "check_error": _failed(N_("check error")),
    "available": _done(N_("available")),
    "unavailable": _over(N_("unavailable")),
}
_SCORING = {
    "requested": _waiting(N_("requested")),
    "attempted": _waiting(N_("attempted")),
    "success": _done(N_("success")),
    "declined": _failed(N_("declined")),
    "failed": _failed(N_("failed")),
    "expired": _over(N_("expired")),
    "unavailable": _over(N_("unavailable")),
}
_MONEY_BACK = {
    view.word: view
    for view in (
        REFUNDED,
        PART_REFUNDED,
        _moving(N_("to refund")),
        _moving(N_("refund sent")),
        StatusView("?", N_("refund"), Tone.WARNING),
    )
}
"""What refunds make of a payment, by the words of `refund_state`."""

_LATE = {"to refund": N_("to refund late"), "refund sent": N_("refund sent late")}


def _words(*tables: Mapping[str, StatusView]) -> tuple[str, ...]:
    """The words of some tables, and that of a missing status."""
    return (*(view.word for table in tables for view in table.values()), NO_STATUS.word)


PAYMENT_WORDS = (*_words(_PAYMENT, _MONEY_BACK), UNREADABLE.word)
REFUND_WORDS = (*_words(_REFUND), *_LATE.values())
PAYOUT_WORDS = _words(_PAYOUT)
"""The words in columns of statuses, which are as wide as the longest of them when translated."""


def late(view: StatusView) -> StatusView:
    """The view of a refund's status that is overdue."""
    return StatusView("!", _LATE.get(view.word, view.word), Tone.WARNING)


def _view(table: Mapping[str, StatusView], status: str | None) -> StatusView:
    """The view of a known status; of an unknown one, the API's word after a question mark."""
    if status is None:
        return NO_STATUS
    return table.get(status) or StatusView("?", safe(status, 24), Tone.WARNING)


def payment_status(
    status: str | None, *, amount: int = 0, refunded: int = 0, refunds: Iterable[str | None] = ()
) -> StatusView:
    """A payment's status (reference: Payment status codes).

    The API has no status "refunded", "part refunded", "to refund" or "refund sent" of a payment: these are
    derived from the statuses of its `refunds` while the API still says captured, capture sent or to capture
    (`refund_state`). The glyph tells whether only a part goes back. Any other status is shown as sent.
    """
    derived = refund_state(status, amount, refunded, refunds)
    if derived is None:
        return _view(_PAYMENT, status)
    view = _MONEY_BACK[derived]
    return view._replace(glyph=PART_REFUNDED.glyph) if view.glyph == "→" and refunded < amount else view


def row_status(row: PaymentRow) -> StatusView:
    """The status that a list shows for a payment, derived from its refunds as `payment_status` says."""
    if not row.refunded:
        return _view(_PAYMENT, row.status)
    steps = [refund.status for refund in row.refunds]
    return payment_status(row.status, amount=row.amount, refunded=row.refunded, refunds=steps)


def whole_status(payment: "Payment") -> StatusView:
    """The same for a payment that was read whole."""
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
