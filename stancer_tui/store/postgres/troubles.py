"""Converts errors of PostgreSQL to those of a ledger, without passwords or values."""

import ssl

from stancer_tui.language import N_, _
from stancer_tui.store.errors import LedgerTrouble, LedgerUnavailable, NeedsApproval, NotAllowed

STALE, OPEN, CLAIMED, MOVED, REFUSED, GONE, NO_DESK = (f"SX00{number}" for number in range(1, 8))
"""The error codes of the functions in `sql/`."""

_NEEDS_APPROVAL = "needs_approval"
_REFUSALS = {
    "own_request": N_("A refund that one agent asks for is approved or declined by another one."),
    "others_request": N_("Only who asked for a refund can take it back."),
    "not_approver": N_("This agent may not approve refunds."),
    "lapsed": N_("This refund waited for more than 24 hours: it has to be asked for again."),
    "not_lapsed": N_("This refund still waits for its approval."),
    "ceiling": N_("This refund is larger than the team's ledger allows."),
    _NEEDS_APPROVAL: N_("A refund of this amount needs the approval of a second agent."),
    "other_desk": N_("Another desk works on this."),
    "no_agent": N_("This colleague is no agent of the team's ledger."),
}
_NOT_ALLOWED = N_("The team's ledger does not allow this step.")

_BY_CODE = {
    "28P01": LedgerTrouble.PASSWORD,
    "28000": LedgerTrouble.LOGIN,
    "3D000": LedgerTrouble.NOT_CREATED,
    "42501": LedgerTrouble.NOT_ALLOWED,
    "25006": LedgerTrouble.STANDBY,
    "53100": LedgerTrouble.FULL,
    "58030": LedgerTrouble.INPUT_OUTPUT,
    "XX001": LedgerTrouble.DAMAGED,
    "XX002": LedgerTrouble.DAMAGED,
    "3F000": LedgerTrouble.NOT_CREATED,
    "42P01": LedgerTrouble.OLDER_SCHEMA,
    "42703": LedgerTrouble.OLDER_SCHEMA,
    "42883": LedgerTrouble.OLDER_SCHEMA,
}
_BY_CLASS = {"22": LedgerTrouble.VALUE, "23": LedgerTrouble.VALUE, "P0": LedgerTrouble.NOT_ALLOWED}
_DETAIL = 200


def sqlstate(error: BaseException) -> str:
    """The SQLSTATE of a server's error; "" for any other error."""
    return str(getattr(error, "sqlstate", None) or "")


def refusal(error: BaseException) -> NotAllowed:
    """The refusal of the ledger, as a sentence."""
    word = _message(error)
    kind = NeedsApproval if word == _NEEDS_APPROVAL else NotAllowed
    return kind(_(_REFUSALS.get(word, _NOT_ALLOWED)))


def subject_of(error: BaseException) -> str:
    """The id of the other entry that one of the ledger's own errors is about."""
    return str(getattr(error, "detail", None) or "")


def unavailable(error: BaseException) -> LedgerUnavailable:
    """Why the ledger could not be used."""
    code = sqlstate(error)
    if code:
        trouble = _BY_CODE.get(code) or _BY_CLASS.get(code[:2], LedgerTrouble.AWAY)
        return LedgerUnavailable(trouble, _short(_message(error)))
    if isinstance(error, TimeoutError):
        return LedgerUnavailable(LedgerTrouble.AWAY, _("it does not answer"))
    if isinstance(error, ssl.SSLCertVerificationError):
        return LedgerUnavailable(LedgerTrouble.AWAY, _short(error.verify_message))
    if isinstance(error, ssl.SSLError):
        return LedgerUnavailable(LedgerTrouble.AWAY, _short(error.reason or ""))
    if isinstance(error, OSError):
        return LedgerUnavailable(LedgerTrouble.AWAY, _short(error.strerror or ""))
    return LedgerUnavailable(LedgerTrouble.AWAY, _("the connection was lost"))


def _message(error: BaseException) -> str:
    """The message of a server's error, without its detail, which may repeat values."""
    return str(getattr(error, "message", None) or "")


def _short(text: str) -> str:
    """A server's message as one printable line."""
    line = " ".join(text.split())
    return "".join(sign for sign in line if sign.isprintable())[:_DETAIL]
