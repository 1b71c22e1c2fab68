"""What an agent is told about a refund: every sentence says what happened to the money."""

from collections.abc import Callable

from stancer_tui.language import N_, _
from stancer_tui.models.money import Money
from stancer_tui.services.refunds.evidence import alarm
from stancer_tui.services.refunds.offer import MINIMUM, Consent, Offer, Reason
from stancer_tui.store.intent import Intent, RefundKind, State

_OUTCOMES = {
    State.PREPARED: N_("Written down, not sent yet. No money moved."),
    State.SENDING: N_("Sent, waiting for Stancer's answer."),
    State.NOT_FOUND: N_(
        "No trace of the refund so far. It may still appear: it is watched for 24 hours. "
        "Refunding again needs a new confirmation."
    ),
    State.ABANDONED: N_("Stopped before it was sent. No money moved."),
    State.WAITING: N_("Waits for the approval of a second agent. Nothing was sent yet."),
    State.WITHDRAWN: N_("Withdrawn by who asked for it. No money moved."),
    State.LAPSED: N_("Nobody approved it within 24 hours. No money moved. It can be asked for again."),
}

_MADE = {
    RefundKind.REFUND: N_("Refund made ({refund})."),
    RefundKind.CANCEL: N_("Cancelled before capture ({refund})."),
}
_FOUND = {
    RefundKind.REFUND: N_("Found: the refund was made ({refund})."),
    RefundKind.CANCEL: N_("Found: the cancellation was made ({refund})."),
}

_ALARM = N_(
    "Attention: another refund was made on this payment besides this one. Check the sum with your team."
)

_REASONS = {
    Reason.OTHER_MODE: N_("This payment belongs to the other mode. Test and live never mix."),
    Reason.READ_ONLY: N_("This desk is read-only: it refunds nothing."),
    Reason.JOURNAL_OFF: N_(
        "Refunds are off: what is confirmed has to be written down before it is sent, and that is not "
        "possible now. Reading goes on."
    ),
    Reason.IN_PROGRESS: N_("A refund of this payment is already in progress. Its outcome comes first."),
    Reason.IMPOSSIBLE_AMOUNTS: N_(
        "The amounts of this payment and its refunds cannot be true together, so what is left is not known. "
        "Nothing can be sent."
    ),
    Reason.UNREADABLE_REFUNDS: N_(
        "A refund of this payment cannot be read, so what is left is not known. Nothing can be sent."
    ),
    Reason.NOTHING_TAKEN: N_("No money was taken for this payment: there is nothing to refund."),
    Reason.CAPTURE_SENT: N_("The capture is under way, and Stancer refunds only after it. Try again later."),
    Reason.UNKNOWN_STATUS: N_(
        "Stancer reports a status that its reference does not list. Refund it in Stancer's own tools."
    ),
    Reason.NEEDS_APPROVAL: N_(
        "A refund of this amount waits for a second agent's approval: it is asked for on its own."
    ),
    Reason.NOTHING_LEFT: N_("Everything was already refunded."),
    Reason.PARTIAL_BEFORE_CAPTURE: N_(
        "Before capture Stancer refunds nothing partially: cancel the whole payment, or wait for the capture."
    ),
}

_STATUSES = {
    "to_refund": N_(
        "Stancer sends it to the bank within the day; the day on which the customer's account shows it "
        "is not reported by the API."
    ),
    "refund_sent": N_(
        "It is with the bank, whose answer is awaited; the API does not report when the customer will see it."
    ),
    "refunded": N_(
        "The bank has credited it, on its bank date if there is one; when the customer's statement shows it "
        "is not reported by the API."
    ),
    "not_honored": N_(
        "The payment was disputed meanwhile, so this refund was not paid; what the bank gives back "
        "is not reported with it."
    ),
    "failed": N_("The refund failed and no money went back; the API does not always report why."),
    "payment_canceled": N_(
        "The payment was cancelled before capture, so no money was taken; when the bank lifts its hold "
        "is not reported by the API."
    ),
}
_NO_STATUS = N_("Stancer reports no status for this refund; when the money arrives is not known.")
_STRANGE_STATUS = N_("Stancer reports a status that its reference does not explain.")

_CONSENTS = {
    Consent.DISPUTED: N_(
        "The customer disputed this payment: the bank may already be giving the money back. "
        "Refunding it too could pay the customer twice."
    ),
    Consent.AGAIN: N_(
        "An earlier refund of this payment left no trace, but it may still appear. "
        "Refunding again could pay the customer twice."
    ),
}

_NO_REASON = N_("no reason was given")


def outcome(intent: Intent, *, next_check: float | None = None) -> str:
    """What happened to the money of an intent; `next_check` is seconds. May hold Stancer's own words."""
    match intent.state:
        case State.CONFIRMED:
            return _confirmed(intent)
        case State.REJECTED | State.NOT_SENT | State.DECLINED:
            return _said_no(intent)
        case State.UNKNOWN:
            soon = "" if next_check is None else _("(next in {seconds:.0f} s)", seconds=next_check)
            return f"{_unknown(intent)} {soon}".rstrip()
        case State.AMBIGUOUS:
            return _(
                "The payment has several new refunds of this amount ({refunds}). "
                "Do not refund again: say which one is this one.",
                refunds=", ".join(intent.candidate_ids),
            )
        case state:
            return _(_OUTCOMES[state])


def _said_no(intent: Intent) -> str:
    reason = reason_of(intent)
    if intent.state is State.NOT_SENT:
        return _("Not sent: {reason}. No money moved.", reason=reason)
    if intent.state is State.DECLINED:
        why = (intent.reason or _(_NO_REASON)).rstrip(". ")  # a colleague's own words
        return _("Declined by a second agent: {reason}. No money moved.", reason=why)
    return _("Refused by Stancer: {reason}. No money moved: the payment was read again since.", reason=reason)


def _unknown(intent: Intent) -> str:
    if intent.refused:
        return _(
            "Refused by Stancer: {reason}. Do not refund again yet. "
            "For two minutes the payment is read again, in case the refund was made all the same…",
            reason=reason_of(intent),
        )
    return _("Outcome not known yet. Do not refund again. Checking…")


def _confirmed(intent: Intent) -> str:
    answered = intent.error_class is None  # else its answer was lost; it was found by reading the payment
    made = _((_MADE if answered else _FOUND)[intent.kind], refund=intent.refund_id)
    return f"{made} {_(_ALARM)}" if alarm(intent) else made


def reason_of(intent: Intent) -> str:
    """Why it was refused or not sent, in Stancer's or our own words, without a full stop."""
    reason = intent.reason or ""
    ours = _(reason) if reason and not intent.refused else ""  # Stancer's own words are never other words
    return (ours or reason or _(_NO_REASON)).rstrip(". ")


def why_not(reason: Reason, offer: Offer, show: Callable[[Money], str]) -> str:
    """Why a refund cannot start or an amount cannot be taken; `show` writes an amount."""
    least = show(offer.money(MINIMUM))
    match reason:
        case Reason.UNDER_MINIMUM:
            return _(
                "At least {amount}: a rule of Stancer's official clients; the reference has none.",
                amount=least,
            )
        case Reason.LEFT_UNDER_MINIMUM:
            return _(
                "Only {left} is left, and Stancer's official clients refund nothing under {least}.",
                left=show(offer.money(offer.available)),
                least=least,
            )
        case Reason.OVER_AVAILABLE:
            return _("At most {amount} can still be refunded.", amount=show(offer.money(offer.available)))
        case Reason.IN_PROGRESS | Reason.FOUND_EARLIER:
            return _another(reason, offer, show)
        case Reason.OVER_CEILING:
            ceiling = show(offer.money(offer.ceiling or 0))
            return _("A refund here is at most {amount}.", amount=ceiling)
        case other:
            return _(_REASONS[other])


def _another(reason: Reason, offer: Offer, show: Callable[[Money], str]) -> str:
    """Which other refund of the payment stands in the way."""
    if reason is Reason.FOUND_EARLIER:
        made = ", ".join(f"{show(offer.money(each.amount))} ({each.refund_id})" for each in offer.found)
        return _(
            "An earlier refund of this payment was made after all: {refunds}. Decide again.", refunds=made
        )
    held = offer.in_progress
    if held is not None and held.state is State.WAITING:
        asked = show(offer.money(held.amount))
        return _("A refund of {amount} waits for approval. Nothing was sent yet.", amount=asked)
    return _(_REASONS[reason])


def small_rest(offer: Offer, amount: int, show: Callable[[Money], str]) -> str:
    """The warning that what is left after `amount` could not be refunded."""
    return _(
        "This leaves {rest}: Stancer's official clients refund nothing under {least}.",
        rest=show(offer.money(offer.available - amount)),
        least=show(offer.money(MINIMUM)),
    )


def consent(kind: Consent) -> str:
    """What the agent confirms separately."""
    return _(_CONSENTS[kind])


def earlier_account() -> str:
    """What is said of a refund that an older version wrote down, and that may be another account's."""
    return _(
        "An older version wrote it down, with a key that this account is not known to have had. It is not "
        "looked for by itself: begin a refund of its payment, and this desk finds out whether it is this "
        "account's, and what became of it."
    )


def arrival(status: str | None) -> str:
    """When the money of a refund in this status arrives, and what the API does not report."""
    words = _NO_STATUS if status is None else _STATUSES.get(status, _STRANGE_STATUS)
    return _(words)


COLLEAGUES = N_("A colleague refunding on another machine at this very moment cannot be seen from here.")
OUTSIDE = N_("Colleagues at this ledger are seen. A refund made elsewhere at this very moment is not.")


def unseen(*, shared: bool) -> str:
    """What the last reading cannot show: no lock exists at Stancer. `shared`: a team has the ledger."""
    return _(OUTSIDE) if shared else _(COLLEAGUES)
