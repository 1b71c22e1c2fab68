"""Why a payment is as it is: whether its status or its response code says more, and what is advised."""

from dataclasses import dataclass

from stancer_tui.reference import statuses
from stancer_tui.reference.codes import CodeEntry, Family, Retry, lookup
from stancer_tui.reference.statuses import StatusEntry

Entry = CodeEntry | StatusEntry

_SAYS_MORE = frozenset({"authorized", "to_capture", "capture_sent", "captured", "canceled", "expired"})
"""Statuses that say more than any response code: the bank's answer is older than they are."""

_REFUND_STEPS = ("to_refund", "refund_sent", "refunded")
"""The statuses of a refund that counts, in their order."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The explanation of a payment: the entry to show first, and those behind it.

    `lead` is the entry of the response code where `code_leads`, else of the status; None where that is in no
    table. `auth` is the entry of strong authentication where the cause lies there.
    """

    lead: Entry | None
    code_leads: bool
    code: CodeEntry | None
    auth: StatusEntry | None

    @property
    def failed(self) -> bool:
        """Whether the status leads and says only that the payment failed or was refused."""
        return isinstance(self.lead, StatusEntry) and self.lead.status in {"failed", "refused"}

    @property
    def advice(self) -> Entry | None:
        """The entry that says who can fix it, whether to retry and what may be told."""
        return self.auth or self.lead


def reason(
    status: str | None,
    response: str | None,
    *,
    method: str | None = None,
    auth_status: str | None = None,
    refunds: tuple[str | None, ...] = (),
) -> Reason:
    """Why a payment is as it is.

    `refunds` are the statuses of the refunds that count, empty where none was made or where the payment's
    own status says more. An approval never leads: what came after it does.
    """
    code = code_entry(response, method)
    declines = response is not None and not (code is not None and code.retry is Retry.NOT_NEEDED)
    if declines and status not in _SAYS_MORE:
        return Reason(code, code_leads=True, code=code, auth=None)
    auth = None
    if not declines and status in {None, "failed", "refused"} and auth_status not in {None, "success"}:
        auth = statuses.status("auth", auth_status or "")
    return Reason(_status_entry(status, refunds), code_leads=False, code=code, auth=auth)


def code_entry(response: str | None, method: str | None) -> CodeEntry | None:
    """The table entry of a response code; a SEPA payment answers SEPA reasons and some card codes."""
    if response is None:
        return None
    first, second = (Family.SEPA, Family.CARD) if method == "sepa" else (Family.CARD, Family.SEPA)
    return lookup(response, first) or lookup(response, second)


def _status_entry(status: str | None, refunds: tuple[str | None, ...]) -> StatusEntry | None:
    if refunds and None not in refunds:
        other = next((each for each in refunds if each not in _REFUND_STEPS), None)
        word = other or next(step for step in _REFUND_STEPS if step in refunds)
        return statuses.status("refund", word)
    return statuses.no_status() if status is None else statuses.status("payment", status)
