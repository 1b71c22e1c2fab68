"""Why a colleague's refund was not sent, in a sentence."""

from stancer_tui.language import _, capitalised
from stancer_tui.render.money import money
from stancer_tui.render.safe import safe
from stancer_tui.render.status import payment_status
from stancer_tui.services.refunds import errors, words
from stancer_tui.services.refunds.approval_words import change_sentences
from stancer_tui.services.refunds.approvals import Request, RequestChanged
from stancer_tui.services.refunds.offer import Reason
from stancer_tui.ui.refunds.summary import NOTHING_SENT, journal_words


def not_approved(refusal: errors.RefundNotBegun, request: Request) -> str:
    """Why nothing was sent, and that no money moved; safe to show."""
    return f"{_why(refusal, request)} {_(NOTHING_SENT)}"


def _why(refusal: errors.RefundNotBegun, request: Request) -> str:
    match refusal:
        case RequestChanged():
            changed = change_sentences(
                refusal.changes, request.intent, money, lambda status: payment_status(status).shown
            )
            return safe(" ".join((_("The payment has changed since it was asked for."), *changed)), 600)
        case errors.PaymentNotRead():
            reason = safe(refusal.error.said).rstrip(".")
            return _("The payment could not be read again: {reason}.", reason=reason)
        case errors.InProgress():
            where = safe(words.outcome(refusal.intent))
            return _("It does not wait any more: {outcome}", outcome=where)
        case errors.JournalOff():
            return journal_words(refusal.error)
        case errors.NotPossible() if refusal.reason is Reason.OVER_CEILING:
            return _("It is more than one refund may be here.")
        case _:
            return _other(refusal)


def _other(refusal: errors.RefundNotBegun) -> str:
    if isinstance(refusal, errors.ConsentMissing):
        known = " ".join(words.consent(each) for each in sorted(refusal.missing))
        return _("{known} Open it again, and confirm that separately.", known=known)
    text = capitalised(safe(refusal, 300))
    return text if text.endswith(".") else f"{text}."
