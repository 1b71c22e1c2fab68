"""When an authorisation or a 3-D Secure attempt expires: computed, because the API dates neither."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from stancer_tui.language import N_

if TYPE_CHECKING:
    from stancer_tui.models.payment import Payment

AUTHORISATION = timedelta(days=7)
"""How long an authorisation can be captured (reference: Payment status codes, `expired`)."""

STRONG_AUTHENTICATION = timedelta(hours=6)
"""How long a 3-D Secure session stays open (reference: Authenticated payment status codes, `expired`)."""

_OPEN_SESSION = frozenset({"requested", "available", "attempted"})


@dataclass(frozen=True, slots=True)
class Expiry:
    """What expires and when; `basis` says how that was computed and is shown with it.

    `subject` and `basis` are messages. `left` is negative when the time is over and the API has not said so.
    """

    subject: str
    at: datetime
    left: timedelta
    basis: str

    @property
    def over(self) -> bool:
        """Whether the time has run out."""
        return self.left <= timedelta(0)


def expiry(
    status: str | None, auth_status: str | None, created: datetime | None, now: datetime
) -> Expiry | None:
    """What of a payment expires, or None.

    The API says neither when a payment was authorised nor when a session began: both are counted from the
    payment's `created`, so the real end may be later, never earlier.
    """
    if created is None:
        return None
    if status == "authorized":
        subject, span = N_("authorisation"), AUTHORISATION
        basis = N_("computed: 7 days after the payment was created")
    elif status is None and auth_status in _OPEN_SESSION:
        subject, span = N_("3-D Secure attempt"), STRONG_AUTHENTICATION
        basis = N_("computed: 6 hours after the payment was created")
    else:
        return None
    try:
        at = created + span
    except OverflowError:
        return None
    return Expiry(subject, at, at - now, basis)


def payment_expiry(payment: "Payment", now: datetime) -> Expiry | None:
    """As `expiry`, for a payment that was read whole."""
    return expiry(payment.status, payment.auth.status if payment.auth else None, payment.created, now)
